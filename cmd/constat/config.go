package main

import (
	"errors"
	"fmt"
	"io/fs"
	"net/netip"
	"os"
	"strings"
	"time"

	"constat/collector/probe"
	"constat/store/record"
)

// What a target gets when it says nothing, and what it may ask for.
const (
	defaultInterval  = 60 * time.Second
	minInterval      = time.Second
	maxInterval      = 24 * time.Hour
	intervalStep     = 100 * time.Millisecond // the grid all probes share
	defaultTimeout   = 15 * time.Second
	minTimeout       = 100 * time.Millisecond // under it, distance alone looks like an outage
	defaultBodyLimit = 1 << 20
	maxBodyLimit     = 16 << 20
	maxConfig        = 1 << 20 // bytes of a configuration
)

// A Config is constat.yaml, read and found without mistakes. Its fields are
// its keys.
type Config struct {
	// Name is this vantage: the origin of its log, so 1 to 63 letters, digits,
	// dots, dashes and underscores. Required.
	Name string
	// Targets are what is asked, under "targets", or "endpoints" as in Gatus.
	// At least one.
	Targets []Target
	// Controls are http and https addresses far from every provider that is
	// watched: our own network is up when one of them answers. None is on this
	// machine unless all targets are.
	Controls []string
	// Providers are known by their key. When there is none at all, targets may
	// name any.
	Providers map[string]Provider
	// Contracts are known by their key.
	Contracts map[string]Contract
	// Terms is the file of contracts with their fees and tickets, as report --terms
	// takes it, or empty for none.
	Terms string
	// Breaches are files of declarations, as constat breach takes them: status and
	// the notices tell of their 72 hours. The files name people; their names here go
	// into bundles.
	Breaches []string
	// Anchors are time-stamping authorities (RFC 3161), http or https.
	Anchors []string
	// Witnesses cosign this vantage's checkpoints (c2sp.org/tlog-witness).
	Witnesses []Witness
	// Witness has this vantage cosign others' checkpoints; empty for not.
	Witness WitnessServer
	// Clock are NTP servers, by name or name:port.
	Clock []string
	// Echo are services, http or https, that answer with the address they were
	// asked from. Two, kept by different people, show more than one.
	Echo []string
	// Listen is where jobs report in and the dashboard is shown, an address and a
	// port of this machine; empty for nowhere.
	Listen string
	// TLS has what listens encrypt; empty for not. BehindProxy says that a proxy does
	// so before it, and notes who asks.
	TLS         Certificate
	BehindProxy bool
	// Users are who may log in on the dashboard; there is none without any.
	Users []User
	// Public is what of it stands open without logging in: "badges", "metrics".
	Public []string
	// Claims are the registers, in claims/ beside the configuration, that members are
	// taken in for where Listen says.
	Claims []string
	// ClaimsAt is where members reach their forms through a proxy, as
	// https://host; empty for as each request has it.
	ClaimsAt string
	// Contact is where those who are asked can write to: a mailbox of a role, or
	// a page. It goes with each question, in User-Agent.
	Contact string
	// Path says who is asked whose the networks behind a name are.
	Path PathSource
	// Resolvers are the name servers that a diagnostic attempt asks in place of
	// this machine's own.
	Resolvers []netip.AddrPort
	// Rate is how many questions a second one host is asked at most, over all
	// targets; 0 for [collector.DefaultRate].
	Rate int
	// Notify is who is told what changed.
	Notify []Notice
	// Method is the file of the accounting method, or empty for the built-in.
	Method string
	// Catalogue is a file of default pages that are added to those the program
	// knows, or empty for none.
	Catalogue string
}

// A Target is one question asked again and again.
type Target struct {
	Name     string          // required; no two are the same
	Site     string          // what the customer calls theirs; "group" in Gatus
	Provider string          // a key of Providers
	URL      string          // required; its scheme is the kind; without credentials or fragment
	Method   string          // GET, HEAD, OPTIONS or POST; of http
	Headers  []record.Header // of http
	// Auth is the authorization that is sent, basic or bearer, and Secret the file
	// with what it takes, relative to the configuration, which nobody else can
	// read. Of http.
	Auth, Secret string
	// Follow is how many redirects are followed, 10 at most; HTTP is 2 where
	// HTTP/2 is offered; Body is sent with a POST. Of http.
	Follow, HTTP int
	Body         string
	// Pin is "address": IP or IP:PORT that is asked under the name of the URL.
	Pin string
	// Interval is 60s unless said otherwise: 1s to 24h, in steps of 100ms.
	Interval time.Duration
	// Timeout is for the whole question: 15s or three quarters of the interval,
	// whichever is shorter, unless said otherwise; at least 100ms, never longer
	// than the interval.
	Timeout time.Duration
	// BodyLimit is how many bytes of an answer are read: 1MiB unless said
	// otherwise, at most 16MiB. Of http.
	BodyLimit int64
	// Conditions are what a good answer must fulfil. Without any, a status
	// under 400 is good, and so is what a target of another kind answers as it
	// should.
	Conditions []probe.Condition
	// Matter is set where the target is asked what a provider says there, one of
	// record.Matters: then no answer is good or bad.
	Matter string
	// Inventory is set where the target is asked what it holds, and not whether
	// it answers.
	Inventory *Inventory
	// Pictures says that a browser, if there is one, shows the page when its
	// content is kept. Of http.
	Pictures bool
	// Requisites says that the style sheets and pictures of the page are kept with
	// its content. Of http.
	Requisites bool
	// Line is where the target begins in the file.
	Line int
}

// A Provider is who keeps the sites.
type Provider struct {
	Name       string   // in full, as in a contract
	StatusPage string   // where they say what is down
	Terms      []string // what they promised: terms, SLA
	Notices    []string // where they tell their customers other things
}

// A Contract is what was promised to whom watches.
type Contract struct {
	Provider string   // a key of Providers
	Rule     string   // a shipped rule, or the file with one, relative to the configuration
	Targets  []string // by name or site; all of the provider where none is named
	Zone     string   // that its months and days are counted in; UTC unless said otherwise
	Since    string   // day of the sign-up, 2020-07-06
}

// Question returns what t asks, as the log has it.
func (t Target) Question() record.Question {
	if t.Inventory != nil {
		q := t.Inventory.Question(t.Timeout)
		q.Address = t.Pin
		return q
	}
	q := record.Question{
		Kind: t.kind(), URL: t.URL, Matter: t.Matter, Method: t.Method, Headers: t.Headers, Auth: t.Auth,
		Follow: t.Follow, HTTP: t.HTTP, Body: t.Body, Address: t.Pin,
		Timeout: t.Timeout.Milliseconds(), BodyLimit: t.BodyLimit,
	}
	for _, c := range t.Conditions {
		q.Conditions = append(q.Conditions, c.String())
	}
	return q
}

// A ConfigError is every mistake of a configuration, in the order of its lines.
type ConfigError struct{ Mistakes []Mistake }

func (e *ConfigError) Error() string { return e.In("en") }

// In returns one line per mistake.
func (e *ConfigError) In(lang string) string {
	lines := make([]string, len(e.Mistakes))
	for i, m := range e.Mistakes {
		lines[i] = m.In(lang)
	}
	return strings.Join(lines, "\n")
}

// LoadConfig reads the configuration at path, and returns its text as well,
// whose digest the log holds. Its error is a [*ConfigError] when the file could
// be read but not used; the text is there all the same.
func LoadConfig(path string) (*Config, []byte, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, nil, fmt.Errorf("read configuration: %w", err)
	}
	c, mistakes := ParseConfig(path, text)
	if len(mistakes) > 0 {
		return nil, text, &ConfigError{mistakes}
	}
	return c, text, nil
}

// configTrouble says in a language what [LoadConfig] said.
func configTrouble(err error, lang string) string {
	var bad *ConfigError
	var path *fs.PathError
	switch {
	case errors.As(err, &bad):
		return bad.In(lang)
	case errors.Is(err, fs.ErrNotExist) && errors.As(err, &path):
		return say("la configuration %q n'existe pas ; « constat init » en écrit une, --config en nomme une autre",
			`the configuration %q does not exist; "constat init" writes one, --config names another`, path.Path).In(lang)
	}
	return err.Error()
}

// ParseConfig reads a configuration; file is its name in the mistakes, which
// are all of them and not the first, in the order of the lines. With any, the
// Config is nil.
func ParseConfig(file string, text []byte) (*Config, []Mistake) {
	r := &configReader{file: file, lines: map[string]int{}, asked: map[record.Hash]Target{}}
	if root := r.parse(text); root != nil {
		r.readConfig(root)
	}
	if len(r.mistakes) > 0 {
		return nil, r.sorted()
	}
	return &r.config, nil
}

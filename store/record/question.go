package record

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// Schemes has, for each kind of question, the schemes of its addresses. The
// list is closed: a later kind is a later version of the format.
var Schemes = map[string][]string{
	"http": {"http", "https"},
	"tcp":  {"tcp"},
	"tls":  {"tls"},
	"dns":  {"dns"},
	"smtp": {"smtp", "smtps"},
	"imap": {"imap", "imaps"},
	"pop3": {"pop3", "pop3s"},
	"ssh":  {"ssh"},
	"icmp": {"icmp"},
	"ws":   {"ws", "wss"},
	"rdap": {"rdap"},
	"push": {"push"},

	AskStatement: {"http", "https"},
}

// AskStatement is the kind of a question that asks what a provider says, by
// HTTP as a page is asked for. Its answers say nothing of the provider's sites.
const AskStatement = "statement"

// What a statement is, as [Question.Matter] has it.
const (
	MatterStatus = "status" // where the provider tells what is down
	MatterNotice = "notice" // where it tells its customers other things
	MatterTerms  = "terms"  // what it promised: terms, a service level
)

// Matters lists them.
var Matters = []string{MatterStatus, MatterNotice, MatterTerms}

// ByHTTP says whether a question is asked by HTTP and its answer has a body.
func (q Question) ByHTTP() bool { return q.Kind == "http" || q.Kind == AskStatement }

func (q Question) check() error {
	if q.Kind != AskStatement {
		if q.Matter != "" {
			return errorf("a question of kind %.20q in the matter of %.20q", q.Kind, q.Matter)
		}
		return nil
	}
	if !slices.Contains(Matters, q.Matter) || q.Method != "GET" || len(q.Conditions) != 0 || q.BodyLimit < 1 {
		return errorf("a statement in the matter of %.20q, by %.20q, with %d conditions, up to %d bytes", q.Matter, q.Method, len(q.Conditions), q.BodyLimit)
	}
	return nil
}

// SchemeKind returns the kind of question that an address of a scheme asks, empty
// if none does. A statement looks like any page.
func SchemeKind(scheme string) string {
	for kind, schemes := range Schemes {
		if kind != AskStatement && slices.Contains(schemes, scheme) {
			return kind
		}
	}
	return ""
}

// Host returns the host that q's address names, as it stands there, without a
// dot at its end; empty where it names none on a network. What a registry is
// asked of is a domain, and no host.
func (q Question) Host() string {
	u, err := url.Parse(q.URL)
	if err != nil || slices.Contains([]string{"rdap", "push", "file"}, u.Scheme) {
		return ""
	}
	if host := strings.TrimSuffix(u.Hostname(), "."); !strings.Contains(host, "%") {
		return host
	}
	return "" // an address of one link
}

var jobAddress = regexp.MustCompile(`^push://[A-Za-z0-9][A-Za-z0-9._-]{0,62}$`)

// IsJob reports whether an address names a job that reports in.
func IsJob(url string) bool { return jobAddress.MatchString(url) }

// Vouches reports whether an answer to q shows that our own network was up. A
// name server near by answers from memory without any, and who reports in or is
// looked up elsewhere was not reached.
func (q Question) Vouches() bool { return q.Kind != "dns" && q.Kind != "push" && q.Kind != "rdap" }

var selects = regexp.MustCompile(`^(?i:select) [ -~]{1,992}$`)

// IsQuery reports whether a text can be the query of a count: one SELECT, on one
// line of ASCII, with no remark and nothing after it.
func IsQuery(query string) bool {
	for _, odd := range []string{";", "--", "/*", "#", "@", "\\"} {
		if strings.Contains(query, odd) {
			return false
		}
	}
	return selects.MatchString(query)
}

// AsksDatabase reports whether an address is of a database, which is asked a query.
func AsksDatabase(address string) bool {
	return strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "mysql://")
}

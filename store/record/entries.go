package record

import (
	"bytes"
	"errors"
	"slices"
	"strings"
)

// A Watch marks the start, the stop or a change of configuration of the
// daemon, or of its machine's own network, and describes the instrument. Silence in a log between a stop and
// a start has a cause that can be read; silence without one has not.
type Watch struct {
	Time       Instant  `json:"time"`
	Event      string   `json:"event"` // "start", "reload", "network" or "stop"
	Version    string   `json:"version"`
	Binary     Hash     `json:"binary,omitzero"` // SHA-256 of the running file
	Config     Hash     `json:"config,omitzero"` // SHA-256 of the configuration's text, kept beside the log
	Method     Hash     `json:"method,omitzero"` // SHA-256 of the accounting method in force
	Go         string   `json:"go,omitempty"`
	System     string   `json:"system,omitempty"` // "linux/amd64"
	Kernel     string   `json:"kernel,omitempty"`
	Release    string   `json:"release,omitempty"` // the distribution and its version
	Processors int      `json:"processors,omitempty"`
	Addresses  []string `json:"addresses,omitempty"` // "eth0 192.0.2.7/24"
	Resolvers  []string `json:"resolvers,omitempty"` // name servers in use
	Proxy      []string `json:"proxy,omitempty"`     // names of proxy variables that were set, and not used
	Targets    int      `json:"targets"`
	Controls   int      `json:"controls"`
	Build      Build    `json:"build,omitzero"`
	Machine    Machine  `json:"machine,omitzero"`
	Network    Network  `json:"network,omitzero"`
	// Rules are the SHA-256 of the terms and of the rules of contracts in force, in
	// ascending order. Their texts are not kept beside the log.
	Rules []Hash `json:"rules,omitempty"`
	// Catalogue is the SHA-256 of the catalogue of default pages that is added to
	// the program's own, kept beside the log.
	Catalogue Hash `json:"catalogue,omitzero"`
}

// maxRules bounds the digests of rules and terms in one entry.
const maxRules = 512

func (w Watch) check() error {
	switch w.Event {
	case "start", "reload", "network", "stop":
		return errors.Join(w.ruled(), w.Network.check())
	}
	return errorf("watch event %q", w.Event)
}

// Moved reports whether the machine's own network is another in w than in v:
// its addresses, its default routes or its name servers.
func (w Watch) Moved(v Watch) bool {
	return !slices.Equal(w.Addresses, v.Addresses) || !slices.Equal(w.Resolvers, v.Resolvers) || !slices.Equal(w.Network.Routes, v.Network.Routes)
}

// ruled refuses digests of rules that are in no order, or none.
func (w Watch) ruled() error {
	if len(w.Rules) > maxRules {
		return errorf("watch with %d rules", len(w.Rules))
	}
	last := Hash{}
	for _, h := range w.Rules {
		if bytes.Compare(h[:], last[:]) <= 0 {
			return errorf("watch with the rules in no order")
		}
		last = h
	}
	return nil
}

// A Gap explains rounds that could not run. It excuses nothing: a missing
// round is time not watched, whether or not a gap tells why.
type Gap struct {
	From   Instant `json:"from"`   // scheduled instant of the first round missed
	To     Instant `json:"to"`     // scheduled instant of the last round missed
	Reason string  `json:"reason"` // "busy", "rate", "late", "clock", "stopped", "storage", "refused"
	Rounds int64   `json:"rounds"` // how many, over all targets
}

func (g Gap) check() error {
	if g.To < g.From || g.Rounds < 1 || g.Reason == "" {
		return errorf("gap of %d rounds from %v to %v for %q", g.Rounds, g.From, g.To, g.Reason)
	}
	return nil
}

// A Capture says that content was kept: which, why, and the WARC file (ISO
// 28500) that holds it, named by the digest of its bytes.
type Capture struct {
	Link
	Time   Instant `json:"time"`
	Round  Round   `json:"round"`
	Reason string  `json:"reason"` // "first", "change", "failure" or "return"
	Status int     `json:"status,omitempty"`
	Body   Hash    `json:"body"` // as received
	Size   int64   `json:"size"`
	Normal Hash    `json:"normal,omitzero"`
	Rules  string  `json:"rules,omitempty"`
	Cut    bool    `json:"cut,omitempty"`
	File   Hash    `json:"file"`          // the WARC file of this exchange
	Kept   Hash    `json:"kept,omitzero"` // the earlier WARC file that holds the same body, where File has none
}

func (c Capture) check() error {
	switch c.Reason {
	case "first", "change", "failure", "return":
		return nil
	}
	return errorf("capture for %q", c.Reason)
}

// An Anchor says that an authority has time-stamped a checkpoint (RFC 3161).
// The question and the answer lie beside the log. What the token proves is for
// the reader to check; the entry puts it in order among the others: what comes
// after it was composed after it.
type Anchor struct {
	Time      Instant `json:"time"`      // when the token arrived, by our clock
	Size      int64   `json:"size"`      // leaves of the stamped checkpoint
	Authority string  `json:"authority"` // the address that was asked
	Request   Hash    `json:"request"`   // SHA-256 of the TimeStampReq, DER
	Response  Hash    `json:"response"`  // SHA-256 of the TimeStampResp, DER
}

func (a Anchor) check() error {
	if a.Size < 1 || a.Authority == "" || a.Request.IsZero() || a.Response.IsZero() {
		return errorf("anchor of %d leaves by %q", a.Size, a.Authority)
	}
	return nil
}

// A Note is what the operator wrote down: a ticket opened, a maintenance
// announced. Its time is when it was written, not when it happened.
type Note struct {
	Time Instant `json:"time"`
	Text string  `json:"text"`
}

func (n Note) check() error {
	if n.Text == "" {
		return errorf("empty note")
	}
	return nil
}

// A Seal is the last entry before each checkpoint. It counts everything, so
// that what a bundle leaves out is known to be left out.
type Seal struct {
	Time     Instant `json:"time"`
	Previous Head    `json:"previous"` // the checkpoint before this one, size 0 for the first
	Counts   []Count `json:"counts"`   // leaves of each kind so far, this seal included, in order of kind; none is zero
	Targets  int     `json:"targets"`  // chains so far, controls included
	Controls int     `json:"controls"` // control chains among them
	Rows     Hash    `json:"rows"`     // RFC 6962 root over the salted rows, sorted by chain
}

// A Head is a tree's size and root hash.
type Head struct {
	Size int64 `json:"size"`
	Root Hash  `json:"root,omitzero"`
}

// A Count is how many leaves of a kind a log holds.
type Count struct {
	Kind  Kind  `json:"kind"`
	Count int64 `json:"count"`
}

func (s Seal) check() error {
	if s.Previous.Size < 0 || s.Controls < 0 || s.Targets < s.Controls || len(s.Counts) == 0 {
		return errorf("seal with negative figures")
	}
	for i, c := range s.Counts {
		if !slices.Contains(Kinds, c.Kind) || c.Count < 1 || (i > 0 && s.Counts[i-1].Kind >= c.Kind) {
			return errorf("seal counts %d of kind %q at place %d", c.Count, c.Kind, i)
		}
	}
	return nil
}

// Count returns how many leaves of kind k the seal counts.
func (s Seal) Count(k Kind) int64 {
	for _, c := range s.Counts {
		if c.Kind == k {
			return c.Count
		}
	}
	return 0
}

func (t Target) check() error {
	if t.Name == "" || t.Interval < 1 || t.Question.Timeout < 1 {
		return errorf("target %q, interval %d, timeout %d", t.Name, t.Interval, t.Question.Timeout)
	}
	if !t.onOneLine() {
		return errorf("the name %.40q or the site %.40q, of several lines", t.Name, t.Site)
	}
	if t.Control && t.Question.Kind == AskStatement {
		return errorf("control %q is a statement", t.Name)
	}
	if t.ProviderName != "" && (t.Provider == "" || len(t.ProviderName) > maxProviderName) {
		return errorf("the name %.20q of the provider %q", t.ProviderName, t.Provider)
	}
	return t.Question.check()
}

// onOneLine reports whether t is named as a configuration can name it. The site of
// a target of which nothing is asked was given at the terminal, in any words.
func (t Target) onOneLine() bool {
	return !strings.ContainsAny(t.Name, "\n\r\t") && (t.Question.Kind == AskNothing || !strings.ContainsAny(t.Site, "\n\r\t"))
}

// A Row is what a seal says of one chain. Its hash in the seal's tree is over
// a salt of 16 bytes and this row, so that a row that is not shown cannot be
// guessed.
type Row struct {
	Chain    Chain  `json:"chain"`
	Leaves   uint64 `json:"leaves"`   // leaves of the chain so far
	Segments uint64 `json:"segments"` // segments among them
	Rounds   uint64 `json:"rounds"`   // observations in those segments
	Head     Hash   `json:"head"`     // leaf hash of the newest
}

// Salted returns the bytes hashed into a seal's tree for r.
func (r Row) Salted(salt [16]byte) []byte { return append(salt[:], encodeJSON(r)...) }

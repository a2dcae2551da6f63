package probe

import (
	"context"
	"crypto/x509"
	"net"
	"net/netip"
	"time"

	"constat/store/record"
)

// Agent is the User-Agent of every question: who asks, and where to write to.
// The program sets it once, before the first question.
var Agent = "constat/0.1"

// An Ask is a question about to be put, once.
type Ask struct {
	Question record.Question
	ID       string            // sent as X-Constat-Id by HTTP, see [record.ProbeID]; empty: not sent
	Secret   map[string]string // what the question's authorization takes, by name; sent, and kept nowhere
	Roots    *x509.CertPool    // who may vouch for a certificate; nil: the system's roots
	Resolver *net.Resolver     // who turns names into addresses; nil: the system's
	Family   string            // "ip4" or "ip6": only addresses of that family are asked; empty: either
	Named    Named             // which addresses may be asked though they are private
	Address  netip.AddrPort    // asked in place of what the resolver names, under the same name (SNI, Host); port 0: that of the URL; invalid: none
}

// A Result is what came of an Ask. A question that fails has an answer too:
// its fault.
type Result struct {
	Answer   record.Answer
	Timing   [record.Phases]record.Step
	Exchange *record.Exchange // nil where no head of a response came back
	Started  time.Time        // wall and monotonic clock, before the first phase
	Took     time.Duration
}

// A Func puts one question once: one attempt, one address, no retry. It returns
// when the answer is whole, its fault is known, the question's time is up or
// ctx is done; the last is the fault [record.Local].
type Func func(ctx context.Context, a Ask) Result

// Kinds has the probe for each kind of question.
var Kinds = map[string]Func{
	"http": HTTP,
	"tcp":  TCP,
	"tls":  TLS,
	"dns":  DNS,
	"smtp": SMTP,
	"imap": IMAP,
	"pop3": POP3,
	"ssh":  SSH,
	"icmp": ICMP,
	"ws":   WS,
	"rdap": RDAP,

	record.AskStatement: HTTP,
	"push":              new(Inbox).Hear,
}

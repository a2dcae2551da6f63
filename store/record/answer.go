package record

import (
	"net/netip"
	"slices"
	"strings"
)

// A Fault says where a question stopped. The list is closed: a later kind is
// a later version of the format.
type Fault string

// The faults, in the order in which a question meets them.
const (
	NoFault        Fault = ""                 // an answer arrived whole
	Local          Fault = "local"            // our own machine could not ask
	DNSNotFound    Fault = "dns-nxdomain"     // the name does not exist, RFC 1035 RCODE 3, or has no address
	DNSTimeout     Fault = "dns-timeout"      // the resolver did not answer in time
	DNSFailure     Fault = "dns-failure"      // the resolver answered with an error
	TCPRefused     Fault = "tcp-refused"      // RST to our SYN, RFC 9293 section 3.10.7.1
	TCPTimeout     Fault = "tcp-timeout"      // no answer to our SYN in time
	TCPUnreachable Fault = "tcp-unreachable"  // no route to the host or network
	TCPReset       Fault = "tcp-reset"        // RST after the connection stood
	TLSExpired     Fault = "tls-expired"      // the certificate's dates do not hold
	TLSName        Fault = "tls-name"         // the certificate is for another name
	TLSUntrusted   Fault = "tls-untrusted"    // no chain to a root we know
	TLSTimeout     Fault = "tls-timeout"      // the handshake did not end in time
	TLSFailure     Fault = "tls-failure"      // the handshake failed otherwise
	HTTPTimeout    Fault = "http-timeout"     // the answer did not end in time
	HTTPProtocol   Fault = "http-protocol"    // what came back is not HTTP
	BodyTruncated  Fault = "body-truncated"   // the body ended before its announced length
	AnswerTimeout  Fault = "answer-timeout"   // the answer did not end in time, of a protocol that is not HTTP
	AnswerProtocol Fault = "answer-protocol"  // what came back is not what the protocol has
	ICMPTimeout    Fault = "icmp-timeout"     // no echo came back in time, RFC 792
	ICMPRefused    Fault = "icmp-unreachable" // a host on the way, or the one asked, said that it can't be reached
	PushMissing    Fault = "push-missing"     // the job that must report in did not
	Unfollowed     Fault = "redirect-stopped" // a redirect that we did not follow: the detail is one of Unfollowing
	AddressRefused Fault = "address-refused"  // the way led to an address that is nobody's but ours, and we did not ask it
	TCPClosed      Fault = "tcp-closed"       // FIN before the answer was whole, RFC 9293 section 3.6
)

// Faults lists every fault but NoFault, in the order of FORMAT.md.
var Faults = []Fault{
	Local, DNSNotFound, DNSTimeout, DNSFailure, TCPRefused, TCPTimeout, TCPUnreachable, TCPReset,
	TLSExpired, TLSName, TLSUntrusted, TLSTimeout, TLSFailure, HTTPTimeout, HTTPProtocol, BodyTruncated,
	AnswerTimeout, AnswerProtocol, ICMPTimeout, ICMPRefused, PushMissing, Unfollowed, AddressRefused,
	TCPClosed,
}

// A Truth is what a condition said of an answer.
type Truth byte

// The three truths, as they stand in [Answer.Conditions].
const (
	True    Truth = 't'
	False   Truth = 'f'
	Unknown Truth = '-' // it could not be evaluated
)

// An Answer is what came back to a question, without its times. A steady
// target gives the same answer again and again, so an answer is stored once,
// as one line of JSON named by its digest, and observations cite it.
type Answer struct {
	Fault       Fault          `json:"fault,omitempty"`
	Detail      string         `json:"detail,omitempty"`     // the system's own words, in English, without ports or times
	Peer        netip.AddrPort `json:"peer,omitzero"`        // whom we reached, or tried last
	Proto       string         `json:"proto,omitempty"`      // "HTTP/1.1", "SMTP"
	Status      int            `json:"status,omitempty"`     // RFC 9110 section 15; RFC 5321 section 4.2
	Code        string         `json:"code,omitempty"`       // the reply in the protocol's own words: "NXDOMAIN", "5.1.1", "BYE"
	Conditions  string         `json:"conditions,omitempty"` // one Truth per condition of the question
	Headers     []Header       `json:"headers,omitempty"`    // the kept ones, sorted by name
	Certificate Hash           `json:"certificate,omitzero"` // SHA-256 of the leaf certificate, DER
	Expires     Instant        `json:"expires,omitempty"`    // the leaf certificate's notAfter
	Challenge   bool           `json:"challenge,omitempty"`  // a page that asks to prove one is human
	Cut         bool           `json:"cut,omitempty"`        // the body went on past the limit
	Normal      Hash           `json:"normal,omitzero"`      // digest of the body as store/page reduces it
	Rules       string         `json:"rules,omitempty"`      // the reducing rules, "page/1"
	Body        Hash           `json:"body,omitzero"`        // digest of the body as received
	Size        int64          `json:"size,omitempty"`       // bytes of the body as received
	Text        string         `json:"text,omitempty"`       // what was said, in lines, as far as it stays the same
	Hops        []Hop          `json:"hops,omitempty"`       // the redirects that led there, in order; all else is of the last answer
	Asked       string         `json:"asked,omitempty"`      // of a diagnostic attempt: in what it differed, see [Asked]
}

// Encode returns a's one encoding: a line of JSON without its end.
func (a Answer) Encode() []byte { return encodeJSON(a) }

// DecodeAnswer reads what [Answer.Encode] writes and nothing else.
func DecodeAnswer(b []byte) (Answer, error) {
	var a Answer
	if err := decodeJSON(b, &a); err != nil {
		return Answer{}, err
	}
	return a, a.check()
}

func (a Answer) check() error {
	if !a.Fault.known() {
		return errorf("unknown fault %q", a.Fault)
	}
	for _, t := range []byte(a.Conditions) {
		if Truth(t) != True && Truth(t) != False && Truth(t) != Unknown {
			return errorf("condition %q is none of t, f and -", t)
		}
	}
	if a.Size < 0 || a.Status < 0 || a.Status > 999 {
		return errorf("status %d, size %d", a.Status, a.Size)
	}
	if len(a.Text) > MaxText || len(a.Code) > maxCode {
		return errorf("code of %d bytes, text of %d", len(a.Code), len(a.Text))
	}
	if a.Asked != "" {
		_, err := ParseAsked(a.Asked)
		return err
	}
	return checkHops(a.Hops)
}

// MaxText bounds the bytes of [Answer.Text].
const MaxText = 8 << 10

const maxCode = 64

// Declined reports whether a's code says no. Whether that is a failure is not
// for this package to say.
func (a Answer) Declined() bool {
	switch a.Code {
	case "", "NOERROR", "OK", "PREAUTH", "+OK", "UP":
		return false
	}
	return !strings.HasPrefix(a.Code, "2.") // RFC 3463 section 3.1
}

// OfNetwork reports whether another way, name server or address might have met
// no such fault.
func (f Fault) OfNetwork() bool {
	switch f {
	case DNSNotFound, DNSTimeout, DNSFailure, TCPRefused, TCPTimeout, TCPUnreachable, TCPReset, TLSExpired, TLSName, TLSUntrusted, TLSTimeout, TLSFailure,
		HTTPTimeout, AnswerTimeout, ICMPTimeout, ICMPRefused:
		return true
	}
	return false
}

func (f Fault) known() bool { return f == NoFault || slices.Contains(Faults, f) }

// Same returns what makes a the same answer as another but for the body's own
// bytes: its digest with Body and Size left out. Pages that print a date are
// one answer with many bodies.
func (a Answer) Same() Hash {
	if !a.Body.IsZero() {
		a.Body, a.Size = Hash{1}, 0 // no body at all is another answer
	}
	return Sum(a.Encode())
}

package bundle

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"constat/store/record"
)

// A shape says what answers a kind of question other than HTTP can have.
type shape struct {
	faults  []record.Fault // beside those of its way there
	phases  []int          // that can have taken place, beside the name
	proto   []string       // what can have been spoken; none: nothing is
	late    bool           // TLS may come after the first words, so its faults may
	secure  []string       // schemes under which TLS comes first
	text    bool           // an answer can have words
	words   bool           // and a whole one must
	code    bool           // it has a code
	refusal bool           // it has either words or a code
	status  bool           // and a status
}

var shapes = map[string]shape{
	"tcp": {phases: []int{record.PhaseConnect}},
	"tls": {faults: []record.Fault{record.TCPClosed}, phases: []int{record.PhaseConnect, record.PhaseTLS}, secure: []string{"tls"}, text: true, words: true,
		proto: []string{"TLS 1.0", "TLS 1.1", "TLS 1.2", "TLS 1.3"}},
	"dns": {phases: []int{record.PhaseFirstByte, record.PhaseConnect, record.PhaseBody}, text: true, code: true, proto: []string{"DNS/UDP", "DNS/TCP"},
		faults: []record.Fault{record.AnswerTimeout, record.AnswerProtocol, record.ICMPRefused, record.TCPClosed}},
	"smtp": dialogue("SMTP", "smtps", shape{late: true, status: true, code: true}),
	"imap": dialogue("IMAP", "imaps", shape{late: true, code: true}),
	"pop3": dialogue("POP3", "pop3s", shape{late: true, code: true}),
	"icmp": {phases: []int{record.PhaseFirstByte}, proto: []string{"ICMP"}, faults: []record.Fault{record.ICMPTimeout, record.ICMPRefused}},
	"ws": {phases: []int{record.PhaseConnect, record.PhaseTLS, record.PhaseFirstByte, record.PhaseBody}, secure: []string{"wss"}, text: true, status: true,
		proto: []string{"HTTP/1.1"}, faults: []record.Fault{record.AnswerTimeout, record.AnswerProtocol, record.TCPClosed}},
	"rdap": {phases: []int{record.PhaseConnect, record.PhaseTLS, record.PhaseFirstByte, record.PhaseBody}, late: true, text: true, status: true,
		proto: []string{"RDAP"}, faults: []record.Fault{record.AnswerTimeout, record.AnswerProtocol, record.TCPClosed}},
	"ssh": dialogue("SSH", "", shape{refusal: true}),
}

// dialogue completes the shape of a talk in lines.
func dialogue(proto, secure string, s shape) shape {
	s.proto, s.secure, s.text, s.words = []string{proto}, []string{secure}, true, !s.refusal
	s.phases = []int{record.PhaseConnect, record.PhaseTLS, record.PhaseFirstByte, record.PhaseBody}
	s.faults = []record.Fault{record.AnswerTimeout, record.AnswerProtocol, record.TCPClosed}
	return s
}

// theWay are the faults that any connection can meet.
var theWay = []record.Fault{
	record.NoFault, record.Local, record.DNSNotFound, record.DNSTimeout, record.DNSFailure,
	record.TCPRefused, record.TCPTimeout, record.TCPUnreachable, record.TCPReset, record.AddressRefused,
}

// onTLS are those that a handshake can.
var onTLS = []record.Fault{record.TLSExpired, record.TLSName, record.TLSUntrusted, record.TLSTimeout, record.TLSFailure}

// foreign says whether a fault is of a kind other than HTTP.
func foreign(f record.Fault) bool {
	return slices.Contains([]record.Fault{record.AnswerTimeout, record.AnswerProtocol, record.ICMPTimeout, record.ICMPRefused, record.PushMissing}, f)
}

// reachOf says how far a question can have come. A name server that was asked
// itself may not answer, once its own name was found.
func reachOf(q record.Question, f record.Fault) (r reach, bounded bool) {
	if q.Kind == "dns" && f == record.DNSTimeout {
		return reach{}, false
	}
	r, bounded = reaches[f]
	return r, bounded
}

func schemeOf(url string) string {
	scheme, _, _ := strings.Cut(url, "://")
	return scheme
}

// possibleOf is possible for the kinds other than HTTP.
func possibleOf(q record.Question, a record.Answer) error {
	s, known := shapes[q.Kind]
	scheme := schemeOf(q.URL)
	r, bounded := reachOf(q, a.Fault)
	whole := a.Fault == record.NoFault
	switch {
	case !known || record.SchemeKind(scheme) != q.Kind:
		return fmt.Errorf("a question of kind %.20q at an address %.20q", q.Kind, scheme)
	case q.Method != "" || q.BodyLimit != 0 || len(q.Headers) != 0 || q.Auth != "" || q.Follow != 0 || q.HTTP != 0 || q.Body != "":
		return errors.New("parts of a question that is HTTP")
	case len(a.Hops) != 0 || len(a.Headers) != 0 || a.Challenge || a.Cut || !a.Normal.IsZero() || a.Rules != "" || !a.Body.IsZero() || a.Size != 0:
		return errors.New("parts of an answer that is HTTP")
	case !s.meets(a.Fault, q.URL):
		return fmt.Errorf("%s, which %s does not meet", a.Fault, q.Kind)
	case !s.secured(q.URL) && !a.Certificate.IsZero():
		return errors.New("a certificate where none was asked for")
	case bounded && r.last < record.PhaseTLS && !a.Certificate.IsZero():
		return fmt.Errorf("%s, and yet a certificate", a.Fault)
	case bounded && r.last < record.PhaseConnect && a.Peer.IsValid() && a.Fault != record.AddressRefused:
		return fmt.Errorf("%s, and yet an address that was reached", a.Fault)
	case a.Fault == record.AddressRefused && (!a.Peer.IsValid() || record.Public(a.Peer.Addr())):
		return errors.New("an address that anyone may be led to was refused")
	case a.Expires != 0 && a.Certificate.IsZero():
		return errors.New("an expiry without a certificate")
	case whole && s.refusal && (a.Text == "") == (a.Code == ""):
		return fmt.Errorf("an answer of %s without its words", q.Kind)
	case a.Text != "" && !s.text, a.Code != "" && !s.code && !s.refusal, a.Status != 0 && !s.status, a.Proto != "" && !slices.Contains(s.proto, a.Proto):
		return fmt.Errorf("words that an answer of %s does not have", q.Kind)
	case whole && (s.words && a.Text == "" || s.code && a.Code == "" && a.Status == 0 || s.status && a.Status == 0 || s.proto != nil && a.Proto == ""):
		return fmt.Errorf("an answer of %s without its words", q.Kind)
	case whole && slices.Contains(s.secure, scheme) && a.Certificate.IsZero():
		return errors.New("an answer over TLS without a certificate")
	case whole && !a.Peer.IsValid():
		return errors.New("an answer from nowhere")
	}
	return consistent(q, a)
}

// secured says whether a connection to an address can be encrypted.
func (s shape) secured(address string) bool {
	if slices.Contains(s.secure, schemeOf(address)) || !s.late {
		return slices.Contains(s.secure, schemeOf(address))
	}
	u, err := url.Parse(address)
	return err != nil || u.Scheme == "rdap" || u.Query().Get("starttls") != "never"
}

func (s shape) meets(f record.Fault, address string) bool {
	if f == record.TCPRefused || f == record.TCPTimeout || f == record.TCPReset {
		return slices.Contains(s.phases, record.PhaseConnect) // without a connection there is none
	}
	return slices.Contains(theWay, f) || s.secured(address) && slices.Contains(onTLS, f) || slices.Contains(s.faults, f)
}

// comesToOf is comesTo for the kinds other than HTTP.
func comesToOf(q record.Question, f record.Fault, phase int) bool {
	s := shapes[q.Kind]
	r, bounded := reachOf(q, f)
	last := r.last
	if r.secured && s.late {
		last = record.PhaseBody
	}
	never := phase != record.PhaseDNS && !slices.Contains(s.phases, phase) || phase == record.PhaseTLS && !s.secured(q.URL)
	return !never && !(bounded && phase > last)
}

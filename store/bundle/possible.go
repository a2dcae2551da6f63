package bundle

import (
	"errors"
	"fmt"
	"strings"

	"constat/store/record"
)

// A reach says how far a question can have come when it stops with a fault.
type reach struct {
	last    int  // the last phase that can have begun
	secured bool // it is TLS that says so: the address begins with https
}

// Faults that a connection can meet at any time are not listed: a reset or an
// alert may come before the first byte or within the body, and our own machine
// may fail anywhere.
var reaches = map[record.Fault]reach{
	record.DNSNotFound:    {last: record.PhaseDNS},
	record.DNSTimeout:     {last: record.PhaseDNS},
	record.DNSFailure:     {last: record.PhaseDNS},
	record.AddressRefused: {last: record.PhaseDNS},
	record.TCPRefused:     {last: record.PhaseConnect},
	record.TCPTimeout:     {last: record.PhaseConnect},
	record.TCPUnreachable: {last: record.PhaseConnect},
	record.TLSExpired:     {last: record.PhaseTLS, secured: true},
	record.TLSName:        {last: record.PhaseTLS, secured: true},
	record.TLSUntrusted:   {last: record.PhaseTLS, secured: true},
	record.TLSTimeout:     {last: record.PhaseTLS, secured: true},
}

// possible refuses answers that no question can have had.
func possible(q record.Question, a record.Answer) error {
	if err := askable(q); err != nil {
		return err
	}
	if q.Kind == "push" {
		return possibleReport(q, a)
	}
	if !q.ByHTTP() {
		return possibleOf(q, a)
	}
	if err := asStatement(q, a); err != nil {
		return err
	}
	if err := followed(q, a); err != nil {
		return err
	}
	last, _ := q.After(a.Hops)
	r, bounded := reaches[a.Fault]
	secure := isSecure(last.URL)
	switch {
	case q.Auth != "" && authorizations[q.Auth] == "":
		return fmt.Errorf("an authorization %.20q that nobody knows", q.Auth)
	case a.Text != "" || a.Code != "" || foreign(a.Fault):
		return errors.New("parts of an answer that is not HTTP")
	case bounded && a.Status != 0:
		return fmt.Errorf("%s, and yet status %d", a.Fault, a.Status)
	case r.secured && !secure, !secure && !a.Certificate.IsZero():
		return errors.New("a certificate where none was asked for")
	case bounded && r.last < record.PhaseTLS && !a.Certificate.IsZero():
		return fmt.Errorf("%s, and yet a certificate", a.Fault)
	case bounded && r.last < record.PhaseConnect && a.Peer.IsValid() && a.Fault != record.AddressRefused:
		return fmt.Errorf("%s, and yet an address that was reached", a.Fault)
	case a.Fault == record.TCPClosed && a.Status != 0:
		return fmt.Errorf("%s, and yet status %d", a.Fault, a.Status)
	case a.Status == 0 && (a.Fault == record.NoFault || a.Fault == record.BodyTruncated):
		return errors.New("an answer without a status")
	case a.Status != 0 && (a.Status < 100 || a.Proto == ""):
		return fmt.Errorf("status %d without a protocol that has it", a.Status)
	case a.Status == 0 && (a.Proto != "" || a.Headers != nil || a.Challenge || a.Cut || !a.Body.IsZero()):
		return errors.New("parts of an answer without a status")
	case a.Body.IsZero() && (a.Size != 0 || a.Cut || !a.Normal.IsZero()), a.Normal.IsZero() != (a.Rules == ""):
		return errors.New("something is said of a body that is not there")
	case a.Fault != record.NoFault && !a.Normal.IsZero():
		return fmt.Errorf("%s, and yet the whole body was reduced", a.Fault)
	case a.Expires != 0 && a.Certificate.IsZero():
		return errors.New("an expiry without a certificate")
	case a.Proto == "HTTP/2" && (q.HTTP != 2 || !secure):
		return errors.New("HTTP/2 where it was not offered")
	}
	return throughout(q, a)
}

func isSecure(address string) bool {
	return len(address) >= 6 && strings.EqualFold(address[:6], "https:")
}

// least is how long, in milliseconds, a question took that ran out of time: of
// others nothing is known. Our own limit is the question's; the kernel's is
// shorter where it is set so, but no kernel gives up on a standing connection
// within a minute and a half, nor on a new one within a second.
func least(q record.Question, a record.Answer) int64 {
	switch a.Fault {
	case record.HTTPTimeout, record.TLSTimeout, record.AnswerTimeout, record.ICMPTimeout:
		return min(q.Timeout, 90_000)
	case record.TCPTimeout:
		return min(q.Timeout, 1000)
	case record.DNSTimeout:
		if q.Kind == "dns" && a.Peer.IsValid() { // not the system's resolver, which has its own limit
			return min(q.Timeout, 90_000)
		}
	}
	return 0
}

// comesTo says whether a question that was answered so can have come to a phase.
// Redirects that were followed took it through all but TLS, and through that
// where one of them was so asked.
func comesTo(q record.Question, a record.Answer, phase int) bool {
	if !q.ByHTTP() {
		return q.Kind != "push" && comesToOf(q, a.Fault, phase)
	}
	r, bounded := reaches[a.Fault]
	secure := isSecure(q.URL)
	for _, h := range a.Hops {
		secure = secure || isSecure(h.URL)
	}
	last, _ := q.After(a.Hops)
	plainTLS := phase == record.PhaseTLS && len(q.URL) >= 6 && !secure && !isSecure(last.URL)
	return !plainTLS && !(bounded && len(a.Hops) == 0 && phase > r.last)
}

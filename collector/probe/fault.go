package probe

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/textproto"
	"os"
	"regexp"
	"strings"
	"syscall"

	"constat/store/record"
)

// notAsked is an error that kept us from asking at all.
type notAsked struct{ error }

// local are the errors of our own machine: out of files, memory, ports, or
// held back by its own firewall.
var local = []syscall.Errno{
	syscall.EMFILE, syscall.ENFILE, syscall.ENOMEM, syscall.ENOBUFS,
	syscall.EADDRNOTAVAIL, syscall.EADDRINUSE, syscall.EACCES, syscall.EPERM,
	syscall.EAFNOSUPPORT, syscall.ENETDOWN, syscall.EINVAL,
}

// faultOf names the fault that err is in the phase it came in, with the
// system's own words in a form that is the same each time: an answer that
// carried a port or a time would never come twice.
func faultOf(err error, phase int, w *wire) (record.Fault, string) {
	if e := (notAsked{}); errors.As(err, &e) {
		return record.Local, words(e.error)
	}
	if e, ok := errors.AsType[faulty](err); ok {
		return e.fault, clean(e.detail)
	}
	if errno, ok := localErrno(err); ok {
		return record.Local, errno.Error()
	}
	if e, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return certificateFault(e.Err)
	}
	if isTimeout(err) {
		return timeouts[phase], "timeout"
	}
	if fault, detail, ok := fault2(err, phase); ok {
		return fault, detail
	}
	return phaseFault(err, phase, w), words(err)
}

// faultOf is [faultOf] for what is not HTTP.
func (c *call) faultOf(err error) (record.Fault, string) {
	fault, detail := faultOf(err, c.phase, nil)
	if f, ok := others[fault]; ok {
		fault = f
	}
	return fault, detail
}

// A faulty is an error that knows which fault it is.
type faulty struct {
	fault  record.Fault
	detail string
}

func (e faulty) Error() string { return e.detail }

// others are the faults that bear the name of HTTP, in protocols that are not.
var others = map[record.Fault]record.Fault{
	record.HTTPTimeout:   record.AnswerTimeout,
	record.HTTPProtocol:  record.AnswerProtocol,
	record.BodyTruncated: record.TCPClosed,
}

var timeouts = [record.Phases]record.Fault{
	record.PhaseDNS:       record.DNSTimeout,
	record.PhaseConnect:   record.TCPTimeout,
	record.PhaseTLS:       record.TLSTimeout,
	record.PhaseFirstByte: record.HTTPTimeout,
	record.PhaseBody:      record.HTTPTimeout,
}

// isTimeout covers our own time limit and the kernel's.
func isTimeout(err error) bool {
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, os.ErrDeadlineExceeded) {
		return true
	}
	e, ok := errors.AsType[net.Error](err)
	return ok && e.Timeout()
}

// localErrno also looks into the text of a DNS error, which has lost its cause.
func localErrno(err error) (syscall.Errno, bool) {
	dns, isDNS := errors.AsType[*net.DNSError](err)
	for _, errno := range local {
		if errors.Is(err, errno) || (isDNS && strings.HasSuffix(dns.Err, ": "+errno.Error())) {
			return errno, true
		}
	}
	return 0, false
}

func phaseFault(err error, phase int, w *wire) record.Fault {
	switch phase {
	case record.PhaseDNS:
		if e, ok := errors.AsType[*net.DNSError](err); ok && e.IsNotFound {
			return record.DNSNotFound
		}
		return record.DNSFailure
	case record.PhaseConnect:
		return connectFault(err)
	}
	switch {
	case isReset(err):
		return record.TCPReset
	case errors.Is(err, syscall.EPIPE), phase == record.PhaseTLS && isEnd(err):
		return record.TCPClosed
	}
	if phase == record.PhaseTLS || isTLS(err) {
		return record.TLSFailure
	}
	return httpFault(err, phase, w)
}

func connectFault(err error) record.Fault {
	switch {
	case errors.Is(err, syscall.ECONNREFUSED):
		return record.TCPRefused
	case errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETUNREACH):
		return record.TCPUnreachable
	case isReset(err):
		return record.TCPReset
	}
	return record.Local
}

// isReset tells an RST from a FIN: what is written after the other side has
// ended the connection in order is answered by an RST too, but the kernel says
// EPIPE then.
func isReset(err error) bool {
	return errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.ECONNABORTED)
}

// isTLS finds what TLS has to say after the handshake, such as a client
// certificate that is missed late (RFC 8446, section 6.2). crypto/tls marks
// alerts by the operation alone.
func isTLS(err error) bool {
	op, ok := errors.AsType[*net.OpError](err)
	_, noise := errors.AsType[tls.RecordHeaderError](err)
	return noise || (ok && (op.Op == "remote error" || op.Op == "local error"))
}

func isEnd(err error) bool {
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
}

// httpFault tells a connection that ended from an answer that made no sense.
func httpFault(err error, phase int, w *wire) record.Fault {
	ended := isEnd(err)
	switch {
	case ended && phase == record.PhaseBody:
		return record.BodyTruncated
	case ended:
		return record.TCPClosed
	}
	if w != nil {
		if _, first := w.times(); first.IsZero() { // net/http has its own words for an early end
			if isReset(w.end()) {
				return record.TCPReset
			}
			return record.TCPClosed
		}
	}
	return record.HTTPProtocol
}

// certificateFault says why a chain was not accepted, RFC 5280 section 6.
func certificateFault(err error) (record.Fault, string) {
	if e, ok := errors.AsType[x509.CertificateInvalidError](err); ok {
		if e.Reason == x509.Expired {
			return record.TLSExpired, "x509: certificate has expired or is not yet valid"
		}
		return record.TLSUntrusted, words(err)
	}
	if _, ok := errors.AsType[x509.HostnameError](err); ok {
		return record.TLSName, clean(err.Error())
	}
	if _, ok := errors.AsType[x509.UnknownAuthorityError](err); ok {
		return record.TLSUntrusted, "x509: certificate signed by unknown authority"
	}
	if _, ok := errors.AsType[x509.SystemRootsError](err); ok {
		return record.Local, "x509: no system roots"
	}
	return record.TLSUntrusted, words(err)
}

// endpoint finds addresses, with or without a port.
var endpoint = regexp.MustCompile(`\[[0-9A-Fa-f:.%\w]+\](:\d+)?|\d+(\.\d+){3}(:\d+)?`)

// words returns what the innermost error says, without what the other side
// can vary: quoted text, addresses, ports.
func words(err error) string {
	if e, ok := errors.AsType[syscall.Errno](err); ok {
		return e.Error()
	}
	if e, ok := errors.AsType[*net.DNSError](err); ok {
		return dnsWords(e)
	}
	if e, ok := errors.AsType[tls.RecordHeaderError](err); ok {
		return "tls: " + clean(e.Msg)
	}
	for inner := errors.Unwrap(err); inner != nil; inner = errors.Unwrap(err) {
		err = inner
	}
	s, _, _ := strings.Cut(err.Error(), `"`)
	if _, ok := errors.AsType[textproto.ProtocolError](err); ok {
		s, _, _ = strings.Cut(s, ":")
	}
	return strings.TrimRight(clean(endpoint.ReplaceAllString(s, "address")), ": ")
}

func dnsWords(e *net.DNSError) string {
	if e.IsNotFound {
		return "no such host"
	}
	s := e.Err[strings.LastIndex(e.Err, ": ")+1:]
	return clean(strings.TrimSpace(endpoint.ReplaceAllString(s, "address")))
}

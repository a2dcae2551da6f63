package inventory

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io/fs"
	"net"
	"os"
	"syscall"

	"constat/store/record"
)

// A stopped listing has a fault, and words that name no file and no secret.
type stopped struct {
	fault  record.Fault
	detail string
}

func (s *stopped) Error() string { return string(s.fault) + ": " + s.detail }

// faultOf says why a listing stopped. The words of an error may name files: the
// system's own words are taken, and nothing else.
func faultOf(ctx context.Context, err error) (record.Fault, string) {
	var s *stopped
	if errors.As(err, &s) {
		return s.fault, s.detail
	}
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return record.ListTimeout, "the time given was over"
	}
	if fault, detail, ok := ofNetwork(err); ok {
		return fault, detail
	}
	switch {
	case errors.Is(err, fs.ErrPermission):
		return record.ListRefused, "permission denied"
	case errors.Is(err, syscall.ENOSPC):
		return record.Local, "no space left on device"
	}
	return record.ListBroken, words(err)
}

// ofNetwork knows the errors of names, connections and certificates.
func ofNetwork(err error) (record.Fault, string, bool) {
	var (
		dns       *net.DNSError
		name      x509.HostnameError
		authority x509.UnknownAuthorityError
		invalid   x509.CertificateInvalidError
		record1   tls.RecordHeaderError
		alert     tls.AlertError
		op        *net.OpError
	)
	switch {
	case errors.As(err, &dns) && dns.IsNotFound:
		return record.DNSNotFound, "no such host", true
	case errors.As(err, &dns) && dns.IsTimeout:
		return record.DNSTimeout, "", true
	case errors.As(err, &dns):
		return record.DNSFailure, "", true
	case errors.As(err, &name):
		return record.TLSName, "", true
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return record.TLSExpired, "", true
	case errors.As(err, &authority), errors.As(err, &invalid):
		return record.TLSUntrusted, "", true
	case errors.As(err, &record1), errors.As(err, &alert):
		return record.TLSFailure, "", true
	case errors.Is(err, syscall.ECONNREFUSED):
		return record.TCPRefused, "connection refused", true
	case errors.Is(err, syscall.ENETUNREACH), errors.Is(err, syscall.EHOSTUNREACH):
		return record.TCPUnreachable, words(err), true
	case errors.As(err, &op) && op.Op == "dial" && op.Timeout():
		return record.TCPTimeout, "", true
	case errors.Is(err, os.ErrDeadlineExceeded):
		return record.ListTimeout, "it fell silent", true
	}
	return "", "", false
}

// words returns what the system says, if it is the system that speaks.
func words(err error) string {
	var number syscall.Errno
	if errors.As(err, &number) {
		return number.Error()
	}
	return ""
}

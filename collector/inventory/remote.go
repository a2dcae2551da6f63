package inventory

import (
	"context"
	"net"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"

	"constat/store/record"
)

// Patience with a store, beside the time given to the whole listing.
const (
	dialTime    = 30 * time.Second
	silenceTime = 2 * time.Minute // without a byte
)

// connect dials a store, and gives up on one that falls silent. A name that is
// not of a private network and leads into one is not followed there: whoever
// has pointed it at us, or our own resolver, would have us list another store.
// An address that the question names is dialled in place of the name.
func (a Ask) connect(ctx context.Context, network, address string) (net.Conn, error) {
	d := net.Dialer{Timeout: dialTime}
	address, pinned := a.pinned(address)
	if host, _, err := net.SplitHostPort(address); err == nil && !pinned && !outright(host) {
		d.Control = func(_, dialled string, _ syscall.RawConn) error { return public(dialled) }
	}
	c, err := d.DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	return &restless{Conn: c, silence: silenceTime}, nil
}

// pinned returns what is dialled in place of host:port where the question names
// an address. A port that it names is that of the store itself: connections for
// data have their own.
func (a Ask) pinned(address string) (string, bool) {
	if a.Question.Address == "" {
		return address, false
	}
	host, port, err := net.SplitHostPort(address)
	u, _ := url.Parse(a.Question.URL)
	if err != nil || u == nil || !under(host, u.Hostname()) {
		return address, false
	}
	if p, err := netip.ParseAddrPort(a.Question.Address); err == nil {
		if port == u.Port() || port == usualPorts[u.Scheme] {
			return p.String(), true
		}
		return net.JoinHostPort(p.Addr().String(), port), true
	}
	return net.JoinHostPort(a.Question.Address, port), true
}

// under reports whether a host is another, or lies under it, as a bucket of S3 may.
func under(host, of string) bool {
	host, of = strings.ToLower(host), strings.ToLower(of)
	return host == of || strings.HasSuffix(host, "."+of)
}

// here reports whether a store is on this machine: what is sent to it goes over
// no network.
func (a Ask) here(u *url.URL) bool {
	host := u.Hostname()
	if at, pinned := a.pinned(net.JoinHostPort(host, "0")); pinned {
		host, _, _ = net.SplitHostPort(at)
	}
	at, err := netip.ParseAddr(host)
	return err == nil && at.IsLoopback() || host == "localhost"
}

// outright reports whether a host says by itself that it may be private.
func outright(host string) bool {
	_, err := netip.ParseAddr(host)
	return err == nil || record.PrivateName(host)
}

// public refuses an address, as it is about to be dialled, that is not.
func public(dialled string) error {
	at, err := netip.ParseAddrPort(dialled)
	if err == nil && !record.Public(at.Addr()) {
		return &stopped{record.AddressRefused, "a private address"}
	}
	return err
}

// A restless connection fails if nothing comes or goes for a while.
type restless struct {
	net.Conn
	silence time.Duration
}

func (r *restless) Read(b []byte) (int, error) {
	if err := r.SetReadDeadline(time.Now().Add(r.silence)); err != nil {
		return 0, err
	}
	return r.Conn.Read(b)
}

func (r *restless) Write(b []byte) (int, error) {
	if err := r.SetWriteDeadline(time.Now().Add(r.silence)); err != nil {
		return 0, err
	}
	return r.Conn.Write(b)
}

// usualPorts are those of addresses that name none.
var usualPorts = map[string]string{"http": "80", "https": "443", "webdav": "80", "webdavs": "443", "s3": "443", "s3+http": "80",
	"sftp": "22", "ftp": "21", "ftps": "21", "postgres": "5432", "mysql": "3306"}

// hostPort returns where an address is dialled.
func hostPort(u *url.URL) string {
	if u.Port() == "" {
		return net.JoinHostPort(u.Hostname(), usualPorts[u.Scheme])
	}
	return u.Host
}

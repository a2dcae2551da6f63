package inventory

import (
	"context"
	"net"
	"net/netip"
	"net/url"
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
func connect(ctx context.Context, network, address string) (net.Conn, error) {
	d := net.Dialer{Timeout: dialTime}
	if host, _, err := net.SplitHostPort(address); err == nil && !outright(host) {
		d.Control = func(_, dialled string, _ syscall.RawConn) error { return public(dialled) }
	}
	c, err := d.DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	return &restless{Conn: c, silence: silenceTime}, nil
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

// hostPort returns where an address is dialled, with the usual port if it has none.
func hostPort(u *url.URL, usual string) string {
	if u.Port() == "" {
		return net.JoinHostPort(u.Hostname(), usual)
	}
	return u.Host
}

package inventory

import (
	"context"
	"net"
	"net/url"
	"time"
)

// Patience with a store, beside the time given to the whole listing.
const (
	dialTime    = 30 * time.Second
	silenceTime = 2 * time.Minute // without a byte
)

// connect dials a store, and gives up on one that falls silent.
func connect(ctx context.Context, network, address string) (net.Conn, error) {
	c, err := (&net.Dialer{Timeout: dialTime}).DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	return &restless{Conn: c, silence: silenceTime}, nil
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

package report

import (
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"constat/store/record"
)

// isHere reports whether a host, as it is written, is the machine that asks it
// (RFC 6761, section 6.3).
func isHere(host string) bool {
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	a, err := netip.ParseAddr(host)
	return err == nil && (a.Unmap().IsLoopback() || a.IsUnspecified()) || host == "localhost" || strings.HasSuffix(host, ".localhost")
}

// asksHere reports whether a question is put to the machine that asks it, or to
// nobody.
func asksHere(q record.Question) bool {
	u, err := url.Parse(q.URL)
	return err == nil && (u.Scheme == "file" || u.Scheme == "push" || isHere(u.Hostname()))
}

// serverHere is isHere of a time server, a name or name:port.
func serverHere(server string) bool {
	if host, _, err := net.SplitHostPort(server); err == nil {
		server = host
	}
	return isHere(strings.Trim(server, "[]"))
}

// here reports whether c is of the machine that asks it: by its address, or
// because all that was ever reached under its name is. Such a control answers
// without any network.
func (c *chain) here() bool {
	if c.atHome == nil {
		is := asksHere(c.final().Question)
		if !is {
			reached := 0
			is = true
			for o := range c.observations() {
				if a := o.Answer.Peer.Addr(); a.IsValid() {
					reached++
					if is = a.Unmap().IsLoopback(); !is {
						break
					}
				}
			}
			is = is && reached > 0
		}
		c.atHome = &is
	}
	return *c.atHome
}

// vouched reports whether the vantage asks controls that tell of the network by
// which q is asked.
func (a *account) vouched(q record.Question) bool {
	return slices.ContainsFunc(a.chains, func(c *chain) bool {
		return c.control() && c.final().Question.Vouches() && (asksHere(q) || !c.here())
	})
}

package collector

import (
	"net/netip"
	"net/url"
	"strings"
	"time"

	"golang.org/x/time/rate"

	"constat/store/record"
)

// DefaultRate is how many rounds a second are asked of one host.
const DefaultRate = 10

// longestHold is how long a round may wait for its turn. One that would wait
// longer, or for an interval, is not asked: it is a gap, and no failure.
const longestHold = 5 * time.Second

// A courtesy keeps all targets of one host together from asking it too often.
// A round that has to wait is put later, and its time runs from then: nothing of
// the wait is in what is measured. Our own machine may be asked at any rate.
type courtesy struct {
	rate  int
	hosts map[string]*rate.Limiter
}

func newCourtesy(perSecond int) *courtesy {
	if perSecond <= 0 {
		perSecond = DefaultRate
	}
	return &courtesy{perSecond, map[string]*rate.Limiter{}}
}

// hold takes a turn for a round of a target, and returns how long it has to
// wait; false where that is too long, and then no turn was taken.
func (c *courtesy) hold(t *target, at time.Time) (time.Duration, bool) {
	host := hostOf(t.Question)
	if host == "" {
		return 0, true
	}
	l := c.hosts[host]
	if l == nil {
		l = rate.NewLimiter(rate.Limit(c.rate), c.rate)
		c.hosts[host] = l
	}
	turn := l.ReserveN(at, 1)
	wait := turn.DelayFrom(at)
	if wait > longestHold || wait >= time.Duration(t.Interval)*100*time.Millisecond {
		turn.CancelAt(at)
		return 0, false
	}
	return wait, true
}

// spares reports whether a host may be asked once more, by way of diagnosis, and
// takes the turn: half of those that there are at once are left to rounds.
func (c *courtesy) spares(q record.Question, at time.Time) bool {
	host := hostOf(q)
	l := c.hosts[host]
	if host == "" || l == nil {
		return true
	}
	return l.TokensAt(at) >= float64(c.rate)/2+1 && l.AllowN(at, 1)
}

// hostOf returns whom a question asks, by name; empty where it is this machine,
// or nobody.
func hostOf(q record.Question) string {
	u, err := url.Parse(q.URL)
	if err != nil || q.Kind == "push" {
		return ""
	}
	host := strings.ToLower(strings.TrimSuffix(u.Hostname(), "."))
	if a, err := netip.ParseAddr(host); err == nil && a.Unmap().IsLoopback() || host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return ""
	}
	return host
}

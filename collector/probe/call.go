package probe

import (
	"context"
	"crypto/x509"
	"net"
	"time"

	"constat/store/record"
)

// A call is one question on its way, of whatever kind.
type call struct {
	ask       Ask
	result    Result
	phase     int       // in progress
	since     time.Time // when it began
	spent     [record.Phases]time.Duration
	where     place
	protocols []string            // offered by ALPN, RFC 7301
	away      bool                // led to another host or port by a redirect
	unchecked bool                // whoever the certificate is for, and whoever vouches for it
	chain     []*x509.Certificate // as the server sent it
	facts     Facts               // what conditions are judged on, beside the answer
}

func newCall(a Ask) call {
	now := time.Now()
	return call{ask: a, since: now, result: Result{Started: now}}
}

// none is a phase that is not counted.
const none = -1

// next ends the phase in progress and begins another.
func (c *call) next(phase int) {
	now := time.Now()
	c.spend(now)
	c.phase, c.since = phase, now
}

// first begins the first phase after the name. Where there was none to ask, it began with
// the question: a machine that stood still in between leaves no time out.
func (c *call) first(phase int) {
	if c.phase == none {
		c.phase = phase
	}
	c.next(phase)
}

// spend adds the time since the phase in progress began to what it took: a
// dialogue comes back to a phase after TLS.
func (c *call) spend(now time.Time) {
	if c.phase != none {
		c.spent[c.phase] += now.Sub(c.since)
		c.took(c.phase, c.spent[c.phase])
	}
}

// add is for phases that something else than next has timed.
func (c *call) add(phase int, d time.Duration) {
	c.spent[phase] += d
	c.took(phase, c.spent[phase])
}

func (c *call) took(phase int, d time.Duration) {
	c.result.Timing[phase] = record.StepOf(d)
}

// put asks a question of a kind other than HTTP: do says what is said, in
// which phases, and what came of it.
func put(ctx context.Context, a Ask, do func(context.Context, *call) error) Result {
	c := newCall(a) // before its time begins to run: its phases are then no shorter
	bounded, cancel := context.WithTimeout(ctx, time.Duration(a.Question.Timeout)*time.Millisecond)
	defer cancel()
	err := do(bounded, &c)
	c.finish(err, ctx.Err() != nil)
	return c.result
}

// finish ends the last phase and turns what happened into the answer.
func (c *call) finish(err error, cancelled bool) {
	end := time.Now()
	c.result.Took = end.Sub(c.result.Started)
	if c.where.host != "" {
		c.spend(end)
	}
	a := &c.result.Answer
	switch {
	case cancelled && err != nil:
		a.Fault, a.Detail = record.Local, "cancelled"
	case err != nil:
		a.Fault, a.Detail = c.faultOf(err)
	}
	c.facts.ResponseTime = c.result.Took
	if a.Text != "" && c.facts.Body == nil {
		c.facts.Body = []byte(a.Text)
	}
	a.Conditions = c.judge(c.facts)
}

// bound gives conn the question's time, and ends it when ctx is done before.
func bound(ctx context.Context, conn net.Conn) (stop func() bool) {
	if at, ok := ctx.Deadline(); ok {
		_ = conn.SetDeadline(at) // a connection that takes none fails by itself
	}
	return context.AfterFunc(ctx, func() { _ = conn.SetDeadline(time.Unix(1, 0)) })
}

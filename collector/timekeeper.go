package collector

import (
	"context"
	"log/slog"
	"math"
	"sync"
	"time"

	"constat/store/record"
)

const (
	askEvery     = time.Hour
	askSpacing   = time.Minute            // between an asking and the next one out of turn
	askPatience  = 3 * time.Second        // for the slowest server
	lastPatience = time.Second            // for all of them, at a stop
	stepSize     = 100 * time.Millisecond // from here on the wall clock was set, not trimmed
	stepSpacing  = time.Second            // between two entries of a step
)

// A Timekeeper writes down how far the wall clock can be from true time: what
// time servers say of it, and how far it was set against the monotonic clock.
// It sets nothing right, and nobody waits for it.
type Timekeeper struct {
	sink    Sink
	log     *slog.Logger
	wall    func() time.Time
	ask     func(ctx context.Context, server string) record.Told
	begun   time.Time     // by both clocks
	wanted  chan struct{} // something began or ended
	stepped chan struct{} // the wall clock was set
	renewed chan struct{} // other servers are to be asked

	mu      sync.Mutex
	servers []string
	ahead   time.Duration // of the wall clock before the monotonic one, at the newest entry
	tried   time.Time     // when the newest was written, or could not be
}

// NewTimekeeper returns a timekeeper that asks nobody before Run. Servers are
// names or addresses, with a port or without; there may be none.
func NewTimekeeper(sink Sink, log *slog.Logger, servers []string) *Timekeeper {
	return newTimekeeper(sink, log, servers, time.Now)
}

func newTimekeeper(sink Sink, log *slog.Logger, servers []string, wall func() time.Time) *Timekeeper {
	k := &Timekeeper{sink: sink, log: log, wall: wall, ask: askTime, servers: servers, begun: time.Now(),
		wanted: make(chan struct{}, 1), stepped: make(chan struct{}, 1), renewed: make(chan struct{}, 1)}
	k.ahead = k.lead()
	return k
}

// Incident has the servers asked soon, because something began or ended.
func (k *Timekeeper) Incident() { signal(k.wanted) }

// Use has other servers asked from now on.
func (k *Timekeeper) Use(servers []string) {
	k.mu.Lock()
	k.servers = servers
	k.mu.Unlock()
	signal(k.renewed)
}

// Run asks at the start, every hour, when something begins or ends, when the
// wall clock was set, and once more when ctx is done.
func (k *Timekeeper) Run(ctx context.Context) {
	asked := time.Now()
	k.round(ctx, "start")
	hourly := time.NewTicker(askEvery)
	defer hourly.Stop()
	var spacing alarm
	defer spacing.stop()
	var due <-chan time.Time // an asking that waits for its spacing
	var why string
	for {
		reason := ""
		select {
		case <-ctx.Done():
			k.last(ctx)
			return
		case <-k.renewed:
			reason = "start"
		case <-hourly.C:
			reason = "hourly"
		case <-due:
			reason, due = why, nil
		case <-k.wanted:
			if due == nil {
				due, why = spacing.in(askSpacing-time.Since(asked)), "incident"
			}
		case <-k.stepped:
			if k.step() && due == nil {
				due, why = spacing.in(askSpacing-time.Since(asked)), "step"
			}
		}
		if reason != "" {
			asked = time.Now()
			k.round(ctx, reason)
		}
	}
}

// last asks in what little time a stop leaves.
func (k *Timekeeper) last(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), lastPatience)
	defer cancel()
	k.round(ctx, "stop")
}

// round asks every server at once and enters what they say. One that is cut
// short by the end of the watch is not entered: the last one is.
func (k *Timekeeper) round(ctx context.Context, reason string) {
	k.mu.Lock()
	servers := k.servers
	k.mu.Unlock()
	if len(servers) == 0 {
		return
	}
	before := k.lead()
	told := k.askAll(ctx, servers)
	if (k.lead() - before).Abs() >= stepSize {
		for i, s := range servers {
			told[i] = record.Told{Server: s, Fault: "the clock was set meanwhile"}
		}
	}
	if ctx.Err() == nil || reason == "stop" {
		k.enter(reason, told)
	}
}

func (k *Timekeeper) askAll(ctx context.Context, servers []string) []record.Told {
	ctx, cancel := context.WithTimeout(ctx, askPatience)
	defer cancel()
	told := make([]record.Told, len(servers))
	var on sync.WaitGroup
	for i, s := range servers {
		on.Go(func() { told[i] = k.ask(ctx, s) })
	}
	on.Wait()
	return told
}

// look notices a wall clock that was set. Whoever wakes up calls it; it never
// waits. No Timekeeper looks at nothing.
func (k *Timekeeper) look() {
	if k == nil {
		return
	}
	k.mu.Lock()
	set := (k.lead()-k.ahead).Abs() >= stepSize && time.Since(k.tried) >= stepSpacing
	k.mu.Unlock()
	if set {
		signal(k.stepped)
	}
}

// step enters that the clock was set, at once: what the servers say of it
// comes in an entry of its own. It reports whether there was anything left to
// enter.
func (k *Timekeeper) step() bool {
	k.mu.Lock()
	gained := k.lead() - k.ahead
	k.mu.Unlock()
	if gained.Abs() < stepSize {
		return false
	}
	k.log.Warn("the wall clock was set against the monotonic clock, or the machine slept", "by", gained)
	k.enter("step", []record.Told{})
	return true
}

// enter writes one entry. What could not be written counts with the next.
func (k *Timekeeper) enter(reason string, told []record.Told) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.tried = time.Now()
	gained := (k.lead() - k.ahead).Truncate(time.Microsecond)
	e := record.Clock{Time: record.At(k.wall()), Reason: reason, Step: gained.Microseconds(), Servers: told}
	if err := k.sink.Append(e); err != nil {
		k.log.Error("what is known of the clock was not kept", "reason", reason, "err", err)
		return
	}
	k.ahead += gained
}

// lead is how far the wall clock has run ahead of the monotonic one since the
// beginning. Both are read one after the other, so a reading that was
// interrupted between gives too little: of three, the most is right.
func (k *Timekeeper) lead() time.Duration {
	most := time.Duration(math.MinInt64)
	for range 3 {
		wall := k.wall().Round(0) // without its monotonic reading
		most = max(most, wall.Sub(k.begun.Round(0))-time.Since(k.begun))
	}
	return most
}

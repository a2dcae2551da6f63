// Package collector asks every target on time, watches its own network and clock, and hands over what it saw.
//
// Every target has rounds, [record.Round]: instants on a grid of tenths of a
// second, phase + n × interval, where the phase is drawn from the target's
// chain. Targets are so spread over their interval, and share wake-ups. Rounds
// are counted from one reading of both clocks and by the monotonic clock from
// then on, so that nothing drifts and a wall clock set back changes nothing. What a
// provider says has the phase at which it was asked first: at once.
//
// A round is asked once, or it stands in a [record.Gap] that says why not:
//
//	busy     the question before was still on its way
//	rate     its host is asked as often as may be already
//	late     we woke too late, by an interval or more
//	clock    the wall clock ran ahead: the machine slept, or it was set
//	storage  it was asked, but the answer could not be kept in time
//	refused  it was asked, but the answer can never be kept
//	stopped  it was on its way when we stopped
//
// # Controls
//
// When a target fails, the control targets are asked too. What they said
// stands beside the answer; it never replaces it. It is [record.Answered] only
// if all of this holds, and [record.AllFailed] otherwise:
//
//   - A control that was asked after the failure answered. Controls are asked
//     at most once a second for all targets together, so within a second; if not
//     at once, then one that was asked in the second before answered as well.
//     If a target has a time limit under two seconds, half of that limit, but at
//     least 400 ms, takes the place of the second: else questions would end
//     before controls may be asked.
//   - So did one at every time that controls were asked while the question was
//     on its way.
//   - If the question failed because nothing came back, by its time limit or
//     because the resolver or the kernel gave up waiting, a control was asked
//     after it was put and had answered before it ended. For this, controls are
//     asked beside a question that has run for half of its time, or a second.
//
// A control question counts from when it was put: one that was on its way
// before says nothing, and the control is asked again once it is back.
//
// Not seen is a network that failed for part of a question only, while no
// control was asked. TCP mends losses of a second or so by itself if the time
// limit is well over that; with a shorter one they are failures.
package collector

import (
	"context"
	"crypto/x509"
	"log/slog"
	"maps"
	"net"
	"net/netip"
	"time"

	"constat/collector/inventory"
	"constat/collector/path"
	"constat/collector/probe"
	"constat/store/record"
)

// A Sink keeps what was seen. Calls come one after the other, and again with
// the same arguments after an error.
type Sink interface {
	// Observe keeps all of the list or, with an error, nothing. What it returned
	// from without error survives a power cut. The rounds of a target come in
	// order.
	Observe([]record.Seen) error
	// Append adds entries to the log, likewise.
	Append(...record.Entry) error
}

// Options are what a collector may be told beside its targets.
type Options struct {
	Roots     *x509.CertPool              // who may vouch for certificates; nil: the system's roots
	Resolver  *net.Resolver               // nil: the system's
	Kinds     map[string]probe.Func       // who asks which kind of question; nil: probe.Kinds
	Clock     *Timekeeper                 // is told at every wake-up to look at the clocks; nil: nobody is
	Inbox     *probe.Inbox                // hears the jobs that report in; nil: nobody does
	Shelf     Shelf                       // keeps what targets hold; nil: none is listed
	Camera    Camera                      // takes pictures of pages; nil: nobody does
	Album     Album                       // keeps them
	Pictured  map[string]bool             // the targets to be pictured, by name
	Furnisher Furnisher                   // asks for the requisites of pages; nil: nobody does
	Stock     Stock                       // keeps them
	Furnished map[string]bool             // the targets whose requisites are kept, by name
	Larder    Larder                      // keeps contents of sites that are followed; nil: nobody does
	Stocked   map[string]int64            // how many bytes of them, by target
	Secrets   map[string]inventory.Secret // what it takes to list a target or to be let in, by its name
	Paths     *path.Asker                 // learns who stands behind names; nil: nobody does
	// Resolvers are name servers that a failing question is asked with in place of
	// Resolver.
	Resolvers []netip.AddrPort
	Record    Record           // keeps that; nil: nobody does
	Rate      int              // rounds a second that one host is asked at most, over all targets; 0: [DefaultRate]
	wall      func() time.Time // the wall clock; nil: time.Now
}

// A Collector asks a fixed list of targets. For another list, stop it and make
// another: the grid depends on the chains alone, so rounds go on where they were.
type Collector struct {
	sink    Sink
	log     *slog.Logger
	options Options
	targets []record.Watched
	named   probe.Named // what they name outright
}

// New returns a collector that asks nothing before Run.
func New(sink Sink, log *slog.Logger, targets []record.Watched, o Options) *Collector {
	if o.Kinds == nil {
		o.Kinds = probe.Kinds
	}
	if o.Inbox != nil {
		o.Kinds = maps.Clone(o.Kinds)
		o.Kinds["push"] = o.Inbox.Hear
	}
	if o.wall == nil {
		o.wall = time.Now
	}
	c := &Collector{sink: sink, log: log, options: o, targets: targets, named: probe.Named{}}
	for _, w := range targets {
		c.named.Name(w.Question)
	}
	return c
}

// How long things may take at a stop.
const (
	grace     = 2 * time.Second // for the questions on their way
	lastTries = 5 * time.Second // for a sink that does not keep
)

// Run asks until ctx is done. Then it starts no round, lets the questions on
// their way end, cuts those that take over two seconds, and returns once all
// is kept. Its error says what could not be kept.
func (c *Collector) Run(ctx context.Context) error {
	r := newRounds(c)
	r.ways = newWays(ctx, c)
	kept := make(chan error, 1)
	go func() { kept <- r.keeper.run() }()
	learnt := make(chan struct{})
	go func() { defer close(learnt); r.ways.run() }()
	listed := make(chan struct{})
	go func() { defer close(listed); c.list(ctx, r.keeper) }()
	pictured := make(chan struct{})
	go func() { defer close(pictured); r.photos.run(ctx) }()
	furnished := make(chan struct{})
	go func() { defer close(furnished); r.furnishing.run(ctx) }()
	r.goOn(ctx)
	r.windUp()
	<-listed
	<-pictured
	<-furnished
	<-learnt
	r.ways.close()
	close(r.keeper.closing)
	return <-kept
}

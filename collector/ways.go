package collector

import (
	"context"
	"errors"
	"net/netip"
	"sync"
	"time"

	"constat/collector/path"
	"constat/store/record"
)

// A Record keeps who stood behind the names of targets.
type Record interface {
	// Path keeps one, after the failure that it follows. What it returned from
	// without error survives a power cut.
	Path(record.Path) error
}

const (
	pathsAtOnce  = 4
	pathEvery    = 24 * time.Hour
	incidentRest = time.Hour        // between two paths of a target for failures
	pathStale    = 20 * time.Second // after that a failure's path would show another state
	keepFor      = 2 * time.Minute  // that the failure is kept, before its path
)

// A followed trouble had a path learnt.
type followed struct {
	at time.Time
	trouble
}

// Ways learns who stood behind the names of targets: at the start, each day,
// and at a failure. It runs apart, and delays no round.
type ways struct {
	*Collector
	ctx  context.Context // done when no more is asked
	turn chan struct{}   // one for each path on its way
	all  sync.WaitGroup

	mu      sync.Mutex
	newest  map[record.Chain]record.Round // of the paths of a target
	failure map[record.Chain]followed     // the newest that was followed
}

func newWays(ctx context.Context, c *Collector) *ways {
	return &ways{Collector: c, ctx: ctx, turn: make(chan struct{}, pathsAtOnce), newest: map[record.Chain]record.Round{}, failure: map[record.Chain]followed{}}
}

// has reports whether paths of a target are learnt.
func (w *ways) has(t record.Watched) bool {
	return w.options.Paths != nil && w.options.Record != nil && !t.Control && t.Question.Kind != record.AskStatement && path.OnNetwork(t.Question.Host())
}

// run learns all paths at the start and each day after, until ctx is done.
func (w *ways) run() {
	reason := "start"
	for {
		for _, t := range w.targets {
			if w.has(t) {
				w.learn(t, path.Wanted{Reason: reason}, time.Time{})
			}
		}
		reason = "daily"
		select {
		case <-w.ctx.Done():
			return
		case <-time.After(pathEvery):
		}
	}
}

// close waits for the paths on their way, once nobody asks for another.
func (w *ways) close() { w.all.Wait() }

// failed has the path of a target learnt that failed, unless it was within the hour
// for as bad an answer.
func (w *ways) failed(t record.Watched, round record.Round, peer netip.AddrPort, how trouble) {
	if !w.has(t) || w.ctx.Err() != nil {
		return
	}
	if w.follows(t, how) {
		begun := time.Now()
		w.all.Go(func() { w.learn(t, path.Wanted{Reason: "incident", Failed: round, Peer: peer}, begun.Add(pathStale)) })
	}
}

// follows notes that a path of a target is learnt, unless it was within the hour.
func (w *ways) follows(t record.Watched, how trouble) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	last, before := w.failure[t.Chain]
	if before && time.Since(last.at) < incidentRest && how <= last.trouble {
		return false
	}
	w.failure[t.Chain] = followed{time.Now(), how}
	return true
}

// learn waits for its turn, asks and keeps. What has not begun by a deadline is
// given up.
func (w *ways) learn(t record.Watched, wanted path.Wanted, deadline time.Time) {
	late := make(<-chan time.Time)
	if !deadline.IsZero() {
		late = time.After(time.Until(deadline))
	}
	select {
	case <-w.ctx.Done():
		return
	case <-late:
		w.log.Warn("too many names at once; who stood behind this one was not learnt", "target", t.Name)
		return
	case w.turn <- struct{}{}:
	}
	defer func() { <-w.turn }()
	round := w.round(t.Chain, wanted.Failed)
	wanted.Host = t.Question.Host()
	e := w.options.Paths.Ask(w.ctx, wanted)
	if w.ctx.Err() != nil {
		return // we cut it ourselves
	}
	e.Chain, e.Round = t.Chain, round
	if err := w.keep(e); err != nil {
		w.log.Error("who stood behind a name is not kept", "target", t.Name, "err", err)
		return
	}
	w.log.Info("who stood behind the name", "target", t.Name, "reason", e.Reason, "addresses", len(e.Addresses), "fault", string(e.Fault), "took", e.Ended.Time().Sub(e.Time.Time()))
}

// round counts the paths of a target by the wall clock, never back.
func (w *ways) round(c record.Chain, least record.Round) record.Round {
	w.mu.Lock()
	defer w.mu.Unlock()
	r := max(record.Round(w.options.wall().UnixMilli()/100), least, w.newest[c]+1)
	w.newest[c] = r
	return r
}

// keep hands a path over. One that follows a failure is refused until that is
// kept.
func (w *ways) keep(e record.Path) error {
	pause := firstPause
	for end := time.Now().Add(keepFor); ; pause = min(2*pause, lastPause) {
		err := w.options.Record.Path(e)
		if err == nil || errors.Is(err, record.ErrRefused) && e.Failed == 0 || time.Now().After(end) {
			return err
		}
		select {
		case <-w.ctx.Done():
			return err
		case <-time.After(pause):
		}
	}
}

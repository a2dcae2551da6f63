package collector

import (
	"context"
	"errors"
	"io"
	"os"
	"runtime/debug"
	"sync"
	"time"

	"constat/collector/inventory"
	"constat/store/record"
)

// A Shelf keeps what targets hold.
type Shelf interface {
	// Salt hides the manifests of a chain.
	Salt(record.Chain) [32]byte
	// AccountKey keys what is told of the account under which a chain's store is asked.
	AccountKey(record.Chain) [32]byte
	// Manifest returns the newest inventory that has a manifest, and opens that;
	// nil where there is none.
	Manifest(record.Chain) (*record.Inventory, io.ReadCloser, error)
	// Inventory keeps one. What it returned from without error survives a power cut.
	Inventory(record.Inventory, io.Reader) error
}

const (
	listingsAtOnce = 2
	listAgain      = 30 * time.Minute // after a listing that stopped, if the interval is longer
)

// A lane lists what targets hold. It is slow, and apart: a listing takes hours
// where a question takes seconds, and delays none.
type lane struct {
	*Collector
	keeper *keeper
	turn   chan struct{} // one for each listing on its way
}

// list lists the targets that are asked what they hold, until ctx is done.
func (c *Collector) list(ctx context.Context, k *keeper) {
	l := &lane{c, k, make(chan struct{}, listingsAtOnce)}
	var all sync.WaitGroup
	for _, w := range c.targets {
		if w.Question.Kind == record.AskInventory && c.options.Shelf != nil {
			all.Go(func() { l.watch(ctx, w) })
		}
	}
	all.Wait()
}

// watch lists one target at once if it is due, and then each interval after. A
// round is when its turn comes: what is held is listed now.
func (l *lane) watch(ctx context.Context, w record.Watched) {
	last, wait := w.Last, w.Interval
	for {
		due := l.now()
		if last > 0 {
			due = max(due, last+wait)
		}
		if !l.until(ctx, due) {
			return
		}
		select {
		case <-ctx.Done():
			return
		case l.turn <- struct{}{}:
		}
		round := l.now()
		if round < due || round <= last { // the clock was set back while others listed
			<-l.turn
			continue
		}
		whole := l.one(ctx, w, round)
		<-l.turn
		last, wait = round, w.Interval
		if !whole {
			wait = min(wait, record.Round(listAgain/(100*time.Millisecond)))
		}
	}
}

func (l *lane) now() record.Round { return record.Round(l.options.wall().UnixMilli() / 100) }

// until waits for a round by the wall clock, which may be set meanwhile.
func (l *lane) until(ctx context.Context, r record.Round) bool {
	for {
		left := time.Duration(r-l.now()) * 100 * time.Millisecond
		if left <= 0 {
			return ctx.Err() == nil
		}
		select {
		case <-ctx.Done():
			return false
		case <-time.After(min(left, longestSleep)):
		}
	}
}

// one lists a target and keeps what came of it. It reports whether the listing
// was whole. One that we cut ourselves is a gap.
func (l *lane) one(ctx context.Context, w record.Watched, round record.Round) bool {
	started := time.Now()
	result, err := l.ask(ctx, w)
	if err != nil {
		l.log.Error("not listed", "target", w.Name, "err", err)
		l.keeper.gap("storage", round, round, 1)
		return false
	}
	if result.Manifest != "" {
		defer os.Remove(result.Manifest)
	}
	if result.Spool != "" {
		defer os.RemoveAll(result.Spool)
	}
	e := result.Inventory
	if ctx.Err() != nil && !e.Whole() {
		l.keeper.gap("stopped", round, round, 1)
		return false
	}
	e.Chain, e.Round = w.Chain, round
	err = l.insist(ctx, func() error { return l.keep(e, result.Manifest) })
	switch {
	case errors.Is(err, record.ErrRefused):
		l.keeper.gap("refused", round, round, 1)
		return false
	case err != nil:
		l.keeper.gap("storage", round, round, 1)
		return false
	}
	l.stock(ctx, w, e, result.Kept)
	l.log.Info("listed", "target", w.Name, "files", e.Items, "bytes", e.Bytes, "missing", e.Missing, "fault", string(e.Fault), "took", time.Since(started))
	return e.Whole()
}

// ask lists a target, and survives a listing that breaks down.
func (l *lane) ask(ctx context.Context, w record.Watched) (out inventory.Result, err error) {
	defer func() {
		if v := recover(); v != nil {
			l.log.Error("a listing broke down", "target", w.Name, "panic", v, "stack", string(debug.Stack()))
			now := record.At(time.Now())
			out.Inventory = record.Inventory{Time: now, Ended: now, Fault: record.Local, Detail: "internal error"}
		}
	}()
	before, f, err := l.options.Shelf.Manifest(w.Chain)
	if err != nil {
		return out, err
	}
	if f != nil {
		f.Close()
	}
	return inventory.List(ctx, inventory.Ask{
		Question:   w.Question,
		Budget:     inventory.Budget(w.Question, w.Interval),
		Secret:     l.options.Secrets[w.Name],
		Salt:       l.options.Shelf.Salt(w.Chain),
		AccountKey: l.options.Shelf.AccountKey(w.Chain),
		Before:     before,
		OpenBefore: func() (io.ReadCloser, error) {
			_, f, err := l.options.Shelf.Manifest(w.Chain)
			return f, err
		},
		Roots: l.options.Roots,
		Keep:  l.keeping(w),
	}), nil
}

// insist tries until it works, can never work, or there is no more time.
func (l *lane) insist(ctx context.Context, try func() error) error {
	for pause := firstPause; ; pause = min(2*pause, lastPause) {
		err := try()
		if err == nil || errors.Is(err, record.ErrRefused) {
			return err
		}
		l.log.Error("storage does not keep what was listed", "err", err)
		select {
		case <-ctx.Done():
			return err
		case <-time.After(pause):
		}
	}
}

func (l *lane) keep(e record.Inventory, manifest string) error {
	if manifest == "" {
		return l.options.Shelf.Inventory(e, nil)
	}
	f, err := os.Open(manifest)
	if err != nil {
		return err
	}
	defer f.Close()
	return l.options.Shelf.Inventory(e, f)
}

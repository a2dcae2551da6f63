package main

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"constat/store"
	"constat/store/anchor"
)

// How long to wait for time stamps: at a start and for a bundle, and at a
// stop. The watch itself never waits.
const (
	anchorPatience = 10 * time.Second
	stopPatience   = 5 * time.Second
)

// An anchoring has the newest checkpoint stamped by the configured
// authorities, and puts what comes back into the log.
type anchoring struct {
	desk  *anchor.Desk[*anchor.Answer]
	urls  []string
	store *store.Store
	log   *slog.Logger

	mu      sync.Mutex
	stamped map[string]int64 // leaves of the newest checkpoint that an address stamped
	changed chan struct{}    // closed and made anew at each stamp
}

// startAnchoring asks until stop is called.
func startAnchoring(s *store.Store, log *slog.Logger, urls []string) (a *anchoring, stop func()) {
	a = &anchoring{desk: anchor.NewDesk(anchor.NewClient(), urls...), urls: urls, store: s, log: log,
		stamped: map[string]int64{}, changed: make(chan struct{})}
	ctx, cancel := context.WithCancel(context.Background())
	var ended sync.WaitGroup
	ended.Go(func() { a.desk.Run(ctx) })
	ended.Go(a.take)
	return a, func() {
		cancel()
		ended.Wait()
	}
}

// take keeps stamps as they come.
func (a *anchoring) take() {
	for answer := range a.desk.Answers() {
		size, err := a.store.SizeOf(answer.Data)
		if err == nil {
			err = a.store.Anchor(time.Now(), size, answer.URL, answer.Request, answer.Response)
		}
		if err != nil {
			a.log.Error("time stamp not kept", "authority", answer.URL, "err", err)
			continue
		}
		a.log.Info("stamped", "authority", answer.URL, "tree_size", size, "time", answer.Stamp.Time)
		a.mu.Lock()
		a.stamped[answer.URL] = size
		close(a.changed)
		a.changed = make(chan struct{})
		a.mu.Unlock()
	}
}

// want has the newest checkpoint stamped, and returns how many leaves it
// covers.
func (a *anchoring) want() int64 {
	signed, size := a.store.Checkpoint()
	if size > 0 && !a.done(size) {
		a.desk.Want(signed)
	}
	return size
}

// done reports whether every authority has stamped size leaves.
func (a *anchoring) done(size int64) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, u := range a.urls {
		if a.stamped[u] < size {
			return false
		}
	}
	return true
}

// wait returns once every authority has stamped size leaves, or patience ends.
func (a *anchoring) wait(ctx context.Context, size int64) {
	for {
		a.mu.Lock()
		changed := a.changed
		a.mu.Unlock()
		if a.done(size) {
			return
		}
		select {
		case <-changed:
		case <-ctx.Done():
			for _, b := range a.desk.Behind() {
				a.log.Warn("not stamped yet", "authority", b.URL, "since", b.Since, "tries", b.Tries, "err", b.Err)
			}
			return
		}
	}
}

// now seals, has the checkpoint stamped, waits for that as long as patience
// lasts, and signs the log with the stamps in it.
func (a *anchoring) now(ctx context.Context, patience time.Duration) error {
	if _, err := a.store.Seal(time.Now()); err != nil || len(a.urls) == 0 {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	a.wait(ctx, a.want())
	_, err := a.store.Sign(time.Now())
	return err
}

package main

import (
	"context"
	"log/slog"
	"sync"

	"constat/store"
	"constat/store/anchor"
)

// An asking has the newest checkpoint of a log answered for, by each of some
// addresses, and knows how far each one came.
type asking[A any] struct {
	desk  *anchor.Desk[A]
	urls  []string
	store *store.Store
	log   *slog.Logger

	mu      sync.Mutex
	covered map[string]int64 // by address: leaves of the newest checkpoint answered for
	changed chan struct{}    // closed and made anew at each answer
}

func newAsking[A any](s *store.Store, log *slog.Logger) asking[A] {
	return asking[A]{store: s, log: log, covered: map[string]int64{}, changed: make(chan struct{})}
}

// start asks, and has take keep the answers, until stop is called.
func (a *asking[A]) start(take func()) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	var ended sync.WaitGroup
	ended.Go(func() { a.desk.Run(ctx) })
	ended.Go(take)
	return func() {
		cancel()
		ended.Wait()
	}
}

// cover notes that url answered for size leaves.
func (a *asking[A]) cover(url string, size int64) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.covered[url] = size
	close(a.changed)
	a.changed = make(chan struct{})
}

// want has the newest checkpoint answered for, and returns how many leaves it
// covers.
func (a *asking[A]) want() int64 {
	signed, size := a.store.Checkpoint()
	if size > 0 && !a.done(size) {
		a.desk.Want(signed)
	}
	return size
}

// done reports whether every address answered for size leaves.
func (a *asking[A]) done(size int64) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, u := range a.urls {
		if a.covered[u] < size {
			return false
		}
	}
	return true
}

// wait returns once every address answered for size leaves, or ctx is done:
// then with those that did not.
func (a *asking[A]) wait(ctx context.Context, size int64) []anchor.Behind {
	for {
		a.mu.Lock()
		changed := a.changed
		a.mu.Unlock()
		if a.done(size) {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return a.desk.Behind()
		}
	}
}

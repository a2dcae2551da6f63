package main

import (
	"context"
	"log/slog"
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
type anchoring struct{ asking[*anchor.Answer] }

// startAnchoring asks until stop is called.
func startAnchoring(s *store.Store, log *slog.Logger, urls []string) (a *anchoring, stop func()) {
	a = &anchoring{newAsking[*anchor.Answer](s, log)}
	a.desk, a.urls = anchor.NewDesk(anchor.NewClient(), urls...), urls
	return a, a.start(a.take)
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
		a.cover(answer.URL, size)
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
	for _, b := range a.wait(ctx, a.want()) {
		a.log.Warn("not stamped yet", "authority", b.URL, "since", b.Since, "tries", b.Tries, "err", b.Err)
	}
	_, err := a.store.Sign(time.Now())
	return err
}

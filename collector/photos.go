package collector

import (
	"context"
	"errors"
	"sync"
	"time"

	"constat/store/record"
)

// An Album keeps pictures of pages: the entry, and its files, none with a fault.
type Album interface {
	Picture(e record.Picture, view, full []byte) error
}

// A Camera takes a picture of the page at an address. It always returns an
// entry, with a fault where it has no files.
type Camera func(ctx context.Context, address string) (e record.Picture, view, full []byte)

// Bounds on pictures: a page that never comes to rest is not taken at each
// round, and what is answered meanwhile is not missed.
const (
	picturesAnHour = 6 // of one target
	keepTries      = 40
	keepPause      = 500 * time.Millisecond
)

// photos has a browser show pages when the store keeps their content: at first,
// at each change, when they fail with a content and when they are back. It takes
// one picture at a time, of the newest reason of each target.
type photos struct {
	*Collector
	some chan struct{}

	mu     sync.Mutex
	wanted []wish
	pages  map[record.Chain]*pageState
}

// A wish is a picture to be taken.
type wish struct {
	watched record.Watched
	round   record.Round
	reason  string
}

// pageState is what a target last answered.
type pageState struct {
	seen, failing bool
	normal        record.Hash
	taken         []time.Time // within the hour
}

func newPhotos(c *Collector) *photos {
	return &photos{Collector: c, some: make(chan struct{}, 1), pages: map[record.Chain]*pageState{}}
}

// note takes in an answer. It never waits.
func (p *photos) note(s record.Seen, w record.Watched) {
	if p.options.Camera == nil || p.options.Album == nil || !p.options.Pictured[w.Name] || s.Observation.Attempt > 0 {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	page := p.pages[w.Chain]
	if page == nil {
		page = &pageState{}
		p.pages[w.Chain] = page
	}
	reason := page.reason(s)
	page.failing = s.Answer.Failing()
	if reason == "" || !page.allows(time.Now()) {
		return
	}
	page.seen, page.normal = true, s.Answer.Normal
	next := wish{w, s.Observation.Round, reason}
	for i, old := range p.wanted {
		if old.watched.Chain == w.Chain {
			p.wanted[i] = next
			return
		}
	}
	p.wanted = append(p.wanted, next)
	signal(p.some)
}

// reason says why an answer's page is to be pictured, as the store says why its
// content is kept.
func (g *pageState) reason(s record.Seen) string {
	switch failing := s.Answer.Failing(); {
	case s.Exchange == nil || s.Answer.Body.IsZero():
		return ""
	case !g.seen:
		return "first"
	case failing && !g.failing:
		return "failure"
	case g.failing && !failing:
		return "return"
	case s.Answer.Normal != g.normal:
		return "change"
	}
	return ""
}

// allows reports whether another picture may be taken, and counts it.
func (g *pageState) allows(now time.Time) bool {
	for len(g.taken) > 0 && now.Sub(g.taken[0]) > time.Hour {
		g.taken = g.taken[1:]
	}
	if len(g.taken) >= picturesAnHour {
		return false
	}
	g.taken = append(g.taken, now)
	return true
}

// run takes what is wanted until ctx is done.
func (p *photos) run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-p.some:
		}
		for next, ok := p.next(); ok && ctx.Err() == nil; next, ok = p.next() {
			p.take(ctx, next)
		}
	}
}

func (p *photos) next() (w wish, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.wanted) == 0 {
		return w, false
	}
	w, p.wanted = p.wanted[0], p.wanted[1:]
	return w, true
}

func (p *photos) take(ctx context.Context, w wish) {
	started := time.Now()
	e, view, full := p.options.Camera(ctx, w.watched.Question.URL)
	if ctx.Err() != nil {
		return // we cut it ourselves
	}
	e.Chain, e.Round, e.Reason = w.watched.Chain, w.round, w.reason
	// The answer may still be on its way to the store.
	var err error
	for range keepTries {
		if err = p.options.Album.Picture(e, view, full); err == nil || !errors.Is(err, record.ErrRefused) {
			break
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(keepPause):
		}
	}
	if err != nil {
		p.log.Error("picture not kept", "target", w.watched.Name, "err", err)
		return
	}
	p.log.Info("pictured", "target", w.watched.Name, "reason", w.reason, "fault", string(e.Fault), "took", time.Since(started))
}

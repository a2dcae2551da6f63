package dashboard

import (
	"context"
	"crypto/sha256"
	"fmt"
	"net/http"
	"sync"
	"time"

	"constat/report/web"
)

// How often the board looks when somebody watches, and how many may watch at a time.
const (
	watchEvery = 3 * time.Second
	tickEvery  = 30 * time.Second // times of the page move on without news
	maxWatch   = 24
	writeLimit = 10 * time.Second
)

// watchers are those whose page is open. One look serves them all.
type watchers struct {
	board *Board
	mu    sync.Mutex
	all   map[chan struct{}]bool
	stop  context.CancelFunc // nil while nobody watches
	done  sync.WaitGroup
	over  chan struct{}
}

func newWatchers(b *Board) *watchers {
	return &watchers{board: b, all: map[chan struct{}]bool{}, over: make(chan struct{})}
}

// join has c told of news until leave is called.
func (w *watchers) join() (c chan struct{}, leave func(), ok bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	select {
	case <-w.over:
		return nil, nil, false
	default:
	}
	if len(w.all) >= maxWatch {
		return nil, nil, false
	}
	c = make(chan struct{}, 1)
	w.all[c] = true
	if w.stop == nil {
		ctx, stop := context.WithCancel(context.Background())
		w.stop = stop
		w.done.Go(func() { w.watch(ctx) })
	}
	return c, func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		delete(w.all, c)
		if len(w.all) == 0 && w.stop != nil {
			w.stop()
			w.stop = nil
		}
	}, true
}

func (w *watchers) close() {
	w.mu.Lock()
	select {
	case <-w.over:
	default:
		close(w.over)
	}
	if w.stop != nil {
		w.stop()
		w.stop = nil
	}
	w.mu.Unlock()
	w.done.Wait()
}

// watch looks while anybody does, and tells them what is new.
func (w *watchers) watch(ctx context.Context) {
	look := time.NewTicker(watchEvery)
	defer look.Stop()
	var before [32]byte
	told := time.Now()
	for {
		select {
		case <-ctx.Done():
			return
		case <-look.C:
		}
		v, err := w.board.look(ctx)
		if err != nil {
			continue
		}
		now := v.print(w.board.files.print())
		if now != before || time.Since(told) >= tickEvery {
			before, told = now, time.Now()
			w.tell()
		}
	}
}

func (w *watchers) tell() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for c := range w.all {
		select {
		case c <- struct{}{}:
		default: // it has not looked at the last news yet
		}
	}
}

// print is a digest of what is news: not of times that pass.
func (v *View) print(files string) [32]byte {
	h := sha256.New()
	for _, t := range v.Targets {
		fmt.Fprintf(h, "%s\x00%s\x00%s\x00%d\x00", t.Name, t.Outcome, t.Cause, t.Status)
		if t.Held != nil {
			fmt.Fprint(h, *t.Held)
		}
	}
	for _, o := range v.Outages[:min(len(v.Outages), 20)] {
		fmt.Fprint(h, o.Target, o.From, o.To, "\x00")
	}
	for _, s := range v.Sayings {
		fmt.Fprint(h, s.Target, s.Publication.Changed, s.Readable, s.Silent(), "\x00")
	}
	for _, a := range v.Ailments() {
		fmt.Fprint(h, a.Kind, a.Who, "\x00")
	}
	e := v.Evidence
	fmt.Fprint(h, e.Size, e.Covered, len(e.Gaps), len(v.Losses), len(v.Deadlines), v.Claims, files)
	return [32]byte(h.Sum(nil))
}

// stream tells a page when to look again: server-sent events (HTML standard, section 9.2). Nothing of
// what there is to see goes through it.
func (b *Board) stream(w http.ResponseWriter, r *http.Request) {
	_, x := b.who(r)
	if x == nil {
		web.Error(w, web.LangOf(r), http.StatusUnauthorized)
		return
	}
	release, ok := b.sessions.stream(x)
	if !ok {
		web.Error(w, web.LangOf(r), http.StatusServiceUnavailable)
		return
	}
	defer release()
	news, leave, ok := b.watchers.join()
	if !ok {
		web.Error(w, web.LangOf(r), http.StatusServiceUnavailable)
		return
	}
	defer leave()
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("X-Accel-Buffering", "no") // nginx holds back what it can
	say := func(text string) bool {
		return web.Slow(w, writeLimit+tickEvery) == nil && write(w, text)
	}
	if !say("retry: 5000\n\n") {
		return
	}
	alive := time.NewTicker(tickEvery / 2)
	defer alive.Stop()
	for {
		ok := true
		select {
		case <-r.Context().Done():
			return
		case <-b.watchers.over:
			return
		case <-x.ended:
			say("event: left\ndata: 1\n\n")
			return
		case <-news:
			ok = say("event: changed\ndata: 1\n\n")
		case <-alive.C:
			if _, still := b.who(r); still == nil { // its time ran out
				say("event: left\ndata: 1\n\n")
				return
			}
			ok = say(": \n\n")
		}
		if !ok {
			return
		}
	}
}

func write(w http.ResponseWriter, text string) bool {
	if _, err := w.Write([]byte(text)); err != nil {
		return false
	}
	return http.NewResponseController(w).Flush() == nil
}

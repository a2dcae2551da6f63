package collector

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"constat/collector/probe"
	"constat/store/record"
)

// A memorySink keeps in memory, or fails for as long as broken says so.
type memorySink struct {
	mu     sync.Mutex
	seen   []record.Seen
	at     []time.Time // when each was kept
	gaps   []record.Gap
	calls  int // of Observe
	broken func() bool
}

var errFull = errors.New("no space left on device")

func (s *memorySink) Observe(list []record.Seen) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls++
	if s.broken != nil && s.broken() {
		return errFull
	}
	for _, o := range list {
		s.seen, s.at = append(s.seen, o), append(s.at, time.Now())
	}
	return nil
}

func (s *memorySink) Append(entries ...record.Entry) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.broken != nil && s.broken() {
		return errFull
	}
	for _, e := range entries {
		if _, err := record.Encode(e); err != nil {
			return err
		}
		s.gaps = append(s.gaps, e.(record.Gap))
	}
	return nil
}

func (s *memorySink) of(w record.Watched) (list []record.Observation) {
	for _, o := range s.seen {
		if o.Chain == w.Chain {
			list = append(list, o.Observation)
		}
	}
	return list
}

// lost returns how many rounds the gaps of a reason count; "" for all.
func (s *memorySink) lost(reason string) (n int64) {
	for _, g := range s.gaps {
		if reason == "" || g.Reason == reason {
			n += g.Rounds
		}
	}
	return n
}

// A player plays the probes: what each target answers, and after how long.
type player struct {
	mu     sync.Mutex
	play   func(name string) (time.Duration, record.Answer)
	flying map[string]int
	most   int                    // questions on their way to one target at once
	asked  map[string][]time.Time // when
	ids    map[string]bool
}

func (p *player) probe(ctx context.Context, a probe.Ask) probe.Result {
	name := a.Question.URL
	p.mu.Lock()
	if p.flying == nil {
		p.flying, p.asked, p.ids = map[string]int{}, map[string][]time.Time{}, map[string]bool{}
	}
	p.flying[name]++
	p.most = max(p.most, p.flying[name])
	p.asked[name] = append(p.asked[name], time.Now())
	if p.ids[name+a.ID] {
		panic("an identifier was sent twice")
	}
	p.ids[name+a.ID] = true
	took, answer := p.play(name)
	p.mu.Unlock()
	defer func() { p.mu.Lock(); p.flying[name]--; p.mu.Unlock() }()
	r := probe.Result{Started: time.Now(), Answer: answer, Took: took}
	var over alarm
	select {
	case <-over.in(took):
	case <-ctx.Done():
		r.Answer = record.Answer{Fault: record.Local, Detail: "cancelled"}
	}
	return r
}

func good() record.Answer { return record.Answer{Status: 200} }
func bad() record.Answer {
	return record.Answer{Fault: record.TCPRefused, Detail: "connection refused"}
}
func steady(string) (time.Duration, record.Answer) { return 20 * time.Millisecond, good() }

// watched makes a target whose question is its name.
func watched(name string, interval time.Duration) record.Watched {
	w := record.Watched{Secret: record.Sum([]byte(name))}
	w.Name, w.Question.URL, w.Question.Kind = name, name, "http"
	w.Chain = record.Chain(w.Secret[:16])
	w.Interval = record.Round(interval / (100 * time.Millisecond))
	return w
}

func control(name string, interval time.Duration) record.Watched {
	w := watched(name, interval)
	w.Control = true
	return w
}

// run lets a collector run for so long by the false clock, and checks what
// must hold of every run. It returns the first and last round that were due.
func run(t *testing.T, s *memorySink, p *player, d time.Duration, o Options, targets ...record.Watched) (from, to record.Round) {
	t.Helper()
	o.Kinds = map[string]probe.Func{"http": p.probe, "dns": p.probe}
	ctx, cancel := context.WithTimeout(t.Context(), d)
	defer cancel()
	from = record.Round(time.Now().UnixMilli() / 100)
	if err := New(s, slog.New(slog.NewTextHandler(t.Output(), nil)), targets, o).Run(ctx); err != nil {
		t.Error(err)
	}
	synctest.Wait()
	to = record.Round(ctxEnd(ctx) / 100)
	if err := s.check(p, targets); err != nil {
		t.Error(err)
	}
	return from, to
}

func ctxEnd(ctx context.Context) int64 {
	end, _ := ctx.Deadline()
	return end.UnixMilli()
}

func (s *memorySink) check(p *player, targets []record.Watched) error {
	var wrong []string
	if p.most > 1 {
		wrong = append(wrong, fmt.Sprintf("%d questions on their way to one target", p.most))
	}
	for _, w := range targets {
		list := s.of(w)
		if !slices.IsSortedFunc(list, func(a, b record.Observation) int { return int(a.Round - b.Round) }) {
			wrong = append(wrong, "rounds of "+w.Name+" out of order")
		}
		for i, o := range list {
			if i > 0 && list[i-1].Round == o.Round {
				wrong = append(wrong, fmt.Sprintf("%s asked twice in round %d", w.Name, o.Round))
			}
			if o.Attempt == 0 && (o.Round-phase(w.Chain, w.Interval))%w.Interval != 0 {
				wrong = append(wrong, fmt.Sprintf("%s: round %d off the grid", w.Name, o.Round))
			}
		}
	}
	if len(wrong) > 0 {
		return errors.New(strings.Join(wrong, "; "))
	}
	return nil
}

// rounds of w on the grid after from, up to to.
func due(w record.Watched, from, to record.Round) (list []record.Round) {
	for r := firstAfter(w.Chain, w.Interval, from); r <= to; r += w.Interval {
		list = append(list, r)
	}
	return list
}

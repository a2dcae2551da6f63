package collector

import (
	"context"
	"log/slog"
	"net/netip"
	"sync"
	"testing"
	"time"

	"constat/collector/path"
	"constat/collector/probe"
	"constat/store/record"
)

// A pathSink keeps paths as a store does: one that follows a failure only once
// that is kept.
type pathSink struct {
	memorySink
	mu      sync.Mutex
	paths   []record.Path
	refused int
	done    func()
}

func (s *pathSink) Path(p record.Path) error {
	s.memorySink.mu.Lock()
	kept := p.Failed == 0
	for _, o := range s.seen {
		kept = kept || o.Chain == p.Chain && o.Observation.Round == p.Failed
	}
	s.memorySink.mu.Unlock()
	s.mu.Lock()
	defer s.mu.Unlock()
	if !kept {
		s.refused++
		return record.ErrRefused
	}
	if s.paths = append(s.paths, p); p.Failed != 0 {
		s.done()
	}
	return nil
}

// Who stands behind a name is learnt at the start and, in the background, at the
// first failure, once an hour however often the target fails; never of a control
// or of this machine.
func TestPathIsLearntAtTheStartAndAtAFailure(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	s := &pathSink{done: cancel}
	shop, here, other := watched("shop", 200*time.Millisecond), watched("local", 200*time.Millisecond), control("control", time.Second)
	shop.Question.URL, here.Question.URL, other.Question.URL = "https://192.0.2.7/", "https://127.0.0.1/", "https://192.0.2.8/"
	var mu sync.Mutex
	asked := 0
	ask := func(_ context.Context, a probe.Ask) probe.Result {
		mu.Lock()
		defer mu.Unlock()
		asked++
		r := probe.Result{Started: time.Now(), Answer: record.Answer{Status: 200, Peer: netip.MustParseAddrPort("192.0.2.7:443")}}
		if a.Question.URL != other.Question.URL && asked%6 > 2 {
			r.Answer = record.Answer{Fault: record.TCPTimeout, Peer: r.Answer.Peer}
		}
		return r
	}
	o := Options{Kinds: map[string]probe.Func{"http": ask}, Paths: &path.Asker{}, Record: s}
	if err := New(s, slog.New(slog.NewTextHandler(t.Output(), nil)), []record.Watched{shop, here, other}, o).Run(ctx); err != nil {
		t.Error(err)
	}
	if len(s.paths) != 2 || s.paths[0].Reason != "start" || s.paths[1].Reason != "incident" || s.paths[1].Round <= s.paths[0].Round || s.paths[1].Failed > s.paths[1].Round {
		t.Errorf("%+v", s.paths)
	}
	for _, p := range s.paths {
		if p.Chain != shop.Chain || p.Host != "192.0.2.7" {
			t.Errorf("a path of %q", p.Host)
		}
		if _, err := record.Encode(p); err != nil {
			t.Error(err)
		}
	}
}

// A warning has the way learnt once an hour, and a failure after it has its own.
func TestAFailureAfterAWarningHasItsPath(t *testing.T) {
	w := newWays(t.Context(), &Collector{options: Options{Paths: &path.Asker{}, Record: &pathSink{}}, log: slog.New(slog.DiscardHandler)})
	shop := watched("shop", time.Minute)
	shop.Question.URL = "https://192.0.2.7/"
	for n, x := range []struct {
		how  trouble
		want bool
	}{{warning, true}, {warning, false}, {failure, true}, {failure, false}, {warning, false}} {
		if got := w.follows(shop, x.how); got != x.want {
			t.Errorf("%d: %v", n, got)
		}
	}
}

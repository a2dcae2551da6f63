package store

import (
	"errors"
	"net/netip"
	"testing"
	"time"

	"constat/store/record"
)

// stood is a path of a target n minutes after noon.
func stood(w record.Watched, n int, failed record.Round) record.Path {
	at := record.At(noon.Add(time.Duration(n) * time.Minute))
	p := record.Path{Link: record.Link{Chain: w.Chain}, Time: at, Ended: at + 7, Round: record.Round(at / 100), Reason: "daily", Host: w.Question.Host(),
		Addresses: []record.PathAddress{{Address: netip.MustParseAddr("192.0.2.7"),
			Origin:  record.PathOrigin{Missed: record.Missed{Fault: record.PathUnasked}},
			Network: record.PathNetwork{Missed: record.Missed{Fault: record.PathUnasked}}}},
		Zone:   &record.PathZone{Name: "example"},
		Domain: &record.PathDomain{Missed: record.Missed{Fault: record.PathUnasked}}}
	if failed != 0 {
		p.Reason, p.Failed, p.Trace = "incident", failed, &record.PathTrace{Missed: record.Missed{Fault: record.Local, Detail: "not permitted"}}
	}
	return p
}

// A path is in the chain of its target, after the failure that it follows, and
// the newest before the account is shown with it.
func TestPathsAreKeptAndCarried(t *testing.T) {
	s, _ := newStore(t)
	w := enter(t, s, target("shop"), target("blog"))
	keep := func(p record.Path) {
		t.Helper()
		if err := s.Path(p); err != nil {
			t.Fatal(err)
		}
	}
	keep(stood(w[0], 0, 0))
	keep(stood(w[1], 0, 0))
	observe(t, s, seen(w[0], 1, "good"))
	sealAt(t, s, 2)
	failure := seen(w[0], 3, "")
	refused := stood(w[0], 4, failure.Observation.Round)
	if err := s.Path(refused); !errors.Is(err, record.ErrRefused) {
		t.Errorf("a path before the failure that it follows: %v", err)
	}
	observe(t, s, failure)
	keep(refused)
	if err := s.Path(refused); !errors.Is(err, record.ErrRefused) {
		t.Errorf("a path twice: %v", err)
	}
	sealAt(t, s, 5)
	check(t, s)
	whole := verify(t, s, export(t, s, Query{Show: func(t record.Target) bool { return t.Name == "shop" }}))
	for _, target := range whole.Logs[0].Targets {
		if len(target.Paths) != 2 {
			t.Errorf("%d paths are shown", len(target.Paths))
		}
	}
	later := verify(t, s, export(t, s, Query{From: record.At(noon.Add(150 * time.Second))}))
	for _, target := range later.Logs[0].Targets {
		if name := target.Last().Name; len(target.Paths) != map[string]int{"shop": 2, "blog": 1}[name] {
			t.Errorf("of %s %d paths are shown", name, len(target.Paths))
		}
	}
}

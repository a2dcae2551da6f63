package collector

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"constat/store/record"
)

// Whatever the targets, the network, the disk and the clock do, every round is
// observed or lies in a gap, and the gaps count right.
func TestEveryRoundIsObservedOrExplained(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var targets []record.Watched
		for i := range rapid.IntRange(1, 4).Draw(rt, "targets") {
			targets = append(targets, watched(fmt.Sprint(i, rapid.Uint64().Draw(rt, "name")), time.Duration(rapid.IntRange(1, 300).Draw(rt, "interval"))*100*time.Millisecond))
		}
		for i := range rapid.IntRange(0, 2).Draw(rt, "controls") {
			targets = append(targets, control(fmt.Sprint("control-", i), time.Duration(rapid.IntRange(10, 300).Draw(rt, "interval"))*100*time.Millisecond))
		}
		seed := rapid.Uint64().Draw(rt, "seed")
		slowest := rapid.IntRange(1, 8000).Draw(rt, "slowest answer in ms")
		failures := rapid.IntRange(0, 100).Draw(rt, "percent failing")
		stepAfter := time.Duration(rapid.IntRange(1, 110).Draw(rt, "clock steps after s")) * time.Second
		step := time.Duration(rapid.IntRange(-100, 100).Draw(rt, "clock steps by s")) * time.Second
		brokenFrom := time.Duration(rapid.IntRange(0, 120).Draw(rt, "disk full after s")) * time.Second
		brokenFor := time.Duration(rapid.IntRange(0, 60).Draw(rt, "disk full for s")) * time.Second
		brokenFor = min(brokenFor, 2*time.Minute-brokenFrom) // else the last are lost, and Run says so
		synctest.Test(t, func(t *testing.T) {
			start, rng := time.Now(), rand.New(rand.NewPCG(seed, 0))
			s := &memorySink{broken: func() bool { d := time.Since(start); return d > brokenFrom && d < brokenFrom+brokenFor }}
			p := &player{play: func(string) (time.Duration, record.Answer) {
				took := time.Duration(rng.IntN(slowest)) * time.Millisecond
				if rng.IntN(100) < failures {
					return took, bad()
				}
				return took, good()
			}}
			from, to := run(t, s, p, 2*time.Minute+37*time.Millisecond, Options{wall: wallAt(stepAfter, step)}, targets...)
			if step > maxAhead {
				to += record.Round(step / (100 * time.Millisecond))
			}
			explain(t, s, targets, from, to)
		})
	})
}

func explain(t *testing.T, s *memorySink, targets []record.Watched, from, to record.Round) {
	t.Helper()
	var missing int64
	for _, w := range targets {
		seen := map[record.Round]bool{}
		for _, o := range s.of(w) {
			if o.Attempt == 0 {
				seen[o.Round] = true
			}
		}
		for _, r := range due(w, from, to-1) { // the last tenth may or may not have come
			if seen[r] {
				continue
			}
			missing++
			if !s.inGap(r) {
				t.Errorf("%s: round %d (%d to %d) is neither seen nor in a gap %v", w.Name, r, from, to, s.gaps)
			}
		}
	}
	if n := s.lost(""); n < missing || n > missing+int64(len(targets)) {
		t.Errorf("gaps count %d rounds, %d are missing", n, missing)
	}
}

func (s *memorySink) inGap(r record.Round) bool {
	for _, g := range s.gaps {
		if at := record.Instant(r.Millis()); at >= g.From && at <= g.To {
			return true
		}
	}
	return false
}

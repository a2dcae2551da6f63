package main

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"time"
)

// A playbill says how long what befalls the targets lasts, and how much.
type playbill struct {
	length            time.Duration // of the whole; 0: every trial once
	most              int           // trials of one target, the first ones; 0: all
	interval, timeout time.Duration
	lasts, rests      [2]time.Duration // at least and at most
	every             time.Duration    // between trials of all together; 0: once each, at the end
	proven            int              // one in so many failures at most may be noted and no duration of it proven
	seed              uint64
}

// quick is the playbill of every test run, and long that of an hour and more.
var quick = playbill{interval: 2 * time.Second, timeout: 1000 * time.Millisecond, most: 4, seed: 7, proven: 3,
	lasts: [2]time.Duration{6500 * time.Millisecond, 7500 * time.Millisecond}, rests: [2]time.Duration{4 * time.Second, 5 * time.Second}}

func long(length time.Duration) playbill {
	return playbill{length: length, interval: 5 * time.Second, timeout: 2500 * time.Millisecond, seed: 7, proven: 20, every: max(length/12, 3*time.Minute),
		lasts: [2]time.Duration{18 * time.Second, 45 * time.Second}, rests: [2]time.Duration{12 * time.Second, 40 * time.Second}}
}

// An event is a trial to come: so long after the beginning.
type event struct {
	at, lasts time.Duration
	target    *watched // nil: all together
	trial     trial
}

// window is a stretch in which something befalls all together, and nothing any
// one target.
type window struct{ from, to time.Duration }

// schedule lays out what befalls whom. The same playbill gives the same schedule.
func (p playbill) schedule(targets []*watched, all []trial) []event {
	r := rand.New(rand.NewPCG(p.seed, 0))
	var events []event
	var windows []window
	if p.every > 0 {
		for i, at := 0, p.every; at+p.window() < p.length; i, at = i+1, at+p.every {
			e := event{at: at + p.rests[0], lasts: p.between(r, p.lasts), trial: all[i%len(all)]}
			events, windows = append(events, e), append(windows, window{at, at + p.window()})
		}
	}
	end := time.Duration(0)
	for _, w := range targets {
		events = append(events, p.befall(r, w, windows)...)
	}
	for _, e := range events {
		end = max(end, e.at+e.lasts)
	}
	if p.every == 0 {
		for i, t := range all {
			events = append(events, event{at: end + p.rests[0] + time.Duration(i)*p.window(), lasts: p.lasts[1], trial: t})
		}
	}
	slices.SortStableFunc(events, func(a, b event) int { return cmp.Compare(a.at, b.at) })
	return events
}

// befall lays out the trials of one target, in no order but each as often as
// the others.
func (p playbill) befall(r *rand.Rand, w *watched, windows []window) (events []event) {
	at, n := p.rests[0], len(w.trials)
	if p.most > 0 {
		n = min(n, p.most)
	}
	for n > 0 {
		for _, i := range r.Perm(n) {
			e := event{lasts: p.between(r, p.lasts), target: w, trial: w.trials[i]}
			e.at = clear(at+p.between(r, p.rests), e.lasts, windows)
			if at = e.at + e.lasts; p.length > 0 && at+p.rests[1] > p.length {
				return events
			}
			events = append(events, e)
		}
		if p.length == 0 {
			return events
		}
	}
	return nil
}

// clear moves what would reach into a window behind it.
func clear(at, lasts time.Duration, windows []window) time.Duration {
	for _, w := range windows {
		if at < w.to && at+lasts > w.from {
			at = w.to + at%(10*time.Second) // not all at once
		}
	}
	return at
}

func (p playbill) window() time.Duration { return p.lasts[1] + 2*p.rests[0] }

func (p playbill) between(r *rand.Rand, bounds [2]time.Duration) time.Duration {
	return bounds[0] + time.Duration(r.Int64N(int64(bounds[1]-bounds[0])))
}

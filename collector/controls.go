package collector

import (
	"slices"
	"time"

	"constat/store/record"
)

const (
	askingEvery = time.Second            // controls are asked at most this often
	askingOften = 400 * time.Millisecond // or this, if a target has a short time limit
	askingLimit = 5 * time.Second        // what controls have to answer in
)

// An asking is one time that all controls are asked because something failed,
// or is slow enough that it may. Only questions put since it began count.
type asking struct {
	started time.Time
	open    int       // controls that were asked and have not come back
	busy    []*target // controls that were on another question; asked after it
	targets []*target // who waits for the outcome
	outcome record.Control
	back    time.Time // when the first answer was there
}

func (a *asking) settled() bool { return a.outcome != record.NotAsked }

// doubtful says whether packets were lost while the controls were asked: what
// was sent in that time and brought nothing back may have been lost by us.
func (a *asking) doubtful() bool {
	return a.outcome == record.AllFailed || a.settled() && a.back.Sub(a.started) >= lostPacket
}

func (a *asking) deadline() time.Time { return a.started.Add(askingLimit) }

// askWanted asks the controls if something wants it and it is time.
func (r *rounds) askWanted(now time.Time) {
	if at, wanted := r.wanted(); wanted && !now.Before(at) {
		r.askControls(now)
	}
}

// wanted returns when the controls are to be asked next: after a failure, or
// while a question has run long and they were not asked since it was put.
func (r *rounds) wanted() (at time.Time, wanted bool) {
	if len(r.controls) == 0 || r.probing.Err() != nil {
		return at, false
	}
	wanted = len(r.unclosed) > 0
	if !wanted {
		for _, t := range r.pending {
			if mark := t.put.Add(t.patience); t.wantsAsking() && (!wanted || mark.Before(at)) {
				at, wanted = mark, true
			}
		}
	}
	if next := r.lastAsked.Add(r.askingEvery); !r.lastAsked.IsZero() && at.Before(next) {
		at = next
	}
	return at, wanted
}

// askControls asks all controls now. One that has an earlier question on its
// way is not asked twice, but when that comes back.
func (r *rounds) askControls(now time.Time) {
	r.askDue(now) // a control whose round has come is asked for that
	a := &asking{started: now}
	r.newest, r.lastAsked = a, now
	r.askings = append(r.askings, a)
	for _, t := range r.controls {
		if t.asked && t.put.Before(now) {
			a.busy = append(a.busy, t)
			continue
		}
		r.askFor(t, now, a)
	}
	for _, t := range r.queue {
		if t.asked && !t.Control {
			t.askings = append(t.askings, a)
		}
	}
	for _, h := range r.unclosed {
		h.closed = true
		h.askings = append(h.askings, a)
		a.targets = append(a.targets, h.target)
	}
	r.unclosed = nil
}

// askFor asks a control for an asking, unless it was asked at this instant.
func (r *rounds) askFor(t *target, now time.Time, a *asking) {
	a.open++
	t.waiting = append(t.waiting, a)
	if !t.asked {
		r.ask(t, now, max(r.clock.now(), t.newest+1), 1)
	}
}

// tellAskings tells who waits for this control whether it answered: any whole
// answer counts, whatever it says.
func (r *rounds) tellAskings(t *target, answered bool, back time.Time) {
	waiting := t.waiting
	t.waiting = nil
	for _, a := range waiting {
		a.open--
		if answered && !a.settled() {
			a.back = back
			r.settle(a, record.Answered)
		}
	}
	if r.probing.Err() == nil {
		r.askBelated(t, time.Now())
	}
	for _, a := range waiting {
		if !a.settled() && a.open == 0 && len(a.busy) == 0 {
			r.settle(a, record.AllFailed)
		}
	}
}

// askBelated asks a control that has come back for the askings that found it
// busy and are still open.
func (r *rounds) askBelated(t *target, now time.Time) {
	for _, a := range r.askings {
		if i := slices.Index(a.busy, t); i >= 0 {
			a.busy = slices.Delete(a.busy, i, i+1)
			r.askDue(now)
			r.askFor(t, now, a)
			r.lastAsked = now
		}
	}
}

// giveUpAskings settles those whose controls took too long.
func (r *rounds) giveUpAskings(now time.Time) {
	for len(r.askings) > 0 && !now.Before(r.askings[0].deadline()) {
		r.settle(r.askings[0], record.AllFailed)
	}
}

func (r *rounds) settle(a *asking, outcome record.Control) {
	a.outcome = outcome
	r.askings = slices.DeleteFunc(slices.Clone(r.askings), func(b *asking) bool { return a == b })
	for _, t := range a.targets {
		r.release(t)
	}
	a.targets = nil
}

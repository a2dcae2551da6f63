package collector

import (
	"slices"
	"strings"
	"time"

	"constat/store/record"
)

const (
	askingEvery = time.Second     // controls are asked at most this often
	askingLimit = 5 * time.Second // what controls have to answer in
)

// An asking is one time that all controls are asked because something failed.
type asking struct {
	started time.Time
	open    int       // controls that have not come back
	targets []*target // who waits for the outcome
	outcome record.Control
}

func (a *asking) settled() bool       { return a.outcome != record.NotAsked }
func (a *asking) deadline() time.Time { return a.started.Add(askingLimit) }

// failing says whether the controls are to be asked. An answer under 500 that
// meets its conditions came from where it should, whatever it says.
func failing(a record.Answer) bool {
	return a.Fault != record.NoFault || a.Status >= 500 || strings.IndexByte(a.Conditions, byte(record.False)) >= 0
}

// askControls asks all controls now, unless that was done within the last
// second: then what they say or said is shared. A control that has a question
// on its way is not asked twice; its answer counts. Without controls it
// returns nil.
func (r *rounds) askControls() *asking {
	now := time.Now()
	if len(r.controls) == 0 {
		return nil
	}
	if r.newest != nil && now.Sub(r.newest.started) < askingEvery {
		return r.newest
	}
	r.askDue() // a control whose round has come is asked for that
	a := &asking{started: now, open: len(r.controls)}
	r.newest = a
	r.askings = append(r.askings, a)
	for _, t := range r.controls {
		t.waiting = append(t.waiting, a)
		if !t.asked {
			r.ask(t, max(r.clock.now(), t.newest+1), 1)
		}
	}
	return a
}

// tellAskings tells who waits for this control whether it answered: any whole
// answer counts, whatever it says.
func (r *rounds) tellAskings(t *target, answered bool) {
	waiting := t.waiting
	t.waiting = nil
	for _, a := range waiting {
		a.open--
		switch {
		case a.settled():
		case answered:
			r.settle(a, record.Answered)
		case a.open == 0:
			r.settle(a, record.AllFailed)
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
	r.askings = slices.DeleteFunc(r.askings, func(b *asking) bool { return a == b })
	for _, t := range a.targets {
		r.release(t)
	}
	a.targets = nil
}

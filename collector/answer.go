package collector

import (
	"container/heap"
	"slices"
	"time"

	"constat/collector/probe"
	"constat/store/record"
)

// An answer is what came back to a question.
type answer struct {
	target  *target
	round   record.Round
	attempt uint8
	result  probe.Result
	ended   time.Time
	cut     bool  // by us
	try     *held // of a diagnostic attempt: where it is waited for
}

// hear takes an answer in.
func (r *rounds) hear(a answer) {
	if a.try != nil {
		r.hearAttempt(a)
		return
	}
	t := a.target
	t.asked = false
	r.asked--
	if t.Control && t.Question.Vouches() && !a.cut {
		r.hearControl(t, a.result.Answer.Fault == record.NoFault)
	}
	if a.cut {
		if a.attempt == 0 {
			r.keeper.gap("stopped", a.round, a.round, 1)
		}
		r.tellAskings(t, false, a.ended)
		return
	}
	t.held = append(t.held, r.hold(a))
	if !t.Control {
		r.photos.note(seenOf(a), t.Watched)
		r.furnishing.note(seenOf(a))
	}
	if a.attempt == 0 && t.again(a.result.Answer.Failing(), a.round) {
		heap.Init(&r.queue)
	}
	r.notice(a)
	r.tellAskings(t, a.result.Answer.Fault == record.NoFault, a.ended)
	r.release(t)
}

// hearControl notes whether a control answered. While none does, nobody reaches
// us either: jobs that report in are not missed.
func (r *rounds) hearControl(t *target, answered bool) {
	before := r.dark()
	if t.failing = !answered; before || r.dark() {
		r.options.Inbox.Deaf() // also once one does again: it was dark until now
	}
}

// dark reports whether no control answered its newest question.
func (r *rounds) dark() bool {
	return !slices.ContainsFunc(r.controls, func(c *target) bool { return !c.failing })
}

func seenOf(a answer) record.Seen {
	return record.Seen{
		Chain: a.target.Chain,
		Observation: record.Observation{
			Round:   a.round,
			Attempt: a.attempt,
			Late:    a.result.Started.UnixMilli() - a.round.Millis(),
			Timing:  a.result.Timing,
		},
		Answer:   a.result.Answer,
		Exchange: a.result.Exchange,
	}
}

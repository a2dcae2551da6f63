package collector

import (
	"constat/collector/probe"
	"constat/store/record"
)

// An answer is what came back to a question.
type answer struct {
	target  *target
	round   record.Round
	attempt uint8
	result  probe.Result
	cut     bool // by us
}

// hear takes an answer in.
func (r *rounds) hear(a answer) {
	t := a.target
	t.asked = false
	r.asked--
	if a.cut {
		if a.attempt == 0 {
			r.keeper.gap("stopped", a.round, a.round, 1)
		}
		r.tellAskings(t, false)
		return
	}
	h := &held{seen: seenOf(a)}
	if !t.Control && failing(a.result.Answer) {
		h.asking = r.askControls()
		if h.asking != nil && !h.asking.settled() {
			h.asking.targets = append(h.asking.targets, t)
		}
	}
	t.held = append(t.held, h)
	r.tellAskings(t, a.result.Answer.Fault == record.NoFault)
	r.release(t)
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

// release hands over what waits for nothing any more, in order.
func (r *rounds) release(t *target) {
	for len(t.held) > 0 {
		h := t.held[0]
		if h.asking != nil && !h.asking.settled() {
			return
		}
		if h.asking != nil {
			h.seen.Observation.Control = h.asking.outcome
		}
		r.keeper.add(h.seen, failing(h.seen.Answer))
		t.held = t.held[1:]
	}
}

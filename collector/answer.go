package collector

import (
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
		r.tellAskings(t, false, a.ended)
		return
	}
	t.held = append(t.held, r.hold(a))
	r.tellAskings(t, a.result.Answer.Fault == record.NoFault, a.ended)
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

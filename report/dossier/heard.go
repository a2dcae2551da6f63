package dossier

import (
	"constat/store/record"
)

// Heard is one answer to a scheduled question that bounds an incident or lies
// in one, good ones included.
type Heard struct {
	Target   string
	TargetID record.Hash
	Vantage  string
	Start    record.Instant // the question left
	End      record.Instant // the answer was complete or given up
	Verdict  string         // good, bad, slow, blocked, unknown
	Cause    string
	Status   int
	Detail   string
	Late     bool // sealed too late: shown, never counted
	Proof    Ref
}

// Around reports whether what was asked and answered then bounds i or lies in
// it.
func (i Incident) Around(start, end record.Instant) bool {
	from, to := i.FirstBad.Instant, i.LastBad.Instant
	if i.LastGood.Known {
		from = i.LastGood.Instant
	}
	if i.FirstGood.Known {
		to = i.FirstGood.Instant
	}
	return end >= from && start <= to
}

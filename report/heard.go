package report

import (
	"slices"

	"constat/report/incident"
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

// heard tells of the answers of t from the last good one before an incident to
// the first good one after it.
func (b *builder) heard(t Target, list []Incident, views []incident.View) {
	if b.opt.Heard == nil || len(list) == 0 {
		return
	}
	for _, v := range views {
		for _, o := range v.Observations {
			if o.Attempt == 0 && nearAny(o, list) {
				b.opt.Heard(Heard{t.Name, t.ID, v.Vantage, o.Start, o.End, string(o.Verdict), string(o.Cause), o.Status, o.Detail, o.Late, Ref(o.Ref)})
			}
		}
	}
}

func nearAny(o incident.Observation, list []Incident) bool {
	return slices.ContainsFunc(list, func(i Incident) bool { return i.Around(o.Start, o.End) })
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

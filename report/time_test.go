package report

import (
	"testing"
	"time"

	"constat/report/incident"
	"constat/store/bundle"
	"constat/store/record"
)

// A token may arrive while a question is on its way: the record of its answer is
// composed after both, and cites it.
func TestQuestionOnItsWayWhenATokenArrivesIsNotLate(t *testing.T) {
	noon := record.Instant(time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC).UnixMilli())
	b := builder{brackets: map[segment]*bundle.Bracket{}}
	b.opt.Method = &incident.Method{LateAfter: 2 * time.Hour}
	o := bundle.Observed{Observation: record.Observation{Round: record.Round(noon / 100)}}
	o.Timing[record.PhaseConnect] = record.StepOf(4 * time.Second)
	for name, c := range map[string]struct {
		before, after record.Instant // of noon, in milliseconds
		late          bool
	}{
		"before it was put":  {-1000, 60_000, false},
		"on its way":         {2000, 60_000, false},
		"after it was over":  {6000, 60_000, true},
		"committed before":   {-1000, 3000, true},
		"committed too late": {-1000, 7_300_000, true},
	} {
		o.Bracket = &bundle.Bracket{NotBefore: bundle.Bound{Time: noon + c.before}, NotAfter: bundle.Bound{Time: noon + c.after}}
		if got := b.late("log", o); got != c.late {
			t.Errorf("%s: late %v", name, got)
		}
	}
}

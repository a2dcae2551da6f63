package bundle

import (
	"slices"

	"constat/store/record"
)

// An away is a gap in which, by its own account, the vantage was not there.
type away struct {
	from, to record.Round
	stopped  bool
}

// notes keeps the gaps of reasons that stop all rounds; others leave some asked,
// and the program listening.
func (h *heard) notes(g record.Gap) {
	if slices.Contains([]string{"stopped", "late", "clock"}, g.Reason) {
		h.aways = append(h.aways, away{record.Round(g.From / 100), record.Round(g.To / 100), g.Reason == "stopped"})
	}
}

// Absent says whether o cannot be known by the vantage's own account: it was put
// while the program had stopped; or it is a report said to be missing, and
// within its time there was a gap, or controls were asked and none answered, so
// that nobody could report in. Gaps can be drawn out while storage fails, so the
// bundle is not refused for it. An attempt is never absent: a good one breaks a
// failure, whoever put it.
func (o *Observed) Absent() bool {
	h := o.around()
	if h == nil || o.Attempt > 0 {
		return false
	}
	return h.stopped(o.Round) || o.Answer.Fault == record.PushMissing && h.deaf(o)
}

// Away says whether o, attempts included, was put while the program had stopped
// by its own account: what it found there nobody can tell.
func (o *Observed) Away() bool {
	h := o.around()
	return h != nil && h.stopped(o.Round)
}

// stopped says whether r lies within a gap in which the program had stopped, a
// minute at either end aside.
func (h *heard) stopped(r record.Round) bool {
	return slices.ContainsFunc(h.aways, func(a away) bool {
		return a.stopped && r > a.from+excusedWithin && r < a.to-excusedWithin
	})
}

// deaf says whether nobody could report in for a part of a report's time.
func (h *heard) deaf(o *Observed) bool {
	d := o.Definition
	from := o.Round - d.Interval - record.Round(min(d.Question.Timeout, 1<<32)/100)
	touches := func(a away) bool { return a.from <= o.Round && a.to >= from }
	return slices.ContainsFunc(h.aways, touches) || hasBetween(h.vouching, from, o.Round) && !hasBetween(h.answered, from, o.Round)
}

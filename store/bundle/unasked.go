package bundle

import (
	"errors"

	"constat/store/record"
)

// silentOn says whether o failed and says nothing of the controls. A vantage
// that has controls writes no such answer: it asks them of each scheduled
// question that fails, and what it cannot learn from them counts as their
// failure.
func silentOn(o *Observed) bool {
	return o.Control == record.NotAsked && o.Attempt == 0 && !o.Definition.Control && o.Answer.AsksControls()
}

// unasked refuses a failure that says nothing of the controls between two
// rounds in which they were asked. Near a start, a stop, a new configuration or
// a gap the vantage can have had none, and nothing is said.
func (h *heard) unasked(o *Observed, took int64) error {
	if !silentOn(o) {
		return nil
	}
	lo, end := o.Round-h.before-askingSlack-h.slack, o.Round+record.Round(took/100)
	hi := end + askingLimit + h.slack + askingSlack
	byClock := record.Round(o.Late / 100)
	if !hasBetween(h.vouching, lo, o.Round) || !hasBetween(h.vouching, end, hi) || h.excused(lo, hi) || h.excused(lo+byClock, hi+byClock) {
		return nil
	}
	return errors.New("a question failed while controls were asked, and nothing is said of them")
}

// Unasked says whether o failed and says nothing of the controls: it was put
// while there were none, or by no program of ours.
func (o *Observed) Unasked() bool { return silentOn(o) }

// Concealed says whether o is Unasked although controls were asked shortly
// before or after, too near a start, a stop or a gap for the bundle to be
// refused. What it is worth nobody can tell.
func (o *Observed) Concealed() bool {
	h := o.around()
	if h == nil || !silentOn(o) {
		return false
	}
	reach := h.before + h.slack + askingLimit + 2*excusedWithin
	return hasBetween(h.vouching, o.Round-reach, o.Round+record.Round(o.took()/100)+reach)
}

// around is what the controls of o's log saw, nil where that is not known.
func (o *Observed) around() *heard {
	if o.log == nil {
		return nil
	}
	return o.log.controls
}

package breach

import (
	"slices"
	"time"

	"constat/report/dossier"
)

// doubts are what a careful reader points out, in the order in which they weigh.
func doubts(n *Notice, f *File, d *dossier.Dossier, note *dossier.Note) (list []string) {
	add := func(when bool, code string) {
		if when {
			list = append(list, code)
		}
	}
	n.ofAwareness(note, add)
	n.ofEvidence(f, d, add)
	n.ofWords(add)
	return list
}

func (n *Notice) ofAwareness(note *dossier.Note, add func(bool, string)) {
	c := n.controller
	aware := c.Aware.At
	if !c.Aware.Known {
		return
	}
	add(aware > n.At.Instant, "aware-after-notice")
	side, code := n.side()
	add(slices.ContainsFunc(c.Told, func(t Told) bool { return t.To == side && t.At < aware }), code+"told-earlier")
	add(note != nil && note.Time < aware, "note-earlier")
	add(note != nil && note.Time.Time().Sub(aware.Time()) > time.Hour, "note-later")
	add(c.Aware.Note != "" && note == nil, "note-missing")
	add(c.Aware.Note == "", "aware-declared")
	add(c.Aware.Day, "aware-day")
	began := n.Evidence.Began
	add(began.After.Known && aware < began.After.Instant, "aware-before")
	add(c.Occurred.Known && !c.Occurred.Approximate && aware < c.Occurred.From, "aware-before-occurred")
	add(c.Detected.Known && aware < c.Detected.At, "aware-before-detected")
	seen := began.By
	if c.Detected.Known && (!seen.Known || c.Detected.At < seen.Instant) {
		seen = dossier.Known(c.Detected.At)
	}
	add(seen.Known && aware.Time().Sub(seen.Instant.Time()) > 24*time.Hour, "detected-long-before")
	add(n.Clock.late() && c.Late == "" && n.To == Authority, "late-unexplained")
}

// side is whose awareness the notice is of, and what goes before the codes of its
// doubts.
func (n *Notice) side() (who, code string) {
	if n.To == ToController {
		return ByProcessor, "processor-"
	}
	return ToController, ""
}

func (n *Notice) ofEvidence(f *File, d *dossier.Dossier, add func(bool, string)) {
	c, e := n.controller, n.Evidence
	if d == nil {
		add(true, "no-evidence")
		return
	}
	shared := len(c.Targets)+len(f.Shown.Targets) == 0 && len(f.Controllers) > 1
	add(shared, "not-attributed")
	add(!shared && len(e.Incidents)+len(e.Losses) == 0, "no-incident")
	seen := func(is func(Seen) bool) bool { return slices.ContainsFunc(e.Incidents, is) }
	add(seen(func(s Seen) bool { return !s.NotBefore.Known || !s.NotAfter.Known }), "time-unchecked")
	add(seen(func(s Seen) bool { return !s.Confirmed && s.Voluntary != Whole }), "unconfirmed")
	add(seen(func(s Seen) bool { return len(s.Review) > 0 && s.Voluntary != Whole }) || slices.ContainsFunc(e.Losses, func(l Lost) bool { return len(l.Review) > 0 }), "review")
	add(e.Answered, "occurred-unseen")
	add(e.differs(c.Occurred), "occurred-differs")
}

// differs reports whether the declared beginning is outside of the bracket. One
// before it is only where the evidence saw the thing itself answer well.
func (e Evidence) differs(s Stretch) bool {
	if !s.Known || !e.Began.By.Known {
		return false
	}
	return s.From > e.Began.By.Instant || e.Began.After.Known && s.From < e.Began.After.Instant
}

func (n *Notice) ofWords(add func(bool, string)) {
	c := n.controller
	add(slices.Contains(c.Nature, "confidentiality"), "confidentiality")
	add(slices.ContainsFunc(c.Told, func(t Told) bool { return t.SHA256.IsZero() && t.Note == "" }), "told-unproven")
	side, code := n.side()
	add(n.supplier != "" && !slices.ContainsFunc(c.Told, func(t Told) bool { return t.To == side }), code+"supplier-silent")
	add(n.To == ToController && slices.Contains(n.Laws(), Quebec), "quebec-provider")
	add(c.Stop != nil && c.Stop.SHA256.IsZero(), "order-unproven")
	add(c.Stop != nil && c.Stop.Ordered > c.Stop.From, "ordered-after")
	add(n.To == People && n.Duty != NotDue && c.ToPeople.Not != "", "not-told-reason")
	add(n.To == Authority && !n.Clock.Filed.Known && slices.ContainsFunc(c.Filed, func(f Filed) bool { return f.To == n.Regime }), "complement-alone")
	add(n.Regime == Quebec && n.To == Authority && len(c.Taken)+len(c.Planned) > 0, "measures-undated")
	add(n.Regime == Quebec && n.To == Authority && c.Risk.Why != "" && (c.Risk.Sensitivity == "" || c.Risk.Use == "" || c.Risk.Likelihood == ""), "risk-in-part")
	add(n.To != ToController && n.Duty == Undecided && c.Risk.Level == "" && c.Risk.Serious == "", "risk-undecided")
}

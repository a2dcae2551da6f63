package report

import (
	"cmp"
	"slices"

	"constat/report/loss"
	"constat/store/bundle"
	"constat/store/record"
)

// pictures adds to a page what a browser showed of it from the same vantage,
// and chooses those that are printed.
func (b *builder) pictures(p *Page, s *subject) error {
	logs := map[Ref]*bundle.Log{}
	for _, q := range s.sources {
		if q.vantage != p.Vantage {
			continue
		}
		for _, part := range q.chain.parts {
			for shown := range part.Shows() {
				x := pagePicture(q, shown)
				if _, twice := logs[x.Proof]; twice || shown.Definition == nil || q.questions[shown.Definition.Hash] != s.id {
					continue
				}
				logs[x.Proof] = part.log
				p.Pictures = append(p.Pictures, x)
			}
		}
	}
	slices.SortStableFunc(p.Pictures, func(x, y PagePicture) int {
		return cmp.Or(cmp.Compare(x.Time.Instant, y.Time.Instant), cmp.Compare(x.Proof.Log, y.Proof.Log), cmp.Compare(x.Proof.Leaf, y.Proof.Leaf))
	})
	if began, back := p.struck(); began.Known {
		p.choose(began, back, true)
	} else if i := b.longest(p.TargetID, p.Vantage); i != nil { // it failed, and held its own content before and after
		p.choose(i.FirstBad, i.FirstGood, false)
	}
	for i, x := range p.Pictures {
		if x.Shown == "" {
			continue
		}
		file, err := logs[x.Proof].File(x.View)
		if err != nil {
			return err
		}
		p.Pictures[i].Image = file
	}
	return nil
}

func pagePicture(q source, s bundle.Shown) PagePicture {
	x := PagePicture{Vantage: q.vantage, Time: Known(s.Time), Ended: Known(s.Ended), Reason: s.Reason, Fault: string(s.Fault), Browser: s.Browser, Status: s.Status,
		View: s.View, Full: s.Full, Cut: s.Cut, Refused: s.Refused, Proof: Ref{q.origin, s.Leaf, -1}}
	if k := s.Bracket; k != nil {
		x.NotBefore, x.NotAfter = Time{k.NotBefore.Time, k.NotBefore.Time != 0}, Time{k.NotAfter.Time, k.NotAfter.Time != 0}
	}
	return x
}

// longest is the incident of a target that lasted longest, those of one vantage
// alone where there is no other; nil for none.
func (b *builder) longest(target record.Hash, vantage string) (found *Incident) {
	for _, list := range [][]Incident{b.d.Incidents, b.d.Unconfirmed} {
		for i := range list {
			x := &list[i]
			if x.TargetID == target && x.FirstBad.Known && slices.Contains(x.Vantages, vantage) && (found == nil || x.AtLeast > found.AtLeast) {
				found = x
			}
		}
		if found != nil {
			return found
		}
	}
	return nil
}

// choose marks the last picture before anything befell the page, the first
// since, and one after the page's own content was back: the last, or else the
// first. What was taken because of a failure shows neither before nor after.
func (p *Page) choose(began, back Time, last bool) {
	mark := func(shown string, wanted func(at record.Instant) bool, last bool) {
		at := -1
		for i, x := range p.Pictures {
			if x.Fault == "" && wanted(x.Time.Instant) && (last || at < 0) && (shown == "during" || x.Reason != "failure") {
				at = i
			}
		}
		if at >= 0 {
			p.Pictures[at].Shown = shown
		}
	}
	mark("before", func(at record.Instant) bool { return at < began.Instant }, true)
	mark("during", func(at record.Instant) bool { return at >= began.Instant && (!back.Known || at < back.Instant) }, false)
	if back.Known {
		mark("after", func(at record.Instant) bool { return at >= back.Instant }, last)
	}
}

// struck returns from when on something else was seen, and from when on the
// page had content of its own again, of this time or another.
func (p *Page) struck() (began, back Time) {
	for _, s := range p.States {
		live := s.State == string(loss.Unchanged) || s.State == string(loss.Edited)
		switch {
		case !live && !began.Known:
			began = s.From
		case began.Known && (live || s.State == string(loss.RolledBack) || s.State == string(loss.Partial)):
			return began, s.From
		}
	}
	return began, Time{}
}

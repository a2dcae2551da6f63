package report

import (
	"cmp"
	"maps"
	"slices"

	"constat/report/dossier"
	"constat/store/bundle"
	"constat/store/record"
)

// pictures adds to a page what a browser showed of it from the same vantage,
// and chooses those that are printed.
func (b *builder) pictures(p *dossier.Page, s *subject) {
	logs := map[dossier.Ref]*bundle.Log{}
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
	slices.SortStableFunc(p.Pictures, func(x, y dossier.PagePicture) int {
		return cmp.Or(cmp.Compare(x.Time.Instant, y.Time.Instant), cmp.Compare(x.Proof.Log, y.Proof.Log), cmp.Compare(x.Proof.Leaf, y.Proof.Leaf))
	})
	began, back := p.Struck()
	if began.Known {
		choosePictures(p, began, back, true)
	} else if i := b.longest(p.TargetID, p.Vantage); i != nil { // it failed, and held its own content before and after
		choosePictures(p, i.FirstBad, i.FirstGood, false)
	}
	if b.shots == nil {
		b.shots = map[dossier.Ref]*bundle.Log{}
	}
	maps.Copy(b.shots, logs)
}

func pagePicture(q source, s bundle.Shown) dossier.PagePicture {
	x := dossier.PagePicture{Vantage: q.vantage, Time: dossier.Known(s.Time), Ended: dossier.Known(s.Ended), Reason: s.Reason, Fault: string(s.Fault), Browser: s.Browser, Status: s.Status,
		View: s.View, Full: s.Full, Cut: s.Cut, Refused: s.Refused, Proof: dossier.Ref{Log: q.origin, Leaf: s.Leaf, Item: -1}}
	if !s.Timely {
		x.Time, x.Ended = dossier.Time{}, dossier.Time{}
	}
	if k := s.Bracket; k != nil {
		x.NotBefore, x.NotAfter = dossier.Time{Instant: k.NotBefore.Time, Known: k.NotBefore.Time != 0}, dossier.Time{Instant: k.NotAfter.Time, Known: k.NotAfter.Time != 0}
	}
	return x
}

// longest is the incident of a target that lasted longest, those of one vantage
// alone where there is no other; nil for none.
func (b *builder) longest(target record.Hash, vantage string) (found *dossier.Incident) {
	for _, list := range [][]dossier.Incident{b.d.Incidents, b.d.Unconfirmed} {
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

// choosePictures marks the last picture before anything befell the page, the first
// since, and one after the page's own content was back: the last, or else the
// first. What was taken because of a failure shows neither before nor after, and what was taken nobody knows when,
// nothing at all.
func choosePictures(p *dossier.Page, began, back dossier.Time, last bool) {
	mark := func(shown string, wanted func(at record.Instant) bool, last bool) {
		at := -1
		for i, x := range p.Pictures {
			if x.Fault == "" && x.Time.Known && wanted(x.Time.Instant) && (last || at < 0) && (shown == "during" || x.Reason != "failure") {
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

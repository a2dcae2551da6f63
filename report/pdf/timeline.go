package pdf

import (
	"cmp"
	"math"
	"slices"

	"constat/report/dossier"
)

// stroke of a timeline: what is shorter is drawn this wide, in millimetres.
const finest = 0.3

// bar draws how one vantage saw a target, and notes the verdicts it drew.
func (s *sheet) bar(w window, seen dossier.Seen, y, h float64, used map[string]bool) {
	cells := raster(w, seen.Stretches)
	size := w.width / float64(len(cells))
	for i := 0; i < len(cells); {
		j := i + 1
		for j < len(cells) && cells[j] == cells[i] {
			j++
		}
		v := verdicts[cells[i]]
		used[v] = true
		s.pattern(v, w.x+float64(i)*size, y, float64(j-i)*size, h)
		i = j
	}
}

// raster lays stretches on strokes of equal width; where two share a stroke,
// the one later in verdicts hides the other.
func raster(w window, stretches []dossier.Stretch) []int {
	cells := make([]int, int(math.Ceil(w.width/finest)))
	size := w.width / float64(len(cells))
	for _, p := range pieces(stretches) {
		rank := max(slices.Index(verdicts, p.verdict), 0)
		if p.to.Before(w.from) || p.from.After(w.to) {
			continue
		}
		from := int((w.at(p.from) - w.x) / size)
		to := int(math.Ceil((w.at(p.to)-w.x)/size - 1e-6))
		for i := min(from, len(cells)-1); i < max(min(to, len(cells)), min(from, len(cells)-1)+1); i++ {
			cells[i] = max(cells[i], rank)
		}
	}
	return cells
}

// bounds marks the four instants of each incident of a target: whole lines
// for the failures, dashed ones for the good answers around them.
func (s *sheet) marks(w window, id string, y1, y2 float64) bool {
	any := false
	for _, i := range s.d.Incidents {
		if i.TargetID.String() != id {
			continue
		}
		any = true
		for _, t := range []dossier.Time{i.LastGood, i.FirstGood} {
			if t.Known && s.shows(w, t) {
				s.dashed(w.at(t.Instant.Time()), y1, y2)
			}
		}
		for _, t := range []dossier.Time{i.FirstBad, i.LastBad} {
			if s.shows(w, t) {
				x := w.at(t.Instant.Time())
				s.stroke(rule, x, y1, x, y2)
			}
		}
	}
	return any
}

func (s *sheet) shows(w window, t dossier.Time) bool {
	at := t.Instant.Time()
	return !at.Before(w.from) && !at.After(w.to)
}

// timeline draws one target: a bar for each vantage.
func (s *sheet) timeline(t dossier.Target) {
	if len(t.Seen) == 0 {
		return
	}
	const h, gap = 5.0, 2.2
	s.need(float64(len(t.Seen))*(h+gap) + 32)
	w := s.window(text + 32)
	used := map[string]bool{}
	y1 := s.y
	for _, seen := range t.Seen {
		s.label(text, s.y+0.6, s.clip(s.bare(seen.Vantage), small, 30), small, "L")
		s.bar(w, seen, s.y, h, used)
		s.skip(h + gap)
	}
	ticks := s.marks(w, t.ID.String(), y1-1.2, s.y-gap+1.2)
	s.axis(w)
	s.legend(used, ticks)
	words := s.l.Chart.Timeline(s.name(t.Name), ticks)
	if used[bad] {
		words += " " + s.l.Chart.Until
	}
	if tooFine(w, t) {
		words += " " + s.l.Chart.Narrow
	}
	s.caption(words)
}

// tooFine reports whether some failure is shorter than a stroke.
func tooFine(w window, t dossier.Target) bool {
	for _, seen := range t.Seen {
		for _, p := range pieces(seen.Stretches) {
			if p.verdict == bad && w.at(p.to)-w.at(p.from) < finest {
				return true
			}
		}
	}
	return false
}

// overall is the chart of the summary, in the room that the sentences leave:
// the targets whose incidents lasted longest, or the first ones.
func (s *sheet) overall(room float64) {
	const h, between, gap = barTall, barsApart, barGap
	shown := s.overallRows(room)
	if len(shown) == 0 {
		return
	}
	w := s.window(text + 40)
	used := map[string]bool{}
	s.skip(1)
	for _, t := range shown {
		tall := float64(len(t.Seen)) * (h + gap)
		s.label(text, s.y+tall/2-small.height()/2, s.clip(s.bare(t.Name), small, 38), small, "L")
		for i, seen := range t.Seen {
			s.bar(w, seen, s.y+float64(i)*(h+gap), h, used)
		}
		s.skip(tall + between)
	}
	s.skip(-1)
	s.axis(w)
	s.legend(used, false)
	failed := 0
	for _, t := range s.d.Targets {
		if s.down(t) {
			failed++
		}
	}
	words := s.l.Chart.Overall(len(shown), len(s.d.Targets), failed)
	if used[bad] {
		words += " " + s.l.Chart.Until
	}
	s.caption(words)
}

// Of the chart of all targets, in mm: a bar, the gap after it, and what parts
// two targets.
const barTall, barGap, barsApart = 2.1, 0.7, 1.3

// overallRows are the targets that a chart of all shows in so much room.
func (s *sheet) overallRows(room float64) []dossier.Target {
	below := 26.5 // axis, key and caption
	if s.patterns() > 4 {
		below += small.height() + 1 // a second line of the key
	}
	if len(s.d.Incidents)+len(s.d.Unconfirmed) > 0 {
		below += small.height() // where a failure ends
	}
	return s.worst(room-below, func(t dossier.Target) float64 { return float64(len(t.Seen))*(barTall+barGap) + barsApart })
}

// patterns counts the patterns that a chart of all targets may need.
func (s *sheet) patterns() int {
	used := map[string]bool{unwatched: true}
	for _, t := range s.d.Targets {
		for _, seen := range t.Seen {
			for _, p := range pieces(seen.Stretches) {
				used[p.verdict] = true
			}
		}
	}
	return len(used)
}

func (s *sheet) down(t dossier.Target) bool {
	return slices.ContainsFunc(s.d.Incidents, func(i dossier.Incident) bool { return i.TargetID == t.ID })
}

// worst returns the targets whose incidents have the longest least duration,
// then the others, as many as room allows.
func (s *sheet) worst(room float64, height func(dossier.Target) float64) []dossier.Target {
	all := slices.Clone(s.d.Targets)
	slices.SortStableFunc(all, func(a, b dossier.Target) int {
		if x, y := s.down(a), s.down(b); x != y {
			return cmp.Compare(one(y), one(x))
		}
		return cmp.Or(cmp.Compare(b.Down.AtLeast, a.Down.AtLeast), cmp.Compare(b.Down.AtMost, a.Down.AtMost))
	})
	n := 0
	for ; n < min(len(all), summaryRows) && room >= height(all[n]); n++ {
		room -= height(all[n])
	}
	return all[:n]
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

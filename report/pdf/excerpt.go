package pdf

import "constat/report/dossier"

// excerptLines is how many lines of paper an excerpt shows of each side.
const excerptLines = 6

// leastLines is how many an excerpt shows at the least: the figures of the site go before
// the rest of it.
const leastLines = 2

// An excerpt is the first lines of what a page lost, beside those that came instead.
type excerpt struct {
	before, after []line
	caption       string
	tall          float64
}

// excerptOf finds the change with which the first loss of p began, where both
// contents were kept; nil for none.
func (s *sheet) excerptOf(p dossier.Page, x *struck) *excerpt {
	for _, l := range x.lost {
		if !l.Of(p) {
			continue
		}
		for _, c := range s.d.Changes {
			if c.TargetID != l.TargetID || c.LastSeen != l.LastSeen || c.First != l.FirstMissing || len(c.Diff) == 0 {
				continue
			}
			e := &excerpt{before: s.linesOf(c, "-"), after: s.linesOf(c, "+"), caption: s.l.Site.Excerpt(twelve(c.Before.SHA256.String()), twelve(c.After.SHA256.String()))}
			if len(e.before) == 0 {
				continue
			}
			e.tall = float64(max(len(e.before), len(e.after))+1+len(s.wrap(e.caption, small, s.wide())))*small.height() + 8
			return e
		}
	}
	return nil
}

// shorten takes lines off both sides until the excerpt is so much shorter, in millimetres.
// It reports false where too little would be left.
func (e *excerpt) shorten(by float64) bool {
	for most := max(len(e.before), len(e.after)); by > 0; by -= small.height() {
		if most--; most < leastLines {
			return false
		}
		e.before, e.after = e.before[:min(most, len(e.before))], e.after[:min(most, len(e.after))]
		e.tall -= small.height()
	}
	return true
}

// linesOf sets the first lines of one side of a change into a column.
func (s *sheet) linesOf(c dossier.Change, op string) (out []line) {
	for _, d := range c.Diff {
		if d.Op != op {
			continue
		}
		for _, l := range s.wrap(foldable(scrub(d.Text)), small, s.column()) {
			if len(out) == excerptLines {
				return out
			}
			out = append(out, l)
		}
	}
	return out
}

func (s *sheet) column() float64 { return (s.wide()-between)/2 - 2*pad }

// excerpt draws both sides beside each other.
func (s *sheet) excerpt(e excerpt) {
	s.need(e.tall)
	half := (s.wide() + between) / 2
	s.label(text, s.y, s.l.Site.Before, small.heavy(), "L")
	s.label(text+half, s.y, s.l.Site.After, small.heavy(), "L")
	s.skip(small.height() + 0.6)
	height := float64(max(len(e.before), len(e.after)))*small.height() + 1.6
	s.pdf.SetLineWidth(hair)
	for i, side := range [][]line{e.before, e.after} {
		left := text + float64(i)*half
		s.pdf.Rect(left, s.y, half-between, height, "D")
		for n, l := range side {
			s.put(left+pad, s.y+0.8+float64(n)*small.height(), l, small)
		}
	}
	s.skip(height)
	s.caption(e.caption)
}

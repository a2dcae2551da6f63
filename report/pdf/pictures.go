package pdf

import (
	"slices"

	"constat/report"
	"constat/store/record"
)

// between is the room between two pictures, in millimetres.
const between = 4.0

// moments are when pictures are shown, from left to right.
var moments = []string{"before", "during", "after"}

// pictured reports whether a browser took any picture.
func (s *sheet) pictured() bool {
	return slices.ContainsFunc(s.d.Pages, func(p report.Page) bool {
		return slices.ContainsFunc(p.Pictures, func(x report.PagePicture) bool { return x.Fault == "" })
	})
}

// pictures shows a page before, during and after what befell it, side by side.
func (s *sheet) pictures(p report.Page) {
	width := (s.wide() - 2*between) / 3
	height := width * record.ViewHeight / record.PictureWidth
	missed, any := int64(0), false
	for _, x := range p.Pictures {
		if x.Fault != "" {
			missed++
		}
		any = any || x.Shown != ""
	}
	if any {
		s.need(height + 6*small.height() + 4)
		under := 0.0
		for i, moment := range moments {
			at := slices.IndexFunc(p.Pictures, func(x report.PagePicture) bool { return x.Shown == moment })
			if at >= 0 {
				under = max(under, s.onePicture(p.Pictures[at], text+float64(i)*(width+between), width, height))
			}
		}
		s.skip(height + under + 2)
		s.caption(s.l.Pages.Shown)
	}
	if missed > 0 {
		s.add(s.l.Pages.Missed(missed))
	}
}

// onePicture draws a picture under its moment, its time and its leaf below, and
// returns how high the words stand.
func (s *sheet) onePicture(x report.PagePicture, left, width, height float64) (words float64) {
	s.label(left, s.y, s.l.Pages.Moments[x.Shown], small.heavy(), "L")
	top := s.y + small.height() + 0.6
	s.image(x.View.String(), x.Image, left, top, width, height)
	s.pdf.SetLineWidth(hair)
	s.pdf.Rect(left, top, width, height, "D")
	at := top + height + 0.8
	for _, l := range s.wrap(s.stamp(x.Time)+newLine+s.bare(x.Vantage)+", "+s.leaf(x.Proof)+newLine+twelve(x.View.String()), small, width) {
		s.put(left, at, l, small)
		at += small.height()
	}
	return at - top - height + small.height() + 0.6
}

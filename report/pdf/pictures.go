package pdf

import (
	"bytes"
	"image/png"
	"slices"
	"time"

	"constat/report/dossier"
	"constat/store/record"
)

// between is the room between two pictures, in millimetres.
const between = 4.0

// moments are when pictures are shown, from left to right.
var moments = []string{"before", "during", "after"}

// pictured reports whether a browser took any picture.
func (s *sheet) pictured() bool {
	return slices.ContainsFunc(s.d.Pages, func(p dossier.Page) bool {
		return slices.ContainsFunc(p.Pictures, func(x dossier.PagePicture) bool { return x.Fault == "" })
	})
}

// pictures shows a page before, during and after what befell it, side by side.
func (s *sheet) pictures(p dossier.Page) {
	if slices.ContainsFunc(p.Pictures, func(x dossier.PagePicture) bool { return x.Shown != "" }) {
		s.windows(p)
	}
	s.beside(p)
}

// third is the width of a picture of three, and the height of its window.
func (s *sheet) third() (width, height float64) {
	width = (s.wide() - 2*between) / 3
	return width, width * record.ViewHeight / record.PictureWidth
}

// tallWindows is what the pictures of a page take, with the words below.
func (s *sheet) tallWindows(p dossier.Page) float64 {
	width, height := s.third()
	lines := 0
	for _, x := range p.Pictures {
		if x.Shown != "" {
			lines = max(lines, len(s.under(x, width)))
		}
	}
	caption := len(s.wrap(bold(s.l.Words.Figure(s.figure+1)+".")+" "+s.l.Pages.Shown, small, s.wide()))
	return height + float64(lines+2+caption)*small.height() + 8.1
}

// under are the words below a picture: when it was taken, by whom, between which
// tokens it was entered, and its digest.
func (s *sheet) under(x dossier.PagePicture, width float64) []line {
	words := s.stamp(x.Time) + newLine + s.bare(x.Vantage) + ", " + s.leaf(x.Proof)
	if x.NotBefore.Known && x.NotAfter.Known {
		words += newLine + s.l.Pages.Committed(s.stampIn(x.NotBefore), s.stampIn(x.NotAfter))
	}
	words += newLine + twelve(x.View.String())
	if !x.Full.IsZero() && len(x.Whole) == 0 {
		words += newLine + s.l.Pages.Entire + s.l.Words.Colon + " " + twelve(x.Full.String())
	}
	return s.wrap(words, small, width)
}

// stampIn writes a time in small print within words, to the second.
func (s *sheet) stampIn(t dossier.Time) string {
	at := t.Instant.Time().In(s.opt.Zone)
	if s.opt.Zone == time.UTC {
		return at.Format("2006-01-02 15:04:05")
	}
	return at.Format("2006-01-02 15:04:05-07:00")
}

// windows shows a page in the window of a browser.
func (s *sheet) windows(p dossier.Page) {
	width, height := s.third()
	s.need(min(s.tallWindows(p), s.floor()-top))
	under := 0.0
	for i, moment := range moments {
		at := slices.IndexFunc(p.Pictures, func(x dossier.PagePicture) bool { return x.Shown == moment })
		if at >= 0 {
			under = max(under, s.onePicture(p.Pictures[at], text+float64(i)*(width+between), width, height))
		}
	}
	s.skip(height + under + 2)
	s.caption(s.l.Pages.Shown)
}

// beside shows the whole page at the same moments, and counts the pictures that are
// not shown.
func (s *sheet) beside(p dossier.Page) {
	var missed, more int64
	for _, x := range p.Pictures {
		switch {
		case x.Fault != "":
			missed++
		case x.Shown == "":
			more++
		}
	}
	width, _ := s.third()
	s.wholes(p, width)
	if missed > 0 {
		s.add(s.l.Pages.Missed(missed))
	}
	if more > 0 {
		s.add(s.l.Pages.More(more))
	}
}

// picturesOf shows a page that failed, and lost nothing.
func (s *sheet) picturesOf(t dossier.Target) {
	told := false
	for _, p := range s.d.Pages {
		if p.TargetID != t.ID || p.Changed() || len(p.Pictures) == 0 {
			continue
		}
		if !told {
			s.say(s.l.Pages.Again)
			told = true
		}
		s.pictures(p)
	}
}

// onePicture draws a picture under its moment, its time and its leaf below, and
// returns how high the words stand.
func (s *sheet) onePicture(x dossier.PagePicture, left, width, height float64) (words float64) {
	s.label(left, s.y, s.l.Pages.Moments[x.Shown], small.heavy(), "L")
	top := s.y + small.height() + 0.6
	s.image(x.View.String(), x.Image, left, top, width, height)
	s.pdf.SetLineWidth(hair)
	s.pdf.Rect(left, top, width, height, "D")
	at := top + height + 0.8
	for _, l := range s.under(x, width) {
		s.put(left, at, l, small)
		at += small.height()
	}
	return at - top - height + small.height() + 0.6
}

// tallest bounds a picture of a whole page, in millimetres; one of readable height is
// not worth a page of its own.
const (
	tallest  = 190.0
	readable = 110.0
)

// wholes shows the whole page at the same moments, from its top, all on one
// scale; where one of them is longer than the window.
func (s *sheet) wholes(p dossier.Page, width float64) {
	if !slices.ContainsFunc(p.Pictures, func(x dossier.PagePicture) bool { return x.Shown != "" && len(x.Whole) > 0 }) {
		return
	}
	most := 0.0
	for _, x := range p.Pictures {
		if x.Shown != "" {
			file, _ := entire(x)
			most = max(most, width*ratio(file))
		}
	}
	scale := min(1, tallest/most)
	if left := s.floor() - s.y - 7*small.height() - 4; left >= readable && most*scale > left {
		scale = left / most // rather than leave half of a page empty
	}
	s.need(most*scale + 7*small.height() + 4)
	for i, moment := range moments {
		at := slices.IndexFunc(p.Pictures, func(x dossier.PagePicture) bool { return x.Shown == moment })
		if at >= 0 {
			s.oneWhole(p.Pictures[at], text+float64(i)*(width+between), width*scale, width)
		}
	}
	s.skip(most*scale + 3*small.height() + 2)
	s.caption(s.l.Pages.Wholes)
}

// entire is the picture of the whole page, with its digest: that of its window,
// where the page is no longer.
func entire(x dossier.PagePicture) (file []byte, of record.Hash) {
	if len(x.Whole) == 0 {
		return x.Image, x.View
	}
	return x.Whole, x.Full
}

// oneWhole draws a whole page under its moment, its digest below.
func (s *sheet) oneWhole(x dossier.PagePicture, left, width, wide float64) {
	s.label(left, s.y, s.l.Pages.Moments[x.Shown], small.heavy(), "L")
	file, of := entire(x)
	top, height, name := s.y+small.height()+0.6, width*ratio(file), of.String()
	if len(x.Whole) > 0 {
		name += "/2"
	}
	s.image(name, file, left, top, width, height)
	s.pdf.SetLineWidth(hair)
	s.pdf.Rect(left, top, width, height, "D")
	under := twelve(of.String())
	if x.Cut {
		under += ", " + s.l.Pages.CutOff
	}
	for _, l := range s.wrap(under, small, wide) {
		s.put(left, top+height+0.8, l, small)
		top += small.height()
	}
}

// ratio is the height of a PNG by its width; 0 for what is none.
func ratio(file []byte) float64 {
	c, err := png.DecodeConfig(bytes.NewReader(file))
	if err != nil || c.Width == 0 {
		return 0
	}
	return float64(c.Height) / float64(c.Width)
}

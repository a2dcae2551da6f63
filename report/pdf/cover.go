package pdf

import (
	"github.com/boombuler/barcode/qr"

	"constat/report/dossier"
)

// The exhibit box, for the stamp of the court or of counsel.
const (
	boxWidth  = 60.0
	boxHeight = 25.0
)

// cover is the first page: what this is, of what, by what, from what.
func (s *sheet) cover() {
	s.plain = true
	s.page()
	s.pdf.Bookmark(s.l.Cover.Title, 0, 0)
	s.exhibit()
	s.y = 62
	s.label(text, s.y, s.l.Cover.Title, title, "L")
	s.skip(title.height())
	s.lead(s.l.Cover.Subtitle(s.l.Some(append(s.sites(), s.unsited()...), 5)))
	s.skip(7)
	s.facts()
	s.skip(1)
	s.fileList()
	s.code2d()
	s.plain = false
}

func (s *sheet) exhibit() {
	s.stroke(rule, s.edge()-boxWidth, 22, s.edge(), 22)
	s.pdf.SetLineWidth(rule)
	s.pdf.Rect(s.edge()-boxWidth, 22, boxWidth, boxHeight, "D")
	s.label(s.edge()-boxWidth+2, 23, s.l.Cover.Exhibit, small, "L")
}

func (s *sheet) lead(words string) {
	light := head
	light.weight = regular
	for _, l := range s.wrap(words, light, s.wide()) {
		s.put(text, s.y, l, light)
		s.skip(head.height())
	}
}

func (s *sheet) facts() {
	c := s.l.Cover
	s.pairs("", false,
		[2]string{c.Sites, s.l.Some(s.sites(), 12)},
		[2]string{c.Unsited, s.l.Some(s.unsited(), 12)},
		[2]string{c.Providers, s.l.Some(s.providers(), 12)},
		[2]string{c.Period, c.Span(s.instant(s.d.Period.From), s.instant(s.d.Period.To))},
		[2]string{c.Vantages, s.l.Some(s.vantages(), 12)},
		[2]string{c.At, s.instant(s.d.At)},
		[2]string{c.Method, s.methodName()},
		[2]string{c.Report, s.number()},
		[2]string{c.Language, s.l.Name},
	)
}

// methodName is the method as the cover names it; that it is somebody else's is
// said beside it.
func (s *sheet) methodName() string {
	name := s.l.Cover.Version(scrub(s.d.Method.Name), s.d.Method.Version)
	if !s.d.Method.Own {
		name += " (" + s.l.Cover.Foreign + ")"
	}
	return name
}

// coverFiles is how many evidence files the cover has room for; all of them
// stand in annex A.
const coverFiles = 6

func (s *sheet) fileList() {
	if len(s.d.Files) == 0 {
		return
	}
	s.label(text, s.y, s.l.Cover.Files, small.heavy(), "L")
	s.skip(small.height() + 1)
	for _, f := range s.d.Files[:min(len(s.d.Files), coverFiles)] {
		s.label(text, s.y, s.clip(s.bare(f.Name), small, s.wide()), small, "L")
		s.skip(small.height())
		s.label(text, s.y, groups(f.SHA256.String()), mono, "L")
		s.skip(mono.height() + 1)
	}
	if n := len(s.d.Files) - coverFiles; n > 0 {
		for _, l := range s.wrap(s.l.Words.Cut(n, s.ref("A")), small, s.wide()) {
			s.put(text, s.y, l, small)
			s.skip(small.height())
		}
	}
}

// newest is the newest log of the first vantage.
func (s *sheet) newest() (v dossier.Vantage) {
	for i, x := range s.d.Vantages {
		if i == 0 || x.Name == v.Name {
			v = x
		}
	}
	return v
}

// code2d draws the first vantage's newest checkpoint as squares a telephone reads.
func (s *sheet) code2d() {
	const side = 34.0
	at := s.floor() - side - 2
	if s.y > at-4 || len(s.d.Vantages) == 0 || s.newest().Checkpoint == "" {
		s.rebuild(s.floor()-2*small.height(), text, s.wide())
		return
	}
	v := s.newest()
	code, err := qr.Encode(v.Checkpoint, qr.M, qr.Auto)
	if err != nil { // a checkpoint longer than a code can hold
		s.rebuild(s.floor()-2*small.height(), text, s.wide())
		return
	}
	n := code.Bounds().Dx()
	cell := side / float64(n)
	for y := range n {
		for x := 0; x < n; x++ {
			from := x
			for x < n && dark(code.At(x, y).RGBA()) {
				x++
			}
			if x > from {
				s.pdf.Rect(text+float64(from)*cell, at+float64(y)*cell, float64(x-from)*cell, cell+0.01, "F")
			}
		}
	}
	words := s.l.Cover.Code(scrub(v.Log), s.ref("B"))
	s.rebuild(at+side-5*small.height(), text+side+6, s.wide()-side-6, words)
}

func dark(r, _, _, _ uint32) bool { return r < 0x8000 }

func (s *sheet) rebuild(y, x, width float64, before ...string) {
	for _, words := range append(before, s.l.Cover.Rebuild) {
		for _, l := range s.wrap(words, small, width) {
			s.put(x, y, l, small)
			y += small.height()
		}
		y += 1.5
	}
}

package pdf

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"
	"time"

	"constat/report/dossier"
	"constat/report/lang"
	"constat/store/record"
)

func shade(t *testing.T, width, height int, grey byte) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, width, height))
	for i := range m.Pix {
		m.Pix[i] = grey
		if i%4 == 3 {
			m.Pix[i] = 255
		}
	}
	m.SetRGBA(0, 0, color.RGBA{grey, 0, 0, 255})
	var out bytes.Buffer
	if err := png.Encode(&out, m); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// The whole page stands beside itself on one scale, where it is longer than its
// window at any moment; a page no longer than its window is shown once.
func TestTheWholePageIsShownBesideItself(t *testing.T) {
	picture := func(shown string, long bool, at record.Instant) dossier.PagePicture {
		view := shade(t, record.PictureWidth, record.ViewHeight, byte(at/1_000_000)+9)
		x := dossier.PagePicture{Vantage: "saguenay-1", Time: dossier.Known(at), Shown: shown, Image: view, View: record.Sum(view), Full: record.Sum(view)}
		if long {
			whole := shade(t, record.PictureWidth/2, 3000, byte(at/1_000_000)+9)
			x.Whole, x.Full, x.Cut = whole, record.Sum(whole), shown == "before"
		}
		return x
	}
	for name, c := range map[string]struct {
		long   []bool
		images int
	}{"long": {[]bool{true, false, true}, 5}, "short": {[]bool{false, false, false}, 3}} {
		t.Run(name, func(t *testing.T) {
			var p dossier.Page
			for i, moment := range moments {
				p.Pictures = append(p.Pictures, picture(moment, c.long[i], record.Instant(i)*1_000_000))
			}
			s := newSheet(&dossier.Dossier{}, Options{Lang: "fr", Zone: time.UTC}, lang.French, papers["letter"], [32]byte{})
			s.page()
			s.pictures(p)
			if s.images != c.images {
				t.Errorf("%d images, want %d", s.images, c.images)
			}
			if err := s.pdf.Error(); err != nil {
				t.Fatal(err)
			}
		})
	}
	if !strings.Contains(lang.French.Pages.Wholes, "empreinte") || !strings.Contains(lang.English.Pages.Wholes, "digest") {
		t.Error("the caption does not lead to the picture as it was taken")
	}
}

// Below a picture stands between which tokens it was entered, where both are known.
func TestAPictureHasItsBracket(t *testing.T) {
	for l, want := range map[*lang.Language]string{lang.French: "inscrite entre 2026-11-02 06:00:00 et 2026-11-02 07:00:00", lang.English: "entered between 2026-11-02 06:00:00 and 2026-11-02 07:00:00"} {
		s := newSheet(&dossier.Dossier{}, Options{Zone: time.UTC}, l, papers["letter"], [32]byte{})
		at := func(hour int) dossier.Time {
			return dossier.Known(record.At(time.Date(2026, 11, 2, hour, 0, 0, 0, time.UTC)))
		}
		x := dossier.PagePicture{Vantage: "saguenay-1", Shown: "before", Time: at(6), NotBefore: at(6), NotAfter: at(7)}
		words := func() (out string) {
			for _, line := range s.under(x, 47) {
				out += line.text() + " "
			}
			return out
		}
		if got := words(); !strings.Contains(got, want) {
			t.Errorf("%q", got)
		}
		if x.NotAfter = (dossier.Time{}); strings.Contains(words(), "2026-11-02 06:00:00 ") {
			t.Errorf("%q", words())
		}
	}
}

// Whole pages rather stand smaller below what is told than leave half of a page empty.
func TestWholePagesFillThePageTheyBeginOn(t *testing.T) {
	whole := shade(t, record.PictureWidth/2, 3000, 9)
	view := shade(t, record.PictureWidth, record.ViewHeight, 9)
	p := dossier.Page{Pictures: []dossier.PagePicture{{Shown: "before", Image: view, View: record.Sum(view), Whole: whole, Full: record.Sum(whole)}}}
	for taken, pages := range map[float64]int{20: 1, 60: 1, 150: 2} { // millimetres
		s := newSheet(&dossier.Dossier{}, Options{Lang: "fr", Zone: time.UTC}, lang.French, papers["letter"], [32]byte{})
		s.page()
		s.skip(taken)
		width, _ := s.third()
		if s.wholes(p, width); s.pdf.PageNo() != pages || s.y > s.floor()+10 {
			t.Errorf("%g mm down: page %d, down to %g", taken, s.pdf.PageNo(), s.y)
		}
	}
}

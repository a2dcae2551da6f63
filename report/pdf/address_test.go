package pdf

import (
	"strings"
	"testing"
	"time"

	"constat/report/dossier"
	"constat/report/lang"
)

func addressed(t *testing.T) *sheet {
	t.Helper()
	return newSheet(&dossier.Dossier{}, Options{Lang: "fr", Zone: time.UTC}, lang.French, papers["letter"], [32]byte{})
}

func (l line) text() (out string) {
	for i, w := range l {
		if i > 0 {
			out += " "
		}
		for _, r := range w {
			out += r.text
		}
	}
	return out
}

// An address goes on in the next line after a sign between two words, and every
// one of its characters is written.
func TestAddressesBreakBetweenWordsAndAreWhole(t *testing.T) {
	s := addressed(t)
	const at = "https://learning.example/javascript/asynchronous/sequencing-animations/finished/index.html?lang=fr-CA&page=2"
	lines := s.wrap(s.address(at), small, 38)
	if len(lines) < 3 {
		t.Fatalf("%d lines", len(lines))
	}
	whole := ""
	for i, l := range lines {
		part := l.text()
		if whole += part; i < len(lines)-1 && !strings.ContainsRune("/.-_?&=", rune(part[len(part)-1])) {
			t.Errorf("line %d ends in a word: %q", i, part)
		}
		if lineWidth(l, 0) > 38.01 {
			t.Errorf("%q is too wide", part)
		}
	}
	if whole != "/javascript/asynchronous/sequencing-animations/finished/index.html?lang=fr-CA&page=2" {
		t.Errorf("%q", whole)
	}
}

// A word without any sign is broken where it must be, and what stood before an
// address in its line stays there.
func TestAnAddressBeginsInTheLineBefore(t *testing.T) {
	s := addressed(t)
	lines := s.wrap("La page "+foldable("/photographies/"+strings.Repeat("é", 60)+"/index.html")+" était vide.", small, 60)
	if got := lines[0].text(); got != "La page /photographies/" {
		t.Errorf("%q", got)
	}
	var whole []string
	for _, l := range lines {
		whole = append(whole, l.text())
	}
	if got := strings.Join(whole, ""); strings.Count(got, "é") != 61 || !strings.Contains(got, "/index.html") || !strings.HasSuffix(got, "était vide.") {
		t.Errorf("%q", got)
	}
}

// What is cut is said to be, and where it is whole.
func TestACutAddressSaysWhereItIsWhole(t *testing.T) {
	long := "https://shop.example/" + strings.Repeat("rayon/", 60)
	for l, want := range map[string]string{"fr": "Une adresse de plus de 240 caractères est interrompue ici", "en": "An address of more than 240 characters is broken off here"} {
		for _, at := range []string{long, "https://shop.example/rayon/"} {
			d := lostTo(1, 0)
			d.Pages[0].URL, d.Losses[0].Item = at, at
			out := judge(t, "pdftotext", "-layout", "-nopgbrk", written(t, d, Options{Lang: l}), "-")
			flat := strings.Join(strings.Fields(strings.ReplaceAll(out, "\u00a0", " ")), " ")
			if got := strings.Contains(flat, want); got != (at == long) {
				t.Errorf("%s: %v for %d characters", l, got, len(at))
			}
		}
	}
}

package page

import (
	"bufio"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func sketchOf(text string) Sketch { return NewSketch(Words(strings.Split(text, "\n"))) }

// The vectors are lines of "first | second | n of d | words of the first".
func TestLikenessOfPairs(t *testing.T) {
	f, err := os.Open("testdata/likeness-1.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	n := 0
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if strings.HasPrefix(lines.Text(), "#") {
			continue
		}
		parts := strings.Split(lines.Text(), " | ")
		share := sketchOf(parts[0]).Like(sketchOf(parts[1]))
		if got := fmt.Sprintf("%d of %d", share.N, share.Of); got != parts[2] {
			t.Errorf("%q: got %s", lines.Text(), got)
		}
		if got := strings.Join(Words([]string{parts[0]}), ","); got != parts[3] {
			t.Errorf("%q: got %s", lines.Text(), got)
		}
		n++
	}
	if n < 6 {
		t.Errorf("%d vectors", n)
	}
}

// The sample of long texts is near the exact figure.
func TestTheSampleOfALongTextIsNear(t *testing.T) {
	text := func(from, to int) (words []string) {
		for i := from; i < to; i++ {
			words = append(words, fmt.Sprint("w", i))
		}
		return words
	}
	share := NewSketch(text(0, 40_000)).Like(NewSketch(text(10_000, 50_000))) // 3 in 5
	if share.Of != depth || !share.AtLeast(56) || share.AtLeast(64) {
		t.Errorf("got %+v", share)
	}
	if sides := NewSketch(text(0, 40_000)).Sides(NewSketch(text(0, 40_000)), NewSketch(text(10_000, 50_000))); sides.N != sides.Of || sides.Of < 200 {
		t.Errorf("got %+v", sides)
	}
}

func TestAnotherTemplateOrDateStaysAlike(t *testing.T) {
	var body strings.Builder
	for i := range 300 {
		fmt.Fprintf(&body, "<p>Le paragraphe %d parle de la pièce %d et de sa suite.</p>", i, i*i)
	}
	read := func(html string) Sketch { return NewSketch(Words(Text("text/html", []byte(html)))) }
	plain := read("<title>Atelier</title>" + body.String() + "<p>Mis à jour le 22 novembre 2026</p>")
	dated := read("<title>Atelier</title>" + body.String() + "<p>Mis à jour le 3 mai 2027</p>")
	other := read("<title>Atelier</title><nav>Accueil Boutique Contact Plan du site Mentions légales</nav>" + body.String() + "<footer>Tous droits réservés, thème nouveau</footer>")
	if s := plain.Like(dated); s.N != s.Of {
		t.Errorf("another date: %+v", s)
	}
	if s := plain.Like(other); !s.AtLeast(90) || s.N == s.Of {
		t.Errorf("another template: %+v", s)
	}
}

func TestLikenessHasNoSides(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.SampledFrom(strings.Fields("a b c d e f g h"))
		a, b := rapid.SliceOf(word).Draw(t, "a"), rapid.SliceOf(word).Draw(t, "b")
		x, y := NewSketch(a), NewSketch(b)
		like := x.Like(y)
		if like != y.Like(x) || like.N > like.Of {
			t.Fatalf("%+v, %+v", like, y.Like(x))
		}
		if same := x.Like(x); same.N != same.Of {
			t.Fatalf("%+v", same)
		}
		if slices.Equal(a, b) && like.N != like.Of {
			t.Fatalf("%+v", like)
		}
		if s := x.Sides(x, y); s.N != s.Of || s != x.Sides(x, y) {
			t.Fatalf("%+v", s)
		}
		if h := x.Holds(y); h.N != like.N {
			t.Fatalf("%+v, %+v", h, like)
		}
	})
}

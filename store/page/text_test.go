package page

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func drawTime(t *rapid.T) time.Time {
	return time.Unix(rapid.Int64Range(0, 4e9).Draw(t, "unix"), 0).UTC()
}

func TestTextReadsAsAVisitorDoes(t *testing.T) {
	body := `<!doctype html><head><title> Tartes
 maison</title><style>p{}</style><script>var x = "no"</script></head><body><h1>Menu</h1>
<p>Une <b>très</b> bonne<i>tarte</i>, 12,50&nbsp;€.<br>Fermé le lundi</p><ul><li>un<li>deux</ul>
<table><tr><th>Jour<th>Heures<tr><td>mardi</td> <td>9:00</td></table><pre>a  b
c</pre><template><p>no</p></template><svg><title>no</title><text>oui</text></svg><noscript><p>sans script</p></noscript>
<iframe>no</iframe><button>Payer</button><textarea>l1
l2</textarea><!-- no -->`
	want := []string{
		"Tartes maison", "Menu", "Une très bonnetarte, 12,50 €.", "Fermé le lundi", "un", "deux", "Jour | Heures",
		"mardi | 9:00", "a b", "c", "oui", "sans script", "Payer", "l1", "l2",
	}
	if got := Text("text/html", []byte(body)); !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if got := Title([]byte(body)); got != "Tartes maison" {
		t.Errorf("title %q", got)
	}
}

func TestTitleOfAPageWithoutOneIsEmpty(t *testing.T) {
	for _, body := range []string{"", "<p>x", "<title></title><p>x", "<title> </title>", "<svg><title>x</title></svg>", "\x89PNG"} {
		if got := Title([]byte(body)); got != "" {
			t.Errorf("%q: %q", body, got)
		}
	}
}

func TestTextOfOtherTypes(t *testing.T) {
	if got := Text("text/plain", []byte("a\r\n\r\n  b c\n")); !slices.Equal(got, []string{"a", "b c"}) {
		t.Errorf("%q", got)
	}
	if got := Text("application/problem+json", []byte("{\n}")); !slices.Equal(got, []string{"{", "}"}) {
		t.Errorf("%q", got)
	}
	if got := Text("image/png", []byte("\x89PNG\n")); got != nil {
		t.Errorf("%q", got)
	}
}

func TestTextOfRealDefaultPages(t *testing.T) {
	got := Text(kind, shared(t, "pages-default/nginx-default-index.html"))
	if len(got) != 6 || got[0] != "Welcome to nginx!" || got[5] != "Thank you for using nginx." {
		t.Errorf("%q", got)
	}
	got = Text(kind, shared(t, "pages-default/apache2-default-index.html"))
	if got[0] != "Apache2 Debian Default Page: It works" || !slices.Contains(got, "|-- mods-enabled") {
		t.Errorf("%q", got)
	}
}

func TestDiffGivesBackBothSides(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c", "d"}), 0, 30)
		a, b := text.Draw(t, "before"), text.Draw(t, "after")
		checkDiff(t, a, b, Diff(a, b))
		if kept := tally(Diff(a, b), ' '); kept != longest(a, b) {
			t.Fatalf("%d lines kept, %d could be", kept, longest(a, b))
		}
	})
}

func checkDiff(t interface{ Fatalf(string, ...any) }, a, b []string, d []Line) {
	var before, after []string
	for _, l := range d {
		if l.Op != '+' {
			before = append(before, l.Text)
		}
		if l.Op != '-' {
			after = append(after, l.Text)
		}
	}
	if !slices.Equal(before, a) || !slices.Equal(after, b) {
		t.Fatalf("%v is not the way from %q to %q", d, a, b)
	}
}

func tally(d []Line, op byte) (n int) {
	for _, l := range d {
		if l.Op == op {
			n++
		}
	}
	return n
}

// longest is the length of the longest common subsequence, the slow and plain way.
func longest(a, b []string) int {
	row := make([]int, len(b)+1)
	for _, x := range a {
		last := 0
		for j, y := range b {
			here := row[j+1]
			if x == y {
				row[j+1] = last + 1
			} else {
				row[j+1] = max(row[j], row[j+1])
			}
			last = here
		}
	}
	return row[len(b)]
}

func TestDiffOfStrangersStaysTrue(t *testing.T) {
	var a, b []string
	for i := range 20_000 {
		a = append(a, "a"+strings.Repeat("x", i%7))
		b = append(b, "b"+strings.Repeat("y", i%5))
	}
	a[5000], b[9000] = "same", "same"
	checkDiff(t, a, b, Diff(a, b))
	c := slices.Clone(a)
	c[7000] = "edited"
	d := Diff(a, c)
	checkDiff(t, a, c, d)
	if tally(d, '-') != 1 || tally(d, '+') != 1 {
		t.Errorf("one edit shows as %d and %d lines", tally(d, '-'), tally(d, '+'))
	}
}

func TestHunksShowTheChangeAndItsNeighbours(t *testing.T) {
	before := strings.Split("1 2 3 4 5 6 7 8 9", " ")
	after := strings.Split("1 2 x 4 5 6 7 8", " ")
	var got []string
	for _, h := range Hunks(Diff(before, after), 1) {
		var s string
		for _, l := range h {
			s += string(l.Op) + l.Text
		}
		got = append(got, s)
	}
	if want := []string{" 2-3+x 4", " 8-9"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if Hunks(Diff(before, before), 2) != nil {
		t.Error("a hunk without a change")
	}
	if n := len(Hunks(Diff(before, after), 3)); n != 1 {
		t.Errorf("%d hunks, want 1 where contexts touch", n)
	}
}

func TestReducedLeavesOutWhatTheFormDoes(t *testing.T) {
	for line, want := range map[string]string{
		"Page servie le 22 novembre 2026, 04:27:28": "Page servie le {date}",
		"à  10:30:07 pile":                          "à {time} pile",
		"ouvert de 9:00 à 17:00, 310,00 $":          "ouvert de 9:00 à 17:00, 310,00 $",
	} {
		if got := Reduced(line); got != want {
			t.Errorf("%q became %q, want %q", line, got, want)
		}
	}
}

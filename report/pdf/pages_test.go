package pdf

import (
	"strings"
	"testing"
	"time"

	"constat/report/dossier"
	"constat/report/lang"
)

// lostTo is a site of n pages that lost their content, of which doubtful need
// review.
func lostTo(n, doubtful int) *dossier.Dossier {
	d := sample()
	d.Pages, d.Losses = nil, nil
	for i := range n {
		at := "https://shop.example/" + string(rune('a'+i))
		l := dossier.Loss{Target: "shop", Site: "terreciel", State: "rolled-back", Item: at, Files: 1, Page: true, Missing: dossier.Amount{Files: 1}}
		if i < doubtful {
			l.Review = []string{"few-steps"}
		}
		past := dossier.PagePast{From: d.Period.From, LastSo: d.Period.From}
		d.Losses = append(d.Losses, l)
		d.Pages = append(d.Pages, dossier.Page{Target: "shop", Site: "terreciel", URL: at, States: []dossier.PageState{{State: "rolled-back", From: d.Period.From, To: d.Period.To, Past: &past}}})
	}
	return d
}

// What needs review is said to in the same breath as the loss.
func TestALossForReviewIsNotSaidAsOne(t *testing.T) {
	for _, c := range []struct {
		lost, doubtful int
		l              *lang.Language
		want, title    string
	}{
		{3, 0, lang.French, "3 pages observées ont perdu leur contenu ;", "a été ramenée"},
		{3, 2, lang.French, "3 pages observées ont perdu leur contenu, dont 2 à examiner ;", "semble avoir été ramenée"},
		{3, 3, lang.French, "3 pages observées semblent avoir perdu leur contenu, ce qui reste à examiner ;", "semble avoir été ramenée"},
		{1, 1, lang.French, "1 page observée semble avoir perdu son contenu, ce qui reste à examiner ;", "semble avoir été ramenée"},
		{3, 0, lang.English, "3 pages watched lost their content;", "was put back"},
		{3, 1, lang.English, "3 pages watched lost their content, of which 1 needs review;", "seems to have been put back"},
		{1, 1, lang.English, "1 page watched seems to have lost its content, which remains to be reviewed;", "seems to have been put back"},
	} {
		d := lostTo(c.lost, c.doubtful)
		s := newSheet(d, Options{Zone: time.UTC}, c.l, papers["letter"], [32]byte{})
		if got := strings.ReplaceAll(strings.Join(s.pagesSummary(), " "), "\u00a0", " "); !strings.Contains(got, c.want) {
			t.Errorf("%q, want %q", got, c.want)
		}
		if got, _ := s.howLost(d.Pages[0], d.Losses[0]); !strings.Contains(got, c.title) {
			t.Errorf("%q, want %q", got, c.title)
		}
	}
}

// A page put back twice is said to be so each time to its own state.
func TestEachLossTellsTheStateItBeganWith(t *testing.T) {
	leaf := func(n int64) dossier.Ref { return dossier.Ref{Leaf: n} }
	p := dossier.Page{States: []dossier.PageState{
		{State: "rolled-back", Contents: 1, Leaves: []dossier.Ref{leaf(10), leaf(11)}},
		{State: "unchanged", Leaves: []dossier.Ref{leaf(15)}},
		{State: "rolled-back", Contents: 2, Leaves: []dossier.Ref{leaf(20)}},
	}}
	for want, leaves := range [][]dossier.Ref{{leaf(99)}, {leaf(5), leaf(10)}, {leaf(5), leaf(10), leaf(20)}} {
		if got := beginning(p, dossier.Loss{State: "rolled-back", Leaves: leaves}); got.Contents != max(want, 1) {
			t.Errorf("leaves %v: state %d", leaves, got.Contents)
		}
	}
}

// Where its time alone is in doubt, the loss stands, and the doubt is said.
func TestALossOfUnattestedTimeStands(t *testing.T) {
	for l, want := range map[*lang.Language]string{lang.French: "Réserves : aucune autorité de temps n’atteste", lang.English: "Reservations: no time authority attests"} {
		d := lostTo(1, 0)
		d.Losses[0].Review = []string{"time-unchecked"}
		s := newSheet(d, Options{Zone: time.UTC}, l, papers["letter"], [32]byte{})
		got := strings.ReplaceAll(s.lostPage(d.Pages[0], d.Losses[0], "", false), "\u00a0", " ")
		if summed := strings.Join(s.pagesSummary(), " "); !strings.Contains(strings.NewReplacer("\x01", "", "\x02", "").Replace(got), want) || strings.Contains(got, l.Pages.Doubtful) || strings.Contains(got, "semble") || strings.Contains(got, "seems") || strings.Contains(summed, "review") {
			t.Errorf("%q, %q", got, summed)
		}
	}
}

// A page that lost its content is no file that is gone.
func TestLostPagesAreNotCalledFiles(t *testing.T) {
	d := lostTo(3, 0)
	for _, l := range []*lang.Language{lang.French, lang.English} {
		s := newSheet(d, Options{Zone: time.UTC}, l, papers["letter"], [32]byte{})
		for _, x := range s.struck() {
			for i := range x.lost {
				x.lost[i].Kind = []string{"page", "photo"}[min(i, 1)]
			}
			for _, table := range []table{s.lostByKind(x), s.lostPages(x)} {
				words := table.title
				for _, c := range table.columns {
					words += " " + c.title
				}
				if len(table.rows) == 0 || strings.Contains(words, "ichier") || strings.Contains(words, "isparu") || strings.Contains(strings.ToLower(words), "file") {
					t.Errorf("%q", words)
				}
			}
		}
	}
}

// One vantage may take the pictures, and another be the first to tell of the page.
func TestPicturesOfAnyVantageAreCounted(t *testing.T) {
	d := lostTo(1, 0)
	other := d.Pages[0]
	other.Vantage = "levis-1"
	other.Pictures = []dossier.PagePicture{{Vantage: "levis-1", Reason: "first"}, {Vantage: "levis-1", Reason: "failure"}}
	d.Pages = append(d.Pages, other)
	out := judge(t, "pdftotext", "-layout", "-nopgbrk", written(t, d, Options{}), "-")
	if flat := strings.Join(strings.Fields(strings.ReplaceAll(out, "\u00a0", " ")), " "); !strings.Contains(flat, "2 autres images de cette page figurent au dossier de preuve") {
		t.Error("its pictures are passed over")
	}
}

// A page that names nothing was asked for nothing.
func TestAPageThatNamesNoRequisiteIsSaidTo(t *testing.T) {
	for l, want := range map[*lang.Language]string{lang.French: "n’était nommée", lang.English: "was named"} {
		if got := l.Pages.Furnished(2, 0, 0, 0); !strings.Contains(got, want) {
			t.Errorf("%q", got)
		}
		if got := l.Pages.Furnished(2, 0, 1, 0); strings.Contains(got, want) {
			t.Errorf("%q", got)
		}
	}
}

// Pages of no site are not said to be of a site that has no name.
func TestPagesWithoutASiteAreOfNone(t *testing.T) {
	for l, never := range map[string]string{"fr": "«  »", "en": "“”"} {
		d := lostTo(2, 0)
		for i := range 2 {
			d.Pages[i].Site, d.Losses[i].Site = "", ""
		}
		out := judge(t, "pdftotext", "-layout", "-nopgbrk", written(t, d, Options{Lang: l}), "-")
		flat := strings.Join(strings.Fields(strings.ReplaceAll(out, "\u00a0", " ")), " ")
		for _, bad := range []string{never, "« »", "de ce site", "of this site"} {
			if strings.Contains(flat, bad) {
				t.Errorf("%s: %q is there", l, bad)
			}
		}
		if want := map[string]string{"fr": "Sur des pages sans nom de site, 2 pages", "en": "On pages without the name of a site, 2 pages"}[l]; !strings.Contains(flat, want) {
			t.Errorf("%s: %q is not there", l, want)
		}
	}
}

// A page that is told lost in two states, between the same instants, is hedged in
// both, and its loss is told to be one.
func TestALossInTwoStatesIsHedgedInBothAndToldOnce(t *testing.T) {
	for l, want := range map[*lang.Language][2]string{lang.French: {"semble avoir perdu son contenu", "semble avoir été ramenée"}, lang.English: {"seems to have lost its content", "seems to have been put back"}} {
		d := lostTo(1, 1)
		p := &d.Pages[0]
		rolled := d.Losses[0]
		rolled.LastSeen, rolled.FirstMissing = d.Period.From, d.Period.To
		replaced := rolled
		replaced.State, rolled.Leaves, replaced.Leaves = "replaced", []dossier.Ref{{Leaf: 9}}, []dossier.Ref{{Leaf: 8}}
		p.States[0].Leaves = rolled.Leaves
		p.States = append([]dossier.PageState{{State: "replaced", Recognised: &dossier.Recognised{Sort: "default", Of: "nginx"}, Leaves: replaced.Leaves}}, p.States...)
		d.Losses = []dossier.Loss{replaced, rolled}
		s := newSheet(d, Options{Zone: time.UTC}, l, papers["letter"], [32]byte{})
		told := s.pageLosses(*p, s.struck()[0], 0, false)
		if len(told) != 2 || !strings.Contains(told[0], want[0]) || !strings.Contains(told[1], want[1]) {
			t.Fatalf("%q", told)
		}
		if strings.Contains(told[0], l.Pages.Same) || !strings.Contains(told[1], l.Pages.Same) {
			t.Errorf("%q", told)
		}
	}
}

// Whatever befell a page, what needs review is hedged in its first sentence.
func TestEveryStateOfALossForReviewIsHedged(t *testing.T) {
	for l, hedge := range map[*lang.Language]string{lang.French: "semble", lang.English: "seems"} {
		for _, state := range []string{"replaced", "gone", "emptied", "partial", "rolled-back", "else"} {
			for _, review := range [][]string{nil, {"no-failure"}} {
				d := lostTo(1, 0)
				d.Losses[0].State, d.Losses[0].Review = state, review
				x := &d.Pages[0].States[0]
				x.State, x.Recognised, x.Held = state, &dossier.Recognised{Sort: "default", Of: "nginx"}, dossier.Ratio{N: 2, Of: 9}
				s := newSheet(d, Options{Zone: time.UTC}, l, papers["letter"], [32]byte{})
				if what, _ := s.howLost(d.Pages[0], d.Losses[0]); strings.Contains(what, hedge) != (review != nil) {
					t.Errorf("%s, review %q: %q", state, review, what)
				}
			}
		}
	}
}

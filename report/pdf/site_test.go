package pdf

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"constat/report/dossier"
	"constat/store/record"
)

// wiped is a host of so many sites, each of some pages: it was wiped, gave them
// empty accounts, and put half of the pages back from an old copy. Of each third
// site a browser took pictures.
func wiped(t *testing.T, sites int) *dossier.Dossier {
	t.Helper()
	s := newStory(40*24*time.Hour, time.Hour)
	s.d.Method.Pages = dossier.PageRule{Judged: true, Alike: 60, Agree: 90, Margin: 5, Steps: 3, Rounds: 2, Catalogue: dossier.Catalogue{Name: "constat-pages", Version: 1, Pages: 35, Settled: true}}
	for n := range sites {
		s.wipe(t, n, 1+n*7%23)
	}
	return s.d
}

func (s *story) wipe(t *testing.T, n, pages int) {
	t.Helper()
	day := func(n float64) dossier.Time { return s.at(time.Duration(n * 24 * float64(time.Hour))) }
	site, review := fmt.Sprintf("atelier-%02d", n+1), []string(nil)
	if n%5 == 4 {
		review = []string{"no-failure", "one-vantage"}
	}
	var gone, missing, size int64
	for i := range pages {
		at := fmt.Sprintf("https://www.atelier-%02d.example/", n+1)
		if i > 0 {
			at += fmt.Sprintf("reliure/ouvrages-restaures-au-printemps/planche-%02d/photographies/avant-et-apres.%s", i, []string{"html", "jpg", "pdf"}[i%3])
		}
		q := record.Question{Kind: "http", URL: at, Method: "GET", Timeout: 15000, BodyLimit: 1 << 20}
		leaf := func(k int64) dossier.Ref { return dossier.Ref{Log: "saguenay-1/1", Leaf: int64(n*1000+i*10) + k} }
		p := dossier.Page{Target: site, TargetID: q.ID(), Site: site, Provider: "whc", URL: at, Kind: []string{"page", "photo", "document"}[i%3], Vantage: "saguenay-1",
			Variance: dossier.PageVariance{Contents: 5, Steps: 4, Lowest: dossier.Ratio{N: 337, Of: 345}, Middle: dossier.Ratio{N: 345, Of: 353}}}
		p.States = []dossier.PageState{
			{State: "edited", From: day(0), To: day(20), Contents: 5, Content: content("Atelier Ève Côté, relieuse", 8192+int64(i)), Newest: content("Atelier", 9000), Since: day(12), Leaves: []dossier.Ref{leaf(1)}},
			{State: "gone", From: day(21), To: day(27), Contents: 1, Content: content("404", 153), Leaves: []dossier.Ref{leaf(2)}, Review: review},
		}
		l := dossier.Loss{Target: site, TargetID: p.TargetID, Site: site, Provider: "whc", State: "gone", Item: at, Kind: p.Kind, Bytes: 8192 + int64(i), LastSeen: day(20), FirstMissing: day(21), Files: 1, Page: true,
			Vantage: "saguenay-1", Vantages: []string{"levis-1", "saguenay-1"}, Review: review, Leaves: []dossier.Ref{leaf(1), leaf(2)}, Missing: dossier.Amount{Files: 1, Bytes: 8192 + int64(i)}}
		switch {
		case i == 0:
			l.State, p.States[1].State, p.States[1].Recognised = "replaced", "replaced", &dossier.Recognised{Sort: "default", Of: "nginx"}
			back := l
			back.State, back.Leaves = "rolled-back", []dossier.Ref{leaf(1), leaf(3)}
			p.States = append(p.States, dossier.PageState{State: "rolled-back", From: day(28), To: day(39), Contents: 1, Like: dossier.Ratio{N: 337, Of: 369}, Content: content("Atelier Ève Côté", 8000), Review: review, Leaves: []dossier.Ref{leaf(3)},
				Past: &dossier.PagePast{From: day(0), LastSo: day(4), Next: day(5), Exactly: true, Lost: dossier.Bounds{AtLeast: 15 * 86_400_000, AtMost: 24 * 86_400_000}}})
			s.d.Losses = append(s.d.Losses, l)
			l = back
			if n%3 == 2 {
				p.Pictures = s.photographed(t, n)
			}
			c := dossier.Change{Target: site, TargetID: p.TargetID, Vantages: []string{"saguenay-1"}, LastSeen: l.LastSeen, First: l.FirstMissing, Before: content("Atelier Ève Côté, relieuse", 8192), After: content("Welcome to nginx!", 612)}
			for k := range 9 {
				c.Diff = append(c.Diff, dossier.DiffLine{Op: "-", Text: fmt.Sprintf("Ouvrage %d, relié plein cuir, tranches dorées, gardes marbrées à la cuve, titre poussé à la main.", k+1)})
			}
			for _, words := range []string{"Welcome to nginx!", "If you see this page, the nginx web server is successfully installed and working.", "Further configuration is required."} {
				c.Diff = append(c.Diff, dossier.DiffLine{Op: "+", Text: words})
			}
			s.d.Changes = append(s.d.Changes, c)
		case i%2 == 0:
			p.States = append(p.States, dossier.PageState{State: "unchanged", From: day(28), To: day(39), Contents: 1, Content: content("Atelier", 9000), Leaves: []dossier.Ref{leaf(3)}})
			l.Restored, l.Missing = day(28), dossier.Amount{}
		default:
			p.States[1].To = day(39)
		}
		gone, missing, size = gone+1, missing+l.Missing.Files, size+l.Bytes
		s.d.Losses = append(s.d.Losses, l)
		s.d.Pages = append(s.d.Pages, p)
	}
	if pages > 1 {
		s.d.Losses = append(s.d.Losses, dossier.Loss{Target: site, Site: site, Provider: "whc", State: "partial", Kind: "page", Page: true, Files: gone, OfFiles: gone, Bytes: size, OfBytes: size, Missing: dossier.Amount{Files: missing}, LastSeen: day(20), FirstMissing: day(21), Review: review})
	}
}

func (s *story) photographed(t *testing.T, n int) (list []dossier.PagePicture) {
	for i, moment := range moments {
		view := shade(t, record.PictureWidth, record.ViewHeight, byte(120+n*3+i))
		whole := shade(t, record.PictureWidth/2, 1600, byte(120+n*3+i))
		list = append(list, dossier.PagePicture{Vantage: "saguenay-1", Time: s.at(time.Duration(10+i*12) * 24 * time.Hour), Shown: moment, Image: view, View: record.Sum(view), Full: record.Sum(whole), Whole: whole, Proof: dossier.Ref{Log: "saguenay-1/1", Leaf: int64(n*100 + i)}})
	}
	return append(list, dossier.PagePicture{Vantage: "saguenay-1", Time: s.at(0), View: record.Sum([]byte{1})})
}

// A layout is the words of each page of a chapter, and how far down they stand.
type layout struct {
	words []string
	down  []float64 // of the height between head and foot, in hundredths
}

var wordAt = regexp.MustCompile(`<word xMin="([0-9.]+)" yMin="([0-9.]+)" xMax="([0-9.]+)" yMax="([0-9.]+)">([^<]*)</word>`)

// chapterOf reads the pages from one heading up to another.
func chapterOf(t *testing.T, file, from, to string) (out layout, first int) {
	t.Helper()
	pages := strings.Split(judge(t, "pdftotext", "-bbox", file, "-"), "<page ")[1:]
	for n, page := range pages {
		var words []string
		down := 0.0
		for _, m := range wordAt.FindAllStringSubmatch(page, -1) {
			y, _ := strconv.ParseFloat(m[4], 64)
			if words = append(words, m[5]); y < (279.4-20)/point {
				down = max(down, y)
			}
		}
		flat := strings.Join(words, " ")
		if first == 0 && n > 1 && strings.Contains(flat, from) {
			first = n + 1
		}
		if first > 0 {
			out.words, out.down = append(out.words, flat), append(out.down, (down*point-top)/(279.4-bottom-top)*100)
			if strings.Contains(flat, to) {
				return out, first
			}
		}
	}
	t.Fatalf("from %q to %q: not found", from, to)
	return out, 0
}

// Each lost site has one page of paper, with what was there, until when, what came
// instead, what came back, what is there and what is missing; a table says where.
// No page is nearly empty, and what sites lost is never torn over two.
func TestEachLostSiteHasOnePage(t *testing.T) {
	for _, sites := range []int{1, 4, 5, 40} {
		d := wiped(t, sites)
		for _, l := range []string{"fr", "en"} {
			t.Run(fmt.Sprint(sites, l), func(t *testing.T) { checkSheets(t, d, sites, Options{Lang: l}) })
		}
	}
	toronto, err := time.LoadLocation("America/Toronto")
	if err != nil {
		t.Fatal(err)
	}
	t.Run("zoned", func(t *testing.T) { checkSheets(t, wiped(t, 6), 6, Options{Lang: "fr", Paper: "a4", Zone: toronto}) })
}

func checkSheets(t *testing.T, d *dossier.Dossier, sites int, o Options) {
	t.Helper()
	file := written(t, d, o)
	if dir := os.Getenv("CONSTAT_LOOK"); dir != "" {
		copied(t, file, filepath.Join(dir, fmt.Sprintf("sites-%d-%s%s.pdf", sites, o.Lang, o.Paper)))
	}
	from, to, title, was, missing := "4 Sort des pages", "5 Fichiers disparus et revenus", "Site « atelier-", "Ce qui s’y trouvait", "Ce qui manque encore"
	if o.Lang == "en" {
		from, to, title, was, missing = "4 What became of pages", "5 Files gone and restored", "Site “atelier-", "What was there", "What is still missing"
	}
	c, first := chapterOf(t, file, from, to)
	sheets := 0
	for i, words := range c.words {
		switch {
		case strings.Contains(words, was):
			sheets++
			if !strings.Contains(words, title) || !strings.Contains(words, missing) {
				t.Errorf("page %d begins no site, or is torn: %q", first+i, words)
			}
			if !strings.Contains(words, "par genre") && !strings.Contains(words, "by kind") && !strings.Contains(words, "La seule page") && !strings.Contains(words, "The only page") {
				t.Errorf("page %d has no figures by kind", first+i)
			}
			if c.down[i] < 60 {
				t.Errorf("page %d of a site is filled to %.0f %%", first+i, c.down[i])
			}
		case i < len(c.words)-1 && i > 0 && c.down[i] < 12:
			t.Errorf("page %d is filled to %.0f %%: %q", first+i, c.down[i], words)
		}
	}
	if sheets != sites {
		t.Errorf("%d sheets of %d sites", sheets, sites)
	}
	if overview := len(c.words) - sites; sites > fewSites && overview > 4 {
		t.Errorf("%d pages besides those of sites", overview)
	}
}

// A site that was served what was not its own, without a loss, has no sheet; where
// sites are many, a table tells of it and says why.
func TestASiteWithoutALossHasNoSheet(t *testing.T) {
	d := wiped(t, 6)
	var losses []dossier.Loss
	for _, l := range d.Losses {
		if l.Site != "atelier-06" {
			losses = append(losses, l)
		}
	}
	d.Losses = losses
	for _, p := range d.Pages {
		for k := range p.States {
			if p.Site == "atelier-06" && k > 0 {
				p.States[k].State, p.States[k].Review, p.States[k].Recognised = "unknown", []string{"failing"}, nil
			}
		}
	}
	got := plainly(t, d, Options{Lang: "fr"})
	if n := strings.Count(got, "Ce qui s’y trouvait"); n != 5 {
		t.Errorf("%d sheets", n)
	}
	if strings.Contains(got, "Site « atelier-06 »") || !strings.Contains(got, "D’un autre site, ce qui a été reçu n’était pas le contenu propre de la page, sans qu’une perte soit retenue.") || !strings.Contains(got, "aucune réponse portant le contenu de la page n’est venue") {
		t.Error("it is not told in the table")
	}
}

// A loss of which no row tells more has its sheet all the same.
func TestALossWithoutARowHasItsSheet(t *testing.T) {
	d := lostTo(2, 0)
	d.Pages = nil
	d.Pages = append(d.Pages, dossier.Page{Target: "other", Site: "autre", URL: "https://other.example/", States: []dossier.PageState{{State: "unchanged", From: d.Period.From}}})
	if got := plainly(t, d, Options{Lang: "en"}); !strings.Contains(got, "What is still missing 2 pages") {
		t.Error("it is not told")
	}
}

func copied(t *testing.T, from, to string) {
	t.Helper()
	b, err := os.ReadFile(from)
	if err == nil {
		err = os.WriteFile(to, b, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

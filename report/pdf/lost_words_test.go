package pdf

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"

	"constat/report/dossier"
	"constat/report/lang"
	"constat/report/loss"
	"constat/store/record"
)

// lossWords are the files of package lang with what the chapter of files says; of
// pages.go, whose sheets have tests of their own, not each word is tried here.
var lossWords = []string{"held.go", "brought.go", "moved.go", "unsure.go", "counted.go"}

// triedElsewhere are sentences of lists that were made one, and of paths cut
// short: tests of their own hold them.
var triedElsewhere = map[string]bool{"Joined": true, "Abridged": true, "With": true, "Unordered": true}

// unsaid are words of these files that no page shows, and why.
var unsaid = map[string]string{
	"Les fichiers et les pages perdus, un par ligne": "names an attachment, which readers show beside the pages",
	"The files and pages that are lost, one a line":  "likewise",
}

// Every sentence that the chapters of losses can say is said by the pages of
// one of these dossiers, in both languages: whoever adds a branch adds its case.
func TestEachSentenceOfTheLossChaptersIsSaid(t *testing.T) {
	said := ""
	for _, l := range []*lang.Language{lang.French, lang.English} {
		for _, d := range lossDossiers(t) {
			said += plainText(judge(t, "pdftotext", "-nopgbrk", lossPages(t, d, l), "-"))
		}
	}
	for _, file := range lossWords {
		for _, words := range literals(t, filepath.Join("..", "lang", file)) {
			if _, named := unsaid[words]; !named && !holds(said, words) {
				t.Errorf("%s: %q is said by no page", file, words)
			}
		}
	}
}

// lossPages are the summary of a dossier and its chapters of losses alone.
func lossPages(t *testing.T, d *dossier.Dossier, l *lang.Language) string {
	t.Helper()
	s := newSheet(d, Options{Lang: l.Code, Zone: time.UTC}, l, papers["letter"], [32]byte{})
	for _, draw := range []func(){s.page, s.summary, s.pages, s.held} {
		draw()
	}
	s.page()
	if len(d.Targets) == 0 {
		s.availability()
	}
	var b bytes.Buffer
	path := filepath.Join(t.TempDir(), "losses.pdf")
	err := s.issue(&b, "pdf", "losses")
	if err == nil {
		err = os.WriteFile(path, b.Bytes(), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	return path
}

var margins = regexp.MustCompile(`(?m)^(Rapport d’observation|Observation report) [0-9a-f ]+$|^(Heures|Times) ?: .*$|^\d+ (de|of) \d+$|^\d+$`)

// plainText is a text without the heads and feet of its pages, with plain blanks.
func plainText(text string) string {
	text = strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(text)
	return strings.Join(strings.Fields(margins.ReplaceAllString(text, "")), " ") + "\n"
}

// holds reports whether words stand in a text, at the beginning of a sentence too.
func holds(text, words string) bool {
	first := []rune(words)
	first[0] = unicode.ToUpper(first[0])
	return strings.Contains(text, words) || strings.Contains(text, string(first))
}

// literals are the texts in a file of words, keys of maps left out.
func literals(t *testing.T, file string) (list []string) {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	keys := map[ast.Expr]bool{}
	ast.Inspect(f, func(n ast.Node) bool {
		if pair, ok := n.(*ast.KeyValueExpr); ok {
			keys[pair.Key] = true
			if name, ok := pair.Key.(*ast.Ident); ok && triedElsewhere[name.Name] {
				return false
			}
		}
		l, ok := n.(*ast.BasicLit)
		if !ok || l.Kind != token.STRING || keys[l] {
			return true
		}
		text, err := strconv.Unquote(l.Value)
		if err != nil {
			t.Fatal(err)
		}
		if text = strings.Join(strings.Fields(strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(text)), " "); len(strings.FieldsFunc(text, unicode.IsLetter)) < len([]rune(text)) && strings.ContainsFunc(text, unicode.IsLetter) {
			list = append(list, text)
		}
		return true
	})
	return list
}

// lossDossiers are dossiers in which everything is lost that can be, in one and
// in many.
func lossDossiers(t *testing.T) []*dossier.Dossier {
	bare := sample()
	bare.Targets, bare.Incidents, bare.Unconfirmed, bare.Changes = nil, nil, nil, nil
	one, many, brought, several := *bare, *bare, *bare, *bare
	s := &shelves{d: &one}
	s.one()
	m := &shelves{d: &many}
	m.many()
	b := &shelves{d: &brought}
	b.brought(1)
	c := &shelves{d: &several}
	c.brought(3)
	back := lostTo(2, 0)
	for i := range back.Losses {
		back.Losses[i].Restored = back.Period.To
	}
	list := []*dossier.Dossier{sample(), &one, &many, &brought, &several, unruled(), lostTo(1, 0), back, calm(1), calm(2), unseen(1), unseen(2)}
	for from := 0; from < len(unsureStores); from += 4 { // a summary has four
		unsure := *bare
		u := &shelves{d: &unsure}
		for _, c := range unsureStores[from:min(from+4, len(unsureStores))] {
			u.unsure(c.files, c.lists, c.came, c.review...)
		}
		list = append(list, &unsure)
	}
	unsized := *bare
	(&shelves{d: &unsized}).unsized()
	list = append(list, &unsized)
	unsettled := *bare
	(&shelves{d: &unsettled}).store(2, false).Total.Unknown.Files = 13
	list = append(list, &unsettled)
	for n := range 4 {
		counted := *bare
		counted.Vantages = counted.Vantages[:1+n%2]
		(&shelves{d: &counted}).counted(n)
		list = append(list, &counted)
	}
	for n := 1; n <= 3; n += 2 {
		list = append(list, lostPagesOf(t, n, 0), lostPagesOf(t, n, n), lostPagesOf(t, n, 1))
	}
	return list
}

// shelves puts stores into a dossier.
type shelves struct {
	d *dossier.Dossier
	n int
}

func (s *shelves) at(n int) dossier.Time {
	return dossier.Known(s.d.Period.From.Instant + record.Instant(n)*1000)
}

// store adds a store with so many listings.
func (s *shelves) store(listings int, second bool) *dossier.Inventory {
	s.n++
	name := fmt.Sprint("store", s.n)
	n := dossier.Inventory{Target: name, TargetID: record.Sum([]byte(name)), Vantages: []string{"levis-1"}, Whole: listings, SecondHand: second, Question: record.Question{Kind: record.AskInventory, URL: "webdav://a.example/" + name}}
	for i := range listings {
		n.Listings = append(n.Listings, dossier.Listed{Time: s.at(100 * i), Ended: s.at(100*i + 1), Counts: true, Vantage: "levis-1"})
	}
	s.d.Inventories = append(s.d.Inventories, n)
	return &s.d.Inventories[len(s.d.Inventories)-1]
}

// gone makes so many files of n gone, of which so many came back and later ones are of no first list.
func (s *shelves) gone(n *dossier.Inventory, files, back, later int64) *dossier.Loss {
	a := func(f int64) dossier.Amount { return dossier.Amount{Files: f, Bytes: 9 * f} }
	n.Total = dossier.Holding{First: a(9), Gone: a(files), Restored: a(back), Missing: a(files - back), GoneFirst: a(files - later), GoneShare: dossier.Share{Files: "11.000000", Bytes: "12.000000"}}
	n.History = []dossier.Step{{Time: s.at(101), Gone: a(files)}}
	w := dossier.Loss{Target: n.Target, TargetID: n.TargetID, Vantage: "levis-1", SecondHand: n.SecondHand, State: "partial", Files: files, Bytes: 9 * files, OfFiles: 9, OfBytes: 81, OfFirst: a(files - later), Missing: a(files - back), LastSeen: s.at(0), FirstMissing: s.at(101)}
	if back == files {
		w.Restored = s.at(200)
	}
	i := len(s.d.Losses)
	s.d.Losses = append(s.d.Losses, w)
	for k := range min(files, 30) {
		l := dossier.Loss{Target: n.Target, TargetID: n.TargetID, Vantage: "levis-1", SecondHand: n.SecondHand, State: "gone", Item: fmt.Sprint("f", k, ".jpg"), Kind: "photo", Files: 1, Bytes: 9, LastSeen: s.at(0), FirstMissing: s.at(101)}
		if k < back {
			l.Restored, l.Altered = s.at(200), k == 0
		}
		s.d.Losses = append(s.d.Losses, l)
	}
	return &s.d.Losses[i]
}

// unsureStores went, or may have been emptied by their keepers.
var unsureStores = []struct {
	files, lists, came int64
	review             []string
}{
	{1, 1, 0, []string{"no-failure", "one-vantage"}}, {3, 2, 1, []string{"no-failure", "ordinary"}}, {3, 1, 2, []string{"few-steps"}}, {1, 2, 2, []string{"ordinary"}},
	{3, 2, 2, []string{"renewed"}}, {1, 2, 0, []string{"one-vantage"}}, {3, 2, 3, nil}, {1, 1, 1, nil},
}

// unsure has a store of which files are missing, or gone where nothing is held against that.
func (s *shelves) unsure(files, lists, came int64, review ...string) {
	n := s.store(3, false)
	w := s.gone(n, files, min(files, came/2), 0)
	w.Lists, w.Came, w.Renewed, w.Review = lists, came, came, review
	w.Churn = dossier.Churn{Most: []string{"0.000000", "7.000000"}[came%2], Steps: int(lists)}
}

// unsized has stores whose lists told no sizes, or not all.
func (s *shelves) unsized() {
	for _, c := range [][2]int64{{1, 1}, {3, 3}, {3, 1}, {3, 2}} {
		n := s.store(3, false)
		w := s.gone(n, c[0], 0, 0)
		w.Unsized, n.Total.Gone.Unsized = c[1], c[1]
	}
}

// one has a store, of which one list alone was made.
func (s *shelves) one() {
	n := s.store(1, false)
	n.Question.URL = "file:///srv/photos"
	s.d.Vantages = s.d.Vantages[:1]
}

// many has stores of all sorts.
func (s *shelves) many() {
	for _, c := range [][3]int64{{1, 0, 0}, {1, 1, 1}, {3, 0, 0}, {3, 3, 2}, {3, 1, 1}, {4, 2, 3}, {30, 0, 0}} {
		n := s.store(3, false)
		w := s.gone(n, c[0], c[1], c[2])
		n.Total.Moved.Files, n.Total.Unknown.Files, n.Total.Once.Files = c[1], c[2], c[0]
		w.Undigested = c[0]
		if c[0] == 3 {
			n.Total.Moved.Files, n.Total.Unknown.Files = 3, 0
			w.Emptied = &dossier.Emptying{LastHeld: s.at(0), FoundEmpty: s.at(101), Files: 3, Bytes: 27}
		}
		if c[0] == 4 {
			n.Total.Moved.Files, n.Total.Unknown.Files = 0, 3
			n.Total.RestoredAltered.Files = 2
		}
		if c[1] == 1 {
			n.Total.RestoredAltered.Files = 1
		}
		n.Kinds = []dossier.Holding{n.Total, n.Total}
		n.Kinds[0].Kind, n.Kinds[1].Kind = "photo", "video"
		s.copies(n, c[0] == 1)
		s.moves(n, c[0], c[1])
	}
	n := s.store(3, false)
	n.Total.Unknown.Files = 1
	n = s.store(3, false)
	n.Total.Gone.Files = 1 // outside the period
	for _, k := range record.FileKinds {
		n.Kinds = append(n.Kinds, dossier.Holding{Kind: string(k)})
	}
	n = s.store(3, false)
	n.Listings[0].Other = true
	n = s.store(9, false)
	n.Whole = 0
	n = s.store(1, false)
	n.Listings, n.Vantages, n.Whole = nil, nil, 0
	s.faults(s.store(12, false))
	s.counts(true)
	s.counts(false)
}

// faults are listings that failed in each way.
func (s *shelves) faults(n *dossier.Inventory) {
	for i, fault := range []string{"list-refused", "list-absent", "list-broken", "list-timeout", "list-protocol", "list-limit", "", ""} {
		n.Listings[i].Fault = fault
	}
	n.Listings[6].Late, n.Listings[7].Absent = true, true
	n.Listings[8].Other, n.Listings[9].Other = true, true
	n.Listings[10].Counts = false
}

// counts is a store of which records are counted.
func (s *shelves) counts(fell bool) {
	n := s.store(3, false)
	n.Question.Pick = "$.total"
	n.Kinds = []dossier.Holding{{Kind: "record"}}
	if fell {
		s.d.Losses = append(s.d.Losses, dossier.Loss{Target: n.Target, TargetID: n.TargetID, Vantage: "levis-1", State: "partial", Kind: "record", Files: 8, OfFiles: 9, LastSeen: s.at(0), FirstMissing: s.at(101)})
	}
}

// counted is a store alone of which records are counted, or two, in several ways.
func (s *shelves) counted(way int) {
	for range 1 + way/2 {
		s.counts(true)
		l, n := &s.d.Losses[len(s.d.Losses)-1], &s.d.Inventories[len(s.d.Inventories)-1]
		switch way {
		case 0:
			n.Whole, n.Listings = 1, n.Listings[:1]
			l.Review = []string{"no-failure", "one-vantage", "few-steps", "ordinary"}
		case 1:
			l.Restored = s.at(300)
		case 2:
			n.Whole = 0
			n.Vantages = append(n.Vantages, "saguenay-1")
		case 3:
			n.Vantages = append(n.Vantages, "saguenay-1")
		}
	}
	if way == 2 {
		s.store(3, false)
		s.counts(false)
		n := &s.d.Inventories[len(s.d.Inventories)-1]
		n.Whole, n.Listings = 0, nil
		n = s.store(3, false)
		n.Question.Pick, n.Whole, n.Listings = "$.total", 0, n.Listings[:1]
	}
}

// copies tells of what the customer, and another store, held still.
func (s *shelves) copies(n *dossier.Inventory, any bool) {
	ref := dossier.Ref{Log: "saguenay-1/1", Leaf: int64(s.n), Item: -1}
	n.Copies = []dossier.Ref{ref}
	s.d.SecondHand = append(s.d.SecondHand, dossier.SecondHand{Target: n.Target, TargetID: n.TargetID, Local: true, Source: "folder", Records: 4, Proof: ref, Imported: s.at(1)})
	if any {
		n.Total.HeldLocally.Files, n.Total.HeldElsewhere.Files = 1, 1
		last := &s.d.Losses[len(s.d.Losses)-1]
		last.HeldLocally, last.HeldElsewhere, last.HeldIn = true, true, "mirror"
	}
}

// moves tells of what stood in another store.
func (s *shelves) moves(n *dossier.Inventory, files, between int64) {
	n.Total.MovedAway.Files = files
	for _, second := range []bool{false, true} {
		n.MovedTo = append(n.MovedTo, dossier.MovedTo{To: "mirror", SecondHand: second, Moved: dossier.Amount{Files: files}, Between: dossier.Amount{Files: between}, Since: s.at(100)})
	}
	for i := range files {
		n.Moves = append(n.Moves, dossier.MovedFile{Item: fmt.Sprint("m", i), To: "mirror", ToItem: fmt.Sprint("n", i), FirstMissing: s.at(101), Since: s.at(100)})
	}
}

// brought has stores that others listed, of so many files gone.
func (s *shelves) brought(files int64) {
	s.d.Pages, s.d.Changes = nil, nil
	form := []string{"md5sums", "sha256sums", "tsv", "folder"}
	add := func(lists int) *dossier.Inventory {
		n := s.store(lists, true)
		for i := range lists {
			s.d.SecondHand = append(s.d.SecondHand, dossier.SecondHand{Target: n.Target, TargetID: n.TargetID, Source: form[i%4], Vantage: "levis-1", Of: n.Listings[i].Time, Imported: s.at(9), Records: 3, SHA256: record.Sum([]byte("s"))})
		}
		return n
	}
	n := add(min(4, int(files)*2))
	s.gone(n, files, 0, 0)
	s.copies(n, false)
	if files == 1 {
		s.d.SecondHand = s.d.SecondHand[:1]
		return
	}
	s.gone(add(2), 1, 1, 1)
	s.gone(add(2), 3, 1, 2)
	s.gone(add(2), 3, 3, 2)
	add(1)
	add(2)
	for i, unordered := range []int{0, 0, 2, 2} {
		n := add(2 - i%2)
		n.Total.Unknown.Files, n.Unordered = int64(1+i), unordered
		n.Listings = append(n.Listings, n.Listings[0])
		n.Whole = 2
	}
}

// calm has targets, and so many stores from which nothing has gone; one file moved.
func calm(stores int) *dossier.Dossier {
	s := &shelves{d: sample()}
	for range stores {
		s.store(2, false)
	}
	s.moves(&s.d.Inventories[0], 1, 0)
	s.d.Inventories[0].MovedTo = s.d.Inventories[0].MovedTo[:1]
	return s.d
}

// unseen has a store from which a file has gone, and so many others that were not listed since.
func unseen(others int) *dossier.Dossier {
	s := &shelves{d: sample()}
	s.gone(s.store(3, false), 1, 0, 0)
	for range others {
		s.store(1, false)
	}
	return s.d
}

// unruled is a dossier whose method does not judge pages.
func unruled() *dossier.Dossier {
	d := sample()
	d.Method.Pages.Judged = false
	d.Pages = []dossier.Page{{Target: "shop", URL: "https://shop.example/", Vantage: "levis-1", States: []dossier.PageState{{State: "unchanged"}}}}
	return d
}

// lostPagesOf is a site, and pages of none, that lost so many pages in each way,
// of which doubtful need review.
func lostPagesOf(t *testing.T, n, doubtful int) *dossier.Dossier {
	d := sample()
	at := func(i int) dossier.Time { return dossier.Known(d.Period.From.Instant + record.Instant(i)*1000) }
	d.Method.Pages.Judged, d.Method.Pages.Steps, d.Method.Pages.Rounds = true, n, n
	d.Method.Pages.Catalogue = dossier.Catalogue{Name: "constat-pages", Version: 1, Pages: 35, Settled: n > 1}
	d.Method.Pages.Added = []dossier.AddedCatalogue{{Name: "ours", Version: 1, Pages: n, Log: "levis-1/1", Since: at(0)}}
	p := &struckPages{t: t, d: d, at: at, n: n, doubtful: doubtful}
	for _, site := range []string{"terreciel", ""} {
		p.site(site)
	}
	p.kinds()
	p.quiet()
	return d
}

// struckPages puts pages into a dossier.
type struckPages struct {
	t           *testing.T
	d           *dossier.Dossier
	at          func(int) dossier.Time
	n, doubtful int
	leaf        int64
}

// page adds a page that lost its content, and returns both.
func (p *struckPages) page(site, name, state string) (*dossier.Page, *dossier.Loss) {
	p.leaf++
	ref := dossier.Ref{Log: "levis-1/1", Leaf: p.leaf, Item: -1}
	url := "https://shop.example/" + site + "/" + name
	p.d.Pages = append(p.d.Pages, dossier.Page{Target: "shop", Site: site, URL: url, Kind: "page", Vantage: "levis-1",
		States: []dossier.PageState{{State: "edited", Contents: 3, From: p.at(0), To: p.at(1)}, {State: state, From: p.at(2), To: p.at(3), Leaves: []dossier.Ref{ref}}}})
	p.d.Losses = append(p.d.Losses, dossier.Loss{Target: "shop", Site: site, State: state, Item: url, Kind: "page", Files: 1, Page: true, Vantage: "levis-1", Missing: dossier.Amount{Files: 1}, LastSeen: p.at(1), FirstMissing: p.at(2), Leaves: []dossier.Ref{ref}})
	return &p.d.Pages[len(p.d.Pages)-1], &p.d.Losses[len(p.d.Losses)-1]
}

// site has p.n lost pages, of which p.doubtful need review.
func (p *struckPages) site(site string) {
	for i := range p.n {
		returned := i
		if p.n == 1 {
			returned = p.doubtful
		}
		page, l := p.page(site, fmt.Sprint(i), "rolled-back")
		page.States[1].Past = &dossier.PagePast{From: p.at(0), LastSo: p.at(1), Exactly: i > 0, Sides: dossier.Ratio{N: 3, Of: 4}, Like: dossier.Ratio{N: 5, Of: 6}, Lost: dossier.Bounds{AtLeast: 60, AtMost: 90}}
		page.States[1].Contents, page.States[1].Newest = 2, dossier.Content{SHA256: record.Sum([]byte("n"))}
		page.Variance = dossier.PageVariance{Contents: p.n, Steps: p.n, Returned: returned, Lowest: dossier.Ratio{N: 1, Of: 2}}
		page.Unread = p.n
		if i < p.doubtful {
			l.Review = []string{"few-steps"}
		} else if p.n > 1 || site != "" {
			l.Restored = p.at(9)
		}
		p.furnish(page)
	}
}

// furnish adds pictures and requisites.
func (p *struckPages) furnish(page *dossier.Page) {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 4, 9))); err != nil {
		p.t.Fatal(err)
	}
	for _, moment := range moments {
		page.Pictures = append(page.Pictures, dossier.PagePicture{Vantage: "levis-1", Time: p.at(4), View: record.Sum([]byte("v")), Full: record.Sum([]byte("f")), Cut: moment == "after", Shown: moment, Image: b.Bytes(), Whole: b.Bytes()})
	}
	for range p.n {
		page.Pictures = append(page.Pictures, dossier.PagePicture{Fault: "picture-timeout"}, dossier.PagePicture{View: record.Sum([]byte("v"))})
	}
	x := dossier.PageRequisites{Failed: int64(p.n), Left: int64(p.n)}
	if p.doubtful > 0 {
		x = dossier.PageRequisites{Parts: make([]dossier.PageRequisite, p.n)}
	}
	if p.n > 1 && p.doubtful == 1 {
		x = dossier.PageRequisites{}
	}
	for range p.n {
		page.Requisites = append(page.Requisites, x)
		x = dossier.PageRequisites{}
	}
}

// kinds are pages lost in each way, four to a site.
func (p *struckPages) kinds() {
	site := 0
	next := func(state string) (*dossier.Page, *dossier.Loss) {
		site++
		return p.page(fmt.Sprint("site", site), "x", state)
	}
	for _, sort := range loss.Sorts {
		page, _ := next("replaced")
		page.States[1].Recognised = &dossier.Recognised{Sort: string(sort), Of: "a host"}
	}
	for _, k := range loss.Standard().Pages {
		if _, told := lang.French.Pages.Whose[k.Of]; told {
			page, _ := next("replaced")
			page.States[1].Recognised = &dossier.Recognised{Sort: string(k.Sort), Of: k.Of}
		}
	}
	for held := 1; held <= 2; held++ {
		page, l := next("partial")
		page.States[1].Held = dossier.Ratio{N: held, Of: 9}
		if held > 1 {
			l.Review = []string{"few-steps"}
		}
	}
	next("replaced")
	next("gone")
	next("emptied")
	page, _ := next("closed")
	page.States = append(page.States, dossier.PageState{State: "unchanged"}, dossier.PageState{State: "edited", Contents: 1}, dossier.PageState{State: "unknown", Contents: 1})
	for doubt := range lang.French.Pages.Doubts {
		page, l := next("gone")
		l.Review, page.States[1].Review = []string{doubt}, []string{doubt}
	}
	page, l := next("gone")
	page.TargetID, l.TargetID = record.Sum([]byte("asked")), record.Sum([]byte("asked"))
	asked := p.d.Targets[0]
	asked.ID, asked.Question.Address = page.TargetID, "192.0.2.1"
	p.d.Targets = append(p.d.Targets, asked)
	many := []string{"a", "b.jpg", "c", "d", "e", "f"}
	for _, name := range many {
		p.page("large", name, "gone")
	}
}

// quiet are pages that lost nothing, and such of which nobody can tell.
func (p *struckPages) quiet() {
	for i := range 31 + p.n {
		p.d.Pages = append(p.d.Pages, dossier.Page{Target: "quiet", URL: fmt.Sprint("https://quiet.example/", i), Vantage: "levis-1", States: []dossier.PageState{{State: "unchanged"}}, Variance: dossier.PageVariance{Contents: 1, Steps: i % 2}})
	}
	for i := range p.n {
		site := ""
		if p.doubtful == 0 {
			site = fmt.Sprint("unsure", i)
		}
		p.d.Pages = append(p.d.Pages, dossier.Page{Target: "unsure", Site: site, URL: fmt.Sprint("https://unsure.example/", i), Vantage: "levis-1", States: []dossier.PageState{{State: "unknown", Review: []string{"once"}}}})
	}
}

package pdf

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"constat/report/dossier"
	"constat/report/lang"
)

func render(t *testing.T, d *dossier.Dossier, opt Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, d, opt); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestSameDossierSameBytes(t *testing.T) {
	if many := render(t, doubted(40), Options{}); !bytes.Equal(many, render(t, doubted(40), Options{})) {
		t.Error("two reports of many incidents differ")
	}
	want := render(t, sample(), Options{Attachments: attached()})
	var wait sync.WaitGroup
	for range 2 {
		wait.Go(func() {
			var b bytes.Buffer
			if err := Write(&b, sample(), Options{Attachments: attached()}); err != nil {
				t.Error(err)
			} else if !bytes.Equal(b.Bytes(), want) {
				t.Error("a document drawn at the same time as others differs")
			}
		})
	}
	wait.Wait()
}

const childVariable = "CONSTAT_PDF_CHILD"

func TestSameBytesInAnotherProcess(t *testing.T) {
	sum := fmt.Sprintf("%x", sha256.Sum256(render(t, sample(), Options{Attachments: attached()})))
	if path := os.Getenv(childVariable); path != "" {
		if err := os.WriteFile(path, []byte(sum), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	path := filepath.Join(t.TempDir(), "sum")
	child := exec.Command(os.Args[0], "-test.run=^TestSameBytesInAnotherProcess$")
	child.Env = append(os.Environ(), childVariable+"="+path)
	if out, err := child.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if got, err := os.ReadFile(path); err != nil || string(got) != sum {
		t.Errorf("another process gave %s, %v, want %s", got, err, sum)
	}
}

func TestTheIdentifierFollowsTheInput(t *testing.T) {
	base := stamped(t, Options{})
	for name, opt := range map[string]Options{
		"language": {Lang: "en"}, "paper": {Paper: "a4"}, "attachment": {Attachments: attached()},
		"zone": {Zone: time.FixedZone("America/Toronto", -4*3600)},
	} {
		if stamped(t, opt) == base {
			t.Errorf("another %s, the same identifier", name)
		}
	}
}

func stamped(t *testing.T, opt Options) [32]byte {
	t.Helper()
	if _, _, err := opt.check(); err != nil {
		t.Fatal(err)
	}
	return opt.digest([32]byte{})
}

func TestTheNumberIsThatOfTheDossierInEveryLanguage(t *testing.T) {
	text, err := sample().JSON()
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(text)
	number := groups(fmt.Sprintf("%x", sum[:8]))
	out := judge(t, "pdftotext", "-layout", written(t, sample(), Options{Lang: "en", Attachments: []Attachment{{Name: "dossier.json", Data: text}}}), "-")
	if strings.Count(out, number) < 10 || !strings.Contains(out, "begins with the number of this report") {
		t.Errorf("%q is not on every page", number)
	}
}

func TestTheSummaryIsOnePage(t *testing.T) {
	many := crowd(40)
	for n := range 12 { // more vantages and a longer sentence than there is room for
		many.Vantages = append(many.Vantages, many.Vantages[0])
		many.Vantages[n+2].Name = fmt.Sprint("vantage-with-a-rather-long-name-", n)
	}
	for name, d := range map[string]*dossier.Dossier{"sample": sample(), "quiet": quiet(), "demo": demo(), "crowd": crowd(14), "many": many} {
		for _, l := range []*lang.Language{lang.French, lang.English} {
			s := newSheet(d, Options{Zone: time.UTC}, l, papers["letter"], [32]byte{}) // the shorter one
			s.cover()
			s.summary()
			if at, pages := s.placed["summary"].page, s.pdf.PageNo(); at != 2 || pages != 2 {
				t.Errorf("%s, %s: summary on page %d, ends on page %d", name, l.Code, at, pages)
			}
		}
	}
}

// A summary that needs more than its page leaves no heading at its foot, leaves
// its chart to the next chapter, and the next chapter follows it on the same page.
func TestASummaryOfMoreThanAPageLeavesNoPageNearlyBlank(t *testing.T) {
	d, figures := demo(), 0
	for n := range 11 { // one more list of files lost, until the page is over
		d.Inventories = append(d.Inventories, dossier.Inventory{Target: fmt.Sprint("photos-", n), Vantages: []string{"levis-1"}, Whole: 2})
		d.Inventories[n].Total.Gone.Files, d.Inventories[n].Total.First.Files = 2, 6
		for _, l := range []*lang.Language{lang.French, lang.English} {
			s := newSheet(d, Options{Zone: time.UTC}, l, papers["letter"], [32]byte{})
			s.cover()
			s.summary()
			page, y := s.pdf.PageNo(), s.y
			s.findings()
			if figures == 0 {
				figures = s.figure
			} else if s.figure != figures {
				t.Errorf("%s, %d lists: %d charts, want %d", l.Code, n+1, s.figure, figures)
			}
			if at := s.placed["findings"].page; page > 2 && y < s.floor()-80 && at != page {
				t.Errorf("%s, %d lists: the summary ends on page %d at %.0f mm, the findings begin on page %d", l.Code, n+1, page, y, at)
			}
		}
	}
}

func TestAHeadingOfTheSummaryStandsWithItsParagraph(t *testing.T) {
	for from := 190.0; from < 256; from++ {
		s := newSheet(demo(), Options{Zone: time.UTC}, lang.French, papers["letter"], [32]byte{})
		s.page()
		s.y = from
		s.point(s.l.Summary.Unproven, s.reasons()[2])
		if s.pdf.PageNo() == 2 && s.y < top+body.height()+s.tall(s.reasons()[2]) {
			t.Errorf("from %.0f mm: the heading stays on the page before", from)
		}
	}
}

func TestTheChartOfTheSummaryIsTheSameInEveryLanguage(t *testing.T) {
	for name, d := range map[string]*dossier.Dossier{"sample": sample(), "demo": demo()} {
		var room []float64
		for _, l := range []*lang.Language{lang.French, lang.English} {
			s := newSheet(d, Options{Zone: time.UTC}, l, papers["letter"], [32]byte{})
			s.page()
			left, _ := s.chartRoom()
			room = append(room, left)
		}
		if room[0] != room[1] {
			t.Errorf("%s: %v", name, room)
		}
	}
}

func TestTextIsBrokenAtItsSpaces(t *testing.T) {
	s := newSheet(quiet(), Options{Zone: time.UTC}, lang.French, papers["letter"], [32]byte{})
	words := strings.Repeat("Trois notaires, une équipe de neuf personnes. ", 4)
	if got := strings.Join(s.wrapFixed(words), " "); got != words {
		t.Errorf("got %q", got)
	}
	if got := s.wrapFixed(strings.Repeat("a", 300)); len(got) != (300+s.fixedWidth()-1)/s.fixedWidth() {
		t.Errorf("a word of 300 letters on %d lines", len(got))
	}
}

func TestEveryReferenceHasItsPlace(t *testing.T) {
	for name, d := range map[string]*dossier.Dossier{"sample": sample(), "quiet": quiet(), "crowd": crowd(14), "breakdown": breakdown(61), "doubted": doubted(40), "loose": loose(30)} {
		s := newSheet(d, Options{Zone: time.UTC}, lang.French, papers["letter"], [32]byte{})
		s.draw()
		for anchor := range s.links {
			if _, ok := s.placed[anchor]; !ok {
				t.Errorf("%s: nothing stands at %q", name, anchor)
			}
		}
	}
}

func TestNothingToReportIsAReportToo(t *testing.T) {
	render(t, &dossier.Dossier{}, Options{})
	d := quiet()
	d.Period.To = d.Period.From
	render(t, d, Options{Lang: "en", Paper: "a4"})
}

func TestForeignTextCannotBreakThePage(t *testing.T) {
	d := sample()
	for n, hard := range []string{"🔥", "\xff\xfe", "\x01\x02\x03a\x04\x05\x06\x07", "مرحبا", "(\\)\r\n", strings.Repeat("W", 5000)} {
		d.Targets[n].Name, d.Targets[n].Site, d.Targets[n].Provider = hard, hard, hard
		d.Targets[n].Question.URL = "https://" + hard
		d.Notes[0].Text += hard
		d.Changes[0].Diff[0].Text += hard
		d.Changes[0].Before.Title += hard
		d.Built.Version = hard
	}
	render(t, d, Options{Attachments: []Attachment{{Name: "🔥(é).csv", MIME: "text/csv", Data: []byte("x")}}})
}

func TestWhatOptionsAreRefused(t *testing.T) {
	for _, opt := range []Options{{Lang: "de"}, {Paper: "a3"}} {
		if err := Write(&bytes.Buffer{}, sample(), opt); err == nil {
			t.Errorf("%+v was accepted", opt)
		}
	}
}

// judge runs another program over a file, or skips the test without it.
func judge(t *testing.T, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Skipf("%s is not installed", name)
	}
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

func written(t *testing.T, d *dossier.Dossier, opt Options) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "report.pdf")
	if err := os.WriteFile(path, render(t, d, opt), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestQpdfFindsNothingWrong(t *testing.T) {
	for name, d := range map[string]*dossier.Dossier{"sample": sample(), "quiet": quiet(), "crowd": crowd(14), "empty": {}} {
		out := judge(t, "qpdf", "--check", written(t, d, Options{Attachments: attached()}))
		if !strings.Contains(out, "PDF Version: 1.7") || strings.Contains(out, "WARNING") {
			t.Errorf("%s: %s", name, out)
		}
	}
}

func TestAttachmentsComeOutAsTheyWentIn(t *testing.T) {
	path := written(t, sample(), Options{Attachments: attached()})
	list := judge(t, "pdfdetach", "-list", path)
	for n, a := range attached() {
		if !strings.Contains(list, a.Name) {
			t.Errorf("%q is not in the list:\n%s", a.Name, list)
		}
		out := filepath.Join(t.TempDir(), "out")
		judge(t, "pdfdetach", "-save", fmt.Sprint(n+1), "-o", out, path)
		if got, err := os.ReadFile(out); err != nil || !bytes.Equal(got, a.Data) {
			t.Errorf("%q came out as %d bytes, %v", a.Name, len(got), err)
		}
	}
}

func TestTheWordsAreOnThePages(t *testing.T) {
	out := judge(t, "pdftotext", "-layout", "-nopgbrk", written(t, sample(), Options{}), "-")
	flat := strings.Join(strings.Fields(strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(out)), " ")
	for _, want := range []string{
		"a été injoignable depuis deux points d’observation", "et au plus 22 min 10 s.",
		"le serveur a refusé la connexion (TCP RST)", "saguenay-1/1 nº 262.1", "Il ne prouve pas qui a causé un incident.",
		"constat-verify --policy FILE saguenay-1.zip levis-1.zip", " 3 de ",
	} {
		if !strings.Contains(flat, want) {
			t.Errorf("%q is not there", want)
		}
	}
}

// Who believes a demonstration's authorities must be able to see it on any
// page they are shown.
func TestADemonstrationIsCalledOneOnEveryPage(t *testing.T) {
	staged := sample()
	staged.Vantages[0].Stamps = []dossier.Stamp{{Authority: "demonstration-authority-2"}, {Authority: "demonstration-authority-1"}, {Authority: "demonstration-authority-2"}}
	for language, want := range map[string]string{
		"fr": "Horodatages de démonstration, que rien ne garantit : demonstration-authority-1 et demonstration-authority-2",
		"en": "Demonstration time stamps, for which nobody vouches: demonstration-authority-1 and demonstration-authority-2",
	} {
		out := judge(t, "pdftotext", "-layout", written(t, staged, Options{Lang: language}), "-")
		out = strings.ReplaceAll(out, "\u00a0", " ")
		if pages := strings.Count(out, "\f"); strings.Count(out, want) != pages || pages < 5 {
			t.Errorf("%s: on %d of %d pages", language, strings.Count(out, want), pages)
		}
		real := sample()
		real.Vantages[0].Stamps = []dossier.Stamp{{Authority: "tsa-one"}}
		if out := judge(t, "pdftotext", written(t, real, Options{Lang: language}), "-"); strings.Contains(out, want[:30]) {
			t.Errorf("%s: a real authority is called one", language)
		}
	}
}

func TestOneVantageIsNeverDown(t *testing.T) {
	d := sample()
	d.Method.Quorum = dossier.Quorum{Needed: 1, Of: 1}
	d.Vantages = d.Vantages[:1]
	for i := range d.Incidents {
		d.Incidents[i].Vantages = []string{"saguenay-1"}
		d.Incidents[i].Quorum = d.Method.Quorum
	}
	s := newSheet(d, Options{Zone: time.UTC}, lang.English, papers["letter"], [32]byte{})
	if got := s.happened(d.Incidents[0]); !strings.Contains(got, "was unreachable from saguenay-1, for at least") {
		t.Errorf("%q", got)
	}
}

func BenchmarkDemo(b *testing.B) {
	d := demo()
	for b.Loop() {
		if err := Write(&bytes.Buffer{}, d, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

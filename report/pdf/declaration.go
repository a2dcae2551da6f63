package pdf

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"strconv"
	"time"

	"constat/report/dossier"
	"constat/report/lang"
	"constat/store/record"
)

// DeclareOptions say how declarations are laid out, and of which report they
// speak. The zero value of the first three is that of [Options].
type DeclareOptions struct {
	Lang   string
	Paper  string
	Zone   *time.Location
	Report Exhibit   // the PDF as handed over, signed if it is
	Files  []Exhibit // what goes with it
}

// An Exhibit is a file that is handed over.
type Exhibit struct {
	Kind   string // "report", "facts", "recipe", "bundle", "method"
	Name   string
	Bytes  int64
	SHA256 record.Hash
}

// ExhibitOf is the exhibit of a file's bytes.
func ExhibitOf(kind, name string, data []byte) Exhibit {
	return Exhibit{kind, name, int64(len(data)), record.Sum(data)}
}

// Declare writes the declarations that go with a report of d: one PDF, apart
// from the report, made after it and naming it by its digest. What only the
// person who signs can know is left blank. The same dossier and options give
// the same bytes.
func Declare(w io.Writer, d *dossier.Dossier, opt DeclareOptions) error {
	o := Options{Lang: opt.Lang, Paper: opt.Paper, Zone: opt.Zone}
	language, paper, err := o.check()
	if err != nil {
		return fmt.Errorf("write declarations: %w", err)
	}
	facts, err := d.JSON()
	if err != nil {
		return fmt.Errorf("write declarations: %w", err)
	}
	sum := sha256.Sum256(facts)
	id := opt.digest(o.digest(sum))
	var pen, known *declarer
	for range 2 {
		pen = &declarer{sheet: newSheet(d, o, language, paper, id), main: language, files: opt, pages: map[string]int{}}
		pen.sum = sum
		if known != nil {
			pen.known, pen.lengths = known.placed, known.pages
		}
		pen.draw()
		known = pen
	}
	return pen.issue(w, "declarations", language.Deed.Title+" "+pen.number())
}

// digest names the input.
func (o DeclareOptions) digest(rest [32]byte) [32]byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "declarations %x\n", rest)
	for _, e := range append([]Exhibit{o.Report}, o.Files...) {
		fmt.Fprintf(&b, "%q %q %d %v\n", e.Kind, e.Name, e.Bytes, e.SHA256)
	}
	return sha256.Sum256(b.Bytes())
}

// A declarer is the sheet on which declarations are drawn, each in its own
// language and with its own count of pages.
type declarer struct {
	*sheet
	main    *lang.Language
	files   DeclareOptions
	pages   map[string]int // by deed, as drawn
	lengths map[string]int // of the first drawing
}

func (s *declarer) draw() {
	s.front()
	for _, d := range lang.Deeds(s.main) {
		s.deed(d)
	}
}

// begin opens a part that is handed over by itself: its pages, paragraphs and
// tables count from one.
func (s *declarer) begin(name, head string, l *lang.Language) {
	s.close()
	s.l, s.para, s.table, s.later = l, 0, 0, nil
	s.part = &part{name: name, head: head, before: s.pdf.PageNo(), total: s.lengths[name]}
	s.page()
	s.anchor("deed-" + name)
	s.pdf.Bookmark(name, 0, 0)
}

// close counts the pages of the part before.
func (s *declarer) close() {
	if s.part != nil {
		s.pages[s.part.name] = s.pdf.PageNo() - s.part.before
	}
}

// front says what this document is, and which declarations it holds.
func (s *declarer) front() {
	w := s.main.Deed
	s.begin(w.Title, w.Title+" "+s.number(), s.main)
	s.y = 40
	for _, l := range s.wrap(w.Title, title, s.wide()) {
		s.put(text, s.y, l, title)
		s.skip(title.height())
	}
	s.lead(w.Lead(s.number()))
	s.skip(7)
	for _, p := range w.Intro {
		s.say(p)
	}
	s.say(w.Names(s.bare(s.files.Report.Name), hexed(s.files.Report.SHA256.String())))
	t := table{title: w.Contents, columns: []column{{w.Document, 62, "L", false}, {w.Law, 66, "L", false}, {w.Tongue, 16, "L", false}, {"", 10, "R", false}}}
	for _, d := range lang.Deeds(s.main) {
		t.rows = append(t.rows, []string{bold(d.Name) + newLine + link("deed-"+d.Name, d.Title), d.Law, d.Language.Name, strconv.Itoa(s.known["deed-"+d.Name].page)})
	}
	s.grid(t)
	s.close()
}

// deed draws one declaration.
func (s *declarer) deed(d lang.Deed) {
	w := d.Language.Deed
	s.begin(d.Name, d.Name+" – "+d.Language.Cover.Title+" "+s.number(), d.Language)
	for _, l := range s.wrap(d.Title, head.heavy(), s.wide()) {
		s.put(text, s.y, l, head)
		s.skip(head.height())
	}
	s.light(d.Law)
	s.notice(w.Review, d.Notes)
	s.say(w.Names(s.bare(s.files.Report.Name), hexed(s.files.Report.SHA256.String())))
	s.opens(w.Parts[0])
	for _, b := range d.Person {
		s.blank(text, b)
	}
	s.opens(w.Parts[1])
	s.statements(d.Statements)
	s.opens(w.Parts[2])
	for _, f := range d.Facts {
		s.facts(f)
	}
	s.opens(w.Parts[3])
	s.manifest()
	s.need(s.signing(d) + 20)
	s.opens(w.Parts[4])
	s.signature(d)
	s.opens(w.Parts[5])
	for _, words := range append(append([]string{}, d.Limits...), w.Limits...) {
		s.say(words)
	}
	s.close()
}

// opens opens a part of a declaration.
func (s *declarer) opens(words string) { s.section("deed-"+s.part.name+"-"+words[:1], words, 34) }

// light writes a line or more in small type under a title.
func (s *declarer) light(words string) {
	s.skip(1)
	for _, l := range s.wrap(words, small, s.wide()) {
		s.put(text, s.y, l, small)
		s.skip(small.height())
	}
	s.skip(4)
}

// notice draws the box that stands on top of a declaration or a draft.
func (s *sheet) notice(review string, notes []string) {
	const in = 3.0
	var lines []line
	for _, words := range append([]string{bold(review)}, notes...) {
		lines = append(lines, s.wrap(words, small, s.wide()-2*in)...)
	}
	height := float64(len(lines))*small.height() + 2*in
	s.pdf.SetLineWidth(rule)
	s.pdf.Rect(text, s.y, s.wide(), height, "D")
	for n, l := range lines {
		s.put(text+in, s.y+in+float64(n)*small.height(), l, small)
	}
	s.skip(height + 6)
}

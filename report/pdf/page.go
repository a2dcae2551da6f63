package pdf

import (
	"bytes"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jung-kurt/gofpdf"

	"constat/report/dossier"
	"constat/report/lang"
)

// A paper is a size in millimetres.
type paper struct {
	name          string
	width, height float64
}

var papers = map[string]paper{
	"letter": {"Letter", 215.9, 279.4},
	"a4":     {"A4", 210, 297},
}

// Margins in millimetres. The left one is for the binding; paragraph numbers
// stand between it and the text.
const (
	left    = 28.0
	text    = 41.0
	right   = 18.0
	top     = 25.0
	bottom  = 24.0
	measure = 134.0 // of a line of text: about 72 characters
	hair    = 0.35 * point
	rule    = 0.7 * point
)

// A place is where an anchor stands.
type place struct{ page, para int }

// A sheet is the report under the pen.
type sheet struct {
	pdf   *gofpdf.Fpdf
	d     *dossier.Dossier
	opt   Options
	l     *lang.Language
	paper paper
	id    [32]byte // of the file
	sum   [32]byte // of the dossier

	y       float64
	chapter int
	para    int
	table   int
	figure  int
	images  int
	plain   bool // paragraphs without a number: cover

	links  map[string]int
	placed map[string]place
	known  map[string]place // of the first drawing
	total  int
	later  []table // too long for the body
	odd    []oddity
	picked map[int]bool // numbers of the incidents that are told one by one
	staged []string     // authorities of a demonstration
	part   *part        // what is handed over by itself; nil in a report
}

// A part has its own head on each page, and its own count of pages.
type part struct {
	name, head    string
	before, total int  // pages before it, and of its own
	later         bool // the count of its pages is drawn when they are known
}

// An oddity is a name that could not be drawn as written.
type oddity struct{ shown, written string }

func newSheet(d *dossier.Dossier, opt Options, l *lang.Language, p paper, id [32]byte) *sheet {
	f := gofpdf.New("P", "mm", p.name, "")
	addFonts(f)
	f.SetCatalogSort(true)
	f.SetCreationDate(d.At.Instant.Time())
	f.SetModificationDate(d.At.Instant.Time())
	f.SetAutoPageBreak(false, 0)
	f.SetMargins(0, 0, 0)
	f.SetCellMargin(0)
	f.SetLineCapStyle("butt")
	return &sheet{pdf: f, d: d, opt: opt, l: l, paper: p, id: id, links: map[string]int{}, placed: map[string]place{}, staged: demonstrations(d), picked: chosen(d.Incidents)}
}

func (s *sheet) bytes() ([]byte, error) {
	var b bytes.Buffer
	err := s.pdf.Output(&b)
	return b.Bytes(), err
}

// number is the short name of this report, the same in every language.
func (s *sheet) number() string { return groups(hex.EncodeToString(s.sum[:8])) }

// wide is the width of tables and charts; edge is where they end.
func (s *sheet) edge() float64 { return s.paper.width - right }
func (s *sheet) wide() float64 { return s.edge() - text }

// page starts a page: what report it is, which page, in what zone.
func (s *sheet) page() {
	s.pdf.AddPage()
	s.y = top
	s.pdf.SetDrawColor(0, 0, 0)
	s.pdf.SetFillColor(0, 0, 0)
	s.pdf.SetTextColor(0, 0, 0)
	name, page, total := s.l.Cover.Title+" "+s.number(), s.pdf.PageNo(), s.total
	if p := s.part; p != nil {
		name, page, total = p.head, page-p.before, p.total
	}
	s.label(text, 12, name, small, "L")
	s.stroke(hair, text, 18, s.edge(), 18)
	foot := s.paper.height - 15
	s.stroke(hair, text, foot-2, s.edge(), foot-2)
	s.label(text, foot, s.l.Words.Zones(s.l.Time.Zone(s.d.At.Instant.Time().In(s.opt.Zone))), small, "L")
	if s.part == nil || !s.part.later {
		s.label(s.edge(), foot, s.l.Words.Page(page, max(total, page)), small, "R")
	}
	if !s.opt.Facts.Root.IsZero() {
		s.label(text, foot+small.height(), s.l.Class.Facts+s.l.Words.Colon+" "+groups(s.opt.Facts.Root.String()), small, "L")
	}
	if len(s.staged) > 0 {
		s.label(text, foot+small.height(), s.clip(s.l.Words.Demonstration(s.l.List(s.staged)), small, s.wide()), small, "L")
	}
}

// demonstrations are the authorities of a dossier that the policy calls so:
// each page of a report that rests on one says it.
func demonstrations(d *dossier.Dossier) (names []string) {
	for _, v := range d.Vantages {
		for _, stamp := range v.Stamps {
			name := scrub(stamp.Authority)
			if strings.HasPrefix(name, "demonstration") && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	slices.Sort(names)
	return names
}

func (s *sheet) stroke(width, x1, y1, x2, y2 float64) {
	s.pdf.SetLineWidth(width)
	s.pdf.Line(x1, y1, x2, y2)
}

func (s *sheet) floor() float64 { return s.paper.height - bottom }

// need starts a new page unless height millimetres are left on this one.
func (s *sheet) need(height float64) {
	if s.y+height > s.floor() {
		s.page()
	}
}

func (s *sheet) skip(height float64) { s.y += height }

// target returns the link to an anchor, which may come later.
func (s *sheet) target(anchor string) int {
	if _, ok := s.links[anchor]; !ok {
		s.links[anchor] = s.pdf.AddLink()
		s.pdf.SetLink(s.links[anchor], 0, 1)
	}
	return s.links[anchor]
}

// anchor marks this place.
func (s *sheet) anchor(name string) {
	s.pdf.SetLink(s.target(name), s.y, s.pdf.PageNo())
	s.placed[name] = place{s.pdf.PageNo(), s.para + 1}
}

// chapters in order; their numbers are their places.
var chapters = []string{
	"summary", "findings", "changes", "pages", "held", "said", "stood", "availability", "contracts", "method", "tool", "hour", "watch",
	"check", "keys", "limits", "verify", "custody", "glossary",
}

// ref names a chapter as a link.
func (s *sheet) ref(name string) string {
	for i, c := range chapters {
		if c == name {
			return link(name, s.l.Words.Chapter(i+1))
		}
	}
	return link("annex-"+name, s.l.Words.Annex(name))
}

// heading opens a chapter.
func (s *sheet) heading(name, words string) {
	number := slices.Index(chapters, name) + 1
	if number <= s.chapter {
		panic("pdf: internal error: chapter " + name + " is not in its place")
	}
	s.chapter = number
	s.titled(name, strconv.Itoa(s.chapter)+lang.NoBreak+lang.NoBreak+words, words)
}

func (s *sheet) titled(anchor, words, outline string) {
	if s.y > top {
		s.skip(9)
	}
	s.need(45)
	s.anchor(anchor)
	s.pdf.Bookmark(outline, 0, s.y)
	for _, l := range s.wrap(words, head.heavy(), measure) {
		s.put(text, s.y, l, head)
		s.skip(head.height())
	}
	s.skip(2.5)
}

// section opens a part of a chapter; room is what must stand with it.
func (s *sheet) section(anchor, words string, room float64) {
	s.skip(4)
	s.need(room)
	if anchor != "" {
		s.anchor(anchor)
		s.pdf.Bookmark(plain(words), 1, s.y)
	}
	for _, l := range s.wrap(words, body.heavy(), measure) {
		s.put(text, s.y, l, body.heavy())
		s.skip(body.height())
	}
	s.skip(1.2)
}

// say writes a numbered paragraph.
func (s *sheet) say(words string) { s.paragraph(words, true) }

// add writes a paragraph that goes with the one before.
func (s *sheet) add(words string) { s.paragraph(words, false) }

func (s *sheet) paragraph(words string, numbered bool) {
	lines := s.wrap(words, body, measure)
	keep := min(len(lines), 3)
	if len(lines) == 4 {
		keep = 4
	}
	s.need(float64(keep) * body.height())
	if numbered && !s.plain {
		s.para++
		s.label(text-3.5, s.y, strconv.Itoa(s.para), small, "R")
	}
	for i, l := range lines {
		if left := len(lines) - i; left == 2 && i > 0 {
			s.need(2 * body.height()) // no last line alone on a page
		} else {
			s.need(body.height())
		}
		s.put(text, s.y, l, body)
		s.skip(body.height())
	}
	s.skip(2.2)
}

// tall is the height of paragraphs.
func (s *sheet) tall(paragraphs ...string) (sum float64) {
	for _, p := range paragraphs {
		sum += float64(len(s.wrap(p, body, measure)))*body.height() + 2.2
	}
	return sum
}

// folded breaks commands at their spaces, so that a shell takes them as they
// stand.
func (s *sheet) folded(commands []string) (out []string) {
	most := s.fixedWidth() - 2
	for _, c := range commands {
		open := ""
		for i, w := range strings.Fields(c) {
			switch {
			case i == 0:
				open = w
			case len(open)+1+len(w) > most:
				out = append(out, open+` \`)
				open = "  " + w
			default:
				open += " " + w
			}
		}
		out = append(out, open)
	}
	return out
}

// fixedWidth is how many characters a line of the fixed font has.
func (s *sheet) fixedWidth() int {
	s.font(mono)
	return int((s.wide() - 4) / s.pdf.GetStringWidth("0"))
}

// code writes commands or words verbatim, in the fixed font.
func (s *sheet) code(lines ...string) {
	for _, c := range lines {
		for _, l := range s.wrapFixed(c) {
			s.need(mono.height())
			s.label(text+4, s.y, l, mono, "L")
			s.skip(mono.height())
		}
	}
	s.skip(2.2)
}

// wrapFixed cuts a line of fixed-width text before the page ends: after a
// space, or anywhere where that would leave half of the line empty.
func (s *sheet) wrapFixed(words string) []string {
	most := max(s.fixedWidth(), 1) // of a document with an error, widths are none
	runes := []rune(words)
	var out []string
	for len(runes) > most {
		at := most
		for i := most; i > most/2; i-- {
			if runes[i] == ' ' {
				at = i + 1
				break
			}
		}
		out = append(out, strings.TrimRight(string(runes[:min(at, len(runes))]), " "))
		runes = runes[min(at, len(runes)):]
	}
	return append(out, string(runes))
}

// caption numbers a figure and says what it shows.
func (s *sheet) caption(words string) {
	s.figure++
	s.skip(1)
	words = bold(s.l.Words.Figure(s.figure)+".") + " " + words
	for _, l := range s.wrap(words, small, s.wide()) {
		s.put(text, s.y, l, small)
		s.skip(small.height())
	}
	s.skip(3.5)
}

// instant writes a time in a sentence, in the zone of the report.
func (s *sheet) instant(t dossier.Time) string {
	if !t.Known {
		return s.l.Words.Unknown
	}
	at := t.Instant.Time().In(s.opt.Zone)
	if s.opt.Zone == time.UTC {
		return s.l.Time.Instant(at)
	}
	return s.l.Time.Instant(at) + " (" + lang.Offset(at) + ")"
}

// stamp writes a time in a table, UTC below where the zone is another.
func (s *sheet) stamp(t dossier.Time) string {
	if !t.Known {
		return s.l.Words.Unknown
	}
	at := t.Instant.Time()
	if s.opt.Zone == time.UTC {
		return lang.Stamp(at)
	}
	local := at.In(s.opt.Zone)
	utc := lang.Stamp(at)
	if day := local.Format(time.DateOnly); strings.HasPrefix(utc, day) {
		utc = utc[len(day)+1:]
	}
	return lang.Stamp(local) + mayBreak + local.Format("-07:00") + newLine + utc + mayBreak + lang.NoBreak + "UTC"
}

func span(d dossier.Seconds) time.Duration { return time.Duration(d) * time.Millisecond }

// bounds writes an incident's least and most.
func (s *sheet) bounds(i dossier.Incident) string {
	words := s.l.Time.Bounds(span(i.AtLeast), span(i.AtMost))
	if !i.FirstGood.Known && i.OpenEnd != notShown {
		words = s.l.Time.Open(span(i.AtLeast), span(i.AtMost))
	}
	if i.OpenStart == notShown || i.OpenEnd == notShown {
		words = s.l.Time.Shown(words)
	}
	if i.NotWatched > 0 {
		words = s.l.Time.Unwatched(words, span(i.NotWatched))
	}
	return words
}

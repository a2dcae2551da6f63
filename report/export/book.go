package export

import (
	"io"
	"math/big"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/tealeg/xlsx/v3"
)

// Bounds of a sheet, from the "Specifications and limits" of spreadsheets.
const (
	longestSheet = 1_048_576
	longestCell  = 32_767 // UTF-16 units
	longestName  = 31     // of a sheet
	mostDigits   = 15     // that a spreadsheet keeps of a number
)

// A book is a workbook being written.
type book struct {
	file  *xlsx.File
	bold  *xlsx.Style
	names map[string]bool
	cut   func(characters int) string
}

func newBook(cut func(int) string) *book {
	b := &book{file: xlsx.NewFile(), bold: xlsx.NewStyle(), names: map[string]bool{}, cut: cut}
	b.bold.Font, b.bold.ApplyFont = xlsx.Font{Name: "Arial", Size: 11, Bold: true}, true
	return b
}

// A leaf is a sheet of a book that goes on in another one when it is full.
type leaf struct {
	book   *book
	name   string
	titles []string
	sheet  *xlsx.Sheet
	rows   int
}

// leaf begins a sheet with a row of titles that stays in sight.
func (b *book) leaf(name string, titles ...string) (*leaf, error) {
	l := &leaf{book: b, name: name, titles: titles}
	return l, l.begin()
}

func (l *leaf) begin() (err error) {
	if l.sheet, err = l.book.file.AddSheet(l.book.free(l.name)); err != nil {
		return err
	}
	l.rows = 0
	for i, t := range l.titles {
		l.sheet.SetColWidth(i+1, i+1, min(48, max(10, float64(utf8.RuneCountInString(t))+3)))
	}
	if len(l.titles) == 0 {
		return nil
	}
	row := l.sheet.AddRow()
	for _, t := range l.titles {
		c := row.AddCell()
		l.book.text(c, t)
		c.SetStyle(l.book.bold)
	}
	l.rows++
	l.sheet.SheetViews = []xlsx.SheetView{{Pane: &xlsx.Pane{YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft", State: "frozen"}}}
	return nil
}

// row adds a row; what a cell is given says how it is written.
func (l *leaf) row(cells ...cell) error {
	if l.rows == longestSheet {
		if err := l.begin(); err != nil {
			return err
		}
	}
	l.rows++
	row := l.sheet.AddRow()
	for i, c := range cells {
		if c.text == "" {
			continue
		}
		l.book.put(row.GetCell(i), c)
	}
	return nil
}

// A cell is what stands in one: words, a number, a day or an instant.
type cell struct {
	text string
	kind kind
}

type kind byte

const (
	words kind = iota
	figure
	day     // or an instant: 2006-01-02, or RFC 3339
	heading // words in bold
)

func say(s string) cell    { return cell{s, words} }
func number(s string) cell { return cell{s, figure} }
func whole(n int) cell     { return cell{strconv.Itoa(n), figure} }

// The forms of cells. Text is "@", so that a cell that is edited stays text.
const (
	textForm    = "@"
	dayForm     = "yyyy\\-mm\\-dd"
	instantForm = "yyyy\\-mm\\-dd\\ hh:mm:ss"
)

func (b *book) put(to *xlsx.Cell, c cell) {
	switch {
	case c.kind == figure && numberForm.MatchString(c.text) && digits(c.text) <= mostDigits:
		to.SetNumeric(c.text)
		to.NumFmt = "General"
		if strings.Contains(c.text, ".") {
			to.NumFmt = "#,##0.00##"
		}
	case c.kind == day:
		b.time(to, c.text)
	case c.kind == heading:
		b.text(to, c.text)
		to.SetStyle(b.bold)
	default:
		b.text(to, c.text)
	}
}

// text writes words as words: in a text cell nothing is a formula.
func (b *book) text(to *xlsx.Cell, s string) {
	to.SetString(b.fitting(escapeForm.ReplaceAllString(s, "_x005F$0")))
	to.NumFmt = textForm
}

// escapeForm is what readers of the format take for an escaped character
// (ECMA-376, part 1, section 22.9.2.19); the underscore in front is escaped.
var escapeForm = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// fitting cuts what no cell can hold, and says so.
func (b *book) fitting(s string) string {
	const note = 100
	if units(s) <= longestCell {
		return s
	}
	runes, used, at := []rune(s), 0, 0
	for ; at < len(runes) && used < longestCell-note; at++ {
		used += max(1, len(string(runes[at]))/2)
	}
	return string(runes[:at]) + b.cut(len(runes)-at)
}

// units is at least the number of UTF-16 units of s.
func units(s string) (n int) {
	for _, r := range s {
		n += max(1, utf8.RuneLen(r)/2)
	}
	return n
}

// time writes a day or an instant as a spreadsheet counts them: days since
// 1899-12-30. An instant is told in Universal Time, which knows no other.
func (b *book) time(to *xlsx.Cell, s string) {
	form, t, err := dayForm, time.Time{}, error(nil)
	if t, err = time.Parse(time.DateOnly, s); err != nil {
		form = instantForm
		t, err = time.Parse(time.RFC3339, s)
	}
	if err != nil {
		b.text(to, s)
		return
	}
	epoch := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	serial := big.NewRat(t.Unix()-epoch.Unix(), 86_400)
	to.SetNumeric(strings.TrimRight(strings.TrimRight(serial.FloatString(10), "0"), "."))
	to.NumFmt = form
}

func digits(number string) (n int) {
	for _, r := range strings.TrimLeft(number, "-0.") {
		if r != '.' {
			n++
		}
	}
	return n
}

// free makes a name that no other sheet has and that a spreadsheet takes.
func (b *book) free(name string) string {
	name = strings.Trim(badInName.ReplaceAllString(name, "_"), "' ")
	if name == "" {
		name = "_"
	}
	for n := 1; ; n++ {
		tail := ""
		if n > 1 {
			tail = " (" + strconv.Itoa(n) + ")"
		}
		head := []rune(name)
		if over := len(head) + len(tail) - longestName; over > 0 {
			head = head[:len(head)-over]
		}
		full := string(head) + tail
		if !b.names[strings.ToLower(full)] {
			b.names[strings.ToLower(full)] = true
			return full
		}
	}
}

var badInName = regexp.MustCompile(`[\[\]:*?/\\[:cntrl:]]|[^\x00-\x{FFFF}]`)

func (b *book) write(w io.Writer) error { return b.file.Write(w) }

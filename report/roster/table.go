package roster

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
)

// A table is a list as it stands in its file.
type table struct {
	titles []string
	rows   []record
	told   Told
}

// A record is one row; a problem of it keeps it from being read.
type record struct {
	line    int
	cells   []cell
	problem error
}

// A cell is what stands in one: text, or a number or time of a spreadsheet.
type cell struct {
	text    string
	number  bool // text is a decimal number, as a spreadsheet keeps it
	time    bool // text is "2006-01-02 15:04:05", in no zone
	formula bool
	fault   bool // an error of the spreadsheet
}

func tableOf(file []byte, m *Map) (*table, error) {
	if len(file) > MaxFile {
		return nil, &Problem{Err: ErrTooLarge}
	}
	if isBook(file) {
		return bookOf(file, m)
	}
	words, encoding, err := text(file, m.encoding)
	if err != nil {
		return nil, &Problem{Err: err}
	}
	comma, err := separator(words, m)
	if err != nil {
		return nil, err
	}
	t, err := separated(words, comma, m.header)
	if err != nil {
		return nil, err
	}
	t.told = Told{Encoding: encoding, Separator: string(comma)}
	return t, nil
}

// separator is the one that the map names, or the only one with which the list
// has all the columns that the map names.
func separator(words string, m *Map) (rune, error) {
	if m.separator != 0 {
		return m.separator, nil
	}
	var fit []rune
	for _, comma := range []rune{',', ';', '\t'} {
		titles, err := titlesOf(words, comma, m.header)
		if err == nil && len(m.missing(titles)) == 0 {
			fit = append(fit, comma)
		}
	}
	if len(fit) == 1 {
		return fit[0], nil
	}
	if len(fit) == 0 { // say which column is missing where there is one title after another
		for _, comma := range []rune{',', ';', '\t'} {
			if titles, err := titlesOf(words, comma, m.header); err == nil && len(titles) > 1 {
				if missing := m.missing(titles); len(missing) < len(m.wants) {
					return 0, &Problem{Column: missing[0], Err: ErrNoColumn}
				}
			}
		}
	}
	return 0, &Problem{Err: ErrSeparator}
}

func reader(words string, comma rune) *csv.Reader {
	r := csv.NewReader(strings.NewReader(words))
	r.Comma, r.FieldsPerRecord, r.ReuseRecord = comma, -1, false
	return r
}

func titlesOf(words string, comma rune, header int) ([]string, error) {
	r := reader(words, comma)
	for {
		row, err := r.Read()
		if err != nil {
			return nil, err
		}
		if line, _ := r.FieldPos(0); line >= header {
			return trimmed(row), nil
		}
	}
}

func trimmed(row []string) (all []string) {
	for _, s := range row {
		all = append(all, strings.TrimSpace(s))
	}
	return all
}

func separated(words string, comma rune, header int) (*table, error) {
	t := &table{}
	r := reader(words, comma)
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		var bad *csv.ParseError
		if errors.As(err, &bad) {
			return nil, &Problem{Line: bad.StartLine, Err: ErrQuotes}
		}
		if err != nil {
			return nil, &Problem{Err: err}
		}
		line, _ := r.FieldPos(0)
		if line < header {
			continue
		}
		if t.titles == nil {
			t.titles = trimmed(row)
			if len(t.titles) > MaxColumns {
				return nil, &Problem{Err: ErrMany}
			}
			continue
		}
		if len(t.rows) == MaxRows {
			return nil, &Problem{Err: ErrMany}
		}
		t.rows = append(t.rows, recordOf(line, row, len(t.titles)))
	}
	if t.titles == nil {
		return nil, &Problem{Err: ErrTitles}
	}
	return t, nil
}

// recordOf takes a row that ends early in nothing, as spreadsheets write it, and no other.
func recordOf(line int, row []string, titles int) record {
	for len(row) > titles && strings.TrimSpace(row[len(row)-1]) == "" {
		row = row[:len(row)-1]
	}
	r := record{line: line}
	if len(row) != titles && !(len(row) == 1 && strings.TrimSpace(row[0]) == "") {
		r.problem = &Problem{Line: line, Err: ErrCells}
		return r
	}
	for _, s := range row {
		r.cells = append(r.cells, cell{text: s})
	}
	for len(r.cells) < titles {
		r.cells = append(r.cells, cell{})
	}
	return r
}

// columns finds the map's columns under the list's titles, and names the titles left out.
func (m *Map) columns(titles []string) (all []column, left []string, err error) {
	if missing := m.missing(titles); len(missing) > 0 {
		return nil, nil, &Problem{Column: missing[0], Err: ErrNoColumn}
	}
	for _, c := range m.wants {
		n := 0
		for i, t := range titles {
			if t == c.title {
				c.at = i
				n++
			}
		}
		if n > 1 {
			return nil, nil, &Problem{Column: c.title, Err: ErrTwice}
		}
		all = append(all, c)
	}
	for _, t := range titles {
		named := slices.ContainsFunc(m.wants, func(c column) bool { return c.title == t })
		if t != "" && !named && !slices.Contains(m.ignored, t) {
			left = append(left, t)
		}
	}
	return all, left, nil
}

func (m *Map) missing(titles []string) (all []string) {
	for _, c := range m.wants {
		if !slices.Contains(titles, c.title) {
			all = append(all, c.title)
		}
	}
	return all
}

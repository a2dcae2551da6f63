package roster

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"math/big"
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
)

// Bounds of a workbook's parts. A file says of itself how wide its rows are and
// how large its parts; nothing is allocated on its word.
const (
	mostParts  = 2000
	mostSheets = 50
	mostText   = 1 << 22 // distinct texts
	mostColumn = 16_384
)

// bookOf reads the sheet that the map names, or the only one that has all the
// columns that it names (ECMA-376, part 1, chapter 18).
func bookOf(file []byte, m *Map) (*table, error) {
	b, err := openBook(file)
	if err != nil {
		return nil, err
	}
	var found []*table
	for _, s := range b.sheets {
		if m.sheet != "" && s.name != m.sheet {
			continue
		}
		t, err := b.table(s, m)
		switch {
		case err != nil && (m.sheet != "" || !errors.Is(err, ErrTitles)):
			return nil, err
		case err == nil && (m.sheet != "" || len(b.sheets) == 1 || len(m.missing(t.titles)) == 0):
			found = append(found, t)
		}
	}
	switch {
	case len(found) == 1:
		return found[0], nil
	case m.sheet != "":
		return nil, &Problem{Column: m.sheet, Err: ErrSheet}
	case len(b.sheets) == 1:
		return nil, &Problem{Err: ErrTitles}
	}
	return nil, &Problem{Err: ErrSheets}
}

type book struct {
	parts  map[string]*zip.File
	left   int64 // bytes that may still be unpacked
	sheets []sheet
	texts  []string
	dates  []bool // by style
	late   bool   // days are counted from 1904
}

type sheet struct{ name, part string }

func openBook(file []byte) (*book, error) {
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil || len(z.File) > mostParts {
		return nil, &Problem{Err: ErrBook}
	}
	b := &book{parts: map[string]*zip.File{}, left: unpacked}
	for _, f := range z.File {
		if b.parts[f.Name] != nil {
			return nil, &Problem{Err: ErrBook}
		}
		b.parts[f.Name] = f
	}
	for _, read := range []func() error{b.readSheets, b.readTexts, b.readStyles} {
		if err := read(); err != nil {
			return nil, asProblem(err)
		}
	}
	return b, nil
}

func asProblem(err error) error {
	var p *Problem
	if errors.As(err, &p) {
		return err
	}
	return &Problem{Err: ErrBook}
}

// walk calls start for each element of a part; false skips what is in it.
func (b *book) walk(part string, start func(d *xml.Decoder, e xml.StartElement) error) error {
	f := b.parts[part]
	if f == nil {
		return ErrBook
	}
	r, err := f.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	limited := &io.LimitedReader{R: r, N: b.left}
	defer func() { b.left = limited.N }()
	d := xml.NewDecoder(limited)
	for {
		t, err := d.Token()
		if limited.N <= 0 {
			return &Problem{Err: ErrTooLarge}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if e, ok := t.(xml.StartElement); ok {
			if err := start(d, e); err != nil {
				return err
			}
		}
	}
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func (b *book) readSheets() error {
	targets := map[string]string{}
	err := b.walk("xl/_rels/workbook.xml.rels", func(_ *xml.Decoder, e xml.StartElement) error {
		if e.Name.Local == "Relationship" {
			to := attribute(e, "Target")
			if !strings.HasPrefix(to, "/") {
				to = "/xl/" + to
			}
			targets[attribute(e, "Id")] = strings.TrimPrefix(path.Clean(to), "/")
		}
		return nil
	})
	if err != nil {
		return err
	}
	return b.walk("xl/workbook.xml", func(_ *xml.Decoder, e xml.StartElement) error {
		switch e.Name.Local {
		case "workbookPr":
			b.late = attribute(e, "date1904") == "1" || attribute(e, "date1904") == "true"
		case "sheet":
			id := ""
			for _, a := range e.Attr {
				if a.Name.Local == "id" && a.Name.Space != "" {
					id = a.Value
				}
			}
			if len(b.sheets) == mostSheets {
				return &Problem{Err: ErrMany}
			}
			b.sheets = append(b.sheets, sheet{attribute(e, "name"), targets[id]})
		}
		return nil
	})
}

func (b *book) readTexts() error {
	if b.parts["xl/sharedStrings.xml"] == nil {
		return nil
	}
	return b.walk("xl/sharedStrings.xml", func(d *xml.Decoder, e xml.StartElement) error {
		if e.Name.Local != "si" {
			return nil
		}
		if len(b.texts) == mostText {
			return &Problem{Err: ErrMany}
		}
		s, err := words(d)
		b.texts = append(b.texts, s)
		return err
	})
}

// words reads the text of an element up to its end, without the readings that
// are written over Japanese.
func words(d *xml.Decoder) (string, error) {
	var s strings.Builder
	inText, depth := false, 1
	for depth > 0 {
		t, err := d.Token()
		if err != nil {
			return "", err
		}
		switch t := t.(type) {
		case xml.StartElement:
			if t.Name.Local == "rPh" {
				if err := d.Skip(); err != nil {
					return "", err
				}
				continue
			}
			depth++
			inText = t.Name.Local == "t"
		case xml.EndElement:
			depth--
			inText = false
		case xml.CharData:
			if inText {
				s.Write(t)
			}
		}
	}
	return unescaped(s.String()), nil
}

var escapeForm = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// unescaped reads _x000D_ as the character that it stands for (section 22.9.2.19).
func unescaped(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	return escapeForm.ReplaceAllStringFunc(s, func(e string) string {
		n, _ := strconv.ParseUint(e[2:6], 16, 16)
		return string(utf16.Decode([]uint16{uint16(n)}))
	})
}

// readStyles finds the styles that show a number as a day.
func (b *book) readStyles() error {
	if b.parts["xl/styles.xml"] == nil {
		return nil
	}
	custom, within := map[string]string{}, false
	return b.walk("xl/styles.xml", func(_ *xml.Decoder, e xml.StartElement) error {
		switch e.Name.Local {
		case "numFmt":
			custom[attribute(e, "numFmtId")] = attribute(e, "formatCode")
		case "cellXfs":
			within = true
		case "cellStyles", "dxfs":
			within = false
		case "xf":
			if within {
				b.dates = append(b.dates, showsDay(attribute(e, "numFmtId"), custom))
			}
		}
		if len(b.dates) > 1<<16 || len(custom) > 1<<16 {
			return &Problem{Err: ErrMany}
		}
		return nil
	})
}

// quiet is what a form of numbers says that is no form.
var quiet = regexp.MustCompile(`"[^"]*"|\\.|\[[^\]]*\]|_.|\*.`)

func showsDay(id string, custom map[string]string) bool {
	if form, ok := custom[id]; ok {
		form = strings.ToLower(quiet.ReplaceAllString(form, ""))
		return strings.ContainsAny(form, "yd") || strings.Contains(form, "mmm")
	}
	n, _ := strconv.Atoi(id)
	return n >= 14 && n <= 17 || n == 22 || n >= 27 && n <= 36 || n >= 50 && n <= 58
}

// table reads one sheet.
func (b *book) table(s sheet, m *Map) (*table, error) {
	t := &table{told: Told{Sheet: s.name}}
	at := 0
	err := b.walk(s.part, func(d *xml.Decoder, e xml.StartElement) error {
		if e.Name.Local != "row" {
			return nil
		}
		at++
		if n, err := strconv.Atoi(attribute(e, "r")); err == nil {
			if n < at {
				return ErrBook
			}
			at = n
		}
		cells, err := b.row(d)
		if err != nil || at < m.header || len(cells) == 0 {
			return err
		}
		return t.take(at, cells)
	})
	if err != nil {
		return nil, asProblem(err)
	}
	if t.titles == nil {
		return nil, &Problem{Err: ErrTitles}
	}
	return t, nil
}

func (t *table) take(line int, cells []cell) error {
	if t.titles == nil {
		for _, c := range cells {
			t.titles = append(t.titles, strings.TrimSpace(c.text))
		}
		return nil
	}
	if len(t.rows) == MaxRows {
		return &Problem{Err: ErrMany}
	}
	r := record{line: line, cells: cells}
	for i := len(t.titles); i < len(cells); i++ {
		if strings.TrimSpace(cells[i].text) != "" {
			r.problem = &Problem{Line: line, Err: ErrCells}
		}
	}
	for len(r.cells) < len(t.titles) {
		r.cells = append(r.cells, cell{})
	}
	t.rows = append(t.rows, r)
	return nil
}

// row reads the cells of a row, each at its place.
func (b *book) row(d *xml.Decoder) (cells []cell, err error) {
	next := 0
	for {
		t, err := d.Token()
		if err != nil {
			return nil, err
		}
		switch e := t.(type) {
		case xml.EndElement:
			return cells, nil
		case xml.StartElement:
			if e.Name.Local != "c" {
				if err := d.Skip(); err != nil {
					return nil, err
				}
				continue
			}
			if at, ok := columnOf(attribute(e, "r")); ok {
				if at < next {
					return nil, ErrBook
				}
				next = at
			}
			c, err := b.cell(d, e)
			if err != nil {
				return nil, err
			}
			if next >= MaxColumns {
				if c.text != "" {
					return nil, &Problem{Err: ErrMany}
				}
				continue
			}
			for len(cells) < next {
				cells = append(cells, cell{})
			}
			cells = append(cells, c)
			next++
		}
	}
}

// columnOf reads the letters of "AB12": 27.
func columnOf(ref string) (int, bool) {
	n := 0
	for _, r := range ref {
		if r < 'A' || r > 'Z' {
			break
		}
		if n = 26*n + int(r-'A') + 1; n > mostColumn {
			return 0, false
		}
	}
	return n - 1, n > 0
}

func (b *book) cell(d *xml.Decoder, e xml.StartElement) (c cell, err error) {
	kind, value := attribute(e, "t"), ""
	style, _ := strconv.Atoi(attribute(e, "s"))
	for {
		t, err := d.Token()
		if err != nil {
			return c, err
		}
		switch e := t.(type) {
		case xml.EndElement:
			return b.told(c, kind, value, style)
		case xml.StartElement:
			switch e.Name.Local {
			case "v":
				value, err = content(d)
			case "is":
				c.text, err = words(d)
			case "f":
				c.formula = true
				err = d.Skip()
			default:
				err = d.Skip()
			}
			if err != nil {
				return c, err
			}
		}
	}
}

func content(d *xml.Decoder) (string, error) {
	var s strings.Builder
	for {
		t, err := d.Token()
		if err != nil {
			return "", err
		}
		switch t := t.(type) {
		case xml.CharData:
			s.Write(t)
		case xml.StartElement:
			return "", ErrBook
		case xml.EndElement:
			return s.String(), nil
		}
	}
}

// told makes of a kept value what it says.
func (b *book) told(c cell, kind, value string, style int) (cell, error) {
	switch kind {
	case "s":
		n, err := strconv.Atoi(strings.TrimSpace(value))
		if err != nil || n < 0 || n >= len(b.texts) {
			return c, ErrBook
		}
		c.text = b.texts[n]
	case "inlineStr":
	case "str":
		c.text = unescaped(value)
	case "b":
		c.text = map[string]string{"1": "true", "0": "false"}[value]
	case "e":
		c.text, c.fault = value, true
	case "d":
		c.text = value // ISO 8601
	default:
		c.text, c.number = value, value != ""
		if c.number && style >= 0 && style < len(b.dates) && b.dates[style] {
			return b.day(c)
		}
	}
	return c, nil
}

// day writes a count of days since 1899-12-30, or 1904-01-01, as a day and an
// hour, to the nearest second.
func (b *book) day(c cell) (cell, error) {
	if len(c.text) > 40 || strings.ContainsAny(c.text, "eE/_xXpP") {
		return c, nil
	}
	days, ok := new(big.Rat).SetString(c.text)
	if !ok || days.Sign() < 0 || days.Cmp(big.NewRat(200_000, 1)) > 0 {
		return c, nil
	}
	epoch := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	if b.late {
		epoch = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	seconds := new(big.Rat).Mul(days, big.NewRat(86_400, 1))
	half := seconds.Add(seconds, big.NewRat(1, 2))
	n := new(big.Int).Quo(half.Num(), half.Denom()).Int64()
	c.text, c.number, c.time = time.Unix(epoch.Unix()+n, 0).UTC().Format("2006-01-02 15:04:05"), false, true
	return c, nil
}

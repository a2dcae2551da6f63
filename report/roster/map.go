package roster

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/goccy/go-yaml"

	"constat/store/registry"
)

// maxMap is how long a map may be, in bytes.
const maxMap = 1 << 20

// A Map says which column of a list is which field of a member.
type Map struct {
	encoding  string
	separator rune
	sheet     string
	header    int
	dates     string // "", "fr" (day first), "us" (month first)
	amounts   string // "", "fr", "en"
	zone      *time.Location
	formulas  bool // their kept values are taken

	wants     []column
	constants map[string]constant
	ignored   []string
}

// A column of the list and the field it is.
type column struct {
	title  string
	at     int
	path   []step
	to     registry.Field
	values map[string]string
	split  string
}

type constant struct {
	path  []step
	value any
}

// written is a map as it is written.
type written struct {
	Encoding  string            `yaml:"encoding"`
	Separator string            `yaml:"separator"`
	Sheet     string            `yaml:"sheet"`
	Header    int               `yaml:"header"`
	Dates     string            `yaml:"dates"`
	Amounts   string            `yaml:"amounts"`
	Zone      string            `yaml:"zone"`
	Formulas  string            `yaml:"formulas"`
	Columns   yaml.MapSlice     `yaml:"columns"`
	Constants map[string]string `yaml:"constants"`
	Ignore    []string          `yaml:"ignore"`
}

// ParseMap reads a map. Errors are *Problem, with the key that is wrong.
func ParseMap(data []byte) (m *Map, err error) {
	defer func() {
		if recover() != nil { // the parser gave up on a text it should refuse
			m, err = nil, &Problem{Err: ErrMap}
		}
	}()
	if len(data) > maxMap {
		return nil, &Problem{Err: ErrTooLarge}
	}
	var w written
	if err := yaml.UnmarshalWithOptions(data, &w, yaml.Strict()); err != nil {
		return nil, &Problem{Err: fmt.Errorf("%w: %s", ErrMap, firstLine(err))}
	}
	m = &Map{sheet: w.Sheet, header: max(1, w.Header), ignored: trimmed(w.Ignore)}
	for _, part := range []func(written) error{m.forms, m.readColumns, m.readConstants} {
		if err := part(w); err != nil {
			return nil, err
		}
	}
	return m, nil
}

// firstLine is what the reader of YAML says, without the piece of text it shows.
func firstLine(err error) string {
	s, _, _ := strings.Cut(yaml.FormatError(err, false, false), "\n")
	return s
}

func (m *Map) forms(w written) error {
	one := func(key, value string, of ...string) error {
		if value != "" && !slices.Contains(of, value) {
			return &Problem{Column: key, Err: fmt.Errorf("%w: %s", ErrForm, strings.Join(of, ", "))}
		}
		return nil
	}
	m.encoding, m.dates, m.amounts, m.formulas = strings.ToLower(w.Encoding), w.Dates, w.Amounts, w.Formulas == "values"
	separators := map[string]rune{"": 0, ",": ',', ";": ';', "tab": '\t', "\t": '\t'}
	m.separator = separators[w.Separator]
	err := errors.Join(one("encoding", m.encoding, "utf-8", "utf-16", "utf-16le", "utf-16be", "windows-1252"), one("separator", w.Separator, ",", ";", "tab", "\t"),
		one("dates", w.Dates, "fr", "gb", "us", "iso"), one("amounts", w.Amounts, "fr", "en"), one("formulas", w.Formulas, "values", "refuse"))
	if err != nil || w.Zone == "" {
		return err
	}
	zone, err := time.LoadLocation(w.Zone)
	if err != nil || w.Zone == "Local" {
		return &Problem{Column: "zone", Err: fmt.Errorf("%w: America/Toronto, Europe/Paris, …", ErrForm)}
	}
	m.zone = zone
	return nil
}

func (m *Map) readColumns(w written) error {
	taken := map[string]bool{}
	for _, item := range w.Columns {
		title := strings.TrimSpace(fmt.Sprint(item.Key))
		c := column{title: title}
		field, err := c.read(item.Value)
		if err == nil {
			c.path, c.to, err = parsePath(field)
		}
		if err == nil && taken[field] {
			err = ErrTwice
		}
		if err != nil {
			return &Problem{Column: title, Err: err}
		}
		taken[field] = true
		m.wants = append(m.wants, c)
	}
	if !taken["name_or_legal_name"] {
		return &Problem{Column: "columns", Err: fmt.Errorf("%w: name_or_legal_name", ErrNoColumn)}
	}
	return nil
}

// read takes "email", or {field: country, values: {Canada: CA}, split: ";"}.
func (c *column) read(v any) (field string, err error) {
	if s, ok := v.(string); ok {
		return s, nil
	}
	b, err := yaml.Marshal(v)
	if err != nil {
		return "", ErrMap
	}
	var w struct {
		Field  string            `yaml:"field"`
		Values map[string]string `yaml:"values"`
		Split  string            `yaml:"split"`
	}
	if err := yaml.UnmarshalWithOptions(b, &w, yaml.Strict()); err != nil {
		return "", fmt.Errorf("%w: %s", ErrMap, firstLine(err))
	}
	c.split, c.values = w.Split, map[string]string{}
	for k, to := range w.Values {
		c.values[strings.ToLower(strings.TrimSpace(k))] = to
	}
	return w.Field, nil
}

func (m *Map) readConstants(w written) error {
	m.constants = map[string]constant{}
	for field, value := range w.Constants {
		path, to, err := parsePath(field)
		if err == nil && slices.ContainsFunc(m.wants, func(c column) bool { return slices.Equal(c.path, path) }) {
			err = ErrTwice
		}
		if err != nil {
			return &Problem{Column: field, Err: err}
		}
		v, err := m.value(cell{text: value}, column{to: to})
		if err != nil {
			return &Problem{Column: field, Err: err}
		}
		m.constants[field] = constant{path, v}
	}
	return nil
}

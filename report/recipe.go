package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"

	"constat/report/contract"
	"constat/report/dossier"
	"constat/report/incident"
	"constat/report/lang"
	"constat/report/loss"
)

// RecipeSchema names the form of a recipe. FORMAT.md beside this file
// describes it.
const RecipeSchema = "constat-report/1"

// A Recipe is what a report was made with: together with the bundles it names
// it gives the same bytes again. Reports carry theirs as report.json. Whoever
// adds an option to reports adds it here.
type Recipe struct {
	Schema string         `json:"schema"`
	Built  dossier.Built  `json:"built"`
	Lang   string         `json:"lang"`  // "fr", "en"
	Paper  string         `json:"paper"` // "letter", "a4"
	Zone   string         `json:"zone"`  // "America/Toronto"
	At     dossier.Time   `json:"at"`
	Method string         `json:"method"` // the file's text; empty for the program's own method
	Policy string         `json:"policy"` // the file's text; empty where none was given
	Files  []dossier.File `json:"files"`  // the bundles, in the order of their digests
	// Catalogue is the file's text; empty for the program's own.
	Catalogue string `json:"catalogue,omitempty"`
	// Terms is the text of the file of contracts, Rules the texts of the rules that
	// it names; both absent where none was given.
	Terms string     `json:"terms,omitempty"`
	Rules []RuleText `json:"rules,omitempty"`
}

// A RuleText is a rule as a file of contracts names it.
type RuleText struct {
	Name string `json:"name"`
	Text string `json:"text"`
}

// MaxRecipe bounds a recipe, in bytes: two texts of the reader's and one line
// per bundle.
const MaxRecipe = 16 << 20

// Text returns the recipe in its one form: a line of JSON.
func (r Recipe) Text() ([]byte, error) {
	if err := r.check(); err != nil {
		return nil, fmt.Errorf("write recipe: %w", err)
	}
	b, err := line(r)
	if err != nil {
		return nil, fmt.Errorf("write recipe: %w", err)
	}
	return b, nil
}

// line writes a recipe in its one form.
func line(recipe any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(recipe)
	return b.Bytes(), err
}

// ParseRecipe reads what Text writes, and nothing else. Of a recipe that
// another version wrote it may return an error and Built all the same.
func ParseRecipe(text []byte) (Recipe, error) { return parseRecipe[Recipe](text, "recipe") }

// parseRecipe reads a recipe of any kind; what names it in errors.
func parseRecipe[R interface{ Text() ([]byte, error) }](text []byte, what string) (r R, err error) {
	if len(text) > MaxRecipe {
		return r, fmt.Errorf("read %s: %d bytes, at most %d", what, len(text), MaxRecipe)
	}
	if err = json.NewDecoder(bytes.NewReader(text)).Decode(&r); err != nil {
		return r, fmt.Errorf("read %s: %w", what, err)
	}
	again, err := r.Text()
	if err != nil {
		return r, fmt.Errorf("read %s: %w", what, err)
	}
	if !bytes.Equal(again, text) {
		return r, fmt.Errorf("read %s: it is not in the one form that this version writes", what)
	}
	return r, nil
}

func (r Recipe) check() error {
	switch {
	case r.Schema != RecipeSchema:
		return fmt.Errorf("its schema is %.40q, not %q", r.Schema, RecipeSchema)
	case r.Files == nil || !r.At.Known:
		return fmt.Errorf("it names no files, or no time")
	case r.Terms == "" && len(r.Rules) > 0 || !utf8.ValidString(r.Terms):
		return fmt.Errorf("rules without terms, or terms that are not UTF-8")
	case !utf8.ValidString(r.Method) || !utf8.ValidString(r.Policy) || !utf8.ValidString(r.Catalogue):
		return fmt.Errorf("method, catalogue and policy must be UTF-8")
	}
	for n, t := range r.Rules {
		if !utf8.ValidString(t.Name) || !utf8.ValidString(t.Text) || slices.ContainsFunc(r.Rules[:n], func(o RuleText) bool { return o.Name == t.Name }) {
			return fmt.Errorf("rule %.40q is not UTF-8, or twice", t.Name)
		}
	}
	_, err := r.Location()
	return err
}

// rule returns the text of a rule that the terms name.
func (r Recipe) rule(name string) ([]byte, error) {
	i := slices.IndexFunc(r.Rules, func(t RuleText) bool { return t.Name == name })
	if i < 0 {
		return nil, contract.ErrNoRule
	}
	return []byte(r.Rules[i].Text), nil
}

// Location is the zone; see [lang.Zone].
func (r Recipe) Location() (*time.Location, error) { return lang.Zone(r.Zone) }

// Options returns what the dossier depends on.
func (r Recipe) Options() (Options, error) {
	opt := Options{Built: r.Built}
	if r.At.Known {
		opt.At = r.At.Instant
	}
	if r.Method != "" {
		m, err := incident.ParseMethod([]byte(r.Method))
		if err != nil {
			return opt, fmt.Errorf("method: %w", err)
		}
		opt.Method = &m
	}
	if r.Catalogue != "" {
		c, err := loss.ParseCatalogue([]byte(r.Catalogue))
		if err != nil {
			return opt, fmt.Errorf("catalogue: %w", err)
		}
		opt.Catalogue = c
	}
	if r.Terms != "" {
		terms, err := contract.ParseTerms([]byte(r.Terms), lang.Zone, r.rule)
		if err != nil {
			return opt, fmt.Errorf("terms: %w", err)
		}
		opt.Terms = terms
	}
	return opt, nil
}

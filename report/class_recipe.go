package report

import (
	"bytes"
	"fmt"
	"slices"
	"unicode/utf8"

	"constat/report/dossier"
	"constat/report/forum"
	"constat/store/record"
)

// ForComparison stands in place of a member where bundles are nobody's, and are read
// to compare with.
const ForComparison = "-"

// ClassRecipeSchema names the form of the recipe of a class report and of its
// exhibits.
const ClassRecipeSchema = "constat-class-report/1"

// What a class recipe makes.
const (
	ClassSealed = "sealed" // the class report, with names
	ClassOpen   = "public" // its exhibit for the public file
	ClassForum  = "forum"  // what bears on the criteria of a court
)

// A ClassRecipe is what a class report or an exhibit was made with. The sealed
// report's names its bundles: with them it gives the same bytes again. An exhibit
// is made of the public figures that it carries, and names no bundle, member or
// site but through these. FORMAT.md beside this file describes it.
type ClassRecipe struct {
	Schema string        `json:"schema"`
	Kind   string        `json:"kind"`
	Built  dossier.Built `json:"built"`
	Lang   string        `json:"lang"`  // of the class report
	Paper  string        `json:"paper"` // and its paper
	Zone   string        `json:"zone"`

	Sealed *ClassInputs `json:"sealed"` // null in an exhibit
	Forum  *ForumInputs `json:"forum"`  // null in a class report
}

// ClassInputs are what the sealed report depends on.
type ClassInputs struct {
	At              dossier.Time  `json:"at"`
	Method          string        `json:"method"` // the file's text; empty for the program's own
	Policy          string        `json:"policy"` // likewise; empty where none was given
	Providers       []string      `json:"providers"`
	Representatives []string      `json:"representatives"`
	Members         []ClassMember `json:"members"` // in the order in which they were given
}

// A ClassMember are the bundles that were read together.
type ClassMember struct {
	Member string      `json:"member"` // as the list has it, "-" for comparison alone; empty without a list
	Listed bool        `json:"listed"`
	Files  []ClassFile `json:"files"`
}

// A ClassFile is one bundle, counted or left out.
type ClassFile struct {
	Name   string      `json:"name"`   // as it was called
	SHA256 record.Hash `json:"sha256"` // zero where it could not be read
	Sites  []string    `json:"sites"`  // that are the member's; empty for all
}

// ForumInputs are what an exhibit for a court depends on beside the public figures.
type ForumInputs struct {
	ID       string          `json:"id"`
	Lang     string          `json:"lang"`  // of the exhibit
	Paper    string          `json:"paper"` // and its paper
	Register *forum.Register `json:"register"`
}

// Text returns the recipe in its one form: a line of JSON.
func (r ClassRecipe) Text() ([]byte, error) {
	if err := r.check(); err != nil {
		return nil, fmt.Errorf("write class recipe: %w", err)
	}
	b, err := line(Filled(&r))
	if err != nil {
		return nil, fmt.Errorf("write class recipe: %w", err)
	}
	return b, nil
}

// ParseClassRecipe reads what Text writes, and nothing else. Of a recipe that
// another version wrote it may return an error and Built all the same.
func ParseClassRecipe(text []byte) (ClassRecipe, error) {
	return parseRecipe[ClassRecipe](text, "class recipe")
}

// IsClassRecipe tells the recipe of a class report or exhibit from that of a report.
func IsClassRecipe(text []byte) bool {
	return bytes.HasPrefix(text, []byte(`{"schema":"`+ClassRecipeSchema+`"`))
}

func (r ClassRecipe) check() error {
	switch {
	case r.Schema != ClassRecipeSchema:
		return fmt.Errorf("its schema is %.40q, not %q", r.Schema, ClassRecipeSchema)
	case !slices.Contains([]string{ClassSealed, ClassOpen, ClassForum}, r.Kind):
		return fmt.Errorf("kind %.40q is not known", r.Kind)
	case (r.Kind == ClassSealed) != (r.Sealed != nil) || (r.Kind == ClassForum) != (r.Forum != nil):
		return fmt.Errorf("what a %s recipe must have is not there, or another's is", r.Kind)
	}
	if r.Sealed != nil {
		if err := r.Sealed.check(); err != nil {
			return err
		}
	}
	if r.Forum != nil {
		if _, err := forum.ByID(r.Forum.ID); err != nil {
			return err
		}
	}
	_, err := r.Plain().Location()
	return err
}

func (s ClassInputs) check() error {
	switch {
	case !s.At.Known || len(s.Providers) == 0 || len(s.Members) == 0:
		return fmt.Errorf("it names no time, no provider or no bundle")
	case !utf8.ValidString(s.Method) || !utf8.ValidString(s.Policy):
		return fmt.Errorf("method and policy must be UTF-8")
	}
	for _, m := range s.Members {
		if len(m.Files) == 0 {
			return fmt.Errorf("member %.40q has no file", m.Member)
		}
		if m.Member == ForComparison && slices.ContainsFunc(m.Files, func(f ClassFile) bool { return len(f.Sites) > 0 }) {
			return fmt.Errorf("sites are picked of bundles for comparison, which are read whole")
		}
	}
	return nil
}

// Plain is the part of r that every report has.
func (r ClassRecipe) Plain() Recipe {
	p := Recipe{Built: r.Built, Lang: r.Lang, Paper: r.Paper, Zone: r.Zone}
	if r.Sealed != nil {
		p.At, p.Method, p.Policy = r.Sealed.At, r.Sealed.Method, r.Sealed.Policy
	}
	return p
}

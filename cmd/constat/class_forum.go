package main

import (
	"encoding/json"
	"errors"
	"fmt"

	"constat/report"
	"constat/report/dossier"
	"constat/report/export"
	"constat/report/forum"
	"constat/report/veil"
	"constat/store/record"
)

// An authorising is what the command says of the exhibit for a court.
type authorising struct {
	pdf, forum, register string

	langGiven, paperGiven bool // the flag was there: else the court's own
}

func (a authorising) check(c classing) error {
	switch {
	case a.pdf == "" && (a.forum != "" || a.register != ""):
		return errors.New("--forum and --register go with --authorisation FILE.pdf")
	case a.pdf == "":
		return nil
	case a.forum == "":
		return errors.New("--authorisation asks for --forum quebec, france, belgium, us-rule-23 or switzerland")
	case c.public == "":
		return errors.New("--authorisation cites the pages of the exhibit for the public file; say --public FILE.pdf too")
	}
	_, err := forum.ByID(a.forum)
	return err
}

// recipe is what the exhibit is made with.
func (a authorising) recipe(c report.ClassRecipe) (report.ClassRecipe, error) {
	f, err := forum.ByID(a.forum)
	if err != nil {
		return c, err
	}
	in := &report.ForumInputs{ID: f.ID, Lang: f.Languages[0], Paper: f.Paper}
	if a.langGiven {
		in.Lang = f.Language(c.Lang)
	}
	if a.paperGiven {
		in.Paper = c.Paper
	}
	if a.register != "" {
		if in.Register, err = readRegister(a.register); err != nil {
			return c, fmt.Errorf("--register %q: %w", a.register, err)
		}
	}
	c.Kind, c.Sealed, c.Forum = report.ClassForum, nil, in
	return c, nil
}

// A registerFile is what is read of an export of the register: of either schema,
// sums alone.
type registerFile struct {
	Schema string          `json:"schema"`
	Claim  json.RawMessage `json:"claim"`
	Sealed string          `json:"sealed_sha256"`
	Totals []export.Total  `json:"totals"`
	Counts export.Counts   `json:"counts"`
	Funnel []export.Step   `json:"funnel"`
}

// readRegister reads the exhibit of a frozen register (exhibit.json), which names
// nobody. What else is exported holds members and is not taken.
func readRegister(path string) (*forum.Register, error) {
	text, err := readWithin(path, maxReport)
	if err != nil {
		return nil, err
	}
	var x registerFile
	if err := json.Unmarshal(text, &x); err != nil {
		return nil, err
	}
	var name string
	if x.Schema != "constat-exhibit/1" || json.Unmarshal(x.Claim, &name) != nil {
		return nil, fmt.Errorf("its schema is %.40q; give exhibit.json, which constat claim freeze --exhibit writes", x.Schema)
	}
	r := &forum.Register{Name: name, File: record.Sum(text), Sealed: x.Sealed, Members: x.Counts.Members, Sites: x.Counts.Sites}
	for _, s := range x.Funnel {
		if s.Step == "complete" {
			r.Complete = s.Members
		}
	}
	for _, k := range x.Counts.Kinds {
		r.Kinds = append(r.Kinds, forum.RegisterCount{Value: k.Value, Members: k.Members})
	}
	for _, k := range x.Counts.Countries {
		r.Places = append(r.Places, forum.RegisterCount{Value: k.Value, Members: k.Members})
	}
	for _, t := range x.Totals {
		sum := forum.RegisterSum{Currency: string(t.Currency), Members: t.Members, Documented: t.Documented, Declared: t.Declared}
		for _, h := range t.Heads {
			sum.Heads = append(sum.Heads, forum.RegisterHead{Head: h.Head, Members: h.Members, Documented: h.Documented, Declared: h.Declared})
		}
		r.Amounts = append(r.Amounts, sum)
	}
	return report.Filled(r), nil
}

// authorise makes the exhibit for the court, of the public figures.
func (c classing) authorise(recipe report.ClassRecipe, public *dossier.Class, list *veil.Facts) ([]byte, error) {
	r, err := c.authorising.recipe(recipe)
	if err != nil {
		return nil, err
	}
	return drawForum(r, public, list)
}

package main

import (
	"bytes"
	"errors"
	"path/filepath"

	"constat/report/pdf"
)

// errDeclarations is said before any work is done.
var errDeclarations = errors.New("--declarations speaks of a report by its digest; say -o FILE.pdf too, another file, and not the standard output")

// declarable refuses what no declarations can be made of.
func (r reporting) declarable() error {
	if r.declarations != "" && (r.pdf == "" || r.pdf == "-" || r.declarations == "-" || filepath.Clean(r.pdf) == filepath.Clean(r.declarations)) {
		return errDeclarations
	}
	return nil
}

// declare writes the declarations that go with a report, which exists by then
// as it is handed over: signed, if it is.
func (r reporting) declare(c *composed, file []byte) error {
	if r.declarations == "" {
		return nil
	}
	zone, err := c.recipe.Location()
	if err != nil {
		return err
	}
	recipe, err := c.recipe.Text()
	if err != nil {
		return err
	}
	opt := pdf.DeclareOptions{Lang: c.recipe.Lang, Paper: c.recipe.Paper, Zone: zone, Report: pdf.ExhibitOf("report", filepath.Base(r.pdf), file),
		Files: []pdf.Exhibit{pdf.ExhibitOf("facts", factsName, c.facts), pdf.ExhibitOf("recipe", recipeName, recipe)}}
	for _, f := range c.dossier.Files {
		opt.Files = append(opt.Files, pdf.Exhibit{Kind: "bundle", Name: f.Name, Bytes: f.Bytes, SHA256: f.SHA256})
	}
	var b bytes.Buffer
	if err := pdf.Declare(&b, c.dossier, opt); err != nil {
		return err
	}
	return writeOut(r.declarations, b.Bytes())
}

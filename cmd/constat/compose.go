package main

import (
	"bytes"
	"slices"

	"constat/report"
	"constat/report/dossier"
	"constat/report/export"
	"constat/report/lang"
	"constat/report/pdf"
	"constat/store/record"
)

// maxAttached bounds the bundles carried inside a PDF, in bytes together. Only
// tests change it.
var maxAttached int64 = 64 << 20

// recipeName is what a report's recipe is called among its attachments, and
// factsName its dossier.
const (
	recipeName = "report.json"
	factsName  = "dossier.json"
)

// A composed report is all that a recipe and its bundles give.
type composed struct {
	recipe  report.Recipe // with the time and the files filled in
	dossier *dossier.Dossier
	facts   []byte // the dossier's JSON
	pdf     []byte // unsigned; nil where it was not asked for
}

// compose makes a report. It depends on nothing but its arguments, so that
// whoever holds a report can make it again and compare. No bundle is broken.
func compose(r report.Recipe, proofs []proof, pages bool) (*composed, error) {
	return composeHearing(r, proofs, pages, nil)
}

// composeHearing is compose, and tells hear of each answer around an incident.
func composeHearing(r report.Recipe, proofs []proof, pages bool, hear func(dossier.Heard)) (*composed, error) {
	opt, err := r.Options()
	if err != nil {
		return nil, err
	}
	opt.Heard = hear
	proofs = sortProofs(slices.Clone(proofs))
	c := &composed{recipe: r}
	if c.dossier, err = report.Build(bundlesOf(proofs), opt); err != nil {
		return nil, err
	}
	c.recipe.Schema, c.recipe.At, c.recipe.Files = report.RecipeSchema, c.dossier.At, c.dossier.Files
	if c.facts, err = c.dossier.JSON(); err != nil || !pages {
		return c, err
	}
	c.pdf, err = c.draw(proofs)
	return c, err
}

// draw lays the dossier out on pages and attaches what it rests on.
func (c *composed) draw(proofs []proof) ([]byte, error) {
	zone, err := c.recipe.Location()
	if err != nil {
		return nil, err
	}
	attachments, err := c.attachments(proofs)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = pdf.Write(&b, c.dossier, pdf.Options{Lang: c.recipe.Lang, Paper: c.recipe.Paper, Zone: zone, Attachments: attachments})
	return b.Bytes(), err
}

func (c *composed) attachments(proofs []proof) ([]pdf.Attachment, error) {
	recipe, err := c.recipe.Text()
	if err != nil {
		return nil, err
	}
	raw, err := c.raw(proofs)
	if err != nil {
		return nil, err
	}
	all := []pdf.Attachment{
		{Name: factsName, MIME: "application/json", Data: c.facts,
			Description: tr(c.recipe.Lang, "Les faits de ce rapport", "The facts of this report")},
		{Name: recipeName, MIME: "application/json", Data: recipe,
			Description: tr(c.recipe.Lang, "Ce avec quoi ce rapport a été fait, pour le refaire", "What this report was made with, to make it again")},
	}
	if len(c.dossier.Losses) > 0 {
		gone, err := export.Losses(c.dossier)
		if err != nil {
			return nil, err
		}
		all = append(all, pdf.Attachment{Name: pdf.GoneName, MIME: "text/csv", Data: gone,
			Description: tr(c.recipe.Lang, lang.French.Held.Facts, lang.English.Held.Facts)})
	}
	return append(all, raw...), nil
}

// raw returns the bundles to carry inside the PDF, none where they are too
// large together: the report then names them by digest alone.
func (c *composed) raw(proofs []proof) ([]pdf.Attachment, error) {
	var out []pdf.Attachment
	var size int64
	for _, p := range proofs {
		size += p.Size
	}
	if size > maxAttached {
		return nil, nil
	}
	for _, p := range proofs {
		data, err := p.bytes()
		if err != nil {
			return nil, err
		}
		out = append(out, pdf.Attachment{Name: c.fileName(p.SHA256), MIME: "application/zip", Data: data,
			Description: tr(c.recipe.Lang, "Les données brutes, vérifiables par constat-verify", "The raw data, to be checked with constat-verify")})
	}
	return out, nil
}

// fileName is what the report calls the bundle with a digest.
func (c *composed) fileName(digest record.Hash) string {
	i := slices.IndexFunc(c.dossier.Files, func(f dossier.File) bool { return f.SHA256 == digest })
	return c.dossier.Files[i].Name
}

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"constat/report"
	"constat/report/dossier"
	"constat/report/forum"
	"constat/report/pdf"
	"constat/store/record"
	"constat/store/seal"
)

// What a class report and its exhibits carry beside their recipe.
const (
	classFactsName = "class.json"
	forumFactsName = "authorisation.json"
)

// gatherClass reads the bundles of jobs as a recipe says, and makes the figures.
func gatherClass(ctx context.Context, in report.ClassInputs, r report.Recipe, policy *seal.Policy, jobs []classJob, trusted []dossier.ClassLeftOut, tell func(done, of int)) (*classGathering, *dossier.Class, error) {
	opt, err := r.Options()
	if err != nil {
		return nil, nil, err
	}
	opt.At = 0 // of the whole class, and not of one member's bundles
	g := &classGathering{policy: policy, opt: opt, lang: r.Lang, tell: tell}
	if err := g.run(ctx, jobs); err != nil {
		return g, nil, err
	}
	g.leftOut = append(g.leftOut, trusted...)
	var at record.Instant
	if in.At.Known {
		at = in.At.Instant
	}
	facts, err := report.Class(g.accounts, report.ClassOptions{Providers: in.Providers, At: at, Built: r.Built, Policy: policy != nil, LeftOut: g.leftOut, Representatives: in.Representatives})
	return g, facts, err
}

// inputsOf are the jobs as a recipe names them, once they were read.
func (g *classGathering) inputsOf(jobs []classJob) (out []report.ClassMember) {
	for _, j := range jobs {
		m := report.ClassMember{Member: j.member, Listed: j.listed}
		for _, f := range j.files {
			m.Files = append(m.Files, report.ClassFile{Name: j.called(f), SHA256: g.digests[f], Sites: j.sites[f]})
		}
		out = append(out, m)
	}
	return out
}

// drawClassReport lays out the sealed report or its public exhibit, with what it
// was made of.
func drawClassReport(r report.ClassRecipe, facts *dossier.Class) ([]byte, error) {
	text, err := facts.JSON()
	if err != nil {
		return nil, err
	}
	attached, err := classAttachments(r, text)
	if err != nil {
		return nil, err
	}
	opt, err := classLayout(r)
	if err != nil {
		return nil, err
	}
	opt.Attachments = attached
	var b bytes.Buffer
	err = pdf.WriteClass(&b, facts, opt)
	return b.Bytes(), err
}

// drawForum lays out what bears on the criteria of a court. facts are the public
// figures.
func drawForum(r report.ClassRecipe, facts *dossier.Class) ([]byte, error) {
	f, err := forum.ByID(r.Forum.ID)
	if err != nil {
		return nil, err
	}
	x, err := forum.Weigh(f, facts, r.Forum.Register)
	if err != nil {
		return nil, err
	}
	text, err := facts.JSON()
	if err != nil {
		return nil, err
	}
	weighed, err := x.JSON()
	if err != nil {
		return nil, err
	}
	cited, err := classLayout(r)
	if err != nil {
		return nil, err
	}
	own := cited
	own.Lang, own.Paper = r.Forum.Lang, r.Forum.Paper
	if own.Attachments, err = classAttachments(r, text); err != nil {
		return nil, err
	}
	own.Attachments = append(own.Attachments, pdf.Attachment{Name: forumFactsName, MIME: "application/json", Data: weighed,
		Description: tr(own.Lang, "Ce que cette pièce retient, critère par critère", "What this exhibit takes, criterion by criterion")})
	var b bytes.Buffer
	err = pdf.WriteForum(&b, f, x, facts, pdf.ForumOptions{Options: own, Report: cited})
	return b.Bytes(), err
}

func classLayout(r report.ClassRecipe) (pdf.Options, error) {
	zone, err := r.Plain().Location()
	return pdf.Options{Lang: r.Lang, Paper: r.Paper, Zone: zone}, err
}

func classAttachments(r report.ClassRecipe, facts []byte) ([]pdf.Attachment, error) {
	recipe, err := r.Text()
	if err != nil {
		return nil, err
	}
	lang := r.Lang
	if r.Forum != nil {
		lang = r.Forum.Lang
	}
	return []pdf.Attachment{
		{Name: classFactsName, MIME: "application/json", Data: facts,
			Description: tr(lang, "Les chiffres du rapport de groupe", "The figures of the class report")},
		{Name: recipeName, MIME: "application/json", Data: recipe,
			Description: tr(lang, "Ce avec quoi ce fichier a été fait, pour le refaire", "What this file was made with, to make it again")},
	}, nil
}

// readClassFacts reads the figures that a file carries; they must be in the one
// form that this version writes.
func readClassFacts(text []byte) (*dossier.Class, error) {
	c := new(dossier.Class)
	if err := json.Unmarshal(text, c); err != nil {
		return nil, fmt.Errorf("read %s: %w", classFactsName, err)
	}
	again, err := c.JSON()
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(again, text) {
		return nil, fmt.Errorf("read %s: it is not in the one form that this version writes", classFactsName)
	}
	return c, nil
}

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
	"constat/report/veil"
	"constat/store/record"
	"constat/store/seal"
)

// What a class report and its exhibits carry beside their recipe.
const (
	classFactsName = "class.json"
	forumFactsName = "authorisation.json"
	factListName   = "facts.proof"
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
// was made of. list are the facts of the exhibit.
func drawClassReport(r report.ClassRecipe, facts *dossier.Class, list *veil.Facts) ([]byte, error) {
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
	opt.Facts = factsShown(list)
	if r.Sealed == nil {
		attached = append(attached, factList(r.Lang, list))
	}
	opt.Attachments = attached
	var b bytes.Buffer
	err = pdf.WriteClass(&b, facts, opt)
	return b.Bytes(), err
}

// drawForum lays out what bears on the criteria of a court. facts are the public
// figures, list their facts.
func drawForum(r report.ClassRecipe, facts *dossier.Class, list *veil.Facts) ([]byte, error) {
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
	cited.Facts = factsShown(list)
	own := cited
	own.Lang, own.Paper = r.Forum.Lang, r.Forum.Paper
	if own.Attachments, err = classAttachments(r, text); err != nil {
		return nil, err
	}
	own.Attachments = append(own.Attachments, factList(own.Lang, list), pdf.Attachment{Name: forumFactsName, MIME: "application/json", Data: weighed,
		Description: tr(own.Lang, "Ce que cette pièce retient, critère par critère", "What this exhibit takes, criterion by criterion")})
	var b bytes.Buffer
	err = pdf.WriteForum(&b, f, x, facts, pdf.ForumOptions{Options: own, Report: cited})
	return b.Bytes(), err
}

func factsShown(list *veil.Facts) pdf.Facts {
	f := pdf.Facts{Root: list.Root, Count: len(list.Rows)}
	f.Rows, f.Values = list.Omitted()
	return f
}

func factList(language string, list *veil.Facts) pdf.Attachment {
	return pdf.Attachment{Name: factListName, MIME: "text/plain", Data: list.Text(),
		Description: tr(language, "La liste des faits montrés, et ce qui lie chacun au rapport sous scellés", "The list of the facts shown, and what binds each to the sealed report")}
}

// factsOf makes the public version of a sealed report, and the list of its facts.
func factsOf(sealed *dossier.Class) (public *dossier.Class, list *veil.Facts, err error) {
	text, err := sealed.JSON()
	if err != nil {
		return nil, nil, err
	}
	if public, err = sealed.Redacted(); err != nil {
		return nil, nil, err
	}
	shown, err := public.JSON()
	if err != nil {
		return nil, nil, err
	}
	list, err = veil.Make(text, shown)
	return public, list, err
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

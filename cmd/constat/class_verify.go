package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"slices"

	"constat/report"
	"constat/report/dossier"
	"constat/report/pdf"
	"constat/report/veil"
	"constat/store/bundle"
	"constat/store/record"
)

// A classGiven is what is given of classes to be verified.
type classGiven struct {
	named map[record.Hash]bool   // bundles that the sealed reports given were made of
	paths map[record.Hash]string // where they lie, of those that were given
	facts map[record.Hash][]byte // of the sealed reports given, by digest
}

// classesAmong looks into the PDFs that are given for the bundles they were made of:
// these are read one member after the other, and never all at once.
func classesAmong(reports []string) (g classGiven, err error) {
	g = classGiven{map[record.Hash]bool{}, map[record.Hash]string{}, map[record.Hash][]byte{}}
	for _, name := range reports {
		file, err := readWithin(name, maxReport)
		if err != nil {
			return g, err
		}
		all, err := pdf.Attached(file, maxUnpacked)
		if err != nil {
			continue // it is said where the report is verified
		}
		text, facts := attachedNamed(all, recipeName), attachedNamed(all, classFactsName)
		r, err := report.ParseClassRecipe(text)
		if err != nil || r.Sealed == nil {
			continue
		}
		g.facts[record.Sum(facts)] = facts
		for _, m := range r.Sealed.Members {
			for _, f := range m.Files {
				g.named[f.SHA256] = true
			}
		}
	}
	return g, nil
}

func attachedNamed(all []pdf.Attachment, name string) []byte {
	if i := slices.IndexFunc(all, func(a pdf.Attachment) bool { return a.Name == name }); i >= 0 {
		return all[i].Data
	}
	return nil
}

// takes keeps where a bundle lies that a class report was made of.
func (g classGiven) takes(path string) (bool, error) {
	if len(g.named) == 0 {
		return false, nil
	}
	f, size, err := bundle.Open(path)
	if err != nil {
		return false, nil // it is said where it is taken
	}
	defer f.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, io.NewSectionReader(f, 0, size)); err != nil {
		return false, fmt.Errorf("read bundle %q: %w", path, err)
	}
	digest := record.Hash(sum.Sum(nil))
	if g.named[digest] {
		g.paths[digest] = path
	}
	return g.named[digest], nil
}

// class checks a class report or an exhibit of one: that its pages are what its
// figures give, and that these are what its inputs give, as far as they are there.
func (v *verification) class(all []pdf.Attachment, text, unsigned []byte) error {
	r, err := report.ParseClassRecipe(text)
	v.recipe = r.Plain()
	if err != nil {
		v.differs(say("%s ne peut pas être lu (détail : %s)", "%s cannot be read: %s", recipeName, err.Error()))
		return nil
	}
	v.facts = attachedNamed(all, classFactsName)
	facts, err := readClassFacts(v.facts)
	if err != nil {
		v.differs(say("%s ne peut pas être lu (détail : %s)", "%s cannot be read: %s", classFactsName, err.Error()))
		return nil
	}
	list, ok := v.classFacts(r, facts, all)
	if !ok || !v.classPages(r, facts, list, unsigned) {
		return nil
	}
	if r.Sealed == nil {
		v.sealedBehind(facts, list)
		v.registered(r)
		return nil
	}
	v.method()
	return v.classFigures(r, facts)
}

// classPages makes the file again of the figures that it carries.
func (v *verification) classPages(r report.ClassRecipe, facts *dossier.Class, list *veil.Facts, unsigned []byte) bool {
	again, err := drawAgain(r, facts, list)
	if err == nil && !bytes.Equal(again, unsigned) {
		err = errors.New("the file made again is not the same")
	}
	if err != nil {
		v.differs(say("les chiffres joints (%s) ne redonnent pas ce fichier (détail : %s)", "the attached figures (%s) do not give this file again: %s", classFactsName, err.Error()))
		return false
	}
	v.add(bundle.Integrity, "pages", bundle.OK, say("les chiffres joints (%s) redonnent ce fichier, octet pour octet (%d octets)", "the attached figures (%s) give this file again, byte for byte (%d bytes)", classFactsName, len(unsigned)))
	return true
}

func drawAgain(r report.ClassRecipe, facts *dossier.Class, list *veil.Facts) ([]byte, error) {
	switch public := !facts.Public.Of.IsZero(); {
	case public == (r.Sealed != nil):
		return nil, errors.New("its figures are of another version of the report than its recipe says")
	case r.Forum != nil:
		return drawForum(r, facts, list)
	}
	return drawClassReport(r, facts, list)
}

// sealedBehind holds an exhibit against the sealed report, where that is given.
func (v *verification) sealedBehind(facts *dossier.Class, list *veil.Facts) {
	sealed, ok := v.classes.facts[facts.Public.Of]
	if !ok {
		v.add(bundle.Integrity, "sealed report", bundle.Unchecked, say("les chiffres sont ceux de la version publique d'un rapport sous scellés (class.json, SHA-256 %s) qui n'est pas donné : donnez-le avec cette pièce, sans quoi ils ne sont comparés à rien",
			"the figures are those of the public version of a sealed report (class.json, SHA-256 %s) that is not given: give it with this exhibit, or they are compared with nothing", facts.Public.Of.String()))
		return
	}
	whole, err := readClassFacts(sealed)
	var again []byte
	var relisted *veil.Facts
	if err == nil {
		var public *dossier.Class
		if public, relisted, err = factsOf(whole); err == nil {
			again, err = public.JSON()
		}
	}
	if err != nil || !bytes.Equal(again, v.facts) {
		v.differs(say("les chiffres ne sont pas ceux que donne le rapport sous scellés, noms ôtés", "the figures are not those that the sealed report gives without names"))
		return
	}
	if relisted.Root != list.Root {
		v.differs(say("la liste des faits n'est pas celle que donne le rapport sous scellés, d'empreinte %s", "the list of facts is not the one that the sealed report gives, of digest %s", relisted.Root.String()))
		return
	}
	v.add(bundle.Integrity, "sealed report", bundle.OK, say("le rapport sous scellés donne ces chiffres, noms ôtés, octet pour octet", "the sealed report gives these figures without names, byte for byte"))
}

// registered says that the counts of a register are declared.
func (v *verification) registered(r report.ClassRecipe) {
	if r.Forum == nil || r.Forum.Register == nil {
		return
	}
	v.add(bundle.Integrity, "register", bundle.NotAsked, say("les comptes du registre sont ceux que déclare un fichier d'empreinte SHA-256 %s, qui n'est pas joint : aucune preuve ne les établit",
		"the counts of the register are as a file of SHA-256 %s declares, which is not attached: no evidence establishes them", r.Forum.Register.File.String()))
}

// classFigures makes the figures again of the bundles that are given.
func (v *verification) classFigures(r report.ClassRecipe, facts *dossier.Class) error {
	jobs, unread, missing, wrong := v.classes.jobs(r.Sealed.Members, facts)
	if wrong != (Phrase{}) {
		v.differs(wrong)
		return nil
	}
	if len(missing) > 0 {
		v.missing(missing, len(facts.Bundles))
		return nil
	}
	policy, err := v.theirs()
	if err != nil {
		v.differs(say("la politique jointe ne peut pas être lue (détail : %s)", "the attached policy cannot be read: %s", err.Error()))
		return nil
	}
	quiet := func(int, int) {}
	_, again, err := gatherClass(context.Background(), *r.Sealed, v.recipe, policy, jobs, unread, quiet)
	var text []byte
	if err == nil {
		text, err = again.JSON()
	}
	if err != nil || !bytes.Equal(text, v.facts) {
		why := say("ce ne sont pas les mêmes", "they are not the same")
		if err != nil {
			why = say("%s", "%s", err.Error())
		}
		v.differs(say("les dossiers donnés ne redonnent pas les chiffres de ce rapport (détail : %s)", "the bundles given do not give the figures of this report again: %s", why))
		return nil
	}
	v.add(bundle.Integrity, "report", bundle.OK, say("les dossiers nommés (%d) redonnent les chiffres de ce rapport, octet pour octet (%d octets)", "the bundles named (%d) give the figures of this report again, byte for byte (%d bytes)", len(facts.Bundles), len(text)))
	v.unproven(facts)
	untold := slices.DeleteFunc(slices.Clone(unread), func(l dossier.ClassLeftOut) bool { return l.Reason == classTwice })
	if len(untold) > 0 {
		v.add(bundle.Completeness, "left out", bundle.Unchecked, say("les dossiers laissés de côté (%d) ne sont pas tous donnés : pourquoi ils l'ont été n'a pas été vérifié", "the bundles left out (%d) are not all given: why they were was not checked", len(untold)))
	}
	return v.classPolicy(r, jobs, unread)
}

// mostMissing bounds the bundles that are named as missing, a line each.
const mostMissing = 5

func (v *verification) missing(list []dossier.ClassLeftOut, of int) {
	v.add(bundle.Integrity, "report", bundle.Unchecked, say("il manque %d des %d dossiers nommés : donnez-les tous avec le rapport, sans quoi ses chiffres ne sont comparés à rien",
		"%d of the %d bundles named are not given: give them all with the report, or its figures are compared with nothing", len(list), of))
	for _, f := range list[:min(len(list), mostMissing)] {
		v.add(bundle.Integrity, "report", bundle.Unchecked, say("manque : %q, SHA-256 %s", "missing: %q, SHA-256 %s", f.Name, f.SHA256.String()))
	}
}

// unproven says how many of the bundles have something that could not be checked.
func (v *verification) unproven(facts *dossier.Class) {
	n := 0
	for _, b := range facts.Bundles {
		if b.Verdict != string(bundle.Proven) {
			n++
		}
	}
	if n > 0 {
		v.add(bundle.Integrity, "bundles", bundle.Unchecked, say("de %d dossiers sur %d, quelque chose n'a pas pu être vérifié : constat verify le dit de chacun", "of %d bundles of %d something could not be checked: constat verify says it of each", n, len(facts.Bundles)))
		return
	}
	v.add(bundle.Integrity, "bundles", bundle.OK, say("chacun des dossiers (%d) se vérifie", "each of the bundles (%d) verifies", len(facts.Bundles)))
}

// classPolicy says whether the figures would be the same under the reader's policy.
func (v *verification) classPolicy(r report.ClassRecipe, jobs []classJob, unread []dossier.ClassLeftOut) error {
	add := func(res bundle.Result, p Phrase) { v.add(bundle.Time, "report policy", res, p) }
	switch {
	case v.recipe.Policy == string(v.policyText):
		add(bundle.OK, say("le rapport a été fait selon la politique du lecteur", "the report was made under the reader's policy"))
		return nil
	case v.policy == nil:
		add(bundle.Unchecked, say("le rapport a été fait selon sa propre politique ; aucune n'est donnée ici", "the report was made under a policy of its own; none was given here"))
		return nil
	}
	_, own, err := gatherClass(context.Background(), *r.Sealed, v.recipe, v.policy, jobs, unread, func(int, int) {})
	var text []byte
	if err == nil {
		text, err = withoutVerdicts(own)
	}
	was, err2 := readClassFacts(v.facts)
	if err = errors.Join(err, err2); err == nil {
		var before []byte
		if before, err = withoutVerdicts(was); err == nil && bytes.Equal(before, text) {
			add(bundle.OK, say("selon la politique du lecteur, les chiffres seraient les mêmes", "under the reader's policy the figures would be the same"))
			return nil
		}
	}
	add(bundle.Unchecked, say("le rapport a été fait selon une autre politique ; selon celle du lecteur il dirait autre chose : faites-le de nouveau par constat class --policy",
		"the report was made under another policy; under the reader's it would say other things: make it anew with constat class --policy"))
	return nil
}

// withoutVerdicts are figures without what is the policy's own to say.
func withoutVerdicts(c *dossier.Class) ([]byte, error) {
	c.Policy = false
	for i := range c.Bundles {
		c.Bundles[i].Verdict = ""
	}
	return c.JSON()
}

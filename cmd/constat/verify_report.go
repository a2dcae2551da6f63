package main

import (
	"bytes"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"constat/report"
	"constat/report/dossier"
	"constat/report/incident"
	"constat/report/pdf"
	"constat/store/bundle"
	"constat/store/record"
	"constat/store/seal"
)

// What is read of a report, in bytes: the file, and what it carries, unpacked.
const (
	maxReport   = 256 << 20
	maxUnpacked = 256 << 20
)

// A reader verifies: what they believe, and what they were given.
type reader struct {
	policy     *seal.Policy
	policyText []byte
	signers    []vouching
	proofs     []proof // verified with that policy, each once
	classes    classGiven
	now        time.Time
}

// now is the reader's clock, to the second.
func now() time.Time { return time.Now().Truncate(time.Second) }

// A verification is that of one report.
type verification struct {
	*reader
	name   string
	checks []bundle.Check

	file     []byte
	recipe   report.Recipe
	attested []time.Time // of the signatures, at the latest, by authorities that the reader names
	facts    []byte      // the dossier as attached
	rests    []proof     // what the report rests on, verified with the reader's policy
}

func (v *verification) add(h bundle.Head, name string, r bundle.Result, p Phrase) {
	v.checks = append(v.checks, bundle.Check{Log: v.name, Head: h, Name: name, Result: r, Detail: bundle.Words{French: p.FR, English: p.EN}})
}

// report checks a PDF: signature, stamp, and that what it carries gives it
// again. The bundles it carries are taken among the reader's.
func (r *reader) report(path string) ([]bundle.Check, error) {
	v := &verification{reader: r, name: filepath.Base(path)}
	var err error
	if v.file, err = readWithin(path, maxReport); err != nil {
		return nil, err
	}
	all, err := pdf.Signatures(v.file)
	if err != nil {
		v.add(bundle.Integrity, "pdf", bundle.Failed, say("ce n'est pas un rapport tel que constat l'écrit, ou il a été changé (détail : %s)",
			"this is not a report as constat writes it, or it was changed: %s", err.Error()))
		return v.checks, nil
	}
	unsigned := v.file
	if len(all) > 0 {
		unsigned = v.file[:all[0].Unsigned]
	}
	if v.signatures(all); bundle.Judge(v.checks) == bundle.Broken {
		return v.checks, nil
	}
	ready, err := v.carried(unsigned)
	if err != nil || !ready {
		return v.checks, err
	}
	v.inOrder()
	v.rebuilt(unsigned)
	v.method()
	v.contracts()
	return v.checks, nil
}

func readWithin(path string, most int64) ([]byte, error) {
	return bundle.ReadFile(path, most)
}

// carried takes out what the report carries. It reports whether all is there
// to make the report again.
func (v *verification) carried(unsigned []byte) (ready bool, err error) {
	all, err := pdf.Attached(v.file, maxUnpacked)
	if err != nil {
		v.add(bundle.Integrity, "pdf", bundle.Failed, say("ce que le rapport porte ne peut pas être lu (détail : %s)", "what the report carries cannot be read: %s", err.Error()))
		return false, nil
	}
	if text := attachedNamed(all, recipeName); report.IsClassRecipe(text) {
		return false, v.class(all, text, unsigned)
	}
	var bundles []pdf.Attachment
	var recipe []byte
	for _, a := range all {
		switch a.Name {
		case recipeName:
			recipe = a.Data
		case factsName:
			v.facts = a.Data
		case pdf.GoneName: // it follows from the facts, and is compared with the whole report
		default:
			bundles = append(bundles, a)
		}
	}
	if recipe == nil {
		v.add(bundle.Integrity, "report", bundle.Unchecked, say("le PDF ne porte pas %s : rien ne permet de le refaire, et ses pages n'ont été comparées à aucune preuve",
			"the PDF carries no %s: it cannot be made again, and its pages were compared with no evidence", recipeName))
		return false, nil
	}
	if v.recipe, err = report.ParseRecipe(recipe); err != nil {
		v.differs(say("%s ne peut pas être lu (détail : %s)", "%s cannot be read: %s", recipeName, err.Error()))
		return false, nil
	}
	return v.matched(bundles)
}

// matched finds the bundles that the recipe names: in the report, else among
// those given. What the report carries under another digest was swapped.
func (v *verification) matched(carried []pdf.Attachment) (bool, error) {
	for _, a := range carried {
		sum := record.Sum(a.Data)
		if !slices.ContainsFunc(v.recipe.Files, func(f dossier.File) bool { return f.Name == a.Name && f.SHA256 == sum }) {
			v.add(bundle.Integrity, "report", bundle.Failed, say("le fichier joint %q n'est pas celui que nomme le rapport", "the attached file %q is not the one that the report names", a.Name))
			return false, nil
		}
		p, err := v.take(evidence{a.Name, bytes.NewReader(a.Data), int64(len(a.Data))})
		if err != nil {
			return false, err
		}
		v.rests = append(v.rests, p)
	}
	for _, f := range v.recipe.Files {
		same := func(p proof) bool { return p.SHA256 == f.SHA256 }
		if slices.ContainsFunc(v.rests, same) {
			continue
		}
		i := slices.IndexFunc(v.proofs, same)
		if i < 0 {
			v.add(bundle.Integrity, "report", bundle.Unchecked, say("le dossier %q (SHA-256 %s) n'est pas joint : donnez-le avec le rapport, sans quoi ses pages ne sont comparées à rien",
				"the bundle %q (SHA-256 %s) is not attached: give it with the report, or its pages are compared with nothing", f.Name, f.SHA256.String()))
			return false, nil
		}
		v.rests = append(v.rests, v.proofs[i])
	}
	return bundle.Judge(allChecks(v.rests)) != bundle.Broken, nil
}

// rebuilt makes the report again and compares.
func (v *verification) rebuilt(unsigned []byte) {
	proofs, err := v.believed()
	var again *composed
	if err == nil {
		again, err = compose(v.recipe, proofs, true)
	}
	if err != nil {
		v.differs(say("les faits joints ne donnent aucun rapport (détail : %s)", "the attached facts give no report: %s", err.Error()))
		return
	}
	if !bytes.Equal(again.pdf, unsigned) {
		facts := say("les faits joints (%s) sont ceux que les preuves donnent", "the attached facts (%s) are those that the evidence gives", factsName)
		if !bytes.Equal(again.facts, v.facts) {
			facts = say("les faits joints (%s) ne sont pas ceux que les preuves donnent ici", "the attached facts (%s) are not those that the evidence gives here", factsName)
		}
		v.differs(say("le rapport refait n'est pas le même ; %s", "the report made again is not the same; %s", facts))
		return
	}
	same := say("les faits joints redonnent ce rapport, octet pour octet (%d octets)", "the attached facts give this report again, byte for byte (%d bytes)", len(unsigned))
	if v.recipe.Built != built() {
		same = say("%s ; il dit avoir été fait par %s, et l'a été ici par %s", "%s; it says it was made by %s, and was made here by %s", same, maker(v.recipe.Built), maker(built()))
	}
	v.add(bundle.Integrity, "report", bundle.OK, same)
	v.sameFigures(again)
}

// method names the accounting method of the report, and says whether it is the
// program's own: the figures are what it makes of the facts. Nobody is asked to
// believe another one less, but its text is to be read.
func (v *verification) method() {
	opt, err := v.recipe.Options()
	if err != nil {
		return // no report was made again either
	}
	m := incident.Standard()
	if opt.Method != nil {
		m = *opt.Method
	}
	if c := opt.Catalogue; c != nil {
		v.add(bundle.Integrity, "report catalogue", bundle.NotAsked, say("le rapport reconnaît les pages par défaut à un catalogue qui n'est pas celui du programme (%s, édition %d, SHA-256 %s) : son texte est dans %s",
			"the report recognises default pages by a catalogue that is not the program's own (%s, edition %d, SHA-256 %s): its text is in %s", c.Name, c.Version, c.Digest.String(), recipeName))
	}
	name := say("méthode %s, version %d", "method %s, edition %d", m.Name, m.Version)
	switch {
	case m.Current():
		v.add(bundle.Integrity, "report method", bundle.OK, say("le rapport juge les faits selon la méthode du programme (%s)", "the report judges the facts by the program's own method (%s)", name))
	case m.Own():
		v.add(bundle.Integrity, "report method", bundle.OK, say("le rapport juge les faits selon une version plus ancienne de la méthode du programme (%s)", "the report judges the facts by an earlier edition of the program's own method (%s)", name))
	default:
		v.add(bundle.Integrity, "report method", bundle.NotAsked, say("le rapport juge les faits selon une méthode qui n'est pas celle du programme (%s, SHA-256 %s) : qui l'a fait l'a écrite ou choisie, et son texte est à lire dans le rapport",
			"the report judges the facts by a method that is not the program's own (%s, SHA-256 %s): whoever made it wrote or chose it, and its text is to be read in the report", name, m.Digest.String()))
	}
}

// contracts says whose the rules of contracts are. A rule of somebody's own is
// to be read, like a method.
func (v *verification) contracts() {
	opt, err := v.recipe.Options()
	if err != nil || opt.Terms == nil {
		return
	}
	var own, foreign []string
	for _, c := range opt.Terms.Contracts {
		if c.Rule.Own() {
			own = append(own, c.Rule.Name)
		} else {
			foreign = append(foreign, c.Rule.Name+" "+c.Rule.Digest.String()[:12])
		}
	}
	if len(foreign) > 0 {
		v.add(bundle.Integrity, "report contracts", bundle.NotAsked, say("le rapport applique des règles que le programme ne porte pas (%s) : qui l'a fait les a écrites ou choisies ; les frais, les demandes et les pertes sont ceux qu'il déclare",
			"the report applies rules that the program does not carry (%s): whoever made it wrote or chose them; fees, tickets and losses are as declared there", strings.Join(foreign, ", ")))
		return
	}
	v.add(bundle.Integrity, "report contracts", bundle.OK, say("le rapport applique des règles que porte le programme (%s) ; les frais, les demandes et les pertes sont ceux que déclare qui l'a fait",
		"the report applies rules that the program carries (%s); fees, tickets and losses are as whoever made it declares", strings.Join(own, ", ")))
}

// differs says that the report cannot be had again: it is broken if this very
// program made it, else another version may have.
func (v *verification) differs(why Phrase) {
	if v.recipe.Built == built() && !built().Binary.IsZero() {
		v.add(bundle.Integrity, "report", bundle.Failed, why)
		return
	}
	v.add(bundle.Integrity, "report", bundle.Unchecked, say("%s ; il dit avoir été fait par %s, et ce programme-ci est %s : vérifiez-le avec le premier",
		"%s; it says it was made by %s, and this program is %s: verify it with the former", why, maker(v.recipe.Built), maker(built())))
}

func maker(b dossier.Built) Phrase {
	digest := say("d'empreinte inconnue", "of unknown digest")
	if !b.Binary.IsZero() {
		digest = Phrase{b.Binary.String()[:12], b.Binary.String()[:12]}
	}
	return say("constat %.40s (%s)", "constat %.40s (%s)", b.Version, digest)
}

// believed are the bundles as whoever made the report believed them.
func (v *verification) believed() ([]proof, error) {
	if v.recipe.Policy == string(v.policyText) {
		return v.rests, nil
	}
	policy, err := v.theirs()
	if err != nil {
		return nil, err
	}
	var out []proof
	for _, p := range v.rests {
		own, err := p.verify(policy)
		if err != nil {
			return nil, err
		}
		out = append(out, own)
	}
	if bundle.Judge(allChecks(out)) == bundle.Broken {
		return nil, errors.New("the evidence is broken under the policy that the report was made with")
	}
	return out, nil
}

func (v *verification) theirs() (*seal.Policy, error) {
	if v.recipe.Policy == "" {
		return nil, nil
	}
	return seal.ParsePolicy([]byte(v.recipe.Policy))
}

// sameFigures says whether the dossier would say the same under the reader's
// policy, the checks of the evidence and the vantages it names beside them
// aside: authorities and lateness are the policy's to judge.
func (v *verification) sameFigures(again *composed) {
	add := func(r bundle.Result, p Phrase) { v.add(bundle.Time, "report policy", r, p) }
	switch {
	case v.policy == nil && v.recipe.Policy != "":
		add(bundle.Unchecked, say("le rapport a été fait selon sa propre politique ; aucune n'est donnée ici", "the report was made under a policy of its own; none was given here"))
		return
	case v.recipe.Policy == string(v.policyText):
		add(bundle.OK, say("le rapport a été fait selon la politique du lecteur", "the report was made under the reader's policy"))
		return
	}
	mine := v.recipe
	mine.Policy = string(v.policyText)
	own, err := compose(mine, v.rests, false)
	if err == nil {
		own.dossier.Checks, own.dossier.Absent = again.dossier.Checks, again.dossier.Absent
		own.facts, err = own.dossier.JSON()
	}
	if err == nil && bytes.Equal(own.facts, again.facts) {
		add(bundle.OK, say("selon la politique du lecteur, les faits seraient les mêmes", "under the reader's policy the facts would be the same"))
		return
	}
	add(bundle.Unchecked, say("le rapport a été fait selon une autre politique ; selon celle du lecteur il dirait autre chose (autorités, heures, relevés tardifs) : faites-le de nouveau par constat report --policy",
		"the report was made under another policy; under the reader's it would say other things (authorities, times, late records): make it anew with constat report --policy"))
}

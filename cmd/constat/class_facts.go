package main

import (
	"constat/report"
	"constat/report/dossier"
	"constat/report/pdf"
	"constat/report/veil"
	"constat/store/bundle"
)

// mostFaults bounds the facts that are named as wrong, a line each.
const mostFaults = 5

// classFacts checks what anyone can check of a public exhibit by itself: that the facts
// it shows are those of its list, one by one, and that as much is left out as it
// says. Of a sealed report the list follows from the figures.
func (v *verification) classFacts(r report.ClassRecipe, facts *dossier.Class, all []pdf.Attachment) (*veil.Facts, bool) {
	if r.Sealed != nil {
		_, list, err := factsOf(facts)
		if err != nil {
			v.differs(say("les chiffres joints (%s) ne donnent aucune liste de faits (détail : %s)", "the attached figures (%s) give no list of facts: %s", classFactsName, err.Error()))
			return nil, false
		}
		v.add(bundle.Integrity, "facts", bundle.OK, say("les faits (%d) ont pour empreinte %s, qui figure au pied de chaque page, de la version publique aussi", "the facts (%d) have the digest %s, which stands at the foot of each page, of the public version too", len(list.Rows), list.Root.String()))
		return list, true
	}
	list, err := veil.Parse(attachedNamed(all, factListName))
	var faults []veil.Fault
	if err == nil {
		faults, err = list.Check(v.facts)
	}
	if err != nil {
		v.add(bundle.Integrity, "facts", bundle.Failed, say("la liste des faits (%s) ne se lit pas ou se contredit (détail : %s)", "the list of facts (%s) cannot be read, or contradicts itself: %s", factListName, err.Error()))
		return nil, false
	}
	for _, f := range faults[:min(len(faults), mostFaults)] {
		v.faulty(f)
	}
	if len(faults) > 0 {
		return list, true // what else is wrong is said as well
	}
	rows, values := list.Omitted()
	v.add(bundle.Integrity, "facts", bundle.OK, say("les %d faits montrés sont ceux de la liste (%s), un par un ; empreinte %s : à comparer avec celle du rapport sous scellés", "the %d facts shown are those of the list (%s), one by one; digest %s: to be compared with that of the sealed report", len(list.Rows), factListName, list.Root.String()))
	v.add(bundle.Completeness, "omissions", bundle.OK, say("le relevé de ce qui n'est pas montré est exact : %d valeurs omises ou remplacées, dans %d faits sur %d", "the log of what is not shown is exact: %d values left out or replaced, in %d facts of %d", values, rows, len(list.Rows)))
	return list, true
}

// faulty names one fact that is not as the list says.
func (v *verification) faulty(f veil.Fault) {
	words := map[string]Phrase{
		"changed": say("le fait %s n'est pas celui de la liste : il a été changé", "the fact %s is not the one in the list: it was changed", f.Path),
		"missing": say("le fait %s de la liste n'est pas montré", "the fact %s in the list is not shown", f.Path),
		"added":   say("le fait %s est montré et n'est pas dans la liste", "the fact %s is shown and not in the list", f.Path),
		"moved":   say("le fait %s n'est pas à sa place", "the fact %s is not in its place", f.Path),
	}
	if f.What == "figure" {
		v.add(bundle.Completeness, "omissions", bundle.Failed, say("sous %s, %d valeurs diffèrent du rapport sous scellés selon la liste : là, rien ne s'omet que des noms", "under %s, by the list, %d values differ from the sealed report: there nothing but names is left out", f.Path, f.Counted))
		return
	}
	if f.What == "count" {
		v.add(bundle.Completeness, "omissions", bundle.Failed, say("le relevé de ce qui n'est pas montré dit %d sous %s, la liste en compte %d", "the log of what is not shown says %d under %s, the list counts %d", f.Listed, f.Path, f.Counted))
		return
	}
	v.add(bundle.Integrity, "facts", bundle.Failed, words[f.What])
}

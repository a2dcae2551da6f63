package main

import (
	"slices"

	"constat/cmd/constat/demo"
	"constat/report/dossier"
	"constat/store/record"
)

// demoSlack is how far the clocks of the provider and of the vantages may lie
// apart when one is held against the other, and how long a question may be on
// its way. What the script does is longer by far.
const demoSlack = record.Instant(100) // milliseconds

// A comparison is the report of a demonstration held against what the
// provider did.
type comparison struct {
	outages  []outageFound
	contents []contentFound
	silences []silenceFound
	other    []Phrase // what the report says and the provider did not do
	alone    []Phrase // what one vantage saw alone: shown in the report, not counted as down
}

// An outageFound is one act that failed visitors, and what the report says of
// it.
type outageFound struct {
	act      demo.Act
	took     dossier.Seconds   // at most
	surely   dossier.Seconds   // at least
	incident *dossier.Incident // nil where there is none
	wrong    []Phrase
}

// A contentFound is one act that changed a page, and how many vantages have it.
type contentFound struct {
	act      demo.Act
	vantages int
	wrong    []Phrase
}

func (c comparison) agrees() bool {
	agree := len(c.other) == 0
	for _, f := range c.outages {
		agree = agree && len(f.wrong) == 0
	}
	for _, f := range c.contents {
		agree = agree && len(f.wrong) == 0
	}
	for _, f := range c.silences {
		agree = agree && len(f.wrong) == 0
	}
	return agree
}

// demoCauses are the causes that a report should give.
var demoCauses = map[demo.Kind]string{
	demo.Refused:     "tcp-refused",
	demo.Hung:        "http-timeout",
	demo.Unavailable: "http-status",
	demo.Replaced:    "body-mismatch",
}

// compare holds d against acts: each failure found, by every vantage, with its
// cause, between its bounds; each change of content found by every vantage;
// and nothing else.
func compare(d *dossier.Dossier, acts []demo.Act) comparison {
	var c comparison
	incidents, changes := slices.Clone(d.Incidents), slices.Clone(d.Changes)
	for _, a := range acts {
		if a.Act.Lasts() {
			var f outageFound
			f, incidents = findOutage(d, a, incidents)
			c.outages = append(c.outages, f)
		}
		if a.Act.Changes() {
			var f contentFound
			f, changes = findContent(d, a, changes)
			c.contents = append(c.contents, f)
		}
	}
	c.silences = findSilences(d, acts)
	for _, i := range incidents {
		c.other = append(c.other, say("le rapport dit %q en panne à %s, et l'hébergeur n'en sait rien", "the report has %q down at %s, and the provider knows nothing of it", i.Target, i.FirstBad.Instant.String()))
	}
	for _, n := range changes {
		c.other = append(c.other, say("le rapport dit le contenu de %q changé à %s, et personne n'y a touché", "the report has the content of %q changed at %s, and nobody touched it", n.Target, n.First.Instant.String()))
	}
	for _, i := range d.Unconfirmed {
		c.alone = append(c.alone, say("%q, vue en défaut à %s par %s seul", "%q, seen failing at %s by %s alone", i.Target, i.FirstBad.Instant.String(), list(i.Vantages)))
	}
	return c
}

// findOutage takes the incident of an act out of list.
func findOutage(d *dossier.Dossier, a demo.Act, list []dossier.Incident) (outageFound, []dossier.Incident) {
	from, to := record.At(a.From), record.At(a.To)
	if a.To.IsZero() {
		to = d.Period.To.Instant
	}
	f := outageFound{act: a, took: dossier.Seconds(to - from), surely: dossier.Seconds(ending(a, to) - done(a))}
	i := slices.IndexFunc(list, func(i dossier.Incident) bool {
		return i.Target == a.Site && i.FirstBad.Instant < to+demoSlack && i.LastBad.Instant > from-demoSlack
	})
	if i < 0 {
		f.wrong = []Phrase{say("le rapport n'en dit rien", "the report says nothing of it")}
		return f, list
	}
	f.incident = &list[i]
	f.judge(d, from, to, ending(a, to))
	return f, slices.Delete(slices.Clone(list), i, i+1)
}

// done is when an act was surely done, ending when what lasted can first have been
// over, where it is by to.
func done(a demo.Act) record.Instant {
	if a.Done.IsZero() {
		return record.At(a.From)
	}
	return record.At(a.Done)
}

func ending(a demo.Act, to record.Instant) record.Instant {
	if a.Ending.IsZero() {
		return to
	}
	return record.At(a.Ending)
}

// judge notes what the incident says that is not so.
func (f *outageFound) judge(d *dossier.Dossier, from, to, ending record.Instant) {
	i := f.incident
	slack := dossier.Seconds(demoSlack)
	ended := !f.act.To.IsZero()
	f.unless(len(i.Vantages) == len(d.Vantages), say("vue de %s seulement", "seen from %s only", list(i.Vantages)))
	f.unless(i.Cause == demoCauses[f.act.Act], say("cause attendue : %s", "the cause should be %s", demoCauses[f.act.Act]))
	f.unless(i.AtLeast > 0, say("rien de prouvé : la borne basse est nulle", "nothing proven: the lower bound is zero"))
	f.unless(i.AtLeast <= f.took+slack, say("la borne basse dépasse la panne", "the lower bound exceeds the outage"))
	f.unless(i.AtMost >= f.surely-slack, say("la borne haute est sous la panne", "the upper bound is below the outage"))
	f.unless(i.LastGood.Known && i.LastGood.Instant <= done(f.act)+demoSlack, say("dite bonne après le début de la panne", "said to be good after the outage began"))
	f.unless(i.FirstBad.Instant >= from-demoSlack, say("dite en panne avant le début", "said to be down before it was"))
	f.unless(i.LastBad.Instant <= to+demoSlack, say("dite en panne après la fin", "said to be down after it ended"))
	f.unless(i.FirstGood.Known == ended, say("la fin est dite autrement", "how it ended is said otherwise"))
	f.unless(!i.FirstGood.Known || i.FirstGood.Instant >= ending-demoSlack, say("dite bonne avant la fin", "said to be good before it was"))
}

func (f *outageFound) unless(holds bool, wrong Phrase) {
	if !holds {
		f.wrong = append(f.wrong, wrong)
	}
}

// findContent takes the change of an act out of list.
func findContent(d *dossier.Dossier, a demo.Act, list []dossier.Change) (contentFound, []dossier.Change) {
	f := contentFound{act: a}
	at := record.At(a.From)
	i := slices.IndexFunc(list, func(c dossier.Change) bool {
		return c.Target == a.Site && c.LastSeen.Instant <= done(a)+demoSlack && c.First.Instant >= at-demoSlack
	})
	if i < 0 {
		f.wrong = []Phrase{say("le rapport n'en dit rien", "the report says nothing of it")}
		return f, list
	}
	c := list[i]
	f.vantages = len(c.Vantages)
	for _, v := range d.Vantages {
		f.unless(slices.Contains(c.Vantages, v.Name), say("%s n'a rien vu changer", "%s saw no change", v.Name))
	}
	f.unless(c.Equals.Known == (a.Act == demo.RolledBack), say("le retour à un état ancien est dit autrement", "the return to an older state is said otherwise"))
	f.unless(len(c.Diff) > 0, say("aucune différence n'est montrée", "no difference is shown"))
	return f, slices.Delete(slices.Clone(list), i, i+1)
}

func (f *contentFound) unless(holds bool, wrong Phrase) {
	if !holds {
		f.wrong = append(f.wrong, wrong)
	}
}

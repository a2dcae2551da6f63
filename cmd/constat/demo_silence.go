package main

import (
	"slices"

	"constat/cmd/constat/demo"
	"constat/report/dossier"
	"constat/store/record"
)

// A silenceFound is how long the provider said nothing of one act, and what the report
// says of it.
type silenceFound struct {
	site    string
	took    dossier.Seconds  // at most
	surely  dossier.Seconds  // at least
	silence *dossier.Silence // nil where there is none
	wrong   []Phrase
}

// findSilences holds the silences of a report against what the provider did: from
// each failure to its word about it.
func findSilences(d *dossier.Dossier, acts []demo.Act) (list []silenceFound) {
	i := slices.IndexFunc(acts, func(a demo.Act) bool { return a.Act == demo.Admitted })
	if i < 0 {
		return nil
	}
	admitted := acts[i]
	for _, a := range acts {
		if a.Act.Lasts() {
			f := silenceFound{site: a.Site, took: dossier.Seconds(done(admitted) - record.At(a.From)), surely: dossier.Seconds(record.At(admitted.From) - done(a))}
			f.judge(d, a, record.At(admitted.From))
			list = append(list, f)
		}
	}
	return list
}

func (f *silenceFound) judge(d *dossier.Dossier, a demo.Act, admitted record.Instant) {
	i := slices.IndexFunc(d.Silences, func(s dossier.Silence) bool {
		return s.Target == a.Site && s.FirstBad.Instant >= record.At(a.From)-demoSlack
	})
	if i < 0 {
		f.wrong = []Phrase{say("le rapport n'en dit rien", "the report says nothing of it")}
		return
	}
	s := &d.Silences[i]
	f.silence = s
	slack := dossier.Seconds(demoSlack)
	f.unless(s.Result == "admitted", say("le rapport en dit : %s", "the report says of it: %s", s.Result))
	f.unless(s.AtLeast > 0 && s.AtLeast <= f.took+slack, say("la borne basse n'est pas juste", "the lower bound is not right"))
	f.unless(s.AtMost != nil && *s.AtMost >= f.surely-slack, say("la borne haute est sous le silence", "the upper bound is below the silence"))
	f.unless(!s.Said.Known || s.Said.Instant >= admitted-demoSlack, say("dit avant que l'hébergeur ne parle", "said before the host did"))
	f.unless(len(s.Words) > 0 && len(s.Leaves) > 0, say("rien n'est cité", "nothing is quoted"))
}

func (f *silenceFound) unless(holds bool, wrong Phrase) {
	if !holds {
		f.wrong = append(f.wrong, wrong)
	}
}

// said is what the report says.
func (f silenceFound) said(l string) string {
	if f.silence == nil || f.silence.AtMost == nil {
		return "-"
	}
	return duration(l, f.silence.AtLeast) + " – " + duration(l, *f.silence.AtMost)
}

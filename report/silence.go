package report

import (
	"slices"
	"time"

	"constat/report/dossier"
	"constat/report/incident"
	"constat/report/loss"
	"constat/report/statement"
	"constat/store/record"
)

const maxWords = 8 // that a page said of one incident

// A failure is the beginning of an incident.
type failure struct {
	target record.Hash
	first  record.Instant
}

// notes keeps by when the first failure of each incident had been met: at the end
// of the questions that were failing when it began.
func (b *builder) notes(t dossier.Target, list []dossier.Incident, w *witnessed) {
	if !slices.ContainsFunc(b.subjects, func(s *subject) bool { return s.target.Question.Kind == record.AskStatement }) {
		return
	}
	for _, i := range list {
		shown := i.FirstBad.Instant
		for _, v := range w.views {
			for _, o := range v.Observations {
				if o.Verdict == incident.Bad && o.Start <= i.FirstBad.Instant {
					shown = max(shown, o.End*record.Instant(count(o.End >= i.FirstBad.Instant)))
				}
			}
		}
		b.failed[failure{t.ID, i.FirstBad.Instant}] = shown
	}
}

// silences holds each page at which a provider tells what is down against each
// incident of what it keeps. Terms are no place for that.
func (b *builder) silences() error {
	for _, p := range b.pages {
		b.d.Statements = append(b.d.Statements, *p.Statement)
	}
	for _, i := range b.d.Incidents {
		for _, p := range b.pages {
			if p.Provider != "" && p.Provider == i.Provider && p.Matter != record.MatterTerms {
				b.d.Silences = append(b.d.Silences, b.silence(i, p))
			}
		}
	}
	return nil
}

func (b *builder) silence(i dossier.Incident, p spokenPage) dossier.Silence {
	s := statement.Silence(p.looks, b.outage(i))
	n := dossier.Silence{Incident: i.Number, Target: i.Target, Provider: i.Provider, FirstBad: i.FirstBad, LastGood: i.LastGood, Review: i.Review,
		Statement: p.Target, StatementID: p.TargetID, URL: p.Question.URL, Matter: p.Matter,
		Result: string(s.Result), Why: string(s.Why), AtLeast: seconds(s.AtLeast), Apart: seconds(s.Apart), Looks: s.Looks}
	if s.AtMost != nil {
		most := raised(*s.AtMost)
		n.AtMost = &most
	}
	if s.Base != nil {
		n.Base, n.Leaves = dossier.Known(s.Base.End), append(n.Leaves, dossier.Ref(s.Base.Ref))
	}
	if s.Last != nil {
		n.Without, n.Leaves = dossier.Known(s.Last.Start), append(n.Leaves, dossier.Ref(s.Last.Ref))
	}
	if s.First != nil {
		n.Said, n.Leaves = dossier.Known(s.First.End), append(n.Leaves, dossier.Ref(s.First.Ref))
	}
	quote(&n, s, p)
	n.Leaves = once(n.Leaves)
	return n
}

func once(list []dossier.Ref) (out []dossier.Ref) {
	for _, r := range list {
		if !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	return out
}

// outage is what was measured of i.
func (b *builder) outage(i dossier.Incident) statement.Outage {
	o := statement.Outage{Before: i.FirstBad.Instant, FirstBad: i.FirstBad.Instant, Shown: b.failed[failure{i.TargetID, i.FirstBad.Instant}], Over: b.period.To}
	if i.LastGood.Known {
		o.Before, o.Known = i.LastGood.Instant, true
	}
	if i.FirstGood.Known {
		o.Over = i.FirstGood.Instant
	}
	if i.Clock != nil {
		o.Within = time.Duration(*i.Clock) * time.Millisecond
	}
	return o
}

// quote adds what was said, and what shows it.
func quote(n *dossier.Silence, s statement.Spoken, p spokenPage) {
	for _, w := range s.Words {
		if len(n.Words) == maxWords {
			n.More++
			continue
		}
		n.Words = append(n.Words, dossier.Word{Kind: w.Kind, Text: loss.Clip(w.Text), Stated: loss.Clip(w.Stated)})
	}
	var texts []*statement.Text
	for _, l := range []*statement.Look{s.Base, s.First} {
		if l == nil {
			continue
		}
		k, known := p.texts[form{l.Normal, l.Rules}]
		if !known {
			continue
		}
		texts = append(texts, k.text)
		n.Leaves = append(n.Leaves, k.proof)
		if l == s.First {
			n.SHA256, n.File = k.entry.Body, k.entry.File
			if !k.entry.Kept.IsZero() {
				n.File = k.entry.Kept
			}
		}
	}
	if len(texts) == 2 && texts[0] != texts[1] {
		n.Diff, n.Cut = difference(texts[0], texts[1])
	}
}

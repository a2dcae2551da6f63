package report

import (
	"constat/report/dossier"
	"constat/store/bundle"
	"constat/store/record"
)

// vantage adds one log and the instrument that wrote it.
func (b *builder) vantage(a *account) {
	l := a.newest()
	v := dossier.Vantage{
		Name: a.vantage, Log: a.origin, Key: l.Key,
		Size: l.Head.Size, Root: record.Hash(l.Head.Root), Checkpoint: string(l.Checkpoint), Sealed: dossier.Known(l.Made),
		Withheld: l.Withheld, Watched: mean(b.watched[a.vantage]), SameMachine: b.twins[a.vantage],
	}
	for _, x := range a.logs {
		v.Leaves = max(v.Leaves, x.Leaves)
	}
	for _, c := range a.chains {
		if c.control() {
			v.Controls = append(v.Controls, b.control(c))
			continue
		}
		v.Shown++
		b.shown(&v, a, c)
		if c.first.Known {
			v.From, v.To = earlier(v.From, c.first.Instant), later(v.To, c.last.Instant)
		}
	}
	// What one bundle withholds another may show.
	v.Withheld = max(0, v.Withheld+shownIn(l.Targets)-v.Shown)
	b.entries(&v, a)
	v.Preparatory = a.preparatory(v.Instrument, v.Clock, b.moments(a, v))
	b.d.Vantages = append(b.d.Vantages, v)
}

// shown notes where c is shown for less than the period.
func (b *builder) shown(v *dossier.Vantage, a *account, c *chain) {
	from, to := a.bounds(c)
	if from.Known && from.Instant > b.period.From {
		v.ShownFrom = later(v.ShownFrom, from.Instant)
	}
	if to.Known && to.Instant < b.period.To {
		v.ShownTo = earlier(v.ShownTo, to.Instant)
	}
}

func mean(list []dossier.Seconds) dossier.Seconds {
	var sum dossier.Seconds
	for _, s := range list {
		sum += s
	}
	return sum / dossier.Seconds(max(1, len(list)))
}

// control counts how often the control was asked in the period, and how often
// any answer came.
func (b *builder) control(ch *chain) dossier.Control {
	c := dossier.Control{URL: ch.final().Question.URL, Here: ch.here()}
	for o := range ch.observations() {
		if o.Start() < b.period.From || o.Start() >= b.period.To {
			continue
		}
		c.Asked++
		if o.Answer.Fault == record.NoFault {
			c.Answered++
		}
	}
	return c
}

// entries adds what the vantage wrote of itself.
func (b *builder) entries(v *dossier.Vantage, a *account) {
	v.Stamps = append(v.Stamps, stamps(a.logs)...)
	v.Clock = b.clock(a)
	v.Witnesses, v.Single = witnesses(a.logs)
	for _, item := range a.entries {
		proof := dossier.Ref{Log: a.origin, Leaf: item.Leaf, Item: -1}
		switch e := item.Entry.(type) {
		case record.Watch:
			v.Instrument = append(v.Instrument, dossier.Instrument{Watch: e, Proof: proof})
		case record.Gap:
			v.Gaps = append(v.Gaps, dossier.Gap{Gap: e, Proof: proof})
		case record.Note:
			b.d.Notes = append(b.d.Notes, dossier.Note{Note: e, Proof: proof})
		case record.Custody:
			b.d.Custody = append(b.d.Custody, dossier.Act{Custody: e, Proof: proof})
		}
	}
}

func shownIn(targets []*bundle.Target) int {
	n := 0
	for _, t := range targets {
		if !t.Last().Control {
			n++
		}
	}
	return n
}

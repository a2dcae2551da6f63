package report

import (
	"cmp"
	"slices"
	"sort"
	"time"

	"constat/report/dossier"
	"constat/report/incident"
	"constat/store/bundle"
	"constat/store/record"
)

const (
	maxBlind   = 300    // that a dossier lists
	maxProofs  = 8      // of one of them
	nearBy     = 60_000 // milliseconds in which an entry belongs to a stretch
	manyDays   = 62     // from here on, months
	leastBlind = 1_000  // milliseconds; what is shorter is the noise of rounds
)

// A stood is the time for which the rounds of a chain stand.
type stood struct {
	asked, answered, silent incident.Standing
	silences                []silence // the rounds behind silent.Spans
}

// A silence is a stretch in which a control did not answer.
type silence struct {
	span        incident.Span
	first, last dossier.Ref
}

// A begun run of the program, and the last question put before it.
type begun struct{ at, last record.Instant }

// begin notes when the program of a started.
func (a *account) begin() {
	for _, item := range a.entries {
		if w, ok := item.Entry.(record.Watch); ok && w.Event == "start" {
			a.begun = append(a.begun, begun{at: w.Time})
		}
	}
	slices.SortStableFunc(a.begun, func(x, y begun) int { return cmp.Compare(x.at, y.at) })
}

// stand takes in an observation of c.
func (c *chain) stand(a *account, o bundle.Observed) {
	i, s := o.Definition.Interval, o.Start()
	if o.Attempt == 0 {
		c.stood.asked.Add(o.Round, i, s)
		if n := sort.Search(len(a.begun), func(n int) bool { return a.begun[n].at > s }); n < len(a.begun) {
			a.begun[n].last = max(a.begun[n].last, s)
		}
	}
	if o.Definition.Control && o.Definition.Question.Vouches() {
		c.stood.control(o, dossier.Ref{Log: a.origin, Leaf: o.Leaf, Item: o.Item})
	}
}

// control takes in what a control answered, in its round or out of turn: it holds
// until the next answer, and for no longer than its interval.
func (s *stood) control(o bundle.Observed, at dossier.Ref) {
	start := o.Start()
	shorten(s.answered.Spans, start)
	shorten(s.silent.Spans, start)
	if o.Answer.Fault == record.NoFault {
		s.answered.Add(o.Round, o.Definition.Interval, start)
		return
	}
	if !s.silent.Add(o.Round, o.Definition.Interval, start) {
		s.silences = append(s.silences, silence{first: at})
	}
	last := &s.silences[len(s.silences)-1]
	last.span, last.last = s.silent.Spans[len(s.silent.Spans)-1], at
}

// shorten ends the last of list at an instant that lies in it.
func shorten(list []incident.Span, at record.Instant) {
	if n := len(list); n > 0 && list[n-1].From <= at && at < list[n-1].To {
		list[n-1].To = at
	}
}

// watches says of each vantage how it stood itself.
func (b *builder) watches() {
	for i, v := range b.d.Vantages {
		if i > 0 && b.d.Vantages[i-1].Name == v.Name {
			b.d.Vantages[i].Watch = b.d.Vantages[i-1].Watch
			continue
		}
		j := i + 1
		for j < len(b.d.Vantages) && b.d.Vantages[j].Name == v.Name {
			j++
		}
		w := watching{accounts: b.accounts[i:j], period: b.period, within: b.opt.Method.ClockWithin}
		if f := v.ShownFrom; f.Known {
			w.period.From = max(w.period.From, f.Instant)
		}
		if t := b.d.Vantages[j-1].ShownTo; t.Known {
			w.period.To = min(w.period.To, t.Instant)
		}
		w.period.To = max(w.period.From, w.period.To)
		w.gather(b.opt.Method)
		b.d.Vantages[i].Watch = w.watch()
	}
}

// watching is what is known of one vantage's watch.
type watching struct {
	accounts                         []*account // its logs, in order
	period                           incident.Span
	within                           time.Duration
	ran, network, silent, told, good []incident.Span
	controls, compared               bool
	silences                         []silence
}

func (w *watching) gather(m *incident.Method) {
	var ran, network, silent, told []incident.Span
	for _, a := range w.accounts {
		for _, c := range a.chains {
			ran, network, silent = append(ran, c.stood.asked.Spans...), append(network, c.stood.answered.Spans...), append(silent, c.stood.silent.Spans...)
			w.silences = append(w.silences, c.stood.silences...)
		}
		w.controls = w.controls || a.controls()
		told = append(told, w.clock(a, m)...)
	}
	ran = incident.Without(incident.Unite(ran), incident.Unite(w.absent()))
	cut := func(list []incident.Span) []incident.Span { return incident.Cut(incident.Unite(list), w.period) }
	w.ran, w.network, w.told = cut(ran), cut(network), cut(told)
	w.silent = incident.Without(cut(silent), w.network)
	w.good = w.ran
	if w.controls {
		w.good = incident.Both(w.good, w.network)
	}
	if w.compared {
		w.good = incident.Both(w.good, w.told)
	}
}

// blinding are the reasons of gaps over which nothing can be shown to have been seen:
// the program did not run, or what it learnt could not be kept. Of "busy" and "rate" the
// gap does not say which questions went unasked; others were asked over it, and those
// are what a watch stands for.
var blinding = []string{"late", "clock", "stopped", "storage", "refused"}

// absent is when the program did not run, or could not write, by its own word: what a
// rare question stands for would hide it. From a stop to the start after it; where no
// stop was entered, from the last question to the start; and what it was too late for.
func (w *watching) absent() (list []incident.Span) {
	for _, a := range w.accounts {
		for _, b := range a.begun {
			if b.last != 0 {
				list = append(list, incident.Span{From: b.last, To: b.at})
			}
		}
		shortest := a.shortest()
		for _, item := range a.entries {
			if g, ok := item.Entry.(record.Gap); ok && slices.Contains(blinding, g.Reason) {
				list = append(list, incident.Span{From: g.From, To: g.To + shortest})
			}
		}
	}
	return list
}

// shortest is the shortest interval of a's questions.
func (a *account) shortest() record.Instant {
	least := record.Instant(0)
	for _, c := range a.chains {
		if i := record.Instant(c.final().Interval.Millis()); c.final().Question.Kind != record.AskInventory && (least == 0 || i < least) {
			least = i
		}
	}
	return least
}

// clock returns when a's clock was told to be near enough.
func (w *watching) clock(a *account, m *incident.Method) []incident.Span {
	entries, _ := a.clocks()
	if w.within == 0 || !slices.ContainsFunc(entries, func(c record.Clock) bool { return len(c.Servers) > 0 }) {
		return nil
	}
	w.compared = true
	var near, far []incident.Span
	for _, d := range a.doubts(m) {
		if s := d.Span; d.Told && d.Within <= w.within {
			near = append(near, s)
		} else {
			far = append(far, s)
		}
	}
	return incident.Without(incident.Unite(near), incident.Unite(far))
}

func (w *watching) share(u []incident.Span) dossier.WatchShare {
	of, length := incident.Length([]incident.Span{w.period}), incident.Length(u)
	s := incident.Share(of, 0, of-length)
	return dossier.WatchShare{Length: seconds(length), Percent: s.Lower, Exact: s.ExactLower}
}

func (w *watching) watch() dossier.Watch {
	out := dossier.Watch{
		From: dossier.Known(w.period.From), To: dossier.Known(w.period.To), Controls: w.controls, Compared: w.compared,
		Ran: w.share(w.ran), Network: w.share(w.network), Clock: w.share(w.told), Whole: w.share(w.good), NoNetwork: seconds(incident.Length(w.silent)),
		Parts: w.parts(), Reasons: w.reasons(), Moves: w.moves(),
	}
	out.Unasked = dossier.Seconds(w.period.To-w.period.From) - out.Network.Length - out.NoNetwork
	blind := w.blind()
	n := min(len(blind), maxBlind)
	out.Blind, out.More = blind[:n], len(blind)-n
	return out
}

// parts cuts the watch into days, or months.
func (w *watching) parts() (list []dossier.WatchPart) {
	month := w.period.To-w.period.From > manyDays*24*60*60*1000
	for at := w.period.From.Time(); record.At(at) < w.period.To; {
		next := time.Date(at.Year(), at.Month(), at.Day()+1, 0, 0, 0, 0, time.UTC)
		if month {
			next = time.Date(at.Year(), at.Month()+1, 1, 0, 0, 0, 0, time.UTC)
		}
		s := incident.Span{From: record.At(at), To: min(record.At(next), w.period.To)}
		length := func(u []incident.Span) dossier.Seconds { return seconds(incident.Length(incident.Cut(u, s))) }
		p := dossier.WatchPart{From: dossier.Known(s.From), To: dossier.Known(s.To), Month: month, Of: dossier.Seconds(s.To - s.From), Ran: length(w.ran), Network: length(w.network), Clock: length(w.told), Whole: length(w.good)}
		w.gaps(func(g record.Gap, _ dossier.Ref) {
			if g.From < s.To && g.To >= s.From {
				p.Reasons = append(p.Reasons, g.Reason)
			}
		})
		slices.Sort(p.Reasons)
		p.Reasons = slices.Compact(p.Reasons)
		list = append(list, p)
		at = next
	}
	return list
}

// gaps calls each for the gaps that were entered of the watch.
func (w *watching) gaps(each func(record.Gap, dossier.Ref)) {
	for _, a := range w.accounts {
		for _, item := range a.entries {
			if g, ok := item.Entry.(record.Gap); ok && g.From < w.period.To && g.To >= w.period.From {
				each(g, dossier.Ref{Log: a.origin, Leaf: item.Leaf, Item: -1})
			}
		}
	}
}

func (w *watching) reasons() (list []dossier.WatchCount) {
	w.gaps(func(g record.Gap, _ dossier.Ref) {
		i := slices.IndexFunc(list, func(c dossier.WatchCount) bool { return c.Reason == g.Reason })
		if i < 0 {
			i, list = len(list), append(list, dossier.WatchCount{Reason: g.Reason})
		}
		list[i].Gaps++
		list[i].Rounds += g.Rounds
	})
	slices.SortFunc(list, func(a, b dossier.WatchCount) int {
		return cmp.Or(cmp.Compare(b.Rounds, a.Rounds), cmp.Compare(a.Reason, b.Reason))
	})
	return list
}

// blind lists when nothing was seen, or nothing that counts, the longest first.
func (w *watching) blind() (list []dossier.Blind) {
	all := []incident.Span{w.period}
	add := func(kind string, spans []incident.Span) {
		for _, s := range spans {
			if s.To-s.From >= leastBlind {
				list = append(list, w.explained(kind, s))
			}
		}
	}
	add("not-asked", incident.Without(all, w.ran))
	add("no-network", w.silent)
	if w.compared {
		add("clock", incident.Without(w.ran, w.told))
	}
	slices.SortStableFunc(list, func(a, b dossier.Blind) int {
		return cmp.Or(cmp.Compare(b.Length, a.Length), cmp.Compare(a.From.Instant, b.From.Instant))
	})
	return list
}

// explained adds what was entered of a stretch.
func (w *watching) explained(kind string, s incident.Span) dossier.Blind {
	b := dossier.Blind{From: dossier.Known(s.From), To: dossier.Known(s.To), Length: dossier.Seconds(s.To - s.From), Kind: kind}
	switch kind {
	case "no-network":
		for _, x := range w.silences {
			if x.span.From < s.To && x.span.To > s.From {
				b.Leaves = append(b.Leaves, x.first, x.last)
			}
		}
	case "not-asked":
		w.entered(&b, s)
	}
	slices.SortFunc(b.Leaves, func(x, y dossier.Ref) int {
		return cmp.Or(byEpoch(x.Log, y.Log), cmp.Compare(x.Leaf, y.Leaf), cmp.Compare(x.Item, y.Item))
	})
	b.Leaves = slices.Compact(b.Leaves)
	b.Leaves = b.Leaves[:min(len(b.Leaves), maxProofs)]
	slices.Sort(b.Reasons)
	b.Reasons = slices.Compact(b.Reasons)
	return b
}

// entered says what the vantage wrote of a stretch in which it asked nothing.
func (w *watching) entered(b *dossier.Blind, s incident.Span) {
	w.gaps(func(g record.Gap, proof dossier.Ref) {
		if g.From < s.To && g.To >= s.From-nearBy {
			b.Reasons, b.Leaves = append(b.Reasons, g.Reason), append(b.Leaves, proof)
		}
	})
	first := true
	for _, a := range w.accounts {
		for _, item := range a.entries {
			e, ok := item.Entry.(record.Watch)
			if !ok || e.Event == "network" {
				continue
			}
			if first && e.Time >= s.To-nearBy {
				b.Reasons = append(b.Reasons, "before")
			}
			first = false
			if e.Time < s.From-nearBy || e.Time > s.To+nearBy || e.Event == "reload" {
				continue
			}
			b.Reasons, b.Leaves = append(b.Reasons, e.Event), append(b.Leaves, dossier.Ref{Log: a.origin, Leaf: item.Leaf, Item: -1})
		}
	}
}

// moves lists the changes of the vantage's own network.
func (w *watching) moves() (list []dossier.Move) {
	for _, a := range w.accounts {
		var before *record.Watch
		for _, item := range a.entries {
			e, ok := item.Entry.(record.Watch)
			if !ok {
				continue
			}
			if e.Event == "network" && e.Time >= w.period.From && e.Time < w.period.To {
				m := dossier.Move{Time: dossier.Known(e.Time), Routes: e.Network.Routes, Resolvers: e.Resolvers, Proof: dossier.Ref{Log: a.origin, Leaf: item.Leaf, Item: -1}}
				if before != nil {
					m.Came, m.Went = apart(parts(e), parts(*before)), apart(parts(*before), parts(e))
				}
				list = append(list, m)
			}
			before = &e
		}
	}
	return list
}

// parts are all that makes a network.
func parts(w record.Watch) []string {
	return slices.Concat(w.Addresses, w.Network.Routes, w.Resolvers)
}

// apart returns what is in u and not in v.
func apart(u, v []string) []string {
	return slices.DeleteFunc(slices.Clone(u), func(s string) bool { return slices.Contains(v, s) })
}

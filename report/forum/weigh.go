package forum

import (
	"slices"
	"strconv"
	"strings"

	"constat/report/dossier"
)

// A weighing holds one class report against criteria.
type weighing struct {
	c        *dossier.Class
	register *Register
}

// items are the facts of one sort: none where the class shows none.
func (w weighing) items(f Fact) (out []Item) {
	for _, i := range w.found(f) {
		i.Fact = f
		if i.Chapter == "" {
			i.Chapter = chapters[f]
		}
		if i.Sites == nil {
			i.Sites = []int{}
		}
		i.Bundles = w.bundles(i.Sites)
		out = append(out, i)
	}
	return out
}

// chapters are where the class report has each sort, by the names of its anchors.
var chapters = map[Fact]string{
	Counted: "summary", Questions: "questions", Silent: "questions", Groups: "alike", Subgroups: "sub", Sheets: "sheet",
	OutOfEvents: "apart", Apart: "apart", Lone: "apart", ManyEvents: "events", ManyGroups: "alike", Durations: "annex", SomeLost: "sub", Disputed: "summary", Shared: "summary", SameHost: "summary",
	Untold: "summary", LeftOut: "evidence", NotTaken: "evidence", NoPolicy: "summary", Origin: "limits", SelfSelected: "limits", SheetApart: "sheet", SheetShared: "sheet",
}

func (w weighing) found(f Fact) []Item {
	switch f {
	case Counted, Origin, SelfSelected:
		return []Item{{}}
	case Events, Shares, Chance, Standing, Doubts, OthersFailing, NotKnown, Reviews, Apart:
		return w.ofEvents(f)
	case Questions, Silent:
		return w.questions(f)
	case Groups, Subgroups:
		return w.parts(f)
	case Sheets, SheetApart, SheetShared:
		return w.sheets(f)
	case Registered, Kinds, Places, Amounts, Undocumented:
		return w.registered(f)
	case NoPolicy:
		return when(!w.c.Policy, Item{})
	}
	return w.counts(f)
}

// objections are what is asked for against a criterion: its own, and wherever an event,
// or what was found in one, bears on it, whether that event is established.
func (k Criterion) objections() []Fact {
	if !slices.ContainsFunc(k.bears, func(f Fact) bool { return slices.Contains(restOnEvents, f) }) {
		return k.against
	}
	always := slices.DeleteFunc([]Fact{Doubts, OthersFailing, NotTaken, Reviews}, func(f Fact) bool { return slices.Contains(k.against, f) })
	return slices.Concat(always, k.against)
}

// restOnEvents are the facts that say nothing where there was no event.
var restOnEvents = []Fact{Events, Questions, Groups, Subgroups, Sheets}

func when(there bool, i Item) []Item {
	if there {
		return []Item{i}
	}
	return nil
}

// ofEvents are the facts of each event.
func (w weighing) ofEvents(f Fact) (out []Item) {
	for _, e := range w.c.Events {
		i := Item{Event: e.Number, Sites: e.Sites, Chapter: eventChapter(e.Number)}
		switch f {
		case Events, Chance:
			out = append(out, i)
		case Shares:
			i.N, i.Of = e.Ours.Failing, e.Ours.Known
			out = append(out, i)
		case Standing:
			out = append(out, when(len(e.Doubts) == 0, i)...)
		case OthersFailing:
			out = append(out, when(e.Others.Failing > 0, Item{Event: e.Number, N: e.Others.Failing, Of: e.Others.Known, Chapter: i.Chapter})...)
		case NotKnown:
			out = append(out, when(e.Ours.Unknown+e.Others.Unknown > 0, Item{Event: e.Number, N: e.Ours.Unknown, Of: e.Others.Unknown, Chapter: i.Chapter})...)
		case Doubts:
			for _, d := range e.Doubts {
				i.Reason = d
				out = append(out, i)
			}
		case Reviews:
			for _, r := range e.Review {
				i.Reason, i.N = r.Reason, r.Outages
				out = append(out, i)
			}
		case Apart:
			out = append(out, w.apart(e.Number)...)
		}
	}
	return out
}

func eventChapter(n int) string { return "event-" + strconv.Itoa(n) }

// apart are the provider's sites without a part in an event, by the reason.
func (w weighing) apart(event int) (out []Item) {
	at := map[string]int{}
	for _, s := range w.c.Sites {
		for _, a := range s.Apart {
			if a.Event != event {
				continue
			}
			n, ok := at[a.Reason]
			if !ok {
				n, at[a.Reason] = len(out), len(out)
				out = append(out, Item{Event: event, Reason: a.Reason, Of: len(w.c.Sites)})
			}
			out[n].N++
			out[n].Sites = append(out[n].Sites, s.Number)
		}
	}
	slices.SortFunc(out, func(a, b Item) int { return strings.Compare(a.Reason, b.Reason) })
	return out
}

func (w weighing) questions(f Fact) (out []Item) {
	for _, q := range w.c.Questions {
		out = append(out, when((f == Silent) == (q.Members == 0), Item{Event: q.Event, Reason: q.Question, N: q.Members, Of: q.Of})...)
	}
	return out
}

func (w weighing) parts(f Fact) (out []Item) {
	if f == Subgroups {
		for _, g := range w.c.Subgroups {
			i := Item{Reason: g.Name, N: g.Members, Of: g.Sites}
			for _, s := range w.c.Sites {
				if s.Subgroup == g.Name {
					i.Sites = append(i.Sites, s.Number)
				}
			}
			out = append(out, i)
		}
		return out
	}
	for _, g := range w.c.Groups {
		out = append(out, Item{Group: g.Number, N: len(g.Sites), Of: len(g.Members), Sites: g.Sites})
	}
	return out
}

// sheets are those put forward, or what of them is not like the others.
func (w weighing) sheets(f Fact) (out []Item) {
	for _, x := range w.c.Sheets {
		i := Item{Reason: x.Member, N: x.Like, Of: len(w.c.Members), Sites: x.Sites}
		switch f {
		case Sheets:
			out = append(out, i)
		case SheetApart:
			for _, e := range w.c.Events {
				if !slices.Contains(x.Events, e.Number) {
					i.Event = e.Number
					out = append(out, i)
				}
			}
			if len(x.Events) == 0 {
				i.Event = 0
				out = append(out, i)
			}
		case SheetShared:
			i.Sites, i.N = x.Shared, len(x.Shared)
			out = append(out, when(len(x.Shared) > 0, i)...)
		}
	}
	return out
}

// registered are what the register adds up to.
func (w weighing) registered(f Fact) (out []Item) {
	r := w.register
	if r == nil {
		return nil
	}
	switch f {
	case Registered:
		return []Item{{N: r.Complete, Of: r.Members}}
	case Kinds:
		return when(len(r.Kinds) > 0, Item{N: len(r.Kinds), Of: r.Members})
	case Places:
		return when(len(r.Places) > 0, Item{N: len(r.Places), Of: r.Members})
	}
	for _, a := range r.Amounts {
		if f == Amounts || strings.Trim(a.Declared, "0.") != "" {
			out = append(out, Item{Reason: a.Currency, N: a.Members, Of: r.Members})
		}
	}
	return out
}

// counts are those that are told only where there is something to tell.
func (w weighing) counts(f Fact) []Item {
	i := Item{}
	switch f {
	case OutOfEvents:
		for _, m := range w.c.Members {
			if len(m.Events) == 0 {
				i.N++
				i.Sites = append(i.Sites, m.Sites...)
			}
		}
		i.Of = len(w.c.Members)
	case ManyEvents:
		i.N = len(w.c.Events)
		return when(i.N > 1, i)
	case ManyGroups:
		i.N = len(w.c.Groups)
		return when(i.N > 1, i)
	case Lone:
		i.N = len(w.c.Lone)
	case Durations:
		return when(len(w.c.Members) > 1 && w.unequal(), Item{N: len(w.c.Members)})
	case SomeLost:
		for _, m := range w.c.Members {
			if m.Lost > 0 {
				i.N++
			}
		}
		i.Of = len(w.c.Members)
		return when(i.N > 0 && i.N < i.Of, i)
	case Disputed, Shared:
		for _, s := range slices.Concat(w.c.Sites, w.c.Others) {
			if f == Disputed && s.Disputed > 0 || f == Shared && len(s.Members) > 1 {
				i.Sites = append(i.Sites, s.Number)
			}
		}
		i.N = len(i.Sites)
	case SameHost:
		i.Sites = SameHosts(w.c)
		i.N = len(i.Sites)
	case Untold:
		i.N = w.c.Untold
	case LeftOut:
		i.N = len(w.c.LeftOut)
	case NotTaken:
		i.N = len(w.c.NotTaken)
	}
	return when(i.N > 0, i)
}

// SameHosts are the sites of the provider, by number, that have a host name which
// another site has too.
func SameHosts(c *dossier.Class) (numbers []int) {
	for _, s := range c.Sites {
		if len(s.SameHost) > 0 {
			numbers = append(numbers, s.Number)
		}
	}
	return numbers
}

// unequal reports whether proven durations differ from one member to another.
func (w weighing) unequal() bool {
	least, most := DurationsOf(w.c)
	return least != most
}

// DurationsOf are the shortest and the longest proven time of the members.
func DurationsOf(c *dossier.Class) (least, most dossier.Seconds) {
	for n, m := range c.Members {
		if n == 0 {
			least = m.AtLeast
		}
		least, most = min(least, m.AtLeast), max(most, m.AtLeast)
	}
	return least, most
}

// lacks reports whether something is missing: what only people can bring always is.
func (w weighing) lacks(g Gap) bool {
	switch g {
	case NoEvent:
		return len(w.c.Events) == 0
	case NoRegister:
		return w.register == nil
	case Incomplete:
		return w.register != nil && w.register.Complete < w.register.Members
	case NoRepresentative:
		return len(w.c.Sheets) == 0
	case NoStatement:
		return !slices.ContainsFunc(w.c.Questions, func(q dossier.ClassQuestion) bool { return q.Question == "statement" && q.Members > 0 })
	}
	return true
}

// bundles are those of the members of some sites, by their places from 1.
func (w weighing) bundles(sites []int) []int {
	whose := map[string]bool{}
	for _, n := range sites {
		if n <= len(w.c.Sites) {
			for _, m := range w.c.Sites[n-1].Members {
				whose[m] = true
			}
		}
	}
	out := []int{}
	for n, b := range w.c.Bundles {
		if slices.ContainsFunc(b.Members, func(m string) bool { return whose[m] }) {
			out = append(out, n+1)
		}
	}
	return out
}

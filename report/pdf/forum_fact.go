package pdf

import (
	"math/big"
	"slices"
	"strings"

	"constat/report/class"
	"constat/report/contract"
	"constat/report/dossier"
	"constat/report/forum"
	"constat/report/lang"
)

// fact is what a fact says, as a sentence.
func (s *forumSheet) fact(i forum.Item) string {
	w := s.words
	if i.Event > 0 && i.Fact != forum.SheetApart {
		return w.Event(i.Event, len(s.c.Events[i.Event-1].Doubts) == 0, s.lowerFirst(s.ofEvent(i, s.c.Events[i.Event-1])))
	}
	switch i.Fact {
	case forum.Counted:
		return s.w.Counted(len(s.c.Sites), len(s.c.Members), len(s.c.Others), len(s.c.Vantages))
	case forum.Groups:
		return s.groupOf(s.c.Groups[i.Group-1])
	case forum.Subgroups:
		return s.subgroupOf(i.Reason)
	case forum.Sheets, forum.SheetApart, forum.SheetShared:
		return s.sheetOf(i)
	case forum.Registered, forum.Kinds, forum.Places, forum.Amounts, forum.Undocumented:
		return s.registered(i)
	}
	return s.objection(i)
}

// facts are what a list of one sort says, as a sentence.
func (s *forumSheet) facts(list []forum.Item) string {
	switch list[0].Fact {
	case forum.Questions:
		return s.words.Matrix
	case forum.Silent:
		var names []string
		for _, i := range list {
			names = append(names, s.words.Posed(lang.Pick(s.w.Questions, i.Reason), i.Event))
		}
		return s.words.Silent(strings.Join(names, s.l.Deed.Between), len(names))
	}
	return s.fact(list[0])
}

// asked are the rows of the class report's matrix that items are of.
func (s *forumSheet) asked(list []forum.Item) (rows []dossier.ClassQuestion) {
	for _, q := range s.c.Questions {
		if slices.ContainsFunc(list, func(i forum.Item) bool { return q.Question == i.Reason && q.Event == i.Event }) {
			rows = append(rows, q)
		}
	}
	return rows
}

// ofEvent is what is said of an event: for it, or against.
func (s *forumSheet) ofEvent(i forum.Item, e dossier.ClassEvent) string {
	switch i.Fact {
	case forum.Events:
		return s.when(e)
	case forum.Shares:
		return s.shareOf(e)
	case forum.Chance:
		return s.test(e)
	case forum.Standing:
		return s.standing(e)
	case forum.Doubts:
		return lang.Pick(s.w.Doubts, i.Reason)
	case forum.OthersFailing:
		return s.words.OthersFailing(i.N, i.Of)
	case forum.NotKnown:
		return s.words.NotKnown(i.N, i.Of)
	case forum.Reviews:
		return s.words.Review(i.N, s.l.Review(i.Reason))
	}
	return s.words.Apart(i.N, i.Of, lang.Pick(s.w.Apart, i.Reason), s.ranges(i.Sites))
}

// objection is what is said against of the class as a whole.
func (s *forumSheet) objection(i forum.Item) string {
	w := s.words
	switch i.Fact {
	case forum.OutOfEvents:
		return w.OutOfEvents(i.N, i.Of, s.ranges(i.Sites))
	case forum.ManyEvents:
		return w.ManyEvents(i.N)
	case forum.ManyGroups:
		return w.ManyGroups(i.N)
	case forum.Lone:
		return s.w.Lone(i.N)
	case forum.Durations:
		least, most := forum.DurationsOf(s.c)
		return w.Durations(s.seconds(least), s.seconds(most))
	case forum.SomeLost:
		return w.SomeLost(i.N, i.Of)
	case forum.Disputed:
		return s.w.Disputed(i.N, s.ranges(i.Sites))
	case forum.Shared:
		return s.w.Shared(i.N, s.ranges(i.Sites))
	case forum.SameHost:
		return s.w.SameHost(i.N, s.ranges(i.Sites))
	case forum.Untold:
		return s.w.Untold(i.N)
	case forum.NotTaken:
		return s.untaken()
	case forum.LeftOut:
		return s.w.LeftIntro(i.N)
	case forum.NoPolicy:
		return s.w.NoPolicy
	case forum.SelfSelected:
		return w.SelfSelected
	}
	return w.Origin
}

func (s *forumSheet) groupOf(g dossier.ClassGroup) string {
	words := s.w.Group(g.Number, len(g.Sites), len(g.Members))
	var signs []string
	for _, sort := range class.Signs {
		if v := g.Signs[sort]; v != "" && sort != class.SignEvent {
			value := s.sign(sort, v)
			if sort == class.SignStatement {
				value = s.w.Statement(value)
			}
			signs = append(signs, s.words.Sign(strings.ToLower(s.w.Signs[sort]), value))
		}
	}
	if n := g.Signs[class.SignEvent]; n != "" && n != "-" {
		words += " (" + strings.ToLower(s.w.Signs[class.SignEvent]) + lang.NoBreak + n + ")"
	}
	if len(signs) > 0 {
		words += s.words.Common(strings.Join(signs, ", "))
	}
	return words + "."
}

func (s *forumSheet) subgroupOf(name string) string {
	for _, g := range s.c.Subgroups {
		if g.Name != name {
			continue
		}
		length := ""
		if g.AtMost > 0 {
			length = s.l.Time.Bounds(span(g.AtLeast), span(g.AtMost))
		}
		return s.words.Subgroup(lang.Pick(s.w.Subgroups, g.Name), g.Members, g.Sites, length, strings.ReplaceAll(s.losses(g.Losses), newLine, ", "))
	}
	return ""
}

// sheetOf is a member put forward: beside the others, or how it is unlike them.
func (s *forumSheet) sheetOf(i forum.Item) string {
	w, name := s.words, s.bare(i.Reason)
	switch {
	case i.Fact == forum.SheetApart && i.Event == 0:
		return w.SheetNone(name)
	case i.Fact == forum.SheetApart:
		return w.SheetNot(name, i.Event)
	case i.Fact == forum.SheetShared:
		return w.SheetShared(name, i.N, s.ranges(i.Sites))
	}
	for _, x := range s.c.Sheets {
		if x.Member != i.Reason {
			continue
		}
		none := s.w.SheetRows["none"]
		events, lost := none, none
		if len(x.Events) > 0 {
			events = s.sheetEvents(x)
		}
		if len(x.Lost) > 0 {
			lost = s.ranges(x.Lost)
		}
		return w.Sheet(name, s.ranges(x.Sites), events, s.w.SheetTime(s.seconds(x.AtLeast), s.seconds(x.Median)), lost)
	}
	return ""
}

// registered is what the register adds up to.
func (s *forumSheet) registered(i forum.Item) string {
	w, r := s.words, s.x.Register
	switch i.Fact {
	case forum.Registered:
		return w.Registered(i.N, i.Of)
	case forum.Kinds:
		return w.Kinds(s.tally(r.Kinds, s.l.Register.Words))
	case forum.Places:
		return w.Places(s.tally(r.Places, nil))
	}
	for _, a := range r.Amounts {
		if a.Currency != i.Reason {
			continue
		}
		if i.Fact == forum.Undocumented {
			return w.Undocumented(s.paid(a.Declared, a.Currency))
		}
		var heads []string
		for _, h := range a.Heads {
			name := s.l.Contract.Heads[h.Head]
			if name == "" {
				name = s.l.Register.Words["unspecified"]
			}
			heads = append(heads, w.AmountHead(name, s.paid(h.Documented, a.Currency), s.paid(h.Declared, a.Currency), h.Members))
		}
		return w.Amounts(a.Members, s.paid(a.Documented, a.Currency), s.paid(a.Declared, a.Currency), strings.Join(heads, s.l.Deed.Between))
	}
	return ""
}

// tally writes counts, each with its value: "société (12)".
func (s *forumSheet) tally(list []forum.RegisterCount, words map[string]string) string {
	var all []string
	for _, c := range list {
		name := s.bare(c.Value)
		if w := words[c.Value]; w != "" {
			name = w
		}
		if c.Value == "" {
			name = s.words.NotGiven
		}
		all = append(all, name+" ("+s.l.Number.Int(int64(c.Members))+")")
	}
	return s.l.Some(all, 20)
}

// paid writes an amount of the register, which is a decimal number.
func (s *forumSheet) paid(amount, currency string) string {
	v, ok := new(big.Rat).SetString(amount)
	if !ok {
		return s.bare(amount)
	}
	return contract.Money{Amount: v, Currency: currency}.Write(s.l)
}

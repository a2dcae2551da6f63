package pdf

import (
	"slices"
	"strconv"
	"strings"

	"constat/report/class"
	"constat/report/dossier"
	"constat/report/lang"
)

// apart tells who has no part in an event, and which outages belong to none.
func (s *classSheet) apart() {
	s.open("apart")
	none := 0
	counts := map[int]map[string][]int{}
	for _, x := range s.c.Sites {
		none += one(!slices.ContainsFunc(x.Outages, func(o dossier.ClassOutage) bool { return o.Event > 0 }))
		for _, a := range x.Apart {
			if counts[a.Event] == nil {
				counts[a.Event] = map[string][]int{}
			}
			counts[a.Event][a.Reason] = append(counts[a.Event][a.Reason], x.Number)
		}
	}
	t := table{title: s.w.Chapters["apart"], columns: []column{{s.w.Signs["event"], 12, "L", false}, {s.w.Reason, 38, "L", false}, {s.w.Site, 50, "L", false}}}
	for _, e := range s.c.Events {
		for _, reason := range []string{"other-time", "before", "coarse", "no-onset", "not-confirmed", "disputed", "not-watched", "well"} {
			if list := counts[e.Number][reason]; len(list) > 0 {
				t.rows = append(t.rows, []string{strconv.Itoa(e.Number), lang.Pick(s.w.Apart, reason), s.w.Numbered(len(list), s.someRanges(list, 24))})
			}
		}
	}
	intro := s.w.ApartIntro(none)
	if len(t.rows) > 0 {
		intro += " " + s.w.ApartWhy
	}
	if s.say(intro); len(t.rows) > 0 {
		s.grid(t)
	}
	s.say(s.w.Lone(len(s.c.Lone)))
	t = table{title: s.w.LoneTitle, columns: []column{{s.w.Site, 20, "L", false}, {s.w.Member, 9, "L", false}, {s.w.At, 33, "L", false}, {s.w.Cause, 38, "L", false}}}
	for _, l := range s.c.Lone[:min(len(s.c.Lone), mostLone)] {
		x := s.c.Sites[l.Site-1]
		o := x.Outages[l.Outage]
		t.rows = append(t.rows, []string{s.siteName(x), s.memberNames(x), s.bound(o.FirstBad), s.sign(class.SignCause, o.Signs[class.SignCause])})
	}
	if len(t.rows) > 0 {
		s.grid(t)
		s.more(len(s.c.Lone), mostLone)
	}
}

// signWidths are shares of the width: a cause is a sentence, the rest is a word.
var signWidths = map[string]float64{class.SignEvent: 11, class.SignCause: 21, class.SignNetwork: 11, class.SignStatement: 12, class.SignAfter: 15, class.SignRolled: 14}

// sameSign stands for a sign that is the one a group has in common.
const sameSign = "="

// sign writes the value of a sign.
func (s *classSheet) sign(sort, value string) string {
	switch {
	case value == "":
		return s.w.NotKnown
	case sort == class.SignEvent && value == class.NoEvent:
		return s.w.NoEvent
	case sort == class.SignCause:
		cause, status, _ := strings.Cut(value, " ")
		if code, err := strconv.Atoi(status); err == nil {
			return s.l.Cause(cause, code)
		}
		return s.l.Cause(cause)
	case sort == class.SignAfter:
		state, id, _ := strings.Cut(value, " ")
		words := lang.Pick(s.l.Pages.States, state)
		if id != "" {
			words += " (" + s.bare(id) + ")"
		}
		return words
	case sort == class.SignStatement:
		return value[:min(8, len(value))]
	}
	return s.bare(value)
}

// alike draws the matrix: groups one below the other, members by their signs.
func (s *classSheet) alike() {
	s.open("alike")
	s.say(s.w.SignIntro(s.c.Method.Alike, len(s.c.Groups)))
	s.say(s.w.Same(sameSign))
	for _, g := range s.c.Groups[:min(len(s.c.Groups), mostGroups)] {
		t := table{title: s.w.Group(g.Number, len(g.Sites), len(g.Members)), columns: []column{{s.w.Members, 16, "L", false}, {s.w.Sites, 6, "R", false}}}
		var sorts []string
		for _, sort := range class.Signs {
			if slices.ContainsFunc(s.c.Groups, func(g dossier.ClassGroup) bool {
				return slices.ContainsFunc(g.Rows, func(r dossier.ClassRow) bool { return len(r.Signs[sort]) > 0 })
			}) {
				sorts = append(sorts, sort)
				t.columns = append(t.columns, column{s.w.Signs[sort], signWidths[sort], "L", false})
			}
		}
		t.columns[1].title = s.w.Sites1
		head := []string{bold(s.w.All), s.l.Number.Int(int64(len(g.Sites)))}
		for _, sort := range sorts {
			head = append(head, bold(s.sign(sort, g.Signs[sort])))
		}
		t.rows = append(t.rows, head)
		merged := map[string]*matrixRow{}
		var order []*matrixRow
		for _, r := range g.Rows {
			var row []string
			for _, sort := range sorts {
				var values []string
				for _, v := range r.Signs[sort] {
					values = append(values, s.sign(sort, v))
				}
				switch {
				case len(values) == 0:
					values = []string{s.w.NotKnown}
				case len(values) == 1 && r.Signs[sort][0] == g.Signs[sort]:
					values = []string{sameSign}
				}
				row = append(row, strings.Join(values, ", "))
			}
			key := strings.Join(row, "\x00")
			if merged[key] == nil {
				merged[key] = &matrixRow{cells: row}
				order = append(order, merged[key])
			}
			merged[key].members = append(merged[key].members, r.Member)
			merged[key].sites += len(r.Sites)
		}
		for _, r := range order[:min(len(order), mostRows)] {
			t.rows = append(t.rows, append([]string{s.membersIn(r.members), s.l.Number.Int(int64(r.sites))}, r.cells...))
		}
		s.grid(t)
		s.more(len(order), mostRows)
	}
	s.more(len(s.c.Groups), mostGroups)
}

// A matrixRow are members whose sites show the same signs.
type matrixRow struct {
	members []string
	sites   int
	cells   []string
}

func (s *classSheet) losses(list []dossier.ClassLoss) string {
	if len(list) == 0 {
		return s.w.NoLoss
	}
	var all []string
	for _, l := range list {
		state := s.w.LossDisputed
		if l.State != "disputed" {
			state = lang.Pick(s.l.Pages.States, l.State)
		}
		words := s.w.Loss(state, s.l.Number.Int(int64(l.Items)), s.l.Number.Bytes(l.Bytes), l.Restored)
		if l.State != "disputed" {
			words += " (" + s.w.LossWhen(l.Event, l.Around) + ")"
		}
		if l.Review {
			words += " (" + s.w.Look + ")"
		}
		all = append(all, words)
	}
	return strings.Join(all, newLine)
}

func (s *classSheet) subgroups() {
	s.open("sub")
	s.say(s.w.SubIntro)
	t := table{title: s.w.Chapters["sub"], columns: []column{{"", 24, "L", false}, {s.w.Members, 12, "R", false}, {s.w.Sites1, 9, "R", false}, {s.w.Summed, 27, "L", false}, {s.w.Losses, 28, "L", false}}}
	for _, g := range s.c.Subgroups {
		length := s.w.NotKnown
		if g.AtMost > 0 {
			length = s.l.Time.Bounds(span(g.AtLeast), span(g.AtMost))
		}
		t.rows = append(t.rows, []string{lang.Pick(s.w.Subgroups, g.Name), s.l.Number.Int(int64(g.Members)), s.l.Number.Int(int64(g.Sites)), length, s.losses(g.Losses)})
	}
	s.grid(t)
}

// sheets are those of the members that are put forward.
func (s *classSheet) sheets() {
	if len(s.c.Sheets) == 0 {
		return
	}
	s.need(85) // with the first sheet
	s.open("sheet")
	s.say(s.w.SheetIntro)
	for _, x := range s.c.Sheets {
		none := func(words string) string {
			if words == "" {
				return s.w.SheetRows["none"]
			}
			return words
		}
		s.pairs(s.w.Sheet(s.bare(x.Member)), false,
			[2]string{s.w.SheetRows["sites"], s.numbers(x.Sites)},
			[2]string{s.w.SheetRows["events"], none(s.sheetEvents(x))},
			[2]string{s.w.SheetRows["group"], none(s.sheetGroups(x))},
			[2]string{s.w.SheetRows["time"], s.w.SheetTime(s.seconds(x.AtLeast), s.seconds(x.Median))},
			[2]string{s.w.SheetRows["lost"], none(s.numbers(x.Lost))},
			[2]string{s.w.SheetRows["shared"], none(s.numbers(x.Shared))})
	}
}

func (s *classSheet) numbers(list []int) string {
	var all []string
	for _, n := range list {
		all = append(all, strconv.Itoa(n))
	}
	return s.l.Some(all, 30)
}

func (s *classSheet) sheetEvents(x dossier.ClassSheet) string {
	if len(x.Events) == 0 {
		return ""
	}
	return s.w.SheetEvents(s.numbers(x.Events), x.Like, len(s.c.Members))
}

func (s *classSheet) sheetGroups(x dossier.ClassSheet) string {
	var all []string
	for _, n := range x.Groups {
		all = append(all, s.w.SheetGroup(n, len(s.c.Groups[n-1].Sites), len(s.c.Sites)))
	}
	return s.l.Clauses(all)
}

func (s *classSheet) evidence() {
	s.open("evidence")
	if len(s.c.LeftOut) == 0 {
		s.say(s.w.LeftNone)
	} else {
		s.say(s.w.LeftIntro(len(s.c.LeftOut)))
		t := table{title: s.w.LeftOut, columns: []column{{s.w.Bundles, 24, "L", false}, {s.w.Member, 10, "L", false}, {s.w.Reason, 22, "L", false}, {"", 44, "L", false}}}
		for _, l := range s.c.LeftOut {
			detail := l.Detail
			if s.l == lang.French {
				detail = l.French
			}
			t.rows = append(t.rows, []string{s.bare(l.Name), s.bare(l.Member), lang.Pick(s.w.Reasons, l.Reason), short(scrub(detail), 300)})
		}
		s.grid(t)
	}
	s.notTaken()
	s.say(s.w.VantageRule)
	t := table{title: s.w.Watched, columns: []column{{s.w.Vantages, 30, "L", false}, {"", 34, "L", false}, {s.w.Sites, 18, "R", false}, {s.w.Theirs, 18, "R", false}}}
	for _, v := range s.c.Vantages {
		t.rows = append(t.rows, []string{s.bare(v.Name), s.l.Some(s.bares(v.Logs), 3), s.l.Number.Int(int64(v.Ours)), s.l.Number.Int(int64(v.Others))})
	}
	s.grid(t)
	s.say(s.w.Proof)
	if len(s.c.Public.Hidden) == 0 {
		return
	}
	s.say(s.w.Commitment)
	s.say(s.w.NotHidden)
	t = table{title: s.w.Hidden, columns: []column{{"", 70, "L", false}, {"", 30, "R", false}}}
	for _, h := range s.c.Public.Hidden {
		t.rows = append(t.rows, []string{lang.Pick(s.w.HiddenKeys, h.Key), s.l.Number.Int(int64(h.Count))})
	}
	s.grid(t)
}

func (s *classSheet) annexes() {
	s.titled("annex", s.w.Chapters["annex"], s.w.Chapters["annex"])
	s.say(s.w.Annex)
	if s.c.Public.Of.IsZero() {
		s.say(s.w.Cited)
	}
	t := table{title: s.w.Chapters["annex"], columns: []column{{s.w.Site, s.siteWidth(), "L", false}, {s.w.Member, 6, "L", false}, {s.w.Signs["event"], 8, "L", false}, {s.w.Onset, 33, "L", false}, {s.w.End, 33, "L", false}}}
	for _, x := range s.c.Sites {
		site := strings.Replace(s.siteName(x), lang.NoBreak+lang.NoBreak, newLine, 1) // rows have two lines
		for _, o := range x.Outages {
			event := s.w.NotKnown
			if o.Event > 0 {
				event = strconv.Itoa(o.Event)
			}
			t.rows = append(t.rows, []string{site, s.memberNames(x), event, s.between(o.LastGood, o.FirstBad) + s.leaves(o.Onset), s.between(o.LastBad, o.FirstGood) + s.leaves(o.End)})
		}
		if len(x.Outages) == 0 {
			t.rows = append(t.rows, []string{site, s.memberNames(x), s.w.NotKnown, s.w.NotKnown, s.w.NotKnown})
		}
	}
	s.grid(t)
	s.titled("bundles", s.w.Chapters["bundles"], s.w.Chapters["bundles"])
	s.grid(s.bundleTable())
}

// siteWidth is the share of the width that names of sites need, within bounds: what
// they leave is for the records.
func (s *classSheet) siteWidth() float64 {
	longest := 0
	for _, x := range s.c.Sites {
		longest = max(longest, len([]rune(x.Name)))
	}
	return float64(max(9, min(longest+2, 25)))
}

// bundleTable lists the bundles that count, by the number by which they are cited.
func (s *classSheet) bundleTable() table {
	w := s.l.Forum
	proofs := "SHA-256"
	if s.c.Public.Of.IsZero() {
		proofs += newLine + w.Head0
	}
	t := table{title: s.w.Bundles, columns: []column{{w.Number, 7, "R", false}, {s.w.Bundles, 28, "L", false}, {s.w.Member, 12, "L", false}, {proofs, 53, "L", false}}}
	for n, b := range s.c.Bundles {
		proof := hexed(b.SHA256.String())
		for _, h := range b.Heads {
			proof += newLine + s.bare(h.Log) + s.l.Words.Colon + " " + s.l.Number.Int(h.Leaves) + lang.NoBreak + w.Leaves + ", " + monoOn + groups(h.Root.String()[:16]) + monoOff
		}
		t.rows = append(t.rows, []string{strconv.Itoa(n + 1), s.bare(b.Name), s.l.Some(s.bares(b.Members), 4), proof})
	}
	return t
}

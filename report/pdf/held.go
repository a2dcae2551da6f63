package pdf

import (
	"slices"
	"strings"

	"constat/report/dossier"
	"constat/store/record"
)

const (
	goneRows = 20 // files shown by name; all stand in the attached list
	// GoneName is what the list of all files that are gone is called among the
	// attachments.
	GoneName = "gone.csv"
)

// held tells what stores and sites held, and which files are gone.
func (s *sheet) held() {
	s.heading("held", s.l.Held.Chapter)
	if len(s.d.Inventories) == 0 {
		s.say(s.l.Held.NoLists)
		return
	}
	if len(s.own()) > 0 && !s.allCounted() {
		s.say(s.l.Held.Intro)
		s.terms(s.l.Held.Terms)
	}
	s.heldCaution()
	if s.abridged(false) {
		s.say(s.l.Held.Abridged(longAddress, GoneName))
	}
	s.moveRule()
	together := s.storeTable()
	if len(together.rows) > 1 {
		s.tabulate(together)
	}
	for i, n := range s.d.Inventories {
		if i > 0 || len(together.rows) > 1 && s.y > s.floor()/2 {
			s.page() // a store has a page of its own, unless all of them together left most of one
		}
		if n.SecondHand {
			s.second(n)
		} else {
			s.inventory(n)
		}
	}
}

func (s *sheet) inventory(n dossier.Inventory) {
	w := s.l.Held
	first, last := dossier.Time{}, dossier.Time{}
	for _, l := range n.Listings {
		if l.Counts {
			last = l.Ended
			if !first.Known {
				first = l.Time
			}
		}
	}
	none, made := w.NoneYet, w.Listed
	if n.Question.Pick != "" {
		none, made = w.Readings.None, w.Readings.Made
	}
	words := none(s.bares(n.Vantages), s.name(n.Target), len(n.Listings))
	if n.Whole > 0 {
		words = made(s.bares(n.Vantages), s.name(n.Target), len(n.Listings), n.Whole, s.instant(first), s.instant(last))
	}
	s.section("", w.Heading(s.name(n.Target)), 6+s.tall(words))
	s.say(words)
	if list := s.joined(n, s.instant); len(list) > 0 {
		s.say(w.Joined(s.l.Clauses(list[:min(len(list), joinedTold)]), int64(max(0, len(list)-joinedTold))))
	}
	s.say(w.At(scrub(n.Question.URL), strings.HasPrefix(n.Question.URL, "file:")))
	s.whatCounted(n)
	if n.Whole == 1 {
		s.add(s.oneOnly(n))
	}
	if n.Question.Pick != "" {
		s.accounts(n)
		s.countedRecords(n)
	} else if n.Whole > 1 {
		s.accounts(n)
		s.lost(n)
	}
	s.lists(n)
	if len(n.Copies) > 0 {
		s.grid(s.broughtTable(n.Target, n.TargetID.String(), ""))
	}
}

// losses returns those of one target: for the whole of it, nil for none, and
// by file.
func (s *sheet) losses(n dossier.Inventory) (whole *dossier.Loss, files []dossier.Loss) {
	for i, l := range s.d.Losses {
		switch {
		case !n.Has(l):
		case l.Item == "":
			whole = &s.d.Losses[i]
		default:
			files = append(files, l)
		}
	}
	return whole, files
}

func (s *sheet) lost(n dossier.Inventory) {
	w := s.l.Held
	whole, files := s.losses(n)
	switch {
	case whole != nil:
		s.say(s.whatIsGone(n, *whole))
	case n.Total.Gone.Files > 0:
		s.say(bold(w.Outside))
	case n.SecondHand && n.Total.Unknown.Files > 0:
		s.say(bold(s.l.Brought.Undecided(n.Total.Unknown.Files, s.mixed(n), n.Unordered > 0)))
	case n.SecondHand:
		s.say(bold(s.l.Brought.Nothing))
	case n.Total.Unknown.Files > 0:
		s.say(bold(w.Undecided))
	default:
		s.say(bold(w.Nothing))
	}
	if n.Total.Moved.Files+n.Total.Unknown.Files > 0 {
		s.say(w.Moved(n.Total.Moved.Files, n.Total.Unknown.Files))
	}
	s.movedFiles(n)
	if whole != nil && whole.Undigested > 0 {
		s.say(w.Unread(whole.Undigested))
	}
	if n.Total.Once.Files > 0 {
		s.say(w.Once(n.Total.Once.Files))
	}
	if n.Total.Gone.Unsized > 0 {
		s.say(s.l.Brought.Unsized(n.Total.Gone.Unsized))
	}
	s.tabulate(s.byKind(n))
	if whole == nil {
		return
	}
	s.heldLocally(n)
	if kept := n.Total.HeldElsewhere; kept.Files > 0 {
		s.say(bold(s.l.Moved.Kept(kept.Files, n.Total.Gone.Files, s.inBytes(kept))))
	}
	s.unseen(n)
	s.tabulate(s.history(n))
	s.grid(s.gone(n, files))
	if whole.Files > int64(min(len(files), goneRows)) {
		s.add(w.Whole(s.d.Lost(), GoneName))
	}
}

func (s *sheet) whatIsGone(n dossier.Inventory, whole dossier.Loss) string {
	w := s.l.Held
	gone := w.Gone
	if n.SecondHand {
		gone = s.l.Brought.Gone
	}
	later := whole.Files - whole.OfFirst.Files
	words := bold(gone(whole.Files, later, s.inBytes(whole.Amount()), n.Total.First.Files, s.inBytes(n.Total.First)))
	share := s.l.Brought.Share
	if !n.SecondHand && !whole.Sure() {
		words = bold(w.Unsure.Gone(whole.Files, later, s.inBytes(whole.Amount()), n.Total.First.Files, s.inBytes(n.Total.First), whole.Lists, s.instant(whole.FirstMissing)))
		share = w.Unsure.Share
	}
	if n.Total.GoneShare.Bytes != "" && n.Total.First.Bytes > 0 && whole.OfFirst.Files > 0 && n.Total.Gone.Files == whole.Files {
		words += " " + share(s.cut(n.Total.GoneShare.Files), s.cut(n.Total.GoneShare.Bytes))
	}
	if !n.SecondHand {
		words += s.usual(whole)
	}
	told := func(at dossier.Time) string {
		if n.SecondHand {
			return s.asBrought(n, at)
		}
		return s.instant(at)
	}
	if e := whole.Emptied; e != nil {
		words += " " + w.Emptied(told(e.LastHeld), told(e.FoundEmpty), e.Files, s.inBytes(dossier.Amount{Files: e.Files, Bytes: e.Bytes, Unsized: e.Unsized}))
	} else if n.SecondHand {
		words += " " + s.l.Brought.Bounds(whole.Files, s.asBrought(n, whole.LastSeen), s.asBrought(n, whole.FirstMissing))
	} else {
		words += " " + w.Bounds(whole.Files, s.instant(whole.LastSeen), s.instant(whole.FirstMissing))
	}
	words += " " + w.Back(whole.Files-whole.Missing.Files, whole.Missing.Files, s.inBytes(whole.Missing), told(whole.Restored))
	if other := n.Total.RestoredAltered.Files; other > 0 {
		words += " " + s.l.Brought.Returned(other)
	}
	return words + s.heldAgainst(whole) + " " + bold(s.l.Finding.Proof) + s.l.Words.Colon + " " + s.citeSome(whole.Leaves) + "."
}

// usual says what came in the lists that lacked files, and what had left before.
func (s *sheet) usual(whole dossier.Loss) string {
	w := s.l.Held.Unsure
	words := " " + w.Came(whole.Lists, whole.Came)
	if c := whole.Churn; c.Steps > 0 {
		words += " " + w.Churn(s.cut(c.Most), c.Most == noShare, c.Steps)
	}
	if whole.Renewed > 0 {
		words += " " + w.Renewed(whole.Renewed)
	}
	return words
}

// noShare is a share of nothing, as dossiers have it.
const noShare = "0.000000"

// summed says in one sentence what became of files.
func (s *sheet) summed(n dossier.Inventory, l dossier.Loss) string {
	w, bytes, where := s.l.Held, s.inBytes(l.Amount()), s.ref("held")
	switch {
	case n.SecondHand:
		return s.l.Brought.Summed(s.name(n.Target), l.Files, bytes, l.Missing.Files, where)
	case l.Sure():
		return w.Summed(s.name(n.Target), l.Files, bytes, l.Missing.Files, l.Lists, l.Came, where)
	}
	has := func(doubt string) bool { return slices.Contains(l.Review, doubt) }
	return w.Unsure.Summed(s.name(n.Target), l.Files, bytes, l.Missing.Files, l.Lists, l.Came, s.instant(l.FirstMissing), has("no-failure"), has("ordinary"), where)
}

// citeSome names the leaves that prove a loss; of very many, the first and the
// last ones: each row of the attached list has its own.
func (s *sheet) citeSome(refs []dossier.Ref) string {
	if len(refs) > 8 {
		refs = append(slices.Clone(refs[:4]), refs[len(refs)-4:]...)
	}
	return s.cite(refs)
}

func (s *sheet) byKind(n dossier.Inventory) table {
	w := s.l.Held
	t := table{title: w.ByKind(s.name(n.Target)), columns: []column{
		{w.Kind, 33, "L", false}, {w.Before, 17, "R", false}, {w.Lost, 20, "R", false}, {w.Bytes, 30, "R", false}, {w.Restored, 20, "R", false},
		{w.Missing, 22, "R", false}, {w.Elsewhere, 23, "R", false}, {w.Altered, 20, "R", false}, {w.Unknown, 21, "R", false},
	}}
	row := func(name string, h dossier.Holding) {
		cells := []string{name, s.l.Number.Int(h.First.Files), s.l.Number.Int(h.Gone.Files), s.sizeCell(h.Gone)}
		for _, a := range []dossier.Amount{h.Restored, h.Missing, h.Moved, h.Altered, h.Unknown} {
			cells = append(cells, s.l.Number.Int(a.Files))
		}
		t.rows = append(t.rows, cells)
	}
	for _, h := range n.Kinds {
		row(w.Kinds[h.Kind], h)
	}
	if len(n.Kinds) > 1 {
		row(bold(w.All), n.Total)
	}
	return t
}

// gone shows the first files that are gone, the largest kind of harm first:
// still missing before restored, in the order of the dossier.
func (s *sheet) gone(n dossier.Inventory, files []dossier.Loss) table {
	w := s.l.Held
	t := table{title: w.Examples(s.name(n.Target)), columns: []column{
		{w.Path, 66, "L", false}, {w.Size, 18, "R", false}, {w.LastSeen, 30, "L", false}, {w.FirstMissing, 30, "L", false}, {w.ComeBack, 30, "L", false},
	}}
	shown := missingFirst(files)
	for _, l := range shown[:min(len(shown), goneRows)] {
		back := w.Still
		if l.Restored.Known {
			back = s.dated(n, l.Restored)
		}
		if l.Altered {
			back += newLine + w.Other
		}
		name := foldable(s.entire(l.Item))
		if l.HeldLocally {
			name += newLine + s.l.Brought.Local
		}
		if l.HeldElsewhere {
			name += newLine + s.l.Moved.Copy(s.cell(l.HeldIn))
		}
		t.rows = append(t.rows, []string{name, s.sizeCell(l.Amount()), s.dated(n, l.LastSeen), s.dated(n, l.FirstMissing), back})
	}
	return t
}

// lists has a row for each list that was made.
func (s *sheet) lists(n dossier.Inventory) {
	if n.Question.Pick != "" {
		s.tabulate(s.readings(n))
		return
	}
	w := s.l.Held
	t := table{title: w.Lists(s.name(n.Target)), columns: []column{
		{w.Time, 38, "L", false}, {w.Vantage, 28, "L", false}, {w.Result, 30, "L", false}, {w.Files, 20, "R", false}, {w.Size, 26, "R", false}, {s.l.Finding.Proof, 32, "L", false},
	}}
	for _, l := range n.Listings {
		t.rows = append(t.rows, []string{s.stamp(l.Time), s.bare(l.Vantage), s.listed(l), s.l.Number.Int(l.Items), s.l.Number.Int(l.Bytes), s.leaf(l.Proof)})
	}
	s.tabulate(t)
}

func (s *sheet) listed(l dossier.Listed) string {
	if l.Late && l.Fault == "" {
		return s.l.Held.Late
	}
	if l.Absent && l.Fault == "" {
		return s.l.Held.Absent
	}
	if words, ok := s.l.Held.Faults[l.Fault]; ok {
		if l.Joined != nil {
			words += newLine + s.l.Held.With(s.leaf(*l.Joined))
		}
		return words
	}
	return s.l.Words.Causes[l.Fault]
}

// heldSummary says in the summary what became of files.
func (s *sheet) heldSummary() (out []string) {
	w := s.l.Held
	compared := 0
	for _, n := range s.d.Inventories {
		if n.Whole > 1 && n.Question.Pick == "" && !n.SecondHand {
			compared++
		}
		for _, l := range s.d.Losses {
			if l.Item != "" || !n.Has(l) {
				continue
			}
			if n.Question.Pick != "" && !n.SecondHand {
				out = append(out, bold(s.fellSummed(n, l)))
				continue
			}
			if words := bold(s.summed(n, l)); !slices.Contains(out, words) {
				out = append(out, words) // once for a store, where vantages agree
			}
		}
	}
	if len(out) == 0 && compared > 0 {
		out = append(out, w.Intact(compared, s.unsettledFiles()))
	}
	return append(out[:min(len(out), 4)], s.movedSummary()...)
}

// unsettledFiles counts those of which nobody can tell what became of them, of a store
// by the vantage that has the most.
func (s *sheet) unsettledFiles() (n int64) {
	by := map[record.Hash]int64{}
	for _, v := range s.d.Inventories {
		if v.Question.Pick == "" && !v.SecondHand {
			by[v.TargetID] = max(by[v.TargetID], v.Total.Unknown.Files)
		}
	}
	for _, files := range by {
		n += files
	}
	return n
}

// joinedTold is how many times lists made one are told in the sentence; the table of
// lists has them all.
const joinedTold = 3

// joined names, for each time that lists were made one, when those lists are of.
func (s *sheet) joined(n dossier.Inventory, at func(dossier.Time) string) (list []string) {
	together := map[dossier.Ref][]string{}
	for _, l := range n.Listings {
		if l.Joined != nil {
			together[*l.Joined] = append(together[*l.Joined], at(l.Time))
		}
	}
	for _, l := range n.Listings {
		if others := together[l.Proof]; len(others) > 0 {
			list = append(list, s.l.List(slices.Compact(append([]string{at(l.Time)}, others...))))
		}
	}
	return list
}

// listedStores are the questions of stores, as those of targets: each once,
// however many vantages put it.
func (s *sheet) listedStores() (list []dossier.Target) {
	for _, n := range s.own() {
		i := slices.IndexFunc(list, func(t dossier.Target) bool { return t.ID == n.TargetID && t.Name == n.Target })
		if i < 0 {
			list, i = append(list, dossier.Target{ID: n.TargetID, Name: n.Target, Site: n.Site, Provider: n.Provider, Question: n.Question, Interval: n.Interval}), len(list)
		}
		list[i].Vantages = append(list[i].Vantages, n.Vantages...)
	}
	return list
}

// shared reports whether several vantages listed the store of n.
func (s *sheet) shared(n dossier.Inventory) bool {
	count := 0
	for _, o := range s.d.Inventories {
		if o.TargetID == n.TargetID && o.Target == n.Target && o.SecondHand == n.SecondHand {
			count++
		}
	}
	return count > 1
}

// stores counts the stores that were listed, or those of which records were
// counted, each once however many asked it.
func (s *sheet) stores(counted bool) int {
	seen := map[[2]string]bool{}
	for _, n := range s.own() {
		if (n.Question.Pick != "") == counted {
			seen[[2]string{n.TargetID.String(), n.Target}] = true
		}
	}
	return len(seen)
}

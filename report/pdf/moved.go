package pdf

import (
	"slices"

	"constat/report/dossier"
	"constat/store/record"
)

// factsName is what the facts are called among the attachments.
const factsName = "dossier.json"

// moveRule says what a moved file is, where several stores were listed.
func (s *sheet) moveRule() {
	seen := map[[2]string]bool{}
	for _, n := range s.d.Inventories {
		if n.Question.Pick == "" || n.SecondHand {
			seen[[2]string{n.TargetID.String(), n.Target}] = true
		}
	}
	if len(seen) > 1 {
		s.say(s.l.Moved.Rule(dossier.Telling))
	}
}

// movedFiles tells what went from a store and stood in another.
func (s *sheet) movedFiles(n dossier.Inventory) {
	w := s.l.Moved
	for _, to := range n.MovedTo {
		since := s.instant(to.Since)
		if to.SecondHand {
			since = s.asBrought(dossier.Inventory{TargetID: to.ToID, SecondHand: true}, to.Since)
		}
		words := bold(w.To(to.Moved.Files, s.inBytes(to.Moved), s.name(to.To), to.SecondHand, since))
		if to.Between.Files > 0 {
			words += " " + w.Between(to.Between.Files, to.Moved.Files)
		}
		s.say(words + " " + bold(s.l.Finding.Proof) + s.l.Words.Colon + " " + s.citeSome(to.Leaves) + ".")
	}
	files := moved(n)
	if files == 0 {
		return
	}
	s.say(w.Who)
	s.grid(s.movedTable(n))
	if shown := min(len(n.Moves), goneRows); files > int64(shown) {
		s.add(w.Rest(int64(shown), int64(len(n.Moves)), factsName))
	}
}

// moved counts what moved from a store, in the period.
func moved(n dossier.Inventory) (files int64) {
	for _, to := range n.MovedTo {
		files += to.Moved.Files
	}
	return files
}

func (s *sheet) movedTable(n dossier.Inventory) table {
	w := s.l.Moved
	t := table{title: w.Title(s.name(n.Target)), columns: []column{
		{s.l.Held.Path, 46, "L", false}, {s.l.Held.Size, 18, "R", false}, {s.l.Held.FirstMissing, 28, "L", false}, {w.Where, 26, "L", false}, {w.Path, 46, "L", false}, {w.Since, 28, "L", false},
	}}
	for _, m := range n.Moves[:min(len(n.Moves), goneRows)] {
		since := s.dated(dossier.Inventory{TargetID: m.ToID, SecondHand: m.SecondHand}, m.Since)
		t.rows = append(t.rows, []string{foldable(s.entire(m.Item)), s.sizeCell(dossier.Amount{Files: 1, Bytes: m.Bytes, Unsized: m.Unsized}), s.dated(n, m.FirstMissing), s.cell(m.To), foldable(s.entire(m.ToItem)), since})
	}
	return t
}

// movedSummary says in the summary what moved to another store.
func (s *sheet) movedSummary() (out []string) {
	for _, n := range s.d.Inventories {
		if files := moved(n); files > 0 && !n.SecondHand {
			out = append(out, s.l.Moved.Summed(s.name(n.Target), files, s.ref("held")))
		}
	}
	return out[:min(len(out), 2)]
}

// unseen names the other stores of which no list shows whether what is gone was put there since.
func (s *sheet) unseen(n dossier.Inventory) {
	var last record.Instant
	for _, h := range n.History {
		if h.Gone.Files > 0 {
			last = max(last, h.Time.Instant)
		}
	}
	var names []string
	for _, o := range s.own() {
		if name := s.name(o.Target); o.TargetID != n.TargetID && o.Question.Pick == "" && o.Whole > 0 && !n.SecondHand && !s.listedSince(o, last) && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if len(names) > 0 {
		s.say(s.l.Moved.Unseen(names))
	}
}

// listedSince reports whether any vantage began a list of a store then or later that counts.
func (s *sheet) listedSince(o dossier.Inventory, at record.Instant) bool {
	return slices.ContainsFunc(s.own(), func(x dossier.Inventory) bool {
		return x.TargetID == o.TargetID && slices.ContainsFunc(x.Listings, func(l dossier.Listed) bool { return l.Counts && l.Time.Instant >= at })
	})
}

package pdf

import "constat/report/dossier"

// allCounted reports whether no store was listed, and of some records were counted.
func (s *sheet) allCounted() bool { return s.stores(true) > 0 && s.stores(false) == 0 }

// heldCaution says what follows from nothing of this chapter.
func (s *sheet) heldCaution() {
	w := s.l.Held
	switch {
	case s.stores(false) > 0:
		s.say(w.Caution + " " + w.Unsure.Rule)
		s.terms(w.Unsure.Terms)
	case !s.allCounted():
		s.say(w.Caution)
	}
	if s.stores(true) > 0 {
		s.say(w.Readings.Caution)
	}
}

// whatCounted says what was counted, as it was asked: a query, or where in an
// answer the number stands.
func (s *sheet) whatCounted(n dossier.Inventory) {
	if n.Question.Pick != "" {
		s.say(s.l.Held.Readings.What(foldable(s.entire(n.Question.Pick))))
	}
}

func (s *sheet) oneOnly(n dossier.Inventory) string {
	if n.Question.Pick != "" {
		return s.l.Held.Readings.OneOnly
	}
	return s.l.Held.OneOnly
}

// fell says of a count that it fell, and whether it rose again.
func (s *sheet) fell(n dossier.Inventory, l dossier.Loss) string {
	w, back := s.l.Held, ""
	if l.Restored.Known {
		back = s.instant(l.Restored)
	}
	return w.Counted(s.name(n.Target), l.OfFiles, l.OfFiles-l.Files, s.instant(l.LastSeen), s.instant(l.FirstMissing)) + " " + w.Readings.Since(l.OfFiles, back, l.OfFiles-l.Missing.Files)
}

// fellSummed says likewise in the summary, and whether it is for review.
func (s *sheet) fellSummed(n dossier.Inventory, l dossier.Loss) string {
	words := s.fell(n, l)
	if !l.Sure() {
		words += " " + s.l.Held.Readings.Look
	}
	return words
}

func (s *sheet) countedRecords(n dossier.Inventory) {
	any := false
	for _, l := range s.d.Losses {
		if n.Has(l) {
			any = true
			s.say(bold(s.fell(n, l)) + s.heldAgainst(l) + " " + bold(s.l.Finding.Proof) + s.l.Words.Colon + " " + s.cite(l.Leaves) + ".")
		}
	}
	if !any && n.Whole > 1 {
		s.say(s.l.Held.CountsUp)
	}
}

// readings has a row for each reading of a number.
func (s *sheet) readings(n dossier.Inventory) table {
	w := s.l.Held
	t := table{title: w.Readings.Table(s.name(n.Target)), columns: []column{
		{w.Time, 42, "L", false}, {w.Vantage, 34, "L", false}, {w.Result, 36, "L", false}, {w.Readings.Number, 28, "R", false}, {s.l.Finding.Proof, 34, "L", false},
	}}
	for _, l := range n.Listings {
		t.rows = append(t.rows, []string{s.stamp(l.Time), s.bare(l.Vantage), s.listed(l), s.l.Number.Int(l.Items), s.leaf(l.Proof)})
	}
	return t
}

// alsoHeld says beside questions how many stores were listed and counted.
func (s *sheet) alsoHeld() (words string) {
	if n := s.stores(false); n > 0 {
		words += " " + s.l.Held.Also(n)
	}
	if n := s.stores(true); n > 0 {
		words += " " + s.l.Held.Readings.Also(n)
	}
	return words
}

// whoHeld says who listed or counted what, where nothing else was asked.
func (s *sheet) whoHeld(over string) string {
	w := s.l.Held
	if s.allCounted() {
		return w.Readings.Who(s.vantages(), s.stores(true), over)
	}
	words := w.Who(s.vantages(), s.stores(false), over)
	if n := s.stores(true); n > 0 {
		words += " " + w.Readings.Also(n)
	}
	return words
}

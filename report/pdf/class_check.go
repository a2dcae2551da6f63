package pdf

// checking is one page: how to check this exhibit, by itself, with an opening and
// with the sealed report.
func (s *classSheet) checking() {
	f, n := s.opt.Facts, s.l.Number
	if s.c.Public.Of.IsZero() {
		return
	}
	s.page()
	s.open("check")
	w := s.w.Check
	s.say(w.List(n.Int(int64(f.Count))))
	for _, part := range []struct {
		name, words string
		list        []string
	}{{"check-alone", w.Alone, w.AloneList}, {"check-not", w.Not, w.NotList}, {"check-opening", w.Opening, w.OpeningList}, {"check-sealed", w.Sealed, w.SealedList}} {
		s.section(part.name, part.words, 20)
		if part.name == "check-alone" {
			s.say(w.Omitted(int64(f.Values), int64(f.Rows), int64(f.Count)))
		}
		for _, words := range part.list {
			s.say(words)
		}
	}
	s.page()
}

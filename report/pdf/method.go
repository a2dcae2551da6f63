package pdf

import (
	"slices"
	"strconv"
	"strings"

	"constat/report/lang"
)

// method says how facts became verdicts.
func (s *sheet) method() {
	w, m := s.l.Method, s.d.Method
	s.heading("method", s.l.Chapters.Method)
	declared := w.Undeclared
	if m.Declared {
		declared = w.Declared
	}
	s.say(w.Name(s.l.Words.Quote(s.l.Cover.Version(scrub(m.Name), m.Version)), twelve(m.SHA256.String())) + " " + declared)
	if !m.Own {
		s.say(bold(w.Foreign))
	}
	q := s.eachQuorum()[0]
	quorum := w.Quorum(q.Needed, q.Of)
	if len(s.quorums()) > 1 {
		quorum = w.Mixed(s.quorum())
	}
	s.say(quorum)
	if words := s.absent(); words != "" {
		s.say(words)
	}
	for _, p := range w.Counted {
		s.say(p)
	}
	if len(m.ReviewLayers) > 0 {
		s.say(w.Doubted(s.apart(s.layers(m.ReviewLayers))))
	}
	late := w.Unjudged
	if m.LateJudged {
		late = w.Late
	}
	s.say(late)
	clock := w.Clockless
	if m.ClockWithin > 0 {
		clock = w.Clock(s.l.Duration(span(m.ClockWithin)))
		if m.ClockHolds > 0 {
			clock += " " + w.Holds(s.l.Duration(span(m.ClockHolds)), s.l.Number.Int(m.ClockDrift))
		}
	}
	s.say(clock)
	s.say(w.Times)
	s.need(s.tall(w.Verdicts) + 60)
	s.say(w.Verdicts)
	s.terms(s.meaning())
	s.need(30)
	s.label(text, s.y, w.Text, small.heavy(), "L")
	s.skip(small.height() + 0.8)
	s.code(scrubLines(m.Text)...)
}

// blockedTerm is where the meaning of blocked stands: after good, bad and slow.
const blockedTerm = 3

// meaning is what each verdict means, with the refusals that the method in
// force lists.
func (s *sheet) meaning() []lang.Term {
	var statuses []string
	for _, n := range s.d.Method.Blocked {
		statuses = append(statuses, strconv.Itoa(n))
	}
	terms := slices.Clone(s.l.Method.Meaning)
	terms[blockedTerm].Meaning += " " + s.l.Method.Blocked(s.l.List(statuses), len(s.d.Method.BlockedReplies)+len(s.d.Method.BadReplies) > 0)
	return terms
}

// absent names the vantages that the reader's policy has and nobody gave.
func (s *sheet) absent() string {
	if len(s.d.Absent) == 0 {
		return ""
	}
	return s.l.Method.Absent(len(s.d.Absent), s.l.Some(s.bares(s.d.Absent), 6))
}

func scrubLines(text string) []string {
	var out []string
	for _, l := range strings.Split(strings.TrimRight(text, "\n"), "\n") {
		out = append(out, scrub(l))
	}
	return out
}

// terms draws words and what they mean.
func (s *sheet) terms(list []lang.Term) { s.grid(defined(list)) }

func defined(list []lang.Term) table {
	var rows [][2]string
	for _, t := range list {
		rows = append(rows, [2]string{t.Word, t.Meaning})
	}
	return paired("", false, rows...)
}

// named translates a word of a closed list, or gives it as it is.
func named(words map[string]string, key string) string {
	if w, ok := words[key]; ok {
		return w
	}
	return scrub(key)
}

package pdf

import (
	"constat/report/dossier"
)

const ledRows = 20

// redirects tells where pages led elsewhere than asked.
func (s *sheet) redirects() {
	if len(s.d.Redirects) == 0 {
		return
	}
	w, f := s.l.Led, s.l.Finding
	t := table{title: w.Table, columns: []column{
		{s.l.Pages.Page, 38, "L", false}, {f.Vantage, 22, "L", false}, {w.Kind, 34, "L", false}, {s.l.Pages.From, 30, "L", false}, {s.l.Pages.To, 30, "L", false}, {w.Answers, 17, "R", false}, {f.Proof, 24, "L", false},
	}}
	for _, d := range s.d.Redirects[:min(len(s.d.Redirects), ledRows)] {
		what := named(w.Sorts, d.Sort)
		if d.Host != "" {
			what += newLine + w.To(scrub(d.Host))
		}
		t.rows = append(t.rows, []string{s.hosted(d.URL), s.bare(d.Vantage), what, s.stamp(d.From), s.stamp(d.To), s.l.Number.Int(int64(d.Answers)), s.leaf(d.Leaves[0])})
	}
	s.section("", w.Heading, 6+s.tall(w.Intro))
	s.say(w.Intro)
	s.grid(t)
	if more := len(s.d.Redirects) - ledRows; more > 0 {
		s.add(s.l.Pages.Others(more))
	}
}

// ledAway says of a page where its answers led, last of all: what follows the
// last answer that counts.
func (s *sheet) ledAway(p dossier.Page) (told []string) {
	w := s.l.Led
	for _, d := range s.d.Redirects {
		if d.TargetID != p.TargetID || d.URL != p.URL {
			continue
		}
		what := named(w.Saying, d.Sort)
		if d.Host != "" {
			what += w.Host(scrub(d.Host))
		}
		told = append(told, w.Said(s.l.Points([]string{s.bare(d.Vantage)}), what, s.instant(d.From), s.instant(d.To), int64(d.Answers)))
	}
	if n := len(told) - ledTold; n > 0 {
		told = append([]string{w.Earlier(int64(n))}, told[n:]...)
	}
	return told
}

const ledTold = 3 // of a page, in sentences

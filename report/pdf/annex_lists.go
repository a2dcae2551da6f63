package pdf

import (
	"net/url"
	"slices"
	"strings"

	"constat/report/dossier"
	"constat/store/record"
)

// manner is how a store was listed, or its records were counted.
func (s *sheet) manner(q record.Question) string {
	w := s.l.Annex
	u, err := url.Parse(q.URL)
	if err != nil {
		return s.l.Words.Unknown
	}
	how := named(w.Manners, u.Scheme)
	if q.Pick == "" {
		return how
	}
	if site := strings.HasPrefix(u.Scheme, "http"); site {
		how = w.Asked
	}
	return how + w.Counted
}

// annexBrought has the stores of which others' lists were brought: who entered
// them, and that nobody of ours made them. Alone says
// that nothing else stands in the annex.
func (s *sheet) annexBrought(alone bool) {
	w := s.l.Annex
	var done []dossier.Inventory
	for _, n := range s.brought() {
		same := func(o dossier.Inventory) bool { return o.TargetID == n.TargetID && o.Target == n.Target }
		if slices.ContainsFunc(done, same) {
			continue
		}
		done = append(done, n)
		var logs, forms []string
		for _, x := range s.d.SecondHand {
			if x.TargetID != n.TargetID || x.Target != n.Target || x.Local {
				continue
			}
			if v := s.bare(x.Vantage); !slices.Contains(logs, v) {
				logs = append(logs, v)
			}
			if f := named(s.l.Brought.Forms, x.Source); !slices.Contains(forms, f) {
				forms = append(forms, f)
			}
		}
		brought := paired(w.Ask(s.l.Words.Quote(s.entire(n.Target))), false,
			[2]string{w.ID, hexed(n.TargetID.String())}, [2]string{w.Site, s.entire(n.Site)}, [2]string{w.Provider, s.provider(n.Provider)},
			[2]string{w.Entered, strings.Join(logs, newLine)}, [2]string{w.Manner, w.Brought(s.l.Some(forms, len(forms)))})
		if len(done) == 1 && alone {
			s.annex("C", w.Questions, s.room(brought))
		}
		s.grid(brought)
	}
}

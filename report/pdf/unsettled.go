package pdf

import (
	"slices"

	"constat/report/dossier"
)

// whys says by which causes observations stayed filtered or undetermined.
func (s *sheet) whys() table {
	w := s.l.Change
	t := table{title: w.Whys, columns: []column{{w.Target, 24, "L", false}, {w.Verdict, 24, "L", false}, {s.l.Finding.Cause, 90, "L", false}, {w.Asked, 24, "R", false}}}
	for _, x := range s.d.Targets {
		for _, verdict := range []string{blocked, unknown} {
			causes, counts := causesOf(x, verdict)
			for i, c := range causes {
				t.rows = append(t.rows, []string{s.cell(x.Name), s.l.Verdict(verdict), s.l.Cause(c), s.l.Number.Int(int64(counts[i]))})
			}
		}
	}
	return t
}

// causesOf returns the causes of one verdict on t, in order of first sight, and
// how many observations each had.
func causesOf(t dossier.Target, verdict string) (causes []string, counts []int) {
	for _, v := range t.Seen {
		for _, r := range v.Stretches {
			if r.Verdict != verdict || r.Rounds == 0 {
				continue
			}
			i := slices.Index(causes, r.Cause)
			if i < 0 {
				i, causes, counts = len(causes), append(causes, r.Cause), append(counts, 0)
			}
			counts[i] += r.Rounds
		}
	}
	return causes, counts
}

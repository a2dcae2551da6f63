package pdf

import (
	"slices"
	"strconv"

	"constat/report/dossier"
	"constat/report/lang"
)

// mostRanges bounds a list of numbers in a sentence.
const mostRanges = 12

// ranges writes numbers in order, those in a row by their ends: "1–4, 7".
func (s *classSheet) ranges(list []int) string { return s.someRanges(list, mostRanges) }

func (s *classSheet) someRanges(list []int, most int) string {
	var all []string
	for n := 0; n < len(list); {
		end := n
		for end+1 < len(list) && list[end+1] == list[end]+1 {
			end++
		}
		words := strconv.Itoa(list[n])
		if end > n {
			words += "–" + strconv.Itoa(list[end])
		}
		all, n = append(all, words), end+1
	}
	return s.l.Some(all, most)
}

// membersIn writes members: in order and those in a row by their ends, where all are
// numbers.
func (s *classSheet) membersIn(names []string) string {
	var list []int
	for _, name := range names {
		n, err := strconv.Atoi(name)
		if err != nil || strconv.Itoa(n) != name {
			return s.l.Some(s.bares(names), 90)
		}
		list = append(list, n)
	}
	slices.Sort(list)
	return s.someRanges(slices.Compact(list), 90)
}

// between writes two bounds in a table, one below the other, in the zone of the
// report.
func (s *classSheet) between(from, to dossier.Time) string {
	return s.bound(from) + newLine + s.bound(to)
}

func (s *classSheet) bound(t dossier.Time) string {
	if !t.Known {
		return s.l.Words.Unknown
	}
	at := t.Instant.Time().In(s.opt.Zone)
	return lang.Stamp(at) + lang.NoBreak + lang.Offset(at)
}

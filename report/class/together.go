package class

import "constat/store/record"

// Spread is how long the row of e is, in milliseconds, from the site that failed
// first to the one that failed last, each by its first failure in the row. The
// method joins each onset to the one before and bounds the whole row by nothing.
func (e Event) Spread(sites []Site) record.Instant {
	seen := map[int]bool{}
	var first, last record.Instant
	for i, p := range e.Parts { // in order of first failure
		at := sites[p.Site].Outages[p.Outage].FirstBad
		if i == 0 {
			first = at
		}
		if !seen[p.Site] {
			seen[p.Site], last = true, at
		}
	}
	return last - first
}

// Together counts the sites of e that were failing in the minute compared.
func (e Event) Together(sites []Site) int {
	failing := map[int]bool{}
	for _, p := range e.Parts {
		if o := sites[p.Site].Outages[p.Outage]; o.FirstBad < e.Minute+Minute && e.Minute <= o.LastBad {
			failing[p.Site] = true
		}
	}
	return len(failing)
}

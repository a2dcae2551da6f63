package breach

import (
	"cmp"
	"slices"

	"constat/report/dossier"
	"constat/store/record"
)

// answered reports whether the declared incident, an outage, lies wholly in time in which
// each target of the controller was watched by some vantage and answered. Of an incident
// that goes on, or of which the end is not declared, nobody can say that.
func answered(c Controller, d *dossier.Dossier, mine func(target, site string, id record.Hash) bool) bool {
	if !c.Occurred.Known || c.Occurred.To <= c.Occurred.From || !slices.Contains(c.Nature, "availability") {
		return false
	}
	any := false
	for _, t := range d.Targets {
		if !mine(t.Name, t.Site, t.ID) {
			continue
		}
		if any = true; !wellThroughout(t, c.Occurred.From, c.Occurred.To) {
			return false
		}
	}
	return any
}

// wellThroughout reports whether vantages together saw good answers over all the time, and
// none of them a failure in it.
func wellThroughout(t dossier.Target, from, to record.Instant) bool {
	var good []dossier.Stretch
	for _, v := range t.Seen {
		for _, s := range v.Stretches {
			if s.To.Instant <= from || s.From.Instant >= to {
				continue
			}
			switch s.Verdict {
			case "good", "slow":
				good = append(good, s)
			case "bad":
				return false
			}
		}
	}
	slices.SortFunc(good, func(a, b dossier.Stretch) int { return cmp.Compare(a.From.Instant, b.From.Instant) })
	for _, s := range good {
		if s.From.Instant > from {
			return false
		}
		from = max(from, s.To.Instant)
	}
	return from >= to
}

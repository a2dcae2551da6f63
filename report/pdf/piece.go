package pdf

import (
	"slices"
	"time"

	"constat/report/dossier"
)

// A piece is time that a chart draws with one pattern. That of a failure holds
// both its ends, and can be an instant.
type piece struct {
	from, to time.Time
	verdict  string
	after    bool // from a last failure to the round after it
}

// pieces cuts the failures among stretches at the last instant at which the
// target was seen to fail: what follows, up to the next round, is undetermined.
func pieces(stretches []dossier.Stretch) []piece {
	var all []piece
	for i, st := range stretches {
		from, to := st.From.Instant.Time(), st.To.Instant.Time()
		if st.Verdict != bad {
			all = append(all, piece{from, to, st.Verdict, false})
			continue
		}
		last := later(from, earlier(st.Last.Instant.Time(), to))
		if failsOn(stretches[i:]) {
			last = to
		}
		if st.Rounds > 0 || last.After(from) {
			all = append(all, piece{from, last, bad, false})
		}
		if to.After(last) {
			all = append(all, piece{last, to, unsettled, true})
		}
	}
	return all
}

// failsOn reports whether the round after the first of stretches failed too,
// for another cause.
func failsOn(stretches []dossier.Stretch) bool {
	if len(stretches) < 2 {
		return false
	}
	a, b := stretches[0], stretches[1]
	return b.Verdict == bad && b.Rounds > 0 && b.From == a.To && b.Cause != a.Cause
}

// touches reports whether some of p lies in a square of a heat map.
func (p piece) touches(from, to time.Time) bool {
	if p.verdict == bad {
		return p.from.Before(to) && !p.to.Before(from)
	}
	return p.from.Before(to) && p.to.After(from)
}

// rank says which piece hides another in a square: time after a failure, of
// which nothing is known, hides no answer.
func (p piece) rank() int {
	if p.after {
		return 1
	}
	return 2 + slices.Index([]string{good, slow, blocked, unknown, bad}, p.verdict)
}

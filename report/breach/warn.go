package breach

import (
	"cmp"
	"slices"
	"time"

	"constat/report/dossier"
	"constat/report/lang"
	"constat/store/record"
)

// A Warning is a notice to an authority that is not declared sent, where the law
// names hours. It holds ids alone, so that it can be told anywhere.
type Warning struct {
	Incident   string
	Controller string
	Regime     string
	Due        record.Instant // the earliest reading
	Left       time.Duration  // negative when over
	Near       string         // "" for more than a day, "day", "hours", "over"
	Missing    []string       // what the law asks for and nobody has said, as [Field] names it; what evidence may add is not looked at
	Zone       *time.Location // the controller's
}

// Warnings are those of f at an instant, the nearest first: from a day before the
// end on, again from six hours before, and once it is over. A controller that
// holds a risk to be unlikely is not warned. One that has not said when it became
// aware is not either: nothing runs yet.
func Warnings(f *File, at record.Instant) []Warning {
	return slices.DeleteFunc(Pending(f, at), func(w Warning) bool { return w.Near == "" })
}

// Pending are all clocks of f that run at an instant or are over, the nearest end
// first.
func Pending(f *File, at record.Instant) (all []Warning) {
	for i := range f.Controllers {
		c := f.Controllers[i]
		for _, name := range c.Authorities {
			k := clockOf(c, name, earlier(c, nil, ToController), dossier.Known(at), f.Holidays)
			if duty(c, name, Authority) == NotDue || k.Left == nil {
				continue
			}
			due, left := k.First().Instant, time.Duration(*k.Left)*time.Millisecond
			n := noticeOf(f, &c, nil, name, Authority, Ask{At: at, Lang: lang.English})
			all = append(all, Warning{f.ID, c.ID, name, due, left, nearness(left), n.Missing, c.Zone})
		}
	}
	slices.SortStableFunc(all, func(a, b Warning) int { return cmp.Compare(a.Due, b.Due) })
	return all
}

func nearness(left time.Duration) string {
	switch {
	case left < 0:
		return "over"
	case left <= 6*time.Hour:
		return "hours"
	case left <= 24*time.Hour:
		return "day"
	}
	return ""
}

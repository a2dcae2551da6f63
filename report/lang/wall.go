package lang

import "time"

// Walls returns the instants at which the clocks of a zone show the wall time of
// t, whose own zone counts for nothing: one, none where they were set forward
// over it, two where they were set back, the earlier first.
func Walls(t time.Time, zone *time.Location) (all []time.Time) {
	const form = "2006-01-02T15:04:05.999999999"
	wall := time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), time.UTC)
	for _, near := range []time.Duration{-36 * time.Hour, 36 * time.Hour} { // no offset is of more than 14 hours
		_, east := wall.Add(near).In(zone).Zone()
		at := wall.Add(-time.Duration(east) * time.Second).In(zone)
		switch {
		case at.Format(form) != wall.Format(form):
		case len(all) == 0:
			all = append(all, at)
		case at.Before(all[0]):
			all = []time.Time{at, all[0]}
		case at.After(all[0]):
			all = append(all, at)
		}
	}
	return all
}

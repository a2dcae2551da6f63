package dossier

import (
	"time"

	"constat/store/record"
)

// ToldDay returns the day of a list that others made of a target, in the zone in
// which it was told, "2006-01-02", where at is its time and no more than the day
// was told.
func (d *Dossier) ToldDay(target record.Hash, at Time) (day string, ok bool) {
	for _, x := range d.SecondHand {
		if x.TargetID == target && x.Day && !x.Local && at.Known && x.Of == at {
			return at.Instant.Time().In(time.FixedZone("", x.Offset*60)).Format(time.DateOnly), true
		}
	}
	return "", false
}

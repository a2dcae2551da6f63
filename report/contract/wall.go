package contract

import (
	"fmt"
	"time"

	"constat/report/lang"
	"constat/store/record"
)

// walls are the forms of a local time.
var walls = []string{"2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02T15:04", "2006-01-02 15:04", time.DateOnly}

// ParseTime reads an instant as RFC 3339 has it, or a local one of zone.
// A local time that the clocks skip or have twice is refused: nobody but who
// gives it can tell which is meant.
func ParseTime(s string, zone *time.Location) (record.Instant, error) {
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return record.At(t), nil
	}
	for _, form := range walls {
		wall, err := time.Parse(form, s)
		if err != nil {
			continue
		}
		all := lang.Walls(wall, zone)
		if form == time.DateOnly { // a day begins when it does
			if t, _ := time.ParseInLocation(form, s, zone); t.Format(form) == s {
				all = append(all, t)[:1]
			}
		}
		switch len(all) {
		case 0:
			return 0, fmt.Errorf("time %q does not exist in %s, as the clocks were set forward; write it with its offset, %s or %s", s, zone,
				offset(wall, wall.Add(-36*time.Hour).In(zone)), offset(wall, wall.Add(36*time.Hour).In(zone)))
		case 1:
			return record.At(all[0]), nil
		default:
			return 0, fmt.Errorf("time %q is twice in %s, as the clocks were set back; write it with its offset, %s or %s", s, zone, all[0].Format(time.RFC3339), all[1].Format(time.RFC3339))
		}
	}
	return 0, fmt.Errorf("time %q; write it as 2021-08-28T06:00:00-04:00, or without the offset for the local time of %s", s, zone)
}

// offset writes a wall time with the offset of another instant.
func offset(wall, of time.Time) string {
	return wall.Format("2006-01-02T15:04:05") + of.Format("Z07:00")
}

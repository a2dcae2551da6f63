package contract

import (
	"strings"
	"testing"
	"time"

	"constat/report/lang"
)

func TestALocalTimeThatIsTwiceOrNeverIsRefusedWithItsOffsets(t *testing.T) {
	for _, c := range [][3]string{ // zone, time, what is read or part of the error
		{"America/Toronto", "2026-11-01 01:30", "2026-11-01T01:30:00-04:00 or 2026-11-01T01:30:00-05:00"},
		{"America/Toronto", "2026-11-01T01:30:59", "is twice in America/Toronto"},
		{"America/Toronto", "2026-03-08 02:30", "2026-03-08T02:30:00-05:00 or 2026-03-08T02:30:00-04:00"},
		{"Antarctica/Troll", "2026-10-25 01:30", "2026-10-25T01:30:00+02:00 or 2026-10-25T01:30:00Z"}, // by two hours
		{"America/Toronto", "2026-11-01T01:30:00-05:00", "= 2026-11-01T06:30:00.000Z"},
		{"America/Toronto", "2026-11-01", "= 2026-11-01T04:00:00.000Z"},
		{"America/Havana", "2026-11-01", "= 2026-11-01T04:00:00.000Z"}, // midnight is twice: the day begins with the first
		{"America/Toronto", "2026-11-01 02:00", "= 2026-11-01T07:00:00.000Z"},
		{"Pacific/Apia", "2011-12-30", "does not exist"},
	} {
		zone, err := lang.Zone(c[0])
		if err != nil {
			t.Fatal(err)
		}
		at, err := ParseTime(c[1], zone)
		got := "= " + at.String()
		if err != nil {
			got = err.Error()
		}
		if !strings.Contains(got, c[2]) {
			t.Errorf("%s in %s: %s, want %s", c[1], c[0], got, c[2])
		}
	}
	if _, err := ParseTime("yesterday", time.UTC); err == nil {
		t.Error("prose is a time")
	}
}

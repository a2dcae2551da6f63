package lang

import (
	"strings"
	"testing"
	"time"
)

func TestAWallTimeIsOnceTwiceOrNever(t *testing.T) {
	for _, c := range [][3]string{
		{"America/Toronto", "2026-11-01T01:30:00", "2026-11-01T01:30:00-04:00 2026-11-01T01:30:00-05:00"},
		{"America/Toronto", "2026-11-01T00:59:59", "2026-11-01T00:59:59-04:00"},
		{"America/Toronto", "2026-11-01T02:00:00", "2026-11-01T02:00:00-05:00"},
		{"America/Toronto", "2026-03-08T02:30:00", ""},
		{"America/Toronto", "2026-03-08T03:00:00", "2026-03-08T03:00:00-04:00"},
		{"Europe/Paris", "2026-10-25T02:30:00", "2026-10-25T02:30:00+02:00 2026-10-25T02:30:00+01:00"},
		{"Europe/Paris", "2026-10-24T02:30:00", "2026-10-24T02:30:00+02:00"},
		{"Australia/Lord_Howe", "2026-04-05T01:45:00", "2026-04-05T01:45:00+11:00 2026-04-05T01:45:00+10:30"},
		{"Antarctica/Troll", "2026-10-25T01:30:00", "2026-10-25T01:30:00+02:00 2026-10-25T01:30:00Z"},
		{"America/Havana", "2026-11-01T00:00:00", "2026-11-01T00:00:00-04:00 2026-11-01T00:00:00-05:00"},
		{"Pacific/Apia", "2011-12-30T12:00:00", ""}, // a whole day
		{"UTC", "2026-11-01T01:30:00", "2026-11-01T01:30:00Z"},
	} {
		zone, err := Zone(c[0])
		if err != nil {
			t.Fatal(err)
		}
		wall, err := time.Parse("2006-01-02T15:04:05", c[1])
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, at := range Walls(wall, zone) {
			got = append(got, at.Format(time.RFC3339))
		}
		if strings.Join(got, " ") != c[2] {
			t.Errorf("%s in %s: %v, want %s", c[1], c[0], got, c[2])
		}
	}
}

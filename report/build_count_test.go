package report

import (
	"testing"

	"constat/report/incident"
	"constat/store/record"
)

// A number of records that fell is a loss where two readings in a row say so,
// by the lesser fall of both.
func TestOneReadingAloneIsNoLoss(t *testing.T) {
	for name, c := range map[string]struct {
		read  []int64
		state string
		lost  int64
	}{
		"steady":             {[]int64{100, 100, 100}, "", 0},
		"once":               {[]int64{100, 3, 100, 100}, "", 0},
		"not confirmed yet":  {[]int64{100, 100, 3}, "", 0},
		"twice":              {[]int64{100, 3, 5, 5}, "partial", 95},
		"emptied":            {[]int64{100, 0, 0}, "emptied", 100},
		"emptied once":       {[]int64{100, 0, 7, 7}, "partial", 93},
		"half of it":         {[]int64{100, 50, 50}, "", 0},
		"half came back":     {[]int64{100, 3, 60, 60}, "", 0},
		"restored afterward": {[]int64{100, 3, 3, 100}, "partial", 97},
	} {
		b := &builder{d: &Dossier{}, period: incident.Span{From: 0, To: 1 << 50}}
		var list []counting
		for i, n := range c.read {
			at := Known(record.Instant(1000 * (i + 1)))
			list = append(list, counting{Listed: Listed{Items: n, Time: at, Ended: at}})
		}
		b.records(&Inventory{Vantages: []string{"saguenay-1"}}, list)
		switch {
		case c.state == "" && len(b.d.Losses) > 0, c.state != "" && len(b.d.Losses) != 1:
			t.Errorf("%s: %d losses", name, len(b.d.Losses))
		case c.state != "" && (b.d.Losses[0].State != c.state || b.d.Losses[0].Files != c.lost):
			t.Errorf("%s: %s of %d, want %s of %d", name, b.d.Losses[0].State, b.d.Losses[0].Files, c.state, c.lost)
		}
	}
}

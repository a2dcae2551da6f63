package report

import (
	"testing"

	"constat/report/dossier"
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
		b := &builder{d: &dossier.Dossier{}, period: incident.Span{From: 0, To: 1 << 50}}
		var list []counting
		for i, n := range c.read {
			at := dossier.Known(record.Instant(1000 * (i + 1)))
			list = append(list, counting{Listed: dossier.Listed{Items: n, Time: at, Ended: at}})
		}
		b.records(&dossier.Inventory{Vantages: []string{"saguenay-1"}}, list, nil)
		switch {
		case c.state == "" && len(b.d.Losses) > 0, c.state != "" && len(b.d.Losses) != 1:
			t.Errorf("%s: %d losses", name, len(b.d.Losses))
		case c.state != "" && (b.d.Losses[0].State != c.state || b.d.Losses[0].Files != c.lost):
			t.Errorf("%s: %s of %d, want %s of %d", name, b.d.Losses[0].State, b.d.Losses[0].Files, c.state, c.lost)
		}
	}
}

// countedLosses follows counts of records, each under an account, 0 for none told.
func countedLosses(read, account []int64, others ...counting) []dossier.Loss {
	b := &builder{d: &dossier.Dossier{}, period: incident.Span{From: 0, To: 1 << 50}}
	var list []counting
	for i, n := range read {
		at := dossier.Known(record.Instant(1000 * (i + 1)))
		c := counting{Listed: dossier.Listed{Items: n, Time: at, Ended: at}}
		if account[i] > 0 {
			c.account = record.Sum([]byte{byte(account[i])})
		}
		list = append(list, c)
	}
	b.records(&dossier.Inventory{Vantages: []string{"saguenay-1"}}, list, others)
	return b.d.Losses
}

func TestCountsUnderAnotherAccountAreNotCompared(t *testing.T) {
	for name, c := range map[string]struct {
		read, account []int64
		lost, missing int64
	}{
		"the same":            {[]int64{1000, 1000, 3, 3}, []int64{1, 1, 1, 1}, 997, 997},
		"another":             {[]int64{1000, 1000, 3, 3}, []int64{1, 1, 2, 2}, 0, 0},
		"none told any more":  {[]int64{1000, 1000, 3, 3}, []int64{1, 1, 0, 0}, 0, 0},
		"confirmed by it":     {[]int64{1000, 1000, 3, 3}, []int64{1, 1, 1, 2}, 0, 0},
		"one that shows less": {[]int64{1000, 3, 3, 900, 2}, []int64{1, 1, 1, 1, 2}, 997, 100},
		"one that shows more": {[]int64{1000, 3, 3, 2000}, []int64{1, 1, 1, 2}, 997, 0},
	} {
		switch got := countedLosses(c.read, c.account); {
		case c.lost == 0 && len(got) > 0, c.lost > 0 && len(got) != 1:
			t.Errorf("%s: %+v", name, got)
		case c.lost > 0 && (got[0].Files != c.lost || got[0].Missing.Files != c.missing):
			t.Errorf("%s: %d lost, %d missing, want %d and %d", name, got[0].Files, got[0].Missing.Files, c.lost, c.missing)
		}
	}
}

func TestACountThatAnotherVantageReadInFullIsNoLoss(t *testing.T) {
	read, account := []int64{1000, 1000, 3, 3, 1000}, []int64{0, 0, 0, 0, 0}
	for at, lost := range map[int]int{1500: 1, 3500: 0, 5500: 1} {
		other := counting{Listed: dossier.Listed{Items: 998, Time: dossier.Known(record.Instant(at)), Ended: dossier.Known(record.Instant(at + 10))}}
		if got := countedLosses(read, account, other); len(got) != lost {
			t.Errorf("read in full at %d: %d losses, want %d", at, len(got), lost)
		}
	}
}

// What is missing of each fall is part of it, and no two falls have the same
// records: together they never exceed what was there.
func TestTheFallsOfACountShareNoRecord(t *testing.T) {
	for name, c := range map[string]struct{ read, missing []int64 }{
		"two steps":           {[]int64{100, 40, 10, 10}, []int64{60, 30}},
		"two steps confirmed": {[]int64{100, 40, 40, 10, 10}, []int64{60, 30}},
		"partly back":         {[]int64{100, 0, 0, 60}, []int64{40}},
		"back, then again":    {[]int64{100, 3, 3, 100, 3, 3}, []int64{0, 97}},
		"in part, then again": {[]int64{100, 3, 3, 60, 3, 3}, []int64{40, 57}},
	} {
		got := countedLosses(c.read, make([]int64, len(c.read)))
		if len(got) != len(c.missing) {
			t.Errorf("%s: %+v", name, got)
			continue
		}
		for i, l := range got {
			if l.Missing.Files != c.missing[i] || l.Missing.Files > l.Files {
				t.Errorf("%s: %d missing of %d, want %d", name, l.Missing.Files, l.Files, c.missing[i])
			}
		}
	}
}

package report

import (
	"testing"

	"constat/report/dossier"
	"constat/store/record"
)

// TestASiteIsNotLostWhileNothingWasMissing: pages lost and back one after the other make
// a row each; those whose times meet make one.
func TestASiteIsNotLostWhileNothingWasMissing(t *testing.T) {
	const day = record.Instant(24 * 3600_000)
	lost := func(item string, from, to record.Instant) dossier.Loss {
		l := dossier.Loss{Item: item, State: "gone", Bytes: 10, Page: true, LastSeen: dossier.Known(from*day - 1000), FirstMissing: dossier.Known(from * day)}
		if to > 0 {
			l.Restored = dossier.Known(to * day)
		}
		return l
	}
	for name, x := range map[string]struct {
		list []dossier.Loss
		want [][2]record.Instant // first missing, restored in days; 0 is not
	}{
		"one after the other":           {[]dossier.Loss{lost("b", 60, 61), lost("a", 1, 2)}, [][2]record.Instant{{1, 2}, {60, 61}}},
		"the times meet":                {[]dossier.Loss{lost("a", 1, 3), lost("b", 2, 5)}, [][2]record.Instant{{1, 5}}},
		"one holds the other":           {[]dossier.Loss{lost("a", 1, 9), lost("b", 2, 3), lost("c", 8, 10), lost("d", 11, 12)}, [][2]record.Instant{{1, 10}, {11, 12}}},
		"back in the instant of a loss": {[]dossier.Loss{lost("a", 1, 2), lost("b", 2, 3)}, [][2]record.Instant{{1, 3}}},
		"one never came back":           {[]dossier.Loss{lost("a", 1, 0), lost("b", 60, 61)}, [][2]record.Instant{{1, 0}}},
		"the last never came back":      {[]dossier.Loss{lost("a", 1, 2), lost("b", 60, 0)}, [][2]record.Instant{{1, 2}, {60, 0}}},
	} {
		b := &builder{d: &dossier.Dossier{}}
		for _, u := range []string{"a", "b", "c", "d"} {
			b.d.Pages = append(b.d.Pages, dossier.Page{Site: "s", URL: u})
		}
		for i := range x.list {
			x.list[i].Site = "s"
		}
		b.d.Losses = x.list
		b.sites()
		var got [][2]record.Instant
		for _, l := range b.d.Losses[len(x.list):] {
			got = append(got, [2]record.Instant{l.FirstMissing.Instant / day, l.Restored.Instant / day})
		}
		if len(got) != len(x.want) {
			t.Errorf("%s: %v, want %v", name, got, x.want)
			continue
		}
		for i := range got {
			if got[i] != x.want[i] {
				t.Errorf("%s: %v, want %v", name, got, x.want)
			}
		}
	}
}

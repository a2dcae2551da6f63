package incident

import (
	"slices"
	"testing"

	"constat/store/record"
)

func TestTimeWithoutOtherTime(t *testing.T) {
	for _, c := range []struct{ u, v, want []Span }{
		{[]Span{{0, 10}}, nil, []Span{{0, 10}}},
		{[]Span{{0, 10}}, []Span{{0, 10}}, nil},
		{[]Span{{0, 10}}, []Span{{2, 3}, {5, 6}}, []Span{{0, 2}, {3, 5}, {6, 10}}},
		{[]Span{{0, 10}, {20, 30}}, []Span{{5, 25}}, []Span{{0, 5}, {25, 30}}},
		{[]Span{{0, 10}}, []Span{{-5, 0}, {10, 20}}, []Span{{0, 10}}},
		{[]Span{{0, 10}}, []Span{{-5, 4}, {9, 20}}, []Span{{4, 9}}},
	} {
		if got := Without(c.u, c.v); !slices.Equal(got, c.want) {
			t.Errorf("%v without %v: %v, want %v", c.u, c.v, got, c.want)
		}
	}
}

// A round stands until the next one, or for one interval where that is missing;
// a clock that was set joins nothing.
func TestRoundsStandForTheirTime(t *testing.T) {
	var s Standing
	for _, r := range []struct{ round, start int64 }{{10, 1000}, {20, 2050}, {30, 3000}, {50, 5000}, {60, 9000}, {70, 1500}} {
		s.Add(record.Round(r.round), 10, record.Instant(r.start))
	}
	want := []Span{{1000, 4000}, {5000, 6000}, {9000, 10000}, {1500, 2500}}
	if !slices.Equal(s.Spans, want) {
		t.Errorf("%v, want %v", s.Spans, want)
	}
}

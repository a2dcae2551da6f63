package pdf

import (
	"math"
	"testing"
)

// TestAnExcerptMakesRoomForTheFigures: it gives lines of both sides, and gives way where
// fewer than two would be left.
func TestAnExcerptMakesRoomForTheFigures(t *testing.T) {
	for _, x := range []struct {
		by            float64 // lines too tall
		before, after int
		drawn         bool
	}{{-9, 6, 1, true}, {0, 6, 1, true}, {0.1, 5, 1, true}, {2, 4, 1, true}, {4, 2, 1, true}, {4.5, 2, 1, false}} {
		e := &excerpt{before: make([]line, 6), after: make([]line, 1), tall: 50}
		drawn := e.shorten(x.by * small.height())
		if drawn != x.drawn || len(e.before) != x.before || len(e.after) != x.after || math.Abs(e.tall-50+float64(6-x.before)*small.height()) > 1e-6 {
			t.Errorf("%v: %v %d %d %v", x.by, drawn, len(e.before), len(e.after), e.tall)
		}
	}
}

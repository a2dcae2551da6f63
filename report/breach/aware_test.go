package breach

import (
	"slices"
	"strings"
	"testing"
)

// TestAwarenessBeforeTheIncidentIsPointedOut: nobody is aware of what has not begun,
// or has not been detected, with evidence or without.
func TestAwarenessBeforeTheIncidentIsPointedOut(t *testing.T) {
	for _, c := range []struct {
		aware             string
		occurred, detects bool
	}{
		{"2021-08-28 05:59", true, true}, {"2021-08-28 10:17", false, false},
	} {
		n := shopWith(t, func(s string) string {
			s = strings.Replace(s, "aware: {at: 2021-08-28 10:17,", "detected: {at: 2021-08-28 10:00, by: x}\n    aware: {at: "+c.aware+",", 1)
			return s
		}, nil)
		if got := slices.Contains(n.Doubts, "aware-before-occurred"); got != c.occurred {
			t.Errorf("aware %s: before what occurred: %v", c.aware, got)
		}
		if got := slices.Contains(n.Doubts, "aware-before-detected"); got != c.detects {
			t.Errorf("aware %s: before it was detected: %v", c.aware, got)
		}
	}
}

package breach

import (
	"strings"
	"testing"
	"time"

	"constat/store/record"
)

// A warning comes a day before the end, again six hours before and once it is
// over, by the earliest instant from which an authority may count; never once
// the notice is sent, where no hours are named, or without a risk. It has no
// names.
func TestAWarningComesInTime(t *testing.T) {
	text := strings.Replace(whole, "2021-08-28 09:00, by: supplier", "2021-08-28 10:17, by: supplier", 1)
	due := at(t, "2021-08-31T08:17:00Z")
	for _, x := range []struct {
		before time.Duration
		want   string
	}{{25 * time.Hour, ""}, {24 * time.Hour, "day"}, {7 * time.Hour, "day"}, {6 * time.Hour, "hours"}, {0, "hours"}, {-time.Millisecond, "over"}} {
		all := Warnings(parsed(t, text), record.At(due.Time().Add(-x.before)))
		if x.want == "" {
			if len(all) > 0 {
				t.Errorf("%v before: %+v", x.before, all)
			}
			continue
		}
		if len(all) != 2 || all[0].Regime != CNIL || all[1].Regime != GDPR || all[0].Near != x.want || all[0].Due != due || all[0].Left != x.before {
			t.Errorf("%v before: %+v", x.before, all)
		}
	}
	if all := Warnings(parsed(t, whole), due); len(all) != 2 || all[0].Due != at(t, "2021-08-31T07:00:00Z") || all[0].Near != "over" {
		t.Errorf("told earlier: %+v", all)
	}
	for _, change := range [][2]string{{"level: high", "level: unlikely"}, {"tell: [cnil, gdpr, quebec, switzerland]", "tell: [quebec, switzerland]"}, {"    late_because: a weekend", "    filed: [{to: cnil, at: 2021-08-28 20:00}, {to: gdpr, at: 2021-08-28 20:00}]"}, {"aware: {at: 2021-08-28 10:17, by: the manager}", "aware: {by: the manager}"}} {
		if all := Warnings(parsed(t, strings.Replace(text, change[0], change[1], 1)), due); len(all) > 0 {
			t.Errorf("%s: %+v", change[1], all)
		}
	}
}

package form

import "testing"

func TestAnHourThatIsTwiceIsNotChosenForTheMember(t *testing.T) {
	for in, want := range map[[3]string]string{
		{"2026-11-01", "01:30", "America/Toronto"}: "2026-11-01T01:30", // refused as no time
		{"2026-03-08", "02:30", "America/Toronto"}: "2026-03-08T02:30",
		{"2026-11-01", "02:30", "America/Toronto"}: "2026-11-01T02:30:00-05:00",
		{"2026-11-01", "", "America/Toronto"}:      "2026-11-01",
	} {
		if got := instant(in[0], in[1], in[2]); got != want {
			t.Errorf("%v: %s, want %s", in, got, want)
		}
	}
}

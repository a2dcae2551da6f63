package live

import (
	"testing"

	"constat/store/record"
)

// When nobody watched is a gap like another, and is remembered; the rounds that this process missed are not more for it.
func TestWhenNobodyWatchedIsAGap(t *testing.T) {
	m := shopping(t, nil)
	m.Append([]record.Entry{record.Gap{From: 1, To: 2, Reason: "busy", Rounds: 1}})
	m.Encode()
	m.Off(nil)
	if m.Encode() != nil {
		t.Error("nothing was missed, and it is kept")
	}
	m.Off([]record.Gap{{From: minute(1), To: minute(61), Reason: "off"}})
	r := shopping(t, m.Encode()).Recall()
	if len(r.Gaps) != 2 || r.Gaps[0].Reason != "off" || r.Gaps[0].To != minute(61) || m.Recall().Missed["off"].Gaps != 0 {
		t.Errorf("%+v", r.Gaps)
	}
}

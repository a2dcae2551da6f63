package export

import (
	"strings"
	"testing"
	"time"

	"constat/report/dossier"
	"constat/store/record"
)

// A day is a day in its own zone, and no instant, of what others told alone.
func TestAToldDayIsNoInstant(t *testing.T) {
	midnight := dossier.Known(record.At(time.Date(2021, 8, 27, 4, 0, 0, 0, time.UTC))) // UTC−4
	hour := dossier.Known(midnight.Instant + 86_400_000)
	d := &dossier.Dossier{
		SecondHand: []dossier.SecondHand{{Target: "photos", Of: midnight, Day: true, Offset: -240}, {Target: "photos", Of: hour, Offset: -240}},
		Losses:     []dossier.Loss{{Item: "a", SecondHand: true, LastSeen: midnight, FirstMissing: hour}, {Item: "b", LastSeen: midnight, FirstMissing: hour}},
	}
	b, err := Losses(d)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(b), "\r\n")
	if !strings.Contains(lines[1], ",2021-08-27,2021-08-28T04:00:00.000Z,,") || !strings.Contains(lines[2], ",2021-08-27T04:00:00.000Z,2021-08-28T04:00:00.000Z,,") {
		t.Errorf("%s", b)
	}
}

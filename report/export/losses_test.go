package export

import (
	"iter"
	"slices"
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

// What a dossier does not list is in the table all the same, after what it does.
func TestLossesThatAreNotListedFollow(t *testing.T) {
	d := &dossier.Dossier{Losses: []dossier.Loss{{Item: "a"}}, Unlisted: 2, Rest: []iter.Seq[dossier.Loss]{slices.Values([]dossier.Loss{{Item: "b"}}), slices.Values([]dossier.Loss{{Item: "c"}})}}
	b, err := Losses(d)
	lines := strings.Split(strings.TrimSpace(string(b)), "\r\n")
	if err != nil || len(lines) != 4 || !strings.Contains(lines[1], ",a,") || !strings.Contains(lines[2], ",b,") || !strings.Contains(lines[3], ",c,") {
		t.Errorf("%q, %v", lines, err)
	}
}

package pdf

import (
	"testing"
	"time"

	"constat/report"
	"constat/report/lang"
	"constat/store/record"
)

// A day that somebody told is that day, whatever the zone of the report, and no
// hour of it.
func TestATimeIsWrittenAsItWasTold(t *testing.T) {
	toronto, err := time.LoadLocation("America/Toronto")
	if err != nil {
		t.Fatal(err)
	}
	day := report.Known(record.At(time.Date(2021, 8, 27, 0, 0, 0, 0, time.UTC)))
	hour := report.Known(record.At(time.Date(2021, 8, 27, 4, 30, 0, 0, time.UTC)))
	for _, row := range []struct {
		told report.SecondHand
		l    *lang.Language
		want string
	}{
		{report.SecondHand{Of: day, Day: true}, lang.French, "27\u00a0août\u00a02021 (UTC)"},
		{report.SecondHand{Of: day, Day: true}, lang.English, "27\u00a0August\u00a02021 (UTC)"},
		{report.SecondHand{Of: hour, Offset: -240}, lang.English, "27\u00a0August\u00a02021, 00:30:00 (UTC−4)"},
		{report.SecondHand{Of: day}, lang.English, "27\u00a0August\u00a02021, 00:00:00 (UTC)"}, // as older logs have it
	} {
		d := sample()
		d.SecondHand = []report.SecondHand{row.told}
		s := newSheet(d, Options{Zone: toronto}, row.l, papers["letter"], [32]byte{})
		if got := s.asBrought(report.Inventory{SecondHand: true}, row.told.Of); got != row.want {
			t.Errorf("%q, want %q", got, row.want)
		}
	}
}

package pdf

import (
	"strings"
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

// Where two lists cannot be compared, nothing is said not to have gone.
func TestListsByOtherDigestsSayNothingOfWhatWent(t *testing.T) {
	n := report.Inventory{Target: "album", Vantages: []string{"saguenay-1"}, SecondHand: true, Whole: 2, Listings: []report.Listed{{Counts: true}, {Counts: true}},
		Total: report.Holding{First: report.Amount{Files: 6}, Unknown: report.Amount{Files: 2}, GoneShare: report.Share{Files: "0.000000"}}}
	d := sample()
	d.Inventories = []report.Inventory{n, n}
	d.SecondHand = []report.SecondHand{{Target: "album", Source: "md5sums", Vantage: "saguenay-1"}, {Target: "album", Source: "sha256sums", Vantage: "saguenay-1"}}
	out := judge(t, "pdftotext", "-layout", "-nopgbrk", written(t, d, Options{}), "-")
	flat := strings.Join(strings.Fields(strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(out)), " ")
	for _, want := range []string{"aucun fichier n’a pu être dit disparu ; le sort de 2 fichiers absents est inconnu : les listes n’emploient pas la même empreinte", "Inconnus"} {
		if !strings.Contains(flat, want) {
			t.Errorf("%q is not there", want)
		}
	}
	for _, never := range []string{"aucun fichier n’a disparu", "0,00 %"} {
		if strings.Contains(flat, never) {
			t.Errorf("%q is there", never)
		}
	}
}

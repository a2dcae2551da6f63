package pdf

import (
	"strings"
	"testing"
	"time"

	"constat/report/dossier"
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
	day := dossier.Known(record.At(time.Date(2021, 8, 27, 0, 0, 0, 0, time.UTC)))
	hour := dossier.Known(record.At(time.Date(2021, 8, 27, 4, 30, 0, 0, time.UTC)))
	for _, row := range []struct {
		told dossier.SecondHand
		l    *lang.Language
		want string
	}{
		{dossier.SecondHand{Of: day, Day: true}, lang.French, "27\u00a0août\u00a02021 (UTC)"},
		{dossier.SecondHand{Of: day, Day: true}, lang.English, "27\u00a0August\u00a02021 (UTC)"},
		{dossier.SecondHand{Of: hour, Offset: -240}, lang.English, "27\u00a0August\u00a02021, 00:30:00 (UTC−4)"},
		{dossier.SecondHand{Of: day}, lang.English, "27\u00a0August\u00a02021, 00:00:00 (UTC)"}, // as older logs have it
	} {
		d := sample()
		d.SecondHand = []dossier.SecondHand{row.told}
		s := newSheet(d, Options{Zone: toronto}, row.l, papers["letter"], [32]byte{})
		if got := s.asBrought(dossier.Inventory{SecondHand: true}, row.told.Of); got != row.want {
			t.Errorf("%q, want %q", got, row.want)
		}
	}
}

// Where two lists cannot be compared, nothing is said not to have gone.
func TestListsByOtherDigestsSayNothingOfWhatWent(t *testing.T) {
	n := dossier.Inventory{Target: "album", Vantages: []string{"saguenay-1"}, SecondHand: true, Whole: 2, Listings: []dossier.Listed{{Counts: true}, {Counts: true}},
		Total: dossier.Holding{First: dossier.Amount{Files: 6}, Unknown: dossier.Amount{Files: 2}, GoneShare: dossier.Share{Files: "0.000000"}}}
	d := sample()
	d.Inventories = []dossier.Inventory{n, n}
	d.SecondHand = []dossier.SecondHand{{Target: "album", Source: "md5sums", Vantage: "saguenay-1"}, {Target: "album", Source: "sha256sums", Vantage: "saguenay-1"}}
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

// No list need tell sizes: what is not known is said not to be, and never nought.
func TestUnknownSizesAreNeverWrittenAsNoBytes(t *testing.T) {
	for _, c := range []struct {
		a                     dossier.Amount
		french, english, cell string
	}{
		{dossier.Amount{Files: 1, Unsized: 1}, "taille inconnue", "size unknown", "–"},
		{dossier.Amount{Files: 3, Unsized: 3}, "tailles inconnues", "sizes unknown", "–"},
		{dossier.Amount{Files: 3, Bytes: 50, Unsized: 2}, "50 octets, sans ceux de 2 fichiers dont la taille est inconnue", "50 bytes, without those of 2 files whose sizes are unknown", "at least 50"},
		{dossier.Amount{Files: 3, Bytes: 50, Unsized: 1}, "50 octets, sans ceux d’un fichier dont la taille est inconnue", "50 bytes, without those of 1 file whose size is unknown", "at least 50"},
		{dossier.Amount{Files: 1}, "0 octet", "0 bytes", "0"},
	} {
		for l, want := range map[*lang.Language]string{lang.French: c.french, lang.English: c.english} {
			s := newSheet(sample(), Options{}, l, papers["letter"], [32]byte{})
			plain := strings.NewReplacer("\u00a0", " ", "\u202f", " ")
			if got := plain.Replace(s.inBytes(c.a)); got != want {
				t.Errorf("%+v: %q, want %q", c.a, got, want)
			}
			if got := s.sizeCell(c.a); l == lang.English && got != c.cell {
				t.Errorf("%+v: cell %q, want %q", c.a, got, c.cell)
			}
		}
	}
}

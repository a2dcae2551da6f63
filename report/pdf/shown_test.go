package pdf

import (
	"strings"
	"testing"
	"time"

	"constat/report/dossier"
	"constat/report/lang"
)

// cutShort is a story of which the bundles show the middle.
func cutShort() *dossier.Dossier {
	d := sample()
	for n := range d.Incidents {
		i := &d.Incidents[n]
		i.LastGood, i.FirstGood = dossier.Time{}, dossier.Time{}
		i.OpenStart, i.OpenEnd, i.NotWatched = "not-shown", "not-shown", 86_000
		i.Provider = "Ancien hébergeur"
		i.Runs = []dossier.Run{{Vantage: "levis-1", Rows: 1, Failures: 25, Longest: 25, Interval: 60_000}, {Vantage: "saguenay-1", Rows: 2, Failures: 24, Longest: 20, Interval: 60_000}}
		i.Review = []string{"same-machine", "shown-from", "shown-to", "provider-changed", "coarse-interval", "short-timeout"}
		i.NotBefore, i.NotAfter, i.Authorities = d.Period.From, d.Period.To, []string{"Autorité A", "Autorité B"}
	}
	for n := range d.Targets {
		t := &d.Targets[n]
		was := dossier.Description{From: d.Period.From, Name: t.Name, Site: t.Site, Provider: "Ancien hébergeur", Interval: 12 * 3600_000, Vantages: t.Vantages}
		is := was
		is.From, is.Provider, is.Interval = d.Period.To, t.Provider, t.Interval
		t.Descriptions, t.NotShown = []dossier.Description{was, is}, 1_800_000
	}
	v := &d.Vantages[0]
	v.ShownFrom, v.SameMachine = d.Period.From, []string{d.Vantages[1].Name}
	v.Stamps = []dossier.Stamp{{Time: d.Period.From, Accuracy: 1000, Authority: "Autorité A", Signer: "A TSU 1", Size: 12, Policy: "1.2.3.4.1", Qualified: true}}
	return d
}

func TestNothingIsClaimedOfWhatIsNotShown(t *testing.T) {
	out := judge(t, "pdftotext", "-layout", "-nopgbrk", written(t, cutShort(), Options{}), "-")
	flat := strings.Join(strings.Fields(strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(out)), " ")
	for _, want := range []string{
		"dans le seul temps que montrent les fichiers de preuve (dont 1 min 26 s de temps non observé)",
		"repose sur 25 échecs consécutifs, à intervalles de 1 min (levis-1) et 24 échecs en 2 suites",
		"posée à intervalles de 12 h, puis de", "Fournisseur : Ancien hébergeur.", "(Autorité A et Autorité B)", "A TSU 1", "Désignations successives", "leur indépendance n’est pas montrée",
		"n’a donc pas été jugé",
	} {
		if !strings.Contains(flat, want) {
			t.Errorf("%q is not there", want)
		}
	}
	for _, never := range []string{"aucune auparavant", "sans fin observée", "aucune avant la fin"} {
		if strings.Contains(flat, never) {
			t.Errorf("%q is there", never)
		}
	}
}

func TestTheSummaryOfWhatIsCutShortIsOnePage(t *testing.T) {
	for _, l := range []*lang.Language{lang.French, lang.English} {
		s := newSheet(cutShort(), Options{Zone: time.UTC}, l, papers["letter"], [32]byte{})
		s.cover()
		s.summary()
		if pages := s.pdf.PageNo(); pages != 2 {
			t.Errorf("%s: ends on page %d", l.Code, pages)
		}
	}
}

// Where witnesses saw one history, the chapter on what is not proven says from
// when on, by whose word, and which logs have none.
func TestWitnessesAreNamedWithTheirOwnTime(t *testing.T) {
	d := cutShort()
	v := &d.Vantages[0]
	v.Witnesses = []dossier.Witness{{Name: "notaire", Key: "w.example+de6f83dd+BIvWeKPlJs", First: d.Period.From, FirstSize: 12, Newest: d.Period.To, Size: 512}}
	v.Single = dossier.Single{Since: d.Period.From, SinceSize: 12, Size: 512}
	for l, want := range map[string][]string{
		"fr": {"Du journal saguenay-1/1, le témoin que demandait la politique (notaire) n’a cosigné qu’une seule suite de têtes, selon sa propre horloge à partir du",
			"Du journal levis-1/1, aucun nombre suffisant de témoins", "Cosignatures du journal saguenay-1/1", "w.example+de6f83dd+BIvWeKPlJs", "celles des témoins eux-mêmes"},
		"en": {"Of log saguenay-1/1, the witness that the policy asked for (notaire) cosigned a single series of heads only, by its own clock from",
			"Of log levis-1/1, too few witnesses", "Cosignatures of log saguenay-1/1", "those of the witnesses themselves"},
	} {
		out := judge(t, "pdftotext", "-layout", "-nopgbrk", written(t, d, Options{Lang: l}), "-")
		flat := strings.Join(strings.Fields(strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(out)), " ")
		for _, w := range want {
			if !strings.Contains(flat, w) {
				t.Errorf("%s: %q is not there", l, w)
			}
		}
	}
}

package pdf

import (
	"strings"
	"testing"
	"time"

	"constat/report/dossier"
	"constat/report/lang"
	"constat/store/record"
)

func TestEveryFactAndResultHasWordsInBothLanguages(t *testing.T) {
	for _, l := range []*lang.Language{lang.French, lang.English} {
		for _, name := range dossier.FactNames {
			if l.Ready.Facts[name] == nil {
				t.Errorf("%s: nothing is said of %s", l.Code, name)
			}
		}
		if len(l.Ready.Facts) != len(dossier.FactNames) {
			t.Errorf("%s: %d sentences for %d facts", l.Code, len(l.Ready.Facts), len(dossier.FactNames))
		}
		for _, r := range []string{dossier.Pass, dossier.Fail, dossier.Partly, dossier.NotKnown, dossier.NotDone} {
			if l.Ready.Results[r] == "" {
				t.Errorf("%s: no word for %s", l.Code, r)
			}
		}
		for _, p := range prepared(dossier.Ref{}) {
			if l.Ready.What[p.ID] == "" {
				t.Errorf("%s: %s asks for nothing", l.Code, p.ID)
			}
		}
	}
}

// Each configuration and each program has its period.
func TestAChangedProgramIsARowOfItsOwn(t *testing.T) {
	d := sample()
	v := &d.Vantages[0]
	reload, again := v.Instrument[0], v.Instrument[0]
	reload.Event, reload.Time, reload.Config = "reload", reload.Time+60_000, record.Sum([]byte("later configuration"))
	again.Time, again.Binary, again.Build.Commit = reload.Time+60_000, record.Sum([]byte("later binary")), "0123456789abcdef"
	v.Instrument = []dossier.Instrument{v.Instrument[0], reload, again, v.Instrument[1]}
	out := judge(t, "pdftotext", "-layout", "-nopgbrk", written(t, d, Options{Lang: "en"}), "-")
	flat := strings.Join(strings.Fields(strings.NewReplacer("\u00a0", " ").Replace(out)), " ")
	for _, want := range []string{
		"There followed one another: 2 programs, 2 configurations, 1 method.", groups(again.Binary.String()[:12]), groups(reload.Config.String()[:12]),
		"no stop entered", "0123 4567", "echo-two.example/: ",
	} {
		if !strings.Contains(flat, strings.ReplaceAll(want, "0123 4567", "01234567")) {
			t.Errorf("%q is not there", want)
		}
	}
}

func TestWhatAForeignMachineSaysCannotBreakThePage(t *testing.T) {
	d := sample()
	i := &d.Vantages[0].Instrument[0]
	hard := strings.Repeat("W", 300)
	i.Version, i.Kernel, i.Release, i.Build.Commit = hard, hard, "\x01\x02🔥", "a"
	i.Machine = record.Machine{Vendor: hard, Product: hard, Virtual: []string{hard, hard}, Processor: hard}
	i.Network.Routes, i.Network.Echoes = []string{hard}, []record.Echo{{Service: hard, Address: hard}}
	for n := range d.Vantages[0].Preparatory {
		for f := range d.Vantages[0].Preparatory[n].Facts {
			d.Vantages[0].Preparatory[n].Facts[f].Values = []string{hard, hard, hard}
		}
	}
	s := newSheet(d, Options{Zone: time.UTC}, lang.French, papers["letter"], [32]byte{})
	s.instruments()
	if s.pdf.Err() {
		t.Error(s.pdf.Error())
	}
}

package pdf

import (
	"testing"
	"time"

	"constat/report/dossier"
	"constat/report/lang"
	"constat/store/record"
)

// TestWhatWasServedAfterAnIncidentEndsWithItsReturn: an incident does not bear what
// befell the page after its own content was back.
func TestWhatWasServedAfterAnIncidentEndsWithItsReturn(t *testing.T) {
	state := func(name string, from, to record.Instant) dossier.PageState {
		return dossier.PageState{State: name, From: dossier.Known(from), To: dossier.Known(to)}
	}
	d := &dossier.Dossier{Pages: []dossier.Page{{TargetID: record.Hash{1}, States: []dossier.PageState{
		state("unchanged", 1, 10), state("emptied", 12, 14), state("edited", 15, 30), state("gone", 40, 50)}}}}
	s := newSheet(d, Options{Zone: time.UTC}, lang.English, papers["letter"], [32]byte{})
	for first, want := range map[record.Instant]string{11: "empty", 35: "gone"} {
		if got := s.contentAfter(dossier.Incident{TargetID: record.Hash{1}, FirstBad: dossier.Known(first)}); got != want {
			t.Errorf("incident of %d: %q, not %q", first, got, want)
		}
	}
}

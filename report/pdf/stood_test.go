package pdf

import (
	"testing"

	"constat/report/dossier"
)

// A change of holder that the table shows is not called no change.
func TestAHolderToldOtherwiseIsNotPassedOver(t *testing.T) {
	state := func(holders ...string) dossier.PathState {
		var x dossier.PathState
		for _, h := range holders {
			x.Addresses = append(x.Addresses, dossier.PathAddress{Address: "192.0.2.7", Holder: h})
		}
		return x
	}
	var s sheet
	for _, c := range []struct {
		why    string
		states []dossier.PathState
		want   bool
	}{
		{"the same", []dossier.PathState{state("a", "b"), state("b", "a")}, false},
		{"another", []dossier.PathState{state("a"), state("b")}, true},
		{"not told between", []dossier.PathState{state("a"), {}, state("a")}, false},
	} {
		if got := s.retold(dossier.Path{States: c.states}); got != c.want {
			t.Errorf("%s: %t", c.why, got)
		}
	}
}

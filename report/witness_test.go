package report_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"constat/report/dossier"
	"constat/store"
	"constat/store/seal"
)

// cosign has the newest checkpoint of n cosigned, at a minute of the story.
func (n *node) cosign(k *seal.WitnessKey, minute int) int64 {
	n.t.Helper()
	signed, size := n.Checkpoint()
	text, _, _ := strings.Cut(string(signed), "\n\n")
	n.must(n.Cosigned(size, k.Witness, k.Cosign(text+"\n", noon.Add(time.Duration(minute)*time.Minute))))
	return size
}

// The dossier names the witnesses that the reader's policy names, and says
// from when on they saw one history: as several bundles of one log show it
// together. What was cosigned by others is not in it.
func TestTheDossierNamesWitnesses(t *testing.T) {
	n := newNode(t, "saguenay-1/1", 0, shop(), control())
	a, err := seal.NewWitnessKey("a.example")
	n.must(err)
	b, err := seal.NewWitnessKey("b.example")
	n.must(err)
	n.policy = fmt.Appendf(nil, "log %s\nwitness notaire %s\nquorum notaire\n", n.VerifierKey(), a.Witness)
	n.ask("s", "ok")
	first := n.bundle(store.Query{})
	if v := build(t, first).Vantages[0]; len(v.Witnesses) != 0 || v.Single != (dossier.Single{}) {
		t.Errorf("before any cosignature: %+v, %+v", v.Witnesses, v.Single)
	}
	early := n.cosign(a, 3)
	n.cosign(b, 1)
	n.ask("s", "ok")
	second := n.bundle(store.Query{})
	late := n.cosign(a, 7)
	third := n.exported(store.Query{})
	v := build(t, third, first, second).Vantages[0]
	if len(v.Witnesses) != 1 {
		t.Fatalf("%+v", v.Witnesses)
	}
	w := v.Witnesses[0]
	if w.Name != "notaire" || w.Key != a.Witness.String() || hour(w.First) != "12:03:00.000" || hour(w.Newest) != "12:07:00.000" || w.FirstSize != early || w.Size != late {
		t.Errorf("%+v", w)
	}
	if hour(v.Single.Since) != "12:03:00.000" || v.Single.SinceSize != early || v.Single.Size != late {
		t.Errorf("%+v", v.Single)
	}
}

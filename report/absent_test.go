package report_test

import (
	"slices"
	"strings"
	"testing"

	"constat/store"
	"constat/store/seal"
)

// Of two vantages that saw a site go down, and a third whose evidence is kept
// back, the dossier names the third: with it the quorum may not have been met.
func TestVantagesKeptBackAreNamed(t *testing.T) {
	a := newNode(t, "saguenay-1/1", 0, shop(), control())
	b := newNode(t, "levis-1/1", 30, shop(), control())
	paris, err := seal.NewKey("paris-1/1")
	a.must(err)
	logs := "log " + paris.Verifier() + "\nlog " + b.VerifierKey() + "\n"
	for _, n := range []*node{a, b} {
		story(n)
		n.policy = []byte(strings.ReplaceAll(logs, "log "+n.VerifierKey()+"\n", "") + string(n.Policy()))
	}
	b.policy = append([]byte("log "+a.VerifierKey()+"\n"), b.policy...)
	both := build(t, a.bundle(store.Query{}), b.bundle(store.Query{}))
	if len(both.Incidents) != 1 || !slices.Equal(both.Absent, []string{"paris-1"}) {
		t.Errorf("%d incidents, absent %v", len(both.Incidents), both.Absent)
	}
	if d := build(t, a.bundle(store.Query{})); !slices.Equal(d.Absent, []string{"levis-1", "paris-1"}) {
		t.Errorf("absent %v", d.Absent)
	}
	a.policy = nil
	if d := build(t, a.bundle(store.Query{})); d.Absent == nil || len(d.Absent) != 0 {
		t.Errorf("absent %v", d.Absent)
	}
}

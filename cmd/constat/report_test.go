package main

import (
	"slices"
	"strings"
	"testing"

	"constat/report/dossier"
	"constat/store/bundle"
	"constat/store/record"
)

// What is attached is named by its digest, whatever order either list has.
func TestAnAttachedBundleHasItsOwnName(t *testing.T) {
	var proofs []proof
	d := &dossier.Dossier{}
	for _, text := range []string{"one", "two"} {
		sum := record.Sum([]byte(text))
		proofs = append(proofs, proof{&bundle.Bundle{SHA256: sum, Size: 3}, evidence{"x.zip", strings.NewReader(text), 3}})
		d.Files = append(d.Files, dossier.File{Name: text + ".zip", SHA256: sum})
	}
	slices.Reverse(d.Files)
	list, err := (&composed{dossier: d}).raw(proofs)
	if err != nil || len(list) != 2 {
		t.Fatalf("%d attached, %v", len(list), err)
	}
	for _, a := range list {
		if a.Name != string(a.Data)+".zip" {
			t.Errorf("%q is named %q", a.Data, a.Name)
		}
	}
}

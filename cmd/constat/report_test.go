package main

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"constat/report"
	"constat/store/bundle"
	"constat/store/record"
)

// What is attached is named by its digest, whatever order either list has.
func TestAnAttachedBundleHasItsOwnName(t *testing.T) {
	var bundles []*bundle.Bundle
	d := &report.Dossier{}
	for _, text := range []string{"one", "two"} {
		path := filepath.Join(t.TempDir(), "x.zip")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		sum := record.Sum([]byte(text))
		bundles = append(bundles, &bundle.Bundle{Name: path, SHA256: sum, Size: 3})
		d.Files = append(d.Files, report.File{Name: text + ".zip", SHA256: sum})
	}
	slices.Reverse(d.Files)
	list, err := reporting{}.raw(d, bundles)
	if err != nil || len(list) != 2 {
		t.Fatalf("%d attached, %v", len(list), err)
	}
	for _, a := range list {
		if a.Name != string(a.Data)+".zip" {
			t.Errorf("%q is named %q", a.Data, a.Name)
		}
	}
}

package main

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func write(t *testing.T, parts ...string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(parts...), nil, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestDemoTakesANewFolderAndItsOwn(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "b")
	release, err := demoFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	write(t, dir, "rapport.pdf")
	if _, err := demoFolder(dir); err == nil || !exists(filepath.Join(dir, "rapport.pdf")) {
		t.Errorf("a folder in use was taken: %v", err)
	}
	release()
	if release, err = demoFolder(dir); err != nil {
		t.Fatal(err)
	}
	release()
	if exists(filepath.Join(dir, "rapport.pdf")) {
		t.Error("what an earlier demonstration left is still there")
	}
}

func TestDemoRemovesNothingOfOthers(t *testing.T) {
	for name, strange := range map[string][]string{
		"not a demonstration's": {"rapport.pdf"},
		"with a file more":      {demoMark, "rapport.pdf", "notes.txt"},
	} {
		dir := t.TempDir()
		for _, f := range strange {
			write(t, dir, f)
		}
		var said *saidError
		if _, err := demoFolder(dir); !errors.As(err, &said) || said.FR == "" {
			t.Errorf("%s: %v", name, err)
		}
		for _, f := range strange {
			if !exists(filepath.Join(dir, f)) {
				t.Errorf("%s: %s is gone", name, f)
			}
		}
	}
}

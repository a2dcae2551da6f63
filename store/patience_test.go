package store

import (
	"testing"
	"time"
)

// A command that looks at a store for a moment keeps no daemon from starting.
func TestWhoWritesWaitsForWhoLooks(t *testing.T) {
	dir := t.TempDir()
	if err := Create(dir, "levis-1/1"); err != nil {
		t.Fatal(err)
	}
	look, err := openExisting(dir, toRead)
	if err != nil {
		t.Fatal(err)
	}
	time.AfterFunc(2*toRead.patience(), func() { look.Close() })
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
}

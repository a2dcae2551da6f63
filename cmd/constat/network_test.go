package main

import (
	"log/slog"
	"path/filepath"
	"testing"

	"constat/store"
)

// A change of the machine's own network is entered once, and nothing else is.
func TestAChangeOfOurOwnNetworkIsEntered(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "store")
	if err := store.Create(dir, "saguenay-1/1"); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	log := slog.New(slog.NewTextHandler(t.Output(), nil))
	w := &watch{store: s, log: log, desk: newDesk(log)}
	if err := w.enter(t.Context(), "start", plan{}); err != nil {
		t.Fatal(err)
	}
	leaves := func(want int64) {
		t.Helper()
		w.lookAround()
		if h, err := s.Health(); err != nil || h.Leaves != want {
			t.Errorf("%d leaves, want %d, %v", h.Leaves, want, err)
		}
	}
	leaves(1)
	w.entered.Network.Routes = append([]string{"eth9 via 192.0.2.1"}, w.entered.Network.Routes...)
	leaves(2)
	leaves(2)
	if w.entered.Event != "network" || w.entered.Version != version {
		t.Errorf("%+v", w.entered)
	}
}

package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"constat/store"
	"constat/store/record"
)

// A dry run refuses what the import refuses, in the same words, and keeps nothing,
// whether it is the daemon that is asked or a store that lies there.
func TestADryRunRefusesWhatTheImportRefuses(t *testing.T) {
	dir := t.TempDir()
	if err := store.Create(dir, "levis-1/1"); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	h := &holder{s, dir, nil, nil, nil}
	now := record.At(time.Now())
	control := record.Target{Time: now, Name: "net", Control: true, Interval: 600, Question: record.Question{Kind: "http", URL: "https://control.example/", Timeout: 1000}}
	shop := record.Target{Time: now, Name: "shop", Provider: "whc", Interval: 600, Question: record.Question{Kind: "http", URL: "https://shop.example/", Timeout: 1000}}
	if _, err := s.Enter([]record.Target{shop, control}); err != nil {
		t.Fatal(err)
	}
	list, broken := filepath.Join(dir, "list.md5"), filepath.Join(dir, "broken.md5")
	for path, text := range map[string]string{list: "7fc56270e7a70fa81a5935b72eacbe29  a.jpg\n", broken: "7fc5  a.jpg\n"} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	long := strings.Repeat("x", record.MaxLeaf)
	for _, c := range []struct {
		order   importOrder
		refused string
	}{
		{importOrder{As: "photos", Site: "album", Provider: "nuage", Path: list, Of: now}, ""},
		{importOrder{As: "photos", Path: list, Of: now}, ""},
		{importOrder{As: "photos", Provider: "ovh", Path: list, Of: now}, `has the provider "nuage"`},
		{importOrder{As: "photos", Site: "autre", Path: list, Of: now}, `has the site "album"`},
		{importOrder{As: "shop", Site: "boutique", Path: list, Of: now}, "is watched and has no site"},
		{importOrder{As: "shop", Provider: "ovh", Path: list, Of: now}, `has the provider "whc"`},
		{importOrder{As: "shop", Path: list, Of: now}, ""},
		{importOrder{As: "films", Path: broken, Of: now}, "line 1"},
		{importOrder{As: "films", Path: filepath.Join(dir, "none"), Of: now}, "no such file"},
		{importOrder{As: "films", Site: long, Path: list, Of: now}, "a leaf holds at most"},
		{importOrder{As: "films", Path: list}, "a list without its time"},
		{importOrder{As: "films", Path: list, Of: now, Day: true, Offset: 1}, "a day that does not begin at midnight"},
		{importOrder{As: "films", Path: list, Of: now + 3600_000}, "of what is of after it"},
	} {
		before := leaves(t, s)
		dry := c.order
		dry.DryRun = true
		tried, refusal := h.takeIn(context.Background(), dry)
		if after := leaves(t, s); after != before {
			t.Errorf("%+v: the dry run kept %d leaves", c.order, after-before)
		}
		done, err := h.takeIn(context.Background(), c.order)
		switch {
		case err != nil && leaves(t, s) != before:
			t.Errorf("%.200v: refused, and kept %d leaves", c.order, leaves(t, s)-before)
		case (err == nil) != (refusal == nil), err != nil && err.Error() != refusal.Error():
			t.Errorf("%.200v: the import says %.200v, the dry run %.200v", c.order, err, refusal)
		case c.refused == "" && err != nil, c.refused != "" && (err == nil || !strings.Contains(err.Error(), c.refused)):
			t.Errorf("%.200v: %v, want %q", c.order, err, c.refused)
		case err == nil && (tried.New != done.New || tried.Records != done.Records || !tried.DryRun || done.DryRun):
			t.Errorf("%+v and %+v", tried, done)
		}
	}
	if wrong, err := h.check(context.Background()); err != nil || len(wrong) > 0 {
		t.Errorf("%v, %v", wrong, err)
	}
}

func leaves(t *testing.T, s *store.Store) int64 {
	t.Helper()
	health, err := s.Health()
	if err != nil {
		t.Fatal(err)
	}
	return health.Leaves
}

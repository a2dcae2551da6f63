package main

import (
	"fmt"
	"os"
	"testing"
	"time"

	"constat/report"
	"constat/store"
	"constat/store/bundle"
	"constat/store/record"
	"constat/store/seal"
)

func TestMeasureMonth(t *testing.T) {
	if os.Getenv("CLASS_MONTH") == "" {
		t.Skip()
	}
	start := time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)
	var sites []stagedSite
	for n := range 4 {
		sites = append(sites, stagedSite{member: fmt.Sprint(n), name: fmt.Sprintf("site-%03d", n), provider: "whc", address: "192.0.2.7", system: 64500,
			fails: []stagedFailure{{from: 20000, to: 20300, fault: record.TCPTimeout}}})
	}
	began := time.Now()
	v := stageVantage(t, "saguenay-1/1", start, 0, sites)
	v.watch(43200)
	t.Logf("staged in %v", time.Since(began))
	policy, err := seal.ParsePolicy(v.Policy())
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if d := os.Getenv("CLASS_MONTH"); d != "1" {
		dir = d
		os.MkdirAll(dir, 0o755)
		os.WriteFile(dir+"/policy", v.Policy(), 0o644)
	}
	for n := range 4 {
		file := v.export(dir, fmt.Sprint(n), store.Query{})
		began = time.Now()
		f, size, err := bundle.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		b, err := bundle.Verify(file, f, size, policy)
		if err != nil || b.Verdict() == bundle.Broken {
			t.Fatal(err, b.Checks)
		}
		verified := time.Since(began)
		began = time.Now()
		d, err := report.Build([]*bundle.Bundle{b}, report.Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%d bytes, verify %v, build %v, %d incidents, %d paths", size, verified, time.Since(began), len(d.Incidents), len(d.Paths))
	}
}

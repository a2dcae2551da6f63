package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"constat/report/dossier"
	"constat/store"
	"constat/store/record"
)

// stagedBreakdown are n sites of one agency at one host. The host stops answering
// in the thirtieth minute and comes back site after site; two answer with an
// error meanwhile, one stays away, and one lies elsewhere and fails by itself.
func stagedBreakdown(n int) (sites []stagedSite) {
	for k := range n {
		s := stagedSite{member: "agency", name: fmt.Sprintf("client-%02d", k+1), provider: "whc", address: fmt.Sprintf("23.1.2.%d", k+1)}
		s.fails = []stagedFailure{{from: 30 + k%2, to: 60 + k%25, fault: record.TCPTimeout}}
		switch k {
		case 4, 9:
			s.fails[0].fault, s.fails[0].status = record.NoFault, 503
		case 7:
			s.fails[0].to = 1000
		case n - 1:
			s.provider, s.fails[0] = "elsewhere", stagedFailure{from: 70, to: 74, fault: record.TCPRefused}
		}
		sites = append(sites, s)
	}
	return sites
}

// An agency whose host broke down hands in a report that a judge reads: few
// pages, and on them every site and every incident of the facts attached.
func TestAnAgencysReportOfOneBreakdownIsShort(t *testing.T) {
	sites := stagedBreakdown(61)
	dir := t.TempDir()
	var bundles []string
	for i, origin := range []string{"saguenay-1/1", "levis-22/1"} {
		v := stageVantage(t, origin, classStart, 30*i, sites)
		v.watch(100)
		bundles = append(bundles, v.export(dir, "agency", store.Query{}))
	}
	if look := os.Getenv("CONSTAT_LOOK"); look != "" {
		dir = look
	}
	for _, code := range []string{"fr", "en"} {
		pdf, facts := filepath.Join(dir, "agency-"+code+".pdf"), filepath.Join(dir, "agency-"+code+".json")
		report := func(out string) {
			var stdout, stderr bytes.Buffer
			args := append([]string{"report", "-o", out, "--json", facts, "--lang", code, "--zone", "America/Toronto"}, bundles...)
			if status := run(t.Context(), args, &stdout, &stderr); status != 0 {
				t.Fatalf("constat %s: %d, %s", strings.Join(args, " "), status, stderr.String())
			}
		}
		report(pdf)
		first := contents(t, pdf)
		if again := filepath.Join(dir, "again.pdf"); code == "fr" {
			if report(again); !bytes.Equal(first, contents(t, again)) {
				t.Error("two reports of the same bundles differ")
			}
		}
		d := new(dossier.Dossier)
		if err := json.Unmarshal(contents(t, facts), d); err != nil {
			t.Fatal(err)
		}
		if pages := bytes.Count(first, []byte("<</Type /Page\n")); pages == 0 || pages > 60 {
			t.Errorf("%s: %d pages", code, pages)
		}
		if len(d.Incidents) != 61 {
			t.Fatalf("%d incidents", len(d.Incidents))
		}
		flat := wordsOf(t, pdf)
		for _, i := range d.Incidents {
			for _, at := range []dossier.Time{i.LastGood, i.FirstBad, i.LastBad, i.FirstGood} {
				if want := at.Instant.Time().In(toronto(t)).Format("15:04:05.000"); at.Known && !strings.Contains(flat, want) {
					t.Errorf("%s: %s of incident %d is not there", code, want, i.Number)
				}
			}
			if !strings.Contains(flat, fmt.Sprint(i.Number, " ", i.Target)) {
				t.Errorf("%s: no row of incident %d, %s", code, i.Number, i.Target)
			}
		}
	}
}

// wordsOf are the words of a PDF, as it lies on the pages and in reading order.
func wordsOf(t *testing.T, file string) string {
	t.Helper()
	var all []byte
	for _, args := range [][]string{{"-layout", "-nopgbrk", file, "-"}, {"-nopgbrk", file, "-"}} {
		out, err := exec.Command("pdftotext", args...).Output()
		if err != nil {
			t.Skipf("pdftotext: %v", err)
		}
		all = append(all, out...)
	}
	return strings.Join(strings.Fields(string(all)), " ")
}

func toronto(t *testing.T) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("America/Toronto")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

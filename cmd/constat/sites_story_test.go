package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"constat/report/pdf"
	"constat/store/record"
)

const manySites = 40

// shelves is a folder with the sites of all customers in one week; of the first few
// only, where a copy was put back, and empty accounts for the others.
func shelves(t *testing.T, week, whole int) (dir string) {
	t.Helper()
	dir = t.TempDir()
	for n := range manySites {
		at := filepath.Join(dir, fmt.Sprintf("site-%02d", n+1))
		if err := os.Mkdir(at, 0o755); err != nil {
			t.Fatal(err)
		}
		pages := map[string]string{"index.html": strings.ReplaceAll(front(week), "Learning area", fmt.Sprintf("Atelier %d", n+1)), "tarifs-et-horaires-de-la-saison.html": strings.ReplaceAll(front(week+3), "Learning area", "Tarifs")}
		if n >= whole {
			pages = map[string]string{"index.html": "<!DOCTYPE html><html><head><title>Welcome to nginx!</title></head><body><h1>Welcome to nginx!</h1><p>If you see this page, the nginx web server is successfully installed and working. Further configuration is required.</p></body></html>"}
		}
		for name, words := range pages {
			if err := os.WriteFile(filepath.Join(at, name), []byte(words), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	return dir
}

// Forty sites of one host are wiped together, and half of them put back from a copy
// of four weeks before: each has one page of the report, and a table says where.
func TestFortySitesOfAWipedHostHaveAPageEach(t *testing.T) {
	h := newHost(t)
	monday := time.Date(2026, 10, 5, 6, 0, 0, 0, time.UTC)
	var targets []record.Target
	for n := range manySites {
		for _, p := range []string{"", "tarifs-et-horaires-de-la-saison.html"} {
			site := fmt.Sprintf("site-%02d", n+1)
			targets = append(targets, record.Target{Time: record.At(monday.Add(-time.Hour)), Name: site + "/" + p, Site: site, Provider: "whc", Interval: 6 * 36000,
				Question: record.Question{Kind: "http", URL: h.base + "/" + site + "/" + p, Method: "GET", Timeout: 15000, BodyLimit: 1 << 20}})
		}
	}
	vantages := []*pageWatcher{newPageWatcher(t, "levis-1/1", 0, targets), newPageWatcher(t, "saguenay-1/1", 100, targets)}
	at := monday
	week := func(folder string) {
		h.serve("", folder)
		for _, hours := range []time.Duration{0, 6} {
			for _, v := range vantages {
				v.ask(at.Add(hours * time.Hour))
			}
		}
		at = at.Add(7 * 24 * time.Hour)
	}
	for n := range 5 {
		week(shelves(t, n, manySites))
	}
	week(shelves(t, 0, 0))
	week(shelves(t, 0, manySites/2))
	d := storyDossier(t, vantages, at)
	lost := map[string]bool{}
	for _, l := range d.Losses {
		lost[l.Site] = true
	}
	if len(lost) != manySites {
		t.Errorf("%d sites lost pages", len(lost))
	}
	for lang, head := range map[string]string{"fr": "Ce qui s’y trouvait", "en": "What was there"} {
		var b bytes.Buffer
		if err := pdf.Write(&b, d, pdf.Options{Lang: lang}); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(t.TempDir(), "forty.pdf")
		if out := os.Getenv("CONSTAT_LOOK"); out != "" {
			file = filepath.Join(out, "forty-"+lang+".pdf")
		}
		if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		tool, err := exec.LookPath("pdftotext")
		if err != nil {
			t.Skip("no pdftotext here")
		}
		text, err := exec.Command(tool, "-layout", file, "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		sheets := 0
		for _, page := range strings.Split(string(text), "\f") {
			switch strings.Count(strings.ReplaceAll(page, "\u00a0", " "), head+"  ") {
			case 0:
			case 1:
				sheets++
			default:
				t.Errorf("%s: a page of two sites", lang)
			}
		}
		if sheets != manySites {
			t.Errorf("%s: %d sheets", lang, sheets)
		}
	}
}

package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"constat/report/dossier"
	"constat/store"
)

// buildPrograms builds both programs, with the race detector where the test
// has it, and returns the folder.
func buildPrograms(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	args := []string{"build", "-o", dir}
	if info, ok := debug.ReadBuildInfo(); ok && slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"}) {
		args = append(args, "-race")
	}
	if out, err := exec.Command("go", append(args, ".", "../constat-verify")...).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return dir
}

// program runs one to its end, fails when its exit status is another, and
// returns what it printed.
func program(t *testing.T, status int, dir, path string, args ...string) string {
	t.Helper()
	c := exec.CommandContext(t.Context(), path, args...)
	c.Dir = dir
	out, err := c.CombinedOutput()
	if got := c.ProcessState.ExitCode(); got != status {
		t.Fatalf("%s %q: exit status %d (%v), want %d\n%s", filepath.Base(path), args, got, err, status, out)
	}
	return string(out)
}

// The whole story, as a new user plays it: it takes half a minute, because
// what it shows takes time.
func TestDemo(t *testing.T) {
	if testing.Short() {
		t.Skip("takes half a minute")
	}
	t.Parallel()
	bin := buildPrograms(t)
	constat, verify := filepath.Join(bin, "constat"), filepath.Join(bin, "constat-verify")
	// A unix socket's own name could not be as long as this.
	home := filepath.Join(t.TempDir(), strings.Repeat("un dossier au nom bien long ", 5))
	if err := os.Mkdir(home, 0o755); err != nil {
		t.Fatal(err)
	}
	out := program(t, 0, home, constat, "demo", "-o", "essai", "--lang", "fr")
	for _, want := range []string{"tcp-refused", "http-timeout", "http-status", "body-mismatch", "Le rapport dit ce qui s’est passé, et rien d’autre.",
		"constat-verify --policy essai/policy essai/bundle.zip"} {
		if !strings.Contains(out, want) {
			t.Errorf("the demonstration does not say %q:\n%s", want, out)
		}
	}
	if strings.Contains(out, "FAUX") || strings.Contains(out, "…\n") {
		t.Errorf("wrong, or not quiet in a pipe:\n%s", out)
	}
	dir := filepath.Join(home, "essai")
	for _, name := range demoNames {
		if !exists(filepath.Join(dir, name)) {
			t.Errorf("no %s", name)
		}
	}
	program(t, 0, home, verify, "--policy", "essai/policy", "essai/bundle.zip")
	program(t, 2, home, verify, "essai/bundle.zip")
	if out := program(t, 2, home, verify, "essai/report.pdf"); !strings.Contains(out, `"constat verify" checks reports`) {
		t.Error(out)
	}
	for _, name := range demoVantages {
		program(t, 0, home, constat, "fsck", "--config", filepath.Join("essai", "vantages", name, "constat.yaml"))
	}
	for report, language := range map[string]string{"rapport.pdf": "fr", "report.pdf": "en"} {
		checkDemoPDF(t, filepath.Join(dir, report))
		program(t, 0, home, constat, "verify", filepath.Join(dir, report), "--policy", "essai/policy")
		program(t, 2, home, constat, "verify", filepath.Join(dir, report))
		program(t, 0, home, constat, "report", filepath.Join(dir, "bundle.zip"), "--policy", "essai/policy", "--terms", "essai/contrats.yaml", "--lang", language, "-o", "again.pdf")
		if !bytes.HasPrefix(contents(t, filepath.Join(dir, report)), contents(t, filepath.Join(home, "again.pdf"))) {
			t.Errorf("%s made again is another", report)
		}
	}
	checkDemoTokens(t, dir)
	checkDemoContract(t, dir)
	checkDemoBrackets(t, contents(t, filepath.Join(dir, "dossier.json")))
	checkDemoClocks(t, contents(t, filepath.Join(dir, "dossier.json")))
	if !strings.Contains(strings.ReplaceAll(out, "\u00a0", " "), "3 membres, dont 1 au dossier complet ; pièces reçues : 1") {
		t.Errorf("the register is not told:\n%s", out)
	}
	rows, err := csv.NewReader(bytes.NewReader(contents(t, filepath.Join(dir, "members.csv")))).ReadAll()
	if err != nil || len(rows) != 4 {
		t.Errorf("%d rows of members, want 4: %v", len(rows), err)
	}
}

func contents(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// checkDemoContract sees that the contract, which was logged beforehand, is
// reckoned, that what its rule was written from is cited, and that what is not
// established is not asked for.
func checkDemoContract(t *testing.T, dir string) {
	t.Helper()
	var d dossier.Dossier
	if err := json.Unmarshal(contents(t, filepath.Join(dir, "dossier.json")), &d); err != nil {
		t.Fatal(err)
	}
	if len(d.Contracts) != 1 || !d.Terms.Declared || len(d.Terms.Rules) != 1 || !d.Terms.Rules[0].Declared || len(d.Terms.Rules[0].Sources[0].Captures) != 2 {
		t.Fatalf("%+v, %+v", d.Contracts, d.Terms)
	}
	if c := d.Contracts[0]; c.Result != "REVIEW_REQUIRED" || c.Credit.Amount == "0.00" || !slices.Contains(c.Reasons, "rule-foreign") || slices.Contains(c.Reservations, "terms-later") {
		t.Errorf("%+v", c)
	}
	if totext, err := exec.LookPath("pdftotext"); err == nil {
		if !bytes.Equal(contents(t, filepath.Join(dir, "request", keptDir, reportName)), contents(t, filepath.Join(dir, "report.pdf"))) {
			t.Error("the report that is kept is not the one that was signed")
		}
		for folder, says := range map[string]string{"demande": "Ce texte ne demande rien", "request": "This text asks for nothing"} {
			out := strings.ReplaceAll(program(t, 0, ".", totext, filepath.Join(dir, folder, letterName), "-"), "\u00a0", " ")
			if !strings.Contains(out, says) || strings.Contains(out, "nous demandons que") || strings.Contains(out, "We therefore ask") {
				t.Errorf("%s:\n%s", folder, out)
			}
		}
	}
}

// checkDemoBrackets sees that two authorities bracket every incident, open and
// unconfirmed ones too.
func checkDemoBrackets(t *testing.T, text []byte) {
	t.Helper()
	var d dossier.Dossier
	if err := json.Unmarshal(text, &d); err != nil {
		t.Fatal(err)
	}
	all, open := slices.Concat(d.Incidents, d.Unconfirmed), 0
	for _, i := range all {
		if !i.NotBefore.Known || !i.NotAfter.Known || len(i.Authorities) < 2 || i.NotBefore.Instant >= i.NotAfter.Instant {
			t.Errorf("%s, %s: between %v and %v, by %v", i.Target, i.Cause, i.NotBefore, i.NotAfter, i.Authorities)
		}
		if !i.FirstGood.Known {
			open++
		}
	}
	if len(all) < 4 || open == 0 {
		t.Errorf("%d incidents, %d open", len(all), open)
	}
}

// checkDemoClocks sees that every vantage asked three time servers, and was not
// taken in by the one that is an hour off.
func checkDemoClocks(t *testing.T, text []byte) {
	t.Helper()
	var d dossier.Dossier
	if err := json.Unmarshal(text, &d); err != nil {
		t.Fatal(err)
	}
	for _, v := range d.Vantages {
		c := v.Clock
		if len(c.Servers) != 3 || c.Asked < 2 || c.Agreed != c.Asked || c.WorstOffset == nil || *c.WorstOffset > 1000 || *c.WorstOffset < -1000 {
			t.Fatalf("%s: %+v", v.Name, c)
		}
		if liar := c.Servers[2]; liar.Apart != liar.Answered || c.Servers[0].Agreed != c.Servers[0].Answered || liar.Reference != "DEMO" {
			t.Errorf("%s: %+v", v.Name, c.Servers)
		}
	}
	for _, i := range d.Incidents {
		if i.Clock == nil || *i.Clock > 1000 || !i.ClockKnown || slices.Contains(i.Review, "clock-unknown") {
			t.Errorf("%s: clocks within %v", i.Target, i.Clock)
		}
	}
}

// checkDemoPDF asks other people's tools, where they are there.
func checkDemoPDF(t *testing.T, path string) {
	t.Helper()
	if qpdf, err := exec.LookPath("qpdf"); err == nil {
		program(t, 0, ".", qpdf, "--check", path)
	}
	if detach, err := exec.LookPath("pdfdetach"); err == nil {
		out := program(t, 0, ".", detach, "-list", path)
		if !strings.Contains(out, factsName) || !strings.Contains(out, recipeName) || !strings.Contains(out, ".zip") {
			t.Errorf("%s carries:\n%s", path, out)
		}
	}
	if totext, err := exec.LookPath("pdftotext"); err == nil {
		out := program(t, 0, ".", totext, path, "-")
		said := regexp.MustCompile(`(Horodatages de démonstration|Demonstration time stamps), .*demonstration-authority-1`).FindAllString(out, -1)
		if pages := strings.Count(out, "\f"); len(said) != pages {
			t.Errorf("%s: %d of %d pages call the authorities what they are", path, len(said), pages)
		}
	}
	if pdfsig, err := exec.LookPath("pdfsig"); err == nil {
		out, _ := exec.Command(pdfsig, path).CombinedOutput() // its status follows no rule
		for _, want := range []string{"Signature is Valid.", "Total document signed", "ETSI.CAdES.detached", "Common Name: Démonstration - Demonstration"} {
			if strings.Count(string(out), want) != 1 {
				t.Errorf("%s: pdfsig does not say %q:\n%s", path, want, out)
			}
		}
	}
}

// However the demonstration ends, its daemons end too.
func TestDemoLeavesNoDaemon(t *testing.T) {
	if testing.Short() {
		t.Skip("starts daemons")
	}
	t.Parallel()
	bin := buildPrograms(t)
	for name, how := range map[string]syscall.Signal{"interrupted": syscall.SIGINT, "killed": syscall.SIGKILL} {
		dir := filepath.Join(t.TempDir(), name)
		c := exec.Command(filepath.Join(bin, "constat"), "demo", "-o", dir)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = c.Process.Kill() })
		vantages := []string{filepath.Join(dir, "vantages", demoVantages[0]), filepath.Join(dir, "vantages", demoVantages[1])}
		for _, v := range vantages {
			eventually(t, name+": "+v+" runs", func() bool {
				d, err := dial(v)
				return err == nil && d.close() == nil
			})
		}
		if err := c.Process.Signal(how); err != nil {
			t.Fatal(err)
		}
		_ = c.Wait() // it was interrupted
		if got := c.ProcessState.ExitCode(); how == syscall.SIGINT && got != 2 {
			t.Errorf("exit status %d, want 2", got)
		}
		for _, v := range vantages {
			eventually(t, name+": "+v+" is released", func() bool {
				s, err := store.Open(v)
				return err == nil && s.Close() == nil
			})
		}
	}
}

func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	late := time.After(60 * time.Second)
	for !holds() {
		select {
		case <-tick.C:
		case <-late:
			t.Fatalf("not in a minute: %s", what)
		}
	}
}

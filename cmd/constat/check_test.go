package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func runCheck(t *testing.T, text string, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "constat.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	status = checkCmd(t.Context(), append(args, "--config", path), &out, &errs)
	hide := func(b *bytes.Buffer) string { return strings.ReplaceAll(b.String(), path, "constat.yaml") }
	return status, hide(&out), hide(&errs)
}

func TestCheckShowsWhatWouldBeWatched(t *testing.T) {
	status, out, errs := runCheck(t, wholeConfig, "--lang", "en")
	if status != 0 || errs != "" {
		t.Fatalf("status %d, %s", status, errs)
	}
	want := `constat.yaml: no mistake; "saguenay-1" would watch these (5). Controls: 2; time-stamping authorities: 2; time servers: 3.

TARGET      SITE       PROVIDER  INTERVAL  TIMEOUT  QUESTION                             CONDITIONS
shop        terreciel  whc       1m30s     1.5s     GET https://terreciel.example/a?b=c  2
quick       -          -         1s        750ms    GET http://127.0.0.1:8080/           0
back        core       -         1m        15s      GET https://example.org/             0
whc-status  -          whc       5m        15s      status https://status.example/       0
whc-terms   -          whc       24h       15s      terms https://example/sla            0

Without effect, because it cannot be read:
contract "whc-pro": rule "rules/whc-pro.yaml": no such file or directory
`
	if out != want {
		t.Errorf("%s\nwant:\n%s", out, want)
	}
}

func TestCheckAsksForThreeTimeServers(t *testing.T) {
	const text = "name: v1\ntargets:\n  - {name: a, url: \"https://a.example/\"}\n"
	for clock, want := range map[string]string{
		"": "", "clock: [a.example, b.example, c.example]\n": "",
		"clock: [a.example]\n":            "One time server alone",
		"clock: [a.example, b.example]\n": "Two time servers",
	} {
		status, out, errs := runCheck(t, text+clock, "--lang", "en")
		if said := strings.Contains(out, "name three or more"); status != 0 || said != (want != "") || !strings.Contains(out, want) {
			t.Errorf("%q: status %d, %s %s", clock, status, out, errs)
		}
	}
}

func TestCheckTellsOfATimeoutThatLeavesNoRoundAfterIt(t *testing.T) {
	for keys, want := range map[string]string{
		"interval: 10s": "", "interval: 1s": "", "interval: 60s, timeout: 50s": "", "interval: 1s, timeout: 750ms": "",
		"interval: 10s, timeout: 10s": "give 9s at the most", "interval: 1s, timeout: 800ms": "give 750ms at the most",
	} {
		text := "name: v1\ntargets:\n  - {name: a, url: \"https://a.example/\", " + keys + "}\n"
		status, out, errs := runCheck(t, text, "--lang", "en")
		if said := strings.Contains(out, "every other round"); status != 0 || said != (want != "") || !strings.Contains(out, want) {
			t.Errorf("%s: status %d, %s %s", keys, status, out, errs)
		}
	}
}

func TestCheckExitsWithTwoAndTheLine(t *testing.T) {
	text := strings.Replace(wholeConfig, "    interval: 90s", "    intervall: 90s", 1)
	status, out, errs := runCheck(t, text, "--lang=fr")
	if status != 2 || out != "" || errs != "constat.yaml:10:5: clé inconnue «\u00a0intervall\u00a0»\u00a0; vouliez-vous dire «\u00a0interval\u00a0»\u00a0?\n" {
		t.Errorf("status %d, %q, %q", status, out, errs)
	}
	t.Setenv("LC_ALL", "en_CA.UTF-8")
	if _, _, errs = runCheck(t, text); errs != "constat.yaml:10:5: unknown key \"intervall\"; did you mean \"interval\"?\n" {
		t.Errorf("%q", errs)
	}
}

func TestCheckAnswersInJSON(t *testing.T) {
	status, out, _ := runCheck(t, strings.Replace(wholeConfig, "90s", "90", 1), "--json", "--lang", "en")
	want := `{"ok":false,"name":"","mistakes":[{"file":"constat.yaml","line":10,"column":15,"what":"\"90\" has no unit","hint":"did you mean \"90s\"?"}],"hints":[],"targets":[],"jobs":[],"notify":[]}`
	var flat bytes.Buffer
	if err := json.Compact(&flat, []byte(out)); err != nil || status != 2 || flat.String() != want {
		t.Errorf("status %d, %v: %s", status, err, flat.String())
	}
	status, out, _ = runCheck(t, wholeConfig, "--json")
	var got checked
	if err := json.Unmarshal([]byte(out), &got); err != nil || status != 0 || !got.OK || len(got.Targets) != 5 || got.Targets[3].Matter != "status" || got.Targets[0].TimeoutMS != 1500 {
		t.Errorf("status %d, %v: %s", status, err, out)
	}
}

func TestCheckRefusesWhatItDoesNotKnow(t *testing.T) {
	for _, args := range [][]string{{"--colour"}, {"other.yaml"}, {"--config", "/nowhere/constat.yaml"}} {
		var out, errs bytes.Buffer
		if status := checkCmd(t.Context(), args, &out, &errs); status != 2 || out.Len() > 0 || errs.Len() == 0 {
			t.Errorf("%v: status %d, %q, %q", args, status, out.String(), errs.String())
		}
	}
	var out, errs bytes.Buffer
	if status := checkCmd(t.Context(), []string{"--help"}, &out, &errs); status != 0 || out.Len() == 0 {
		t.Errorf("--help: status %d", status)
	}
}

func TestUsualTimeoutEndsBeforeTheNextRound(t *testing.T) {
	for interval := minInterval; interval <= 2*time.Minute; interval += intervalStep {
		target := Target{URL: "https://a.example/", Interval: interval}
		target.Timeout = target.usualTimeout()
		if target.leavesNoRoom() || target.Timeout < minTimeout || target.Timeout%time.Millisecond != 0 || interval >= 20*time.Second && target.Timeout != defaultTimeout {
			t.Fatalf("%v within %v", target.Timeout, interval)
		}
	}
}

func TestCheckTellsOfControlsAndTimeServersOnThisMachine(t *testing.T) {
	const text = "name: v1\ntargets:\n  - {name: a, url: \"http://127.0.0.1:1/\"}\n"
	for more, want := range map[string][2]bool{
		"":                                      {},
		"controls: [\"http://127.0.0.1:2/\"]\n": {true, false},
		"controls: [\"http://127.0.0.1:2/\", \"https://a.example/\"]\n": {},
		"clock: [\"127.0.0.1:5\", \"[::1]:6\", localhost]\n":            {false, true},
		"clock: [\"127.0.0.1:5\", a.example, b.example]\n":              {},
	} {
		status, out, errs := runCheck(t, text+more, "--lang", "en")
		if got := [2]bool{strings.Contains(out, "controls are all on this machine"), strings.Contains(out, "time servers are all on this machine")}; status != 0 || got != want {
			t.Errorf("%q: status %d, %s %s", more, status, out, errs)
		}
	}
}

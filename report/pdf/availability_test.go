package pdf

import (
	"strings"
	"testing"

	"constat/report/dossier"
)

// A target of which nothing could be told is not given the best of shares, and
// what stayed undetermined or filtered stands beside the others'.
func TestWhatWasNotSettledIsNotAvailable(t *testing.T) {
	d := sample()
	said := func(lang string) string { return flat(t, written(t, d, Options{Lang: lang})) }
	if s := said("en"); strings.Contains(s, "do not bound what visitors received") {
		t.Error("a reservation where all was settled")
	}
	d.Targets[0].Observations = dossier.Counts{Unknown: 57}
	d.Targets[1].Observations = dossier.Counts{Good: 35, Bad: 1, Blocked: 21}
	for lang, want := range map[string][]string{
		"en": {"do not bound what visitors received", "57 undetermined", "21 filtered", "A target none of whose answers"},
		"fr": {"ne bornent pas ce que des visiteurs ont reçu", "57 indéterminées", "21 filtrées"},
	} {
		words := said(lang)
		for _, w := range want {
			if !strings.Contains(words, w) {
				t.Errorf("%s: %q is not there", lang, w)
			}
		}
	}
	if got := settledOr(d.Targets[0], "100.000000"); got != "–" {
		t.Errorf("57 undetermined of 57 are given %s", got)
	}
	for _, o := range []dossier.Counts{{Good: 1, Unknown: 57}, {Bad: 1}, {Slow: 1}} {
		if got := settledOr(dossier.Target{Observations: o}, "99"); got != "99" {
			t.Errorf("%+v: %s", o, got)
		}
	}
}

// Why an observation stayed filtered or undetermined stands in the report, and
// the method's words for both hold for every such cause.
func TestEveryCauseOfWhatWasNotSettledIsTold(t *testing.T) {
	d := sample()
	d.Targets[0].Seen[0].Stretches = append(d.Targets[0].Seen[0].Stretches,
		dossier.Stretch{Verdict: "unknown", Cause: "redirect-stopped", Rounds: 50}, dossier.Stretch{Verdict: "unknown", Cause: "redirect-stopped", Rounds: 7},
		dossier.Stretch{Verdict: "blocked", Cause: "tcp-closed", Rounds: 21})
	causes, counts := causesOf(d.Targets[0], "unknown")
	if len(causes) != 1 || causes[0] != "redirect-stopped" || counts[0] != 57 {
		t.Errorf("%v, %v", causes, counts)
	}
	for lang, want := range map[string][]string{
		"en": {"Observations filtered or undetermined, and why", "a redirect was not followed", "the other side ended the connection in order", "a redirect was not followed, or led to a private address;"},
		"fr": {"Observations filtrées ou indéterminées, et pourquoi", "une redirection n’a pas été suivie", "une redirection n’a pas été suivie, ou menait", "a écarté la question par un code propre à HTTP/2"},
	} {
		words := flat(t, written(t, d, Options{Lang: lang}))
		for _, w := range want {
			if !strings.Contains(words, w) {
				t.Errorf("%s: %q is not there", lang, w)
			}
		}
	}
}

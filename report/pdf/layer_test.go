package pdf

import (
	"strings"
	"testing"

	"constat/report"
)

// An incident of several causes is told by all of them: what answered once was
// not out of reach, and each failure has its layer.
func TestAnIncidentOfSeveralCausesIsToldByAll(t *testing.T) {
	d := sample()
	i := &d.Incidents[0]
	i.Cause, i.Status, i.Layer, i.Beside = "tcp-timeout", nil, "network", []string{"transport", "front", "application"}
	i.Causes = []report.CauseSeen{
		{Vantage: "levis-1", Cause: "tcp-timeout", Rounds: 3, Layer: "network"},
		{Vantage: "levis-1", Cause: "http-timeout", Rounds: 2, Layer: "application"},
		{Vantage: "saguenay-1", Cause: "http-timeout", Rounds: 1, Layer: "application"},
	}
	for lang, want := range map[string][]string{
		"en": {"did not give the expected answer", "Causes noted: the server did not accept the connection in time (TCP time-out) (3 failures); the server did not finish its answer in time (HTTP time-out) (3 failures).",
			"Layers of the failures: the network, before any connection (3 failures); what answered, or was to answer, once the connection stood (3 failures)."},
		"fr": {"n’a pas donné la réponse attendue", "Causes relevées : le serveur n’a pas accepté la connexion dans le délai (délai TCP) (3 échecs) ; le serveur n’a pas terminé sa réponse dans le délai (délai HTTP) (3 échecs).",
			"Niveaux des échecs : le réseau, avant toute connexion (3 échecs) ; ce qui a répondu, ou devait répondre, une fois la connexion établie (3 échecs)."},
	} {
		s := flat(t, written(t, d, Options{Lang: lang}))
		for _, w := range want {
			if !strings.Contains(s, w) {
				t.Errorf("%s: %q is not there", lang, w)
			}
		}
	}
	if !answered(*i) || answered(report.Incident{Cause: "tcp-timeout", Causes: i.Causes[:1]}) {
		t.Error("what answered once is said to have been out of reach, or the other way round")
	}
}

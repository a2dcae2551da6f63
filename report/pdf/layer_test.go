package pdf

import (
	"strings"
	"testing"

	"constat/report/dossier"
	"constat/report/incident"
	"constat/report/lang"
)

// An incident of several causes is told by all of them: what answered once was
// not out of reach, and each failure has its layer.
func TestAnIncidentOfSeveralCausesIsToldByAll(t *testing.T) {
	d := sample()
	i := &d.Incidents[0]
	i.Cause, i.Status, i.Layer, i.Beside = "tcp-timeout", nil, "network", []string{"transport", "front", "application"}
	i.Causes = []dossier.CauseSeen{
		{Vantage: "levis-1", Cause: "tcp-timeout", Rounds: 3, Layer: "network"},
		{Vantage: "levis-1", Cause: "http-timeout", Rounds: 2, Layer: "application"},
		{Vantage: "saguenay-1", Cause: "http-timeout", Rounds: 1, Layer: "application"},
	}
	for code, want := range map[string][]string{
		"en": {"did not give the expected answer", "Causes noted: the server did not accept the connection in time (TCP time-out) (3 failures); the server did not finish its answer in time (HTTP time-out) (3 failures).",
			"Layers of the failures: the network, before any connection (3 failures); what answered, or was to answer, once the connection stood (3 failures)."},
		"fr": {"n’a pas donné la réponse attendue", "Causes relevées : le serveur n’a pas accepté la connexion dans le délai (délai TCP) (3 échecs) ; le serveur n’a pas terminé sa réponse dans le délai (délai HTTP) (3 échecs).",
			"Niveaux des échecs : le réseau, avant toute connexion (3 échecs) ; ce qui a répondu, ou devait répondre, une fois la connexion établie (3 échecs)."},
	} {
		s := flat(t, written(t, d, Options{Lang: code}))
		for _, w := range want {
			if !strings.Contains(s, w) {
				t.Errorf("%s: %q is not there", code, w)
			}
		}
	}
	if !answered(*i) || answered(dossier.Incident{Cause: "tcp-timeout", Causes: i.Causes[:1]}) {
		t.Error("what answered once is said to have been out of reach, or the other way round")
	}
}

// What could not be told apart is said in words of its own: of a time-out, a
// front that answered, or a failure before any connection, would be denied by
// the layer itself.
func TestLayersNotToldApartHaveWordsOfTheirOwn(t *testing.T) {
	d := sample()
	d.Incidents[0].Layer, d.Incidents[0].Beside = "application", []string{"network", "front", "origin"}
	d.Incidents[1].Layer, d.Incidents[1].Beside = "transport", []string{"front"}
	for code, want := range map[string][]string{
		"en": {"these were not told apart from it: the network on the way; a front server; an origin server behind a front server.", "this was not told apart from it: a front server."},
		"fr": {"n’en ont pas été distingués : le réseau sur le chemin ; un serveur frontal ; un serveur d’origine derrière un serveur frontal.", "n’en a pas été distingué : un serveur frontal."},
	} {
		s := flat(t, written(t, d, Options{Lang: code}))
		for _, w := range want {
			if !strings.Contains(s, w) {
				t.Errorf("%s: %q is not there", code, w)
			}
		}
	}
	for _, l := range []*lang.Language{lang.English, lang.French} {
		for _, layer := range incident.Layers {
			if layer := string(layer); l.Layer.Layers[layer] == "" || l.Layer.Besides[layer] == "" {
				t.Errorf("%s has no words", layer)
			}
		}
	}
}

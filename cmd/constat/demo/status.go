package demo

import (
	"encoding/json"
	"errors"
	"net/http"
	"sync"
	"time"
)

// A Status is what the provider says of itself: a status page in the form of
// Statuspage, and its terms.
type Status struct {
	mu       sync.Mutex
	admitted time.Time // when it said at last that something is wrong; zero before
	address  string
	server   *http.Server
}

func (s *Status) open() error {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /api/v2/summary.json", s.summary)
	mux.HandleFunc("GET /conditions.html", terms)
	s.server = &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second}
	s.server.SetKeepAlivesEnabled(false)
	l, err := listen()
	if err != nil {
		return err
	}
	s.address = l.Addr().String()
	go func() { _ = s.server.Serve(l) }() // its error is that the listener was closed
	return nil
}

// URL is where the status page is found, Terms where the terms are.
func (s *Status) URL() string   { return "http://" + s.address + "/api/v2/summary.json" }
func (s *Status) Terms() string { return "http://" + s.address + "/conditions.html" }

// admit has the page say that something is wrong, from now on.
func (s *Status) admit() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.admitted = time.Now()
}

func (s *Status) close() error {
	if s.server == nil {
		return nil
	}
	return s.server.Close()
}

func (s *Status) summary(w http.ResponseWriter, _ *http.Request) {
	s.mu.Lock()
	at := s.admitted
	s.mu.Unlock()
	state, indicator, words := "operational", "none", "Tous les services sont opérationnels · All Systems Operational"
	incidents := []any{}
	if !at.IsZero() {
		stated := at.UTC().Format(time.RFC3339)
		state, indicator, words = "degraded_performance", "minor", "Service légèrement ralenti · Minor Service Slowdown"
		incidents = append(incidents, map[string]any{
			"id": "d1", "name": "Lenteurs sur certains sites · Some sites are slow", "status": "investigating", "impact": "minor",
			"created_at": stated, "updated_at": stated, "started_at": stated, "resolved_at": nil,
			"incident_updates": []any{map[string]any{"id": "u1", "status": "investigating", "display_at": stated,
				"body": "Nous examinons des signalements de lenteurs. · We are looking into reports of slowness."}},
		})
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_ = json.NewEncoder(w).Encode(map[string]any{ // who asked has gone
		"page":       map[string]any{"id": "hebergeur-demo", "name": "Hébergeur Démo", "updated_at": time.Now().UTC().Format(time.RFC3339)},
		"status":     map[string]any{"indicator": indicator, "description": words},
		"components": []any{map[string]any{"id": "web", "name": "Hébergement web · Web hosting", "status": state}},
		"incidents":  incidents, "scheduled_maintenances": []any{},
	})
}

func terms(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = w.Write([]byte("<!doctype html><html lang=fr><title>Conditions de service</title><h1>Conditions de service</h1>" +
		"<p>Disponibilité garantie : 99,9 % par mois.</p><p>Un jour de service est rendu pour toute panne, sur demande à sla@hebergeur-demo.example dans les quinze jours.</p><p>Chaque site est sauvegardé tous les jours, hors du centre de données.</p></html>"))
}

var errNoStatus = errors.New("this provider has no status page")

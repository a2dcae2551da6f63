package main

import (
	"context"
	"log/slog"
	"net/http"
	"path/filepath"
	"strings"

	"constat/report/web"
	"constat/report/web/form"
)

// startForms opens the forms of the configuration's claims, and keeps their folders clean
// until stop is called; nil for none.
func startForms(dir string, c *Config, log *slog.Logger) (h http.Handler, stop func(), err error) {
	if len(c.Claims) == 0 {
		return nil, func() {}, nil
	}
	f, err := openForms(filepath.Join(dir, claimsName), c.Claims, log, form.Options{Proxy: c.BehindProxy, At: c.ClaimsAt})
	if err != nil {
		return nil, nil, err
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		f.sweep(ctx, log)
	}()
	log.Info("taking members in", "claims", strings.Join(c.Claims, " "))
	var trusted []string
	if c.ClaimsAt != "" {
		trusted = []string{c.ClaimsAt}
	}
	return web.Guard(f, log, trusted...), func() {
		cancel()
		<-ended
	}, nil
}

// frontOf shows who calls for no job to what they ask for: below /claim/ to the forms, else
// to the board. Nil where there is neither.
func frontOf(board *board, forms http.Handler) http.Handler {
	switch {
	case forms == nil && board == nil:
		return nil
	case forms == nil:
		return board
	case board == nil:
		return forms
	}
	mux := http.NewServeMux()
	mux.Handle("/claim/", forms)
	mux.Handle("/", board)
	return mux
}

package main

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
)

// demoWitness is the witness of the demonstration, called what it is.
const demoWitness = "demonstration-witness"

// openWitness has a witness answer, until stop is called.
func (d *demonstration) openWitness(ctx context.Context) (stop func() error, err error) {
	dir := d.path("witness")
	if err := d.constat(ctx, "witness", "init", dir, "--name", demoWitness); err != nil {
		return nil, err
	}
	if d.witness, err = serveWitness(dir, "127.0.0.1:0", slog.New(slog.DiscardHandler), nil); err != nil {
		return nil, err
	}
	return d.witness.stop, nil
}

// enrol has the witness cosign for the vantage in dir.
func (d *demonstration) enrol(ctx context.Context, dir string) error {
	text, err := os.ReadFile(filepath.Join(dir, "policy"))
	if err != nil {
		return err
	}
	for line := range bytes.Lines(text) {
		if key, ok := bytes.CutPrefix(bytes.TrimSpace(line), []byte("log ")); ok {
			return d.constat(ctx, "witness", "enrol", string(key), "--dir", d.path("witness"), "--member", filepath.Base(dir))
		}
	}
	return errors.New("the vantage's policy names no log")
}

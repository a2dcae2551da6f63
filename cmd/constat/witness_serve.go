package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"sync"
	"time"

	"constat/store/record"
	"constat/store/witness"
)

// A serving is a witness and its server.
type serving struct {
	*witness.Witness
	address string // where it really listens
	stop    func() error
}

// serveWitness answers for the witness in dir until stop is called.
func serveWitness(dir, address string, log *slog.Logger, refused func(witness.Refusal)) (*serving, error) {
	w, err := witness.Open(dir)
	if err != nil {
		return nil, err
	}
	w.Log, w.Refused = log, refused
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("witness: %w", err), w.Close())
	}
	server := w.Server()
	var running sync.WaitGroup
	running.Go(func() {
		if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			log.Error("witness", "err", err)
		}
	})
	return &serving{w, l.Addr().String(), func() error {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		_ = server.Shutdown(ctx) // what is still asked after that gets no answer
		running.Wait()
		return w.Close()
	}}, nil
}

// witness has the daemon cosign others' checkpoints, where the configuration
// says so. What it refuses is an entry of its own log.
func (w *watch) witness(c WitnessServer) (stop func(), err error) {
	if c.Listen == "" {
		return func() {}, nil
	}
	dir := c.Folder
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(w.dir, dir)
	}
	s, err := serveWitness(dir, c.Listen, w.log, w.refused)
	if err != nil {
		return nil, err
	}
	w.log.Info("witnessing", "address", s.address, "key", s.Key())
	return func() {
		if err := s.stop(); err != nil {
			w.log.Error("witness", "err", err)
		}
	}, nil
}

// refused enters that a checkpoint was refused. Whose it was stays out: custody
// entries are shown to everyone, and the evidence named by the digest says it.
func (w *watch) refused(r witness.Refusal) {
	e := record.Custody{Time: record.At(time.Now()), Role: "witness", Act: "checkpoint-refused", What: string(r.Kind)}
	err := e.Digest.UnmarshalText([]byte(r.Digest))
	if err == nil {
		err = w.store.Append(e)
	}
	if err != nil {
		w.log.Error("refusal not entered; it stands in the witness's ledger", "err", err)
	}
}

package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"

	"constat/store/record"
)

// listen opens the daemon's socket. Only the owner of the folder can use it.
// A socket left by a daemon that was killed is taken over: the store's lock
// says that nobody else is running.
func listen(dir string) (net.Listener, error) {
	if err := os.Remove(filepath.Join(dir, socketName)); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("socket: %w", err)
	}
	path, release, err := socketPath(dir)
	if err != nil {
		return nil, err
	}
	defer release()
	l, err := net.Listen("unix", path)
	if err != nil {
		return nil, fmt.Errorf("socket: %w", err)
	}
	l.(*net.UnixListener).SetUnlinkOnClose(false) // its name may be through a descriptor
	return l, os.Chmod(filepath.Join(dir, socketName), 0o600)
}

// handler answers the commands that run beside the daemon.
func handler(h *holder) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /status", func(w http.ResponseWriter, r *http.Request) {
		st, err := h.standing(r.Context())
		st.Running, st.PID = true, os.Getpid()
		reply(w, st, err)
	})
	mux.HandleFunc("POST /bundle", func(w http.ResponseWriter, r *http.Request) {
		var order bundleOrder
		err := json.NewDecoder(r.Body).Decode(&order)
		if err == nil {
			err = h.bundle(r.Context(), order.Request, order.To)
		}
		reply(w, struct{}{}, err)
	})
	mux.HandleFunc("POST /fsck", func(w http.ResponseWriter, r *http.Request) {
		wrong, err := h.check(r.Context())
		reply(w, wrong, err)
	})
	mux.HandleFunc("GET /custody", func(w http.ResponseWriter, r *http.Request) {
		lines, err := h.ledger(r.Context())
		reply(w, lines, err)
	})
	takeIn := func(w http.ResponseWriter, r *http.Request) {
		var order importOrder
		err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<20)).Decode(&order)
		var done imported
		if err == nil {
			done, err = h.takeIn(r.Context(), order)
		}
		reply(w, done, err)
	}
	mux.HandleFunc("POST /import", takeIn)
	mux.HandleFunc("POST /import/try", takeIn)
	mux.HandleFunc("POST /registered", func(w http.ResponseWriter, r *http.Request) {
		var order registerOrder
		err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<10)).Decode(&order)
		var lines []registeredLine
		if err == nil {
			lines, err = h.registered(r.Context(), order.Claim)
		}
		reply(w, lines, err)
	})
	mux.HandleFunc("POST /register", func(w http.ResponseWriter, r *http.Request) {
		var order registerOrder
		err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<10)).Decode(&order)
		var entered int
		if err == nil {
			entered, err = h.register(r.Context(), order.Claim)
		}
		reply(w, entered, err)
	})
	mux.HandleFunc("POST /append", func(w http.ResponseWriter, r *http.Request) {
		var leaf []byte
		err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 2*record.MaxLeaf)).Decode(&leaf)
		if err == nil {
			err = appendLeaf(h, leaf)
		}
		reply(w, struct{}{}, err)
	})
	return mux
}

// appendLeaf takes what the operator says and does beside the daemon: notes,
// and acts of custody that are not the daemon's own. What else stands in the
// log, the daemon writes itself.
func appendLeaf(h *holder, leaf []byte) error {
	e, err := record.Decode(leaf)
	if err != nil {
		return err
	}
	if c, ok := e.(record.Custody); ok && slices.Contains(ownActs, c.Act) {
		return fmt.Errorf("the act %s is not the operator's to write", c.Act)
	}
	if e.Kind() != record.KindNote && e.Kind() != record.KindCustody {
		return fmt.Errorf("an entry of kind %s is not the operator's to write", e.Kind())
	}
	return h.Append(e)
}

// reply writes v as JSON, or the error as text. A client that is gone gets
// nothing.
func reply(w http.ResponseWriter, v any, err error) {
	body, jsonErr := json.Marshal(v)
	if err = errors.Join(err, jsonErr); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	_, _ = w.Write(body)
}

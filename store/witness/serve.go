package witness

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"constat/store/seal"
)

// atOnce is how many requests are read at a time.
const atOnce = 64

// Server returns a server for the witness: bounded in time and size, whoever
// asks. It speaks HTTP; what it says is signed, and TLS is for a proxy before it.
func (w *Witness) Server() *http.Server {
	return &http.Server{
		Handler:           w.Handler(),
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       15 * time.Second,
		WriteTimeout:      15 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    16 << 10,
	}
}

// Handler answers POST /add-checkpoint (c2sp.org/tlog-witness).
func (w *Witness) Handler() http.Handler {
	seats := make(chan struct{}, atOnce)
	mux := http.NewServeMux()
	mux.HandleFunc("POST /add-checkpoint", func(out http.ResponseWriter, in *http.Request) {
		select {
		case seats <- struct{}{}:
			defer func() { <-seats }()
			w.answer(out, in)
		default:
			out.Header().Set("Retry-After", "1")
			http.Error(out, "too many at once", http.StatusServiceUnavailable)
		}
	})
	return mux
}

func (w *Witness) answer(out http.ResponseWriter, in *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(out, in.Body, seal.MaxSubmission))
	var long *http.MaxBytesError
	if errors.As(err, &long) {
		http.Error(out, fmt.Sprintf("request of over %d bytes", seal.MaxSubmission), http.StatusBadRequest)
		return
	}
	if err != nil {
		return // whoever asked is gone
	}
	r, err := seal.ParseSubmission(body)
	if err != nil {
		http.Error(out, err.Error(), http.StatusBadRequest)
		return
	}
	x, err := w.Add(r)
	if err != nil {
		w.fail(out, err)
		return
	}
	out.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = io.WriteString(out, x.String()+"\n") // a log that is gone asks again
}

func (w *Witness) fail(out http.ResponseWriter, err error) {
	var conflict *ConflictError
	switch {
	case errors.As(err, &conflict):
		out.Header().Set("Content-Type", "text/x.tlog.size")
		out.WriteHeader(http.StatusConflict)
		fmt.Fprintf(out, "%d\n", conflict.Size)
	case errors.Is(err, ErrMalformed):
		http.Error(out, err.Error(), http.StatusBadRequest)
	case errors.Is(err, ErrUnknownLog):
		http.Error(out, err.Error(), http.StatusNotFound)
	case errors.Is(err, ErrUnsigned):
		http.Error(out, err.Error(), http.StatusForbidden)
	case errors.Is(err, ErrUnproven):
		http.Error(out, err.Error(), http.StatusUnprocessableEntity)
	default:
		if w.Log != nil {
			w.Log.Error("not cosigned", "err", err)
		}
		http.Error(out, "not now", http.StatusInternalServerError)
	}
}

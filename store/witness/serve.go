package witness

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"constat/store/seal"
)

// atOnce is how many requests are judged, or wait for it, at a time.
const atOnce = 64

// bodyTime is how long a request may take to come in whole; tests shorten it.
var bodyTime = 5 * time.Second

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

// Handler answers POST /add-checkpoint (c2sp.org/tlog-witness). A request takes
// a seat once it is read and has the form of one: who never ends a request holds
// up nobody else.
func (w *Witness) Handler() http.Handler {
	seats := make(chan struct{}, atOnce)
	var asking callers
	mux := http.NewServeMux()
	mux.HandleFunc("POST /add-checkpoint", func(out http.ResponseWriter, in *http.Request) {
		leave, ok := asking.enter(in.RemoteAddr)
		if !ok {
			busy(out, http.StatusTooManyRequests)
			return
		}
		defer leave()
		r, ok := read(out, in)
		if !ok {
			return
		}
		select {
		case seats <- struct{}{}:
			defer func() { <-seats }()
			w.answer(out, r)
		default:
			busy(out, http.StatusServiceUnavailable)
		}
	})
	return mux
}

func busy(out http.ResponseWriter, status int) {
	out.Header().Set("Retry-After", "1")
	http.Error(out, "too many at once", status)
}

// read reads a request; where ok is false it has answered already.
func read(out http.ResponseWriter, in *http.Request) (r seal.Submission, ok bool) {
	// Where the deadline cannot be set, the server's own holds.
	_ = http.NewResponseController(out).SetReadDeadline(time.Now().Add(bodyTime))
	body, err := io.ReadAll(http.MaxBytesReader(out, in.Body, seal.MaxSubmission))
	var long *http.MaxBytesError
	if errors.As(err, &long) {
		http.Error(out, fmt.Sprintf("request of over %d bytes", seal.MaxSubmission), http.StatusBadRequest)
		return r, false
	}
	if err != nil {
		out.Header().Set("Connection", "close") // whoever asked is gone, or too slow
		http.Error(out, "the request did not come in time", http.StatusRequestTimeout)
		return r, false
	}
	if r, err = seal.ParseSubmission(body); err != nil {
		http.Error(out, err.Error(), http.StatusBadRequest)
		return r, false
	}
	return r, true
}

func (w *Witness) answer(out http.ResponseWriter, r seal.Submission) {
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
	case errors.Is(err, ErrClosed):
		http.Error(out, err.Error(), http.StatusGone)
	case errors.Is(err, ErrUnproven):
		http.Error(out, err.Error(), http.StatusUnprocessableEntity)
	default:
		if w.Log != nil {
			w.Log.Error("not cosigned", "err", err)
		}
		http.Error(out, "not now", http.StatusInternalServerError)
	}
}

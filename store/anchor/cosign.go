package anchor

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"constat/store/seal"
)

// A Witness is who is asked to cosign: its key, and the address before
// "/add-checkpoint" (c2sp.org/tlog-witness, "HTTP Interface").
type Witness struct {
	*seal.Witness
	URL string
}

// A Prover gives the proof that a log grew from old leaves to size.
type Prover func(old, size int64) ([]seal.Hash, error)

// A Cosigned is a witness's cosignature, checked against its key.
type Cosigned struct {
	Witness    Witness
	Checkpoint seal.Checkpoint
	seal.Cosignature
}

// A ConflictError says that what the witness cosigned before is not the
// beginning of our log: one of the two has another history.
type ConflictError struct {
	Cosigned int64  // leaves of what the witness cosigned
	Ours     int64  // leaves of the checkpoint that was submitted
	Signed   []byte // that one
	Said     string // what the witness answered
}

func (e *ConflictError) Error() string {
	return fmt.Sprintf("it says it cosigned %d leaves that are not the beginning of our %d (it answered %s)", e.Cosigned, e.Ours, e.Said)
}

// Cosign submits a signed checkpoint to a witness and checks what comes back.
// old is how many leaves the witness cosigned before, as far as is known; where
// it tells another number, the proof is made from that. It takes no longer
// than [Patience].
func Cosign(ctx context.Context, client *http.Client, w Witness, signed []byte, old int64, prove Prover) (*Cosigned, error) {
	ctx, cancel := context.WithTimeout(ctx, Patience)
	defer cancel()
	c, err := cosign(ctx, client, w, signed, old, prove)
	if err != nil {
		return nil, fmt.Errorf("ask %q: %w", w.URL, err)
	}
	return c, nil
}

// asks is how often one try may be told that it builds on the wrong size: once
// because we did not know better, and again should somebody submit meanwhile.
const asks = 3

func cosign(ctx context.Context, client *http.Client, w Witness, signed []byte, old int64, prove Prover) (*Cosigned, error) {
	c, text, err := read(signed)
	if err != nil {
		return nil, err
	}
	for range asks {
		proof, err := prove(old, c.Size)
		if err != nil {
			return nil, err
		}
		status, kind, body, err := submit(ctx, client, w.URL, seal.Submission{Old: old, Proof: proof, Checkpoint: signed})
		if err != nil {
			return nil, err
		}
		said := fmt.Sprintf("with status %d", status)
		conflict := &ConflictError{Cosigned: old, Ours: c.Size, Signed: signed, Said: said}
		switch {
		case status == http.StatusOK:
			x, err := cosignatureOf(w, text, body)
			if err != nil {
				return nil, err
			}
			return &Cosigned{w, c, x}, nil
		case status == http.StatusUnprocessableEntity && old > 0:
			return nil, conflict // our proof begins at its own size, but not at its root
		case status == http.StatusNotFound:
			return nil, errors.New("it has not enrolled this log (status 404); whoever keeps it needs the key that constat keys prints")
		case status == http.StatusForbidden:
			return nil, errors.New("it has enrolled another key for a log of this name (status 403)")
		case status == http.StatusGone:
			return nil, errors.New("it has closed this log and cosigns no larger tree of it (status 410); a log whose key was replaced goes on under the new key")
		case status != http.StatusConflict:
			return nil, fmt.Errorf("it answered %s", said)
		}
		size, err := sizeIn(kind, body)
		if err != nil {
			return nil, err
		}
		conflict.Cosigned = size
		if size > c.Size || size == old {
			return nil, conflict
		}
		old = size
	}
	return nil, errors.New("it told another size each time")
}

// read reads a checkpoint of our own.
func read(signed []byte) (seal.Checkpoint, string, error) {
	text, _, ok := strings.Cut(string(signed), "\n\n")
	if !ok {
		return seal.Checkpoint{}, "", errors.New("what is to be cosigned is no checkpoint")
	}
	c, err := seal.ParseCheckpoint(text + "\n")
	return c, text + "\n", err
}

func submit(ctx context.Context, client *http.Client, to string, s seal.Submission) (status int, kind string, body []byte, err error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, strings.TrimSuffix(to, "/")+"/add-checkpoint", bytes.NewReader(s.Encode()))
	if err != nil {
		return 0, "", nil, err
	}
	r.Header.Set("Content-Type", "text/plain; charset=utf-8")
	r.Header.Set("User-Agent", "constat")
	return send(client, r)
}

// sizeIn reads the answer to a conflict: the size, and nothing else.
func sizeIn(kind string, body []byte) (int64, error) {
	digits, ok := strings.CutSuffix(string(body), "\n")
	n, err := strconv.ParseInt(digits, 10, 64)
	if kind != "text/x.tlog.size" || !ok || err != nil || n < 0 || strconv.FormatInt(n, 10) != digits {
		return 0, fmt.Errorf("it told of a conflict without a size: %.40q", body)
	}
	return n, nil
}

// cosignatureOf finds the witness's line in its answer. Lines by other keys are
// ignored, as the specification wants it.
func cosignatureOf(w Witness, text string, body []byte) (seal.Cosignature, error) {
	if !bytes.HasSuffix(body, []byte("\n")) {
		return seal.Cosignature{}, errors.New("its answer is cut short")
	}
	for line := range strings.Lines(string(body)) {
		x, err := seal.ParseCosignature(strings.TrimSuffix(line, "\n"))
		if err != nil || !w.Signed(x) {
			continue
		}
		if err := w.Check(x, text); err != nil {
			return x, err
		}
		if ahead := time.Until(x.Time()); ahead > Tolerance {
			return x, fmt.Errorf("it dates itself %v ahead of our clock; one of the two is wrong", ahead.Round(time.Second))
		}
		return x, nil
	}
	return seal.Cosignature{}, fmt.Errorf("its answer has no cosignature by the key that is configured, %s", w.Witness)
}

// NewWitnessDesk returns a desk that has checkpoints cosigned. known are the
// leaves that each witness, by its verifier key, cosigned before.
func NewWitnessDesk(client *http.Client, prove Prover, known map[string]int64, witnesses ...Witness) *Desk[*Cosigned] {
	d := &Desk[*Cosigned]{answers: make(chan *Cosigned)}
	for _, w := range witnesses {
		old := known[w.String()]
		d.line(w.URL, func(ctx context.Context, data []byte) (*Cosigned, error) {
			c, err := Cosign(ctx, client, w, data, old, prove)
			if err == nil {
				old = c.Checkpoint.Size
			}
			return c, err
		})
	}
	return d
}

package witness

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"time"

	"constat/store/seal"
)

// Why a checkpoint is not cosigned, in the order in which it is looked for.
var (
	ErrMalformed  = errors.New("the request is malformed")
	ErrUnknownLog = errors.New("this witness has not enrolled the log")
	ErrUnsigned   = errors.New("the checkpoint is not signed by the key that is enrolled for its log")
	ErrClosed     = errors.New("this witness has closed the log: no larger tree of it is cosigned")
	ErrUnproven   = errors.New("the proof does not show that the log grows from what was cosigned")
)

// A ConflictError says that the request builds on another checkpoint than the
// newest cosigned, or shows another tree of the same size.
type ConflictError struct {
	Size int64 // of the newest cosigned, 0 for none
	Fork bool  // another tree of that size was signed
}

func (e *ConflictError) Error() string {
	if e.Fork {
		return fmt.Sprintf("another tree of %d leaves was cosigned", e.Size)
	}
	return fmt.Sprintf("the newest checkpoint cosigned has %d leaves", e.Size)
}

// Add judges a checkpoint and cosigns it: c2sp.org/tlog-witness,
// "add-checkpoint". The order of the checks is the specification's. When it
// returns a cosignature, the checkpoint is on disk as the log's newest.
func (w *Witness) Add(r seal.Submission) (seal.Cosignature, error) {
	origin, err := seal.OriginOf(r.Checkpoint)
	if err != nil {
		return seal.Cosignature{}, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	l, err := readLog(filepath.Join(w.dir, logsName), fileOf(origin))
	if errors.Is(err, fs.ErrNotExist) {
		return seal.Cosignature{}, ErrUnknownLog
	}
	if err != nil {
		return seal.Cosignature{}, err
	}
	if l.Closed, err = closedAt(w.dir, l); err != nil {
		return seal.Cosignature{}, err
	}
	c, err := seal.OpenSubmitted(r.Checkpoint, l.verifier)
	var unsigned *seal.SignatureError
	switch {
	case errors.As(err, &unsigned):
		return seal.Cosignature{}, fmt.Errorf("%w: %w", ErrUnsigned, err)
	case err != nil:
		return seal.Cosignature{}, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	if err := w.judge(l, c, r); err != nil {
		return seal.Cosignature{}, err
	}
	return w.cosign(l, c)
}

// judge says whether c may follow what was cosigned of l. What the log signed
// and cannot stand beside that is recorded, however it was asked for.
func (w *Witness) judge(l *Log, c seal.Submitted, r seal.Submission) error {
	grows := seal.CheckGrowth(r.Proof, l.head, c.Checkpoint)
	kind, against, err := w.wrong(l, c.Checkpoint, r, grows)
	if err == nil && kind != "" {
		err = w.refuse(l, refused{c, kind, against})
	}
	if err != nil {
		return err
	}
	switch {
	case l.Closed != 0 && c.Size > l.head.Size:
		return ErrClosed
	case r.Old > c.Size:
		return fmt.Errorf("%w: a tree of %d leaves cannot grow from %d", ErrMalformed, c.Size, r.Old)
	case r.Old != l.head.Size:
		return &ConflictError{Size: l.head.Size}
	case l.Checkpoint != "" && c.Size == l.head.Size && c.Root != l.head.Root:
		return &ConflictError{Size: l.head.Size, Fork: true}
	case grows != nil:
		return fmt.Errorf("%w: %w", ErrUnproven, grows)
	}
	return nil
}

// wrong says what is wrong with a signed checkpoint, "" for nothing, and beside
// which cosigned one it cannot stand.
func (w *Witness) wrong(l *Log, c seal.Checkpoint, r seal.Submission, grows error) (kind Kind, against string, err error) {
	switch {
	case l.Closed != 0 && c.Size > l.head.Size:
		return Closed, l.Checkpoint, nil
	case l.Checkpoint == "":
		return "", "", nil
	case c.Size == l.head.Size && c.Root != l.head.Root:
		return Fork, l.Checkpoint, nil
	case c.Size > l.head.Size && r.Old == l.head.Size && grows != nil:
		return Unproven, l.Checkpoint, nil
	case c.Size >= l.head.Size, seal.CheckGrowth(r.Proof, c, l.head) == nil:
		return "", "", nil // or an older one, shown to be the beginning of the newest
	}
	before, signed, ok, err := w.earlier(l, c.Size)
	switch {
	case err != nil:
		return "", "", err
	case !ok:
		return Behind, l.Checkpoint, nil
	case before.Root != c.Root:
		return Fork, signed, nil
	}
	return "", "", nil // an older one, said again
}

// backward is how far a clock may be set back before the witness stops.
const backward = 5 * time.Minute

// cosign makes c the newest, on disk, and only then signs it. The time never
// goes back: a cosignature says that nothing larger was known when it was made.
func (w *Witness) cosign(l *Log, c seal.Submitted) (seal.Cosignature, error) {
	now := w.now()
	if newest := time.Unix(l.Newest, 0); now.Before(newest) {
		if newest.Sub(now) > backward {
			return seal.Cosignature{}, fmt.Errorf("the clock stands %v before the newest cosignature of %q; set it right", newest.Sub(now), l.Origin())
		}
		now = newest
	}
	if l.Checkpoint == "" {
		l.First, l.FirstSize = now.Unix(), c.Size
	}
	grew := l.Checkpoint == "" || c.Size > l.Size
	l.Newest, l.Size, l.Checkpoint = now.Unix(), c.Size, string(c.Signed)
	if err := writeFile(filepath.Join(w.dir, logsName), fileOf(l.Origin()), l.encode()); err != nil {
		return seal.Cosignature{}, fmt.Errorf("keep checkpoint of %q: %w", l.Origin(), err)
	}
	at("kept")
	if grew {
		if err := w.remember(l); err != nil {
			return seal.Cosignature{}, fmt.Errorf("remember checkpoint of %q: %w", l.Origin(), err)
		}
	}
	// A crash here leaves a checkpoint that nobody saw cosigned; the log asks
	// again and gets its cosignature.
	x := w.key.Cosign(c.Text, now)
	at("cosigned")
	return x, nil
}

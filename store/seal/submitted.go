package seal

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// MaxSubmitted is the largest checkpoint of a stranger's log that is read, its
// signatures and extension lines among it, in bytes.
const MaxSubmitted = 32 << 10

// OriginOf returns the first line of a checkpoint: which log it says it is of.
func OriginOf(signed []byte) (string, error) {
	origin, _, ok := strings.Cut(string(signed), "\n")
	if !ok || origin == "" {
		return "", errors.New("checkpoint: no origin line")
	}
	return origin, nil
}

// OpenSubmitted checks that signed is a checkpoint of the log that key names
// (c2sp.org/tlog-checkpoint). Unlike [Open] it takes one with signatures by
// others, which are ignored, and with extension lines. text is what was
// signed, and what a witness cosigns.
func OpenSubmitted(signed []byte, key note.Verifier) (c Checkpoint, text string, err error) {
	if len(signed) > MaxSubmitted {
		return c, "", fmt.Errorf("checkpoint of %d bytes, at most %d", len(signed), MaxSubmitted)
	}
	n, err := note.Open(signed, note.VerifierList(key))
	if err != nil {
		return c, "", &SignatureError{plain(err)}
	}
	c, err = ParseCheckpoint(n.Text)
	if err == nil && c.Origin != key.Name() {
		err = fmt.Errorf("checkpoint: origin %q, key of %q", c.Origin, key.Name())
	}
	return c, n.Text, err
}

// A SignatureError says that a checkpoint is not signed by its log, or is no
// signed note at all.
type SignatureError struct{ Cause error }

func (e *SignatureError) Error() string { return "checkpoint: " + e.Cause.Error() }

// ParseCheckpoint reads the text of a checkpoint: three lines, and extension
// lines, which nobody reads (c2sp.org/tlog-checkpoint, "Note text").
func ParseCheckpoint(text string) (Checkpoint, error) {
	lines := strings.Split(text, "\n")
	if len(lines) < 4 || lines[len(lines)-1] != "" {
		return Checkpoint{}, fmt.Errorf("checkpoint: %d lines, want 3 or more", len(lines)-1)
	}
	for _, l := range lines[:len(lines)-1] {
		if l == "" {
			return Checkpoint{}, errors.New("checkpoint: an empty line")
		}
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 {
		return Checkpoint{}, fmt.Errorf("checkpoint: size %q", lines[1])
	}
	root, err := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || len(root) != tlog.HashSize {
		return Checkpoint{}, fmt.Errorf("checkpoint: root %q", lines[2])
	}
	c := Checkpoint{Origin: lines[0], Size: size, Root: Hash(root)}
	if !strings.HasPrefix(text, c.text()) {
		return Checkpoint{}, errors.New("checkpoint: not in its one form")
	}
	return c, nil
}

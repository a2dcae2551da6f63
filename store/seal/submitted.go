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

// A Submitted is a checkpoint of a stranger's log.
type Submitted struct {
	Checkpoint
	Text   string // what was signed, and what a witness cosigns
	Signed []byte // with the log's signature alone
}

// OpenSubmitted checks that signed is a checkpoint of the log that key names
// (c2sp.org/tlog-checkpoint). Unlike [Open] it takes one with signatures by
// others, which are left out of what it returns, and with extension lines.
func OpenSubmitted(signed []byte, key note.Verifier) (s Submitted, err error) {
	if len(signed) > MaxSubmitted {
		return s, fmt.Errorf("checkpoint of %d bytes, at most %d", len(signed), MaxSubmitted)
	}
	n, err := note.Open(signed, note.VerifierList(key))
	if err != nil {
		return s, &SignatureError{plain(err)}
	}
	s.Text = n.Text
	s.Signed = fmt.Appendf(nil, "%s\n— %s %s\n", n.Text, n.Sigs[0].Name, n.Sigs[0].Base64)
	s.Checkpoint, err = ParseCheckpoint(n.Text)
	if err == nil && s.Origin != key.Name() {
		err = fmt.Errorf("checkpoint: origin %q, key of %q", s.Origin, key.Name())
	}
	return s, err
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

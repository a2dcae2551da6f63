// Package seal makes and checks what lets a stranger believe a record:
// checkpoints, cosignatures, time stamps.
//
// A log is an RFC 6962 Merkle tree. Its state is a checkpoint
// (c2sp.org/tlog-checkpoint): a signed note (c2sp.org/signed-note) of three
// lines, the origin, the number of leaves and the root hash. When it was there
// is said by time-stamping authorities (RFC 3161), in tokens over its bytes.
// That there is one history of it is said by witnesses, in cosignatures
// (c2sp.org/tlog-cosignature). Whom to believe is the reader's to say, in a
// policy (c2sp.org/tlog-policy).
//
// The package opens no file and asks no network.
package seal

import (
	"encoding/base64"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// A Hash is an RFC 6962 tree hash: SHA-256.
type Hash = tlog.Hash

// A Checkpoint is the state of a log: its first Size leaves hash to Root.
type Checkpoint struct {
	Origin string // "saguenay-1/1": the vantage and its epoch, the key's name too
	Size   int64
	Root   Hash
}

// text returns the three lines that are signed.
func (c Checkpoint) text() string {
	return fmt.Sprintf("%s\n%d\n%s\n", c.Origin, c.Size, base64.StdEncoding.EncodeToString(c.Root[:]))
}

// Sign returns c as a signed note.
func Sign(c Checkpoint, key note.Signer) ([]byte, error) {
	if c.Origin != key.Name() {
		return nil, fmt.Errorf("sign checkpoint of %q: the key is for %q", c.Origin, key.Name())
	}
	return SignText(c.text(), key)
}

// Open checks that signed is a checkpoint of the log that key names, in its
// one form: three lines and exactly the log's signature. Cosignatures travel
// apart, so that each byte of a checkpoint is vouched for.
func Open(signed []byte, key note.Verifier) (Checkpoint, error) {
	text, err := OpenText(signed, key)
	if err != nil {
		return Checkpoint{}, fmt.Errorf("checkpoint: %w", err)
	}
	c, err := parse(text)
	if err != nil {
		return Checkpoint{}, err
	}
	if c.Origin != key.Name() {
		return Checkpoint{}, fmt.Errorf("checkpoint: origin %q, key of %q", c.Origin, key.Name())
	}
	return c, nil
}

// parse reads the text of a checkpoint without extension lines.
func parse(text string) (Checkpoint, error) {
	c, err := ParseCheckpoint(text)
	if err == nil && c.text() != text {
		err = fmt.Errorf("checkpoint: %d lines, want 3", strings.Count(text, "\n"))
	}
	return c, err
}

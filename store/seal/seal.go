// Package seal makes and checks what lets a stranger believe a record:
// checkpoints, cosignatures, time stamps.
//
// A log is an RFC 6962 Merkle tree. Its state is a checkpoint
// (c2sp.org/tlog-checkpoint): a signed note (c2sp.org/signed-note) of three
// lines, the origin, the number of leaves and the root hash. When it was there
// is said by time-stamping authorities (RFC 3161), in tokens over its bytes.
// Whom to believe is the reader's to say, in a policy (c2sp.org/tlog-policy).
// Cosignatures are read by a later version; a policy that asks for them is
// answered "unchecked" until then, never "proven".
//
// The package opens no file and asks no network.
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

func parse(text string) (Checkpoint, error) {
	lines := strings.Split(text, "\n")
	if len(lines) != 4 || lines[3] != "" {
		return Checkpoint{}, fmt.Errorf("checkpoint: %d lines, want 3", len(lines)-1)
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
	if c.text() != text {
		return Checkpoint{}, errors.New("checkpoint: not in its one form")
	}
	return c, nil
}

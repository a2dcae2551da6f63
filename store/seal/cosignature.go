package seal

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
)

// MaxCosignatures is how many a checkpoint may have.
const MaxCosignatures = 64

const (
	cosignatureSize = 4 + 8 + ed25519.SignatureSize
	maxSeconds      = 253402300799 // the last second of 9999: verifiers may reject what is in the future
)

// A Cosignature is a line under a checkpoint by which a witness says that it
// saw one history of the log (c2sp.org/tlog-cosignature, "Ed25519 signed
// message").
type Cosignature struct {
	Name      string  // of the witness's key
	ID        [4]byte // of the witness's key
	Seconds   int64   // since 1970, as the witness's clock said
	signature [ed25519.SignatureSize]byte
}

// ParseCosignature reads a line without its end, in its one form. Whether the
// signature is right is for [Witness.Check] to say.
func ParseCosignature(line string) (Cosignature, error) {
	name, encoded, ok := strings.Cut(strings.TrimPrefix(line, "— "), " ")
	b, err := base64.StdEncoding.Strict().DecodeString(encoded)
	if !ok || err != nil || len(b) != cosignatureSize || !isKeyName(name) {
		return Cosignature{}, fmt.Errorf("%.200q is not a line of an Ed25519 cosignature", line)
	}
	at := binary.BigEndian.Uint64(b[4:])
	if at > maxSeconds {
		return Cosignature{}, fmt.Errorf("cosignature by %q: its time lies after the year 9999", name)
	}
	c := Cosignature{Name: name, ID: [4]byte(b), Seconds: int64(at), signature: [ed25519.SignatureSize]byte(b[12:])}
	if c.String() != line {
		return Cosignature{}, fmt.Errorf("cosignature by %q: not in its one form", name)
	}
	return c, nil
}

// String returns the line, without its end.
func (c Cosignature) String() string {
	b := append(make([]byte, 0, cosignatureSize), c.ID[:]...)
	b = binary.BigEndian.AppendUint64(b, uint64(c.Seconds))
	return "— " + c.Name + " " + base64.StdEncoding.EncodeToString(append(b, c.signature[:]...))
}

// Time returns when the witness says it cosigned, in UTC.
func (c Cosignature) Time() time.Time { return time.Unix(c.Seconds, 0).UTC() }

// message returns what is signed.
func (c Cosignature) message(text string) []byte {
	return fmt.Appendf(nil, "cosignature/v1\ntime %d\n%s", c.Seconds, text)
}

// Signed reports whether c names w's key. Nothing is checked by it.
func (w *Witness) Signed(c Cosignature) bool { return c.Name == w.name && c.ID == w.id }

// Check checks that c is w's signature under text, a checkpoint without its
// signatures.
func (w *Witness) Check(c Cosignature, text string) error {
	if !w.Signed(c) || !ed25519.Verify(w.key, c.message(text), c.signature[:]) {
		return fmt.Errorf("cosignature by %q: not by the key of %q over this checkpoint", c.Name, w.name)
	}
	return nil
}

// A Cosigned is a checkpoint and the cosignatures under it.
type Cosigned struct {
	Checkpoint
	Signed       []byte // by the log alone
	Text         string // what was signed: the checkpoint without signatures
	Cosignatures []Cosignature
}

// Encode returns the checkpoint with all its signatures: the log's line first,
// then cosignatures in order of their lines' bytes.
func (c Cosigned) Encode() []byte {
	lines := make([]string, len(c.Cosignatures))
	for i, x := range c.Cosignatures {
		lines[i] = x.String() + "\n"
	}
	slices.Sort(lines)
	return append(bytes.Clone(c.Signed), strings.Join(lines, "")...)
}

// OpenCosigned reads what Encode writes: a checkpoint of the log that key
// names, and one or more cosignatures, no two by one key. Of the signatures
// only the log's is checked: the witnesses are for the reader to name.
func OpenCosigned(b []byte, key note.Verifier) (c Cosigned, err error) {
	lines := strings.SplitAfter(string(b), "\n")
	const own = 5 // three of text, an empty one, the log's signature
	if len(lines) < own+2 || lines[len(lines)-1] != "" || len(lines) > own+1+MaxCosignatures {
		return c, fmt.Errorf("cosigned checkpoint: %d lines", len(lines)-1)
	}
	c.Signed = []byte(strings.Join(lines[:own], ""))
	if c.Checkpoint, err = Open(c.Signed, key); err != nil {
		return c, err
	}
	c.Text = c.text()
	seen := map[string]bool{}
	for _, line := range lines[own : len(lines)-1] {
		x, err := ParseCosignature(strings.TrimSuffix(line, "\n"))
		if err != nil {
			return c, err
		}
		mark := x.Name + "+" + string(x.ID[:])
		if seen[mark] {
			return c, fmt.Errorf("cosigned checkpoint: two cosignatures by one key of %q", x.Name)
		}
		seen[mark] = true
		c.Cosignatures = append(c.Cosignatures, x)
	}
	if !bytes.Equal(c.Encode(), b) {
		return c, errors.New("cosigned checkpoint: cosignatures are not in order")
	}
	return c, nil
}

package seal

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// cosignatureType is what the key of an Ed25519 cosigner begins with
// (c2sp.org/tlog-cosignature, "Format"). The key of a log begins with another
// byte, so that neither can be taken for the other.
const cosignatureType = 0x04

// A Witness is who cosigns checkpoints, as others know it: a name and a key.
type Witness struct {
	name string
	id   [4]byte
	key  ed25519.PublicKey
}

// ParseWitness reads a verifier key, "name+hash+key", of type 0x04
// (c2sp.org/signed-note, "Verifier keys").
func ParseWitness(vkey string) (*Witness, error) {
	name, rest, _ := strings.Cut(vkey, "+")
	id, key, err := parseCosigner(name, rest)
	if err != nil {
		return nil, fmt.Errorf("witness key %q: %w", vkey, err)
	}
	w := newWitness(name, key)
	if w.id != id {
		return nil, fmt.Errorf("witness key %q: its hash is not that of its name and key; was it copied whole?", vkey)
	}
	return w, nil
}

// parseCosigner reads "hash+key", the type and 32 bytes: a public key or a seed.
func parseCosigner(name, text string) (id [4]byte, key []byte, err error) {
	hash, encoded, _ := strings.Cut(text, "+")
	sum, err := hex.DecodeString(hash)
	if err != nil || len(sum) != len(id) || hash != strings.ToLower(hash) || !isKeyName(name) {
		return id, nil, errors.New("not of the form NAME+HASH+KEY")
	}
	key, err = base64.StdEncoding.Strict().DecodeString(encoded)
	switch {
	case err != nil || len(key) == 0 || base64.StdEncoding.EncodeToString(key) != encoded:
		return id, nil, errors.New("not of the form NAME+HASH+KEY")
	case key[0] == 1:
		return id, nil, errors.New("this is the key of a log (type 0x01); a witness has one of type 0x04")
	case key[0] != cosignatureType || len(key) != 1+ed25519.PublicKeySize:
		return id, nil, fmt.Errorf("type %#02x of %d bytes; this version reads Ed25519 cosignatures, type 0x04 of 33 bytes", key[0], len(key))
	}
	return [4]byte(sum), key[1:], nil
}

func newWitness(name string, key ed25519.PublicKey) *Witness {
	material := append([]byte(name+"\n"), cosignatureType)
	sum := sha256.Sum256(append(material, key...))
	return &Witness{name: name, id: [4]byte(sum[:4]), key: key}
}

// isKeyName reports whether a key may be called so (c2sp.org/signed-note,
// "Format").
func isKeyName(s string) bool {
	return s != "" && utf8.ValidString(s) && strings.IndexFunc(s, unicode.IsSpace) < 0 && !strings.Contains(s, "+")
}

// Name returns the name of the key.
func (w *Witness) Name() string { return w.name }

// String returns the verifier key: what a policy lists.
func (w *Witness) String() string {
	return fmt.Sprintf("%s+%x+%s", w.name, w.id, base64.StdEncoding.EncodeToString(append([]byte{cosignatureType}, w.key...)))
}

// A WitnessKey cosigns. Its text form is a secret.
type WitnessKey struct {
	*Witness
	key ed25519.PrivateKey
}

// NewWitnessKey draws an Ed25519 key (RFC 8032) for the witness of that name.
func NewWitnessKey(name string) (*WitnessKey, error) {
	if !isKeyName(name) {
		return nil, fmt.Errorf("make key for witness %q: a name has no spaces and no \"+\"; an address without its scheme is usual, as in witness.example/w1", name)
	}
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("make key for witness %q: %w", name, err)
	}
	return &WitnessKey{newWitness(name, key.Public().(ed25519.PublicKey)), key}, nil
}

// ParseWitnessKey reads what String writes.
func ParseWitnessKey(text string) (*WitnessKey, error) {
	text, secret := strings.CutPrefix(strings.TrimSuffix(text, "\n"), "PRIVATE+KEY+")
	name, rest, _ := strings.Cut(text, "+")
	id, seed, err := parseCosigner(name, rest)
	if err != nil || !secret {
		return nil, errors.New("parse key: not the secret key of a witness; is this another file, or a verifier key?")
	}
	key := ed25519.NewKeyFromSeed(seed)
	k := &WitnessKey{newWitness(name, key.Public().(ed25519.PublicKey)), key}
	if k.id != id {
		return nil, errors.New("parse key: its hash is not that of its name and key")
	}
	return k, nil
}

// String returns the text form: a secret.
func (k *WitnessKey) String() string {
	return fmt.Sprintf("PRIVATE+KEY+%s+%x+%s", k.name, k.id, base64.StdEncoding.EncodeToString(append([]byte{cosignatureType}, k.key.Seed()...)))
}

// Cosign states that, as of now, no larger tree of the log is known to this
// witness than the one that text describes, a checkpoint without its
// signatures, and that each tree it cosigned before is the beginning of it.
func (k *WitnessKey) Cosign(text string, now time.Time) Cosignature {
	c := Cosignature{Name: k.name, ID: k.id, Seconds: now.Unix()}
	c.signature = [ed25519.SignatureSize]byte(ed25519.Sign(k.key, c.message(text)))
	return c
}

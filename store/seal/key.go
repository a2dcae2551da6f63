package seal

import (
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// A Key signs the checkpoints of one log. Everything else a vantage must keep
// secret is derived from it, so that there is one secret to guard.
type Key struct {
	note.Signer
	text string
	seed []byte
	vkey string
}

// NewKey draws an Ed25519 key (RFC 8032) for the log of the given origin.
func NewKey(origin string) (*Key, error) {
	skey, _, err := note.GenerateKey(rand.Reader, origin)
	if err != nil {
		return nil, fmt.Errorf("make key for %q: %w", origin, err)
	}
	return ParseKey(skey)
}

// ParseKey reads the text form of a key as c2sp.org/signed-note gives it.
func ParseKey(text string) (*Key, error) {
	text = strings.TrimSuffix(text, "\n")
	signer, err := note.NewSigner(text)
	if err != nil {
		return nil, errors.New("parse key: not a signing key; is this another file, or a verifier key?")
	}
	// "PRIVATE+KEY+name+hash+data": only the data may hold a plus of its own.
	fields := strings.SplitN(text, "+", 5)
	data, err := base64.StdEncoding.DecodeString(fields[len(fields)-1])
	if err != nil || len(data) != 33 {
		return nil, errors.New("parse key: not an Ed25519 key")
	}
	k := &Key{Signer: signer, text: text, seed: data[1:]}
	k.vkey, err = verifierKey(signer.Name(), data[1:])
	return k, err
}

// String returns the text form: a secret.
func (k *Key) String() string { return k.text }

// Verifier returns the verifier key, "name+hash+key": what a policy lists.
func (k *Key) Verifier() string { return k.vkey }

// Derive returns 32 secret bytes for a purpose: HMAC-SHA-256 (RFC 2104) of the
// parts, each followed by a line end, under the key's seed.
func (k *Key) Derive(purpose string, parts ...string) [32]byte {
	m := hmac.New(sha256.New, k.seed)
	for _, p := range append([]string{"constat/1", purpose}, parts...) {
		m.Write([]byte(p + "\n"))
	}
	return [32]byte(m.Sum(nil))
}

// verifierKey computes the public half of an Ed25519 seed.
func verifierKey(name string, seed []byte) (string, error) {
	vkey, err := note.NewEd25519VerifierKey(name, ed25519.NewKeyFromSeed(seed).Public().(ed25519.PublicKey))
	if err != nil {
		return "", fmt.Errorf("verifier key of %q: %w", name, err)
	}
	return vkey, nil
}

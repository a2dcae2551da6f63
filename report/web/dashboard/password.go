package dashboard

import (
	"bytes"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
)

// What a password must be, and how it is kept: argon2id (RFC 9106) with what OWASP asks at the least,
// so that a small machine that probes besides can check one.
const (
	MinPassword = 12 // characters
	MaxPassword = 256
	MaxSecret   = 256 // bytes of a kept one

	argonTime    = 2
	argonMemory  = 19 << 10 // KiB
	argonThreads = 1
	argonSalt    = 16
	argonKey     = 32
	argonMost    = 64 << 10 // KiB that a file may ask for
)

// A Secret is what is kept of a password.
type Secret struct {
	time, memory uint32
	threads      uint8
	salt, key    []byte
}

// ErrPassword says that a password is too short, too long, or no text.
var ErrPassword = fmt.Errorf("a password has %d to %d characters", MinPassword, MaxPassword)

// Keep makes what is kept of a password.
func Keep(password string) (Secret, error) {
	if n := utf8.RuneCountInString(password); n < MinPassword || n > MaxPassword || !utf8.ValidString(password) || strings.ContainsAny(password, "\r\n\x00") {
		return Secret{}, ErrPassword
	}
	s := Secret{time: argonTime, memory: argonMemory, threads: argonThreads, salt: make([]byte, argonSalt)}
	_, _ = rand.Read(s.salt) // it never fails
	s.key = s.of(password, argonKey)
	return s, nil
}

func (s Secret) of(password string, size uint32) []byte {
	return argon2.IDKey([]byte(password), s.salt, s.time, s.memory, s.threads, size)
}

// Is says whether password is the one.
func (s Secret) Is(password string) bool {
	if len(password) > 4*MaxPassword {
		password = "" // a kept one is never that long; it takes as long all the same
	}
	return subtle.ConstantTimeCompare(s.of(password, uint32(len(s.key))), s.key) == 1
}

func (s Secret) equal(o Secret) bool { return s.String() == o.String() }

var b64 = base64.RawStdEncoding

// String is the secret in the form that other programs know (PHC string format).
func (s Secret) String() string {
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, s.memory, s.time, s.threads, b64.EncodeToString(s.salt), b64.EncodeToString(s.key))
}

var errSecret = errors.New(`not a password as "constat user add" keeps it`)

// ParseSecret reads what [Secret.String] writes, and nothing else. Its error holds nothing of the text.
func ParseSecret(text []byte) (s Secret, err error) {
	text = bytes.TrimSuffix(text, []byte("\n"))
	parts := strings.Split(string(text), "$")
	if len(text) > MaxSecret || len(parts) != 6 {
		return s, errSecret
	}
	if n, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &s.memory, &s.time, &s.threads); n != 3 || err != nil {
		return s, errSecret
	}
	var saltErr, keyErr error
	s.salt, saltErr = b64.DecodeString(parts[4])
	s.key, keyErr = b64.DecodeString(parts[5])
	weak := s.memory < 8 || s.memory > argonMost || s.time < 1 || s.time > 16 || s.threads < 1 || s.threads > 8 || len(s.salt) != argonSalt || len(s.key) != argonKey
	if saltErr != nil || keyErr != nil || weak || s.String() != string(text) {
		return Secret{}, errSecret
	}
	return s, nil
}

// nobody is whom a name that nobody has is checked against, so that it takes as long.
var nobody = Secret{time: argonTime, memory: argonMemory, threads: argonThreads, salt: make([]byte, argonSalt), key: make([]byte, argonKey)}

// letters of a password that is drawn: none that looks like another.
const letters = "abcdefghjkmnpqrstuvwxyz23456789"

// Draw returns a password drawn by lot, of 99 bits, in groups.
func Draw() string {
	var b strings.Builder
	for i := range 20 {
		if i > 0 && i%5 == 0 {
			b.WriteByte('-')
		}
		b.WriteByte(letters[lot(len(letters))])
	}
	return b.String()
}

// lot draws from 0 to n-1, evenly.
func lot(n int) int {
	for {
		var b [1]byte
		_, _ = rand.Read(b[:])
		if int(b[0]) < 256/n*n {
			return int(b[0]) % n
		}
	}
}

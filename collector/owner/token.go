package owner

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// A Key is the claim's own secret, from which tokens and codes are derived. Nobody else can
// work out a member's token, nor tell from one whose it is.
type Key [32]byte

// tokenPrefix begins each token, so that who finds one knows what it is.
const tokenPrefix = "constat-owner="

// codeLife is how long a code that was mailed can be typed back.
const codeLife = 72 * time.Hour

// crockford has no letters that can be read as others.
var crockford = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

// Token is what the member puts at the site: another for each claim, member and site. It
// says nothing of the member.
func (k Key) Token(c Challenge) string {
	return tokenPrefix + crockford.EncodeToString(k.derive("token", c.Claim, strconv.Itoa(c.Member), c.Asset.Host)[:20])
}

// code is what is mailed to an address in a given hour, of 60 bits.
func (k Key) code(c Challenge, to string, hour int64) string {
	s := crockford.EncodeToString(k.derive("code", c.Claim, strconv.Itoa(c.Member), c.Asset.Host, to, strconv.FormatInt(hour, 10)))[:12]
	return s[:4] + "-" + s[4:8] + "-" + s[8:]
}

// derive takes the parts with their lengths, so that no two lists of them are alike.
func (k Key) derive(parts ...string) []byte {
	m := hmac.New(sha256.New, k[:])
	fmt.Fprint(m, "constat-owner/1")
	for _, p := range parts {
		fmt.Fprintf(m, "\n%d:%s", len(p), p)
	}
	return m.Sum(nil)
}

// ReadKey reads the key of a claim from a file, which it makes when there is none (mode 0600).
// made tells so: what was placed under an older key is then known no more.
func ReadKey(path string) (k Key, made bool, err error) {
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return newKey(path)
	}
	if err != nil {
		return k, false, fmt.Errorf("read the key of tokens: %w", err)
	}
	n, err := hex.Decode(k[:], []byte(strings.TrimSpace(string(b[:min(len(b), 65)]))))
	if err != nil || n != len(k) || len(b) > 65 {
		return Key{}, false, fmt.Errorf("the key of tokens %q is not 64 hexadecimal digits", path)
	}
	return k, false, nil
}

// newKey writes the key aside and links it into place, so that it is whole or not there;
// when another process was first, its key is the one.
func newKey(path string) (k Key, made bool, err error) {
	_, _ = rand.Read(k[:])
	f, err := os.CreateTemp(filepath.Dir(path), ".owner-*") // mode 0600
	if err != nil {
		return Key{}, false, fmt.Errorf("make the key of tokens: %w", err)
	}
	defer os.Remove(f.Name())
	_, err = f.WriteString(hex.EncodeToString(k[:]) + "\n")
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = os.Link(f.Name(), path)
	}
	if errors.Is(err, fs.ErrExist) {
		return ReadKey(path)
	}
	if err != nil {
		return Key{}, false, fmt.Errorf("make the key of tokens: %w", err)
	}
	return k, true, nil
}

package form

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"strconv"
	"strings"
	"time"
)

// tokenAge is how long a page may lie open before it is sent.
const tokenAge = 24 * time.Hour

// newKey makes the key of a post: with it, what is sent twice is kept once. It is as
// secret as the code that the register derives from it.
func newKey() string {
	var b [32]byte
	rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}

func parseKey(s string) (key [32]byte, ok bool) {
	b, err := hex.DecodeString(s)
	if err != nil || len(b) != len(key) || hex.EncodeToString(b) != s {
		return key, false
	}
	return [32]byte(b), true
}

// token shows that a page of this run was asked for before it is sent.
func (f *Form) token(key string) string {
	at := strconv.FormatInt(f.now().Unix(), 36)
	return at + "." + f.signed(key, at)
}

func (f *Form) signed(key, at string) string {
	h := hmac.New(sha256.New, f.secret[:])
	h.Write([]byte("constat-form/1\n" + f.claim.Name + "\n" + key + "\n" + at + "\n"))
	return base64.RawURLEncoding.EncodeToString(h.Sum(nil))
}

func (f *Form) genuine(token, key string) bool {
	at, sum, ok := strings.Cut(token, ".")
	unix, err := strconv.ParseInt(at, 36, 64)
	if !ok || err != nil || !hmac.Equal([]byte(sum), []byte(f.signed(key, at))) {
		return false
	}
	age := f.now().Sub(time.Unix(unix, 0))
	return age > -time.Minute && age < tokenAge
}

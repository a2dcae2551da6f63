package inventory

import (
	"crypto/hmac"
	"crypto/sha256"
	"fmt"
	"os"
	"slices"
	"strings"

	"constat/store/record"
)

// A Secret is what it takes to get into a store, by name: user, password,
// key and passphrase (SSH), host_key (SSH), access_key, secret_key, token and
// region (S3); url, where notices go. It is kept in a file of its own, and goes nowhere but to the
// store.
type Secret map[string]string

// SecretNames lists the names that a secret file may hold.
var SecretNames = []string{"user", "password", "key", "passphrase", "host_key", "access_key", "secret_key", "token", "region", "url"}

// account commits to the name under which a store is asked, and not to what
// proves it: a password may change, the account stays. Where there is no name it
// commits to what lets in: with another token it can be another account.
func (a Ask) account() (h record.Hash) {
	name := a.Secret["user"] + "\n" + a.Secret["access_key"]
	if name == "\n" {
		for _, k := range []string{"token", "password", "key"} {
			if v := a.Secret[k]; v != "" {
				name = "\n\n" + k + "\n" + v
				break
			}
		}
	}
	if name == "\n" || a.AccountKey == [32]byte{} || strings.HasPrefix(a.Question.URL, "file:") {
		return h
	}
	m := hmac.New(sha256.New, a.AccountKey[:])
	m.Write([]byte(name))
	return record.Hash(m.Sum(nil))
}

// ReadSecret reads a secret file: lines "name: value", and "#" for remarks. It
// refuses a file that others can read. Its errors say nothing of what the file
// holds but the names.
func ReadSecret(path string) (Secret, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read secret: %w", err)
	}
	defer f.Close()
	fi, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("read secret: %w", err)
	}
	if fi.Mode().Perm()&0o077 != 0 {
		return nil, fmt.Errorf("the secret %q can be read by others (mode %04o); run chmod 600 on it", path, fi.Mode().Perm())
	}
	b := make([]byte, 64<<10+1)
	n, err := f.Read(b)
	if err != nil || n > 64<<10 {
		return nil, fmt.Errorf("the secret %q is empty or over 64 KiB", path)
	}
	return parseSecret(path, string(b[:n]))
}

func parseSecret(path, text string) (Secret, error) {
	s := Secret{}
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		name, value, ok := strings.Cut(line, ":")
		name, value = strings.TrimSpace(name), strings.Trim(strings.TrimSpace(value), `"`)
		if !ok || !slices.Contains(SecretNames, name) || value == "" {
			return nil, fmt.Errorf("the secret %q, line %d: write NAME: VALUE; the names are %s", path, i+1, strings.Join(SecretNames, ", "))
		}
		s[name] = value
	}
	return s, nil
}

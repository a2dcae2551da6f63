// Package registry keeps the class members and their damages: encrypted to keys the server doesn't hold.
//
// A claim is a folder. Its claim.json says, in clear, to whose age keys (counsel's) every
// member is encrypted; each member has a folder of its own with member.age, which
// any age program opens, and entry.json, which holds what counting needs and nothing
// personal. A member's folder appears in one rename, so it is whole or not there, after a kill
// at any instant; plaintext is never written. FORMAT.md has the files byte for byte.
//
// The package hides members from the machine that collects them. It doesn't keep that
// machine from dropping a member, or from adding one: whoever has the public keys can.
package registry

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"time"

	"filippo.io/age"
)

const (
	oldClaimSchema = "constat-claim/1" // members alone: no parts, no access, no word of what it is about
	claimSchema    = "constat-claim/2"
	maxHeader      = 1 << 16 // bytes of claim.json: 20 hybrid recipients of 1959
	maxKeys        = 20
)

var nameForm = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,63}$`)

// Header is claim.json: what a claim says of itself in clear.
type Header struct {
	Schema     string   `json:"schema"`
	Name       string   `json:"name"`
	Recipients []string `json:"recipients" max:"20" each:"max:\"2100\""`
	Created    When     `json:"created"`
}

// Claim is an open claim. It may be used by several goroutines, and by several
// processes at once.
type Claim struct {
	Header
	keys    []age.Recipient
	dir     string // its folder
	members string // the folder of the members' folders

	mu    sync.Mutex
	last  int            // the highest number known to be used or reserved, 0 when not known
	posts map[Digest]int // which member came with a post, as far as read
	read  int            // the number up to which posts were read
	going map[Digest]*going

	pieces pieces

	reached func(point string) // a test's way to be killed here
}

// Create makes a claim in dir (made when missing) that encrypts to all the recipients.
// It returns ErrExists, ErrName, ErrMixed, ErrRecipient or ErrSecretKey, wrapped; the
// error never repeats what was given as a recipient.
func Create(dir, name string, recipients []string, now time.Time) (*Claim, error) {
	h := Header{Schema: claimSchema, Name: name, Recipients: recipients, Created: instant(now)}
	if err := h.check(); err != nil {
		return nil, fmt.Errorf("create claim %q: %w", name, err)
	}
	if err := h.write(dir); err != nil {
		return nil, fmt.Errorf("create claim %q: %w", name, err)
	}
	return Open(dir, name)
}

// Open reads the claim of this name in dir; ErrNoClaim, wrapped, when there is none.
func Open(dir, name string) (*Claim, error) {
	if !nameForm.MatchString(name) {
		return nil, fmt.Errorf("open claim %q: %w", name, ErrName)
	}
	c := &Claim{dir: filepath.Join(dir, name), members: filepath.Join(dir, name, "members")}
	if err := c.Header.read(filepath.Join(dir, name, "claim.json")); err != nil {
		return nil, fmt.Errorf("open claim %q: %w", name, err)
	}
	if c.Name != name {
		return nil, fmt.Errorf("open claim %q: its claim.json is that of %q", name, c.Name)
	}
	c.keys, _ = parseKeys(c.Recipients) // checked by read
	return c, nil
}

// Names lists the claims in dir, sorted; none when dir is missing.
func Names(dir string) ([]string, error) {
	all, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var names []string
	for _, e := range all {
		if e.IsDir() && nameForm.MatchString(e.Name()) {
			names = append(names, e.Name())
		}
	}
	return names, err
}

func (h *Header) check() error {
	if h.Schema != claimSchema && h.Schema != oldClaimSchema {
		return fmt.Errorf("schema is %q, not %q: made by another version", h.Schema, claimSchema)
	}
	if !nameForm.MatchString(h.Name) {
		return ErrName
	}
	if !isInstant(string(h.Created)) {
		return errors.New("the time of its creation is missing")
	}
	_, err := parseKeys(h.Recipients)
	return err
}

// write makes the folder aside and renames it, so that a claim is there or not.
func (h *Header) write(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	if err := syncFolder(filepath.Dir(filepath.Clean(dir))); err != nil {
		return err
	}
	if err := sweep(dir); err != nil {
		return err
	}
	b, err := encode(h)
	if err != nil {
		return err
	}
	return putFolder(dir, h.Name, nil, file{"claim.json", b}, file{"members", nil}, file{"about", nil})
}

func (h *Header) read(path string) error {
	b, err := readFile(path, maxHeader)
	if errors.Is(err, fs.ErrNotExist) {
		return ErrNoClaim
	}
	if err != nil {
		return err
	}
	if err := decodeCanonical(b, maxHeader, h); err != nil {
		return fmt.Errorf("claim.json: %w", err)
	}
	if err := h.check(); err != nil {
		return fmt.Errorf("claim.json: %w", err)
	}
	return nil
}

func parseKeys(recipients []string) ([]age.Recipient, error) {
	if len(recipients) == 0 || len(recipients) > maxKeys {
		return nil, fmt.Errorf("%d recipients: give 1 to %d (%w)", len(recipients), maxKeys, ErrRecipient)
	}
	seen, hybrids := map[string]bool{}, 0
	var keys []age.Recipient
	for i, s := range recipients {
		k, hybrid, err := parseKey(s)
		if err == nil && seen[s] {
			err = fmt.Errorf("given twice (%w)", ErrRecipient)
		}
		if err != nil {
			return nil, fmt.Errorf("recipient %d: %w", i+1, err)
		}
		if hybrid {
			hybrids++
		}
		seen[s] = true
		keys = append(keys, k)
	}
	if hybrids != 0 && hybrids != len(keys) {
		return nil, ErrMixed
	}
	return keys, nil
}

// parseKey never puts s into an error: it may be a secret key.
func parseKey(s string) (key age.Recipient, hybrid bool, err error) {
	if strings.HasPrefix(strings.ToUpper(s), "AGE-SECRET-KEY-") {
		return nil, false, ErrSecretKey
	}
	if strings.HasPrefix(s, "age1pq1") {
		k, err := age.ParseHybridRecipient(s)
		if err != nil || k.String() != s {
			return nil, false, ErrRecipient
		}
		return k, true, nil
	}
	k, err := age.ParseX25519Recipient(s)
	if err != nil || k.String() != s {
		return nil, false, ErrRecipient
	}
	return k, false, nil
}

// instant is how every time is written here: UTC, whole seconds.
func instant(t time.Time) When { return When(t.UTC().Truncate(time.Second).Format(time.RFC3339)) }

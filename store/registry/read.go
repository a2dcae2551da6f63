package registry

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"unicode"

	"filippo.io/age"
)

// List gives what is known of the members without any key, by number. An entry
// that can't be read is a *MemberError in the joined error; the others are returned.
func (c *Claim) List() ([]Entry, error) {
	nos, wrong, err := c.numbers()
	if err != nil {
		return nil, fmt.Errorf("list claim %q: %w", c.Name, err)
	}
	var entries []Entry
	for _, no := range nos {
		e, err := c.entry(no)
		if err != nil {
			wrong = append(wrong, &MemberError{folder(no), err})
			continue
		}
		entries = append(entries, e)
	}
	return entries, errors.Join(wrong...)
}

// Members decrypts all members with the identities in an age identity file, by number.
// Each file is compared with its entry first. Those that can't be used are *MemberErrors in
// the joined error and the others are returned; when the identity opens none of them,
// the error is ErrWrongIdentity, wrapped, alone.
func (c *Claim) Members(identity io.Reader) ([]Member, error) {
	ids, err := age.ParseIdentities(identity)
	if err != nil { // the cause may hold a part of the key
		return nil, fmt.Errorf("read claim %q: %w", c.Name, ErrIdentity)
	}
	nos, strange, err := c.numbers()
	if err != nil {
		return nil, fmt.Errorf("read claim %q: %w", c.Name, err)
	}
	members, locked, wrong := c.openAll(nos, ids)
	if len(members) == 0 && (locked > 0 || !c.isFor(ids)) {
		return nil, fmt.Errorf("read claim %q, encrypted to %s: %w", c.Name, c.Readers(), ErrWrongIdentity)
	}
	return members, errors.Join(append(strange, wrong...)...)
}

func (c *Claim) openAll(nos []int, ids []age.Identity) (members []Member, locked int, wrong []error) {
	for _, no := range nos {
		m, err := c.open(no, ids)
		if err == nil {
			members = append(members, m)
			continue
		}
		if errors.Is(err, ErrWrongIdentity) {
			locked++
		}
		wrong = append(wrong, &MemberError{folder(no), err})
	}
	return members, locked, wrong
}

// Readers names the recipients shortly, for a message.
func (c *Claim) Readers() string {
	short := make([]string, len(c.Recipients))
	for i, r := range c.Recipients {
		short[i] = r[:16] + "…"
	}
	return strings.Join(short, ", ")
}

// isFor tells whether one of the identities belongs to a recipient of today.
func (c *Claim) isFor(ids []age.Identity) bool {
	return slices.ContainsFunc(ids, func(id age.Identity) bool {
		switch id := id.(type) {
		case *age.X25519Identity:
			return slices.Contains(c.Recipients, id.Recipient().String())
		case *age.HybridIdentity:
			return slices.Contains(c.Recipients, id.Recipient().String())
		}
		return false
	})
}

func (c *Claim) entry(no int) (Entry, error) {
	var e Entry
	b, err := readFile(filepath.Join(c.members, folder(no), "entry.json"), maxEntry)
	if err != nil {
		return Entry{}, err
	}
	if err := parseEntry(b, &e); err != nil {
		return Entry{}, fmt.Errorf("entry.json: %w", err)
	}
	if e.Claim != c.Name || e.MemberNo != no {
		return Entry{}, fmt.Errorf("entry.json is that of member %d of claim %q", e.MemberNo, e.Claim)
	}
	return e, nil
}

func parseEntry(b []byte, e *Entry) error {
	if err := decodeCanonical(b, maxEntry, e); err != nil {
		return err
	}
	if e.Schema != entrySchema {
		return fmt.Errorf("schema is %q, not %q: made by another version", e.Schema, entrySchema)
	}
	if e.MemberNo == 0 || e.SHA256 == "" || e.Size == 0 || !isInstant(string(e.Time)) {
		return errors.New("number, time, digest or size is missing")
	}
	return nil
}

func (c *Claim) open(no int, ids []age.Identity) (Member, error) {
	e, err := c.entry(no)
	if err != nil {
		return Member{}, err
	}
	cipher, err := readFile(filepath.Join(c.members, folder(no), "member.age"), maxSealed)
	if err != nil {
		return Member{}, err
	}
	if digest := sha256.Sum256(cipher); hex.EncodeToString(digest[:]) != string(e.SHA256) || int64(len(cipher)) != e.Size {
		return Member{}, ErrChanged
	}
	s, err := unseal(cipher, ids)
	if err != nil {
		return Member{}, err
	}
	return s.Member, s.agrees(e)
}

func unseal(cipher []byte, ids []age.Identity) (sealed, error) {
	var s sealed
	r, err := age.Decrypt(bytes.NewReader(cipher), ids...)
	var none *age.NoIdentityMatchError
	if errors.As(err, &none) {
		return s, ErrWrongIdentity
	}
	if err != nil {
		return s, err
	}
	plain, err := io.ReadAll(io.LimitReader(r, maxPlain+1))
	if err != nil {
		return s, err
	}
	return s, decodeCanonical(plain, maxPlain, &s)
}

// agrees compares what was encrypted with what stands in clear beside it.
func (s sealed) agrees(e Entry) error {
	if s.Schema != memberSchema {
		return fmt.Errorf("schema is %q, not %q: made by another version", s.Schema, memberSchema)
	}
	if s.Member.Name == "" {
		return &FieldError{Field: "name_or_legal_name", Fault: FaultRequired}
	}
	if s.Claim != e.Claim || s.Member.MemberNo != e.MemberNo || s.Time != e.Time {
		return fmt.Errorf("the encrypted file is that of member %d of claim %q, received %s", s.Member.MemberNo, s.Claim, s.Time)
	}
	if !reflect.DeepEqual(s.Member.Complete(), e.Completeness) {
		return errors.New("the completeness in its entry is not that of the encrypted file")
	}
	return nil
}

// SameName finds the members whose names differ at most in case, spaces and
// punctuation: for each such number, the other numbers. Who is who is for counsel to say.
func SameName(members []Member) map[int][]int {
	by := map[string][]int{}
	for _, m := range members {
		by[folded(m.Name)] = append(by[folded(m.Name)], m.MemberNo)
	}
	same := map[int][]int{}
	for _, nos := range by {
		if len(nos) < 2 {
			continue
		}
		slices.Sort(nos)
		for i, no := range nos {
			same[no] = slices.Concat(nos[:i], nos[i+1:])
		}
	}
	return same
}

func folded(name string) string {
	s := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
	if s == "" {
		return name
	}
	return s
}

package registry

import (
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

// List gives what is known of the members without any key, by number, as it was at
// their first word; those whose files were removed are left out. An entry
// that can't be read is a *MemberError in the joined error; the others are returned.
func (c *Claim) List() ([]Entry, error) {
	nos, wrong, err := c.numbers()
	if err != nil {
		return nil, fmt.Errorf("list claim %q: %w", c.Name, err)
	}
	var entries []Entry
	for _, no := range nos {
		if _, err := c.tombstone(no); err == nil {
			continue
		}
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
	files, err := c.Files(identity)
	var members []Member
	for _, f := range files {
		members = append(members, f.Member)
	}
	return members, err
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
func (c *Claim) isFor(ids keys) bool {
	return slices.ContainsFunc(ids, func(id age.Identity) bool { return slices.Contains(c.Recipients, recipientOf(id)) })
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
	if e.Schema != entrySchema && e.Schema != oldEntrySchema && e.Schema != againSchema {
		return fmt.Errorf("schema is %q, not %q: made by another version", e.Schema, entrySchema)
	}
	if (e.Schema == againSchema) != (len(e.Again) > 0) || len(e.Again) > len(e.Was) {
		return errors.New("again belongs to " + againSchema + ", and to what was before")
	}
	if e.MemberNo == 0 || e.SHA256 == "" || e.Size == 0 || !isInstant(string(e.Time)) {
		return errors.New("number, time, digest or size is missing")
	}
	if e.Schema != oldEntrySchema && len(e.Was) > 0 && e.Access == "" && e.Post == "" && e.Completeness.Asked == 0 {
		return nil // of the earlier form, encrypted again
	}
	if later := e.Schema != oldEntrySchema; !later && len(e.Was) > 0 || later != (e.Access != "") || later != (e.Post != "") || later != (e.Completeness.Asked != 0) {
		return errors.New("access, post and asked belong to " + entrySchema + ", and all of them")
	}
	return nil
}

func (c *Claim) open(e Entry, ids keys) (Member, error) {
	cipher, err := readFile(filepath.Join(c.members, folder(e.MemberNo), "member.age"), maxSealed)
	if err != nil {
		return Member{}, err
	}
	if digestOf(cipher) != e.SHA256 || int64(len(cipher)) != e.Size {
		return Member{}, ErrChanged
	}
	plain, err := decrypt(cipher, ids, maxPlain)
	if err != nil {
		return Member{}, err
	}
	var s sealed
	if err := decodeCanonical(plain, maxPlain, &s); err != nil {
		return Member{}, err
	}
	return s.Member, s.agrees(e)
}

// agrees compares what was encrypted with what stands in clear beside it.
func (s sealed) agrees(e Entry) error {
	if s.Schema != schemaOf(s.Member) {
		return fmt.Errorf("schema is %q, not %q: made by another version", s.Schema, schemaOf(s.Member))
	}
	if s.Member.Name == "" {
		return &FieldError{Field: "name_or_legal_name", Fault: FaultRequired}
	}
	if s.Claim != e.Claim || s.Member.MemberNo != e.MemberNo || s.Time != e.Time {
		return fmt.Errorf("the encrypted file is that of member %d of claim %q, received %s", s.Member.MemberNo, s.Claim, s.Time)
	}
	complete := s.Member.Complete()
	if e.Completeness.Asked == 0 { // of the earlier form
		complete.Asked = 0
	}
	if !reflect.DeepEqual(complete, e.Completeness) {
		return errors.New("the completeness in its entry is not that of the encrypted file")
	}
	return nil
}

// Namesakes are the members who share a name with one: the lowest ten numbers,
// and how many there are besides. A name that thousands send is told in little room.
type Namesakes struct {
	Others []int
	More   int
}

const namesakesTold = 10

// SameName finds the members whose names differ at most in case, spaces and
// punctuation: for each such number, the others. Who is who is for counsel to say.
func SameName(members []Member) map[int]Namesakes {
	by := map[string][]int{}
	for _, m := range members {
		by[folded(m.Name)] = append(by[folded(m.Name)], m.MemberNo)
	}
	same := map[int]Namesakes{}
	for _, nos := range by {
		if len(nos) < 2 {
			continue
		}
		slices.Sort(nos)
		for _, no := range nos {
			others := without(nos[:min(len(nos), namesakesTold+1)], no)
			others = others[:min(len(others), namesakesTold)]
			same[no] = Namesakes{others, len(nos) - 1 - len(others)}
		}
	}
	return same
}

func without(nos []int, no int) []int {
	return slices.DeleteFunc(slices.Clone(nos), func(n int) bool { return n == no })
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

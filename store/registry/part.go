package registry

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
)

const (
	partSchema       = "constat-part/1"
	againPartSchema  = "constat-part/2" // with again, and then alone
	sealedPartSchema = "constat-sealed-part/1"
	maxNote          = 1 << 16
	// MaxParts is how many parts a member's file has at most, the first word included.
	MaxParts = 999
)

// PartKind is what came after a member's first word.
type PartKind string

// The kinds of parts.
const (
	PartComplete PartKind = "complete" // what was left out before
	PartReplace  PartKind = "replace"  // a whole new version
	PartVoucher  PartKind = "voucher"  // a file that was uploaded
	PartOwner    PartKind = "owner"    // what a check of ownership brought
)

func (PartKind) choices() []string { return []string{"complete", "replace", "voucher", "owner"} }

// Part is part.json: what is known without the key of what came after a member's first word.
type Part struct {
	Schema       string       `json:"schema"`
	Claim        string       `json:"claim"`
	MemberNo     int          `json:"member_no" range:"1-999999"`
	Part         int          `json:"part" range:"2-999"`
	Kind         PartKind     `json:"kind"`
	Time         When         `json:"time"`
	Completeness Completeness `json:"completeness"`
	SHA256       Digest       `json:"sha256"`
	Size         int64        `json:"size" range:"1-4325376"`
	Post         Digest       `json:"post"`
	Voucher      int          `json:"voucher,omitempty" range:"1-200"`
	Was          []Digest     `json:"was,omitempty"`   // as of an Entry
	Again        []Digest     `json:"again,omitempty"` // likewise
}

// sealedPart is the plaintext of part.age. Previous ties it to the part before, so that
// one that was taken out from between others, or put back from elsewhere, is noticed.
type sealedPart struct {
	Schema   string    `json:"schema"`
	Claim    string    `json:"claim"`
	MemberNo int       `json:"member_no" range:"1-999999"`
	Part     int       `json:"part" range:"2-999"`
	Kind     PartKind  `json:"kind"`
	Time     When      `json:"time"`
	Previous Digest    `json:"previous"`
	Member   *Member   `json:"member,omitempty"`
	Voucher  *manifest `json:"voucher,omitempty"`
	Note     string    `json:"note,omitempty" max:"400000"`
}

func (s sealedPart) after(before Completeness) Completeness {
	switch s.Kind {
	case PartComplete:
		return before.after(*s.Member)
	case PartReplace:
		return s.Member.Complete()
	}
	return before
}

// hasItsOwn reports whether a part holds what one of its kind holds, and no more.
func (s sealedPart) hasItsOwn() bool {
	of := map[PartKind]bool{
		PartComplete: s.Member != nil && s.Voucher == nil && s.Note == "",
		PartReplace:  s.Member != nil && s.Member.Name != "" && s.Voucher == nil && s.Note == "",
		PartVoucher:  s.Member == nil && s.Voucher != nil && s.Note == "",
		PartOwner:    s.Member == nil && s.Voucher == nil && s.Note != "",
	}
	return of[s.Kind]
}

func (p Part) receipt() Receipt {
	return Receipt{Claim: p.Claim, MemberNo: p.MemberNo, Part: p.Part, Digest: p.SHA256, Time: p.Time, Completeness: p.Completeness}
}

// original is the digest under which it was received.
func (p Part) original() Digest  { return firstOf(p.Was, p.SHA256) }
func (e Entry) original() Digest { return firstOf(e.Was, e.SHA256) }

func firstOf(was []Digest, is Digest) Digest {
	if len(was) > 0 {
		return was[0]
	}
	return is
}

func partFolder(part int) string { return fmt.Sprintf("part-%04d", part) }

// Parts gives what is known without a key of what a member sent after the first
// word, by number.
func (c *Claim) Parts(no int) ([]Part, error) {
	parts, err := c.parts(no)
	if err != nil {
		return nil, fmt.Errorf("member %d of claim %q: %w", no, c.Name, err)
	}
	return parts, nil
}

// parts reads the parts of a member, which follow each other without a gap.
func (c *Claim) parts(no int) ([]Part, error) {
	all, err := os.ReadDir(filepath.Join(c.members, folder(no)))
	if err != nil {
		return nil, err
	}
	var parts []Part
	for _, e := range all { // sorted by name
		n, ok := strings.CutPrefix(e.Name(), "part-")
		if !ok {
			continue
		}
		if e.Name() != partFolder(len(parts)+2) || !e.IsDir() {
			return nil, fmt.Errorf("%s where part %d is expected", strconv.Quote("part-"+n), len(parts)+2)
		}
		p, err := c.part(no, len(parts)+2)
		if err != nil {
			return nil, err
		}
		parts = append(parts, p)
	}
	return parts, nil
}

func (c *Claim) part(no, n int) (Part, error) {
	var p Part
	b, err := readFile(filepath.Join(c.members, folder(no), partFolder(n), "part.json"), maxEntry)
	if err != nil {
		return p, err
	}
	if err := parsePart(b, &p); err != nil {
		return Part{}, fmt.Errorf("%s/part.json: %w", partFolder(n), err)
	}
	if p.Claim != c.Name || p.MemberNo != no || p.Part != n {
		return Part{}, fmt.Errorf("%s/part.json is part %d of member %d of claim %q", partFolder(n), p.Part, p.MemberNo, p.Claim)
	}
	return p, nil
}

func parsePart(b []byte, p *Part) error {
	if err := decodeCanonical(b, maxEntry, p); err != nil {
		return err
	}
	switch {
	case p.Schema != partSchema && p.Schema != againPartSchema:
		return fmt.Errorf("schema is %q, not %q: made by another version", p.Schema, partSchema)
	case (p.Schema == againPartSchema) != (len(p.Again) > 0) || len(p.Again) > len(p.Was):
		return errors.New("again belongs to " + againPartSchema + ", and to what was before")
	case p.MemberNo == 0 || p.Part == 0 || p.Kind == "" || p.SHA256 == "" || p.Size == 0 || p.Post == "" || !isInstant(string(p.Time)):
		return errors.New("number, kind, time, digest or size is missing")
	case (p.Kind == PartVoucher) != (p.Voucher != 0):
		return errors.New("a voucher without its number, or a number without voucher")
	}
	return nil
}

// agrees compares what was encrypted with what stands in clear beside it and before it.
func (s sealedPart) agrees(p Part, before Completeness, previous Digest) error {
	switch {
	case s.Schema != sealedPartSchema:
		return fmt.Errorf("schema is %q, not %q: made by another version", s.Schema, sealedPartSchema)
	case s.Claim != p.Claim || s.MemberNo != p.MemberNo || s.Part != p.Part || s.Time != p.Time || s.Kind != p.Kind:
		return fmt.Errorf("the encrypted part is part %d of member %d of claim %q, received %s", s.Part, s.MemberNo, s.Claim, s.Time)
	case s.Previous != previous:
		return errors.New("the encrypted part follows another one than the one that stands before it")
	case !s.hasItsOwn() || s.Member != nil && s.Member.MemberNo != s.MemberNo || s.Voucher != nil && s.Voucher.Voucher != p.Voucher:
		return fmt.Errorf("the encrypted part does not hold what one of kind %s holds", s.Kind)
	case !reflect.DeepEqual(s.after(before), p.Completeness):
		return errors.New("the completeness beside the part is not the one it leads to")
	}
	return nil
}

// ParsePartial reads what a member adds: a member's JSON in which nothing is
// required. It returns a *FieldError, or ErrNothing when nothing is given.
func ParsePartial(data []byte) (Member, error) {
	var m Member
	if err := decode(data, MaxMember, &m); err != nil {
		return Member{}, err
	}
	if reflect.ValueOf(m).IsZero() {
		return Member{}, ErrNothing
	}
	return m, nil
}

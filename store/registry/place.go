package registry

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Place is one member's place in the register: it takes in more, and gives nothing out
// but what stands in clear.
type Place struct {
	c     *Claim
	entry Entry
}

// Access opens the place of the member whose code was typed; ErrCode when it can't be
// a code, ErrAccess when number and code don't go together or there is no such member,
// ErrWithdrawn when the member's file is gone. It takes as long for a wrong code as for a right one.
func (c *Claim) Access(no int, code string) (*Place, error) {
	typed, err := parseCode(code)
	if err != nil {
		return nil, err
	}
	mine := accessDigest(typed, c.Name, no)
	if t, err := c.tombstone(no); err == nil {
		if t.Access != "" && sameDigest(mine, t.Access) {
			return nil, ErrWithdrawn
		}
		return nil, ErrAccess
	}
	e, err := c.entry(no)
	if errors.Is(err, os.ErrNotExist) {
		return nil, ErrAccess
	}
	if err != nil {
		return nil, fmt.Errorf("member %d of claim %q: %w", no, c.Name, err)
	}
	if e.Access == "" || !sameDigest(mine, e.Access) {
		return nil, ErrAccess
	}
	return &Place{c, e}, nil
}

// Place opens a member's place without a code: for counsel, who has the folder.
func (c *Claim) Place(no int) (*Place, error) {
	if no < 1 || no > MaxMemberNo {
		return nil, ErrAccess
	}
	if _, err := c.tombstone(no); err == nil {
		return nil, ErrWithdrawn
	}
	e, err := c.entry(no)
	if errors.Is(err, os.ErrNotExist) {
		return nil, ErrAccess
	}
	if err != nil {
		return nil, fmt.Errorf("member %d of claim %q: %w", no, c.Name, err)
	}
	return &Place{c, e}, nil
}

// No is the member's number.
func (p *Place) No() int { return p.entry.MemberNo }

// Time is when the member's first word was received.
func (p *Place) Time() When { return p.entry.Time }

// Missing tells what the member's file still lacks, by all that came so far. What
// came is subtracted, not read: counsel's machine alone knows exactly.
func (p *Place) Missing() (Completeness, error) {
	s, err := p.state()
	return s.completeness, err
}

// Complete adds to the member's file what was left out: a member's JSON in which
// nothing is required. Texts given take the place of those before, lists grow. Errors
// are a *FieldError, ErrNothing, ErrWithdrawn, ErrTooMuch, ErrOldClaim or ErrFullDisk, wrapped.
func (p *Place) Complete(partialJSON []byte, key [32]byte, now time.Time) (Receipt, error) {
	m, err := ParsePartial(partialJSON)
	if err == nil && m.MemberNo != 0 && m.MemberNo != p.No() {
		err = &FieldError{Field: "member_no", Fault: FaultNotInteger, Want: strconv.Itoa(p.No())}
	}
	if err != nil {
		return Receipt{}, p.wrap("complete", err)
	}
	m.MemberNo = p.No()
	r, err := p.add(sealedPart{Kind: PartComplete, Member: &m}, key, instant(now))
	return r, p.wrap("complete", err)
}

// Replace puts a whole new version in the place of all that was said before; what was
// said stays in the file, as an earlier version. Errors are those of Complete.
func (p *Place) Replace(memberJSON []byte, key [32]byte, now time.Time) (Receipt, error) {
	m, err := ParseMember(memberJSON)
	if err == nil && m.MemberNo != 0 && m.MemberNo != p.No() {
		err = &FieldError{Field: "member_no", Fault: FaultNotInteger, Want: strconv.Itoa(p.No())}
	}
	if err != nil {
		return Receipt{}, p.wrap("replace", err)
	}
	m.MemberNo = p.No()
	r, err := p.add(sealedPart{Kind: PartReplace, Member: &m}, key, instant(now))
	return r, p.wrap("replace", err)
}

// Note adds what was found out about the member, of a kind that is no word of the
// member's own: PartOwner. The body is any value of JSON of at most 64 KiB.
func (p *Place) Note(kind PartKind, body any, now time.Time) (Receipt, error) {
	b, err := json.Marshal(body)
	switch {
	case err != nil:
	case kind != PartOwner:
		err = fmt.Errorf("%q is not the kind of a note", kind)
	case len(b) > maxNote:
		err = &FieldError{Fault: FaultTooBig, Want: strconv.Itoa(maxNote)}
	}
	if err != nil {
		return Receipt{}, p.wrap("note", err)
	}
	r, err := p.add(sealedPart{Kind: kind, Note: ascii(b)}, newKey32(), instant(now))
	return r, p.wrap("note", err)
}

// ascii escapes in a JSON text what is not ASCII, so that nothing in it is refused as
// an odd character.
func ascii(text []byte) string {
	var b strings.Builder
	for _, r := range string(text) {
		switch {
		case r < 0x7f:
			b.WriteRune(r)
		case r < 0x10000:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			r -= 0x10000
			fmt.Fprintf(&b, `\u%04x\u%04x`, 0xd800+r>>10, 0xdc00+r&0x3ff)
		}
	}
	return b.String()
}

func (p *Place) wrap(what string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s member %d of claim %q: %w", what, p.No(), p.c.Name, err)
}

func (p *Place) dir() string { return filepath.Join(p.c.members, folder(p.No())) }

// state is what a place holds so far, by what stands in clear.
type state struct {
	parts        []Part // from number 2 on
	completeness Completeness
	last         Digest // of the newest encrypted file, as it was first received
}

func (p *Place) state() (state, error) {
	s := state{completeness: p.entry.Completeness, last: p.entry.original()}
	parts, err := p.c.parts(p.No())
	if err != nil {
		return state{}, err
	}
	for _, part := range parts {
		s.completeness, s.last = part.Completeness, part.original()
	}
	s.parts = parts
	return s, nil
}

// add writes the next part. Another process may take its number first; then the one
// after is tried. A member withdrawn in the meantime is not brought back.
func (p *Place) add(s sealedPart, key [32]byte, now When) (Receipt, error) {
	if p.c.Schema == oldClaimSchema || p.entry.Completeness.Asked == 0 && s.Kind == PartComplete {
		return Receipt{}, ErrOldClaim
	}
	post := postDigest(key, p.c.Name)
	for {
		before, err := p.state()
		if err != nil {
			return Receipt{}, err
		}
		if i := slices.IndexFunc(before.parts, func(q Part) bool { return q.Post == post }); i >= 0 {
			r := before.parts[i].receipt()
			r.Again = true
			return r, nil
		}
		if len(before.parts)+2 > MaxParts {
			return Receipt{}, ErrTooMuch
		}
		r, err := p.put(s, before, post, now)
		if !errors.Is(err, ErrExists) {
			return r, err
		}
	}
}

func (p *Place) put(s sealedPart, before state, post Digest, now When) (Receipt, error) {
	s.Schema, s.Claim, s.MemberNo, s.Part, s.Time = sealedPartSchema, p.c.Name, p.No(), len(before.parts)+2, now
	s.Previous = before.last
	cipher, err := p.c.seal(s)
	if err != nil {
		return Receipt{}, err
	}
	part := Part{Schema: partSchema, Claim: s.Claim, MemberNo: s.MemberNo, Part: s.Part, Kind: s.Kind, Time: now,
		Completeness: s.after(before.completeness), SHA256: digestOf(cipher), Size: int64(len(cipher)), Post: post}
	if s.Voucher != nil {
		part.Voucher = s.Voucher.Voucher
	}
	clear, err := encode(part)
	if err != nil {
		return Receipt{}, err
	}
	if _, err := p.c.tombstone(p.No()); err == nil {
		return Receipt{}, ErrWithdrawn
	}
	err = putFolder(p.dir(), partFolder(s.Part), p.c.reached, file{"part.age", cipher}, file{"part.json", clear})
	if errors.Is(err, os.ErrNotExist) {
		err = ErrWithdrawn
	}
	if err != nil {
		return Receipt{}, err
	}
	// The tombstone comes before anything is removed: whoever sees none here has been
	// in time to be removed with the rest.
	if _, err := p.c.tombstone(p.No()); err == nil {
		return Receipt{}, errors.Join(ErrWithdrawn, os.RemoveAll(filepath.Join(p.dir(), partFolder(s.Part))))
	}
	return part.receipt(), nil
}

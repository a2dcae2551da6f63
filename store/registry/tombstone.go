package registry

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

const (
	oldTombstoneSchema = "constat-tombstone/1" // without post, and then alone
	tombstoneSchema    = "constat-tombstone/2"
	maxTombstone       = 1 << 20
)

// By is on whose word a member's file was removed.
type By string

// Reason is why a member's file was removed.
type Reason string

// Who has a file removed, and why.
const (
	ByMember  By     = "member"
	ByCounsel By     = "counsel"
	Withdrawn Reason = "withdrawn" // the member is no longer part of the claim
	Erased    Reason = "erased"    // the member wants what is known of them gone
)

func (By) choices() []string     { return []string{"member", "counsel"} }
func (Reason) choices() []string { return []string{"withdrawn", "erased"} }

// Tombstone is tombstone.json: all that stays of a member whose file was removed.
type Tombstone struct {
	Schema   string   `json:"schema"`
	Claim    string   `json:"claim"`
	MemberNo int      `json:"member_no" range:"1-999999"`
	Time     When     `json:"time"`
	By       By       `json:"by"`
	Reason   Reason   `json:"reason"`
	Access   Digest   `json:"access,omitempty"`             // so that the code still tells that the file is gone
	Post     Digest   `json:"post,omitempty"`               // of the post that brought the member, so that it brings nobody in anew
	Removed  []Digest `json:"removed,omitempty" max:"1000"` // of member.age and the parts, in order, as they were received
}

// Withdraw removes all that the register holds of the member, on the member's own
// word. Doing it again changes nothing.
func (p *Place) Withdraw(reason Reason, now time.Time) error {
	return p.wrap("withdraw", p.c.erase(p.No(), ByMember, reason, now))
}

// Erase removes all that the register holds of a member, on counsel's word. Doing it
// again changes nothing.
func (c *Claim) Erase(no int, reason Reason, now time.Time) error {
	if err := c.erase(no, ByCounsel, reason, now); err != nil {
		return fmt.Errorf("erase member %d of claim %q: %w", no, c.Name, err)
	}
	return nil
}

// erase puts the tombstone first: from then on the member is gone for every reader,
// and what a kill leaves is removed by the next Withdraw, Erase or Sweep.
func (c *Claim) erase(no int, by By, reason Reason, now time.Time) error {
	if _, err := c.tombstone(no); err == nil {
		return c.clear(no)
	} else if !errors.Is(err, os.ErrNotExist) {
		return err
	}
	e, err := c.entry(no)
	if errors.Is(err, os.ErrNotExist) {
		return ErrAccess
	}
	if err != nil && by == ByMember {
		return err
	}
	t := Tombstone{Schema: tombstoneSchema, Claim: c.Name, MemberNo: no, Time: instant(now), By: by, Reason: reason, Access: e.Access, Post: e.Post}
	if t.Post == "" {
		t.Schema = oldTombstoneSchema
	}
	if e.SHA256 != "" {
		t.Removed = append(t.Removed, e.original()) // the one of the receipt
	}
	parts, _ := c.parts(no) // one that can't be read is removed all the same
	for _, p := range parts {
		t.Removed = append(t.Removed, p.original())
	}
	b, err := encode(t)
	if err != nil {
		return err
	}
	if err := putFile(filepath.Join(c.members, folder(no)), "tombstone.json", b, c.reached); err != nil {
		return err
	}
	return c.clear(no)
}

// clear removes from a member's folder all but its tombstone.
func (c *Claim) clear(no int) error {
	dir := filepath.Join(c.members, folder(no))
	all, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range all {
		if e.Name() == "tombstone.json" {
			continue
		}
		if err := os.RemoveAll(filepath.Join(dir, e.Name())); err != nil {
			return err
		}
		if c.reached != nil {
			c.reached(e.Name() + " removed")
		}
	}
	return syncFolder(dir)
}

// tombstone reads a member's; os.ErrNotExist when the member is still there.
func (c *Claim) tombstone(no int) (Tombstone, error) {
	var t Tombstone
	b, err := readFile(filepath.Join(c.members, folder(no), "tombstone.json"), maxTombstone)
	if err != nil {
		return t, err
	}
	if err := decodeCanonical(b, maxTombstone, &t); err != nil {
		return t, fmt.Errorf("tombstone.json: %w", err)
	}
	schema := tombstoneSchema
	if t.Post == "" {
		schema = oldTombstoneSchema
	}
	if t.Schema != schema || t.Claim != c.Name || t.MemberNo != no || t.By == "" || t.Reason == "" || !isInstant(string(t.Time)) {
		return t, errors.New("tombstone.json is not that of this member")
	}
	return t, nil
}

// Tombstones gives those of all members whose files were removed, by number. What
// can't be read is a *MemberError in the joined error.
func (c *Claim) Tombstones() ([]Tombstone, error) {
	nos, _, err := c.numbers()
	if err != nil {
		return nil, fmt.Errorf("list claim %q: %w", c.Name, err)
	}
	var all []Tombstone
	var wrong []error
	for _, no := range nos {
		t, err := c.tombstone(no)
		switch {
		case err == nil:
			all = append(all, t)
		case !errors.Is(err, os.ErrNotExist):
			wrong = append(wrong, &MemberError{folder(no), err})
		}
	}
	return all, errors.Join(wrong...)
}

package registry

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
)

// ReceiptState is what a receipt that somebody shows is worth.
type ReceiptState string

// What a receipt can be worth.
const (
	ReceiptGenuine ReceiptState = "genuine" // the file it names is there, byte for byte
	ReceiptAgain   ReceiptState = "again"   // it was received, and encrypted again since by who holds the key that was asked with
	ReceiptRekeyed ReceiptState = "rekeyed" // said to be received and encrypted again since, which whoever holds the machine can write
	ReceiptChanged ReceiptState = "changed" // it was received, and is no longer what it was
	ReceiptRemoved ReceiptState = "removed" // it was received, and removed since
	ReceiptUnknown ReceiptState = "unknown" // nothing of this digest was received of this member
)

// CheckReceipt tells what a receipt is worth that names a member's number and a digest,
// and of which part of the file it is, 0 for none. It needs no key.
func (c *Claim) CheckReceipt(no int, digest Digest) (part int, state ReceiptState, err error) {
	part, state, err = c.checkReceipt(no, digest)
	if err != nil {
		err = fmt.Errorf("member %d of claim %q: %w", no, c.Name, err)
	}
	return part, state, err
}

func (c *Claim) checkReceipt(no int, digest Digest) (int, ReceiptState, error) {
	if no < 1 || no > MaxMemberNo {
		return 0, ReceiptUnknown, nil
	}
	if t, err := c.tombstone(no); err == nil {
		if i := slices.Index(t.Removed, digest); i >= 0 {
			return i + 1, ReceiptRemoved, nil
		}
		return 0, ReceiptUnknown, nil
	}
	known, err := c.digests(no)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, ReceiptUnknown, nil
	}
	if err != nil {
		return 0, ReceiptUnknown, err
	}
	for i, d := range known {
		if slices.Contains(d[1:], digest) {
			return i + 1, ReceiptRekeyed, nil
		}
		if d[0] != digest {
			continue
		}
		if b, err := readFile(c.agePath(no, i+1), maxSealed); err != nil || digestOf(b) != digest {
			return i + 1, ReceiptChanged, nil
		}
		return i + 1, ReceiptGenuine, nil
	}
	return 0, ReceiptUnknown, nil
}

// digests gives of each part of a member's file the digest it has, then those it had.
func (c *Claim) digests(no int) ([][]Digest, error) {
	e, err := c.entry(no)
	if err != nil {
		return nil, err
	}
	all := [][]Digest{append([]Digest{e.SHA256}, e.Was...)}
	parts, err := c.parts(no)
	for _, p := range parts {
		all = append(all, append([]Digest{p.SHA256}, p.Was...))
	}
	return all, err
}

// agePath is where a part of a member's file lies.
func (c *Claim) agePath(no, part int) string {
	if part == 1 {
		return filepath.Join(c.members, folder(no), "member.age")
	}
	return filepath.Join(c.members, folder(no), partFolder(part), "part.age")
}

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
	all, err := c.listed(no)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, ReceiptUnknown, nil
	}
	i := slices.IndexFunc(all, func(l Listed) bool { return l.SHA256 == digest })
	if err != nil || i < 0 {
		return 0, ReceiptUnknown, err
	}
	path := filepath.Join(c.members, folder(no), "member.age")
	if all[i].Part > 1 {
		path = filepath.Join(c.members, folder(no), partFolder(all[i].Part), "part.age")
	}
	if b, err := readFile(path, maxSealed); err != nil || digestOf(b) != digest {
		return all[i].Part, ReceiptChanged, nil
	}
	return all[i].Part, ReceiptGenuine, nil
}

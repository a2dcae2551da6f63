package registry

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// Listed is one file of the register as it can be told to anybody: a number and a
// digest. Part 0 is the tombstone of a member whose files were removed.
type Listed struct {
	MemberNo int
	Part     int
	SHA256   Digest
}

// Lister tells what a register holds, again and again, and reads only what
// changed. It is not for several goroutines.
type Lister struct {
	c    *Claim
	seen map[int]time.Time // when a member's folder was changed
}

// Lister begins anew: its first Next lists all.
func (c *Claim) Lister() *Lister { return &Lister{c: c, seen: map[int]time.Time{}} }

// settled is how long ago a folder must have changed for its time to tell of the next
// change: clocks of file systems go in steps.
const settled = 2 * time.Second

// Next lists what members hold whose folders changed since the last Next, each
// whole, by number and part. A member that can't be read is a *MemberError in the joined
// error, and is listed again next time.
func (l *Lister) Next() ([]Listed, error) {
	nos, wrong, err := l.c.numbers()
	if err != nil {
		return nil, err
	}
	var all []Listed
	for _, no := range nos {
		i, err := os.Lstat(filepath.Join(l.c.members, folder(no)))
		if err != nil || l.seen[no].Equal(i.ModTime()) {
			continue
		}
		some, err := l.c.listed(no)
		if err != nil {
			wrong = append(wrong, &MemberError{folder(no), err})
			continue
		}
		if all = append(all, some...); time.Since(i.ModTime()) > settled {
			l.seen[no] = i.ModTime()
		}
	}
	return all, errors.Join(wrong...)
}

// listed gives what there is of one member.
func (c *Claim) listed(no int) ([]Listed, error) {
	if _, err := c.tombstone(no); err == nil {
		b, err := readFile(filepath.Join(c.members, folder(no), "tombstone.json"), maxTombstone)
		return []Listed{{no, 0, digestOf(b)}}, err
	} else if !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	e, err := c.entry(no)
	if err != nil {
		return nil, err
	}
	all := []Listed{{no, 1, e.SHA256}}
	parts, err := c.parts(no)
	for _, p := range parts {
		all = append(all, Listed{no, p.Part, p.SHA256})
	}
	return all, err
}

package bundle

import (
	"errors"
	"fmt"
	"io"
	"slices"

	"constat/store/record"
)

// Open opens the file of the given digest, to be read as it comes: a manifest
// can be longer than memory.
func (l *Log) Open(h record.Hash) (io.ReadCloser, error) {
	open, ok := l.streams[h]
	if !ok {
		return nil, fmt.Errorf("file %v is not in this bundle", h)
	}
	return open()
}

// listed checks what targets held against the manifests: the root, the
// figures, and how each differs from the one before.
func (v *verifier) listed() bool {
	v.account.streams = map[record.Hash]func() (io.ReadCloser, error){}
	for h := range v.account.files {
		v.account.streams[h] = v.files[fileName(h)].Open
	}
	n := 0
	sums := map[record.Hash]record.ManifestSum{}
	for _, t := range v.account.Targets {
		salt := record.Hash{}
		for i, item := range t.Inventories {
			e := item.Entry.(record.Inventory)
			err := t.lists(v.disclosure.Base, i, item, e)
			if err == nil {
				err = v.manifest(e, item.Leaf > v.disclosure.Base, sums)
			}
			if err == nil && !e.File.IsZero() {
				if own := record.Hash(sums[e.File].Salt); salt.IsZero() {
					salt = own
				} else if salt != own {
					err = errors.New("its list is salted otherwise than those before")
				}
			}
			if err != nil {
				return v.try(Integrity, "inventories", fmt.Errorf("leaf %d: %w", item.Leaf, err), Words{})
			}
			n++
		}
	}
	if n > 0 {
		v.add(Integrity, "inventories", OK, some(n, Words{},
			Words{"1 inventaire, conforme à sa liste", "1 inventory, as its list has it"},
			Words{"%d inventaires, conformes à leurs listes", "%d inventories, as their lists have it"}))
	}
	return true
}

// lists checks an inventory against those before it in its chain.
func (t *Target) lists(base int64, i int, item Item, e record.Inventory) error {
	d := t.inForce(item.Leaf)
	if d == nil || d.Question.Kind != record.AskInventory {
		return errors.New("an inventory of a target that is not asked what it holds")
	}
	if counts := d.Question.Pick != ""; e.Whole() && counts != e.File.IsZero() {
		return errors.New("a whole inventory without its list, or a count with one")
	}
	if i > 0 {
		switch before := t.Inventories[i-1].Entry.(record.Inventory); {
		case before.Round >= e.Round:
			return fmt.Errorf("round %d does not come after the one before", e.Round)
		case e.Time < before.Time:
			return errors.New("it began before the one before did")
		}
	}
	if before, known := t.before(base, i, d.Question.ID()); known && item.Leaf > base && !e.File.IsZero() && e.Before != before {
		return errors.New("it compares with another list than the one before")
	}
	return nil
}

// before returns the newest manifest of the same question above the i-th
// inventory, and whether what is shown tells it.
func (t *Target) before(base int64, i int, question record.Hash) (file record.Hash, known bool) {
	for _, item := range slices.Backward(t.Inventories[:i]) {
		e := item.Entry.(record.Inventory)
		d := t.inForce(item.Leaf)
		switch {
		case d == nil:
			return file, false
		case d.Question.ID() != question:
			return file, true
		case !e.File.IsZero():
			return e.File, true
		}
	}
	return file, t.links[0].leaf > base
}

// manifest checks an entry against the files that it names. What one above the
// base compares with may not be shown.
func (v *verifier) manifest(e record.Inventory, compare bool, sums map[record.Hash]record.ManifestSum) error {
	if e.File.IsZero() {
		return nil
	}
	sum, ok := sums[e.File]
	if !ok {
		r, err := v.account.Open(e.File)
		if err != nil {
			return err
		}
		defer r.Close()
		if sum, err = record.CheckManifest(r); err != nil {
			return fmt.Errorf("manifest %v: %w", e.File, err)
		}
		sums[e.File] = sum
	}
	if sum.Root != e.Root || sum.Items != e.Items || sum.Bytes != e.Bytes {
		return fmt.Errorf("manifest %v holds another list than its entry says", e.File)
	}
	if sum.Newest > e.Ended {
		return fmt.Errorf("manifest %v names a reading of after its listing", e.File)
	}
	if e.Before.IsZero() || !compare {
		return nil
	}
	return v.account.differs(e)
}

func (l *Log) differs(e record.Inventory) error {
	if e.Before == e.File {
		if e.Difference != (record.Difference{}) {
			return errors.New("a list is said to differ from itself")
		}
		return nil
	}
	before, err := l.Open(e.Before)
	if err != nil {
		return err
	}
	defer before.Close()
	after, err := l.Open(e.File)
	if err != nil {
		return err
	}
	defer after.Close()
	d, err := record.Differ(before, after)
	if err == nil && d != e.Difference {
		err = fmt.Errorf("it differs from the one before by %d missing, %d altered and %d new, its entry says %d, %d and %d",
			d.Missing, d.Altered, d.New, e.Missing, e.Altered, e.New)
	}
	return err
}

package store

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	bolt "go.etcd.io/bbolt"

	"constat/store/record"
	"constat/store/seal"
)

// cut moves what is pending of a chain into segments: a new one where the
// kind of answer changes, and after MaxSegment observations.
func (b *batch) cut(c *chain) error {
	for len(c.pending) > 0 {
		n, err := b.alike(c.pending)
		if err != nil {
			return err
		}
		s := record.Segment{Link: c.link(), Target: c.Leaf, Anchor: c.Anchor, Observations: c.pending[:n]}
		if _, _, err := b.append(s); err != nil {
			return err
		}
		c.Sealed, c.pending = placeOf(c.pending[n-1]), c.pending[n:]
	}
	return b.tx.Bucket(pendingBucket).Delete(c.Row.Chain[:])
}

// alike returns how many of the first observations share a segment.
func (b *batch) alike(observations []record.Observation) (int, error) {
	var first string
	for n, o := range observations {
		a, err := record.DecodeAnswer(b.tx.Bucket(answersBucket).Get(o.Answer[:]))
		if err != nil {
			return 0, err
		}
		if n == 0 {
			first = a.Class()
		}
		if n == record.MaxSegment || a.Class() != first {
			return n, nil
		}
	}
	return len(observations), nil
}

// Seal moves what is pending into segments, counts everything in a seal entry
// and signs the tree. If nothing came since the last checkpoint it returns
// that one. If it is stopped after the tree was written, the next Seal signs.
func (s *Store) Seal(now time.Time) (seal.Checkpoint, error) {
	return s.named(s.seal(now, true))
}

// Sign is Seal without segments: what is pending stays so. It puts the time
// stamps that came for a checkpoint under the next one.
func (s *Store) Sign(now time.Time) (seal.Checkpoint, error) {
	return s.named(s.seal(now, false))
}

func (s *Store) named(c seal.Checkpoint, err error) (seal.Checkpoint, error) {
	if err != nil {
		return c, fmt.Errorf("seal log %q: %w", s.Origin(), err)
	}
	return c, nil
}

func (s *Store) seal(now time.Time, all bool) (seal.Checkpoint, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.idle(all) {
		return s.head, nil
	}
	if all {
		if err := s.cutAll(); err != nil {
			return seal.Checkpoint{}, err
		}
	}
	// A crash in here leaves segments without a seal; the next Seal counts them.
	if err := s.commit(func(b *batch) error { return b.close(now) }); err != nil {
		return seal.Checkpoint{}, err
	}
	c := seal.Checkpoint{Origin: s.Origin(), Size: total(s.counts)}
	err := s.db.View(func(tx *bolt.Tx) (err error) {
		c.Root, err = seal.Root(c.Size, nodes(tx))
		return err
	})
	if err != nil {
		return c, err
	}
	at("tree written")
	// A crash here leaves a tree without a signature; the next Seal adds a
	// seal entry and signs the larger tree.
	signed, err := seal.Sign(c, s.key)
	if err != nil {
		return c, err
	}
	// The file outside comes first: a checkpoint that anyone may have seen is
	// then known even if the database is put back from a copy.
	if err := writeFile(s.dir, checkpointName, signed, 0o600); err != nil {
		return c, err
	}
	// A crash here leaves the checkpoint outside only; Open enrols it.
	at("checkpoint outside")
	if err := s.enrol(c, signed); err != nil {
		return c, err
	}
	at("checkpoint enrolled")
	s.head = c
	return c, nil
}

// cutAtOnce is how many chains are cut in one transaction. Pages are copied
// before they are changed, and the file keeps room for the largest
// transaction: one over all chains would add a tenth to it.
const cutAtOnce = 16

// cutAll moves what is pending into segments. A crash between two transactions
// leaves the rest pending.
func (s *Store) cutAll() error {
	pending := slices.DeleteFunc(sortedChains(s.chains), func(id record.Chain) bool { return len(s.chains[id].pending) == 0 })
	for ids := range slices.Chunk(pending, cutAtOnce) {
		err := s.commit(func(b *batch) error {
			for _, id := range ids {
				c, err := b.chain(id)
				if err == nil {
					err = b.cut(c)
				}
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) enrol(c seal.Checkpoint, signed []byte) error {
	return s.db.Update(func(tx *bolt.Tx) error { return tx.Bucket(checkpointsBucket).Put(indexKey(c.Size), signed) })
}

// idle reports whether the last checkpoint covers everything.
func (s *Store) idle(all bool) bool {
	for _, c := range s.chains {
		if all && len(c.pending) > 0 {
			return false
		}
	}
	return s.head.Size > 0 && s.head.Size == total(s.counts)
}

// close appends the seal entry.
func (b *batch) close(now time.Time) error {
	e := record.Seal{Time: record.At(now), Previous: record.Head{Size: b.head.Size, Root: record.Hash(b.head.Root)}, Targets: len(b.chains)}
	for _, k := range record.Kinds {
		n := b.counts[k]
		if k == record.KindSeal {
			n++
		}
		if n > 0 {
			e.Counts = append(e.Counts, record.Count{Kind: k, Count: n})
		}
	}
	rows := make([][]byte, 0, len(b.chains))
	for _, id := range sortedChains(b.chains) {
		c := b.chains[id]
		if c.Target.Control {
			e.Controls++
		}
		rows = append(rows, c.Row.Salted(b.salt(b.next, id)))
	}
	root, err := seal.RowsRoot(rows)
	if err != nil {
		return err
	}
	e.Rows = record.Hash(root)
	_, _, err = b.append(e)
	return err
}

// salt returns what hides a chain's row in the seal at the given leaf.
func (s *Store) salt(leaf int64, id record.Chain) [16]byte {
	full := s.key.Derive("row", strconv.FormatInt(leaf, 10), id.String())
	return [16]byte(full[:16])
}

func sortedChains[V any](m map[record.Chain]V) []record.Chain {
	return slices.SortedFunc(maps.Keys(m), func(a, b record.Chain) int { return bytes.Compare(a[:], b[:]) })
}

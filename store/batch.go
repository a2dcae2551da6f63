package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"

	bolt "go.etcd.io/bbolt"

	"constat/store/record"
	"constat/store/seal"
)

// A batch is one transaction: copies of what it changes in memory are taken
// over only when the disk has it.
type batch struct {
	*Store
	tx      *bolt.Tx
	counts  map[record.Kind]int64
	changed map[record.Chain]*chain
	stored  map[record.Chain]bool // those whose state on disk must follow
	next    int64
	number  uint64
	ready   bool // all of it is written, but for the commit
	due     bool
	stamped int64 // 1 + leaf of a time stamp in this batch, 0 for none
}

// at marks the points between which a machine may stop. Tests stop it there.
var at = func(string) {}

// update runs f in a transaction. If it fails nothing has happened.
func (s *Store) update(f func(*batch) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.commit(f)
}

// commit is update for who holds the lock.
func (s *Store) commit(f func(*batch) error) error {
	b := &batch{Store: s, counts: maps.Clone(s.counts), changed: map[record.Chain]*chain{}, stored: map[record.Chain]bool{}}
	b.next, b.number = total(b.counts), s.number+1
	err := s.db.Update(func(tx *bolt.Tx) error {
		b.tx = tx
		fill(tx)
		if err := f(b); err != nil {
			return err
		}
		at("batch ready")
		err := b.flush()
		b.ready = err == nil
		return err
	})
	if err != nil && b.ready {
		return s.settle(b, err)
	}
	if err != nil {
		return err
	}
	s.number = b.number
	if b.stamped > 0 {
		s.anchor = b.stamped
	}
	at("batch committed")
	s.counts = b.counts
	maps.Copy(s.chains, b.changed)
	if b.due {
		select {
		case s.due <- struct{}{}:
		default:
		}
	}
	return nil
}

// settle finds out what became of a batch whose commit failed: the last write
// may have taken place and only its answer been lost. What the disk has is
// taken over, so that the next batch builds on that and on nothing else.
func (s *Store) settle(b *batch, cause error) error {
	if err := s.load(); err != nil {
		return errors.Join(cause, err)
	}
	if s.number != b.number || s.db.Sync() != nil {
		return cause
	}
	return nil
}

// fill packs pages: leaves arrive in order of key, and of the others few are
// ever added in the middle.
func fill(tx *bolt.Tx) {
	tx.Bucket(leavesBucket).FillPercent = 1
	for _, name := range [][]byte{chainsBucket, answersBucket} {
		tx.Bucket(name).FillPercent = 0.95
	}
}

func total(counts map[record.Kind]int64) (n int64) {
	for _, c := range counts {
		n += c
	}
	return n
}

func (b *batch) flush() error {
	counts, err := json.Marshal(b.counts)
	if err != nil {
		return err
	}
	meta := b.tx.Bucket(metaBucket)
	err = errors.Join(meta.Put(countsKey, counts), meta.Put(batchKey, indexKey(int64(b.number))))
	for c := range b.stored {
		state, jsonErr := json.Marshal(b.changed[c])
		err = errors.Join(err, jsonErr, b.tx.Bucket(chainsBucket).Put(c[:], state))
	}
	return err
}

// chain returns the batch's own copy of a chain.
func (b *batch) chain(id record.Chain) (*chain, error) {
	if c := b.changed[id]; c != nil {
		return c, nil
	}
	c := b.chains[id]
	if c == nil {
		return nil, fmt.Errorf("no target has the chain %v in this store", id)
	}
	own := *c
	b.changed[id] = &own
	return &own, nil
}

// append adds a leaf. A target-bound entry must carry its chain's link.
func (b *batch) append(e record.Entry) (int64, record.Hash, error) {
	if err := b.fits(e); err != nil {
		return 0, record.Hash{}, err
	}
	leaf, err := record.Encode(e)
	if err != nil {
		return 0, record.Hash{}, err
	}
	index := b.next
	if err := b.tx.Bucket(leavesBucket).Put(indexKey(index), leaf); err != nil {
		return 0, record.Hash{}, err
	}
	b.counts[e.Kind()]++
	b.next++
	hash := record.Hash(seal.LeafHash(leaf))
	if link, bound := record.LinkOf(e); bound {
		if err := b.follow(link.Chain, e, hash); err != nil {
			return 0, hash, err
		}
	}
	return index, hash, b.grow()
}

// follow moves a chain's row on by one leaf.
func (b *batch) follow(id record.Chain, e record.Entry, hash record.Hash) error {
	c, err := b.chain(id)
	if err != nil {
		return err
	}
	advance(&c.Row, e, hash)
	b.stored[id] = true
	return nil
}

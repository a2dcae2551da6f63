package store

import (
	"cmp"
	"errors"
	"os"
	"path/filepath"
	"slices"

	bolt "go.etcd.io/bbolt"

	"constat/store/record"
	"constat/store/seal"
)

// A State is how a target stands: its newest answer and since when its kind
// has not changed. It is for the eye; reports are built from bundles.
type State struct {
	Target  record.Target
	Since   record.Round
	Last    record.Round // 0 if it was never asked
	Answer  record.Answer
	Control record.Control // what the controls said to it
	Pending int            // observations not yet in a segment

	Inventory *record.Inventory // the newest, nil for none
	Fullest   *record.Inventory // the whole one that held the most, by this question and account; nil for none
}

// A Health is how the evidence itself stands.
type Health struct {
	Leaves  int64
	Head    seal.Checkpoint
	Sealed  record.Instant // when the newest checkpoint was made, 0 for none
	Stamped record.Instant // when the newest time stamp came, 0 for none
	Covered int64          // leaves under the stamped checkpoint
	Clock   *record.Clock  // the newest entry that asked time servers, nil for none
	Pending int
	Bytes   int64 // of evidence.db
}

// States returns every target the log knows, by name.
func (s *Store) States() ([]State, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []State
	err := s.db.View(func(tx *bolt.Tx) error {
		for _, c := range s.chains {
			st := State{Target: c.Target, Since: c.Since, Last: c.Last, Control: c.Control, Pending: len(c.pending), Inventory: c.Newest, Fullest: c.Fullest}
			if c.Last > 0 {
				a, err := record.DecodeAnswer(tx.Bucket(answersBucket).Get(c.Answer[:]))
				if err != nil {
					return err
				}
				st.Answer = a
			}
			out = append(out, st)
		}
		return nil
	})
	slices.SortFunc(out, func(a, b State) int { return cmp.Compare(a.Target.Name, b.Target.Name) })
	return out, err
}

// Health returns how the evidence itself stands.
func (s *Store) Health() (Health, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	h := Health{Leaves: total(s.counts), Head: s.head}
	for _, c := range s.chains {
		h.Pending += len(c.pending)
	}
	if fi, err := os.Stat(filepath.Join(s.dir, databaseName)); err == nil {
		h.Bytes = fi.Size()
	}
	err := s.db.View(func(tx *bolt.Tx) (err error) {
		if s.anchor > 0 {
			e, err := record.Decode(tx.Bucket(leavesBucket).Get(indexKey(s.anchor - 1)))
			if err != nil {
				return err
			}
			if a, ok := e.(record.Anchor); ok {
				h.Stamped, h.Covered = a.Time, a.Size
			}
		}
		if h.Clock, err = s.clock(tx); err != nil || h.Head.Size == 0 {
			return err
		}
		e, err := record.Decode(tx.Bucket(leavesBucket).Get(indexKey(h.Head.Size - 1)))
		if seal, ok := e.(record.Seal); ok {
			h.Sealed = seal.Time
		}
		return err
	})
	return h, err
}

// clock returns the newest entry that asked time servers. It looks back from
// the end, over no more than lies between two askings.
func (s *Store) clock(tx *bolt.Tx) (*record.Clock, error) {
	left := s.counts[record.KindClock]
	cursor := tx.Bucket(leavesBucket).Cursor()
	for k, v := cursor.Last(); k != nil && left > 0; k, v = cursor.Prev() {
		if record.KindOf(v) != record.KindClock {
			continue
		}
		left--
		e, err := record.Decode(v)
		if err != nil {
			return nil, err
		}
		if c := e.(record.Clock); len(c.Servers) > 0 {
			return &c, nil
		}
	}
	return nil, nil
}

// Rekey gives a store that holds nothing yet another origin and a new key. It
// refuses once there is a leaf: a log keeps its name.
func Rekey(dir, origin string) error {
	s, err := Open(dir)
	if err != nil {
		return err
	}
	// The old files are held until the new ones are there: whoever waits for
	// them then finds others in their place, and does not take itself for the owner.
	return errors.Join(s.renew(dir, origin), s.Close())
}

func (s *Store) renew(dir, origin string) error {
	if total(s.counts) > 0 {
		return &NamedError{Have: s.Origin(), Want: origin}
	}
	for _, name := range []string{keyName, databaseName} {
		if err := os.Remove(filepath.Join(dir, name)); err != nil {
			return err
		}
	}
	return Create(dir, origin)
}

// A NamedError says that a log has a name and keeps it.
type NamedError struct{ Have, Want string }

func (e *NamedError) Error() string {
	return "the log in this folder is " + e.Have + " and keeps that name; it cannot become " + e.Want
}

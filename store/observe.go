package store

import (
	"fmt"

	"constat/store/record"
)

// Observe keeps what was seen, all of it or nothing, and has it on disk when
// it returns. Content that came with it is kept at first sight, at each
// change, at each failure and at the return. An error that wraps
// [record.ErrRefused] would come again.
func (s *Store) Observe(seen []record.Seen) error {
	if err := s.update(func(b *batch) error { return b.observe(seen) }); err != nil {
		return fmt.Errorf("keep %d observations: %w", len(seen), err)
	}
	return nil
}

func (b *batch) observe(seen []record.Seen) error {
	if b.ended() {
		return &EndedError{b.Origin()}
	}
	for _, o := range seen {
		if err := b.one(o); err != nil {
			return err
		}
	}
	return nil
}

func (b *batch) one(seen record.Seen) error {
	c, err := b.chain(seen.Chain)
	if err != nil {
		return err
	}
	o := seen.Observation
	if o.Answer, o.Body, o.Size, err = b.answer(seen.Chain, seen.Answer); err != nil {
		return err
	}
	seen.Observation = o
	// What no segment can hold is refused now, not when it is cut.
	err = c.wait(o, b.anchor)
	var waiting []byte
	if err == nil {
		waiting, err = c.waiting()
	}
	if err != nil {
		return fmt.Errorf("target %q: %w: %w", c.Target.Name, record.ErrRefused, err)
	}
	if err := b.tx.Bucket(pendingBucket).Put(seen.Chain[:], waiting); err != nil {
		return err
	}
	if o.Attempt == 0 {
		if err := b.scheduled(c, seen); err != nil {
			return err
		}
	}
	if len(c.pending) >= record.MaxSegment {
		return b.cut(c)
	}
	return nil
}

// scheduled takes note of the answer to a target's scheduled question: whether
// its content is kept, and whether a seal is due.
func (b *batch) scheduled(c *chain, seen record.Seen) error {
	if err := b.capture(c, seen); err != nil {
		return err
	}
	if c.Since != 0 && c.Class != seen.Answer.Class() {
		b.due = true
	}
	c.saw(seen.Observation, seen.Answer)
	return nil
}

// answer stores an answer once and returns its digest, and the body where it
// is not the one stored. Chains share no bodies, so that a target can be shown
// without another.
func (b *batch) answer(id record.Chain, a record.Answer) (digest, body record.Hash, size int64, err error) {
	key := sameKey(id, a)
	if v := b.tx.Bucket(sameBucket).Get(key); v != nil {
		stored, err := record.DecodeAnswer(b.tx.Bucket(answersBucket).Get(v))
		if err != nil {
			return digest, body, 0, err
		}
		copy(digest[:], v)
		if stored.Body != a.Body {
			body, size = a.Body, a.Size
		}
		return digest, body, size, nil
	}
	text := a.Encode()
	if _, err := record.DecodeAnswer(text); err != nil {
		return digest, body, 0, err
	}
	digest = record.Sum(text)
	if err := b.tx.Bucket(answersBucket).Put(digest[:], text); err != nil {
		return digest, body, 0, err
	}
	return digest, body, 0, b.tx.Bucket(sameBucket).Put(key, digest[:])
}

// sameKey names what answers of a chain have in common when they differ in
// the bytes of their bodies at most.
func sameKey(id record.Chain, a record.Answer) []byte {
	same := a.Same()
	return append(id[:], same[:]...)
}

// Append adds entries of the vantage itself, all of them or none: they are in
// the tree, and on disk, when it returns.
func (s *Store) Append(entries ...record.Entry) error {
	return s.update(func(b *batch) error {
		for _, e := range entries {
			if e.Kind().Bound() || e.Kind() == record.KindSeal || e.Kind() == record.KindClose {
				return fmt.Errorf("append: an entry of kind %s is not the caller's to write", e.Kind())
			}
			if _, _, err := b.append(e); err != nil {
				return err
			}
		}
		return nil
	})
}

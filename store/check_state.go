package store

import (
	"bytes"

	"constat/store/record"
	"constat/store/seal"
)

// tree recomputes every kept hash.
func (c *checker) tree() {
	c.grown()
	c.tx.Bucket(treeBucket).ForEach(func(k, v []byte) error {
		if len(k) != 9 {
			c.wrong("tree: key %x", k)
			return nil
		}
		level, n := int(k[0]), indexOf(k[1:])
		h, err := seal.Root(1<<level, func(s seal.Span) (seal.Hash, bool) {
			h, ok := c.hashes[n<<level+s.Lo]
			return h, ok && s.Hi-s.Lo == 1
		})
		if err != nil || !bytes.Equal(h[:], v) {
			c.wrong("tree: hash %d of level %d is not that of the leaves", n, level)
		}
		return nil
	})
}

// grown checks that every subtree that is complete has its hash.
func (c *checker) grown() {
	for level := treeLevel; c.next>>level > 0; level++ {
		for n := range c.next >> level {
			if c.tx.Bucket(treeBucket).Get(treeKey(level, n)) == nil {
				c.wrong("tree: hash %d of level %d is missing", n, level)
			}
		}
	}
}

// state compares what the store remembers with what the leaves say.
func (c *checker) state() {
	for _, k := range record.Kinds {
		if c.Store.counts[k] != c.counts[k] {
			c.wrong("the store counts %d leaves of kind %s, there are %d", c.Store.counts[k], k, c.counts[k])
		}
	}
	for id, row := range c.rows {
		if have := c.chains[id]; have == nil || have.Row != *row || have.Leaf != c.newest[id] || have.Sealed != c.sealed[id] || have.Listed != c.listed[id] || have.Pathed != c.pathed[id] || have.Pictured != c.pictured[id] || have.Furnished != c.furnished[id] || have.Stocked != c.stocked[id] ||
			have.Definition != record.Hash(c.hashes[have.Leaf]) {
			c.wrong("the store's state of chain %v is not that of its leaves", id)
		}
	}
}

func (c *checker) leafNode(s seal.Span) (seal.Hash, bool) {
	h, ok := c.hashes[s.Lo]
	return h, ok && s.Hi-s.Lo == 1
}

// signed checks every checkpoint against the tree, and that each ends with a seal.
func (c *checker) signed() {
	c.tx.Bucket(checkpointsBucket).ForEach(func(k, v []byte) error {
		cp, err := seal.Open(v, c.verifier)
		if err != nil {
			c.wrong("checkpoint %d: %w", indexOf(k), err)
			return nil
		}
		root, err := seal.Root(cp.Size, c.leafNode)
		if err != nil || root != cp.Root || cp.Size != indexOf(k) {
			c.wrong("checkpoint %d is not of this tree", cp.Size)
		}
		if e, err := record.Decode(c.tx.Bucket(leavesBucket).Get(indexKey(cp.Size - 1))); err != nil || e.Kind() != record.KindSeal {
			c.wrong("checkpoint %d does not end with a seal", cp.Size)
		}
		return nil
	})
	outer, _, err := c.outer()
	if err != nil {
		c.wrong("%w", err)
	} else if err := c.under(c.tx, outer); err != nil {
		c.wrong("%w", err)
	}
}

func (c *checker) answers() {
	c.tx.Bucket(answersBucket).ForEach(func(k, v []byte) error {
		h := record.Sum(v)
		if _, err := record.DecodeAnswer(v); err != nil || !bytes.Equal(h[:], k) {
			c.wrong("answer %x holds other bytes than its name says", k)
		}
		return nil
	})
}

// same checks that an answer found by what it has in common has that.
func (c *checker) same() {
	c.tx.Bucket(sameBucket).ForEach(func(k, v []byte) error {
		a, err := record.DecodeAnswer(c.tx.Bucket(answersBucket).Get(v))
		if err != nil || len(k) != 48 || !bytes.Equal(k, sameKey(record.Chain(k[:16]), a)) {
			c.wrong("answer %x is filed under %x, which is not what it says", v, k)
		}
		return nil
	})
}

func (c *checker) pending() {
	c.tx.Bucket(pendingBucket).ForEach(func(k, v []byte) error {
		waiting, err := decodePending(k, v)
		if err != nil {
			c.wrong("%w", err)
			return nil
		}
		if c.rows[waiting.Chain] == nil || placeOf(waiting.Observations[0]).compare(c.sealed[waiting.Chain]) <= 0 {
			c.wrong("pending of chain %x: no such chain, or sealed already", k)
		}
		for _, o := range waiting.Observations {
			if c.tx.Bucket(answersBucket).Get(o.Answer[:]) == nil {
				c.wrong("pending of chain %x, round %d: the answer %v is gone", k, o.Round, o.Answer)
			}
		}
		return nil
	})
}

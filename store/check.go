package store

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"os"

	bolt "go.etcd.io/bbolt"

	"constat/store/record"
	"constat/store/seal"
	"constat/store/warc"
)

// Check verifies the whole store anew, from the leaves up, and yields all that
// is wrong, not the first thing.
func (s *Store) Check(ctx context.Context) iter.Seq[error] {
	return func(yield func(error) bool) {
		s.db.View(func(tx *bolt.Tx) error {
			c := &checker{Store: s, tx: tx, ctx: ctx, yield: yield, rows: map[record.Chain]*record.Row{}, controls: map[record.Chain]bool{},
				targets: map[record.Hash]bool{}, newest: map[record.Chain]int64{}, sealed: map[record.Chain]place{}, counts: map[record.Kind]int64{}, files: map[record.Hash]bool{}, hashes: map[int64]seal.Hash{}}
			c.run()
			return nil
		})
	}
}

// A checker replays the log. It trusts nothing that can be computed from the
// leaves and the key.
type checker struct {
	*Store
	tx       *bolt.Tx
	ctx      context.Context
	yield    func(error) bool
	stopped  bool
	next     int64
	rows     map[record.Chain]*record.Row
	controls map[record.Chain]bool
	targets  map[record.Hash]bool
	newest   map[record.Chain]int64 // leaf of the newest target entry
	sealed   map[record.Chain]place // newest observation in a segment
	counts   map[record.Kind]int64
	files    map[record.Hash]bool
	hashes   map[int64]seal.Hash // leaf hashes
}

func (c *checker) wrong(format string, args ...any) {
	if !c.stopped && !c.yield(fmt.Errorf(format, args...)) {
		c.stopped = true
	}
}

func (c *checker) run() {
	// All is read, whatever the caller makes of the first errors.
	for err := range c.tx.Check() {
		c.wrong("%s: %w", databaseName, err)
	}
	for _, part := range []func(){c.leaves, c.tree, c.state, c.signed, c.answers, c.same, c.pending, c.bodies} {
		var found []error
		emit := c.yield
		c.yield = func(err error) bool { found = append(found, err); return true }
		err := guarded(func() error { part(); return nil })
		c.yield = emit
		for _, f := range found {
			c.wrong("%w", f)
		}
		if err != nil {
			c.wrong("%w", err)
		}
	}
}

func (c *checker) leaves() {
	cursor := c.tx.Bucket(leavesBucket).Cursor()
	for k, v := cursor.First(); k != nil && !c.stopped && c.ctx.Err() == nil; k, v = cursor.Next() {
		if len(k) != 8 || indexOf(k) != c.next {
			c.wrong("leaf %x stands where leaf %d should", k, c.next)
			continue
		}
		c.hashes[c.next] = seal.LeafHash(v)
		e, err := record.Decode(v)
		if err != nil {
			c.wrong("leaf %d: %w", c.next, err)
		} else {
			c.leaf(e, v)
		}
		c.next++
	}
	if err := c.ctx.Err(); err != nil {
		c.wrong("check was stopped: %w", err)
	}
}

func (c *checker) leaf(e record.Entry, b []byte) {
	c.counts[e.Kind()]++
	if link, bound := record.LinkOf(e); bound {
		c.link(link, e, b)
	}
	switch e := e.(type) {
	case record.Target:
		c.targets[record.Hash(seal.LeafHash(b))] = true
		c.newest[e.Chain] = c.next
		c.controls[e.Chain] = e.Control
		if secret := c.secret(e.Chain); record.Sum(secret[:]) != e.Secret {
			c.wrong("leaf %d: the target's secret is not this key's", c.next)
		}
	case record.Segment:
		c.segment(e)
	case record.Seal:
		c.seal(e)
	case record.Watch:
		c.text(e.Config)
		c.text(e.Method)
	case record.Capture:
		c.capture(e)
	}
}

func (c *checker) link(link record.Link, e record.Entry, b []byte) {
	row := c.rows[link.Chain]
	if row == nil {
		row = &record.Row{}
	}
	if link.Seq != row.Leaves || link.Prev != row.Head {
		c.wrong("leaf %d does not follow the one before in chain %v", c.next, link.Chain)
	}
	advance(c.rows, link.Chain, e, b)
}

func (c *checker) segment(s record.Segment) {
	if !c.targets[s.Target] {
		c.wrong("leaf %d cites a target entry that is not above it", c.next)
	}
	if placeOf(s.Observations[0]).compare(c.sealed[s.Chain]) <= 0 {
		c.wrong("leaf %d holds a round that came before", c.next)
	}
	c.sealed[s.Chain] = placeOf(s.Observations[len(s.Observations)-1])
	for i, o := range s.Observations {
		if c.tx.Bucket(answersBucket).Get(o.Answer[:]) == nil {
			c.wrong("leaf %d, item %d: the answer %v is gone", c.next, i, o.Answer)
		}
	}
}

func (c *checker) seal(s record.Seal) {
	for _, k := range record.Kinds {
		if n := s.Count(k); n != c.counts[k] {
			c.wrong("seal %d counts %d of kind %s, there are %d", c.next, n, k, c.counts[k])
		}
	}
	controls := 0
	var rows [][]byte
	for _, r := range snapshot(c.rows) {
		rows = append(rows, r.Salted(c.salt(c.next, r.Chain)))
		if c.controls[r.Chain] {
			controls++
		}
	}
	root, err := seal.RowsRoot(rows)
	if err != nil || record.Hash(root) != s.Rows || s.Targets != len(rows) || s.Controls != controls {
		c.wrong("seal %d is not over the chains as they stood", c.next)
	}
}

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
		if have := c.chains[id]; have == nil || have.Row != *row || have.Leaf != c.newest[id] || have.Sealed != c.sealed[id] ||
			have.Definition != record.Hash(c.hashes[have.Leaf]) {
			c.wrong("the store's state of chain %v is not that of its leaves", id)
		}
	}
}

// signed checks every checkpoint against the tree, and that each ends with a seal.
func (c *checker) signed() {
	c.tx.Bucket(checkpointsBucket).ForEach(func(k, v []byte) error {
		cp, err := seal.Open(v, c.verifier)
		if err != nil {
			c.wrong("checkpoint %d: %w", indexOf(k), err)
			return nil
		}
		root, err := seal.Root(cp.Size, func(s seal.Span) (seal.Hash, bool) {
			h, ok := c.hashes[s.Lo]
			return h, ok && s.Hi-s.Lo == 1
		})
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

func (c *checker) text(h record.Hash) {
	if !h.IsZero() {
		c.file(h, c.filePath(h))
	}
}

// file checks that a named file is there and holds what its name says.
func (c *checker) file(h record.Hash, path string) []byte {
	if c.files[h] {
		return nil
	}
	c.files[h] = true
	b, err := os.ReadFile(path)
	if err != nil {
		c.wrong("leaf %d names a file that cannot be read: %w", c.next, err)
		return nil
	}
	if record.Sum(b) != h {
		c.wrong("leaf %d: %s holds other bytes than its name says", c.next, path)
		return nil
	}
	return b
}

func (c *checker) capture(e record.Capture) {
	if !e.Kept.IsZero() {
		c.file(e.Kept, c.capturePath(e.Kept))
	}
	b := c.file(e.File, c.capturePath(e.File))
	if b == nil {
		return
	}
	w, err := warc.Decode(b)
	if err != nil {
		c.wrong("leaf %d: %s: %w", c.next, c.capturePath(e.File), err)
	} else if w.Payload() != e.Body {
		c.wrong("leaf %d: %s holds another body than the entry says", c.next, c.capturePath(e.File))
	}
}

// bodies checks that each body is in the file that is to hold it.
func (c *checker) bodies() {
	c.tx.Bucket(bodiesBucket).ForEach(func(k, v []byte) error {
		var h holder
		if err := json.Unmarshal(v, &h); err != nil || len(k) != 48 {
			c.wrong("body %x: its place cannot be read", k)
			return nil
		}
		b, err := os.ReadFile(c.capturePath(h.File))
		if err != nil {
			c.wrong("body %x: %w", k, err)
			return nil
		}
		w, err := warc.Decode(b)
		if err != nil || w.Refers != nil || !bytes.Equal(k[16:], sum(w.Body)) || w.URI != h.URI || !w.Date.Equal(h.Date) {
			c.wrong("body %x is not in the file %v", k, h.File)
		}
		return nil
	})
}

func sum(b []byte) []byte {
	h := record.Sum(b)
	return h[:]
}

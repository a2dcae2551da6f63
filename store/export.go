package store

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"

	bolt "go.etcd.io/bbolt"

	"constat/store/bundle"
	"constat/store/record"
	"constat/store/seal"
)

// A Query says what a bundle shows.
type Query struct {
	// Show picks targets by their definition in force; nil shows all. Controls
	// are always shown.
	Show func(record.Target) bool
	// From and To bound the time asked for; zero means all there is. What is
	// shown begins after the last seal before From and ends with the first one
	// a minute or more after To.
	From, To record.Instant
	// Least asks for the vantage's own entries even where no target is shown.
	Least    bool
	Software string          // "constat 0.1.0", goes into the bundle
	Nested   []bundle.Nested // other vantages' bundles to carry along
}

// Export writes the bundle of q: what is under the newest checkpoint. Call
// Seal before, so that nothing is pending.
func (s *Store) Export(w io.Writer, q Query) error {
	if s.Keyless() {
		return fmt.Errorf("export from log %q: its key is lost, and what it would take to show it with it", s.Origin())
	}
	var c bundle.Contents
	err := s.db.View(func(tx *bolt.Tx) (err error) {
		x := &exporter{Store: s, tx: tx, q: q, need: map[record.Hash]bool{}, files: map[record.Hash]bool{}, captures: map[record.Hash]bool{},
			requests: map[record.Hash]bool{}, stamps: map[record.Hash]bool{}, stamped: map[int64]bool{}}
		c, err = x.contents()
		return err
	})
	if err == nil {
		err = bundle.Write(w, c, s.key)
	}
	if err != nil {
		return fmt.Errorf("export from log %q: %w", s.Origin(), err)
	}
	return nil
}

// An exporter gathers the contents of one bundle.
type exporter struct {
	*Store
	tx        *bolt.Tx
	q         Query
	base, end int64 // leaves of the enclosing seals, base -1 for the beginning
	size      int64 // of the newest checkpoint
	closed    bool  // the log was, up to the leaf that was read last

	before   map[string]standing // by sort
	shown    map[record.Chain]bool
	baseRows []record.Row
	endRows  []record.Row
	withheld int
	made     record.Instant
	leaves   []bundle.Leaf
	need     map[record.Hash]bool // answers
	files    map[record.Hash]bool
	captures map[record.Hash]bool
	requests map[record.Hash]bool // time stamps, as asked for
	stamps   map[record.Hash]bool // and as given
	stamped  map[int64]bool       // sizes of their checkpoints
}

func (x *exporter) contents() (bundle.Contents, error) {
	var c bundle.Contents
	if err := x.bounds(); err != nil {
		return c, err
	}
	if err := x.survey(); err != nil {
		return c, err
	}
	if err := x.gather(); err != nil {
		return c, err
	}
	d, err := x.disclosure()
	if err != nil {
		return c, err
	}
	cosigned, witnesses, err := x.cosigned()
	if err != nil {
		return c, err
	}
	c = bundle.Contents{Disclosure: d, Leaves: x.leaves, Checkpoints: x.checkpoints(), Cosigned: cosigned, Policy: x.statement(witnesses), Nested: x.q.Nested,
		Files: x.list(x.files, x.filePath), Captures: x.list(x.captures, x.capturePath),
		Requests: x.list(x.requests, x.requestPath), Responses: x.list(x.stamps, x.responsePath)}
	if c.Nodes, err = x.hidden(c.Sizes()); err != nil {
		return c, err
	}
	for _, h := range hashes(x.need) {
		c.Answers = append(c.Answers, bytes.Clone(x.tx.Bucket(answersBucket).Get(h[:])))
	}
	return c, nil
}

// bounds finds the seals that enclose the time asked for. A clock may have
// been set back: no seal before the base is younger than From, none after the
// end older than To.
func (x *exporter) bounds() error {
	x.base, x.end = -1, -1
	begun := x.q.From == 0
	cursor := x.tx.Bucket(checkpointsBucket).Cursor()
	for k, _ := cursor.First(); k != nil; k, _ = cursor.Next() {
		leaf := indexOf(k) - 1
		e, err := x.entry(leaf)
		if err != nil {
			return err
		}
		s, ok := e.(record.Seal)
		if !ok {
			return fmt.Errorf("leaf %d under a checkpoint is no seal", leaf)
		}
		if begun = begun || s.Time > x.q.From; !begun {
			x.base = leaf
		}
		switch enough := x.q.To != 0 && s.Time >= x.q.To+60_000; {
		case !enough:
			x.end = -1
		case x.end < 0 && leaf > x.base:
			x.end = leaf
		}
		x.size, x.made = leaf+1, s.Time
	}
	if x.size == 0 {
		return fmt.Errorf("nothing is sealed yet; let constat run for a while")
	}
	if x.end < 0 {
		x.end = x.size - 1
	}
	if x.base >= x.end {
		return fmt.Errorf("nothing was sealed after %v; the newest seal is of %v", x.q.From, x.made)
	}
	return nil
}

func (x *exporter) entry(leaf int64) (record.Entry, error) {
	e, err := record.Decode(x.tx.Bucket(leavesBucket).Get(indexKey(leaf)))
	if err != nil {
		return nil, fmt.Errorf("leaf %d: %w", leaf, err)
	}
	return e, nil
}

// checkpoints returns the signed heads at both seals, the newest, and those
// that shown time stamps are over.
func (x *exporter) checkpoints() map[int64][]byte {
	out := map[int64][]byte{}
	for _, size := range append([]int64{x.base + 1, x.end + 1, x.size}, slices.Collect(maps.Keys(x.stamped))...) {
		if v := x.tx.Bucket(checkpointsBucket).Get(indexKey(size)); v != nil {
			out[size] = bytes.Clone(v)
		}
	}
	return out
}

// hidden returns the hashes that cover what is not shown.
func (x *exporter) hidden(sizes []int64) ([]bundle.Node, error) {
	var out []bundle.Node
	for _, s := range bundle.Hidden(x.leaves, sizes) {
		h, err := x.hashOf(s)
		if err != nil {
			return nil, err
		}
		out = append(out, bundle.Node{Span: s, Hash: record.Hash(h)})
	}
	return out, nil
}

// hashOf computes the hash of a complete subtree.
func (x *exporter) hashOf(s seal.Span) (seal.Hash, error) {
	below := nodes(x.tx)
	if h, ok := below(s); ok {
		return h, nil
	}
	return seal.Root(s.Hi-s.Lo, func(t seal.Span) (seal.Hash, bool) {
		return below(seal.Span{Lo: t.Lo + s.Lo, Hi: t.Hi + s.Lo})
	})
}

func (x *exporter) list(set map[record.Hash]bool, path func(record.Hash) string) []bundle.File {
	var out []bundle.File
	for _, h := range hashes(set) {
		out = append(out, bundle.File{Digest: h, Open: func() (io.ReadCloser, error) { return os.Open(path(h)) }})
	}
	return out
}

func hashes(set map[record.Hash]bool) []record.Hash {
	return slices.SortedFunc(maps.Keys(set), func(a, b record.Hash) int { return bytes.Compare(a[:], b[:]) })
}

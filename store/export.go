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
	Software string          // "constat 0.1.0", goes into the bundle
	Nested   []bundle.Nested // other vantages' bundles to carry along
}

// Export writes the bundle of q: what is under the newest checkpoint. Call
// Seal before, so that nothing is pending.
func (s *Store) Export(w io.Writer, q Query) error {
	var c bundle.Contents
	err := s.db.View(func(tx *bolt.Tx) (err error) {
		x := &exporter{Store: s, tx: tx, q: q, need: map[record.Hash]bool{}, files: map[record.Hash]bool{}, captures: map[record.Hash]bool{}}
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

	shown    map[record.Chain]bool
	baseRows []record.Row
	endRows  []record.Row
	withheld int
	made     record.Instant
	leaves   []bundle.Leaf
	need     map[record.Hash]bool // answers
	files    map[record.Hash]bool
	captures map[record.Hash]bool
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
	c = bundle.Contents{Disclosure: d, Leaves: x.leaves, Checkpoints: x.checkpoints(), Policy: x.Policy(), Nested: x.q.Nested,
		Files: x.list(x.files, x.filePath), Captures: x.list(x.captures, x.capturePath)}
	if c.Nodes, err = x.hidden(slices.Collect(maps.Keys(c.Checkpoints))); err != nil {
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

// survey replays the chains' rows up to both seals, and picks what is shown by
// the definition in force at the end.
func (x *exporter) survey() error {
	rows := map[record.Chain]*record.Row{}
	targets := map[record.Chain]record.Target{}
	err := x.each(0, x.end+1, func(leaf int64, b []byte, e record.Entry) error {
		if link, bound := record.LinkOf(e); bound {
			advance(rows, link.Chain, e, b)
		}
		if t, ok := e.(record.Target); ok {
			targets[t.Chain] = t
		}
		if leaf == x.base {
			x.baseRows = snapshot(rows)
		}
		return nil
	})
	if err != nil {
		return err
	}
	x.endRows = snapshot(rows)
	x.shown = map[record.Chain]bool{}
	for id, t := range targets {
		x.shown[id] = t.Control || x.q.Show == nil || x.q.Show(t)
		if !x.shown[id] {
			x.withheld++
		}
	}
	if len(targets) > 0 && !slices.ContainsFunc(slices.Collect(maps.Keys(targets)), func(id record.Chain) bool { return x.shown[id] && !targets[id].Control }) {
		return fmt.Errorf("no target matches what was asked for; constat status lists them")
	}
	return nil
}

// each calls f for the leaves from lo up to but not including hi.
func (x *exporter) each(lo, hi int64, f func(int64, []byte, record.Entry) error) error {
	cursor := x.tx.Bucket(leavesBucket).Cursor()
	for k, v := cursor.Seek(indexKey(lo)); k != nil && indexOf(k) < hi; k, v = cursor.Next() {
		e, err := record.Decode(v)
		if err == nil {
			err = f(indexOf(k), v, e)
		}
		if err != nil {
			return fmt.Errorf("leaf %d: %w", indexOf(k), err)
		}
	}
	return nil
}

// advance moves a chain's row on by one leaf.
func advance(rows map[record.Chain]*record.Row, id record.Chain, e record.Entry, leaf []byte) {
	r := rows[id]
	if r == nil {
		r = &record.Row{Chain: id}
		rows[id] = r
	}
	r.Leaves++
	r.Head = record.Hash(seal.LeafHash(leaf))
	if s, ok := e.(record.Segment); ok {
		r.Segments++
		r.Rounds += uint64(len(s.Observations))
	}
}

func snapshot(rows map[record.Chain]*record.Row) []record.Row {
	out := make([]record.Row, 0, len(rows))
	for _, id := range sortedChains(rows) {
		out = append(out, *rows[id])
	}
	return out
}

// gather picks the leaves to show: between the seals the vantage's own and the
// shown chains'; before them what those build on.
func (x *exporter) gather() error {
	before, err := x.standing()
	if err != nil {
		return err
	}
	for _, leaf := range before {
		if err := x.show(leaf.Index, leaf.Bytes); err != nil {
			return err
		}
	}
	err = x.each(x.base+1, x.end+1, func(leaf int64, b []byte, e record.Entry) error {
		if link, bound := record.LinkOf(e); bound && !x.shown[link.Chain] {
			return nil
		}
		return x.show(leaf, bytes.Clone(b))
	})
	if err == nil && x.size-1 > x.end {
		err = x.show(x.size-1, bytes.Clone(x.tx.Bucket(leavesBucket).Get(indexKey(x.size-1))))
	}
	return err
}

// standing returns what was in force at the base: the seal itself, the newest
// start of the watch, each shown chain's definition and newest capture.
func (x *exporter) standing() ([]bundle.Leaf, error) {
	newest := map[string]bundle.Leaf{}
	err := x.each(0, x.base+1, func(leaf int64, b []byte, e record.Entry) error {
		name := ""
		switch e := e.(type) {
		case record.Watch:
			name = "watch"
		case record.Target:
			name = "target " + e.Chain.String()
		case record.Capture:
			name = "capture " + e.Chain.String()
		}
		if link, bound := record.LinkOf(e); bound && !x.shown[link.Chain] {
			return nil
		}
		if leaf == x.base {
			name = "seal"
		}
		if name != "" {
			newest[name] = bundle.Leaf{Index: leaf, Bytes: bytes.Clone(b)}
		}
		return nil
	})
	out := slices.Collect(maps.Values(newest))
	slices.SortFunc(out, func(a, b bundle.Leaf) int { return int(a.Index - b.Index) })
	return out, err
}

// show adds a leaf and notes what it names.
func (x *exporter) show(leaf int64, b []byte) error {
	e, err := record.Decode(b)
	if err != nil {
		return fmt.Errorf("leaf %d: %w", leaf, err)
	}
	x.leaves = append(x.leaves, bundle.Leaf{Index: leaf, Bytes: b})
	switch e := e.(type) {
	case record.Segment:
		for _, o := range e.Observations {
			x.need[o.Answer] = true
		}
	case record.Capture:
		x.captures[e.File] = true
		if !e.Kept.IsZero() {
			x.captures[e.Kept] = true
		}
	case record.Watch:
		x.files[e.Method] = true
		// The configuration names every target: it is shown only with all of them.
		if x.withheld == 0 {
			x.files[e.Config] = true
		}
	}
	delete(x.files, record.Hash{})
	return nil
}

// checkpoints returns the signed heads at both seals and the newest.
func (x *exporter) checkpoints() map[int64][]byte {
	out := map[int64][]byte{}
	for _, size := range []int64{x.base + 1, x.end + 1, x.size} {
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

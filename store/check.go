package store

import (
	"context"
	"fmt"
	"iter"

	bolt "go.etcd.io/bbolt"

	"constat/store/record"
	"constat/store/seal"
)

// Check verifies the whole store anew, from the leaves up, and yields all that
// is wrong, not the first thing.
func (s *Store) Check(ctx context.Context) iter.Seq[error] {
	return func(yield func(error) bool) {
		s.db.View(func(tx *bolt.Tx) error {
			c := &checker{Store: s, tx: tx, ctx: ctx, yield: yield, rows: map[record.Chain]*record.Row{}, controls: map[record.Chain]bool{},
				newest: map[record.Chain]int64{}, sealed: map[record.Chain]place{}, listed: map[record.Chain]record.Round{}, pathed: map[record.Chain]record.Round{}, pictured: map[record.Chain]record.Round{}, furnished: map[record.Chain]record.Round{}, stocked: map[record.Chain]int64{}, counts: map[record.Kind]int64{}, files: map[record.Hash]bool{}, manifests: map[record.Hash]manifest{}, hashes: map[int64]seal.Hash{}}
			c.run()
			return nil
		})
	}
}

// A checker replays the log. It trusts nothing that can be computed from the
// leaves and the key.
type checker struct {
	*Store
	tx        *bolt.Tx
	ctx       context.Context
	yield     func(error) bool
	stopped   bool
	next      int64
	rows      map[record.Chain]*record.Row
	controls  map[record.Chain]bool
	newest    map[record.Chain]int64 // leaf of the newest target entry
	sealed    map[record.Chain]place // newest observation in a segment
	listed    map[record.Chain]record.Round
	pathed    map[record.Chain]record.Round
	pictured  map[record.Chain]record.Round
	furnished map[record.Chain]record.Round
	stocked   map[record.Chain]int64
	counts    map[record.Kind]int64
	files     map[record.Hash]bool
	manifests map[record.Hash]manifest
	hashes    map[int64]seal.Hash // leaf hashes
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
	for _, part := range []func(){c.leaves, c.tree, c.state, c.signed, c.cosigners, c.answers, c.same, c.pending, c.bodies} {
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
			c.leaf(e)
		}
		c.next++
	}
	if err := c.ctx.Err(); err != nil {
		c.wrong("check was stopped: %w", err)
	}
}

func (c *checker) leaf(e record.Entry) {
	c.counts[e.Kind()]++
	if link, bound := record.LinkOf(e); bound {
		c.link(link, e)
	}
	switch e := e.(type) {
	case record.Target:
		c.newest[e.Chain] = c.next
		c.controls[e.Chain] = e.Control
		if c.key == nil {
			break // salts and secrets went with the key
		}
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
		c.text(e.Build.Dependencies)
		c.text(e.Catalogue)
	case record.Anchor:
		c.file(e.Request, c.requestPath(e.Request))
		c.file(e.Response, c.responsePath(e.Response))
	case record.Capture:
		c.capture(e)
	case record.Inventory:
		c.inventory(e)
	case record.Import:
		c.imported(e)
	case record.Path:
		c.path(e)
	case record.Picture:
		c.picture(e)
	case record.Requisites:
		c.requisites(e)
	case record.Bodies:
		c.stock(e)
	}
}

func (c *checker) link(link record.Link, e record.Entry) {
	row := rowOf(c.rows, link.Chain)
	if link.Seq != row.Leaves || link.Prev != row.Head {
		c.wrong("leaf %d does not follow the one before in chain %v", c.next, link.Chain)
	}
	advance(row, e, record.Hash(c.hashes[c.next]))
}

func (c *checker) segment(s record.Segment) {
	if leaf, ok := c.newest[s.Chain]; !ok || leaf != s.Target {
		c.wrong("leaf %d cites a target entry that is not the one in force", c.next)
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
	root, err := seal.Root(s.Previous.Size, c.leafNode)
	if s.Previous.Size > c.next || (s.Previous.Size > 0 && (err != nil || record.Hash(root) != s.Previous.Root)) {
		c.wrong("seal %d cites a checkpoint of %d leaves that is not of this tree", c.next, s.Previous.Size)
	}
	if c.key == nil {
		return
	}
	controls := 0
	var rows [][]byte
	for _, r := range snapshot(c.rows) {
		rows = append(rows, r.Salted(c.salt(c.next, r.Chain)))
		if c.controls[r.Chain] {
			controls++
		}
	}
	root, err = seal.RowsRoot(rows)
	if err != nil || record.Hash(root) != s.Rows || s.Targets != len(rows) || s.Controls != controls {
		c.wrong("seal %d is not over the chains as they stood", c.next)
	}
}

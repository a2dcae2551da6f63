package store

import (
	"fmt"
	"maps"
	"slices"

	"constat/store/record"
	"constat/store/seal"
)

// survey replays the chains' rows up to both seals, notes what stood at the
// base, and picks what is shown by the definition in force at the end.
func (x *exporter) survey() error {
	x.before = map[string]standing{}
	rows := map[record.Chain]*record.Row{}
	targets := map[record.Chain]record.Target{}
	err := x.each(0, x.end+1, func(leaf int64, b []byte, e record.Entry) error {
		if link, bound := record.LinkOf(e); bound {
			advance(rowOf(rows, link.Chain), e, record.Hash(seal.LeafHash(b)))
		}
		if t, ok := e.(record.Target); ok {
			targets[t.Chain] = t
		}
		x.closed = x.closed || e.Kind() == record.KindClose
		if leaf <= x.base {
			x.stand(leaf, b, e)
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
	if !x.q.Least && len(targets) > 0 && !slices.ContainsFunc(slices.Collect(maps.Keys(targets)), func(id record.Chain) bool { return x.shown[id] && !targets[id].Control }) {
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

// rowOf returns a chain's row, empty before its first leaf.
func rowOf(rows map[record.Chain]*record.Row, id record.Chain) *record.Row {
	r := rows[id]
	if r == nil {
		r = &record.Row{Chain: id}
		rows[id] = r
	}
	return r
}

// advance moves a chain's row on by one leaf.
func advance(r *record.Row, e record.Entry, leaf record.Hash) {
	r.Leaves++
	r.Head = leaf
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

// Shows reports whether show, nil for all, picks a target of this log.
func (s *Store) Shows(show func(record.Target) bool) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.chains {
		if !c.Target.Control && (show == nil || show(c.Target)) {
			return true
		}
	}
	return false
}

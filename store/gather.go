package store

import (
	"bytes"
	"fmt"
	"slices"

	"constat/store/bundle"
	"constat/store/record"
)

// gather picks the leaves to show: between the seals the vantage's own and the
// shown chains'; before them what those build on.
func (x *exporter) gather() error {
	for _, leaf := range x.standing() {
		if err := x.show(leaf.Index, leaf.Bytes); err != nil {
			return err
		}
	}
	err := x.each(x.base+1, x.end+1, func(leaf int64, b []byte, e record.Entry) error {
		if link, bound := record.LinkOf(e); bound && !x.shown[link.Chain] {
			return nil
		}
		return x.show(leaf, bytes.Clone(b))
	})
	if err == nil {
		err = x.after()
	}
	if err == nil && x.size-1 > x.end && !x.closed {
		err = x.show(x.size-1, bytes.Clone(x.tx.Bucket(leavesBucket).Get(indexKey(x.size-1))))
	}
	return err
}

// after shows the first time stamp of each authority, from the end on, that
// covers the end, and the entry that closed the log with all that follows it.
func (x *exporter) after() error {
	have := map[string]bool{}
	return x.each(x.end+1, x.size, func(leaf int64, b []byte, e record.Entry) error {
		if x.closed = x.closed || e.Kind() == record.KindClose; x.closed {
			return x.show(leaf, bytes.Clone(b))
		}
		a, ok := e.(record.Anchor)
		if !ok || a.Size <= x.end || have[a.Authority] {
			return nil
		}
		have[a.Authority] = true
		return x.show(leaf, bytes.Clone(b))
	})
}

// A standing leaf was the newest of its sort at the base, and may be shown.
type standing struct {
	bundle.Leaf
	chain record.Chain
	bound bool
}

// stand notes what was in force at the base: the seal itself, the newest start
// of the watch and stamp of each authority, each chain's definition, newest
// capture, path, picture, requisites and inventory with a manifest, and all from a close on.
func (x *exporter) stand(leaf int64, b []byte, e record.Entry) {
	name := ""
	switch e := e.(type) {
	case record.Successor:
		name = "successor"
	case record.Watch:
		name = "watch"
	case record.Anchor:
		name = "anchor " + e.Authority
	case record.Target:
		name = "target " + e.Chain.String()
	case record.Capture:
		name = "capture " + e.Chain.String()
	case record.Inventory:
		if !e.File.IsZero() {
			name = "inventory " + e.Chain.String()
		}
	case record.Path:
		name = "path " + e.Chain.String()
	case record.Picture:
		name = "picture " + e.Chain.String()
	case record.Requisites:
		name = "requisites " + e.Chain.String()
	}
	if leaf == x.base {
		name = "seal"
	}
	if x.closed {
		name = fmt.Sprintf("from the close on, leaf %d", leaf)
	}
	if name != "" {
		link, bound := record.LinkOf(e)
		x.before[name] = standing{bundle.Leaf{Index: leaf, Bytes: bytes.Clone(b)}, link.Chain, bound}
	}
}

// standing returns what stood at the base, but for chains that are withheld.
func (x *exporter) standing() []bundle.Leaf {
	var out []bundle.Leaf
	for _, s := range x.before {
		if !s.bound || x.shown[s.chain] {
			out = append(out, s.Leaf)
		}
	}
	slices.SortFunc(out, func(a, b bundle.Leaf) int { return int(a.Index - b.Index) })
	return out
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
	case record.Inventory:
		x.files[e.File] = true
		// What one before the base compares with is not shown.
		if leaf > x.base {
			x.files[e.Before] = true
		}
	case record.Import:
		x.files[e.File] = true
	case record.Picture:
		x.files[e.View], x.files[e.Full] = true, true
	case record.Requisites:
		for _, p := range e.Parts {
			x.captures[p.File] = true
			if !p.Kept.IsZero() {
				x.captures[p.Kept] = true
			}
		}
	case record.Bodies:
		for _, k := range e.Kept {
			x.captures[k.File] = true
		}
	case record.Anchor:
		x.requests[e.Request], x.stamps[e.Response], x.stamped[e.Size] = true, true, true
	case record.Watch:
		x.files[e.Method], x.files[e.Build.Dependencies], x.files[e.Catalogue] = true, true, true
		// The configuration names every target: it is shown only with all of them.
		if x.withheld == 0 {
			x.files[e.Config] = true
		}
	}
	delete(x.files, record.Hash{})
	return nil
}

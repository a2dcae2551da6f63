package bundle

import (
	"iter"

	"constat/store/record"
)

// A Listed is an inventory with its place in the log.
type Listed struct {
	record.Inventory
	Definition *Definition // in force when it was kept
	Leaf       int64
	Bracket    *Bracket // nil where the reader's policy asks for no time stamps
	Away       bool     // it began, or ended, while the program had stopped by its own account
	Timely     bool     // it ended between the checkpoints around it, by the vantage's own word
}

// Listings yields t's inventories in the order of the log.
func (t *Target) Listings() iter.Seq[Listed] {
	return func(yield func(Listed) bool) {
		for _, item := range t.Inventories {
			bracket := t.log.bracket(item.Leaf, t.log.stampBefore(item.Leaf))
			e := item.Entry.(record.Inventory)
			if !yield(Listed{e, t.inForce(item.Leaf), item.Leaf, bracket, t.log.stopped(e.Time) || t.log.stopped(e.Ended) || t.log.afterStop(item.Leaf), t.timely(item.Leaf, e.Ended, e.Ended)}) {
				return
			}
		}
	}
}

func (l *Log) stopped(at record.Instant) bool {
	return l.controls != nil && l.controls.stopped(record.Round(at/100))
}

// afterStop reports whether the newest account of the program above a leaf is
// that it stopped: who does not run lists nothing.
func (l *Log) afterStop(leaf int64) (stopped bool) {
	newest := int64(-1)
	for _, item := range l.Entries {
		if w, ok := item.Entry.(record.Watch); ok && item.Leaf < leaf && item.Leaf > newest {
			newest, stopped = item.Leaf, w.Event == "stop"
		}
	}
	return stopped
}

// stampBefore returns 1 + the leaf of the newest time stamp above a leaf, 0
// for none: an entry is composed when it is written.
func (l *Log) stampBefore(leaf int64) (anchor int64) {
	for _, item := range l.Entries {
		if _, ok := item.Entry.(record.Anchor); ok && item.Leaf < leaf {
			anchor = max(anchor, item.Leaf+1)
		}
	}
	return anchor
}

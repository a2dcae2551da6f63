package report_test

import (
	"time"

	"constat/store"
	"constat/store/bundle"
	"constat/store/record"
)

// succeed ends the epoch of n and returns the next, which n's store no longer
// is.
func (n *node) succeed(reason string, targets ...record.Target) *node {
	n.t.Helper()
	n.must(n.Close())
	now := noon.Add(time.Duration(n.minute) * time.Minute)
	s, err := store.Succeed(n.dir, now, store.Succession{Reason: reason, Keys: []string{n.VerifierKey()}})
	n.must(err)
	n.t.Cleanup(func() { s.Close() })
	_, err = s.Seal(now)
	n.must(err)
	next := &node{Store: s, t: n.t, dir: n.dir, phase: n.phase, minute: n.minute}
	next.enter(targets...)
	return next
}

// before returns the bundle of the epoch before n's.
func (n *node) before() (b *bundle.Bundle) {
	n.t.Helper()
	for old, err := range n.Earlier() {
		n.must(err)
		return (&node{Store: old, t: n.t, minute: n.minute}).exported(store.Query{})
	}
	n.t.Fatal("there is no epoch before")
	return nil
}

package store

import (
	"errors"
	"testing"
)

// A commit that took place and was reported as failed is taken for what it
// is: what was handed over once is in the log once.
func TestCommitReportedAsFailed(t *testing.T) {
	s, _ := newStore(t)
	w := enter(t, s, target("shop"))
	observe(t, s, seen(w[0], 0, "x"))
	before := *s.chains[w[0].Chain]
	number := s.number
	observe(t, s, seen(w[0], 1, "x"))

	// The store's memory is put back to before the second batch, as a commit
	// that reports an error leaves it.
	s.chains[w[0].Chain], s.number = &before, number
	lost := errors.New("input/output error")
	if err := s.settle(&batch{number: number + 1}, lost); err != nil {
		t.Fatalf("the batch is on disk: %v", err)
	}
	if err := s.settle(&batch{number: number + 2}, lost); !errors.Is(err, lost) {
		t.Fatalf("the batch is not on disk: %v", err)
	}
	observe(t, s, seen(w[0], 2, "x"))
	sealAt(t, s, 3)
	n := 0
	for range verify(t, s, export(t, s, Query{})).Logs[0].Targets[0].Observations() {
		n++
	}
	if n != 3 {
		t.Errorf("%d observations, 3 were made", n)
	}
}

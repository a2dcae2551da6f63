package collector

import (
	"crypto/sha256"
	"encoding/binary"

	"constat/collector/probe"
	"constat/store/record"
)

// A target is one that is watched, and where it stands. Only the scheduling
// goroutine touches it.
type target struct {
	record.Watched
	ask     probe.Func
	next    record.Round // the next scheduled one
	newest  record.Round // the newest that was asked
	asked   bool         // a question is on its way
	held    []*held      // seen, in order, the first waiting for the controls
	waiting []*asking    // who waits for this control
}

// A held is an observation that may have to wait for the controls.
type held struct {
	seen   record.Seen
	asking *asking // nil: it waits for nothing
}

// phase is where on the grid the rounds of a chain lie: the same at every
// start, and spread over the interval.
func phase(c record.Chain, interval record.Round) record.Round {
	digest := sha256.Sum256(c[:])
	return record.Round(binary.BigEndian.Uint64(digest[:]) % uint64(interval))
}

// firstAfter returns the first round of the grid after another round.
func firstAfter(c record.Chain, interval, r record.Round) record.Round {
	p := phase(c, interval)
	if r < p {
		return p
	}
	return p + ((r-p)/interval+1)*interval
}

// skip moves next to the first round from r on, and returns the rounds that
// were left out: the first, the last and how many.
func (t *target) skip(r record.Round) (from, to record.Round, n int64) {
	if t.next >= r {
		return 0, 0, 0
	}
	n = int64((r - 1 - t.next) / t.Interval)
	from, to = t.next, t.next+record.Round(n)*t.Interval
	t.next = to + t.Interval
	return from, to, n + 1
}

// A queue holds targets by next round, for container/heap.
type queue []*target

func (q queue) Len() int           { return len(q) }
func (q queue) Less(i, j int) bool { return q[i].next < q[j].next }
func (q queue) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(x any)        { *q = append(*q, x.(*target)) }

func (q *queue) Pop() any {
	last := (*q)[len(*q)-1]
	*q = (*q)[:len(*q)-1]
	return last
}

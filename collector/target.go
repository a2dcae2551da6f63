package collector

import (
	"crypto/sha256"
	"encoding/binary"
	"net/netip"
	"time"

	"constat/collector/probe"
	"constat/store/record"
)

const longestPatience = time.Second

// A target is one that is watched, and where it stands. Only the scheduling
// goroutine touches it.
type target struct {
	record.Watched
	ask      probe.Func
	patience time.Duration
	next     record.Round // the next scheduled one
	newest   record.Round // the newest that was asked
	turn     record.Round // when next is asked, where it waits for its turn with a host; 0 where it does not
	asked    bool         // a question is on its way
	put      time.Time    // when it was put
	pending  bool         // it is in the list of that name
	askings  []*asking    // begun while it is on its way, oldest first
	before   []*asking    // begun before, and open still when it was put
	held     []*held      // seen, in order, the first waiting for the controls
	waiting  []*asking    // who waits for this control
	failing  bool         // of a control: its newest question had no answer

	trouble  trouble        // of what is watched: how bad its newest answer was
	good     netip.AddrPort // who answered last as it should
	tried    time.Time      // when it was last asked in other ways
	attempts uint8          // that were handed over since its newest scheduled question
	missed   int            // of what a provider says: looks in a row that failed
}

// wantsAsking says whether a question is on its way that no asking overlaps.
func (t *target) wantsAsking() bool {
	n := len(t.askings)
	return t.asked && (n == 0 || t.askings[n-1].started.Before(t.put))
}

// patience is how long a question runs before controls are asked beside it.
func patience(q record.Question) time.Duration {
	half := time.Duration(q.Timeout) * time.Millisecond / 2
	if half <= 0 {
		return longestPatience
	}
	return min(half, longestPatience)
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

// firstRound returns the first round of a target after now. What a provider says is
// asked at once, and from then on an interval after another: terms are asked once a
// day, and must not be found a day late. Where the last look failed it is sooner, and
// missed counts how long that has been.
func firstRound(w record.Watched, now record.Round) (first record.Round, missed int) {
	if w.Question.Kind != record.AskStatement {
		return firstAfter(w.Chain, w.Interval, max(now, w.Last)), 0
	}
	if w.Last == 0 {
		return now + 1, 0
	}
	for n := 1; w.Failed && n <= record.MaxAgain; n++ {
		if r := w.Last + record.Again(n, w.Interval); r > now {
			return r, n
		}
	}
	return w.Last + (max(now-w.Last, 0)/w.Interval+1)*w.Interval, 0
}

// again puts the next look at what a provider says after one that failed. It
// reports whether that is another round than it was.
func (t *target) again(failed bool, round record.Round) bool {
	if t.Question.Kind != record.AskStatement {
		return false
	}
	if !failed {
		t.missed = 0
		return false
	}
	t.missed++
	before := t.next
	t.next = min(t.next, round+record.Again(t.missed, t.Interval))
	return t.next != before
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

// due is when the next round is asked.
func (t *target) due() record.Round { return max(t.next, t.turn) }

// A queue holds targets by when they are due, for container/heap.
type queue []*target

func (q queue) Len() int           { return len(q) }
func (q queue) Less(i, j int) bool { return q[i].due() < q[j].due() }
func (q queue) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(x any)        { *q = append(*q, x.(*target)) }

func (q *queue) Pop() any {
	last := (*q)[len(*q)-1]
	*q = (*q)[:len(*q)-1]
	return last
}

package bundle

import (
	"slices"
	"time"

	"constat/store/record"
	"constat/store/seal"
)

// A Bound is a moment that two independent authorities attest, and their names.
type Bound struct {
	Time        record.Instant
	Authorities [2]string
}

// NotAfter returns the moment by which a leaf was committed: the later of the
// two earliest stamps, by independent authorities, over a checkpoint that
// covers it, each with its accuracy added.
func (l *Log) NotAfter(leaf int64) (Bound, bool) {
	b := l.bounded()
	key := boundKey{true, len(l.Stamps) - below(b.sizes, leaf+1)}
	return b.bound(key, b.earliest, func(s *Stamped) bool { return s.Size > leaf })
}

// NotBefore returns the moment before which an entry cannot have been
// composed: the earlier of the two latest stamps, by independent authorities,
// that were in the log when it was, each with its accuracy taken off. anchor
// is 1 + the leaf of the newest stamp it knew.
func (l *Log) NotBefore(anchor int64) (Bound, bool) {
	b := l.bounded()
	return b.bound(boundKey{false, below(b.leaves, anchor)}, b.latest, func(s *Stamped) bool { return s.Leaf < anchor })
}

// bracket returns both bounds of a segment, or nil where none are asked for.
func (l *Log) bracket(leaf, anchor int64) *Bracket {
	if !l.Attested {
		return nil
	}
	var b Bracket
	b.NotBefore, _ = l.NotBefore(anchor)
	b.NotAfter, _ = l.NotAfter(leaf)
	return &b
}

// Bounds are what stamps attest. The leaves between two stamps share theirs, so
// that answers are kept; a year of hourly stamps is thousands.
type bounds struct {
	sizes, leaves    []int64  // of all stamps, in order
	earliest, latest []moment // all stamps, in the order of what they attest
	known            map[boundKey]boundAnswer
}

// A moment is when a stamp is sure of.
type moment struct {
	*Stamped
	at    time.Time
	group int // stamps of one group have the same chain
}

// A boundKey names a question about stamps: as a log grows, the stamps that
// cover a leaf, or that it knew, are told by their number.
type boundKey struct {
	after bool
	n     int
}

type boundAnswer struct {
	Bound
	ok bool
}

func (l *Log) bounded() *bounds {
	if l.bounds == nil {
		l.bounds = newBounds(l.Stamps)
	}
	return l.bounds
}

func newBounds(stamps []Stamped) *bounds {
	b := &bounds{known: map[boundKey]boundAnswer{}}
	groups := map[string]int{}
	for i := range stamps {
		s := &stamps[i]
		chain := string(s.Root[:])
		for _, c := range s.Chain {
			chain += string(c.RawSubjectPublicKeyInfo)
		}
		if _, ok := groups[chain]; !ok {
			groups[chain] = len(groups)
		}
		b.sizes, b.leaves = append(b.sizes, s.Size), append(b.leaves, s.Leaf)
		b.earliest = append(b.earliest, moment{s, s.Time.Add(s.Accuracy), groups[chain]})
		b.latest = append(b.latest, moment{s, s.Time.Add(-s.Accuracy), groups[chain]})
	}
	slices.Sort(b.sizes)
	slices.Sort(b.leaves)
	slices.SortStableFunc(b.earliest, func(x, y moment) int { return x.at.Compare(y.at) })
	slices.SortStableFunc(b.latest, func(x, y moment) int { return y.at.Compare(x.at) })
	return b
}

// below counts what lies below n in a sorted list.
func below(list []int64, n int64) int {
	i, _ := slices.BinarySearch(list, n)
	return i
}

func (b *bounds) bound(key boundKey, list []moment, counts func(*Stamped) bool) (Bound, bool) {
	a, ok := b.known[key]
	if !ok {
		a.Bound, a.ok = pair(list, counts)
		b.known[key] = a
	}
	return a.Bound, a.ok
}

// pair returns the first moment, in the given order, at which two independent
// authorities have spoken. Of each it need remember the first word only.
func pair(list []moment, counts func(*Stamped) bool) (Bound, bool) {
	var firsts []moment
	for _, s := range list {
		if !counts(s.Stamped) {
			continue
		}
		spoken := false
		for _, t := range firsts {
			if spoken = spoken || t.group == s.group; t.group != s.group && seal.Independent(s.Stamp, t.Stamp) {
				return Bound{record.At(s.at), [2]string{t.Authority, s.Authority}}, true
			}
		}
		if !spoken {
			firsts = append(firsts, s)
		}
	}
	return Bound{}, false
}

package bundle

import (
	"fmt"
	"sync/atomic"

	"constat/store/record"
)

// A cited answer is there once for all observations that cite it.
type cited struct {
	record.Answer
	used atomic.Bool
}

// walk calls see with the observations of some of t's segments, in order, until
// it says no. What see is given is good until it returns: a year of a target
// is walked in the room of one segment.
func (t *Target) walk(segments []Leaf, see func(*Observed) bool) {
	var s record.Segment
	o := Observed{log: t.log}
	for _, leaf := range segments {
		mustSegment(leaf, &s)
		o.Leaf, o.Anchor = leaf.Index, s.Anchor
		o.Definition, o.Bracket = t.definition(s.Target), t.log.bracket(leaf.Index, s.Anchor)
		for i := range s.Observations {
			o.take(&s.Observations[i], t.log)
			if o.Item = i; !see(&o) {
				return
			}
		}
	}
}

// take moves o on to the next observation. Mostly that has the answer of the
// one before, and then the answer stays.
func (o *Observed) take(next *record.Observation, l *Log) {
	same := o.cited != nil && o.Observation.Answer == next.Answer && o.Body == next.Body && o.Size == next.Size
	o.Observation = *next
	if same {
		return
	}
	o.cited = l.answers[o.Observation.Answer]
	o.Answer = o.cited.Answer
	if !o.Body.IsZero() {
		o.Answer.Body, o.Answer.Size = o.Body, o.Size
	}
}

// mustSegment decodes a leaf that verification has decoded before.
func mustSegment(l Leaf, s *record.Segment) {
	if err := record.DecodeSegmentAgain(l.Bytes, s); err != nil {
		panic(fmt.Sprintf("bundle: internal error: leaf %d was verified: %v", l.Index, err))
	}
}

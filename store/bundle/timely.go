package bundle

import (
	"time"

	"constat/store/record"
)

// timelyBy is how far from what stands around it an entry may say that it was
// made: what is made beside the rounds waits for its turn, asks and is kept
// within minutes.
const timelyBy = record.Instant(10 * time.Minute / time.Millisecond)

// timely reports whether an entry at leaf, made from one instant to another,
// goes with the rounds that it names, and with the checkpoints before it and
// after. A clock that was set explains one that does not as well as a tale does,
// so that it breaks nothing: nothing is to follow from its times.
func (t *Target) timely(leaf int64, from, to record.Instant, rounds ...record.Round) bool {
	for _, r := range rounds {
		if at := record.Instant(r.Millis()); r != 0 && (from < at-timelyBy || from > at+timelyBy) {
			return false
		}
	}
	before, after := t.log.sealedAround(leaf)
	return from >= before-timelyBy && to <= after+timelyBy
}

// sealedAround returns when the newest shown checkpoint before a leaf was made,
// 0 for none, and the first after it, by the vantage's own word.
func (l *Log) sealedAround(leaf int64) (before, after record.Instant) {
	for _, item := range l.Entries {
		s, ok := item.Entry.(record.Seal)
		if ok && item.Leaf > leaf {
			return before, s.Time
		}
		if ok {
			before = s.Time
		}
	}
	return before, l.Sealed
}

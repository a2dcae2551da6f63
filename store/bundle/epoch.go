package bundle

import (
	"fmt"
	"strings"

	"constat/store/record"
)

// The epochs of a vantage within one log: what may stand where.

// epochal reports whether an entry is one that ties epochs: shown wherever
// the account begins and ends. From a close on everything is.
func epochal(item Item, closed int64) bool {
	switch item.Entry.Kind() {
	case record.KindSuccessor:
		return item.Leaf == 0
	case record.KindClose:
		return true
	case record.KindSeal:
		return closed >= 0 && item.Leaf > closed
	}
	return false
}

// epochs checks what this log says of the one before it and the one after.
func (v *verifier) epochs() bool {
	return v.account.epoch() == nil || v.try(History, "epochs", v.account.epoch(), Words{})
}

// Follows returns what l says of the log it goes on with.
func (l *Log) Follows() (record.Successor, bool) {
	if len(l.Entries) == 0 || l.Entries[0].Leaf != 0 {
		return record.Successor{}, false
	}
	s, ok := l.Entries[0].Entry.(record.Successor)
	return s, ok
}

// Closed returns the entry that closed l, where it is shown.
func (l *Log) Closed() (c record.Close, leaf int64, ok bool) {
	for _, item := range l.Entries {
		if c, ok := item.Entry.(record.Close); ok {
			return c, item.Leaf, true
		}
	}
	return c, -1, false
}

func (l *Log) epoch() error {
	vantage, n, ok := record.Epoch(l.Origin)
	if !ok {
		return fmt.Errorf("log %q: not the number of an epoch", l.Origin)
	}
	if _, follows := l.Follows(); n > 1 && !follows {
		return fmt.Errorf("log %s does not show what it follows: its first leaf is to say so", l.Origin)
	}
	for _, item := range l.Entries {
		if err := l.ties(item, vantage, n); err != nil {
			return err
		}
	}
	return l.ends()
}

// ties checks where an entry that ties epochs stands, and that it names the
// epoch next to its own.
func (l *Log) ties(item Item, vantage string, n int) error {
	switch e := item.Entry.(type) {
	case record.Successor:
		if item.Leaf != 0 {
			return fmt.Errorf("leaf %d says what this log follows: only leaf 0 can", item.Leaf)
		}
		if nameOf(e.Predecessor) != record.EpochOf(vantage, n-1) {
			return fmt.Errorf("log %s says that it follows %q, which is not the epoch before it", l.Origin, nameOf(e.Predecessor))
		}
	case record.Close:
		if nameOf(e.Successor) != record.EpochOf(vantage, n+1) {
			return fmt.Errorf("log %s is closed in favour of %q, which is not the epoch after it", l.Origin, nameOf(e.Successor))
		}
	}
	return nil
}

// ends checks that a close is shown where a seal counts one, and that nothing
// but time stamps and seals follows it: leaf by leaf, up to the newest.
func (l *Log) ends() error {
	_, closed, ok := l.Closed()
	after := int64(0)
	for _, item := range l.Entries {
		later := ok && item.Leaf > closed
		if later {
			after++
		}
		switch e := item.Entry.(type) {
		case record.Anchor:
		case record.Seal:
			if n := e.Count(record.KindClose); later && n != 1 || !later && n != 0 {
				return fmt.Errorf("seal %d counts %d entries of kind close, which is not what is shown", item.Leaf, n)
			}
		default:
			if later {
				return fmt.Errorf("leaf %d, of kind %s, comes after leaf %d closed the log", item.Leaf, item.Entry.Kind(), closed)
			}
		}
	}
	if beyond := l.Head.Size - 1 - closed; ok && after != beyond {
		return fmt.Errorf("%d leaves after leaf %d closed the log are not time stamps or seals that are shown", beyond-after, closed)
	}
	return nil
}

// nameOf is the name in a verifier key, "NAME+HASH+KEY".
func nameOf(vkey string) string {
	name, _, _ := strings.Cut(vkey, "+")
	return name
}

package bundle

import (
	"fmt"
	"strings"

	"constat/store/record"
)

// The epochs of a vantage within one log: what may stand where.

// epochal reports whether an entry is one that ties epochs: shown wherever
// the account begins and ends.
func epochal(item Item) bool {
	switch item.Entry.Kind() {
	case record.KindSuccessor:
		return item.Leaf == 0
	case record.KindClose:
		return true
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

// ends checks that nothing but time stamps and seals follows a close: leaf by
// leaf up to the end of the account, by what the newest seal counts beyond.
func (l *Log) ends() error {
	_, closed, ok := l.Closed()
	if !ok {
		return nil
	}
	shown := int64(0)
	var end, newest record.Seal
	for _, item := range l.Entries {
		s, isSeal := item.Entry.(record.Seal)
		switch {
		case item.Leaf > closed && !isSeal && item.Entry.Kind() != record.KindAnchor:
			return fmt.Errorf("leaf %d, of kind %s, comes after leaf %d closed the log", item.Leaf, item.Entry.Kind(), closed)
		case item.Leaf > closed && item.Leaf <= l.End:
			shown++
		}
		if isSeal && item.Leaf == l.End {
			end = s
		}
		if isSeal && item.Leaf == l.Head.Size-1 {
			newest = s
		}
	}
	if closed > l.End {
		return nil
	}
	if after := l.End - closed; shown != after {
		return fmt.Errorf("%d leaves after leaf %d closed the log are not time stamps or seals", after-shown, closed)
	}
	for _, k := range record.Kinds {
		if k != record.KindAnchor && k != record.KindSeal && newest.Count(k) != end.Count(k) {
			return fmt.Errorf("the newest seal counts more entries of kind %s than when leaf %d closed the log", k, closed)
		}
	}
	return nil
}

// nameOf is the name in a verifier key, "NAME+HASH+KEY".
func nameOf(vkey string) string {
	name, _, _ := strings.Cut(vkey, "+")
	return name
}

package bundle

import (
	"errors"
	"fmt"

	"constat/store/record"
)

// networks refuses changes of the vantage's own network that are none, or that
// change something else: each is entered where what was entered before no longer
// held, by the same program with the same configuration.
func (l *Log) networks() error {
	var before *record.Watch
	for _, item := range l.Entries {
		w, ok := item.Entry.(record.Watch)
		if !ok {
			continue
		}
		if err := movedFrom(before, w, l.Base); w.Event == "network" && err != nil {
			return fmt.Errorf("leaf %d: %w", item.Leaf, err)
		}
		before = &w
	}
	return nil
}

// movedFrom checks a change against the entry before; where a bundle begins
// later than the log that may not be shown.
func movedFrom(before *record.Watch, w record.Watch, base int64) error {
	switch {
	case before == nil && base >= 0:
		return nil
	case before == nil, before.Event == "stop":
		return errors.New("the network of a program that did not run")
	case !w.Moved(*before):
		return errors.New("a network that changed into itself")
	case w.Version != before.Version, w.Binary != before.Binary, w.Config != before.Config, w.Method != before.Method, w.Catalogue != before.Catalogue,
		w.Targets != before.Targets, w.Controls != before.Controls:
		return errors.New("more than the network is said to have changed")
	}
	return nil
}

package bundle

import (
	"errors"
	"fmt"
	"iter"
	"net/netip"
	"slices"

	"constat/store/record"
)

// A Stood is a path with its place in the log.
type Stood struct {
	record.Path
	Definition *Definition // in force when it was kept
	Leaf       int64
	Bracket    *Bracket // nil where the reader's policy asks for no time stamps
	Timely     bool     // its times go with its rounds and with the checkpoints around it, and one of a start with a start
}

// Stands yields t's paths in the order of the log.
func (t *Target) Stands() iter.Seq[Stood] {
	return func(yield func(Stood) bool) {
		started := int64(-1) // the leaf of the last path of a start
		for _, item := range t.Paths {
			bracket := t.log.bracket(item.Leaf, t.log.stampBefore(item.Leaf))
			p := item.Entry.(record.Path)
			timely := t.timely(item.Leaf, p.Time, p.Ended, p.Round, p.Failed)
			if p.Reason == "start" {
				timely = timely && (started < 0 || t.log.beganIn(started, item.Leaf))
				started = item.Leaf
			}
			if !yield(Stood{p, t.inForce(item.Leaf), item.Leaf, bracket, timely}) {
				return
			}
		}
	}
}

// beganIn reports whether the program says, between two leaves, that it started
// or took a configuration up. One that could not be, after which the program goes on as before, is
// not told: so that a second path of a start breaks nothing, and counts for nothing.
func (l *Log) beganIn(after, before int64) bool {
	return slices.ContainsFunc(l.Entries, func(item Item) bool {
		w, ok := item.Entry.(record.Watch)
		return ok && item.Leaf > after && item.Leaf < before && (w.Event == "start" || w.Event == "reload")
	})
}

// pathed checks who is said to have stood behind the names of targets, against
// the questions and against each other.
func (v *verifier) pathed() bool {
	n := 0
	for _, t := range v.account.Targets {
		for i, item := range t.Paths {
			if err := t.stood(v.disclosure.Base, i, item, item.Entry.(record.Path)); err != nil {
				return v.try(Integrity, "paths", fmt.Errorf("leaf %d: %w", item.Leaf, err), Words{})
			}
			n++
		}
	}
	if n > 0 {
		v.add(Integrity, "paths", OK, some(n, Words{},
			Words{"1 relevé de ce qui se trouvait derrière un nom, conforme à sa question", "1 record of who stood behind a name, as its question has it"},
			Words{"%d relevés de ce qui se trouvait derrière les noms, conformes à leurs questions", "%d records of who stood behind names, as their questions have it"}))
	}
	return true
}

func (t *Target) stood(base int64, i int, item Item, p record.Path) error {
	d := t.inForce(item.Leaf)
	switch {
	case d == nil || d.Control:
		return errors.New("a path of what is not watched")
	case d.Question.Host() != p.Host || p.Host == "":
		return fmt.Errorf("it is of the host %.80q, the question asks %.80q", p.Host, d.Question.Host())
	case i > 0 && t.Paths[i-1].Entry.(record.Path).Round >= p.Round:
		return fmt.Errorf("round %d does not come after the one before", p.Round)
	}
	if a, err := netip.ParseAddr(p.Host); err == nil && (len(p.Addresses) != 1 || p.Addresses[0].Address != a.Unmap()) {
		return fmt.Errorf("the host %v is another address", a)
	}
	for _, a := range p.Addresses {
		if own(a.Address) && (a.Origin.Fault != record.PathUnasked || a.Network.Fault != record.PathUnasked) {
			return fmt.Errorf("somebody is said to have been asked whose %v is", a.Address)
		}
	}
	if p.Reason != "incident" || item.Leaf <= base {
		return nil
	}
	switch o := t.followed[item.Leaf]; {
	case o == nil && (base < 0 || p.Failed >= t.earliest):
		return fmt.Errorf("it follows round %d, which has no observation", p.Failed)
	case o != nil && !o.AsksControls():
		return fmt.Errorf("it follows round %d, which did not fail", p.Failed)
	}
	return nil
}

// own reports whether an address is of this machine or of its own network: no
// registry holds it, and nobody is asked.
func own(a netip.Addr) bool {
	return a.IsLoopback() || a.IsPrivate() || a.IsLinkLocalUnicast() || a.IsUnspecified() || a.IsMulticast()
}

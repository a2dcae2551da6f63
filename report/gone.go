package report

import (
	"fmt"
	"iter"
	"maps"
	"slices"

	"constat/report/dossier"
	"constat/report/loss"
)

// Bounds on what a report lists. A loss takes a few kilobytes in a dossier, its
// JSON and its pages while the report is made: past mostListed the figures stay
// exact, and the rest stands in the attached list alone, line by line.
const (
	mostListed = 50_000
	mostLosses = 1_000_000
)

// A missed list is the files of one store that are gone, as a report tells them.
type missed struct {
	dossier.Inventory
	counted, seen, copies []counting
	shelters              []shelter   // other stores that may hold copies
	gone                  []loss.Gone // of the period
	held                  *held       // against them; nil for a list of others
}

// each makes the loss of each file in turn; only says of which, nil for all.
func (m missed) each(only func(i int) bool) iter.Seq[dossier.Loss] {
	return func(yield func(dossier.Loss) bool) {
		for i, g := range m.gone {
			if (only == nil || only(i)) && !yield(goneOf(m, g)) {
				return
			}
		}
	}
}

// tell adds what is gone: the sum of all, those that are listed, and the rest.
func (b *builder) tell(m missed, list []loss.Gone, listed, most int) error {
	for _, g := range list {
		if at := m.counted[g.Missing].Ended.Instant; m.SecondHand || b.in(at) {
			m.gone = append(m.gone, g)
		}
	}
	if len(m.gone) == 0 {
		return nil
	}
	if files := len(b.d.Losses) + int(b.d.Unlisted) + len(m.gone); files > most {
		return fmt.Errorf("%s: %d files are gone, and a report lists at most %d; make one of fewer targets, or of a shorter period", m.Target, len(m.gone), most)
	}
	w := m.whole()
	empty, err := m.emptied()
	if err != nil {
		return err
	}
	if w.Emptied = empty; empty != nil {
		w.State = "emptied"
	}
	b.d.Losses = append(b.d.Losses, w)
	shown, left := m.first(max(0, listed-b.listed))
	for l := range m.each(func(i int) bool { return shown == nil || shown[i] }) {
		b.d.Losses = append(b.d.Losses, l)
		b.listed++
	}
	if left > 0 {
		b.d.Unlisted += int64(left)
		b.d.Rest = append(b.d.Rest, m.each(func(i int) bool { return !shown[i] }))
	}
	return nil
}

// first chooses which files are listed one by one, where there is room for so
// many: what is still missing first, each in order of path; nil for all.
func (m missed) first(room int) (shown []bool, left int) {
	if len(m.gone) <= room {
		return nil, 0
	}
	shown, left = make([]bool, len(m.gone)), len(m.gone)
	for _, back := range []bool{false, true} {
		for i, g := range m.gone {
			if room > 0 && g.Back() == back {
				shown[i] = true
				room, left = room-1, left-1
			}
		}
	}
	return shown, left
}

// whole sums up the files of a target that are gone: each once, as it went last
// in the period.
func (m missed) whole() dossier.Loss {
	w := lossOf(m.Inventory, "partial")
	w.OfFiles, w.OfBytes, w.OfUnsized = m.Total.First.Files, m.Total.First.Bytes, m.Total.First.Unsized
	latest, back, against := loss.Latest(m.gone), true, map[loss.Doubt]bool{}
	var leaves refs
	i := -1
	for g := range m.each(nil) {
		i++
		for _, d := range g.Review {
			against[loss.Doubt(d)] = true
		}
		leaves.add(g.Leaves)
		w.LastSeen, w.FirstMissing = earlier(w.LastSeen, g.LastSeen.Instant), earlier(w.FirstMissing, g.FirstMissing.Instant)
		w.Restored = later(w.Restored, g.Restored.Instant)
		if !latest[i] {
			continue
		}
		w.Files, w.Bytes, w.Unsized, w.Local = w.Files+1, w.Bytes+g.Bytes, w.Unsized+g.Unsized, w.Local.Plus(g.Local)
		w.OfFirst, w.Missing = w.OfFirst.Plus(dossier.Amount(m.gone[i].First)), w.Missing.Plus(g.Missing)
		if back = back && g.Restored.Known; g.SHA256.IsZero() && g.Told == "" {
			w.Undigested++
		}
	}
	if !back {
		w.Restored = dossier.Time{}
	}
	w.Leaves, w.Review = leaves.inOrder(), named(slices.Collect(maps.Keys(against)))
	m.ofLists(&w)
	return w
}

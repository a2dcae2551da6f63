package report

import (
	"constat/report/dossier"
	"constat/store/record"
)

// until is the last instant that a list may be of: where only its day was told,
// the end of that day.
func (i brought) until() record.Instant {
	if i.Day {
		return i.Of + 86_400_000 - 1
	}
	return i.Of
}

// together makes one of the lists that others made, in order of what they are
// said to be of, between which nobody can tell which came first: two of one day,
// or one of a day and one of an hour of it. Its figures are those of the longest.
func together(lists []counting) (out []counting) {
	for _, l := range lists {
		n := len(out) - 1
		if n < 0 || l.Time.Instant > out[n].until {
			out = append(out, l)
			continue
		}
		one := &out[n]
		one.beside, one.until = append(one.beside, l), max(one.until, l.until)
		if l.Items > one.Items {
			one.Items, one.Bytes = l.Items, l.Bytes
		}
	}
	return out
}

// closest is how far apart two looks at a store begin at least, and never more
// than half its interval.
const closest = 600_000 // milliseconds

// oneLook adds l to those that count, in order of time: to the one before, where
// it began before that had ended, or so soon after it that both may be one look.
// Two lists that are one look do not confirm each other.
func oneLook(list []counting, l counting, interval int64) []counting {
	n := len(list) - 1
	if n < 0 || list[n].account != l.account {
		return append(list, l)
	}
	one := &list[n]
	if l.Time.Instant >= one.Ended.Instant && int64(l.Time.Instant-one.Time.Instant) >= min(closest, interval/2) {
		return append(list, l)
	}
	one.dated = dated(*one, l)
	one.beside, one.Ended = append(one.beside, l), dossier.Known(max(one.Ended.Instant, l.Ended.Instant))
	if l.Items > one.Items {
		one.Items, one.Bytes = l.Items, l.Bytes
	}
	return list
}

// joined marks those of rows that make one with an earlier list.
func joined(rows []dossier.Listed, counted []counting) {
	with := map[dossier.Ref]dossier.Ref{}
	for _, c := range counted {
		for _, o := range c.beside {
			with[o.Proof] = c.Proof
		}
	}
	for i := range rows {
		if first, ok := with[rows[i].Proof]; ok {
			rows[i].Joined = &first
		}
	}
}

// at returns c, or one of those beside it; see [loss.Gone].
func (c counting) at(list int) counting {
	if list == 0 {
		return c
	}
	return c.beside[list-1]
}

// others are the leaves of those beside c.
func (c counting) others() (refs []dossier.Ref) {
	for _, o := range c.beside {
		refs = append(refs, o.Proof)
	}
	return refs
}

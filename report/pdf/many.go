package pdf

import (
	"cmp"
	"fmt"
	"slices"

	"constat/report/dossier"
)

const (
	// fewIncidents is how many incidents are told one by one. Of more, all are
	// shown together, and these are told: those that stand for the others.
	fewIncidents = 12
	// fewTogether is how many incidents make a set that is drawn by itself.
	fewTogether = 4
	// widest is how much of a beginning's bracket can make two incidents
	// neighbours: one of days, in which nobody watched, says nothing of either.
	widest = 3600_000
)

// A set is incidents that are shown together. That is a matter of layout: it
// tells what lies side by side in time, and not why.
type set struct {
	number    int // 0 of those that are neighbours of few others, none of all where there is no other set
	incidents []dossier.Incident
}

// none is the number of all incidents, where they make no set.
const none = -1

func (s *sheet) many() bool { return len(s.d.Incidents) > fewIncidents }

// sets sorts incidents: those of targets for which one provider is named, and
// whose beginnings lie bracket against bracket, are together, the most first;
// the others come last.
func sets(all []dossier.Incident) (list []set) {
	var rest []dossier.Incident
	for _, row := range rows(all) {
		if len(row) < fewTogether {
			rest = append(rest, row...)
			continue
		}
		inOrder(row)
		list = append(list, set{0, row})
	}
	slices.SortStableFunc(list, func(a, b set) int {
		return cmp.Or(cmp.Compare(len(b.incidents), len(a.incidents)), cmp.Compare(a.incidents[0].Number, b.incidents[0].Number))
	})
	for n := range list {
		list[n].number = n + 1
	}
	if len(rest) > 0 {
		inOrder(rest)
		list = append(list, set{0, rest})
	}
	if len(list) == 1 && list[0].number == 0 {
		list[0].number = none
	}
	return list
}

func inOrder(list []dossier.Incident) {
	slices.SortStableFunc(list, func(a, b dossier.Incident) int { return cmp.Compare(a.Number, b.Number) })
}

// rows cuts the incidents of each provider where the bracket of a beginning
// touches none of those before it.
func rows(all []dossier.Incident) (out [][]dossier.Incident) {
	sorted := slices.Clone(all)
	slices.SortStableFunc(sorted, func(a, b dossier.Incident) int {
		return cmp.Or(cmp.Compare(a.Provider, b.Provider), cmp.Compare(begins(a), begins(b)))
	})
	reach := int64(0)
	for n, i := range sorted {
		if n == 0 || i.Provider != sorted[n-1].Provider || begins(i) > reach {
			out = append(out, nil)
			reach = 0
		}
		out[len(out)-1] = append(out[len(out)-1], i)
		reach = max(reach, int64(i.FirstBad.Instant))
	}
	return out
}

// begins is from when on i can have begun, in milliseconds, as far as that is
// known within widest.
func begins(i dossier.Incident) int64 {
	first := int64(i.FirstBad.Instant)
	if !i.LastGood.Known {
		return first
	}
	return max(int64(i.LastGood.Instant), first-widest)
}

// chosen are the numbers of the incidents that are told one by one: all where
// they are few. Of many, the longest; of each set the longest, then the longest
// of each other manner; and then of those in no set, the longest first.
func chosen(all []dossier.Incident) map[int]bool {
	told := map[int]bool{}
	if len(all) <= fewIncidents {
		for _, i := range all {
			told[i.Number] = true
		}
		return told
	}
	var order []dossier.Incident
	order = append(order, longestFirst(all)[0])
	var others, alone []dossier.Incident
	for _, x := range sets(all) {
		sorted := longestFirst(x.incidents)
		if x.number <= 0 {
			alone = sorted
			continue
		}
		seen := map[string]bool{}
		for n, i := range sorted {
			switch {
			case seen[manner(i)]:
			case n == 0:
				order = append(order, i)
			default:
				others = append(others, i)
			}
			seen[manner(i)] = true
		}
	}
	for _, i := range slices.Concat(order, others, alone) {
		if len(told) < fewIncidents {
			told[i.Number] = true
		}
	}
	return told
}

func longestFirst(list []dossier.Incident) []dossier.Incident {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b dossier.Incident) int {
		return cmp.Or(cmp.Compare(b.AtLeast, a.AtLeast), cmp.Compare(b.AtMost, a.AtMost), cmp.Compare(a.Number, b.Number))
	})
	return list
}

// manner is what an incident was like, its bounds apart: how it failed, how much
// of it is known, and what is held against it.
func manner(i dossier.Incident) string {
	status, review := slices.Sorted(slices.Values(i.Status)), slices.Sorted(slices.Values(i.Review))
	return fmt.Sprintf("%q %d %q %q %q %q %q %q %t %t %t", i.Cause, status, i.Layer, i.Beside, i.Fronts, i.OpenStart, i.OpenEnd, review,
		i.FirstGood.Known, i.NotBefore.Known, len(i.Vantages) >= i.Quorum.Needed)
}

// besideEachOther shows all incidents together, before some of them are told.
func (s *sheet) besideEachOther() {
	w := s.l.Many
	list := sets(s.d.Incidents)
	s.say(w.Intro(len(s.picked), list[0].number > 0))
	if list[0].number > 0 {
		s.say(w.Layout)
	}
	for _, x := range list {
		s.set(x)
	}
	s.tabulate(s.bracketTable(w.Table, s.d.Incidents, s.incidentNumber, false))
	if n := s.unpictured(); n > 0 {
		s.say(w.Pictures(n))
	}
	s.section("", w.Told, 75+7.2*float64(len(s.d.Vantages)))
}

// set shows one set: its bounds, what is said of its incidents, and its picture.
func (s *sheet) set(x set) {
	w := s.l.Many
	if x.number == 0 && len(x.incidents) < fewTogether {
		return // the table has them
	}
	switch x.number {
	case none:
	case 0:
		s.section("set-0", w.Others, 60)
		s.say(w.Alone(len(x.incidents), s.failing(x)))
	default:
		s.section(fmt.Sprint("set-", x.number), w.Set(x.number), 60)
		s.say(w.Count(len(x.incidents), s.failing(x), s.named(x)) + " " + s.began(x))
		s.say(s.finished(x) + " " + s.lasted(x))
	}
	said := s.saidOf(x)
	before := s.y+s.room(said) <= s.floor()
	if before {
		s.tabulate(said)
	}
	s.lanes(x)
	if !before {
		s.tabulate(said)
	}
}

func (s *sheet) failing(x set) int {
	return len(distinct(x.incidents, func(i dossier.Incident) string { return i.TargetID.String() }))
}

// named is the provider that the logs name for a set; empty where they name none.
func (s *sheet) named(x set) string {
	if x.incidents[0].Provider == "" {
		return ""
	}
	return s.provider(x.incidents[0].Provider)
}

// began says within what time the incidents of a set began.
func (s *sheet) began(x set) string {
	from, unknown := dossier.Time{}, 0
	by := x.incidents[0].FirstBad
	for _, i := range x.incidents {
		by = latest(by, i.FirstBad)
		switch {
		case !i.LastGood.Known:
			unknown++
		case !from.Known || i.LastGood.Instant < from.Instant:
			from = i.LastGood
		}
	}
	if !from.Known {
		return s.l.Many.BeganBy(s.instant(by))
	}
	return s.l.Many.Began(s.instant(from), s.instant(by), unknown)
}

// finished says within what time they ended, and how many had not.
func (s *sheet) finished(x set) string {
	from, to, open := x.incidents[0].LastBad, dossier.Time{}, 0
	for _, i := range x.incidents {
		if i.LastBad.Instant < from.Instant {
			from = i.LastBad
		}
		if !i.FirstGood.Known {
			open++
			continue
		}
		to = latest(to, i.FirstGood)
	}
	if !to.Known {
		return s.l.Many.NoEnd(len(x.incidents))
	}
	return s.l.Many.Ended(s.instant(from), s.instant(to), open)
}

func latest(a, b dossier.Time) dossier.Time {
	if !a.Known || b.Instant > a.Instant {
		return b
	}
	return a
}

// lasted gives the shortest and the longest of both durations.
func (s *sheet) lasted(x set) string {
	least := func(a, b dossier.Incident) int { return cmp.Compare(a.AtLeast, b.AtLeast) }
	most := func(a, b dossier.Incident) int { return cmp.Compare(a.AtMost, b.AtMost) }
	low := func(i dossier.Incident) string { return s.l.Least(span(i.AtLeast)) }
	high := func(i dossier.Incident) string { return s.l.Most(span(i.AtMost)) }
	return s.l.Many.Lasted(low(slices.MinFunc(x.incidents, least)), low(slices.MaxFunc(x.incidents, least)),
		high(slices.MinFunc(x.incidents, most)), high(slices.MaxFunc(x.incidents, most)))
}

// unpictured counts the targets that failed, are not told, and of which a
// browser took pictures that stand nowhere else.
func (s *sheet) unpictured() (n int) {
	for _, t := range s.d.Targets {
		if s.failed(t) && !s.storied(t) && slices.ContainsFunc(s.d.Pages, func(p dossier.Page) bool {
			return p.TargetID == t.ID && !p.Changed() && len(p.Pictures) > 0
		}) {
			n++
		}
	}
	return n
}

// storied reports whether a target that failed has pages of its own: of many,
// those of which an incident is told, and those that had only failures that were
// not confirmed, where these are few.
func (s *sheet) storied(t dossier.Target) bool {
	of := func(i dossier.Incident) bool { return i.TargetID == t.ID }
	if slices.ContainsFunc(s.d.Incidents, of) {
		return slices.ContainsFunc(s.d.Incidents, func(i dossier.Incident) bool { return of(i) && s.picked[i.Number] })
	}
	loose := distinct(s.d.Unconfirmed, func(i dossier.Incident) string {
		if slices.ContainsFunc(s.d.Incidents, func(o dossier.Incident) bool { return o.TargetID == i.TargetID }) {
			return ""
		}
		return i.TargetID.String()
	})
	return len(loose) <= fewIncidents
}

package pdf

import (
	"slices"

	"constat/report/dossier"
	"constat/store/record"
)

// depth says at which layer i failed, what can't be told from that, and what
// stood in front of it.
func (s *sheet) depth(i dossier.Incident) (words string) {
	w := s.l.Layer
	if i.Layer == "" {
		return ""
	}
	words = " " + w.At(w.Layers[i.Layer])
	met, rounds := tallied(i, func(c dossier.CauseSeen) string { return c.Layer })
	if len(met) > 1 {
		each := s.layers(met)
		for n := range each {
			each[n] += " " + s.l.Finding.Of(int64(rounds[n]))
		}
		words = " " + w.Each(s.apart(each))
	}
	beside := slices.DeleteFunc(slices.Clone(i.Beside), func(l string) bool { return slices.Contains(met, l) })
	if len(beside) > 0 {
		for n, l := range beside {
			beside[n] = w.Besides[l]
		}
		words += " " + w.Beside(s.apart(beside), len(beside))
	}
	if len(i.Fronts) > 0 {
		words += " " + w.Front(s.l.List(s.fronts(i.Fronts)))
	}
	if led := ledTo(i); len(led) > 0 {
		words += " " + w.Led(scrub(s.l.Some(led, 3)))
	}
	return words
}

// cached says how many good answers a cache gave: of them nobody knows whether
// the origin would have.
func (s *sheet) cached() {
	var names []string
	var cached, good int
	for _, t := range s.d.Targets {
		if t.Cached > 0 {
			names, cached, good = append(names, s.name(t.Name)), cached+t.Cached, good+t.Observations.Good
		}
	}
	if cached > 0 {
		s.say(s.l.Layer.Cached(s.l.Some(names, 5), cached, good))
	}
}

// pinned says to which address a question was put, where that was not left to
// its name.
func (s *sheet) pinned(q record.Question) string {
	if q.Address == "" {
		return ""
	}
	return s.l.Layer.Pinned(scrub(q.Address))
}

func (s *sheet) layers(names []string) (all []string) {
	for _, n := range names {
		all = append(all, s.l.Layer.Layers[n])
	}
	return all
}

func (s *sheet) fronts(names []string) (all []string) {
	for _, n := range names {
		if n == "-" {
			n = s.l.Layer.Unnamed
		}
		all = append(all, n)
	}
	return all
}

// ledTo are the other hosts to which redirects had led.
func ledTo(i dossier.Incident) (hosts []string) {
	for _, c := range i.Causes {
		if c.Led != "" && !slices.Contains(hosts, c.Led) {
			hosts = append(hosts, c.Led)
		}
	}
	return hosts
}

package pdf

import (
	"slices"

	"constat/report"
)

// depth says at which layer i failed, what can't be told from that, and what
// stood in front of it.
func (s *sheet) depth(i report.Incident) (words string) {
	w := s.l.Layer
	if i.Layer == "" {
		return ""
	}
	words = " " + w.At(w.Layers[i.Layer])
	if len(i.Beside) > 0 {
		words += " " + w.Beside(s.l.List(s.layers(i.Beside)))
	}
	if len(i.Fronts) > 0 {
		words += " " + w.Front(s.l.List(s.fronts(i.Fronts)))
	}
	if led := ledTo(i); len(led) > 0 {
		words += " " + w.Led(scrub(s.l.Some(led, 3)))
	}
	return words
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
func ledTo(i report.Incident) (hosts []string) {
	for _, c := range i.Causes {
		if c.Led != "" && !slices.Contains(hosts, c.Led) {
			hosts = append(hosts, c.Led)
		}
	}
	return hosts
}

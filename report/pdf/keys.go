package pdf

import (
	"strings"

	"constat/report/dossier"
)

// keys tells the life of each log's key.
func (s *sheet) keys() {
	w := s.l.Keys
	s.heading("keys", s.l.Chapters.Keys)
	s.say(w.Intro)
	s.tabulate(s.keyTable())
	for _, k := range s.d.Keys {
		words := s.keyEnd(k)
		if !k.Shown {
			words += " " + w.Absent(s.bare(k.Log))
		}
		if words != "" {
			s.say(words)
		}
		if k.Follows != "" {
			s.say(w.Continues(s.bare(k.Log), s.bare(k.Follows), s.l.Number.Int(k.Cited)))
		}
	}
	s.say(w.Thief)
	var unbounded []string
	for _, k := range s.d.Keys {
		if !k.Shown {
			continue
		}
		if !k.Stamped.Known {
			unbounded = append(unbounded, s.bare(k.Log))
			continue
		}
		s.say(w.Bounded(s.bare(k.Log), s.l.Number.Int(k.StampedSize), s.l.Time.At(s.instant(k.Stamped)), scrub(k.StampedBy)))
	}
	if len(unbounded) > 0 {
		s.say(w.Unbounded(s.l.List(unbounded)))
	}
	s.say(w.Witness)
}

func (s *sheet) keyTable() table {
	w := s.l.Keys
	t := table{title: w.Table, columns: []column{
		{w.Log, 28, "L", false}, {w.Key, 29, "L", false}, {w.From, 31, "L", false}, {w.Until, 31, "L", false}, {w.End, 24, "L", false},
	}}
	for _, k := range s.d.Keys {
		until := "–"
		if k.Until.Known {
			until = s.stamp(k.Until)
		}
		t.rows = append(t.rows, []string{s.bare(k.Log), keyID(k.Key), s.stamp(k.From), until, named(w.Ends, k.Ended)})
	}
	return t
}

// keyEnd tells when and why a log ended.
func (s *sheet) keyEnd(k dossier.Key) string {
	w := s.l.Keys
	log, at, next := s.bare(k.Log), s.l.Time.At(s.instant(k.Until)), s.bare(k.Successor)
	switch {
	case k.Ended == "":
		return ""
	case k.Ended == "loss":
		return w.Lost(log, at, next)
	case k.Closed.Leaf < 0 && k.Ended == "theft":
		return w.Told(log, at, next)
	case k.Closed.Leaf < 0:
		return w.Unshown(log, at, next)
	case k.Ended == "theft":
		return w.Stolen(log, at, next, s.leaf(k.Closed))
	}
	return w.Rotated(log, at, next, s.leaf(k.Closed))
}

// endangered says of which keys the summary must warn.
func (s *sheet) endangered() (out []string) {
	w := s.l.Summary
	for _, danger := range []struct {
		ended string
		says  func(string) string
		so    func(string) string
	}{{"theft", w.Stolen, w.StolenSo}, {"loss", w.Lost, w.LostSo}} {
		var logs []string
		for _, k := range s.d.Keys {
			if k.Ended == danger.ended {
				logs = append(logs, s.bare(k.Log))
			}
		}
		if len(logs) > 0 {
			out = append(out, bold(danger.says(s.l.List(logs))), danger.so(s.ref("keys")))
		}
	}
	return out
}

// keyID is the short name that a signed note gives a key, "NAME+ID+KEY": the
// whole key stands in the annex.
func keyID(vkey string) string {
	_, rest, _ := strings.Cut(vkey, "+")
	id, _, _ := strings.Cut(rest, "+")
	return scrub(id)
}

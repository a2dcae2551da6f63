package pdf

import (
	"slices"

	"constat/report/lang"
)

// kinds are those of the targets, in the order in which they are told.
func (s *sheet) kinds() (all []string) {
	for _, k := range lang.AskedKinds {
		if k == "statement" && len(s.d.Statements) > 0 {
			all = append(all, k)
		}
		for _, t := range s.d.Targets {
			if t.Question.Kind == k {
				all = append(all, k)
				break
			}
		}
	}
	return all
}

// asked says, kind by kind, what was asked of the targets.
func (s *sheet) asked() {
	for _, k := range s.kinds() {
		s.say(s.l.Asked.Kinds[k])
	}
}

// marked says which questions carried an identifier; nothing where no question
// was asked but for lists.
func (s *sheet) marked() {
	w, all := s.l.Asked, s.kinds()
	without := func(kind string) bool { return kind != "http" && kind != "ws" && kind != "statement" }
	switch {
	case len(all) == 0:
	case !slices.ContainsFunc(all, without):
		s.say(w.Marked)
	case len(slices.DeleteFunc(all, without)) > 0:
		s.say(w.Partly)
	default:
		s.say(w.Unmarked)
	}
}

package report

import (
	"slices"

	"constat/store/record"
)

// A subject is one question as all vantages asked it.
type subject struct {
	id      record.Hash
	target  record.Target // in force at the end, as the first account has it
	sources []source
}

// A source is a chain that asked a subject's question, perhaps among others.
type source struct {
	*account
	chain     *chain
	questions map[record.Hash]record.Hash // of definitions: their questions
}

// A place tells subjects apart: by their question, and, where one log asks the
// same twice under two names, by the order in which it does.
type place struct {
	question record.Hash
	nth      int
}

// A sorter puts the chains of accounts under their subjects.
type sorter struct {
	subjects []*subject
	places   map[place]*subject
}

// subjectsOf returns the subjects of accounts, controls left out, in the order
// in which the logs first name them.
func subjectsOf(accounts []*account) []*subject {
	s := &sorter{places: map[place]*subject{}}
	for _, a := range accounts {
		nth := map[record.Hash]int{}
		for _, c := range a.chains {
			if !c.control() {
				s.chain(a, c, nth)
			}
		}
	}
	return s.subjects
}

// chain puts c under the subjects of its questions, the present one first. A
// question that it no longer asks counts only if it was asked in what is shown.
func (s *sorter) chain(a *account, c *chain, nth map[record.Hash]int) {
	questions := map[record.Hash]record.Hash{}
	asked := map[record.Hash]bool{}
	for _, d := range c.definitions {
		id := d.Question.ID()
		questions[d.Hash] = id
		_, used := c.asked[d.Hash]
		asked[id] = asked[id] || used
	}
	asked[questions[c.final().Hash]] = true
	for _, d := range slices.Backward(c.definitions) {
		id := questions[d.Hash]
		if !asked[id] {
			continue
		}
		asked[id] = false
		sub := s.at(place{id, nth[id]}, d.Target)
		sub.sources = append(sub.sources, source{a, c, questions})
		nth[id]++
	}
}

func (s *sorter) at(p place, t record.Target) *subject {
	sub := s.places[p]
	if sub == nil {
		sub = &subject{id: p.question, target: t}
		s.places[p] = sub
		s.subjects = append(s.subjects, sub)
	}
	return sub
}

package loss

// A page of the customer's can have the words of a notice or of an error in ordinary
// life: whoever's trade is maintenance has them on every page. What a page looked
// like from the first is no incident.

// byWords reports whether l is known as a notice or an error by words alone, and
// answered well: a server's own failure has a status that says so.
func (l look) byWords() bool {
	return l.class == known && !l.known.Sort.Stands() && l.first.Status < 300 && !l.known.exactly(l.first)
}

// usual returns the page of the catalogue whose words a page had from the first, nil
// for none. Where something quite unlike it came without them, before it was edited as
// often as it takes to know a page's ordinary life, it was a notice after all.
func (l *library) usual(sights []Sight, r Rule) (*Known, error) {
	var was look
	edits := 0
	for _, s := range sights {
		next, err := l.look(s)
		if err != nil || r == (Rule{}) {
			return nil, err
		}
		if s.Unsure || next.class != own && !next.byWords() {
			continue
		}
		switch {
		case was.known == nil && next.class == own:
			return nil, nil
		case next.class == own:
			if alike, err := l.alike(was.last, s, r); err != nil || !alike && edits < r.Steps {
				return nil, err
			}
			return was.known, nil
		case was.known != nil && was.last.key() != s.key():
			edits++
		}
		if was.known == nil || was.known.ID == next.known.ID {
			was = next
		}
	}
	return was.known, nil
}

// alike reports whether two answers brought contents that are alike.
func (l *library) alike(a, b Sight, r Rule) (bool, error) {
	was, err := l.content(a)
	if err != nil {
		return false, err
	}
	is, err := l.content(b)
	return was.sketch.Like(is.sketch).AtLeast(r.Alike), err
}

// asUsual is l, as the page's own content where it has no more than its usual words.
func (l look) asUsual(usual *Known) look {
	if usual != nil && l.byWords() && l.known.ID == usual.ID {
		l.class, l.known, l.worded = own, nil, true
	}
	return l
}

// onlyWords reports whether nothing tells yet that the content of a page is its own,
// and no notice: it had its words all the time, and was hardly ever edited.
func (f *follower) onlyWords() bool { return f.worded && !f.habit.knows(f.rule) }

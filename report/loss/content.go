package loss

import "slices"

// content takes in a content that is no page of the catalogue.
func (f *follower) content(l look) error {
	c, err := f.lib.content(l.first)
	if err != nil {
		return err
	}
	if f.peak < 0 {
		f.show(f.append(l, c), l)
		return f.live(l, Unchanged, Share{})
	}
	i := f.find(l.last.key())
	if f.rule == (Rule{}) {
		return f.unjudged(l, c, i)
	}
	if l.answers == 0 && (f.absence >= 0 || len(f.rolled) > 0) { // a cache brings nothing back
		f.stale = f.stale || !slices.ContainsFunc(f.rolled, func(r roll) bool { return r.back == i })
		f.passed(l)
		return f.add(l, Unknown, Cached)
	}
	if i >= 0 {
		return f.seenBefore(l, i)
	}
	return f.newContent(l, c)
}

// unjudged follows a page without a rule: only what is the same is known.
func (f *follower) unjudged(l look, c legible, i int) error {
	if i == f.now {
		state := Unchanged
		err := f.live(l, state, Share{})
		f.show(i, l)
		return err
	}
	if i < 0 {
		i = f.append(l, c)
	}
	f.show(i, l)
	return f.add(l, Unknown, FewSteps)
}

// seenBefore takes in the very content i again.
func (f *follower) seenBefore(l look, i int) error {
	like := f.like(f.now, f.own[i].legible)
	switch {
	case slices.ContainsFunc(f.rolled, func(r roll) bool { return r.peak == i }): // what was lost is back
		f.unroll(l, func(r roll) bool { return r.peak == i })
		return f.back(l, i, Unchanged, like)
	case i == f.now:
		return f.back(l, i, Unchanged, like)
	case i == f.peak:
		f.habit.add(like, !f.broken)
		return f.back(l, i, Edited, like)
	}
	further := f.like(f.peak, f.own[i].legible)
	if state, doubts := f.returned(further, true); state == RolledBack && f.beside(l) != "" {
		return f.once(l, f.past(i, true), further, f.beside(l))
	} else if state == RolledBack && f.shortly(l, RolledBack, i) {
		return f.once(l, f.past(i, true), further, Once)
	} else if state == RolledBack {
		return f.rollBack(l, i, f.past(i, true), further, doubts)
	} else if state == Unknown {
		err := f.add(l, Unknown, doubts...)
		f.spell().Past, f.spell().Like = f.past(i, true), further
		f.show(i, l)
		return err
	}
	if !f.broken {
		f.habit.add(like, true)
	}
	return f.back(l, i, Edited, like)
}

// once takes in content that would be a loss if more, or others, said so.
func (f *follower) once(l look, past *Past, like Share, doubt Doubt) error {
	err := f.add(l, Unknown, doubt)
	f.spell().Past, f.spell().Like = past, like
	return err
}

// back takes in own content i that nothing is wrong with.
func (f *follower) back(l look, i int, state State, like Share) error {
	f.found(l)
	err := f.live(l, state, like)
	f.show(i, l)
	return err
}

// returned judges that an earlier content is back, so alike to the newest.
func (f *follower) returned(like Share, exactly bool) (State, []Doubt) {
	knows, leaves := f.habit.knows(f.rule), f.habit.leaves(like, f.rule)
	switch {
	case leaves && f.broken:
		return RolledBack, nil
	case leaves:
		return RolledBack, []Doubt{NoFailure}
	case f.broken && exactly && f.habit.returned == 0 && knows:
		return RolledBack, []Doubt{Small}
	case f.broken && exactly && f.habit.returned == 0:
		return RolledBack, []Doubt{FewSteps}
	case f.broken && !exactly && !knows:
		return Unknown, []Doubt{FewSteps}
	case knows || like.AtLeast(f.rule.Alike):
		return Edited, nil
	}
	return Unknown, []Doubt{FewSteps}
}

func (f *follower) rollBack(l look, i int, past *Past, like Share, doubts []Doubt) error {
	f.stillLost(i)
	f.directly(l)
	doubts = f.unfailed(append(doubts, f.unseen(f.own[f.peak].last)...))
	if err := f.add(l, RolledBack, f.between(f.unkept(l, f.placed(f.wont(f.byOwner(doubts), like), l)))...); err != nil {
		return err
	}
	if !f.failed {
		f.returns = append(f.returns, like)
	}
	f.spell().Past, f.spell().Like = past, like
	f.spell().Leaves = append(f.spell().Leaves, f.refs(i)...)
	f.stale = false
	if at := slices.IndexFunc(f.rolled, func(r roll) bool { return r.peak == f.peak && r.back == i && f.putBack(r.loss) }); at >= 0 { // it is lost already
		f.out.Losses[f.rolled[at].loss].Until = l.last.Start
		return nil
	}
	f.roll(l, i)
	return nil
}

// putBack reports whether a loss began with an earlier content, and not with an absence.
func (f *follower) putBack(loss int) bool {
	return f.out.Spells[f.out.Losses[loss].Spell].State == RolledBack
}

// newContent takes in what was never seen before.
func (f *follower) newContent(l look, c legible) error {
	if !c.text || !f.own[f.now].legible.text {
		return f.illegible(l, c)
	}
	like := f.like(f.now, c)
	knows := f.habit.knows(f.rule)
	if !f.broken && (knows && !f.habit.leaves(like, f.rule) || !knows && like.AtLeast(f.rule.Alike)) {
		return f.edit(l, c, like)
	}
	if at := f.restoring(c); at >= 0 {
		peak := f.rolled[at].peak
		f.unroll(l, func(r roll) bool { return r.peak == peak })
		return f.edit(l, c, Share{})
	}
	if i, past := f.resembled(c); i >= 0 {
		further := f.like(f.peak, c)
		switch state, doubts := f.returned(further, false); state {
		case RolledBack:
			if doubt := f.beside(l); doubt != "" {
				return f.stranger(l, c, further, past, doubt)
			} else if f.shortly(l, RolledBack, i) {
				return f.once(l, past, further, Once)
			}
			if err := f.rollBack(l, i, past, further, doubts); err != nil {
				return err
			}
			f.show(f.adopt(l, c, i), l)
			return nil
		case Unknown:
			return f.stranger(l, c, further, past, doubts...)
		}
	}
	switch {
	case knows && !f.habit.leaves(like, f.rule), !knows && like.AtLeast(f.rule.Alike):
		return f.edit(l, c, like)
	case f.broken && f.part(c) && f.beside(l) != "":
		return f.stranger(l, c, like, nil, f.beside(l))
	case f.broken && f.part(c) && f.shortly(l, Partial, -1):
		return f.once(l, nil, like, Once)
	case f.broken && f.part(c) && knows:
		return f.partial(l, c, like)
	case f.broken && f.part(c):
		return f.partial(l, c, like, FewSteps)
	case !knows:
		return f.stranger(l, c, like, nil, FewSteps)
	}
	return f.stranger(l, c, like, nil, Unlike)
}

// edit takes in content that changed as it was wont to. Changes that came with
// a failure tell nothing of ordinary life.
func (f *follower) edit(l look, c legible, like Share) error {
	if !f.broken {
		f.habit.add(like, false)
	}
	f.found(l)
	f.unroll(l, roll.ofPart)
	err := f.live(l, Edited, like)
	f.show(f.append(l, c), l)
	return err
}

// adopt puts content that is another form of i in i's place among the own, so
// that it is older than what was lost.
func (f *follower) adopt(l look, c legible, i int) int {
	f.places[l.last.key()], f.own[i].last, f.own[i].legible = i, l.fresh[1], c
	return i
}

// illegible takes in content that has no text to compare, or was not kept.
func (f *follower) illegible(l look, c legible) error {
	doubt := NoText
	if f.lib.unread[l.last.key()] || f.lib.unread[f.own[f.now].last.key()] {
		doubt = TooMany
	}
	broken := f.broken
	err := f.unknown(l, Share{}, doubt)
	if !broken {
		f.show(f.append(l, c), l)
		return err
	}
	f.leave(l, true)
	f.saw(l)
	return err
}

// stranger takes in content of which nothing says that it is the page's own.
// Once it was edited as often as it takes to know what is ordinary, it is: a
// page that a host put there is not.
func (f *follower) stranger(l look, c legible, like Share, past *Past, doubts ...Doubt) error {
	if past == nil {
		if err := f.unknown(l, like, doubts...); err != nil {
			return err
		}
	} else {
		if err := f.add(l, Unknown, doubts...); err != nil {
			return err
		}
		f.spell().Like, f.spell().Past = like, past
	}
	f.leave(l, true)
	f.saw(l)
	if n := len(f.strange); n > 0 && !f.strange[n-1].legible.sketch.Like(c.sketch).AtLeast(f.rule.Alike) {
		f.strange = nil
	}
	f.strange = append(f.strange, owned{key: l.last.key(), first: l.first, last: l.fresh[1], legible: c})
	if len(f.strange) <= f.rule.Steps {
		return nil
	}
	f.followed(f.strange[0])
	for _, s := range f.strange {
		f.own = append(f.own, s)
		f.places[s.key] = len(f.own) - 1
		f.peak, f.now = len(f.own)-1, len(f.own)-1
	}
	f.strange, f.broken, f.habit = nil, false, habit{}
	f.forget()
	f.shown = &f.own[f.now].last
	return nil
}

// followed ends what is open by another content that is the page's own since it
// was first seen: what was lost is not back, and the page is not without one.
func (f *follower) followed(by owned) {
	open := []int{f.absence}
	for _, r := range f.rolled {
		open = append(open, r.loss)
	}
	for _, n := range open {
		if n >= 0 {
			l := &f.out.Losses[n]
			l.Followed, l.Leaves = by.first.End, append(l.Leaves, by.first.Ref)
		}
	}
	f.absence, f.rolled = -1, nil
}

func (f *follower) like(i int, c legible) Share {
	if !f.own[i].legible.text || !c.text {
		return Share{}
	}
	return f.own[i].legible.sketch.Like(c.sketch)
}

// resembled returns the own content, older than the newest, that c is most
// like, if it sides with it against the newest.
func (f *follower) resembled(c legible) (at int, past *Past) {
	at = -1
	newest := f.own[f.peak].legible
	var best Share
	for i, o := range f.own[:f.peak] {
		if !o.legible.text {
			continue
		}
		like := o.legible.sketch.Like(c.sketch)
		if !like.AtLeast(f.rule.Alike) || like.Less(best) {
			continue
		}
		sides := c.sketch.Sides(o.legible.sketch, newest.sketch)
		if sides.Of < sidesFrom || !sides.AtLeast(f.rule.Agree) {
			continue
		}
		at, best = i, like
		past = f.past(i, false)
		past.Like, past.Sides = like, sides
	}
	return at, past
}

// restoring returns the open roll whose lost content c is like, if it sides
// with it against what was put back; -1 for none.
func (f *follower) restoring(c legible) int {
	for n, r := range f.rolled {
		if r.ofPart() {
			continue
		}
		lost, back := f.own[r.peak].legible, f.own[r.back].legible
		sides := c.sketch.Sides(lost.sketch, back.sketch)
		if lost.text && back.text && lost.sketch.Like(c.sketch).AtLeast(f.rule.Alike) && sides.Of >= sidesFrom && sides.AtLeast(f.rule.Agree) {
			return n
		}
	}
	return -1
}

// part reports whether c is mostly what the newest content had: where pieces
// are left out, phrases that were never there arise at the edges.
func (f *follower) part(c legible) bool {
	newest := f.own[f.peak].legible
	return newest.text && newest.sketch.Holds(c.sketch).AtLeast(max(f.rule.Alike, Nearly))
}

// partial takes in that a part of the content is back.
func (f *follower) partial(l look, c legible, like Share, doubts ...Doubt) error {
	f.stillLost(-1)
	f.directly(l)
	doubts = f.unfailed(append(f.programmed(doubts), f.unseen(f.own[f.peak].last)...))
	if err := f.add(l, Partial, f.between(f.placed(f.byOwner(doubts), l))...); err != nil {
		return err
	}
	f.spell().Like, f.spell().Held = like, c.sketch.Holds(f.own[f.peak].legible.sketch)
	if !slices.ContainsFunc(f.rolled, roll.ofPart) {
		f.rolled = append(f.rolled, roll{f.loseNewest(l), f.peak, -1})
	}
	was := l.fresh[1]
	f.shown = &was
	return nil
}

func (r roll) ofPart() bool { return r.back < 0 }

// unroll ends the losses of which what was lost is back.
func (f *follower) unroll(l look, is func(roll) bool) {
	for _, r := range f.rolled {
		if is(r) {
			f.restored(r.loss, l)
		}
	}
	f.rolled = slices.DeleteFunc(f.rolled, is)
}

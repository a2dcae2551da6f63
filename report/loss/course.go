package loss

import (
	"slices"
	"strings"
)

// Follow tells what became of a page, from what one vantage saw of it in any
// order, by a rule and a catalogue.
//
// A loss is never a change alone. Content is gone, replaced or emptied where
// so many answers in a row say so, and the page had content of its own before.
// It is rolled back where an earlier content is back, or one that sides with
// it, in so many answers in a row, and the page's ordinary life does not explain
// it: changes were measured before, and this one goes further than any; or the
// very content is back after a failure, and the page was not wont to go back. A
// part is back where as many answers show mostly the content before, after a
// failure, and less of it than any change before left. What a cache gives dates no
// loss, and ends none. Where it can't be known, the state is unknown and says why.
// It fails only if kept content can't be read.
func Follow(sights []Sight, kept []Kept, r Rule, c *Catalogue) (*Course, error) {
	sights = inOrder(sights)
	lib := newLibrary(sights, kept, c)
	looks, err := lib.looks(sights, r)
	if err != nil {
		return nil, err
	}
	f := &follower{rule: r, lib: lib, places: map[key]int{}, homes: map[string]bool{"": true}, peers: map[string]bool{}, peak: -1, now: -1, absence: -1, fronts: fronts(sights), out: &Course{Unread: len(lib.unread)}}
	f.out.Fronts = f.fronts
	for i, l := range looks {
		if err := f.take(l, i == len(looks)-1); err != nil {
			return nil, err
		}
	}
	if len(f.out.Losses) == 0 {
		f.out.Variance = f.habit.variance(len(f.own))
	}
	return f.out, nil
}

// An owned content is one of the page's own.
type owned struct {
	key         key // of a stranger
	first, last Sight
	next        Sight // the first answer that showed another, or that it is not there; none while it is shown
	strange     bool  // and nobody can tell whose that was
	legible     legible
}

// A follower goes over the looks of a page in order.
type follower struct {
	rule    Rule
	lib     *library
	habit   habit
	own     []owned         // by first sight
	places  map[key]int     // of own contents, and of other forms of them
	worded  bool            // all of them had the words of a notice or an error
	homes   map[string]bool // hosts that gave own content
	peers   map[string]bool // addresses that did
	fronts  map[string]bool // addresses of what stands in front of the site
	returns []Share         // how alike to the newest earlier contents were that came back while nothing failed
	peak    int             // the newest of them; -1 before any
	now     int             // the last that was shown
	// strange are contents that are too unlike to be called the page's own.
	strange []owned
	shown   *Sight // the last answer with any content, own or strange
	broken  bool   // something stood between the last own content and now
	failed  bool   // and that was a failure, and not one that can be the customer's own
	outage  outage // and that failure
	below   bool   // and one that the site's own program cannot give
	since   int    // answers since then that were neither a failure nor the page's absence: from so many on as a loss takes it explains nothing
	said    hint   // what the look before said, too shortly to be believed
	hint    hint   // and this one
	stale   bool   // the page's own content came back from a cache alone
	absence int    // the loss that is open because nothing of the page is there, -1 for none
	rolled  []roll // rolled back, and not yet restored
	out     *Course
}

// A roll is a loss that ends when the content peak is back: it was put back to
// the content back, or, for -1, to a part of itself.
type roll struct{ loss, peak, back int }

func (f *follower) take(l look, last bool) error {
	f.said, f.hint = f.hint, hint{}
	if err := f.judge(l, last); err != nil || !last || !f.stale {
		return err
	}
	f.doubtOpen(Cached) // nobody can tell whether it is still missing
	return nil
}

func (f *follower) judge(l look, last bool) error {
	switch {
	case l.class == own, l.class == blank && (f.peak < 0 || f.find(l.last.key()) >= 0): // a file can be empty from the first
		return f.content(l)
	case l.class == absent:
		return f.away(l, Vanished)
	case l.class == blank:
		return f.away(l, Emptied)
	case l.class == known:
		if still, err := f.ownStill(l); err != nil {
			return err
		} else if still {
			l.class, l.known, l.worded = own, nil, true
			return f.content(l)
		}
		if l.known.Sort.Stands() {
			return f.away(l, Replaced)
		}
	}
	f.broken = f.broken || l.class != other && l.answers >= f.rule.Rounds
	f.fail(l)
	switch {
	case l.class == known && l.known.Sort == Closed:
		return f.add(l, Shut)
	case l.later && (last || l.answers >= f.rule.Rounds):
		return f.add(l, Unknown, Later)
	case l.first.Front && (last || l.answers >= f.rule.Rounds):
		return f.add(l, Unknown, FrontMade)
	case last:
		return f.add(l, Unknown, Failing)
	}
	return nil
}

// fail notes a failure, or that something else came after one: what happens then
// the failure doesn't explain.
func (f *follower) fail(l look) {
	switch {
	case !l.fails() || l.first.MayBeOwn:
		f.passed(l)
	default:
		f.failing(l)
		if l.answers >= f.rule.Rounds {
			f.since, f.below = 0, f.below || l.below >= f.rule.Rounds
		}
	}
}

// passed notes that l, which is neither a failure nor the page's absence, came
// after the failure, if there was one.
func (f *follower) passed(l look) {
	f.since = min(2, f.since+l.all)
	if f.since >= f.rule.Rounds {
		f.forget()
	}
}

// away takes in that nothing of the page is there.
func (f *follower) away(l look, state State) error {
	switch {
	case f.shown == nil, f.onlyWords():
		return f.add(l, Unknown, NeverOther)
	case f.rule == Rule{}:
		return f.add(l, Unknown, FewSteps)
	case f.beside(l) != "":
		f.passed(l)
		return f.add(l, Unknown, f.beside(l))
	case l.answers < f.rule.Rounds:
		return f.add(l, Unknown, Once)
	}
	f.broken, f.stale = true, false
	f.leave(l, false)
	f.directly(l)
	if err := f.add(l, state, l.chosen(l.announced(f.unkept(l, meant(l, f.ownNotice(l, f.placed(f.unfailed(f.unseen(*f.shown)), l))))))...); err != nil {
		return err
	}
	f.outage.until, f.outage.absent = l.last, true
	if f.absence < 0 {
		f.absence = f.lose(*f.shown, l.fresh[0], l)
	} else {
		f.out.Losses[f.absence].Until = l.last.Start
	}
	return nil
}

// beside says why l proves no loss: it is the word of a host that never gave the
// content, or of a cache alone. It is empty where neither is so.
func (f *follower) beside(l look) Doubt {
	switch {
	case !f.homes[l.first.Host]:
		return Elsewhere
	case l.answers == 0:
		return Cached
	}
	return ""
}

// unfailed adds to the doubts of a loss that nothing failed directly before, or
// too shortly to explain it.
func (f *follower) unfailed(doubts []Doubt) []Doubt {
	if f.failed || slices.Contains(doubts, NoFailure) {
		return doubts
	}
	return append(doubts, NoFailure)
}

// programmed adds to the doubts of a page that is back in part, which its owner
// may have made shorter, that what failed before answered, as the site's own
// program does while it is worked on.
func (f *follower) programmed(doubts []Doubt) []Doubt {
	if !f.failed || f.below {
		return doubts
	}
	return append(doubts, OwnProgram)
}

// unseen are the doubts of a loss of what a cache alone gave: when the page's own
// server last had it, nobody can tell.
func (f *follower) unseen(was Sight) []Doubt {
	if was.Cached {
		return []Doubt{Cached}
	}
	return nil
}

// doubtOpen adds a doubt to the losses that are open.
func (f *follower) doubtOpen(d Doubt) {
	open := []int{f.absence}
	for _, r := range f.rolled {
		open = append(open, r.loss)
	}
	for _, n := range open {
		if n < 0 {
			continue
		}
		if s := &f.out.Spells[f.out.Losses[n].Spell]; !slices.Contains(s.Doubts, d) {
			s.Doubts = append(slices.Clone(s.Doubts), d)
		}
	}
}

// lose opens a loss of the content last seen at was, and first not at without.
func (f *follower) lose(was, without Sight, l look) int {
	kept, ok := f.lib.shelf.find(was)
	if s := f.spell(); was.Provider != without.Provider || was.Site != without.Site {
		s.Doubts = append(slices.Clone(s.Doubts), NewName)
	}
	lost := Lost{Spell: len(f.out.Spells) - 1, Provider: was.Provider, Site: was.Site, LastSeen: was.Start, Missing: without.End, Until: l.last.Start,
		Content: content(was, kept, ok), Leaves: []Ref{was.Ref, without.Ref}}
	if without.Ref != l.first.Ref {
		lost.Leaves = append(lost.Leaves, l.first.Ref)
	}
	if ok {
		lost.Leaves = append(lost.Leaves, kept.Ref)
	}
	if c, err := f.lib.content(was); err == nil {
		lost.Content.Title = c.title
	}
	if lost.Failure = f.failure(); lost.Failure != nil {
		lost.Leaves = append(lost.Leaves, f.outage.first.Ref, f.outage.last.Ref)
	}
	f.out.Variance = f.habit.variance(len(f.own))
	f.out.Losses = append(f.out.Losses, lost)
	return len(f.out.Losses) - 1
}

// loseNewest opens a loss of the newest own content. What stood there since it
// was last seen dates the first answer without it.
func (f *follower) loseNewest(l look) int {
	f.leave(l, false)
	newest := f.own[f.peak]
	return f.lose(newest.last, newest.next, l)
}

// leave notes that l is the first answer without the own content shown last, and
// of the newest, if it was not noted yet.
func (f *follower) leave(l look, strange bool) {
	for _, i := range []int{f.now, f.peak} {
		if i >= 0 && f.own[i].next == (Sight{}) {
			f.own[i].next, f.own[i].strange = l.fresh[0], strange
		}
	}
}

// between adds to the doubts of a loss of the newest own content that another
// stood there before, of which nobody can tell whose it was: that may be what was lost.
func (f *follower) between(doubts []Doubt) []Doubt {
	if n := f.own[f.peak]; n.next == (Sight{}) || !n.strange && f.now == f.peak {
		return doubts
	}
	return append(doubts, Between)
}

// unknown appends a spell of which nothing is established, or lets the one
// before go on: a page that never comes to rest is told once.
func (f *follower) unknown(l look, like Share, doubts ...Doubt) error {
	if n := len(f.out.Spells); n > 0 && l.class == own {
		if s := &f.out.Spells[n-1]; s.State == Unknown && s.Past == nil && s.Known == nil && slices.Equal(s.Doubts, doubts) {
			s.Last = l.last
			return f.another(s, l)
		}
	}
	if err := f.add(l, Unknown, doubts...); err != nil {
		return err
	}
	f.spell().Like = like
	return nil
}

// add appends a spell.
func (f *follower) add(l look, state State, doubts ...Doubt) (err error) {
	s := Spell{State: state, Doubts: doubts, Known: l.known, First: l.first, Last: l.last, Contents: 1, Leaves: []Ref{l.first.Ref}}
	if l.last.Ref != l.first.Ref {
		s.Leaves = append(s.Leaves, l.last.Ref)
	}
	if kept, ok := f.lib.shelf.find(l.first); ok && !l.first.Body.IsZero() {
		s.Leaves = append(s.Leaves, kept.Ref)
	}
	s.fresh(l)
	s.Content, err = f.received(l.first)
	s.Newest, s.Since = s.Content, l.first
	f.out.Spells = append(f.out.Spells, s)
	return err
}

// fresh notes what of l came from no cache.
func (s *Spell) fresh(l look) {
	if l.answers > 0 {
		s.Fresh = l.fresh[1].Start
	}
}

// another notes that a spell goes on with another content.
func (f *follower) another(s *Spell, l look) (err error) {
	s.Contents, s.Since = s.Contents+1, l.first
	s.Newest, err = f.received(l.first)
	return err
}

// received describes the content of a sight.
func (f *follower) received(s Sight) (Content, error) {
	kept, ok := f.lib.shelf.find(s)
	c := content(s, kept, ok)
	if !ok || s.Body.IsZero() {
		return c, nil
	}
	read, err := f.lib.content(s)
	c.Title = read.title
	return c, err
}

// live takes in own content that nothing is wrong with. Where the spell before
// is of the same kind, it goes on.
func (f *follower) live(l look, state State, like Share) error {
	if n := len(f.out.Spells); n > 0 && !f.broken {
		if s := &f.out.Spells[n-1]; s.State == Unchanged || s.State == Edited {
			s.Last = l.last
			s.fresh(l)
			if state == Edited {
				s.State = Edited
				return f.another(s, l)
			}
			return nil
		}
	}
	if err := f.add(l, state); err != nil {
		return err
	}
	f.spell().Like = like
	return nil
}

func (f *follower) spell() *Spell { return &f.out.Spells[len(f.out.Spells)-1] }

// found ends what was open because nothing was there: own content is.
func (f *follower) found(l look) {
	if f.absence >= 0 {
		f.restored(f.absence, l)
		f.absence = -1
	}
}

// stillLost lets the loss that is open because nothing was there wait for the
// newest content: own content back, or a part for -1, is there, and that is not.
func (f *follower) stillLost(back int) {
	if f.absence >= 0 {
		f.rolled = append(f.rolled, roll{f.absence, f.peak, back})
		f.absence = -1
	}
}

func (f *follower) restored(loss int, l look) {
	x := &f.out.Losses[loss]
	x.Restored = max(l.first.Start, x.Missing) // an answer can take longer than the next question waits
	x.Leaves = append(x.Leaves, l.first.Ref)
}

// show notes that own content i was shown.
func (f *follower) show(i int, l look) {
	if f.now != i {
		f.leave(l, false)
	}
	f.worded = l.worded && (f.worded || f.peak < 0)
	f.own[i].next, f.own[i].strange = Sight{}, false
	if l.answers > 0 || f.own[i].last.Cached {
		f.own[i].last = l.fresh[1]
	}
	f.now, f.peak, f.broken = i, max(f.peak, i), false
	f.forget()
	f.homes[l.first.Host] = true
	for _, p := range strings.Fields(l.peers) {
		f.peers[p] = true
	}
	f.stale = f.stale && l.answers == 0
	f.shown = &f.own[i].last
}

// saw notes that a content was shown that nobody can tell whose it is.
func (f *follower) saw(l look) {
	f.passed(l)
	if was := l.fresh[1]; !was.Cached || f.shown == nil {
		f.shown = &was
	}
}

// A hint is a state that so many answers told: put back to own content back, or
// to a part for -1.
type hint struct {
	state         State
	back, answers int
}

// shortly reports whether the answers of l that say so, with those directly
// before, are fewer than a loss takes: one stale machine of several gives an old
// page once, too.
func (f *follower) shortly(l look, state State, back int) bool {
	f.hint = hint{state, back, l.answers}
	if f.said.state == state && f.said.back == back {
		f.hint.answers = min(2, l.answers+f.said.answers)
	}
	return f.hint.answers < f.rule.Rounds
}

// append makes l the newest own content.
func (f *follower) append(l look, c legible) int {
	f.own = append(f.own, owned{first: l.first, last: l.fresh[1], legible: c})
	f.places[l.last.key()] = len(f.own) - 1
	return len(f.own) - 1
}

func (f *follower) find(k key) int {
	if i, ok := f.places[k]; ok {
		return i
	}
	return -1
}

// past describes own content i as it was last shown.
func (f *follower) past(i int, exactly bool) *Past {
	o := f.own[i]
	return &Past{From: o.first.End, LastSo: o.last.Start, Next: o.next.End, Exactly: exactly}
}

// refs are the leaves that show own content i, and what followed it.
func (f *follower) refs(i int) []Ref {
	refs := []Ref{f.own[i].last.Ref}
	if f.own[i].next.End != 0 {
		refs = append(refs, f.own[i].next.Ref)
	}
	if k, ok := f.lib.shelf.find(f.own[i].last); ok {
		refs = append(refs, k.Ref)
	}
	return refs
}

// roll opens the loss of what came after own content i.
func (f *follower) roll(l look, i int) {
	loss := f.loseNewest(l)
	f.rolled = append(f.rolled, roll{loss, f.peak, i})
	f.out.Losses[loss].Leaves = append(f.out.Losses[loss].Leaves, f.refs(i)...)
}

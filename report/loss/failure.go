package loss

import (
	"slices"
	"strings"
	"time"

	"constat/store/record"
)

// What a failure must be to set doubt aside. A restart takes less than Least. What
// comes after more than Soon nobody saw come: whoever runs the site had the time in
// between to themselves. Of a page that is asked more seldom there is no closer look
// to be had, and the bracket is as narrow as the watch makes it: then the very next
// question that was due must tell, and the time that nobody saw must be no longer
// than the failure that was seen. A question that was due and tells nothing, late or
// lost, leaves the bracket wider than it need be, and the doubt. Long is what a restart
// never takes: an owner who puts a page back, or makes it shorter, fails for less.
const (
	Least = 5 * time.Minute // between its first failing answer and its last
	Soon  = time.Hour       // from its last answer to the first without the content, where that is not the next that was due
	Long  = time.Hour       // likewise as Least, where nothing but the failure stood between two contents
)

// Nearly is how many percent of what is back were in the last content, where it
// is a part of it: a notice in the site's own dress has its menus, and says something new.
const Nearly = 95

// An outage is a failure in a row, and the absence that followed it.
type outage struct {
	first, last Sight // that failed
	until       Sight // the last answer that failed, or said that nothing of the page is there
	enough      bool  // a look of it had as many answers as a loss takes
	absent      bool  // nothing of the page was there, in as many
	told        bool  // an earlier content, or a part, came after it
}

// took is how long o lasted, as it was scheduled.
func (o outage) took() time.Duration {
	return time.Duration(o.last.Round.Millis()-o.first.Round.Millis()) * time.Millisecond
}

// failing has the outage go on with l, and tells whether it explains a loss.
func (f *follower) failing(l look) {
	o := &f.outage
	if o.told { // what came after it is no longer explained by more of it
		return
	}
	if o.first == (Sight{}) {
		o.first = l.first
	}
	o.last, o.until, o.enough = l.last, l.last, o.enough || l.answers >= f.rule.Rounds
	f.failed = o.enough && o.took() >= Least
}

// directly forgets a failure after which nobody looked for long before l.
func (f *follower) directly(l look) {
	if f.failed && !f.outage.soon(l.fresh[0]) {
		f.forget()
	}
}

// soon reports whether s, which lacks the content, followed o directly.
func (o outage) soon(s Sight) bool {
	unseen := time.Duration(s.Start-o.until.End) * time.Millisecond
	next := s.Interval > 0 && s.Round-o.until.Round <= s.Interval
	return unseen <= Soon || next && unseen <= o.took()
}

// A Failure is what set a doubt aside: answers failed at both instants, and none in
// between that counts did otherwise.
type Failure struct {
	From record.Instant // end of the first that failed
	To   record.Instant // start of the last
}

// failure is that which directly preceded a loss, nil for none.
func (f *follower) failure() *Failure {
	if !f.failed {
		return nil
	}
	return &Failure{f.outage.first.End, f.outage.last.Start}
}

func (f *follower) forget() { f.failed, f.below, f.outage = false, false, outage{} }

// byOwner adds to the doubts of an earlier content, or a part of one, that nothing
// but a short failure came between: whoever runs the site may have changed it.
func (f *follower) byOwner(doubts []Doubt) []Doubt {
	f.outage.told = true
	if !f.failed || f.outage.absent || f.outage.took() >= Long || slices.Contains(doubts, OwnProgram) {
		return doubts
	}
	return append(doubts, OwnHand)
}

// wont adds to the doubts of an earlier content, so alike to the newest, that the
// page had gone back as far before while nothing failed.
func (f *follower) wont(doubts []Doubt, like Share) []Doubt {
	far := func(was Share) bool { return !like.Less(was) }
	if !slices.ContainsFunc(f.returns, far) {
		return doubts
	}
	return append(doubts, Wont)
}

// placed adds to the doubts of a loss that redirects had led to another host, or
// that no address that l came from had ever given content of the page's own, or
// that something stands in front of the site there.
func (f *follower) placed(doubts []Doubt, l look) []Doubt {
	if l.first.Host != "" || f.shown != nil && f.shown.Host != "" {
		doubts = append(doubts, Led)
	}
	gave := func(peer string) bool { return f.peers[peer] }
	if len(f.peers) > 0 && !slices.ContainsFunc(strings.Fields(l.peers), gave) {
		doubts = append(doubts, NewAddress)
	}
	return f.through(doubts, l)
}

// mostPeers are remembered of answers that say the same.
const mostPeers = 16

// Peers are the addresses of a and b, each a list of addresses with blanks
// between, each once and no more than are remembered: the last.
func Peers(a, b string) string {
	if a == b || b == "" {
		return a
	}
	list := strings.Fields(a)
	for _, p := range strings.Fields(b) {
		if !slices.Contains(list, p) {
			list = append(list, p)
		}
	}
	return strings.Join(list[max(0, len(list)-mostPeers):], " ")
}

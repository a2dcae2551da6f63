package loss

import (
	"cmp"
	"slices"

	"constat/store/page"
	"constat/store/record"
)

// maxRead bounds how many contents of a page are read to be compared: the
// newest. Of the others the digests are compared alone.
const maxRead = 2000

// A class is what an answer is to a page: its own content, or one of the ways
// in which there is none.
type class int

const (
	own     class = iota
	absent        // 404 and 410: RFC 9110 sections 15.5.5 and 15.5.11
	blank         // 2xx, and not one byte
	known         // a page of the catalogue
	failing       // no answer, or the server's own error
	other         // a refusal, a challenge, a redirection: not about the page
)

// A look is answers in a row that show the same.
type look struct {
	class       class
	known       *Known
	worded      bool // its own content has the words of a notice or an error
	later       bool // it brought nothing of the page, and says that this is not for good
	first, last Sight
	answers     int // that came from no cache: 2 for more
	all         int // from caches too, likewise
	below       int // that failed below what a site's own program does, likewise
	// fresh are the first and the last that came from no cache; as first and
	// last where all did.
	fresh   [2]Sight
	peers   string // of all
	through bool   // any bears the mark of what stands in front of the site
}

// join has l go on with next, which shows the same.
func (l *look) join(next look) {
	if next.answers > 0 && l.answers == 0 {
		l.fresh[0] = next.first
	}
	if next.answers > 0 || l.answers == 0 {
		l.fresh[1] = next.last
	}
	l.last, l.answers, l.all = next.last, min(2, l.answers+next.answers), min(2, l.all+next.all)
	l.peers, l.through = Peers(l.peers, next.peers), l.through || next.through
	l.below = min(2, l.below+next.below)
}

// fails reports whether l is a failure, and no notice that somebody put up.
// Whose failure it is, [Sight.MayBeOwn] tells.
func (l look) fails() bool {
	return l.class == failing || l.class == known && l.known.Sort == ErrorPage && !l.known.Added() && !l.byWords()
}

// belowProgram are the failures that come before a site's own program has a
// word: its name, and the way to the server and into it.
var belowProgram = map[record.Fault]bool{record.DNSNotFound: true, record.DNSTimeout: true, record.DNSFailure: true,
	record.TCPRefused: true, record.TCPTimeout: true, record.TCPUnreachable: true, record.TLSTimeout: true, record.TLSFailure: true}

// chosen adds to the doubts of a loss that a page of a catalogue that a log
// added shows it.
func (l look) chosen(doubts []Doubt) []Doubt {
	if l.class != known || !l.known.Added() {
		return doubts
	}
	return append(doubts, Chosen)
}

func (l look) same(o look) bool {
	switch {
	case l.fails() && l.last.MayBeOwn != o.first.MayBeOwn:
		return false
	case l.class != o.class, l.later != o.later, l.last.Host != o.first.Host, l.last.Front != o.first.Front:
		return false
	case l.class == own:
		return l.last.key() == o.first.key()
	case l.class == known:
		return l.known.ID == o.known.ID
	}
	return true
}

// A reading of one content: its words as a sketch, and whose page it is.
type legible struct {
	sketch page.Sketch
	title  string
	known  *Known
	text   bool
}

// A library reads contents once each.
type library struct {
	shelf     shelf
	kept      map[record.Hash][]Kept // by content
	heads     map[Ref]map[string][]string
	catalogue *Catalogue
	read      map[key]legible
	unread    map[key]bool
}

func newLibrary(sights []Sight, kept []Kept, c *Catalogue) *library {
	l := &library{shelve(kept), byRound(kept), map[Ref]map[string][]string{}, c, map[key]legible{}, map[key]bool{}}
	seen := map[key]bool{}
	for _, s := range slices.Backward(sights) {
		if k := s.key(); s.answered() && !seen[k] {
			seen[k] = true
			if len(seen) > maxRead {
				l.unread[k] = true
			}
		}
	}
	return l
}

// answered reports whether s brought a whole body of its own.
func (s Sight) answered() bool {
	return s.Fault == record.NoFault && !s.Challenge && !s.Body.IsZero()
}

// content returns what s showed, as far as it was kept.
func (l *library) content(s Sight) (legible, error) {
	k := s.key()
	if c, ok := l.read[k]; ok {
		return c, nil
	}
	var c legible
	kept, ok := l.shelf.find(s)
	if ok && kept.Read != nil && !l.unread[k] {
		contentType, body, err := kept.Read()
		if err != nil {
			return c, err
		}
		words := page.Words(page.Text(contentType, body))
		c = legible{page.NewSketch(words), Clip(page.Title(body)), nil, len(words) > 0}
		c.known = l.catalogue.Recognise(kept.Body, c.title, words)
	} else {
		c.known = l.catalogue.Recognise(s.Body, "", nil)
	}
	l.read[k] = c
	return c, nil
}

// looks classifies the answers in order, and joins those in a row that show the
// same. Answers that count for nothing are left out.
func (l *library) looks(sights []Sight, r Rule) (list []look, err error) {
	usual, err := l.usual(sights, r)
	if err != nil {
		return nil, err
	}
	for _, s := range sights {
		if s.Unsure {
			continue
		}
		next, err := l.look(s)
		if err != nil {
			return nil, err
		}
		next = next.asUsual(usual)
		if n := len(list); n > 0 && list[n-1].same(next) && l.kin(list[n-1].last, next) {
			list[n-1].join(next)
			continue
		}
		list = append(list, next)
	}
	return list, nil
}

func (l *library) look(s Sight) (look, error) {
	out := look{first: s, last: s, answers: 1, all: 1, fresh: [2]Sight{s, s}, peers: s.Peers, through: s.Through}
	if s.Cached {
		out.answers = 0
	}
	switch {
	case s.Fault != record.NoFault:
		out.class = failing
		if belowProgram[s.Fault] {
			out.below = 1
		}
		return out, nil
	case s.Challenge, s.Front:
		out.class = other
		return out, nil
	case (s.Status == 200 || s.Status == 203) && s.Size == 0: // of the others, RFC 9110 has 202, 204 and 206 say that the content is elsewhere, or later
		return l.absent(out, blank)
	}
	if !s.Body.IsZero() {
		c, err := l.content(s)
		if err != nil {
			return out, err
		}
		if c.known != nil && c.known.counts(s) {
			out.class, out.known = known, c.known
			return out, nil
		}
	}
	switch {
	case s.Status == 404 || s.Status == 410:
		return l.absent(out, absent)
	case s.Status >= 500:
		out.class = failing
	case s.Status < 200 || s.Status >= 300:
		out.class = other
	}
	return out, nil
}

// absent is a look at a page of which nothing is there, in such a way.
func (l *library) absent(out look, how class) (_ look, err error) {
	if out.later, err = l.later(out.first); out.later {
		how = other
	}
	out.class = how
	return out, err
}

// inOrder sorts sights as they were asked.
func inOrder(sights []Sight) []Sight {
	return slices.SortedFunc(slices.Values(sights), func(a, b Sight) int {
		return cmp.Or(cmp.Compare(a.Round, b.Round), cmp.Compare(a.Attempt, b.Attempt), cmp.Compare(a.Start, b.Start),
			cmp.Compare(a.Ref.Log, b.Ref.Log), cmp.Compare(a.Ref.Leaf, b.Ref.Leaf), cmp.Compare(a.Ref.Item, b.Ref.Item))
	})
}

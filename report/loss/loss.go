// Package loss is what is missing, replaced, rolled back or restored, and since when.
//
// [Changes] compares the normal forms (see store/page) of successful
// answers that follow one another, and shows the difference where the bodies
// were kept. Whether a change is a loss it does not say: [Follow] does, by a
// [Rule] and a [Catalogue] that were settled before. [Of] compares inventories.
package loss

import (
	"constat/store/page"
	"constat/store/record"
)

// A Ref is the place of a record: the log, the leaf, the place in it, -1 for
// the whole leaf.
type Ref struct {
	Log  string
	Leaf int64
	Item int
}

// A Sight is one answer, as far as its content goes.
type Sight struct {
	Round     record.Round
	Interval  record.Round // to the next that is due, 0 for unknown
	Attempt   uint8
	Start     record.Instant // the question left
	End       record.Instant // the answer was complete
	Fault     record.Fault
	Challenge bool
	Status    int
	Body      record.Hash
	Size      int64
	Normal    record.Hash
	Rules     string
	Peers     string // addresses that answered so, this and those that are left out before it: see [Peers]
	Provider  string // named for the page when it was asked, and the site
	Site      string
	Host      string // that redirects had led to, where it is not the one asked
	Front     bool   // what stands in front of the site answered by itself
	Through   bool   // it bears the mark of what stands in front of the site
	Cached    bool   // from a cache: what was so once
	Later     bool   // it names a time to ask again
	MayBeOwn  bool   // it failed by what can be the customer's own, as the method says
	Unsure    bool   // it counts for nothing: it was sealed too late, or our own network was down
	Ref       Ref
}

// A Kept is content that was captured.
type Kept struct {
	record.Capture
	Ref Ref
	// Read returns the body, and the Content-Type it came with.
	Read func() (contentType string, body []byte, err error)
	// Head returns the fields that came with it, names in lower case; nil for unknown.
	Head func() (map[string][]string, error)
}

// A Change is content that is no longer what it was. It changed after
// LastSeen and by FirstSeen.
type Change struct {
	LastSeen  record.Instant // start of the last question that was answered with Before
	FirstSeen record.Instant // end of the first answer with After
	Before    Content
	After     Content
	// Returned tells that After was seen before Before, as far as the rules of
	// package page go; LastSo is the start of the last question that was
	// answered with it then. Exactly tells that the bytes were the same too.
	Returned bool
	Exactly  bool
	LastSo   record.Instant
	Diff     []page.Line // as a visitor reads it; empty where a body was not kept or is no text
	More     int         // lines of difference that Diff leaves out
	Leaves   []Ref       // the last answer with Before, the first with After, and their captures

	from, to key
}

// Content is one body as received.
type Content struct {
	Status int // of the last answer with Before, the first with After
	Body   record.Hash
	Normal record.Hash
	Bytes  int64
	Cut    bool // Body is the beginning only, as far as it was read
	// What was kept of it: this body or another of the same form, its title,
	// and the WARC file that holds it. Zero where nothing was kept.
	Kept  record.Hash
	Title string
	File  record.Hash
}

// Changes returns the changes among what one vantage saw of one question, in
// order. The sights may come in any order. Only whole answers with a status of
// 2xx are compared, and no challenge. Digests made under different rules can't
// be compared: where the body is not the same either, no change is claimed.
// It fails only if kept content can't be read.
//
// A page that never comes to rest changes at each round. All its changes are
// listed, but only the first [MaxDiffs] are shown line by line.
func Changes(sights []Sight, kept []Kept) ([]Change, error) {
	runs := unbroken(sights)
	r := reading{shelf: shelve(kept), diffs: map[[2]record.Hash]diff{}}
	lastSo := map[key]Sight{}
	var list []Change
	for i := 1; i < len(runs); i++ {
		before, after := runs[i-1], runs[i]
		lastSo[before.key()] = before.last
		if before.last.Rules != after.first.Rules {
			continue
		}
		c := Change{LastSeen: before.last.Start, FirstSeen: after.first.End, from: before.key(), to: after.key()}
		earlier, returned := lastSo[after.key()]
		c.Returned, c.LastSo, c.Exactly = returned, earlier.Start, returned && earlier.Body == after.first.Body
		if err := r.show(&c, before, after, len(list) < MaxDiffs); err != nil {
			return nil, err
		}
		list = append(list, c)
	}
	return list, nil
}

// A run is answers that followed one another with the same content.
type run struct{ first, last Sight }

type key struct {
	normal record.Hash
	rules  string
}

func (r run) key() key { return r.last.key() }

// key is what two sights of the same content share.
func (s Sight) key() key {
	if s.Normal.IsZero() {
		return key{normal: s.Body, rules: s.Rules}
	}
	return key{s.Normal, s.Rules}
}

// Same reports whether s and o count alike and show the same content. Of many
// in a row [Changes] needs only the first and the last.
func (s Sight) Same(o Sight) bool {
	return s.Status == o.Status && s.Fault == o.Fault && s.Challenge == o.Challenge && s.Unsure == o.Unsure && s.Host == o.Host && s.Front == o.Front && s.Through == o.Through && s.Cached == o.Cached && s.Later == o.Later && s.MayBeOwn == o.MayBeOwn && s.key() == o.key()
}

func (s Sight) successful() bool {
	return s.Fault == record.NoFault && !s.Challenge && s.Status >= 200 && s.Status < 300 && !s.Body.IsZero()
}

// unbroken returns the runs of sights. What is not successful neither ends a
// run nor begins one.
func unbroken(sights []Sight) []run {
	var runs []run
	for _, s := range inOrder(sights) {
		if !s.successful() {
			continue
		}
		if n := len(runs); n > 0 && (runs[n-1].key() == s.key() || runs[n-1].last.Body == s.Body) {
			runs[n-1].last = s
			continue
		}
		runs = append(runs, run{s, s})
	}
	return runs
}

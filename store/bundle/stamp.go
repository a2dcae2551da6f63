package bundle

import (
	"bytes"
	"fmt"
	"slices"
	"time"

	"constat/store/record"
	"constat/store/seal"
)

// A Stamped checkpoint is one that an authority has seen.
type Stamped struct {
	seal.Stamp
	Leaf      int64  // of the anchor entry
	Size      int64  // leaves of the checkpoint
	Asked     string // the address that was asked
	Authority string // its name in the reader's policy
	Response  record.Hash
	token     []byte
}

// stamped checks that each time stamp is what its entry says: an answer to the
// question that was asked, over the checkpoint it names. Whether its authority
// is to be believed is for the policy to say.
func (v *verifier) stamped() bool {
	requests, responses := v.fetchers("data/anchors/", ".tsq"), v.fetchers("data/anchors/", ".tsr")
	used := map[record.Hash]bool{}
	var err error
	for _, item := range v.account.Entries {
		a, ok := item.Entry.(record.Anchor)
		if !ok || err != nil {
			continue
		}
		var s Stamped
		if s, err = v.stamp(a, requests, responses); err != nil {
			err = fmt.Errorf("leaf %d: %w", item.Leaf, err)
			continue
		}
		s.Leaf = item.Leaf
		used[a.Request], used[a.Response] = true, true
		v.account.Stamps = append(v.account.Stamps, s)
	}
	if n := len(requests) + len(responses); err == nil && len(used) != n {
		err = fmt.Errorf("%d time-stamp files that no entry names", n-len(used))
	}
	return v.try(Integrity, "time stamps", err, some(len(v.account.Stamps),
		Words{"aucun jeton d’horodatage", "no time-stamp tokens"},
		Words{"1 jeton d’horodatage, sur la tête que nomme son entrée", "1 time-stamp token, over the checkpoint its entry names"},
		Words{"%d jetons d’horodatage, chacun sur la tête que nomme son entrée", "%d time-stamp tokens, each over the checkpoint its entry names"}))
}

func (v *verifier) stamp(a record.Anchor, requests, responses map[record.Hash]func() ([]byte, error)) (s Stamped, err error) {
	data, ok := v.signedHeads[a.Size]
	if !ok {
		return s, fmt.Errorf("the stamped checkpoint of %d leaves is not here", a.Size)
	}
	request, err := fetch(requests, a.Request, "time-stamp request")
	if err != nil {
		return s, err
	}
	response, err := fetch(responses, a.Response, "time-stamp response")
	if err != nil {
		return s, err
	}
	s = Stamped{Size: a.Size, Asked: a.Authority, Response: a.Response}
	if s.token, err = seal.ParseResponse(response); err != nil {
		return s, err
	}
	if s.Stamp, err = seal.ReadToken(s.token, data); err != nil {
		return s, err
	}
	if s.Nonce == nil || !bytes.Equal(seal.Request(data, s.Nonce), request) {
		return s, fmt.Errorf("the time stamp is no answer to the request beside it")
	}
	return s, nil
}

// trusted keeps the stamps of authorities that the policy names, each with the
// chain that the policy's roots give it at the stamp's own time.
func (v *verifier) trusted() (strangers int) {
	var known []Stamped
	for _, s := range v.account.Stamps {
		stamp, name, err := v.policy.CheckToken(s.token, v.signedHeads[s.Size])
		if err != nil {
			strangers++
			continue
		}
		s.Stamp, s.Authority = stamp, name
		known = append(known, s)
	}
	v.account.Stamps = known
	return strangers
}

// A Bound is a moment that two independent authorities attest, and their names.
type Bound struct {
	Time        record.Instant
	Authorities [2]string
}

// NotAfter returns the moment by which a leaf was committed: the later of the
// two earliest stamps, by independent authorities, over a checkpoint that
// covers it, each with its accuracy added.
func (l *Log) NotAfter(leaf int64) (Bound, bool) {
	covers := func(s Stamped) (time.Time, bool) { return s.Time.Add(s.Accuracy), s.Size > leaf }
	return l.bound(true, covers, time.Time.Compare)
}

// NotBefore returns the moment before which an entry cannot have been
// composed: the earlier of the two latest stamps, by independent authorities,
// that were in the log when it was, each with its accuracy taken off. anchor
// is 1 + the leaf of the newest stamp it knew.
func (l *Log) NotBefore(anchor int64) (Bound, bool) {
	latest := func(a, b time.Time) int { return b.Compare(a) }
	known := func(s Stamped) (time.Time, bool) { return s.Time.Add(-s.Accuracy), s.Leaf < anchor }
	return l.bound(false, known, latest)
}

// bracket returns both bounds of a segment, or nil where none are asked for.
func (l *Log) bracket(leaf, anchor int64) *Bracket {
	if !l.Attested {
		return nil
	}
	var b Bracket
	b.NotBefore, _ = l.NotBefore(anchor)
	b.NotAfter, _ = l.NotAfter(leaf)
	return &b
}

// A boundKey names a question about stamps: as a log grows, the stamps that
// cover a leaf, or that it knew, are told by their number.
type boundKey struct {
	after bool
	n     int
}

type boundAnswer struct {
	Bound
	ok bool
}

// bound remembers answers: the leaves between two stamps share theirs.
func (l *Log) bound(after bool, when func(Stamped) (time.Time, bool), order func(a, b time.Time) int) (Bound, bool) {
	key := boundKey{after: after}
	for _, s := range l.Stamps {
		if _, ok := when(s); ok {
			key.n++
		}
	}
	a, ok := l.bounds[key]
	if !ok {
		a.Bound, a.ok = pair(l.Stamps, when, order)
		if l.bounds == nil {
			l.bounds = map[boundKey]boundAnswer{}
		}
		l.bounds[key] = a
	}
	return a.Bound, a.ok
}

// pair returns the first moment, in the given order, at which two independent
// authorities have spoken.
func pair(stamps []Stamped, when func(Stamped) (time.Time, bool), order func(a, b time.Time) int) (Bound, bool) {
	type said struct {
		Stamped
		at time.Time
	}
	var list []said
	for _, s := range stamps {
		if at, ok := when(s); ok {
			list = append(list, said{s, at})
		}
	}
	slices.SortStableFunc(list, func(a, b said) int { return order(a.at, b.at) })
	for i, s := range list {
		for _, t := range list[:i] {
			if seal.Independent(s.Stamp, t.Stamp) {
				return Bound{record.At(s.at), [2]string{t.Authority, s.Authority}}, true
			}
		}
	}
	return Bound{}, false
}

package bundle

import (
	"bytes"
	"fmt"

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

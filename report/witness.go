package report

import (
	"slices"
	"strings"

	"constat/store/bundle"
)

// A Witness is one that the reader's policy names, and what it cosigned of a
// log, as far as the bundles show. Its times are its own clock's.
type Witness struct {
	Name      string `json:"name"` // in the policy
	Key       string `json:"key"`  // verifier key, c2sp.org/tlog-cosignature
	First     Time   `json:"first"`
	FirstSize int64  `json:"first_size"` // leaves it cosigned first
	Newest    Time   `json:"newest"`
	Size      int64  `json:"size"` // and newest
}

// A Single says from when on the witnesses that the reader's policy asks for
// saw one history of a log, by their own clocks; null where they did not.
type Single struct {
	Since     Time  `json:"since"`
	SinceSize int64 `json:"since_size"` // leaves there were then
	Size      int64 `json:"size"`       // leaves that they cosigned
}

// witnesses joins what several bundles of one log show of its witnesses.
func witnesses(logs []*bundle.Log) (all []Witness, single Single) {
	byKey := map[string]*Witness{}
	for _, l := range logs {
		for _, x := range l.Witnesses {
			w := byKey[x.Key]
			if w == nil {
				w = &Witness{Name: x.Name, Key: x.Key, First: Known(x.First), FirstSize: x.FirstSize, Newest: Known(x.Newest), Size: x.Size}
				byKey[x.Key] = w
				continue
			}
			if x.FirstSize < w.FirstSize {
				w.First, w.FirstSize = Known(x.First), x.FirstSize
			}
			if x.Size > w.Size {
				w.Newest, w.Size = Known(x.Newest), x.Size
			}
		}
		if s := l.Single; s != nil {
			if !single.Since.Known || s.Since < single.Since.Instant {
				single.Since, single.SinceSize = Known(s.Since), s.SinceSize
			}
			single.Size = max(single.Size, s.Size)
		}
	}
	for _, w := range byKey {
		all = append(all, *w)
	}
	slices.SortFunc(all, func(a, b Witness) int { return strings.Compare(a.Name, b.Name) })
	return all, single
}

package class

import (
	"cmp"
	"slices"

	"constat/report/incident"
	"constat/store/record"
)

// A Ref points at an observation, and at a bundle that shows it. Logs of one name
// can have several keys; of one key they are one log.
type Ref struct {
	incident.Ref
	Key    string
	Bundle record.Hash
}

// mostRefs bounds what proves one end of an outage: a site that thousands share
// is told by all of their logs.
const mostRefs = 64

// refs are those of both lists in the order of logs and leaves, each observation
// once, by the bundle of the smallest digest that shows it. The order of a and b
// changes nothing, nor does the order in which several lists are put together.
func refs(a, b []Ref) []Ref {
	if len(b) == 0 {
		return a
	}
	all := slices.SortedFunc(slices.Values(slices.Concat(a, b)), func(x, y Ref) int {
		return cmp.Or(x.compare(y), cmp.Compare(x.Bundle.String(), y.Bundle.String()))
	})
	all = slices.CompactFunc(all, func(x, y Ref) bool { return x.compare(y) == 0 })
	return all[:min(len(all), mostRefs)]
}

func (r Ref) compare(o Ref) int {
	return cmp.Or(cmp.Compare(r.Log, o.Log), cmp.Compare(r.Key, o.Key), cmp.Compare(r.Leaf, o.Leaf), cmp.Compare(r.Item, o.Item))
}

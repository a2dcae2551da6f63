package class

import (
	"slices"
	"testing"

	"constat/report/incident"
	"constat/store/record"
)

func ref(log, key string, leaf int64, bundle byte) Ref {
	return Ref{incident.Ref{Log: log, Leaf: leaf}, key, record.Hash{bundle}}
}

// A record that several bundles show is one record; a log of another key is another.
func TestARecordIsCitedOnceWhateverTheOrder(t *testing.T) {
	a := []Ref{ref("v/1", "k", 7, 2), ref("v/1", "k", 9, 2)}
	b := []Ref{ref("v/1", "k", 7, 1), ref("v/1", "other", 7, 3)}
	want := []Ref{ref("v/1", "k", 7, 1), ref("v/1", "k", 9, 2), ref("v/1", "other", 7, 3)}
	if got := refs(a, b); !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
	if got := refs(b, a); !slices.Equal(got, want) {
		t.Errorf("the other way round: %v", got)
	}
	var many []Ref
	for n := range 3 * mostRefs {
		many = refs(many, []Ref{ref("v/1", "k", int64(n), 1)})
	}
	if len(many) != mostRefs || many[0].Leaf != 0 {
		t.Errorf("%d records prove one end", len(many))
	}
}

// The records cited for an end are of the account that gives its bound.
func TestAJoinedOutageCitesWhatBoundsIt(t *testing.T) {
	first, last := ref("v/1", "k", 1, 1), ref("v/1", "k", 2, 1)
	a := site("s", true, span(10, 20))
	a.Outages[0].Onset, a.Outages[0].End = []Ref{first}, []Ref{last}
	later := ref("w/1", "l", 5, 2)
	b := site("s", true, span(12, 25))
	b.Outages[0].Onset, b.Outages[0].End = []Ref{later}, []Ref{later}
	for _, list := range [][]Outage{{a.Outages[0], b.Outages[0]}, {b.Outages[0], a.Outages[0]}} {
		o := Join(list)
		if len(o) != 1 || !slices.Equal(o[0].Onset, []Ref{first}) || !slices.Equal(o[0].End, []Ref{later}) {
			t.Errorf("%+v", o)
		}
	}
}

package report

import (
	"slices"
	"testing"
)

func TestASiteIsAsDoubtfulAsItsPages(t *testing.T) {
	l := siteLoss(Page{Site: "s"}, map[string]int64{"/": 1, "/a": 1}, []Loss{
		{State: "replaced", Item: "/", Review: []string{"no-failure"}, LastSeen: Known(1), FirstMissing: Known(2)},
		{State: "gone", Item: "/a", Review: []string{"one-vantage"}, LastSeen: Known(1), FirstMissing: Known(2)}})
	if !slices.Equal(l.Review, []string{"one-vantage", "no-failure"}) {
		t.Errorf("%q", l.Review)
	}
}

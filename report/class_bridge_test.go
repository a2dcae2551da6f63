package report

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"constat/store/record"
)

// bridged makes accounts of sites at random, many of which share a target or a page.
func bridged(r *rand.Rand) []classSite {
	list := make([]classSite, 2+r.IntN(12))
	for i := range list {
		list[i].name = fmt.Sprint(i)
		for range 1 + r.IntN(3) {
			if n := r.IntN(16); n < 8 {
				list[i].targets = append(list[i].targets, record.Hash{byte(n)})
			} else {
				list[i].places = append(list[i].places, fmt.Sprint(n))
			}
		}
	}
	return list
}

// drawnTogether names the groups of list, in an order of their own.
func drawnTogether(list []classSite) string {
	var groups []string
	for _, group := range oneSite(list) {
		var names []string
		for _, s := range group {
			names = append(names, s.name)
		}
		slices.Sort(names)
		groups = append(groups, strings.Join(names, " "))
	}
	slices.Sort(groups)
	return strings.Join(groups, ", ")
}

// TestAnAccountThatBridgesTwoSitesMakesThemOne, whichever of the three comes first.
func TestAnAccountThatBridgesTwoSitesMakesThemOne(t *testing.T) {
	one, two := classSite{name: "1", places: []string{"leblanc"}}, classSite{name: "2", places: []string{"boutique"}}
	both := classSite{name: "3", places: []string{"leblanc", "boutique"}}
	for _, list := range [][]classSite{{one, two, both}, {one, both, two}, {both, one, two}, {both, two, one}, {two, both, one}, {two, one, both}} {
		if got := drawnTogether(list); got != "1 2 3" {
			t.Errorf("groups %q, want one", got)
		}
	}
	if got := drawnTogether([]classSite{one, two}); got != "1, 2" {
		t.Errorf("nothing bridges them: groups %q", got)
	}
}

// TestWhichAccountsAreOneSiteDoesNotDependOnTheirOrder, and no two groups share a mark.
func TestWhichAccountsAreOneSiteDoesNotDependOnTheirOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(10, 5))
	for range 500 {
		list := bridged(r)
		want := drawnTogether(list)
		for range 5 {
			r.Shuffle(len(list), func(i, k int) { list[i], list[k] = list[k], list[i] })
			if got := drawnTogether(list); got != want {
				t.Fatalf("groups %q, and in another order %q", want, got)
			}
		}
		owner := map[string]int{}
		for n, group := range oneSite(list) {
			for _, s := range group {
				for _, mark := range s.known() {
					if was, ok := owner[mark]; ok && was != n {
						t.Fatalf("%s is in two groups of %q", mark, want)
					}
					owner[mark] = n
				}
			}
		}
	}
}

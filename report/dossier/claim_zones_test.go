package dossier

import (
	"slices"
	"testing"

	"constat/report/contract"
)

func TestTwoZonesAreNamedBeforeTheyAreRelied(t *testing.T) {
	for _, x := range []struct {
		needs, zones []string
		want         contract.Answer
	}{
		{[]string{"two_zones"}, []string{"a", "b"}, contract.Eligible}, {[]string{"two_zones"}, []string{"a", "a"}, contract.Review}, {[]string{"two_zones"}, []string{"a", ""}, contract.Review},
		{[]string{"two_zones"}, []string{"", ""}, contract.Review}, {nil, []string{"", ""}, contract.Eligible},
	} {
		c := Claim{Contract: Contract{Result: string(contract.Eligible)}, Promise: &contract.Rule{Needs: x.needs}, Outages: []Incident{{Target: "shop"}, {Target: "blog"}}}
		c.Place(&contract.Letter{Resources: []contract.Resource{{Target: "shop", Zone: x.zones[0]}, {Target: "blog", Zone: x.zones[1]}}})
		if got := contract.Answer(c.Contract.Result); got != x.want || slices.Contains(c.Contract.Reasons, string(contract.Condition)) != (x.want == contract.Review) {
			t.Errorf("%v, zones %q: %s %v", x.needs, x.zones, got, c.Contract.Reasons)
		}
	}
}

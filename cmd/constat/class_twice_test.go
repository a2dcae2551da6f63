package main

import (
	"slices"
	"strings"
	"testing"

	"constat/store/record"
)

// The owner asks leblanc.example, their agency www.leblanc.example: one site, one loss, and
// no two members by it.
func TestClassCountsASiteOnceUnderTwoNames(t *testing.T) {
	failing := []stagedFailure{{from: 30, to: 40, fault: record.TCPTimeout}}
	dir := stagedByTwo(t, 60, func(vantage int) []stagedSite {
		name, member := "leblanc", "1"
		if vantage == 1 {
			name, member = "www.leblanc", "2"
		}
		return []stagedSite{{member: member, name: name, provider: "whc", address: "23.1.1.1", system: 64500, fails: failing, serves: func(m int) string {
			if m < 40 {
				return edition(m / 6)
			}
			return titled(defaultTitle)
		}}, {member: member, name: "atelier-" + member, provider: "whc", address: "23.1.2." + member, system: 64500, fails: failing}}
	})
	d := (stagedFolder{}).class(t, "--list", classList(t, dir, "1,saguenay-1-1.zip,\n2,levis-22-2.zip,\n"))
	var names []string
	for _, s := range d.Sites {
		names = append(names, s.Name)
		if s.Name == "leblanc" && (len(s.Members) != 2 || s.Accounts != 2 || len(s.Losses) != 1 || s.Losses[0].Items != 1) {
			t.Errorf("%+v", s)
		}
	}
	if slices.Sort(names); strings.Join(names, " ") != "atelier-1 atelier-2 leblanc" {
		t.Errorf("sites %q", names)
	}
}

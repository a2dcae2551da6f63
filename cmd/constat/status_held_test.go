package main

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"constat/store"
	"constat/store/record"
)

// Whoever looks at the status of a store that holds less than it did sees so, in
// either language; a list that broke off says nothing.
func TestStatusTellsWhatAStoreLacks(t *testing.T) {
	list := func(items, missing int64, f record.Fault) *record.Inventory {
		return &record.Inventory{Time: 1, Ended: 2, Items: items, Difference: record.Difference{Missing: missing}, Fault: f}
	}
	for name, c := range map[string]struct {
		newest *record.Inventory
		said   bool
	}{
		"all there": {list(120, 0, ""), false}, "fewer": {list(118, 0, ""), true}, "others": {list(120, 2, ""), true}, "broke off": {list(3, 0, record.ListBroken), false},
	} {
		s := store.State{Target: record.Target{Name: "photos", Question: record.Question{Kind: record.AskInventory}}, Inventory: c.newest, Fullest: list(120, 0, "")}
		for lang, word := range map[string]string{"fr": "MANQUES dans photos", "en": "MISSING from photos"} {
			var out bytes.Buffer
			printStatus(&out, lang, statusReport{Targets: []statusTarget{statusTargetOf(s)}}, time.Now())
			if strings.Contains(out.String(), word) != c.said {
				t.Errorf("%s: %s", name, out.String())
			}
		}
	}
}

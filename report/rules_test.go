package report_test

import (
	"testing"
	"time"

	"constat/report/dossier"
	"constat/store"
	"constat/store/record"
)

// What rules that nobody here can try are said to leave of a page makes no two pages one.
func TestRulesThatNobodyCanTryAreNoWordOnAPage(t *testing.T) {
	n := newNode(t, "saguenay-1/1", 0, shop(), control())
	for _, title := range []string{"Terre et Ciel", "Terre et Ciel", "Chaussures", "Chaussures"} {
		at := noon.Add(time.Duration(n.minute) * time.Minute)
		n.minute++
		page, ok := answer(n.targets[0], at, title), answer(n.targets[1], at, "ok")
		page.Answer.Normal, page.Answer.Rules = record.Hash{7}, "page/9"
		n.must(n.Observe([]record.Seen{page, ok}))
	}
	d := build(t, n.bundle(store.Query{}))
	seen := map[record.Hash]bool{}
	for _, p := range d.Pages {
		for _, s := range p.States {
			seen[s.Content.SHA256], seen[s.Newest.SHA256] = true, true
		}
	}
	if len(seen) != 2 {
		t.Errorf("%+v", []dossier.Page(d.Pages))
	}
}

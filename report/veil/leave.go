package veil

// mayLeave are the keys whose words a public exhibit can leave out or replace: true
// where the log of omissions counts them, false where names stand a second time, which
// are counted where they stand in their own right. Nothing else can be left out.
var mayLeave = map[string]bool{
	"providers":    true,
	"sites[].name": true, "sites[].provider": true, "sites[].address": true, "sites[].members": false, "sites[].vantages": false,
	"sites[].outages[].signs": true, "sites[].outages[].leaves": true, "sites[].outages[].vantages": false,
	"members[].member": true, "members[].also": false, "members[].within": false,
	"vantages[].name": true, "vantages[].logs": true,
	"bundles[].name": true, "bundles[].secret": true, "bundles[].heads": true, "bundles[].logs": false, "bundles[].members": false,
	"events[].members": false, "events[].vantages": false, "events[].strata": false, "events[].largest": false,
	"groups[].members": false, "groups[].signs": false, "groups[].rows": false,
	"questions[].values": true,
	"sheets[].member":    false,
	"not_taken[].name":   true, "not_taken[].provider": true,
	"left_out[].name": true, "left_out[].detail": true, "left_out[].detail_fr": true, "left_out[].member": false,
}

// Keys under which names stand among figures, and by which key each is a name there.
var among = map[string]map[string]bool{
	"strata": {"vantages": true}, "largest": {"member": true}, "rows": {"member": true, "network": true}, "values": {"value": true},
}

// figures are facts of which more is said to be left out than they have names, among
// figures: a figure was.
func (f *Facts) figures(shown []cell) (out []Fault) {
	text := map[string][]byte{}
	for _, c := range shown {
		text[c.path] = c.text
	}
	for _, r := range f.Rows {
		for _, l := range r.Left {
			names, ok := among[l.Key]
			if !ok {
				continue
			}
			v, err := exactly(text[r.Path])
			row, _ := v.(map[string]any)
			if n := wordsOf(row[l.Key], names, false); err != nil || l.Count > n {
				out = append(out, Fault{Path: r.Path + "." + l.Key, What: "figure", Counted: l.Count})
			}
		}
	}
	return out
}

// wordsOf counts the texts that stand under one of the keys.
func wordsOf(v any, keys map[string]bool, within bool) (n int) {
	switch a := v.(type) {
	case string:
		if within {
			return 1
		}
	case []any:
		for _, x := range a {
			n += wordsOf(x, keys, within)
		}
	case map[string]any:
		for k, x := range a {
			n += wordsOf(x, keys, keys[k])
		}
	}
	return n
}

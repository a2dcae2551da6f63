package veil

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
)

// What may stand in place of a word, and "" for words that are left out.
var (
	blank   = regexp.MustCompile(`^$`)
	member  = regexp.MustCompile(`^([1-9][0-9]*)?$`)
	vantage = regexp.MustCompile(`^V[1-9][0-9]*$`)
	log     = regexp.MustCompile(`^V[1-9][0-9]*/[0-9]+(\|V[1-9][0-9]*/[0-9]+)*$`)
	address = regexp.MustCompile(`^U[1-9][0-9]*( U[1-9][0-9]*)*$`)
	network = regexp.MustCompile(`^N[1-9][0-9]*$`)
	digest  = regexp.MustCompile(`^[0-9a-f]{8}$`)
	salted  = regexp.MustCompile(`^[0-9a-f]{64}$`)
	zeros   = regexp.MustCompile(`^0+$`)
)

// words are the texts of a fact that can be replaced, by where they stand (others[] as
// sites[]), and by what. All other texts are facts: instants, chances, causes, doubts.
var words = map[string]*regexp.Regexp{
	"sites[].name": blank, "sites[].commitment": salted, "sites[].provider": blank, "sites[].address": address, "sites[].members[]": member, "sites[].vantages[]": vantage,
	"sites[].outages[].vantages[]": vantage, "sites[].outages[].signs.network": network,
	"members[].member": member, "members[].also[]": member, "members[].within[]": member,
	"vantages[].name": vantage, "vantages[].logs[]": log,
	"bundles[].name": digest, "bundles[].logs[]": log, "bundles[].members[]": member, "bundles[].secret": zeros,
	"events[].members[]": member, "events[].vantages[]": vantage, "events[].strata[].vantages[]": vantage, "events[].largest.member": member,
	"groups[].members[]": member, "groups[].signs.network": network, "groups[].rows[].member": member, "groups[].rows[].signs.network[]": network,
	"questions[].values[].value": network,
	"sheets[].member":            member,
	"not_taken[].name":           blank, "not_taken[].provider": blank,
	"left_out[].name": blank, "left_out[].detail": blank, "left_out[].detail_fr": blank, "left_out[].member": member,
}

// Lists that can be empty, a list of which items can be missing, and a key that can.
var (
	emptied = map[string]bool{"sites[].outages[].onset_leaves": true, "sites[].outages[].end_leaves": true, "bundles[].heads": true}
	thinned = map[string]bool{"providers": true}
	missing = map[string]bool{"sites[].outages[].signs.network": true}
)

// masks checks that the fact at a path as shown is the sealed one with words left out or
// replaced, and nothing else.
func masks(path string, whole, shown []byte) error {
	x, err := exactly(whole)
	if err != nil {
		return err
	}
	y, err := exactly(shown)
	if err != nil {
		return err
	}
	if at := altered(x, y, group(bare(path))); at != "" {
		return fmt.Errorf("it differs from the sealed one in %s, and no word left out explains it", at)
	}
	return nil
}

// exactly reads JSON with its numbers as they are written.
func exactly(text []byte) (v any, err error) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	err = d.Decode(&v)
	return v, err
}

// altered names where y is not x with words left out or replaced, "" for nowhere.
func altered(x, y any, at string) string {
	switch a := x.(type) {
	case string:
		if b, ok := y.(string); ok && (a == b || words[at] != nil && words[at].MatchString(b)) {
			return ""
		}
	case map[string]any:
		if b, ok := y.(map[string]any); ok {
			return alteredKeys(a, b, at)
		}
	case []any:
		if b, ok := y.([]any); ok {
			return alteredItems(a, b, at)
		}
	default: // a number, true, false or null
		if x == y {
			return ""
		}
	}
	return at
}

func alteredKeys(a, b map[string]any, at string) string {
	for k, v := range b {
		was, ok := a[k]
		if !ok {
			return at + "." + k
		}
		if where := altered(was, v, at+"."+k); where != "" {
			return where
		}
	}
	for k := range a {
		if _, ok := b[k]; !ok && !missing[at+"."+k] {
			return at + "." + k
		}
	}
	return ""
}

func alteredItems(a, b []any, at string) string {
	switch {
	case emptied[at] && len(b) == 0:
		return ""
	case thinned[at]:
		return thinner(a, b, at)
	case len(a) != len(b):
		return at
	}
	for i := range a {
		if where := altered(a[i], b[i], at+"[]"); where != "" {
			return where
		}
	}
	return ""
}

// thinner checks that b is a without some of its items.
func thinner(a, b []any, at string) string {
	n := 0
	for _, was := range a {
		if n < len(b) && was == b[n] {
			n++
		}
	}
	if n < len(b) {
		return at
	}
	return ""
}

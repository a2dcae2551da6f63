package veil

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// A Fault is one fact of an exhibit that is not as its list says.
type Fault struct {
	Path string // empty of the list as a whole
	What string // changed, added, missing, moved; of the log of omissions, count, or figure: what stands there is never left out
	// Listed and Counted are of a count alone.
	Listed, Counted int
}

// Check holds the report that an exhibit shows against its facts: each of them in its
// place and unchanged, none added, none missing, and as much left out as its own
// log of omissions says. What was changed comes first; none is returned where all is
// well.
func (f *Facts) Check(public []byte) ([]Fault, error) {
	shown, err := split(public)
	if err != nil {
		return nil, err
	}
	listed := map[string]Row{}
	for _, r := range f.Rows {
		listed[r.Path] = r
	}
	var out []Fault
	for i, c := range shown {
		r, ok := listed[c.path]
		delete(listed, c.path)
		switch {
		case !ok:
			out = append(out, Fault{Path: c.path, What: "added"})
		case r.leaf(c.text) != r.Leaf:
			out = append(out, Fault{Path: c.path, What: "changed"})
		case i >= len(f.Rows) || f.Rows[i].Path != c.path:
			out = append(out, Fault{Path: c.path, What: "moved"})
		}
	}
	for _, path := range slices.Sorted(maps.Keys(listed)) {
		out = append(out, Fault{Path: path, What: "missing"})
	}
	if slices.ContainsFunc(out, func(f Fault) bool { return f.What == "missing" || f.What == "added" }) {
		out = slices.DeleteFunc(out, func(f Fault) bool { return f.What == "moved" }) // by that alone
	}
	slices.SortStableFunc(out, func(a, b Fault) int { return rank(a) - rank(b) })
	counts, err := f.omissions(shown)
	return append(out, counts...), err
}

// rank puts what no change of place explains before what one does.
func rank(f Fault) int { return slices.Index([]string{"changed", "missing", "added", "moved"}, f.What) }

// omissions holds the log of what was left out against the rows.
func (f *Facts) omissions(shown []cell) (out []Fault, err error) {
	i := slices.IndexFunc(shown, func(c cell) bool { return c.path == ownPath })
	if i < 0 {
		return []Fault{{Path: ownPath, What: "missing"}}, nil
	}
	var own struct {
		Hidden []struct {
			Key   string `json:"key"`
			Count int    `json:"count"`
		} `json:"hidden"`
	}
	if err := json.Unmarshal(shown[i].text, &own); err != nil {
		return nil, fmt.Errorf("read %s: %w", ownPath, err)
	}
	said := map[string]int{}
	for _, h := range own.Hidden {
		said[group(h.Key)] += h.Count
	}
	counted := f.counted()
	for _, key := range slices.Sorted(maps.Keys(said)) {
		if counted[key] != said[key] {
			out = append(out, Fault{Path: key, What: "count", Listed: said[key], Counted: counted[key]})
		}
	}
	out = append(out, untold(counted, said)...)
	return append(out, f.figures(shown)...), nil
}

// untold are values left out of which the log says nothing.
func untold(counted, said map[string]int) (out []Fault) {
	for _, key := range slices.Sorted(maps.Keys(counted)) {
		logged, may := mayLeave[key]
		switch _, ok := said[key]; {
		case !may:
			out = append(out, Fault{Path: key, What: "figure", Counted: counted[key]})
		case logged && !ok:
			out = append(out, Fault{Path: key, What: "count", Counted: counted[key]})
		}
	}
	return out
}

// counted sums what rows leave out, by key: "sites[].address".
func (f *Facts) counted() map[string]int {
	sums := map[string]int{}
	for _, r := range f.Rows {
		for _, l := range r.Left {
			sums[r.key(l)] += l.Count
		}
	}
	return sums
}

// key is what is left out of r, as the log of omissions names it: "sites[].address".
func (r Row) key(l Left) string {
	if !strings.HasSuffix(r.Path, "]") && l.Key == valueKey {
		return group(bare(r.Path))
	}
	return group(bare(r.Path) + "." + l.Key)
}

// bare is a path without its numbers.
func bare(path string) string {
	var b strings.Builder
	for _, c := range path {
		if c < '0' || c > '9' {
			b.WriteRune(c)
		}
	}
	return b.String()
}

// group puts what a report counts together under one key: sites here and there,
// and the records of either end.
func group(key string) string {
	if rest, ok := strings.CutPrefix(key, "others[]"); ok {
		key = "sites[]" + rest
	}
	for _, end := range []string{".onset_leaves", ".end_leaves"} {
		if base, ok := strings.CutSuffix(key, end); ok {
			return base + ".leaves"
		}
	}
	return key
}

// Omitted sums up what f leaves out: rows of which something is, and values.
func (f *Facts) Omitted() (rows, values int) {
	for _, r := range f.Rows {
		for _, l := range r.Left {
			values += l.Count
		}
		if !r.Commitment.IsZero() {
			rows++
		}
	}
	return rows, values
}

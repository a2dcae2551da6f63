package roster

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"constat/store/registry"
)

// A step is one name of a path, with a place in a list or -1.
type step struct {
	name string
	at   int
}

var stepForm = regexp.MustCompile(`^([a-z_]+)(?:\[([0-9]{1,2})\])?$`)

// fields are those of a member by their paths, "damage[].amount" in each item of a list.
var fields = func() map[string]registry.Field {
	all := map[string]registry.Field{}
	for _, f := range registry.Fields() {
		all[f.Path] = f
	}
	return all
}()

var placeForm = regexp.MustCompile(`\[[0-9]+\]`)

// parsePath reads "damage[0].amount" and gives the field it leads to.
func parsePath(s string) ([]step, registry.Field, error) {
	f, ok := fields[placeForm.ReplaceAllString(s, "[]")]
	if !ok || s == "member_no" || strings.Contains(s, "[]") { // a number is the register's to give
		return nil, f, ErrPath
	}
	var path []step
	for part := range strings.SplitSeq(s, ".") {
		m := stepForm.FindStringSubmatch(part)
		if m == nil {
			return nil, f, ErrPath
		}
		st := step{m[1], -1}
		if m[2] != "" {
			st.at, _ = strconv.Atoi(m[2])
		}
		path = append(path, st)
	}
	return path, f, nil
}

// A node is a JSON object being built; a list in it is a map by place until it is compacted.
type node map[string]any

type places map[int]any

// set puts v at a path; two columns that lead to one field are a mistake of the map.
func (n node) set(path []step, v any) error {
	for i, st := range path {
		last := i == len(path)-1
		if st.at < 0 && last {
			if n[st.name] != nil {
				return ErrPath
			}
			n[st.name] = v
			return nil
		}
		if st.at < 0 {
			child, ok := n[st.name].(node)
			if !ok {
				child = node{}
				n[st.name] = child
			}
			n = child
			continue
		}
		list, ok := n[st.name].(places)
		if !ok {
			list = places{}
			n[st.name] = list
		}
		if last {
			list[st.at] = v
			return nil
		}
		child, ok := list[st.at].(node)
		if !ok {
			child = node{}
			list[st.at] = child
		}
		n = child
	}
	return nil
}

// fill sets what holds for every row. An item of a list that no column of this
// row began is not made by it.
func (n node) fill(path []step, v any) error {
	if v == nil {
		return nil
	}
	for i, at := 0, n; i < len(path); i++ {
		st := path[i]
		if st.at < 0 {
			if at, _ = at[st.name].(node); at == nil {
				break
			}
			continue
		}
		list, _ := at[st.name].(places)
		if list[st.at] == nil {
			return nil
		}
		at, _ = list[st.at].(node)
	}
	return n.set(path, v)
}

// compact closes the gaps in lists: damage[1] alone is the first item of damage.
func (n node) compact() map[string]any {
	out := map[string]any{}
	for k, v := range n {
		switch v := v.(type) {
		case node:
			out[k] = v.compact()
		case places:
			var at []int
			for i := range v {
				at = append(at, i)
			}
			slices.Sort(at)
			var list []any
			for _, i := range at {
				if child, ok := v[i].(node); ok {
					list = append(list, child.compact())
				} else {
					list = append(list, v[i])
				}
			}
			out[k] = list
		default:
			out[k] = v
		}
	}
	return out
}

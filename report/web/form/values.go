package form

import (
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// values are what was typed, by the names of the fields: the register's, with an index in
// lists, as damage[0].amount. A moment has its hour beside it in NAME:time and
// NAME:zone.
type values map[string][]string

func (v values) get(name string) string {
	if all := v[name]; len(all) > 0 {
		return all[0]
	}
	return ""
}

var nameForm = regexp.MustCompile(`^([a-z_.]+)(?:\[([0-9]|1[0-9])\](\.[a-z_]+))?(:time|:zone)?$`)

// asked are all questions by path.
var asked = sync.OnceValue(func() map[string]question {
	all := map[string]question{}
	for _, s := range steps {
		for _, q := range s.questions() {
			all[q.path] = q
		}
	}
	return all
})

// questionOf finds the question of a field's name, and its index in a list, "" in none.
func questionOf(name string) (q question, index string, ok bool) {
	m := nameForm.FindStringSubmatch(name)
	if m == nil {
		return question{}, "", false
	}
	path := m[1]
	if m[2] != "" {
		path += "[]" + m[3]
	}
	q, ok = asked()[path]
	return q, m[2], ok && (m[4] == "" || q.as == moment)
}

// known keeps what is an answer to a question of ours.
func known(posted url.Values) values {
	v := values{}
	for name, all := range posted {
		if q, _, ok := questionOf(name); ok && len(all) > 0 {
			if q.as != some {
				all = all[:1]
			}
			v[name] = all[:min(len(all), 10)]
		}
	}
	return v
}

// names are the names in v, in a fixed order.
func (v values) names() []string {
	all := make([]string, 0, len(v))
	for name := range v {
		all = append(all, name)
	}
	slices.SortFunc(all, func(a, b string) int { return strings.Compare(sortable(a), sortable(b)) })
	return all
}

// sortable puts the tenth after the ninth.
func sortable(name string) string {
	if i := strings.IndexByte(name, '['); i >= 0 && name[i+2] == ']' {
		return name[:i+1] + "0" + name[i+1:]
	}
	return name
}

// count is how many things of a list there are to ask for.
func (v values) count(path string) int {
	n := 0
	for name := range v {
		if rest, ok := strings.CutPrefix(name, path+"["); ok {
			i, _ := strconv.Atoi(rest[:strings.IndexByte(rest, ']')])
			n = max(n, i+1)
		}
	}
	return n
}

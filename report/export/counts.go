package export

import (
	"cmp"
	"slices"
	"strings"

	"constat/store/registry"
)

// Counts says how many members there are of each kind, and where.
type Counts struct {
	Members   int     `json:"members"`
	Sites     int     `json:"sites"`
	Kinds     []Count `json:"kinds"`
	Countries []Count `json:"countries"`
	Provinces []Count `json:"provinces"` // as "CA-Québec": the country, then what was written
	Servers   []Count `json:"servers"`   // members who named the server, by name without regard to case
}

// Count is how many members have a value; "" is the value not given.
type Count struct {
	Value   string `json:"value"`
	Members int    `json:"members"`
}

// CountOf counts the members.
func CountOf(members []registry.Member) Counts {
	c := Counts{Members: len(members)}
	kinds, countries, provinces, servers := tally{}, tally{}, tally{}, tally{}
	for _, m := range members {
		c.Sites += len(m.Assets)
		kinds.add(string(m.Kind))
		countries.add(string(m.Country))
		provinces.add(provinceOf(m))
		for _, s := range serversOf(m) {
			servers.add(s)
		}
	}
	c.Kinds, c.Countries, c.Provinces, c.Servers = kinds.list(), countries.list(), provinces.list(), servers.list()
	return c
}

func provinceOf(m registry.Member) string {
	if m.ProvinceState == "" {
		return ""
	}
	return strings.TrimPrefix(string(m.Country)+"-"+m.ProvinceState, "-")
}

// serversOf are the servers that a member named, each once; "" alone when none.
func serversOf(m registry.Member) []string {
	var all []string
	for _, a := range m.Assets {
		if a.ServerName != "" {
			all = append(all, strings.ToLower(a.ServerName))
		}
	}
	if len(all) == 0 {
		return []string{""}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

type tally map[string]int

func (t tally) add(value string) { t[value]++ }

// list has the most frequent first, and what was not given last.
func (t tally) list() []Count {
	all := []Count{}
	for v, n := range t {
		all = append(all, Count{v, n})
	}
	slices.SortFunc(all, func(a, b Count) int {
		if (a.Value == "") != (b.Value == "") {
			return cmp.Compare(len(b.Value), len(a.Value))
		}
		return cmp.Or(cmp.Compare(b.Members, a.Members), strings.Compare(a.Value, b.Value))
	})
	return all
}

// A Step of the funnel is what a complete file needs next, and how many members
// have it and all that comes before it.
type Step struct {
	Step    string               `json:"step"`
	Needs   []registry.FieldName `json:"needs"`
	Members int                  `json:"members"`
}

// Funnel tells how many members are left after each thing that a complete file needs.
func Funnel(members []registry.Member) []Step {
	steps := []Step{
		{"registered", nil, 0},
		{"identified", []registry.FieldName{"kind", "contact_person", "enterprise_no", "address", "country", "email", "language"}, 0},
		{"contract", []registry.FieldName{"contract.provider", "contract.account_id", "contract.start", "contract.fee", "contract.fee_period", "contract.currency"}, 0},
		{"hit", []registry.FieldName{"assets", "impact.first_noticed_at", "impact.service_types"}, 0},
		{"damage", []registry.FieldName{"damage.head", "damage.amount", "damage.currency"}, 0},
		{"documented", []registry.FieldName{"damage.documented"}, 0},
		{"agreed", []registry.FieldName{"consent.text_version", "consent.at", "representation.status"}, 0},
		{"complete", nil, 0}, // whatever else is asked
	}
	for i := range steps {
		steps[i].Needs = append([]registry.FieldName{}, steps[i].Needs...)
	}
	for _, m := range members {
		missing := m.Complete().Missing
		for i, s := range steps {
			if s.Step == "complete" && len(missing) > 0 || slices.ContainsFunc(s.Needs, func(f registry.FieldName) bool { return slices.Contains(missing, f) }) {
				break
			}
			steps[i].Members++
		}
	}
	return steps
}

// Lacking tells how many members have not given a field that they were asked, the most frequent first.
func Lacking(members []registry.Member) []Count {
	t := tally{}
	for _, m := range members {
		for _, f := range m.Complete().Missing {
			t.add(string(f))
		}
	}
	return t.list()
}

package form

import (
	"slices"
	"strconv"
	"strings"
	"sync"

	"constat/store/registry"
)

// A field is a question as the page shows it.
type field struct {
	ID, Name, As, Label, Why, Error, Value, Auto string
	Max                                          int
	Required, Half                               bool
	Options                                      []choice
	Hour, Zone                                   string // of a moment
	Zones                                        []choice
	Suggest                                      []string
}

// A choice is one of the answers to choose from.
type choice struct {
	Value, Label string
	Chosen       bool
}

// described are the ids of what explains the field, for aria-describedby.
func (f field) Described() string {
	var ids []string
	if f.Error != "" {
		ids = append(ids, f.ID+"-wrong")
	}
	if f.Why != "" {
		ids = append(ids, f.ID+"-why")
	}
	return strings.Join(ids, " ")
}

// register has the register's fields by path.
var register = sync.OnceValue(func() map[string]registry.Field {
	all := map[string]registry.Field{}
	for _, f := range registry.Fields() {
		all[f.Path] = f
	}
	return all
})

var idOf = strings.NewReplacer(".", "-", "[", "-", "]", "", "_", "-")

// field builds what is shown of a question.
func (v *visit) field(q question, r reading) field {
	name := q.path
	path := pathOf(name)
	f := field{ID: idOf.Replace(name), Name: name, As: string(q.as), Label: v.lang.Say(q.fr, q.en), Error: r.wrong[name], Value: r.values.get(name),
		Auto: q.auto, Max: register()[path].Max, Required: q.required, Half: q.half}
	if q.why[0] != "" {
		f.Why = v.lang.Say(q.why[0], q.why[1])
	}
	if r.noted[name] && f.Error == "" {
		f.Error = v.lang.Say("Nous avons enlevé un caractère invisible. Vérifiez, puis continuez.", "We took out an invisible character. Check, then go on.")
	}
	if q.as == yesNo {
		none := v.lang.Say("Je ne sais pas", "I do not know")
		if q.again {
			none = v.lang.Say("Sans changement", "No change")
		}
		f.Options = []choice{{"yes", v.lang.Say("Oui", "Yes"), f.Value == "yes"}, {"no", v.lang.Say("Non", "No"), f.Value == "no"}, {"", none, f.Value == ""}}
	}
	country, currency, zone := v.subject().home()
	switch {
	case path == "country":
		f.Options = v.choices(front(countries, country), f.Value)
	case strings.HasSuffix(path, "currency"):
		if _, touched := r.values[name]; !touched && !q.again {
			f.Value = currency
		}
		f.Options = v.choices(front(currencies, currency), f.Value)
	case path == "damage[].head":
		f.Options = v.choices(v.offered(), f.Value)
	case path == "contract.provider":
		if filled, all := v.provider(r.values, f.Value); q.again {
			f.Suggest = all
		} else {
			f.Value, f.Suggest = filled, all
		}
	case len(options[path]) > 0:
		f.Options = v.choices(options[path], r.values[name]...)
	}
	if q.as == moment {
		f.Hour = r.values.get(name + ":time")
		if f.Zone = r.values.get(name + ":zone"); f.Zone == "" {
			f.Zone = zone
		}
		for _, z := range zones {
			f.Zones = append(f.Zones, choice{z, v.lang.Say(zoneNames[z][0], zoneNames[z][1]), z == f.Zone})
		}
	}
	return f
}

// pathOf is the register's path of a field's name: without index.
func pathOf(name string) string {
	if m := nameForm.FindStringSubmatch(name); m != nil && m[2] != "" {
		return m[1] + "[]" + m[3]
	}
	return name
}

func (v *visit) choices(from []option, chosen ...string) []choice {
	var all []choice
	for _, o := range from {
		all = append(all, choice{o.value, o.label(v.lang), slices.Contains(chosen, o.value)})
	}
	return all
}

// front puts the likely one first.
func front(all []option, likely string) []option {
	i := slices.IndexFunc(all, func(o option) bool { return o.value == likely })
	if i <= 0 {
		return all
	}
	return slices.Concat(all[i:i+1], all[:i], all[i+1:])
}

// offered are the heads of damage that the claim asks for.
func (v *visit) offered() []option {
	var all []option
	for _, o := range options["damage[].head"] {
		if slices.Contains(v.subject().heads(), registry.Head(o.value)) {
			all = append(all, o)
		}
	}
	return all
}

// provider suggests those whom the claim is brought against; the only one is filled in.
func (v *visit) provider(given values, value string) (string, []string) {
	var names []string
	for _, d := range v.subject().Defendants {
		names = append(names, d.Name)
	}
	if _, touched := given["contract.provider"]; !touched && len(names) == 1 {
		value = names[0]
	}
	return value, names
}

// An asking is a group of fields under one heading.
type asking struct {
	ID, Heading string
	Fields      []field
	More        string // what the button that adds one says, under the last of a list
	List        string
}

// shown lays a step out: its questions, and its lists item by item. Extra says of which list one
// more is wanted.
func (v *visit) shown(s step, r reading, extra string) []asking {
	var all []asking
	if len(s.asks) > 0 {
		all = append(all, asking{Fields: v.fields(s.asks, r)})
	}
	for _, l := range s.lists {
		n := r.values.count(l.path)
		if extra == l.path || n == 0 && !l.optional {
			n++
		}
		n = min(n, l.most)
		for i := range n {
			var of []question
			for _, q := range l.asks {
				of = append(of, q.nth(strconv.Itoa(i)))
			}
			all = append(all, asking{ID: l.path + "-" + strconv.Itoa(i), Heading: v.lang.Say(l.fr, l.en, i+1), Fields: v.fields(of, r)})
		}
		if n < l.most {
			if n == 0 {
				all = append(all, asking{})
			}
			last := &all[len(all)-1]
			last.List, last.More = l.path, v.lang.Say(l.more[0], l.more[1])
		}
	}
	if len(s.last) > 0 {
		all = append(all, asking{Fields: v.fields(s.last, r)})
	}
	return all
}

func (v *visit) fields(of []question, r reading) []field {
	all := make([]field, len(of))
	for i, q := range of {
		all[i] = v.field(q, r)
	}
	return all
}

// A mistake is one line of the list over a page that was not taken.
type mistake struct{ Href, Label, Text string }

// mistakes are what is wrong on a step, in the order of the page.
func mistakes(all []asking) (wrong []mistake) {
	for _, a := range all {
		for _, f := range a.Fields {
			if f.Error != "" {
				wrong = append(wrong, mistake{"#" + f.ID, f.Label, f.Error})
			}
		}
	}
	return wrong
}

// hidden are the answers of the other pages, carried along.
type hidden struct{ Name, Value string }

func carried(v values, but step) (all []hidden) {
	for _, name := range v.names() {
		if asks(but, pathOf(strings.TrimSuffix(strings.TrimSuffix(name, ":time"), ":zone"))) {
			continue
		}
		for _, value := range v[name] {
			all = append(all, hidden{name, value})
		}
	}
	return all
}

package registry

import (
	"regexp"
	"slices"
	"strings"
)

// Class is one of the groups or sub-groups into which a claim sorts its members: those
// of whom all criteria hold.
type Class struct {
	ID         string      `json:"id,omitempty" max:"64"`
	Label      Both        `json:"label,omitzero"`
	Definition Texts       `json:"definition,omitzero"` // can be pasted into the definition of a class
	Criteria   []Criterion `json:"criteria,omitempty" max:"20"`
}

// Criterion asks one thing of a member's file. Exactly one of Is, Only and Not is given.
type Criterion struct {
	Field CriterionField `json:"field,omitempty"`
	Is    []string       `json:"is,omitempty"`   // one of these is among what the field holds
	Only  []string       `json:"only,omitempty"` // all that the field holds is among these
	Not   []string       `json:"not,omitempty"`  // none of these is among what the field holds
}

// CriterionField is what a criterion can ask of.
type CriterionField string

func (CriterionField) choices() []string {
	all := make([]string, len(asks))
	for i, a := range asks {
		all[i] = a.name
	}
	return all
}

// asks are the fields of a criterion: what a member's file holds there, nothing when
// that was not said. Words are those that may stand in a criterion, nil for any.
var asks = []struct {
	name  string
	words []string
	of    func(Member) []string
}{
	{"kind", Kind("").choices(), func(m Member) []string { return said(m.Kind) }},
	{"role", roles, roleOf},
	{"country", nil, func(m Member) []string { return said(m.Country) }},
	{"province_state", nil, func(m Member) []string { return said(m.ProvinceState) }},
	{"language", nil, func(m Member) []string { return said(m.Language) }},
	{"provider", nil, func(m Member) []string { return said(of(m.Contract).Provider) }},
	{"plan", nil, func(m Member) []string { return said(of(m.Contract).Plan) }},
	{"server_name", nil, func(m Member) []string { return ofEach(m.Assets, func(a Asset) []string { return said(a.ServerName) }) }},
	{"service", Service("").choices(), func(m Member) []string {
		return ofEach(of(m.Impact).ServiceTypes, func(s Service) []string { return said(s) })
	}},
	{"data_lost", yesAndNo, dataLost},
	{"restored", []string{"none", "part", "all"}, restored},
	{"local_backup", yesAndNo, func(m Member) []string { return yesOrNo(of(of(m.Impact).DataLost).HadLocalBackup) }},
	{"damage", Head("").choices(), func(m Member) []string { return ofEach(m.Damage, func(d Damage) []string { return said(d.Head) }) }},
	{"arbitration_clause", yesAndNo, func(m Member) []string { return yesOrNo(of(m.Contract).ArbitrationClause) }},
	{"class_waiver", yesAndNo, func(m Member) []string { return yesOrNo(of(m.Contract).ClassWaiver) }},
	{"release_signed", yesAndNo, func(m Member) []string {
		return ofEach(m.OffersReceived, func(o Offer) []string { return yesOrNo(o.ReleaseSigned) })
	}},
	{"representation", Standing("").choices(), func(m Member) []string { return said(of(m.Representation).Status) }},
}

var yesAndNo = []string{"yes", "no"}

// The roles: who has a contract with the provider, and who sits behind somebody who has.
var roles = []string{"client", "reseller", "looks_after_others", "end_client"}

func roleOf(m Member) []string {
	var all []string
	switch {
	case m.Kind == "non_client_affected":
		all = append(all, "end_client")
	case m.Kind == "reseller":
		all = append(all, "client", "reseller")
	case m.Kind != "":
		all = append(all, "client")
	}
	if slices.ContainsFunc(m.Assets, func(a Asset) bool { return Yes(a.ManagedForThirdParty) }) {
		all = append(all, "looks_after_others")
	}
	return all
}

// dataLost is what the member says; a share that did not come back says it too.
func dataLost(m Member) []string {
	d := of(of(m.Impact).DataLost)
	if d.Lost != nil {
		return yesOrNo(d.Lost)
	}
	if r := restored(m); len(r) > 0 && r[0] != "all" {
		return []string{"yes"}
	}
	return nil
}

func restored(m Member) []string {
	share, ok := Amount(of(of(m.Impact).DataLost).RestoredPct).Rat()
	switch {
	case !ok:
		return nil
	case share.Sign() == 0:
		return []string{"none"}
	case share.RatString() == "100":
		return []string{"all"}
	}
	return []string{"part"}
}

func said[T ~string](word T) []string {
	if word == "" {
		return nil
	}
	return []string{string(word)}
}

func yesOrNo(declared *bool) []string {
	if declared == nil {
		return nil
	}
	return []string{choiceOf(*declared, "yes", "no")}
}

func choiceOf(yes bool, a, b string) string {
	if yes {
		return a
	}
	return b
}

func ofEach[T any](list []T, words func(T) []string) []string {
	var all []string
	for _, item := range list {
		for _, w := range words(item) {
			if !slices.Contains(all, w) {
				all = append(all, w)
			}
		}
	}
	return all
}

// Outcome is what a criterion or a group comes to.
type Outcome string

// The outcomes. What was not said is neither a yes nor a no.
const (
	Holds    Outcome = "holds"
	HoldsNot Outcome = "holds_not"
	NotTold  Outcome = "not_told"
)

// Tried is one criterion tried on a member: what came out, and of what.
type Tried struct {
	Criterion Criterion
	Outcome   Outcome
	Found     []string // what the member's file holds there
}

// Placement is a group tried on a member. The group holds when all its criteria do,
// doesn't when one doesn't, and is not told otherwise.
type Placement struct {
	Group   Class
	Outcome Outcome
	Tried   []Tried
}

// Sort tries each of the claim's groups on a member. Nobody is put into a group by
// what was not said.
func (a About) Sort(m Member) []Placement {
	var all []Placement
	for _, g := range a.Groups {
		all = append(all, g.try(m))
	}
	return all
}

func (g Class) try(m Member) Placement {
	p := Placement{Group: g, Outcome: Holds}
	for _, c := range g.Criteria {
		t := c.try(m)
		p.Tried = append(p.Tried, t)
		switch {
		case t.Outcome == HoldsNot:
			p.Outcome = HoldsNot
		case t.Outcome == NotTold && p.Outcome == Holds:
			p.Outcome = NotTold
		}
	}
	return p
}

func (c Criterion) try(m Member) Tried {
	t := Tried{Criterion: c, Outcome: NotTold}
	for _, a := range asks {
		if a.name == string(c.Field) {
			t.Found = a.of(m)
		}
	}
	if len(t.Found) > 0 {
		t.Outcome = HoldsNot
		if c.holds(t.Found) {
			t.Outcome = Holds
		}
	}
	return t
}

func (c Criterion) holds(found []string) bool {
	switch {
	case len(c.Is) > 0:
		return slices.ContainsFunc(found, among(c.Is))
	case len(c.Only) > 0:
		return !slices.ContainsFunc(found, func(w string) bool { return !among(c.Only)(w) })
	}
	return !slices.ContainsFunc(found, among(c.Not))
}

// among compares without case and spaces at the ends, as people write a server's name.
func among(words []string) func(string) bool {
	return func(w string) bool {
		return slices.ContainsFunc(words, func(o string) bool { return strings.EqualFold(strings.TrimSpace(o), w) })
	}
}

var idForm = regexp.MustCompile(`^[a-z][a-z0-9_]{0,63}$`)

func checkGroups(groups []Class) error {
	for i, g := range groups {
		path := nth("groups", i)
		switch {
		case !idForm.MatchString(g.ID):
			return &FieldError{Field: path + ".id", Fault: FaultID}
		case slices.ContainsFunc(groups[:i], func(o Class) bool { return o.ID == g.ID }):
			return &FieldError{Field: path + ".id", Fault: FaultTwice}
		case len(g.Criteria) == 0:
			return &FieldError{Field: path + ".criteria", Fault: FaultNeeded}
		}
		if err := inBoth(path+".label", g.Label.FR, g.Label.EN); err != nil {
			return err
		}
		if err := inBoth(path+".definition", g.Definition.FR, g.Definition.EN); err != nil {
			return err
		}
		for j, c := range g.Criteria {
			if err := c.check(nth(path+".criteria", j)); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c Criterion) check(path string) error {
	given := 0
	for key, list := range map[string][]string{"is": c.Is, "only": c.Only, "not": c.Not} {
		if len(list) == 0 {
			continue
		}
		given++
		if err := c.checkWords(under(path, key), list); err != nil {
			return err
		}
	}
	switch {
	case c.Field == "":
		return &FieldError{Field: path + ".field", Fault: FaultNeeded}
	case given != 1:
		return &FieldError{Field: path, Fault: FaultCriterion}
	}
	return nil
}

func (c Criterion) checkWords(path string, list []string) error {
	for _, a := range asks {
		if a.name != string(c.Field) || a.words == nil {
			continue
		}
		for i, w := range list {
			if err := choose(w, a.words, nth(path, i)); err != nil {
				return err
			}
		}
	}
	return nil
}

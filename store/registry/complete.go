package registry

// Completeness says how much of what counsel needs a member has given. It stands in
// clear beside the ciphertext, so the names come from a closed list and hold no value.
type Completeness struct {
	Percent int         `json:"percent" range:"0-100"`
	Missing []FieldName `json:"missing,omitempty"`
	Asked   int         `json:"asked,omitempty" range:"1-100"` // how many fields are asked for; not kept of members of a constat-claim/1
}

// FieldName is one of the fields that completeness asks for.
type FieldName string

func (FieldName) choices() []string {
	names := make([]string, len(needs))
	for i, n := range needs {
		names[i] = n.name
	}
	return names
}

type need struct {
	name string
	of   func(Member) bool // nil: of every member
	has  func(Member) bool
}

// needs is what a complete file holds, in the order in which a member is asked.
var needs = []need{
	{"kind", nil, func(m Member) bool { return m.Kind != "" }},
	{"contact_person", organised, func(m Member) bool { return m.ContactPerson != "" }},
	{"enterprise_no", organised, func(m Member) bool { return m.EnterpriseNo != "" }},
	{"address", nil, func(m Member) bool { return m.Address != "" }},
	{"country", nil, func(m Member) bool { return m.Country != "" }},
	{"email", nil, func(m Member) bool { return m.Email != "" }},
	{"language", nil, func(m Member) bool { return m.Language != "" }},
	{"consent.text_version", nil, func(m Member) bool { return of(m.Consent).TextVersion != "" }},
	{"consent.at", nil, func(m Member) bool { return of(m.Consent).At != "" }},
	{"representation.status", nil, func(m Member) bool { return of(m.Representation).Status != "" }},
	{"contract.provider", client, func(m Member) bool { return of(m.Contract).Provider != "" }},
	{"contract.account_id", client, func(m Member) bool { return of(m.Contract).AccountID != "" }},
	{"contract.start", client, func(m Member) bool { return of(m.Contract).Start != "" }},
	{"contract.fee", client, func(m Member) bool { return of(m.Contract).Fee != "" }},
	{"contract.fee_period", client, func(m Member) bool { return of(m.Contract).FeePeriod != "" }},
	{"contract.currency", client, func(m Member) bool { return of(m.Contract).Currency != "" }},
	{"assets", nil, func(m Member) bool { return len(m.Assets) > 0 }},
	{"impact.first_noticed_at", nil, func(m Member) bool { return of(m.Impact).FirstNoticedAt != "" }},
	{"impact.service_types", nil, func(m Member) bool { return len(of(m.Impact).ServiceTypes) > 0 }},
	{"damage.head", nil, every(func(_ Member, d Damage) bool { return d.Head != "" })},
	{"damage.amount", nil, every(func(_ Member, d Damage) bool { _, ok := d.Value(); return ok })},
	{"damage.currency", nil, every(func(m Member, d Damage) bool { return m.CurrencyOf(d) != "XXX" })},
	{"damage.documented", nil, every(func(_ Member, d Damage) bool { return Yes(d.Documented) })},
	{"attestation.signed_name", nil, func(m Member) bool { return of(m.Attestation).SignedName != "" }},
	{"attestation.at", nil, func(m Member) bool { return of(m.Attestation).At != "" }},
}

// Complete tells how complete the member is; the percentage is rounded down.
func (m Member) Complete() Completeness {
	var c Completeness
	asked, given := 0, 0
	for _, n := range needs {
		if n.of != nil && !n.of(m) {
			continue
		}
		asked++
		if n.has(m) {
			given++
			continue
		}
		c.Missing = append(c.Missing, FieldName(n.name))
	}
	c.Asked, c.Percent = asked, given*100/asked
	return c
}

// after is c once a completion has come, as far as that can be told without what
// came before: what it gives is struck off. A first word on the kind changes what
// is asked for.
func (c Completeness) after(m Member) Completeness {
	missing, asked := map[FieldName]bool{}, c.Asked
	for _, name := range c.Missing {
		missing[name] = true
	}
	first := m.Kind != "" && missing["kind"]
	for _, n := range needs {
		name := FieldName(n.name)
		if first && n.of != nil && n.of(m) != n.of(Member{}) {
			if missing[name] = n.of(m); n.of(m) {
				asked++
			} else {
				asked--
			}
		}
		if n.has(m) {
			delete(missing, name)
		}
	}
	after := Completeness{Asked: asked}
	for _, n := range needs {
		if missing[FieldName(n.name)] {
			after.Missing = append(after.Missing, FieldName(n.name))
		}
	}
	if asked > len(after.Missing) { // not so of a forged one
		after.Percent = (asked - len(after.Missing)) * 100 / asked
	}
	return after
}

func organised(m Member) bool {
	return m.Kind == "company" || m.Kind == "reseller" || m.Kind == "public_body"
}

func client(m Member) bool { return m.Kind != "non_client_affected" }

// every holds when there is damage and each item has what is asked.
func every(has func(Member, Damage) bool) func(Member) bool {
	return func(m Member) bool {
		for _, d := range m.Damage {
			if !has(m, d) {
				return false
			}
		}
		return len(m.Damage) > 0
	}
}

// of reads through a pointer that may be nil.
func of[T any](p *T) T {
	var none T
	if p == nil {
		return none
	}
	return *p
}

package breach

// The documents. Regimes are whom a controller can name as to be told; each has
// a notice to its authority and one to the people.
const (
	CNIL        = "cnil"
	GDPR        = "gdpr"
	Quebec      = "quebec"
	Switzerland = "switzerland"
	People      = "people"
	Authority   = "authority"
)

// Regimes in the order in which they are written.
var Regimes = []string{CNIL, GDPR, Quebec, Switzerland}

// The needs of a field.
const (
	Must     = "must"     // the law asks for it
	Possible = "possible" // as far as it is known, or possible
	Practice = "practice" // the authority's form asks for it; the law doesn't name it
	IfAny    = "if-any"   // where there is such a thing
)

// An ask is one field that a law wants, and where it does.
type ask struct{ field, need, law string }

// The fields.
const (
	fieldController   = "controller"
	fieldNumber       = "enterprise_number"
	fieldContact      = "contact"
	fieldNature       = "nature"
	fieldWhat         = "circumstances"
	fieldCause        = "cause"
	fieldWhen         = "when"
	fieldDuration     = "duration"
	fieldAware        = "aware"
	fieldData         = "data"
	fieldRecords      = "records"
	fieldPeople       = "people"
	fieldKinds        = "people_categories"
	fieldResidents    = "residents"
	fieldConsequences = "consequences"
	fieldRisk         = "risk_elements"
	fieldMeasures     = "measures"
	fieldToPeople     = "people_told"
	fieldAbroad       = "other_authorities"
	fieldLate         = "late_because"
	fieldAdvice       = "advice"
	fieldNotices      = "notices"
	fieldProcessor    = "processor"
	fieldTold         = "told"
)

// A regime is what one law asks of a controller.
type regime struct {
	hours     bool // 72
	authority []ask
	people    []ask
	years     int // for which the register is kept, 0 where the law names no number
	register  []ask
}

// gdpr is Regulation (EU) 2016/679, article 33(3) and (1); 34(2); 33(5).
var gdpr = regime{
	hours: true,
	authority: []ask{
		{fieldController, Must, "33(1)"}, {fieldContact, Must, "33(3)(b)"}, {fieldNature, Must, "33(3)(a)"}, {fieldKinds, Possible, "33(3)(a)"}, {fieldPeople, Possible, "33(3)(a)"},
		{fieldData, Possible, "33(3)(a)"}, {fieldRecords, Possible, "33(3)(a)"}, {fieldConsequences, Must, "33(3)(c)"}, {fieldMeasures, Must, "33(3)(d)"}, {fieldLate, IfAny, "33(1)"},
	},
	people:   []ask{{fieldNature, Must, "34(2)"}, {fieldConsequences, Must, "34(2), 33(3)(c)"}, {fieldMeasures, Must, "34(2), 33(3)(d)"}, {fieldAdvice, Practice, ""}, {fieldContact, Must, "34(2), 33(3)(b)"}},
	register: []ask{{fieldWhat, Must, "33(5)"}, {fieldConsequences, Must, "33(5)"}, {fieldMeasures, Must, "33(5)"}},
}

// regimes by name. The CNIL's form asks for more than the article.
var regimes = map[string]regime{
	GDPR: gdpr,
	CNIL: {hours: true, people: gdpr.people, register: gdpr.register, authority: append(gdpr.authority[:len(gdpr.authority):len(gdpr.authority)],
		ask{fieldWhen, Practice, ""}, ask{fieldAware, Practice, ""}, ask{fieldWhat, Practice, ""}, ask{fieldCause, Practice, ""}, ask{fieldToPeople, Practice, ""})},
	// Regulation respecting confidentiality incidents, CQLR c., r. 3.1; what
	// is told to people is in section 5.
	Quebec: {
		authority: []ask{
			{fieldController, Must, "3"}, {fieldNumber, IfAny, "3"}, {fieldContact, Must, "3"}, {fieldData, Must, "3"}, {fieldWhat, Must, "3"}, {fieldCause, Possible, "3"},
			{fieldWhen, Must, "3"}, {fieldAware, Must, "3"}, {fieldPeople, Must, "3"}, {fieldResidents, Must, "3"}, {fieldRisk, Must, "3"},
			{fieldToPeople, Must, "3"}, {fieldMeasures, Must, "3"}, {fieldAbroad, IfAny, "3"},
		},
		people: []ask{{fieldData, Must, "5"}, {fieldWhat, Must, "5"}, {fieldWhen, Must, "5"}, {fieldMeasures, Must, "5"}, {fieldAdvice, Must, "5"}, {fieldContact, Must, "5"}},
		years:  5,
		register: []ask{{fieldData, Must, ""}, {fieldWhat, Must, ""}, {fieldWhen, Must, ""}, {fieldAware, Must, ""}, {fieldPeople, Must, ""}, {fieldRisk, Must, ""},
			{fieldNotices, IfAny, ""}, {fieldMeasures, Must, ""}},
	},
	// Federal Act on Data Protection (SR 235.1), article 24; Data Protection
	// Ordinance (SR 235.11), article 15.
	Switzerland: {
		authority: []ask{
			{fieldController, Must, "24(1)"}, {fieldNature, Must, "15(1)(a)"}, {fieldWhen, Possible, "15(1)(b)"}, {fieldDuration, Possible, "15(1)(b)"}, {fieldData, Possible, "15(1)(c)"},
			{fieldRecords, Possible, "15(1)(c)"}, {fieldKinds, Possible, "15(1)(d)"}, {fieldPeople, Possible, "15(1)(d)"}, {fieldConsequences, Must, "15(1)(e)"},
			{fieldMeasures, Must, "15(1)(f)"}, {fieldContact, Must, "15(1)(g)"},
		},
		people:   []ask{{fieldNature, Must, "15(3)"}, {fieldConsequences, Must, "15(3)"}, {fieldMeasures, Must, "15(3)"}, {fieldAdvice, Practice, ""}, {fieldContact, Must, "15(3)"}},
		years:    2,
		register: []ask{{fieldWhat, Must, "15(4)"}, {fieldConsequences, Must, "15(4)"}, {fieldMeasures, Must, "15(4)"}},
	},
}

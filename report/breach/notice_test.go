package breach

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"constat/report/contract"
	"constat/report/dossier"
	"constat/report/lang"
	"constat/store/record"
)

const whole = `schema: constat-breach/1
id: incident-7
timezone: Europe/Paris
supplier: Host SA
evidence: {from: 2021-08-28T00:00:00Z, to: 2021-08-30T00:00:00Z}
common:
  nature: [availability]
  circumstances: the servers were wiped
  cause: an account was misused
  occurred: {from: 2021-08-28 06:00, to: 2021-08-28 09:00}
  told: [{at: 2021-08-28 09:00, by: supplier, to: controller}]
  data: [names]
  people_categories: [customers]
  consequences: [orders cannot be shown]
  risk: {level: high, serious_injury: yes, why: addresses}
  measures_taken: [closed]
  advice: [change your password]
controllers:
  - id: shop
    name: Terre Ciel
    number: "1170000000"
    tell: [cnil, gdpr, quebec, switzerland]
    contact: {name: Camille, email: dpo@example.org}
    aware: {at: 2021-08-28 10:17, by: the manager}
    people: {number: 12}
    residents: {number: 3}
    records: {number: 40}
    people_told: {expected: soon}
    other_authorities: [CNPD]
    late_because: a weekend
`

func parsed(t *testing.T, text string) *File {
	t.Helper()
	f, err := Parse([]byte(text), func(string) (record.Hash, error) { return record.Sum([]byte("order")), nil })
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func asked(t *testing.T) Ask { return Ask{At: at(t, "2021-08-29T00:00:00Z"), Lang: lang.English} }

func noticesOf(t *testing.T, text string, d *dossier.Dossier) map[string]*Notice {
	t.Helper()
	all := map[string]*Notice{}
	for _, n := range Notices(parsed(t, text), d, asked(t)) {
		all[n.Controller+" "+n.Name()] = n
	}
	return all
}

// The fields that each law asks for, as law-and-contracts reads them. A required
// one that is absent is listed, for every document; nothing else is.
func TestAnAbsentFieldIsListed(t *testing.T) {
	keys := map[string]string{ // what gives a field, in the file
		"controller": "name", "contact": "contact", "nature": "nature", "circumstances": "circumstances", "cause": "cause", "when": "occurred", "duration": "occurred", "aware": "aware",
		"data": "data", "records": "records", "people": "people", "people_categories": "people_categories", "residents": "residents", "consequences": "consequences",
		"risk_elements": "risk", "measures": "measures_taken", "people_told": "people_told", "advice": "advice",
	}
	for doc, must := range map[string]string{
		"cnil":               "controller contact nature consequences measures",
		"gdpr":               "controller contact nature consequences measures",
		"quebec":             "controller contact data circumstances when aware people residents risk_elements people_told measures",
		"switzerland":        "controller nature consequences measures contact",
		"cnil-people":        "nature consequences measures contact",
		"gdpr-people":        "nature consequences measures contact",
		"quebec-people":      "data circumstances when measures advice contact",
		"switzerland-people": "nature consequences measures contact",
	} {
		full := noticesOf(t, whole, nil)["shop "+doc]
		if len(full.Missing)+len(full.Open) > 0 {
			t.Errorf("%s: missing of a whole file: %v %v", doc, full.Missing, full.Open)
		}
		var have []string
		for _, f := range full.Fields {
			if f.Need == Must {
				have = append(have, f.Name)
			}
		}
		want := strings.Fields(must)
		if slices.Sort(have); !slices.Equal(have, slices.Sorted(slices.Values(want))) {
			t.Errorf("%s asks for %v, want %v", doc, have, want)
		}
		for _, field := range want {
			n := noticesOf(t, without(t, keys[field]), nil)["shop "+doc]
			if !slices.Contains(n.Missing, field) {
				t.Errorf("%s: %s is absent and not listed: %v", doc, field, n.Missing)
			}
		}
	}
	late := noticesOf(t, strings.ReplaceAll(without(t, "late_because"), "2021-08-28 10:17", "2021-08-20 10:17"), nil)
	if n := late["shop cnil"]; !slices.Contains(n.Missing, "late_because") || !slices.Contains(n.Doubts, "late-unexplained") || n.Clock.State != Over {
		t.Errorf("late: %v %v %s", n.Missing, n.Doubts, n.Clock.State)
	}
	if n := late["shop quebec"]; slices.Contains(n.Missing, "late_because") {
		t.Error("Quebec names no hours, and is late")
	}
}

// without is the whole file less a key, wherever it stands.
func without(t *testing.T, key string) string {
	t.Helper()
	var out []string
	for line := range strings.Lines(whole) {
		if !strings.HasPrefix(strings.TrimSpace(line), key+":") {
			out = append(out, line)
		}
	}
	if len(out) == strings.Count(whole, "\n") {
		t.Fatalf("no %s in the file", key)
	}
	return strings.Join(out, "")
}

// The template can be read as it stands, says nothing and lists everything.
func TestTheTemplateSaysNothing(t *testing.T) {
	for _, l := range []string{"fr", "en"} {
		f := parsed(t, Template(l))
		for _, n := range Notices(f, nil, asked(t)) {
			for _, field := range n.Fields {
				if field.Given {
					t.Errorf("%s: %s is given: %v", l, field.Name, field.Text)
				}
			}
			if n.Clock.State != Unset || n.Duty != Undecided {
				t.Errorf("%s: clock %s, duty %s", l, n.Clock.State, n.Duty)
			}
		}
	}
}

// One incident of a supplier is that of forty customers: each its own clock,
// people and register, and nothing of another in what it is handed.
func TestOneIncidentFortyCustomers(t *testing.T) {
	text, _, _ := strings.Cut(whole, "controllers:")
	text += "controllers:\n"
	for i := range 40 {
		text += fmt.Sprintf("  - {id: c%02d, name: Customer-%02d-name, targets: [site-%02d], tell: [cnil], aware: {at: 2021-08-28 10:%02d}, people: {number: %d}, contact: {name: Person-%02d, email: p%02d@example.org}}\n", i, i, i, i, 100+i, i, i)
	}
	d := &dossier.Dossier{At: dossier.Known(at(t, "2021-08-29T00:00:00Z"))}
	for i := range 40 {
		d.Incidents = append(d.Incidents, dossier.Incident{Number: i + 1, Target: fmt.Sprintf("site-%02d", i), FirstBad: dossier.Known(at(t, "2021-08-28T04:00:00Z") + record.Instant(i)*1000), LastBad: dossier.Known(at(t, "2021-08-28T07:00:00Z"))})
	}
	f := parsed(t, text)
	notices := Notices(f, d, asked(t))
	if len(notices) != 80 {
		t.Fatalf("%d documents", len(notices))
	}
	for _, n := range notices {
		i := slices.IndexFunc(f.Controllers, func(c Controller) bool { return c.ID == n.Controller })
		facts, err := JSON([]*Notice{n})
		if err != nil {
			t.Fatal(err)
		}
		list, err := RegisterJSON(Register(f, d, n.Controller, asked(t)))
		if err != nil {
			t.Fatal(err)
		}
		if n.Clock.Due.Instant != at(t, fmt.Sprintf("2021-08-31T08:%02d:00Z", i)) || *n.Counts.People != 100+i || len(n.Evidence.Incidents) != 1 || n.Evidence.Incidents[0].Number != i+1 {
			t.Errorf("%s: %v %v %v", n.Controller, n.Clock.Due, n.Counts, n.Evidence.Incidents)
		}
		for j := range 40 {
			for _, word := range []string{"Customer-%02d-name", "site-%02d", "Person-%02d", "p%02d@example.org"} {
				word = fmt.Sprintf(word, j)
				if j != i && strings.Contains(string(facts)+string(list), word) {
					t.Errorf("%s is handed %q", n.Controller, word)
				}
			}
		}
	}
}

// Who knew, how many, whom to ask and why it is late are never taken from what
// is common: the reader refuses them there.
func TestWhatIsAControllersOwnIsNeverCommon(t *testing.T) {
	for _, key := range []string{"aware: {at: 2021-08-28}", "people: {number: 3}", "residents: {number: 3}", "records: {number: 3}", "contact: {name: x}", "late_because: x", "filed: []", "name: x"} {
		_, err := Parse([]byte(strings.Replace(whole, "common:\n", "common:\n  "+key+"\n", 1)), nil)
		var bad *contract.MistakeError
		if !errors.As(err, &bad) || bad.Mistakes[0].Line != 7 {
			t.Errorf("%s: %v", key, err)
		}
	}
}

// A mistake has its line in both languages, and repeats nothing that is
// personal.
func TestAMistakeRepeatsNothingPersonal(t *testing.T) {
	for _, x := range []struct{ old, new string }{
		{"id: shop", "id: Camille Secret"}, {"2021-08-28 10:17", "Camille Secret"}, {"timezone: Europe/Paris", "timezone: Camille Secret"},
		{"{number: 12}", "{number: Camille Secret}"}, {"schema: constat-breach/1", "schema: Camille Secret"}, {"{number: 3}", "{number: 13}"}, {"tell: [cnil, gdpr, quebec, switzerland]", "targets: []"},
		{"id: incident-7", "id: Camille Secret"}, {"2021-08-28 09:00}", "2021-08-28 05:00}"}, {"{expected: soon}", "{on: Camille Secret}"}, {"to: controller", "to:"},
	} {
		_, err := Parse([]byte(strings.Replace(whole, x.old, x.new, 1)), nil)
		var bad *contract.MistakeError
		if !errors.As(err, &bad) {
			t.Errorf("%s: %v", x.new, err)
			continue
		}
		for _, said := range []string{bad.In("fr"), bad.In("en"), err.Error()} {
			if strings.Contains(said, "Secret") || !strings.Contains(said, "line") && !strings.Contains(said, "ligne") {
				t.Errorf("%s: %s", x.new, said)
			}
		}
	}
}

// A person's word is said to be one, unless a note of the log bears it out.
func TestAnAwarenessIsAWordUnlessANoteBearsItOut(t *testing.T) {
	noted := strings.Replace(whole, "by: the manager", "by: the manager, note: incident-7 known", 1)
	d := &dossier.Dossier{}
	stamp := func(text string, at record.Instant) (Stamp, []string) {
		d.Notes = []dossier.Note{{Note: record.Note{Time: at, Text: "incident-7 known"}, Proof: dossier.Ref{Log: "levis-1/1", Leaf: 44, Item: -1}}}
		n := noticesOf(t, text, d)["shop cnil"]
		return n.Stamps[2], n.Doubts
	}
	aware := at(t, "2021-08-28T08:17:00Z")
	if s, doubts := stamp(whole, aware); s.Source != "declared" || !slices.Contains(doubts, "aware-declared") || !strings.Contains(strings.Join(s.Text, " "), "that person’s word") {
		t.Errorf("declared: %+v %v", s, doubts)
	}
	s, doubts := stamp(noted, aware+60_000)
	if s.Source != "note" || s.Proof == nil || s.Proof.Leaf != 44 || !strings.Contains(strings.Join(s.Text, " "), "levis-1/1 no.\u00a044") || slices.Contains(doubts, "aware-declared") || slices.Contains(doubts, "note-later") {
		t.Errorf("noted: %+v %v", s, doubts)
	}
	if _, doubts := stamp(noted, aware+3_600_001); !slices.Contains(doubts, "note-later") {
		t.Errorf("noted an hour later: %v", doubts)
	}
	if _, doubts := stamp(noted, aware-1); !slices.Contains(doubts, "note-earlier") {
		t.Errorf("noted before: %v", doubts)
	}
	d = nil
	if n := noticesOf(t, noted, nil)["shop cnil"]; !slices.Contains(n.Doubts, "note-missing") || n.Stamps[2].Source != "declared" {
		t.Errorf("without evidence: %v", n.Doubts)
	}
}

// A notice after a first one is a complement, to that authority alone.
func TestASecondNoticeIsAComplement(t *testing.T) {
	n := noticesOf(t, whole+"    filed: [{to: cnil, at: 2021-08-28 20:00, ref: N-1}]\n", nil)
	if c := n["shop cnil"]; c.Phase != Complementary || c.First.Instant != at(t, "2021-08-28T18:00:00Z") || c.Clock.State != Kept {
		t.Errorf("%s %v %s", c.Phase, c.First, c.Clock.State)
	}
	for _, name := range []string{"shop gdpr", "shop quebec", "shop cnil-people"} {
		if n[name].Phase != Initial {
			t.Errorf("%s is a %s", name, n[name].Phase)
		}
	}
}

// What the controller makes of the risk says which drafts are made; where it
// says nothing, all are. Whoever tells nobody must be able to show why.
func TestTheRiskSaysWhatIsDue(t *testing.T) {
	for _, x := range []struct{ level, serious, cnil, people, quebec, swiss string }{
		{"high", "yes", Due, Due, Due, Due}, {"likely", "no", Due, NotDue, NotDue, NotDue}, {"unlikely", "no", NotDue, NotDue, NotDue, NotDue}, {"", "", Undecided, Undecided, Undecided, Undecided},
	} {
		text := strings.Replace(whole, "{level: high, serious_injury: yes, why: addresses}", fmt.Sprintf("{level: %s, serious_injury: %s}", x.level, x.serious), 1)
		n := noticesOf(t, text, nil)
		got := []string{n["shop cnil"].Duty, n["shop cnil-people"].Duty, n["shop quebec"].Duty, n["shop switzerland"].Duty}
		if !slices.Equal(got, []string{x.cnil, x.people, x.quebec, x.swiss}) || n["shop quebec-people"].Duty != x.quebec {
			t.Errorf("%+v: %v", x, got)
		}
		for _, e := range Register(parsed(t, text), nil, "shop", asked(t)) {
			if (e.Duty == NotDue) != slices.Contains(e.Missing, "risk_elements") && e.Regime != Quebec {
				t.Errorf("%+v: the register of %s lacks %v", x, e.Regime, e.Missing)
			}
		}
	}
}

// The register is kept five years from the awareness in Quebec, two from the
// report in Switzerland; the GDPR names no number.
func TestHowLongARegisterIsKept(t *testing.T) {
	f := parsed(t, whole+"    filed: [{to: switzerland, at: 2021-08-29 01:00}]\n")
	want := map[string]string{CNIL: "", GDPR: "", Quebec: "2026-08-29", Switzerland: "2023-08-30"}
	for _, e := range Register(f, nil, "shop", asked(t)) {
		if e.RetainUntil != want[e.Regime] || len(e.Missing) > 0 {
			t.Errorf("%s: until %q, missing %v", e.Regime, e.RetainUntil, e.Missing)
		}
	}
}

// Every code and field has its words in both languages, and JSON has every key
// with no list that is null.
func TestEveryWordIsThere(t *testing.T) {
	for _, l := range []*lang.Language{lang.French, lang.English} {
		for name, r := range regimes {
			for _, a := range slices.Concat(r.authority, r.people, r.register) {
				if l.Breach.Fields[a.field] == "" || slices.ContainsFunc(r.people, func(p ask) bool { return p == a }) && l.Breach.Plain[a.field] == "" {
					t.Errorf("%s: %s of %s has no words", l.Code, a.field, name)
				}
			}
			for _, to := range []string{Authority, People} {
				if l.Breach.Titles[name+" "+to] == "" || l.Breach.To[name+" "+to] == "" {
					t.Errorf("%s: %s %s has no title", l.Code, name, to)
				}
			}
		}
	}
	facts, err := JSON(Notices(parsed(t, Template("en")), &dossier.Dossier{}, asked(t)))
	if err != nil {
		t.Fatal(err)
	}
	var list []map[string]any
	if err := json.Unmarshal(facts, &list); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"fields", "missing", "open", "doubts", "stamps"} {
		if _, ok := list[0][key].([]any); !ok {
			t.Errorf("%s is %v", key, list[0][key])
		}
	}
}

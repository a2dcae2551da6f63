package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"constat/store/registry"
)

func read(t *testing.T, member string) registry.Member {
	t.Helper()
	m, err := registry.ParseMember([]byte(member))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// rollOf is a register in which members registered, and nothing else came.
func rollOf(members ...registry.Member) Roll {
	r := Roll{Claim: registry.Header{Name: "whc"}}
	for _, m := range members {
		r.Files = append(r.Files, registry.File{Member: m, Received: "2021-09-01T12:00:00Z"})
	}
	return r
}

func three(t *testing.T) []registry.Member {
	t.Helper()
	return []registry.Member{
		read(t, `{"member_no": 3, "name_or_legal_name": "Boulangerie « L'Épi », \"chez nous\"", "address": "1, rue du Four\r\nLyon",
			"damage": [{"head": "lost_sales", "amount": "0.1", "currency": "EUR"}, {"head": "lost_sales", "amount": "0.2", "currency": "EUR"}, {"description": "?"}]}`),
		read(t, `{"member_no": 1, "name_or_legal_name": "OXIA", "kind": "reseller", "contract": {"currency": "CAD", "fee": "119.88"},
			"assets": [{"domain": "oxia.example"}, {"url": "https://client.example/", "managed_for_third_party": true}],
			"damage": [{"head": "rebuild_cost", "amount": "25500.00", "documented": true}, {"head": "time_spent", "hours": "2.5", "hourly_rate": "33.33"}]}`),
		read(t, `{"member_no": 2, "name_or_legal_name": "=HYPERLINK(\"https://evil.example\";\"x\")", "phone": "+1 514 555-0100", "contact_person": "@SUM(A1)",
			"notice_id": "-1+1", "damage": [{"amount": "100", "currency": "CAD"}]}`),
	}
}

// rows reads a CSV back with the standard library, as columns by name.
func rows(t *testing.T, b []byte) []map[string]string {
	t.Helper()
	all, err := csv.NewReader(bytes.NewReader(b)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, r := range all[1:] {
		row := map[string]string{}
		for i, name := range all[0] {
			row[name] = r[i]
		}
		if len(row) != len(all[0]) {
			t.Fatal("two columns of one name")
		}
		out = append(out, row)
	}
	return out
}

func TestCSVReadsBack(t *testing.T) {
	var b bytes.Buffer
	if err := MembersCSV(&b, rollOf(three(t)...)); err != nil {
		t.Fatal(err)
	}
	if !utf8.Valid(b.Bytes()) || strings.Contains(strings.ReplaceAll(b.String(), "\r\n", ""), "\n") {
		t.Error("not UTF-8, or a line feed without its carriage return")
	}
	got := rows(t, b.Bytes())
	if len(got) != 3 {
		t.Fatalf("%d rows", len(got))
	}
	for i, want := range []map[string]string{
		{"member_no": "1", "name_or_legal_name": "OXIA", "contract_fee": "119.88", "assets": "2", "assets_managed_for_third_party": "1",
			"asset_names": "oxia.example; https://client.example/", "damage_rebuild_cost_CAD": "25500.00", "damage_time_spent_CAD": "83.325",
			"damage_documented_CAD": "25500.00", "damage_declared_CAD": "83.325", "damage_total_CAD": "25583.325", "damage_total_EUR": ""},
		{"member_no": "2", "name_or_legal_name": `'=HYPERLINK("https://evil.example";"x")`, "phone": "'+1 514 555-0100", "contact_person": "'@SUM(A1)",
			"notice_id": "'-1+1", "damage_unspecified_CAD": "100.00", "damage_documented_CAD": "", "damage_total_CAD": "100.00"},
		{"member_no": "3", "name_or_legal_name": `Boulangerie « L'Épi », "chez nous"`, "address": "1, rue du Four\nLyon",
			"damage_lost_sales_EUR": "0.30", "damage_total_EUR": "0.30", "damage_items": "3", "damage_items_without_amount": "1"},
	} {
		for name, cell := range want {
			if g, ok := got[i][name]; !ok || g != cell {
				t.Errorf("row %d, %s: %q, want %q", i, name, g, cell)
			}
		}
	}
}

func TestFormulasAreHarmless(t *testing.T) {
	for _, tt := range []struct {
		cell   string
		number bool
		want   string
	}{
		{"=1+1", false, "'=1+1"}, {"+1", false, "'+1"}, {"-1", false, "'-1"}, {"@A1", false, "'@A1"},
		{"\t=1", false, "'\t'=1"}, {"\r=1", false, "'\r'=1"}, {"  =1", false, "'  =1"}, {"\n=1", false, "'\n'=1"}, {"a;=1", false, "a;'=1"}, {"a; -1", false, "a;' -1"}, {"a\t@A1", false, "a\t'@A1"}, {"a\r\n＝1", false, "a\r\n'＝1"}, {"a;b;c-1", false, "a;b;c-1"}, {"＝1", false, "'＝1"},
		{"-5.00", true, "-5.00"}, {"25500.00", true, "25500.00"}, {"-5+cmd|' /C calc'!A0", true, "'-5+cmd|' /C calc'!A0"}, {"=5", true, "'=5"},
		{"", false, ""}, {"É=1", false, "É=1"}, {"a@b.example", false, "a@b.example"},
	} {
		if got := harmless(tt.cell, tt.number); got != tt.want {
			t.Errorf("%q: %q, want %q", tt.cell, got, tt.want)
		}
	}
}

func TestNoColumnLetsAFormulaThrough(t *testing.T) {
	b, err := os.ReadFile("../../store/registry/testdata/full.json")
	if err != nil {
		t.Fatal(err)
	}
	m := read(t, string(b))
	poison(reflect.ValueOf(&m).Elem())
	var out bytes.Buffer
	if err := MembersCSV(&out, rollOf(m)); err != nil {
		t.Fatal(err)
	}
	poisoned := 0
	for name, cell := range rows(t, out.Bytes())[0] {
		if strings.ContainsAny(cell[:min(1, len(cell))], "=+-@\t\r") {
			t.Errorf("%s begins a formula: %q", name, cell)
		}
		if strings.HasPrefix(cell, "'=") {
			poisoned++
		}
	}
	if poisoned < 40 {
		t.Errorf("only %d columns were tried", poisoned)
	}
}

// poison puts a formula into every text of a member.
func poison(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			poison(v.Field(i))
		}
	case reflect.Slice:
		for i := range v.Len() {
			poison(v.Index(i))
		}
	case reflect.Pointer:
		poison(v.Elem())
	case reflect.String:
		v.SetString("=cmd|' /C calc'!A0")
	}
}

func TestOrderOfMembersChangesNothing(t *testing.T) {
	write := func(ms []registry.Member) string {
		var b bytes.Buffer
		if err := MembersCSV(&b, rollOf(ms...)); err != nil {
			t.Fatal(err)
		}
		if err := MembersJSON(&b, rollOf(ms...)); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	ms := three(t)
	first := write(ms)
	slices.Reverse(ms)
	if write(ms) != first || ms[0].MemberNo != 2 {
		t.Error("order changes the export, or the export the order")
	}
}

func TestJSONHoldsTheMembersAsGiven(t *testing.T) {
	var b bytes.Buffer
	ms := three(t)
	h := registry.Header{Name: "whc", Created: "2021-09-01T12:00:00Z", Recipients: []string{"age1x"}}
	if err := MembersJSON(&b, Roll{Claim: h, Files: rollOf(ms...).Files}); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Schema  string
		Claim   map[string]any
		Members []json.RawMessage
		Totals  []Total
	}
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if got.Schema != "constat-members/1" || got.Claim["name"] != "whc" || len(got.Members) != 3 {
		t.Errorf("got %+v", got)
	}
	for i, no := range []int{1, 2, 0} {
		if m := read(t, string(got.Members[i])); !reflect.DeepEqual(m, ms[no]) {
			t.Errorf("member %d: %+v", i, m)
		}
	}
	want := []Total{
		{"CAD", 2, "25500.00", "183.325", "25683.325", "12841.6625", "25583.325", []HeadTotal{
			{"rebuild_cost", 1, "25500.00", "0.00", "25500.00", 1, "25500.00", "25500.00"}, {"time_spent", 1, "0.00", "83.325", "83.325", 1, "83.325", "83.325"}, {"unspecified", 1, "0.00", "100.00", "100.00", 1, "100.00", "100.00"}}},
		{"EUR", 1, "0.00", "0.30", "0.30", "0.30", "0.30", []HeadTotal{{"lost_sales", 2, "0.00", "0.30", "0.30", 1, "0.30", "0.30"}}},
	}
	if !reflect.DeepEqual(got.Totals, want) {
		t.Errorf("totals\n%+v, want\n%+v", got.Totals, want)
	}
}

func TestNoMembersIsAnEmptyRegister(t *testing.T) {
	var c, j bytes.Buffer
	if err := MembersCSV(&c, Roll{}); err != nil || strings.Count(c.String(), "\r\n") != 1 {
		t.Errorf("%v %q", err, c.String())
	}
	if err := MembersJSON(&j, Roll{}); err != nil || strings.Count(j.String(), "null") != 1 || !strings.Contains(j.String(), `"about": null`) {
		t.Errorf("%v %s", err, j.String())
	}
}

func TestSumsAreExact(t *testing.T) {
	var damage []string
	for range 1000 {
		damage = append(damage, `{"amount": "0.1", "currency": "CAD"}`)
	}
	m := read(t, `{"member_no": 1, "name_or_legal_name": "A", "damage": [`+strings.Join(damage, ",")+`]}`)
	if got := Totals([]registry.Member{m})[0].Total; got != "100.00" {
		t.Errorf("got %s", got)
	}
	m = read(t, `{"name_or_legal_name": "A", "damage": [{"hours": "999999999999.9999", "hourly_rate": "999999999999.9999"}, {"amount": "0.0001"}]}`)
	if got := Totals([]registry.Member{m})[0]; got.Total != "999999999999999800000000.00010001" || got.Currency != "XXX" {
		t.Errorf("got %+v", got)
	}
}

func BenchmarkMembersCSV(b *testing.B) {
	raw, err := os.ReadFile("../../store/registry/testdata/full.json")
	if err != nil {
		b.Fatal(err)
	}
	m, err := registry.ParseMember(raw)
	if err != nil {
		b.Fatal(err)
	}
	ms := make([]registry.Member, 10_000)
	for i := range ms {
		ms[i] = m
		ms[i].MemberNo, ms[i].Name = i+1, fmt.Sprint("member ", i)
	}
	for b.Loop() {
		if err := MembersCSV(new(bytes.Buffer), rollOf(ms...)); err != nil {
			b.Fatal(err)
		}
	}
}

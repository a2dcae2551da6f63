package export

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"constat/report/lang"
	"constat/store/registry"
)

// harmed are members of whom six share all that could tell them apart, and one does not.
func harmed(t *testing.T) []registry.Member {
	t.Helper()
	var ms []registry.Member
	for i := range 6 {
		ms = append(ms, read(t, fmt.Sprintf(`{"member_no": %d, "name_or_legal_name": "Secret %d", "email": "s%d@x.example", "kind": "company", "country": "CA", "province_state": "Québec",
			"contract": {"plan": "Pro", "fee": "119.88", "currency": "CAD", "account_id": "A-%d"}, "assets": [{"domain": "planted%d.example"}, {"server_name": "whc-12"}],
			"group": {"group_id": "data_lost"}, "damage": [{"head": "rebuild_cost", "amount": "%d.50", "documented": true, "description": "told <by> Secret & \u2028"}]}`, i+1, i, i, i, i, 1000+i)))
	}
	return append(ms, read(t, `{"member_no": 7, "name_or_legal_name": "Secret 7", "kind": "public_body", "country": "CA", "province_state": "Nunavut", "group": {"group_id": "mail_only"},
		"contract": {"plan": "Rare plan", "fee": "7777.77"}, "assets": [{"server_name": "rare-server"}]}`))
}

func exhibitOf(t *testing.T, ms []registry.Member) (x Exhibit, exhibit, sealed []byte) {
	t.Helper()
	x, s, err := MakeExhibit(registry.Header{Name: "whc"}, nil, ms, [32]byte{1}, 5)
	if err != nil {
		t.Fatal(err)
	}
	if exhibit, err = EncodeExhibit(x); err == nil {
		sealed, err = EncodeExhibit(s)
	}
	if err != nil {
		t.Fatal(err)
	}
	return x, exhibit, sealed
}

func TestAnExhibitTellsNobodysName(t *testing.T) {
	x, exhibit, sealed := exhibitOf(t, harmed(t))
	for _, secret := range []string{"Secret", "planted", "x.example", "A-3", "Nunavut", "Rare plan", "7777.77", "rare-server", "public_body", "told"} {
		if bytes.Contains(exhibit, []byte(secret)) {
			t.Errorf("the exhibit has %q", secret)
		}
		if !bytes.Contains(sealed, []byte(secret)) {
			t.Errorf("the sealed version lacks %q", secret)
		}
	}
	for _, shown := range []string{"Québec", "whc-12", "rebuild_cost", `"1003.50"`} {
		if !bytes.Contains(exhibit, []byte(shown)) {
			t.Errorf("the exhibit lacks %q", shown)
		}
	}
	if len(x.Few) != 2 || x.Few[0].What != "group mail_only" || x.Few[0].Members != 1 || len(x.Few[1].Pseudonyms) != 1 {
		t.Errorf("few: %+v", x.Few)
	}
	if x.Totals[0].Total != "6018.00" {
		t.Errorf("%+v", x.Totals)
	}
}

func TestAnExhibitIsTheSealedVersionWithThingsLeftOut(t *testing.T) {
	_, exhibit, sealed := exhibitOf(t, append(harmed(t), many(t, 3)[2], sorted(t)[3]))
	c, err := Compare(exhibit, sealed)
	if err != nil || len(c.Differences) != 0 || c.Members != 9 || c.Shown == 0 || c.Withheld == 0 {
		t.Fatalf("%v %+v", err, c)
	}
	var x Exhibit
	if err := json.Unmarshal(exhibit, &x); err != nil {
		t.Fatal(err)
	}
	other := func(change func(x *Exhibit)) []byte {
		var y Exhibit
		if err := json.Unmarshal(exhibit, &y); err != nil {
			t.Fatal(err)
		}
		change(&y)
		b, err := EncodeExhibit(y)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	for name, changed := range map[string][]byte{
		"value":    bytes.Replace(exhibit, []byte(`"1003.50"`), []byte(`"9003.50"`), 1),
		"digest":   other(func(y *Exhibit) { y.Shared[0].Withheld[0].Digest = strings.Repeat("0", 64) }),
		"left out": other(func(y *Exhibit) { y.Shared[1].Withheld = y.Shared[1].Withheld[1:] }),
		"hidden":   other(func(y *Exhibit) { y.Shared[1].Shown = y.Shared[1].Shown[1:] }),
		"added": other(func(y *Exhibit) {
			y.Shared[2].Shown = append(y.Shared[2].Shown, Shown{"kind", json.RawMessage(`"company"`)})
		}),
		"member": other(func(y *Exhibit) { y.Shared = y.Shared[1:] }),
		"order":  other(func(y *Exhibit) { y.Shared[0], y.Shared[1] = y.Shared[1], y.Shared[0] }),
		"totals": other(func(y *Exhibit) { y.Totals[0].Total = "1.00" }),
		"counts": other(func(y *Exhibit) { y.Counts.Kinds[0].Members++ }),
		"groups": other(func(y *Exhibit) { y.Groups[0].Members++ }),
		"funnel": other(func(y *Exhibit) { y.Funnel[0].Members++ }),
		"claim":  other(func(y *Exhibit) { y.Claim = "other" }),
		"sealed": other(func(y *Exhibit) { y.Sealed = strings.Repeat("0", 64) }),
	} {
		if bytes.Equal(changed, exhibit) {
			t.Errorf("%s: nothing was changed", name)
		}
		if c, err := Compare(changed, sealed); err == nil && len(c.Differences) == 0 {
			t.Errorf("%s: no difference was found", name)
		}
	}
	for name, changed := range map[string][]byte{
		"behind":  append(bytes.Clone(exhibit), []byte("{}")...),
		"unknown": bytes.Replace(exhibit, []byte(`"claim"`), []byte(`"more": 1, "claim"`), 1),
		"twice":   bytes.Replace(exhibit, []byte(`"claim": "whc"`), []byte(`"claim": "a", "claim": "whc"`), 1),
	} {
		if _, err := Compare(changed, sealed); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
	if c, err := Compare(exhibit, bytes.Replace(sealed, []byte(`Secret 3`), []byte(`Secret 9`), 1)); err != nil || len(c.Differences) < 2 {
		t.Errorf("%v %+v", err, c)
	}
}

func TestTheSecretMakesTheSalts(t *testing.T) {
	ms := harmed(t)
	one, _, err := MakeExhibit(registry.Header{Name: "whc"}, nil, ms, [32]byte{1}, 5)
	if err != nil {
		t.Fatal(err)
	}
	again, _, _ := MakeExhibit(registry.Header{Name: "whc"}, nil, ms, [32]byte{1}, 5)
	other, _, _ := MakeExhibit(registry.Header{Name: "whc"}, nil, ms, [32]byte{2}, 5)
	if !reflect.DeepEqual(one, again) || one.Shared[0].Withheld[0].Digest == other.Shared[0].Withheld[0].Digest {
		t.Error("salts")
	}
}

// Whoever shows the same is as many as asked for.
func TestNobodyIsShownAlone(t *testing.T) {
	var ms []registry.Member
	for i := range 60 {
		ms = append(ms, registry.Member{MemberNo: i + 1, Name: "x", Kind: []registry.Kind{"company", "consumer"}[i%2], Country: []registry.Country{"CA", "FR", "BE"}[i%3],
			ProvinceState: fmt.Sprint(i % 7), Contract: &registry.Contract{Plan: fmt.Sprint(i % 4)}, Assets: []registry.Asset{{ServerName: fmt.Sprint(i % 9)}}})
	}
	x, _, err := MakeExhibit(registry.Header{}, nil, ms, [32]byte{}, 5)
	if err != nil {
		t.Fatal(err)
	}
	same := map[string]int{}
	for _, m := range x.Shared {
		same[fmt.Sprint(m.Shown)]++
	}
	for what, n := range same {
		if n < 5 && what != "[]" {
			t.Errorf("%d show %s", n, what)
		}
	}
	if len(same) < 3 {
		t.Errorf("hardly anything is shown: %v", same)
	}
}

// Every field of a member has a reason to be shown or not.
func TestEveryFieldIsShownOrWithheldOnPurpose(t *testing.T) {
	for _, f := range registry.Fields() {
		path := f.Path
		if f.Many {
			path += "[]"
		}
		if _, ok := reasons[path]; !ok && path != "member_no" && path != "notice_id" && path != "name_or_legal_name" && path != "enterprise_no" && path != "attestation.signed_name" {
			t.Errorf("%s", path)
		}
	}
}

// The claim's criteria sort the members, and say why; who is not told is in no group.
func TestTheClaimsOwnGroupsAreExported(t *testing.T) {
	about, err := registry.ParseAbout([]byte(`{"title": {"fr": "Panne", "en": "Outage"}, "jurisdiction": "quebec", "retention_until": "2031-01-01", "groups": [{"id": "data_lost"}, {"id": "reseller"}],
		"contact": {"name": "Me Avocat", "address": "1, rue", "email": "a@x.example"}, "defendants": [{"name": "whc"}], "incident": {"from": "2021-08-28"},
		"consent": {"purpose": {"fr": "a", "en": "b"}, "text": {"fr": "c", "en": "d"}}}`))
	if err != nil {
		t.Fatal(err)
	}
	ms := []registry.Member{read(t, `{"member_no": 1, "name_or_legal_name": "A", "kind": "reseller", "impact": {"data_lost": {"lost": true}}}`), read(t, `{"member_no": 2, "name_or_legal_name": "B"}`)}
	bands := Bands(about.Groups, ms)
	if len(bands) != 2 || bands[0].ID != "data_lost" || fmt.Sprint(bands[0].Members, bands[0].NotTold) != "[1] [2]" {
		t.Fatalf("%+v", bands)
	}
	if got := reason(about.Groups[0], ms[0]); !strings.Contains(got, "data_lost: yes") {
		t.Errorf("%q", got)
	}
	var book, file bytes.Buffer
	if err := MembersXLSX(&book, Roll{About: &about, Files: rollOf(ms...).Files}, lang.French); err != nil {
		t.Fatal(err)
	}
	if got := tables(t, book.Bytes()); len(got["Groupe data_lost"]) != 2 || len(got["Groupe reseller"]) != 2 {
		t.Errorf("%d rows", len(got["Groupe data_lost"]))
	}
	if err := MembersJSON(&file, Roll{Claim: registry.Header{Name: "whc", Created: "2021-09-01T12:00:00Z"}, About: &about, Files: rollOf(ms...).Files}); err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(&file)
	if err == nil {
		err = compiled(t).Validate(v)
	}
	if err != nil {
		t.Error(err)
	}
	x, s, err := MakeExhibit(registry.Header{}, &about, ms, [32]byte{}, 2)
	if err != nil {
		t.Fatal(err)
	}
	a, _ := EncodeExhibit(x)
	b, _ := EncodeExhibit(s)
	if c, err := Compare(a, b); err != nil || len(c.Differences) > 0 || len(x.Groups) != 2 {
		t.Errorf("%v %+v", err, c)
	}
}

package registry

import (
	"errors"
	"os"
	"reflect"
	"strings"
	"testing"
)

func TestHostileMembersAreRefusedByField(t *testing.T) {
	deep := strings.Repeat(`[`, 5000) + strings.Repeat(`]`, 5000)
	for _, tt := range []struct {
		member, field string
		fault         Fault
		near          string
	}{
		{``, "", FaultSyntax, ""},
		{`[]`, "", FaultNotObject, ""},
		{`{} {}`, "", FaultSyntax, ""},
		{`{"name_or_legal_name": "A",}`, "", FaultSyntax, ""},
		{"{\"name_or_legal_name\": \"\xff\"}", "", FaultUTF8, ""},
		{"\xff\xfe{\x00}\x00", "", FaultUTF8, ""},
		{`{"name_or_legal_name": "` + strings.Repeat("A", 10<<20) + `"}`, "", FaultTooBig, ""},
		{`{"name_or_legal_name": "` + strings.Repeat("é", 201) + `"}`, "name_or_legal_name", FaultTooLong, ""},
		{`{}`, "name_or_legal_name", FaultRequired, ""},
		{`{"name_or_legal_name": "  "}`, "name_or_legal_name", FaultRequired, ""},
		{`{"name_or_legal_name": null}`, "name_or_legal_name", FaultRequired, ""},
		{`{"name_or_legal_name": "A", "name_or_legal_name": "B"}`, "name_or_legal_name", FaultTwice, ""},
		{`{"contract": {"fee": "1", "fee": "2"}}`, "contract.fee", FaultTwice, ""},
		{`{"Name_or_legal_name": "A"}`, "Name_or_legal_name", FaultUnknown, "name_or_legal_name"},
		{`{"name": "A"}`, "name", FaultUnknown, "name_or_legal_name"},
		{`{"damages": []}`, "damages", FaultUnknown, "damage"},
		{`{"damage": [{"amout": "1"}]}`, "damage[0].amout", FaultUnknown, "amount"},
		{`{"damage": {"amount": "1"}}`, "damage", FaultNotList, ""},
		{`{"damage": [[]]}`, "damage[0]", FaultNotObject, ""},
		{`{"damage": [null]}`, "damage[0]", FaultEmpty, ""},
		{`{"damage": [{"amount": 25500.00}]}`, "damage[0].amount", FaultNumber, ""},
		{`{"damage": [{"amount": "25 500,00"}]}`, "damage[0].amount", FaultAmount, ""},
		{`{"damage": [{"amount": "1e3"}]}`, "damage[0].amount", FaultAmount, ""},
		{`{"damage": [{"amount": "-5.00"}]}`, "damage[0].amount", FaultAmount, ""},
		{`{"damage": [{"amount": "007"}]}`, "damage[0].amount", FaultAmount, ""},
		{`{"damage": [{"amount": "1234567890123"}]}`, "damage[0].amount", FaultAmount, ""},
		{`{"damage": [{"head": "rebuild_costs"}]}`, "damage[0].head", FaultChoice, "rebuild_cost"},
		{`{"damage": [{"documented": "yes"}]}`, "damage[0].documented", FaultNotBoolean, ""},
		{`{"damage": [{"voucher_hashes": ["abc"]}]}`, "damage[0].voucher_hashes[0]", FaultDigest, ""},
		{`{"kind": "compagny"}`, "kind", FaultChoice, "company"},
		{`{"kind": true}`, "kind", FaultNotText, ""},
		{`{"impact": {"service_types": ["web", ""]}}`, "impact.service_types[1]", FaultEmpty, ""},
		{`{"impact": {"data_lost": {"restored_pct": "101"}}}`, "impact.data_lost.restored_pct", FaultPercent, ""},
		{`{"impact": {"first_noticed_at": "29/08/2021"}}`, "impact.first_noticed_at", FaultWhen, ""},
		{`{"impact": {"first_noticed_at": "2021-08-29T04:10:00"}}`, "impact.first_noticed_at", FaultWhen, ""},
		{`{"contract": {"start": "2021-02-30"}}`, "contract.start", FaultDate, ""},
		{`{"contract": {"start": "0202-07-01"}}`, "contract.start", FaultDate, ""},
		{`{"contract": {"currency": "$"}}`, "contract.currency", FaultCurrency, ""},
		{`{"country": "Canada"}`, "country", FaultCountry, ""},
		{`{"email": "nobody"}`, "email", FaultEmail, ""},
		{`{"consent": {"ip": "999.1.1.1"}}`, "consent.ip", FaultIP, ""},
		{`{"member_no": 0}`, "member_no", FaultNotInteger, ""},
		{`{"member_no": 1.0}`, "member_no", FaultNotInteger, ""},
		{`{"member_no": 1e3}`, "member_no", FaultNotInteger, ""},
		{`{"member_no": 1000000}`, "member_no", FaultNotInteger, ""},
		{`{"member_no": "1"}`, "member_no", FaultNotInteger, ""},
		{`{"member_no": 99999999999999999999}`, "member_no", FaultNotInteger, ""},
		{`{"name_or_legal_name": ` + deep + `}`, "", FaultTooDeep, ""},
		{`{"assets": [` + strings.Repeat(`{},`, 5000) + `{}]}`, "assets", FaultTooMany, ""},
		{`{"name_or_legal_name": "A\u0000"}`, "name_or_legal_name", FaultCharacter, ""},
		{`{"name_or_legal_name": "A\nB"}`, "name_or_legal_name", FaultCharacter, ""},
		{`{"name_or_legal_name": "A\u202egnp.exe"}`, "name_or_legal_name", FaultCharacter, ""},
		{`{"name_or_legal_name": "A\u200bB"}`, "name_or_legal_name", FaultCharacter, ""},
		{`{"name_or_legal_name": "A\ud800B"}`, "name_or_legal_name", FaultCharacter, ""},
		{`{"address": "A\u001b[2J"}`, "address", FaultCharacter, ""},
		{`{"\u001b[2J": 1}`, `"\x1b[2J"`, FaultUnknown, ""},
	} {
		_, err := ParseMember([]byte(tt.member))
		var f *FieldError
		if !errors.As(err, &f) {
			t.Errorf("%.60q: %v", tt.member, err)
			continue
		}
		if f.Fault != tt.fault || f.Near != tt.near || tt.fault != FaultTooDeep && f.Field != tt.field {
			t.Errorf("%.60q: got %q %q %q, want %q %q %q", tt.member, f.Field, f.Fault, f.Near, tt.field, tt.fault, tt.near)
		}
		if len(err.Error()) > 600 || strings.ContainsAny(err.Error(), "\x1b\n") {
			t.Errorf("%.60q: unfit for a terminal: %q", tt.member, err)
		}
	}
}

func TestSyntaxErrorsNameTheirLine(t *testing.T) {
	_, err := ParseMember([]byte("{\n\"name_or_legal_name\": \"A\"\n\"kind\": 1}"))
	var f *FieldError
	if !errors.As(err, &f) || f.Want != "3" {
		t.Errorf("got %v", err)
	}
}

func TestARefusedMemberLeavesNothing(t *testing.T) {
	c := newClaim(t, newKey(t).Recipient().String())
	if _, err := c.Add([]byte(`{"name_or_legal_name": "A", "damage": [{"amount": 5}]}`), noon); err == nil {
		t.Fatal("taken")
	}
	if left, err := os.ReadDir(c.members); err != nil || len(left) != 0 {
		t.Errorf("left %v, %v", left, err)
	}
}

func TestWhatIsNotGivenHasOneEncoding(t *testing.T) {
	var want Member
	want.Name = "Élodie d'Aÿ\u00a0& fils"
	for _, s := range []string{
		`{"name_or_legal_name": "Élodie d'Aÿ\u00a0& fils"}`,
		`{"name_or_legal_name": " Élodie d'Aÿ\u00a0& fils\n", "phone": "", "kind": "", "damage": [], "country": null,
		  "impact": {"data_lost": {}, "ticket_ids": []}, "contract": {"fee": ""}, "member_no": null}`,
	} {
		got, err := ParseMember([]byte(s))
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("got %+v, %v", got, err)
		}
	}
}

func TestCompletenessNamesWhatIsMissing(t *testing.T) {
	m := Member{Name: "A"}
	if c := m.Complete(); c.Percent != 0 || len(c.Missing) != len(needs)-2 {
		t.Errorf("a name alone: %+v", c)
	}
	m.Kind, m.Damage = "company", []Damage{{Head: "rebuild_cost", Amount: "1"}, {Head: "lost_sales", Hours: "2", HourlyRate: "3"}}
	c := m.Complete()
	if c.Percent != 3*100/25 || c.Missing[0] != "contact_person" {
		t.Errorf("with damage: %+v", c)
	}
	m.Kind = "non_client_affected"
	for _, name := range m.Complete().Missing {
		if strings.HasPrefix(string(name), "contract.") {
			t.Errorf("who has no contract is asked for %s", name)
		}
	}
}

func TestValueIsExact(t *testing.T) {
	for _, tt := range []struct {
		d    Damage
		want string
	}{
		{Damage{Amount: "0.10"}, "1/10"},
		{Damage{Hours: "2.5", HourlyRate: "33.33"}, "3333/40"},
		{Damage{Amount: "1", Hours: "2", HourlyRate: "3"}, "1"},
		{Damage{Hours: "2"}, ""},
	} {
		v, ok := tt.d.Value()
		if ok != (tt.want != "") || ok && v.RatString() != tt.want {
			t.Errorf("%+v: %v", tt.d, v)
		}
	}
}

func TestEveryFaultHasItsText(t *testing.T) {
	if len(FaultText) != 32 {
		t.Errorf("%d texts", len(FaultText))
	}
}

func FuzzParseMember(f *testing.F) {
	b, err := os.ReadFile("testdata/full.json")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Add([]byte(`{"name_or_legal_name": " A\u200d\ud83d\ude00 ", "damage": [{"head": null, "hours": "1.5"}, {}], "address": "a\r\nb"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := ParseMember(data)
		if err != nil {
			var fe *FieldError
			if !errors.As(err, &fe) || FaultText[fe.Fault] == "" {
				t.Fatalf("refused without a fault: %v", err)
			}
			return
		}
		once, err := encode(m)
		if err != nil {
			t.Fatal(err)
		}
		var again Member
		if err := decodeCanonical(once, 4*MaxMember, &again); err != nil || !reflect.DeepEqual(m, again) {
			t.Fatalf("%v: %s", err, once)
		}
		m.Complete()
		for _, d := range m.Damage {
			d.Value()
		}
	})
}

func FuzzEntry(f *testing.F) {
	b, err := os.ReadFile("testdata/vector/members/000001/entry.json")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Fuzz(func(t *testing.T, data []byte) {
		var e Entry
		if parseEntry(data, &e) != nil {
			return
		}
		if again, err := encode(e); err != nil || string(again) != string(data) {
			t.Fatalf("two encodings: %s", again)
		}
	})
}

func FuzzHeader(f *testing.F) {
	b, err := os.ReadFile("testdata/vector/claim.json")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Fuzz(func(t *testing.T, data []byte) {
		var h Header
		if decodeCanonical(data, maxHeader, &h) != nil || h.check() != nil {
			return
		}
		if again, err := encode(h); err != nil || string(again) != string(data) {
			t.Fatalf("two encodings: %s", again)
		}
	})
}

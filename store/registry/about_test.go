package registry

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const aboutText = `{"title": {"fr": "Clients de WHC", "en": "Clients of WHC"},
 "defendants": [{"name": "Hébergement Web Canada", "legal_entity": "9999-9999 Québec inc.", "country": "CA"}],
 "incident": {"from": "2021-08-28T06:00:00-04:00"}, "jurisdiction": "quebec", "heads": ["rebuild_cost", "time_spent"],
 "groups": [{"id": "data_lost"}, {"id": "service_lost_only"}, {"id": "reseller"}, {"id": "end_client_of_reseller"}, {"id": "mail_only"}, {"id": "preventive_shutdown"},
   {"id": "montreal", "label": {"fr": "Montréal", "en": "Montréal"}, "definition": {"fr": "Ceux du serveur can1.", "en": "Those of the server can1."}, "criteria": [{"field": "server_name", "is": ["CAN1"]}, {"field": "release_signed", "not": ["yes"]}]}],
 "consent": {"purpose": {"fr": "Réunir.", "en": "Gather."}, "text": {"fr": "J'accepte.", "en": "I agree."}},
 "contact": {"name": "Me Exemple", "email": "avocat@cabinet.example"}, "retention_until": "2031-12-31"}`

func TestWhatAClaimIsAboutIsKeptInVersions(t *testing.T) {
	c := newClaim(t, newKey(t).Recipient().String())
	if _, err := c.About(); !errors.Is(err, ErrNoAbout) {
		t.Errorf("before: %v", err)
	}
	for want, text := range map[int]string{1: aboutText} {
		if v, err := c.SetAbout([]byte(text), noon); err != nil || v != want {
			t.Fatal(v, err)
		}
	}
	if v, err := c.SetAbout([]byte(aboutText), noon); err != nil || v != 1 {
		t.Errorf("the same again is version %d, %v", v, err)
	}
	first, err := c.About()
	if err != nil || first.Groups[0].Definition.EN == "" || first.Jurisdiction != "quebec" {
		t.Fatalf("%+v %v", first, err)
	}
	if v, err := c.SetAbout([]byte(strings.Replace(aboutText, "I agree.", "I agree to all.", 1)), noon); err != nil || v != 2 {
		t.Fatal(v, err)
	}
	second, err := c.About()
	if err != nil || second.Consent.Version() == first.Consent.Version() || len(first.Consent.Version()) != 64 {
		t.Fatal(second, err)
	}
	for _, a := range []About{first, second} {
		got, ok := c.Agreement(string(a.Consent.Version()))
		if !ok || got != *a.Consent {
			t.Errorf("%v %+v", ok, got)
		}
	}
	if _, ok := c.Agreement("1"); ok {
		t.Error("a text that was never shown is found")
	}
}

func TestAClaimOfTheEarlierFormIsBroughtUpToDate(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("testdata")); err != nil {
		t.Fatal(err)
	}
	c, err := Open(dir, "vector")
	if err != nil {
		t.Fatal(err)
	}
	if r := add(t, c, `{"name_or_legal_name": "A"}`); r.Code != "" {
		t.Errorf("a code where none is kept: %q", r.Code)
	}
	if p, err := c.Place(1); err != nil {
		t.Error(err)
	} else if _, err := p.Replace([]byte(`{"name_or_legal_name": "A"}`), newKey32(), noon); !errors.Is(err, ErrOldClaim) {
		t.Errorf("a part in an old claim: %v", err)
	}
	if _, err := c.SetAbout([]byte(aboutText), noon); err != nil {
		t.Fatal(err)
	}
	if c, err = Open(dir, "vector"); err != nil {
		t.Fatal(err)
	}
	r := add(t, c, `{"name_or_legal_name": "B"}`)
	if place(t, c, r).No() != 3 {
		t.Errorf("%+v", r)
	}
	if p, err := c.Place(1); err != nil {
		t.Error(err)
	} else if _, err := p.Note(PartOwner, 1, noon); err != nil {
		t.Error(err)
	}
	key, err := os.ReadFile(filepath.Join(dir, "vector-identity.txt"))
	if err != nil {
		t.Fatal(err)
	}
	if fs, err := c.Files(strings.NewReader(string(key))); err != nil || len(fs) != 3 || len(fs[0].Notes) != 1 {
		t.Errorf("%d %v", len(fs), err)
	}
}

func TestWhatSaysTooLittleOfAClaimIsRefused(t *testing.T) {
	for _, tt := range []struct {
		from, to, field string
		fault           Fault
	}{
		{`"en": "Clients of WHC"`, `"en": ""`, "title", FaultBoth},
		{`"J'accepte."`, `null`, "consent.text", FaultBoth},
		{`"defendants": [{"name"`, `"defendants": [{"legal_entity": "X"}, {"name"`, "defendants[0].name", FaultNeeded},
		{`"quebec"`, `"ontario"`, "jurisdiction", FaultChoice},
		{`"from": "2021-08-28T06:00:00-04:00"`, ``, "incident.from", FaultNeeded},
		{`"retention_until": "2031-12-31"`, `"retention_until": ""`, "retention_until", FaultNeeded},
		{`{"id": "reseller"}`, `{"id": "data_lost"}`, "groups[2].id", FaultTwice},
		{`{"id": "reseller"}`, `{"id": "Reseller"}`, "groups[2].id", FaultID},
		{`{"id": "reseller"}`, `{"id": "own"}`, "groups[2].criteria", FaultNeeded},
		{`"is": ["CAN1"]`, `"is": ["CAN1"], "not": ["b"]`, "groups[6].criteria[0]", FaultCriterion},
		{`"not": ["yes"]`, `"not": ["maybe"]`, "groups[6].criteria[1].not[0]", FaultChoice},
		{`"release_signed"`, `"release"`, "groups[6].criteria[1].field", FaultChoice},
		{`["rebuild_cost", "time_spent"]`, `["rebuild_cost", "rebuild_cost"]`, "heads[1]", FaultTwice},
		{`"title"`, `"titel"`, "titel", FaultUnknown},
	} {
		if !strings.Contains(aboutText, tt.from) {
			t.Fatalf("%s is not there", tt.from)
		}
		_, err := ParseAbout([]byte(strings.Replace(aboutText, tt.from, tt.to, 1)))
		var f *FieldError
		if !errors.As(err, &f) || f.Field != tt.field || f.Fault != tt.fault {
			t.Errorf("%s: %v, want %s %s", tt.to, err, tt.field, tt.fault)
		}
	}
}

// TestNobodyIsSortedByWhatWasNotSaid: a group holds, or doesn't, by a word of the member's.
func TestNobodyIsSortedByWhatWasNotSaid(t *testing.T) {
	a, err := ParseAbout([]byte(aboutText))
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		member         string
		holds, notTold []string
	}{
		{`{}`, nil, []string{"data_lost", "service_lost_only", "reseller", "end_client_of_reseller", "mail_only", "preventive_shutdown", "montreal"}},
		{`{"kind": "company", "assets": [{"server_name": "can1", "managed_for_third_party": true}], "impact": {"service_types": ["web", "mail"], "data_lost": {"restored_pct": "20"}}}`,
			[]string{"data_lost", "reseller"}, []string{"preventive_shutdown", "montreal"}},
		{`{"kind": "reseller", "impact": {"service_types": ["mail"], "data_lost": {"lost": false}}, "damage": [{"head": "preventive_shutdown_cost"}]}`,
			[]string{"service_lost_only", "reseller", "mail_only", "preventive_shutdown"}, []string{"montreal"}},
		{`{"kind": "non_client_affected", "impact": {"data_lost": {"lost": true, "restored_pct": "100"}}, "assets": [{"server_name": "CAN1"}], "offers_received": [{"release_signed": false}]}`,
			[]string{"data_lost", "end_client_of_reseller", "montreal"}, []string{"mail_only", "preventive_shutdown"}},
		{`{"kind": "company", "impact": {"service_types": ["web"], "data_lost": {"restored_pct": "100"}}}`, nil, []string{"data_lost", "service_lost_only", "preventive_shutdown", "montreal"}},
	} {
		m, err := ParsePartial([]byte(strings.Replace(tt.member, "{", `{"name_or_legal_name": "A",`, 1)))
		if tt.member == "{}" {
			m, err = Member{Name: "A"}, nil
		}
		if err != nil {
			t.Fatal(tt.member, err)
		}
		var holds, notTold []string
		for _, p := range a.Sort(m) {
			if len(p.Tried) != len(p.Group.Criteria) {
				t.Errorf("%s: %d criteria tried", p.Group.ID, len(p.Tried))
			}
			switch p.Outcome {
			case Holds:
				holds = append(holds, p.Group.ID)
			case NotTold:
				notTold = append(notTold, p.Group.ID)
			}
		}
		if !slices.Equal(holds, tt.holds) || !slices.Equal(notTold, tt.notTold) {
			t.Errorf("%s: holds %q, not told %q", tt.member, holds, notTold)
		}
	}
}

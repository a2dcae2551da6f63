package form

import (
	"strings"
	"testing"
)

// What was typed of a contract goes in, and is shown, when "You are" is changed afterwards; what the
// page itself filled in makes nobody a client.
func TestNothingTypedIsDroppedWhenTheKindChanges(t *testing.T) {
	h := newHouse(t, Options{})
	r := h.reader(t)
	r.open(h.at("en/join")).fill("name_or_legal_name", "A", "kind", "company").press("go", "next").press("go", "next")
	r.fill("contract.plan", "Agence 5", "contract.fee", "119.88").press("go", "next").wants(200, "Which sites")
	r.press("go", "back").press("go", "back").press("go", "back").wants(200)
	r.values.Set("kind", "non_client_affected")
	r.press("go", "next").press("go", "next").wants(200, "Your contract")
	r.press("go", "later").wants(200, "Agence 5", "119.88").agree().wants(200)
	m := h.members(t)
	if len(m) != 1 || m[0].Kind != "non_client_affected" || m[0].Contract == nil || m[0].Contract.Plan != "Agence 5" || m[0].Contract.Fee != "119.88" {
		t.Fatalf("counsel reads %+v", m)
	}

	r = h.reader(t)
	r.open(h.at("en/join")).fill("name_or_legal_name", "B", "kind", "company").press("go", "next").press("go", "next")
	if !strings.Contains(r.source, "Hébergeur Nordique inc.") {
		t.Fatal("the provider is not filled in")
	}
	r.press("go", "back").press("go", "back")
	r.values.Set("kind", "non_client_affected")
	r.press("go", "next").press("go", "next").wants(200, "Which sites")
	r.press("go", "later").agree().wants(200)
	if m = h.members(t); len(m) != 2 || m[1].Contract != nil {
		t.Errorf("counsel reads %+v", m)
	}
}

// Who empties what was typed is no longer asked for the contract.
func TestAContractEmptiedIsNotAskedFor(t *testing.T) {
	v := &visit{Form: newHouse(t, Options{}).form, lang: "en"}
	contract := steps[2]
	for _, c := range []struct {
		given values
		left  bool
	}{
		{values{"kind": {"company"}}, false},
		{values{"kind": {"non_client_affected"}}, true},
		{values{"kind": {"non_client_affected"}, "contract.currency": {"CAD"}, "contract.plan": {" "}, "email": {"a@b.example"}}, true},
		{values{"kind": {"non_client_affected"}, "contract.account_id": {"C-1"}}, false},
		{values{"kind": {"non_client_affected"}, "contract.provider": {"Another Host"}}, false},
		{values{"kind": {"non_client_affected"}, "contract.provider": {"Hébergeur Nordique inc."}}, true},
	} {
		if got := v.left(contract, c.given); got != c.left {
			t.Errorf("%v: left out %v", c.given, got)
		}
	}
}

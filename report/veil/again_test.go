package veil

import (
	"testing"

	"constat/report/dossier"
)

// A member whose sites another one has as well, and one who has the most of an event's,
// are named in a second place: the exhibit is as its list says it.
func TestANameThatStandsTwiceIsLoggedOnce(t *testing.T) {
	c := &dossier.Class{Schema: dossier.ClassSchema, Provider: "whc",
		Asked: []string{"whc"}, Providers: []string{"whc", "hebergement-leblanc", "serveur-leblanc"}, // a value that is no object, and two of it
		Members: []dossier.ClassMember{{Member: "leblanc", Sites: []int{1}, Within: []string{"agence"}}, {Member: "agence", Sites: []int{1, 2}}},
		Events:  []dossier.ClassEvent{{Number: 1, Members: []string{"agence", "leblanc"}, Largest: dossier.ClassLargest{Member: "agence", Sites: 2}}}}
	sealed, err := c.JSON()
	if err != nil {
		t.Fatal(err)
	}
	p, err := c.Redacted()
	if err != nil {
		t.Fatal(err)
	}
	if p.Events[0].Largest.Member != "2" || p.Members[0].Within[0] != "2" {
		t.Errorf("%+v", p)
	}
	public, err := p.JSON()
	if err != nil {
		t.Fatal(err)
	}
	f, err := Make(sealed, public)
	if err != nil {
		t.Fatal(err)
	}
	if faults, err := f.Check(public); err != nil || len(faults) != 0 {
		t.Errorf("%+v %v", faults, err)
	}
}

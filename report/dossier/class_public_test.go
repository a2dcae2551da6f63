package dossier

import (
	"bytes"
	"strings"
	"testing"

	"constat/store/record"
)

func TestThePublicExhibitHidesNamesAndCanBeOpened(t *testing.T) {
	c := &Class{Schema: ClassSchema, Provider: "whc", Sites: []ClassSite{{Number: 1, Name: "boutique-leblanc", Members: []string{"7"}}, {Number: 2, Name: "x"}},
		Others: []ClassSite{{Number: 3, Name: "ailleurs"}}, LeftOut: []ClassLeftOut{{Name: "leblanc.zip", Detail: "leblanc", French: "leblanc"}}}
	p, err := c.Redacted()
	if err != nil {
		t.Fatal(err)
	}
	public, err := p.JSON()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"leblanc", "ailleurs"} {
		if strings.Contains(string(public), name) {
			t.Errorf("the public exhibit names %s", name)
		}
	}
	sealed, _ := c.JSON()
	if p.Public.Of != record.Sum(sealed) || !c.Public.Of.IsZero() || c.Sites[0].Name == "" {
		t.Errorf("%+v", p.Public)
	}
	if got := record.Sum([]byte(ClassSalt(sealed, 1) + "boutique-leblanc")).String(); got != p.Sites[0].Commitment {
		t.Errorf("site 1 does not open: %s", got)
	}
	if p.Sites[0].Commitment == record.Sum([]byte("boutique-leblanc")).String() || p.Sites[0].Members[0] != "1" || len(p.Public.Hidden) != 5 {
		t.Errorf("%+v", p)
	}
	// A sealed report that differs in one figure has another exhibit throughout.
	c.Sites[0].Targets++
	q, _ := c.Redacted()
	again, _ := q.JSON()
	if bytes.Equal(public, again) || q.Sites[1].Commitment == p.Sites[1].Commitment {
		t.Error("the exhibit is not bound to its report")
	}
}

// TestNoWordOfAMembersOwnIsPublic: numbers of firms, holders of networks and words for
// other hosts lead to a member as surely as a name.
func TestNoWordOfAMembersOwnIsPublic(t *testing.T) {
	signs := func() map[string]string {
		return map[string]string{"network": "LEBLANC ET FILS INC", "cause": "refused"}
	}
	c := &Class{Schema: ClassSchema, Provider: "whc", Providers: []string{"whc"}, Members: []ClassMember{{Member: "552100554"}},
		Sites:     []ClassSite{{Number: 1, Members: []string{"552100554"}, Provider: "whc", Outages: []ClassOutage{{Signs: signs()}}}},
		Others:    []ClassSite{{Number: 2, Provider: "hebergement-maison-leblanc", Outages: []ClassOutage{{Signs: signs()}}}},
		Groups:    []ClassGroup{{Members: []string{"552100554"}, Signs: signs(), Rows: []ClassRow{{Member: "552100554", Signs: map[string][]string{"network": {"LEBLANC ET FILS INC"}}}}}},
		Questions: []ClassQuestion{{Question: "same-network", Event: 1, Values: []ClassValue{{Value: "LEBLANC ET FILS INC"}}}, {Question: "same-cause", Event: 1, Values: []ClassValue{{Value: "refused"}}}}}
	p, err := c.Redacted()
	if err != nil {
		t.Fatal(err)
	}
	public, _ := p.JSON()
	for _, word := range []string{"552100554", "LEBLANC", "leblanc"} {
		if strings.Contains(string(public), word) {
			t.Errorf("the public exhibit has %s", word)
		}
	}
	if p.Sites[0].Provider != "whc" || p.Groups[0].Rows[0].Signs["network"][0] != "N1" || p.Sites[0].Outages[0].Signs["network"] != "N1" || p.Sites[0].Outages[0].Signs["cause"] != "refused" ||
		p.Questions[0].Values[0].Value != "N1" || p.Questions[1].Values[0].Value != "refused" {
		t.Errorf("%+v", p)
	}
}

// TestOnlyTheWordsAskedForNameTheProviderInPublic: a site is the provider's by its name in
// full as well, and its own word for it may be its member's.
func TestOnlyTheWordsAskedForNameTheProviderInPublic(t *testing.T) {
	c := &Class{Schema: ClassSchema, Provider: "whc", Asked: []string{"whc", "Web Hosting"}, Providers: []string{"WHC", "hebergement-maison-leblanc", "web hosting"},
		Members:  []ClassMember{{Member: "7"}},
		Sites:    []ClassSite{{Number: 1, Provider: "WHC"}, {Number: 2, Provider: "web hosting"}, {Number: 3, Provider: "hebergement-maison-leblanc"}},
		NotTaken: []ClassNotTaken{{Name: "x", Provider: "hebergement-maison-leblanc"}}}
	p, err := c.Redacted()
	if err != nil {
		t.Fatal(err)
	}
	public, _ := p.JSON()
	if strings.Contains(string(public), "leblanc") {
		t.Error("the public exhibit has a member's own word for the provider")
	}
	if got := strings.Join(p.Providers, ", "); got != "WHC, web hosting" || p.Sites[0].Provider != "WHC" || p.Sites[1].Provider != "web hosting" {
		t.Errorf("providers %q, sites %+v", got, p.Sites)
	}
	counts := map[string]int{}
	for _, h := range p.Public.Hidden {
		counts[h.Key] = h.Count
	}
	if counts["providers"] != 1 || counts["sites[].provider"] != 1 || counts["not_taken[].provider"] != 1 {
		t.Errorf("hidden %+v", p.Public.Hidden)
	}
	if len(c.Providers) != 3 {
		t.Error("the sealed report lost its words")
	}
}

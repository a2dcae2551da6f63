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
	if p.Sites[0].Commitment == record.Sum([]byte("boutique-leblanc")).String() || p.Sites[0].Members[0] != "7" || len(p.Public.Hidden) != 5 {
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

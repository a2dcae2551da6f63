package rdap

import "testing"

const page = `{"objectClassName": "domain", "ldhName": "shop.example", "entities": [null,
  {"handle": "R-1", "roles": ["registrar"], "publicIds": [{"type": "IANA Registrar ID", "identifier": "9999"}],
   "vcardArray": ["vcard", [["version", {}, "text", "4.0"], ["fn", {}, "text", "Registraire inc."], ["kind", {}, "text", "org"]]]},
  {"roles": ["registrant"], "vcardArray": ["vcard", [["org", {}, "text", ["Boutique inc.", "Ventes"]], ["fn", {}, "text"], ["email", {}, "text", 7], ["email", {}, "text", "a@shop.example"]]]}]}`

func TestWhatARegistrySaysIsRead(t *testing.T) {
	p, ok := Read([]byte(page), "domain")
	if !ok || p.LDH != "shop.example" || len(p.Entities) != 3 || p.Entities[0].Is("registrant") {
		t.Fatalf("%+v, %v", p, ok)
	}
	for _, c := range []struct{ got, want string }{
		{p.Entities[1].Property("fn"), "Registraire inc."}, {p.Entities[1].Number(), "9999"}, {p.Entities[2].Number(), ""},
		{p.Entities[2].Property("org"), "Boutique inc."}, {p.Entities[2].Property("fn"), ""}, {p.Entities[2].Property("email"), "a@shop.example"}, {p.Entities[2].Property("tel"), ""},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
	for _, bad := range []string{"", "[]", `{"objectClassName": "ip network"}`, `{"objectClassName": "domain", "entities": [7]}`} {
		if _, ok := Read([]byte(bad), "domain"); ok {
			t.Errorf("%q is taken for a domain", bad)
		}
	}
}

// A registry is a stranger: whatever it says can be read, or not, and no more.
func FuzzRead(f *testing.F) {
	f.Add([]byte(page))
	f.Add([]byte(`{"objectClassName":"domain","entities":[{"vcardArray":[1,[[]]]}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		p, _ := Read(b, "domain")
		for _, e := range p.Entities {
			if e.Is("registrant") {
				_, _ = e.Property("fn"), e.Number()
			}
		}
	})
}

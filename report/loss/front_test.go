package loss

import "testing"

// From outside nobody can tell what stands in front of a site from the site: what
// came through it, or from where its answers come, is never settled.
func TestWhatCameThroughAFrontIsDoubtful(t *testing.T) {
	marked := func(s *Sight) { s.Through = true }
	at := func(peer string) func(*Sight) { return func(s *Sight) { s.Peers = peer } }
	for _, then := range []struct{ page, want string }{
		{"!404", "edited; gone"}, {"!blank", "edited; emptied"}, {"!default", "edited; replaced"}, {journal(1), "edited; rolled-back"}, {journal(5)[:1800], "edited; partial"},
	} {
		lost := func() *web { return weekly().serve(8, "!refused").serve(3, then.page) }
		for _, c := range []struct {
			name   string
			web    *web
			doubts string
		}{
			{"no front", lost(), ""},
			{"with its mark", lost().another(26, marked), "[through-front]"},
			{"only the content had it", func() *web {
				w := lost()
				for i := range 18 {
					w.sights[i].Through = true
				}
				return w
			}(), "[through-front]"},
			{"its address", func() *web {
				w := lost().another(0, at("192.0.2.7"))
				w.sights[3].Through = true
				return w
			}(), "[through-front]"},
			{"another address had it", func() *web {
				w := lost().another(0, at("192.0.2.7"))
				w.sights[3].Through, w.sights[3].Peers = true, "203.0.113.5"
				return w
			}(), ""},
		} {
			if got := told(c.web.follow(t)); got != then.want+c.doubts {
				t.Errorf("%s: got %s, want %s%s", c.name, got, then.want, c.doubts)
			}
		}
	}
}

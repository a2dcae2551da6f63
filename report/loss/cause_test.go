package loss

import "testing"

// What came long before the loss, and ended, didn't bring it about.
func TestAFailureExplainsOnlyWhatFollowsItDirectly(t *testing.T) {
	strange := "<h1>Serveur 42</h1><p>Votre espace est prêt à recevoir vos fichiers, merci de votre confiance et à bientôt.</p>"
	own := func(s *Sight) { s.MayBeOwn = true }
	for _, c := range []struct {
		name string
		web  *web
		want string
	}{
		{"another's page for long", weekly().serve(2, "!503").serve(50, strange).serve(3, "!404"), "edited; unknown[unlike]; gone[no-failure]"},
		{"refused for long", weekly().serve(2, "!503").serve(50, "!403").serve(3, "!404"), "edited; gone[no-failure]"},
		{"closed for long", weekly().serve(2, "!503").serve(50, "!closed").serve(3, "!default"), "edited; closed; replaced[no-failure]"},
		{"the customer's own failure", weekly().serve(2, "!503").serve(5, "!refused").another(20, own).serve(3, "!404"), "edited; gone[no-failure]"},
		{"refused, then an old copy", weekly().serve(2, "!503").serve(50, "!403").serve(3, journal(1)), "edited; rolled-back[no-failure]"},
		{"refused once", weekly().serve(2, "!503").serve(1, "!403").serve(3, "!404"), "edited; gone"},
		{"it failed again", weekly().serve(2, "!503").serve(50, "!403").serve(2, "!503").serve(3, "!404"), "edited; gone"},
		{"two absences", weekly().serve(2, "!503").serve(9, "!404").serve(3, "!default"), "edited; gone; replaced"},
	} {
		if got := told(c.web.follow(t)); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

func TestACacheDatesNoLoss(t *testing.T) {
	cached := func(s *Sight) { s.Cached = true }
	w := weekly().serve(9, journal(5)).another(18, cached).serve(3, "!404")
	l := w.follow(t).Losses[0]
	if l.LastSeen != w.sights[17].Start || l.Missing != w.sights[27].End || l.Leaves[0] != w.sights[17].Ref {
		t.Errorf("last seen at %v, missing at %v", l.LastSeen, l.Missing)
	}
	w = weekly().serve(3, "!404")
	w.sights[18].Cached = true
	if l := w.follow(t).Losses[0]; l.LastSeen != w.sights[17].Start || l.Missing != w.sights[19].End {
		t.Errorf("last seen at %v, missing at %v", l.LastSeen, l.Missing)
	}
	w = weekly().another(0, cached).serve(3, "!404")
	if got := told(w.follow(t)); got != "edited; gone[cached no-failure]" {
		t.Errorf("from a cache alone: %s", got)
	}
	w = weekly().serve(9, journal(5)).another(18, cached).serve(2, "!503").serve(3, journal(1))
	l = w.follow(t).Losses[0]
	if l.LastSeen != w.sights[17].Start || l.Missing != w.sights[29].End {
		t.Errorf("rolled back: last seen at %v, missing at %v", l.LastSeen, l.Missing)
	}
}

func TestACacheBringsNothingBack(t *testing.T) {
	cached := func(s *Sight) { s.Cached = true }
	w := weekly().serve(2, "!503").serve(3, "!404").serve(1, journal(5)).another(23, cached).serve(9, "!404")
	c := w.follow(t)
	if told(c) != "edited; gone; unknown[cached]; gone" || len(c.Losses) != 1 || c.Losses[0].Restored != 0 {
		t.Errorf("gone: %s, %+v", told(c), c.Losses)
	}
	w = weekly().serve(2, "!503").serve(3, journal(1)).serve(1, journal(5)).another(23, cached)
	w.serve(9, journal(1))
	c = w.follow(t)
	if len(c.Losses) != 1 || c.Losses[0].Restored != 0 {
		t.Errorf("rolled back: %s, %+v", told(c), c.Losses)
	}
	// Whether it is missing still, nobody can tell then.
	w = weekly().serve(2, "!503").serve(3, "!404").serve(9, journal(5)).another(23, cached)
	c = w.follow(t)
	if told(c) != "edited; gone[cached]; unknown[cached]" || c.Losses[0].Restored != 0 {
		t.Errorf("at the end: %s, %+v", told(c), c.Losses)
	}
	w.serve(1, journal(5))
	// The cache may have had it of the restored page: the first of both dates the return.
	if c = w.follow(t); told(c) != "edited; gone; unchanged" || c.Losses[0].Restored != w.sights[23].Start {
		t.Errorf("and asked anew: %s, %+v", told(c), c.Losses)
	}
}

// One machine of several that is behind gives an old page once.
func TestOneAnswerPutsNothingBack(t *testing.T) {
	for _, c := range []struct {
		name string
		web  *web
		want string
		lost int
	}{
		{"an old copy", weekly().serve(3, "!503").serve(1, journal(1)).serve(3, journal(5)), "edited; unknown[once]; unchanged", 0},
		{"a part", weekly().serve(3, "!503").serve(1, journal(5)[:1800]).serve(3, journal(5)), "edited; unknown[once]; unchanged", 0},
		{"an old copy, interrupted", weekly().serve(3, "!503").serve(3, journal(1)).serve(1, "!503").serve(3, journal(1)), "edited; rolled-back[own-hand]; rolled-back[own-hand]", 1},
		{"two answers", weekly().serve(3, "!503").serve(2, journal(1)), "edited; rolled-back[own-hand]", 1},
		{"a counter in an old copy", weekly().serve(3, "!503").serve(1, journal(1)+"<p>vu 1 fois").serve(1, journal(1)+"<p>vu 2 fois").serve(1, journal(1)+"<p>vu 3 fois"), "edited; unknown[once]; rolled-back[own-hand]; edited", 1},
	} {
		if got := c.web.follow(t); told(got) != c.want || len(got.Losses) != c.lost {
			t.Errorf("%s: got %s, %d losses, want %s", c.name, told(got), len(got.Losses), c.want)
		}
	}
}

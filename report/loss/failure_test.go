package loss

import (
	"slices"
	"testing"

	"constat/store/record"
)

// faster is w with its answers one in so many milliseconds instead of ten minutes.
func (w *web) faster(from int, millis int64) *web {
	for i := range w.sights {
		s := &w.sights[i]
		at := int64(s.Start)
		if i >= from {
			at = int64(w.sights[from].Start) + int64(i-from)*millis
		}
		if i > from {
			s.End += record.Instant(at) - s.Start
			s.Round, s.Start = record.Round(at/100), record.Instant(at)
		}
	}
	return w
}

// later is w with its answers from one on so many milliseconds later.
func (w *web) later(from int, millis int64) *web {
	for i := range w.sights[from:] {
		s := &w.sights[from+i]
		s.Round, s.Start, s.End = s.Round+record.Round(millis/100), s.Start+record.Instant(millis), s.End+record.Instant(millis)
	}
	return w
}

// A restart is no outage, and nobody saw what came long after one.
func TestAFailureExplainsALossOnlyIfItLastedAndWasFollowedSoon(t *testing.T) {
	const hour = 3600_000
	for _, c := range []struct {
		name string
		web  *web
		want string
	}{
		{"ten minutes", weekly().serve(2, "!refused").serve(3, "!404"), "edited; gone"},
		{"two rounds of ten seconds", weekly().serve(2, "!refused").serve(3, "!404").faster(17, 10_000), "edited; gone[no-failure]"},
		{"five minutes", weekly().serve(6, "!refused").serve(3, "!404").faster(17, 60_000), "edited; gone"},
		{"four minutes", weekly().serve(5, "!refused").serve(3, "!404").faster(17, 60_000), "edited; gone[no-failure]"},
		{"refused, then errors", weekly().serve(3, "!refused").serve(3, "!503").serve(3, "!404").faster(17, 60_000), "edited; gone"},
		{"a day later", weekly().serve(2, "!refused").serve(3, "!404").later(20, 20*hour), "edited; gone[no-failure]"},
		{"half an hour later", weekly().serve(2, "!refused").serve(3, "!404").later(20, hour/2), "edited; gone"},
		{"an old copy a day later", weekly().serve(9, "!refused").serve(3, journal(1)).later(27, 20*hour), "edited; rolled-back[no-failure]"},
	} {
		if got := told(c.web.follow(t)); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

// Who takes down what they had put up by and by, or a part of it, restarts the
// server while at it.
func TestAShortFailureLeavesOpenWhoPutAPageBack(t *testing.T) {
	for _, c := range []struct {
		name string
		web  *web
		want string
	}{
		{"a restart", weekly().serve(2, "!refused").serve(3, journal(1)), "edited; rolled-back[own-hand]"},
		{"an outage of more than an hour", weekly().serve(8, "!refused").serve(3, journal(1)), "edited; rolled-back"},
		{"a default page in between", weekly().serve(2, "!refused").serve(2, "!default").serve(3, journal(1)), "edited; replaced; rolled-back"},
		{"it had gone back as far", weekly().serve(3, journal(1)).serve(3, journal(5)).serve(8, "!refused").serve(3, journal(1)), "edited; rolled-back[no-failure]; unchanged; rolled-back[returned-before]"},
		{"it had not gone back as far", weekly().serve(3, journal(2)).serve(3, journal(5)).serve(8, "!refused").serve(3, journal(0)), "edited; rolled-back[no-failure]; unchanged; rolled-back"},
		{"a part", weekly().serve(8, "!refused").serve(3, journal(5)[:1800]), "edited; partial"},
		{"a notice in the site's own dress", weekly().serve(8, "!refused").serve(3, journal(5)[:1800]+"<p>"+notice), "edited; unknown[unlike]"},
	} {
		if got := told(c.web.follow(t)); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

const notice = "Nous faisons aujourd’hui l’inventaire de la maison ; la boutique ouvre à nouveau ses portes demain matin avec les thés de l’automne, et Marie vous salue bien bas."

// A name can lead to another machine, and a page to another domain: what is
// missing there was never where the content had been.
func TestWhatAnotherMachineAnswersIsDoubtful(t *testing.T) {
	at := func(peer string) func(*Sight) { return func(s *Sight) { s.Peers = peer } }
	led := func(s *Sight) { s.Host = "new.example" }
	lost := func() *web { return weekly().serve(2, "!refused").serve(3, "!default") }
	for _, c := range []struct {
		name string
		web  *web
		want string
	}{
		{"the same", lost().another(0, at("192.0.2.7")), "edited; replaced"},
		{"another", lost().another(0, at("192.0.2.7")).another(20, at("192.0.2.9")), "edited; replaced[new-address]"},
		{"nobody says which", lost().another(0, at("192.0.2.7")).another(20, at("")), "edited; replaced[new-address]"},
		{"one of two", lost().another(0, at("192.0.2.7")).another(10, at("192.0.2.9")), "edited; replaced"},
		{"an old copy on another", weekly().serve(8, "!refused").serve(3, journal(1)).another(0, at("192.0.2.7")).another(26, at("192.0.2.9")), "edited; rolled-back[new-address]"},
		{"the content came from a new domain", lost().another(15, led), "edited; replaced[led-elsewhere]"},
	} {
		if got := told(c.web.follow(t)); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

// A loss is of the provider that was named when the content was there.
func TestALossIsOfTheProviderThatHadTheContent(t *testing.T) {
	named := func(p string) func(*Sight) { return func(s *Sight) { s.Provider, s.Site = p, "shop" } }
	moved := weekly().serve(2, "!refused").serve(3, "!default").serve(3, journal(5))
	c := moved.another(0, named("whc")).another(23, named("ovh")).follow(t)
	if l := c.Losses[0]; l.Provider != "whc" || l.Site != "shop" || told(c) != "edited; replaced; unchanged" {
		t.Errorf("%s: %+v", told(c), l)
	}
	c = moved.another(0, named("whc")).another(19, named("ovh")).follow(t)
	if l := c.Losses[0]; l.Provider != "whc" || !slices.Contains(c.Spells[l.Spell].Doubts, NewName) {
		t.Errorf("%s: %+v", told(c), l)
	}
}

func TestAddressesAreRememberedOnceAndNotWithoutEnd(t *testing.T) {
	all := ""
	for i := range 40 {
		all = Peers(all, string(rune('a'+i%26))+" x")
	}
	if Peers("a", "a b") != "a b" || Peers("", "a") != "a" || Peers("a", "") != "a" || len(all) > 2*mostPeers {
		t.Errorf("got %q", all)
	}
}

// A new content that becomes the page's own ends what was lost, and brings nothing back.
func TestAnotherContentOfThePagesOwnBringsNothingBack(t *testing.T) {
	w := weekly().serve(2, "!refused").serve(3, "!default")
	from := len(w.sights)
	for edition := range 6 {
		w.serve(2, journal(1000+edition))
	}
	c := w.follow(t)
	if l := c.Losses[0]; len(c.Losses) != 1 || l.Restored != 0 || l.Followed != w.sights[from].End || l.Until != w.sights[from-1].Start || l.Content.Title != "Atelier" {
		t.Errorf("%s: %+v", told(c), c.Losses)
	}
}

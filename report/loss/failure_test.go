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

// seldom is w with its answers so many times as far apart.
func (w *web) seldom(times int64) *web {
	for i := range w.sights {
		s := &w.sights[i]
		took := s.End - s.Start
		s.Round, s.Interval = s.Round*record.Round(times), s.Interval*record.Round(times)
		s.Start *= record.Instant(times)
		s.End = s.Start + took
	}
	return w
}

// A page that is asked every six hours has no closer look to give than the next one.
// The doubt stays where a look that was due is missing, where nobody saw more than
// the failure took, and where no failure was seen to last.
func TestTheNextLookThatWasDueFollowsAFailureDirectly(t *testing.T) {
	const six = 36
	lacks := func(w *web, at int) *web {
		w.sights = slices.Delete(w.sights, at, at+1)
		return w
	}
	for _, c := range []struct {
		name string
		web  *web
		want string
	}{
		{"refused twice, six hours apart", weekly().serve(2, "!refused").serve(3, "!default").seldom(six), "edited; replaced"},
		{"refused once", weekly().serve(1, "!refused").serve(3, "!default").seldom(six), "edited; replaced[no-failure]"},
		{"a look is missing", lacks(weekly().serve(3, "!refused").serve(4, "!default").seldom(six), 21), "edited; replaced[no-failure]"},
		{"a look tells nothing", weekly().serve(3, "!refused").serve(4, "!default").seldom(six).another(21, func(s *Sight) { s.Unsure = s.Round == 21*six*6000 }), "edited; replaced[no-failure]"},
		{"nothing failed", weekly().serve(3, "!default").seldom(six), "edited; replaced[no-failure]"},
		{"the interval is not known", weekly().serve(2, "!refused").serve(3, "!default").seldom(six).another(0, func(s *Sight) { s.Interval = 0 }), "edited; replaced[no-failure]"},
		{"unseen for longer than it failed", weekly().serve(2, "!refused").serve(3, "!default").seldom(six).faster(18, 360_000).later(20, 3*3600_000), "edited; replaced[no-failure]"},
		{"an old copy", weekly().serve(3, "!refused").serve(3, journal(1)).seldom(six), "edited; rolled-back"},
	} {
		if got := told(c.web.follow(t)); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

// The failure that sets a doubt aside is told, with the answers that show it.
func TestTheFailureBeforeALossIsTold(t *testing.T) {
	w := weekly().serve(2, "!refused").serve(3, "!default").seldom(36)
	l := w.follow(t).Losses[0]
	if f := l.Failure; f == nil || f.From != w.sights[18].End || f.To != w.sights[19].Start || !slices.Contains(l.Leaves, w.sights[18].Ref) || !slices.Contains(l.Leaves, w.sights[19].Ref) {
		t.Errorf("%+v", l)
	}
	if l := weekly().serve(3, "!default").follow(t).Losses[0]; l.Failure != nil {
		t.Errorf("%+v", l.Failure)
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

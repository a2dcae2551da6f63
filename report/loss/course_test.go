package loss

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"constat/store/page"
	"constat/store/record"
)

var rule = Rule{Alike: 60, Agree: 90, Margin: 5, Steps: 3, Rounds: 2}

// A web is a page as it is served, a line for each answer, one in ten minutes.
type web struct {
	sights []Sight
	kept   []Kept
}

// serve adds n answers with a text; "!…" is one of the other things that a
// server does.
func (w *web) serve(n int, text string) *web {
	for range n {
		i := len(w.sights)
		s := Sight{Round: record.Round(6000 * i), Interval: 6000, Start: record.Instant(600000 * i), End: record.Instant(600000*i + 200), Status: 200, Ref: Ref{"a/1", int64(i), 0}}
		body := []byte(nil)
		switch text {
		case "!refused":
			s.Fault, s.Status = record.TCPRefused, 0
		case "!503":
			s.Status, body = 503, []byte("<title>Oops</title>")
		case "!404":
			s.Status, body = 404, []byte("<title>Not Found</title><p>nothing here")
		case "!403":
			s.Status, body = 403, []byte("<title>Forbidden</title>")
		case "!blank":
			s.Body = record.Sum(nil)
		case "!default":
			body = []byte("<title>Welcome to nginx!</title><p>If you see this page, the nginx web server is successfully installed and working.")
		case "!suspended":
			body = []byte("<title>Account Suspended</title><p>This account has been suspended.")
		case "!closed":
			s.Status, body = 503, []byte("<title>Avis</title><p>Site fermé par mesure préventive, à la demande de l’autorité.")
		default:
			if body = []byte(text); strings.HasPrefix(text, "<title>") {
				break
			}
			body = []byte("<html><title>Atelier</title><body>" + text + "</body></html>")
		}
		if body != nil {
			s.Body, s.Size, s.Normal, s.Rules = record.Sum(body), int64(len(body)), page.Normal("text/html", body), page.Version
			if !slices.ContainsFunc(w.kept, func(k Kept) bool { return k.Body == s.Body }) {
				k := Kept{Ref: Ref{"a/1", int64(1000 + i), -1}, Read: func() (string, []byte, error) { return "text/html", body, nil }}
				k.Body, k.Size, k.Normal, k.Rules, k.File = s.Body, s.Size, s.Normal, s.Rules, record.Sum([]byte(text))
				w.kept = append(w.kept, k)
			}
		}
		w.sights = append(w.sights, s)
	}
	return w
}

func (w *web) follow(t interface{ Fatal(...any) }) *Course {
	c, err := Follow(w.sights, w.kept, rule, Standard())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// told is a course in short: "edited; replaced(few-steps)".
func told(c *Course) string {
	var all []string
	for _, s := range c.Spells {
		words := string(s.State)
		if len(s.Doubts) > 0 {
			words += fmt.Sprint(s.Doubts)
		}
		all = append(all, words)
	}
	return strings.Join(all, "; ")
}

// journal is a page of 60 paragraphs; each edition adds one and takes one away.
func journal(edition int) string {
	var b strings.Builder
	for i := edition; i < edition+60; i++ {
		fmt.Fprintf(&b, "<p>Article %d : le conseil du %d a parlé de la rue %d et du pont %d.", i, i*7, i*i, i*3)
	}
	return b.String()
}

// weekly is a page that was edited five times.
func weekly() *web {
	w := &web{}
	for e := range 6 {
		w.serve(3, journal(e))
	}
	return w
}

func TestWhatBecameOfAPage(t *testing.T) {
	template := "<nav>Accueil Articles Archives Contact</nav>" + journal(2) + "<footer>Tous droits réservés</footer>"
	for _, c := range []struct {
		name string
		web  *web
		want string
		lost int
		back bool
	}{
		{"it stays", (&web{}).serve(5, journal(0)), "unchanged", 0, false},
		{"it is edited", weekly(), "edited", 0, false},
		{"an outage", weekly().serve(3, "!refused").serve(2, journal(5)), "edited; unchanged", 0, false},
		{"down still", weekly().serve(3, "!refused"), "edited; unknown[failing]", 0, false},
		{"a default page", weekly().serve(3, "!default"), "edited; replaced[no-failure]", 1, false},
		{"an outage, then a default page", weekly().serve(2, "!refused").serve(3, "!default"), "edited; replaced", 1, false},
		{"an outage, then not there, then an old copy", weekly().serve(2, "!503").serve(3, "!404").serve(3, journal(1)), "edited; gone; rolled-back", 2, false},
		{"once no answer, then a default page", weekly().serve(1, "!refused").serve(3, "!default"), "edited; replaced[no-failure]", 1, false},
		{"and back", weekly().serve(3, "!default").serve(2, journal(5)), "edited; replaced[no-failure]; unchanged", 1, true},
		{"edited meanwhile", weekly().serve(3, "!default").serve(2, journal(6)), "edited; replaced[no-failure]; edited", 1, true},
		{"always a default page", (&web{}).serve(5, "!default"), "unknown[never-other]", 0, false},
		{"once a default page", weekly().serve(1, "!default").serve(3, journal(5)), "edited; unknown[once]; unchanged", 0, false},
		{"suspended, then not there", weekly().serve(2, "!suspended").serve(2, "!404"), "edited; replaced[no-failure]; gone[no-failure]", 1, false},
		{"not there", weekly().serve(3, "!404"), "edited; gone[no-failure]", 1, false},
		{"always empty, then not there", (&web{}).serve(3, "!blank").serve(3, "!404"), "unchanged; gone[no-failure]", 1, false},
		{"nothing", weekly().serve(3, "!blank"), "edited; emptied[no-failure]", 1, false},
		{"closed by order", weekly().serve(3, "!closed").serve(2, journal(5)), "edited; closed; unchanged", 0, false},
		{"refused to the probe", weekly().serve(3, "!403").serve(2, journal(5)), "edited", 0, false},
		{"an old copy", weekly().serve(3, "!refused").serve(3, journal(1)), "edited; rolled-back[own-hand]", 1, false},
		{"an old copy, silently", weekly().serve(3, journal(1)), "edited; rolled-back[no-failure]", 1, false},
		{"the last edit undone", weekly().serve(3, journal(4)), "edited", 0, false},
		{"an old copy, then the new", weekly().serve(3, "!default").serve(3, journal(1)).serve(3, journal(5)), "edited; replaced[no-failure]; rolled-back[no-failure]; unchanged", 2, true},
		{"another template", weekly().serve(3, "!default").serve(3, template), "edited; replaced[no-failure]; rolled-back[no-failure]", 2, false},
		{"a part", weekly().serve(3, "!refused").serve(3, journal(5)[:1800]), "edited; partial[own-hand]", 1, false},
		{"a part, after errors that a program gives", weekly().serve(3, "!503").serve(3, journal(5)[:1800]), "edited; partial[own-program]", 1, false},
		{"a part, after both", weekly().serve(3, "!503").serve(2, "!refused").serve(2, "!503").serve(3, journal(5)[:1800]), "edited; partial", 1, false},
		{"a part, after one refusal among errors", weekly().serve(2, "!503").serve(1, "!refused").serve(2, "!503").serve(3, journal(5)[:1800]), "edited; partial[own-program]", 1, false},
		{"a part, after a refusal long ago", weekly().serve(3, "!refused").serve(2, journal(5)).serve(2, "!503").serve(3, journal(5)[:1800]), "edited; unchanged; partial[own-program]", 1, false},
		{"a part, then all", weekly().serve(3, "!refused").serve(3, journal(5)[:1800]).serve(2, journal(5)), "edited; partial[own-hand]; unchanged", 1, true},
		{"redesigned", weekly().serve(3, "<h1>Bonjour</h1>"+strings.Repeat("<p>Tout est neuf et rien ne ressemble à ce qui fut.", 3)), "edited; unknown[unlike]", 0, false},
		{"two contents only, a failure", (&web{}).serve(3, journal(0)).serve(3, journal(1)).serve(3, "!refused").serve(3, journal(0)), "edited; rolled-back[few-steps own-hand]", 1, false},
		{"to and fro", (&web{}).serve(2, journal(0)).serve(2, journal(2)).serve(2, journal(0)).serve(2, journal(2)).serve(2, "!refused").serve(2, journal(0)), "edited; edited", 0, false},
	} {
		got := c.web.follow(t)
		if told(got) != c.want || len(got.Losses) != c.lost {
			t.Errorf("%s: got %s with %d losses, want %s with %d", c.name, told(got), len(got.Losses), c.want, c.lost)
			continue
		}
		if c.lost > 0 && (got.Losses[c.lost-1].Restored != 0) != c.back {
			t.Errorf("%s: %+v", c.name, got.Losses[c.lost-1])
		}
	}
}

// A page with a counter is another one at each round: its course stays short,
// and is told in seconds.
func TestAPageThatNeverRestsIsToldOnce(t *testing.T) {
	w := &web{}
	const rounds = 20_000
	for i := range rounds {
		body := fmt.Appendf(nil, "<html><title>Compteur</title><body>%s visites %d</body></html>", "<p>Rien de neuf sous le soleil, et la suite au prochain numéro.", i)
		s := Sight{Round: record.Round(6000 * i), Start: record.Instant(600000 * i), End: record.Instant(600000*i + 200), Status: 200, Ref: Ref{"a/1", int64(i), 0},
			Body: record.Sum(body), Size: int64(len(body)), Normal: record.Sum(body), Rules: page.Version}
		k := Kept{Read: func() (string, []byte, error) { return "text/html", body, nil }}
		k.Body, k.Normal, k.Rules = s.Body, s.Normal, s.Rules
		w.sights, w.kept = append(w.sights, s), append(w.kept, k)
	}
	c := w.follow(t)
	if told(c) != "unchanged; unknown[too-many]; edited" || len(c.Losses) > 0 || c.Unread != rounds-maxRead {
		t.Errorf("%.200s, %d unread", told(c), c.Unread)
	}
}

func TestARollBackSaysFromWhenAndWhatIsLost(t *testing.T) {
	c := weekly().serve(3, "!refused").serve(3, journal(1)).follow(t) // editions 0 to 5 in minutes 0-2, 3-5, … 15-17
	s, l := c.Spells[1], c.Losses[0]
	if s.Past == nil || !s.Past.Exactly || s.Past.LastSo != 5*600000 || s.Past.Next != 6*600000+200 || s.Past.From != 3*600000+200 {
		t.Fatalf("got %+v", s.Past)
	}
	if l.LastSeen != 17*600000 || l.Missing != 21*600000+200 || l.Restored != 0 || l.Content.Body != record.Sum([]byte("<html><title>Atelier</title><body>"+journal(5)+"</body></html>")) {
		t.Errorf("got %+v", l)
	}
	if v := c.Variance; v.Contents != 6 || v.Steps != 5 || v.Returned != 0 || !v.Lowest.AtLeast(94) || v.Lowest.AtLeast(98) {
		t.Errorf("got %+v", v)
	}
}

// Likeness to what stood there before must be told from likeness to what came
// after: 57 of 60 paragraphs are in both.
// What stood there between the last answer with the lost content and the roll
// back dates the first answer without it: and nobody can tell whose it was.
func TestTheFirstAnswerWithoutIsThatOfWhateverStoodThereBefore(t *testing.T) {
	strange := "<p>Nous revenons bientôt, merci de votre patience, toute l’équipe de la maison vous salue."
	for _, c := range []struct {
		name    string
		web     *web
		seen    int // the last answer with what is lost, and the first without
		missing int
		doubts  []Doubt
	}{
		{"nothing", weekly().serve(2, "!503").serve(3, journal(1)), 17, 20, []Doubt{OwnHand}},
		{"somebody's other page", weekly().serve(2, strange).serve(2, "!503").serve(3, journal(1)), 17, 18, []Doubt{OwnHand, Between}},
		{"after the failure", weekly().serve(2, "!503").serve(2, strange).serve(2, "!503").serve(3, journal(1)), 17, 20, []Doubt{OwnHand, Between}},
		{"a default page", weekly().serve(2, "!503").serve(2, "!default").serve(3, journal(1)), 17, 20, nil},
		{"the owner's return to an older page", weekly().serve(2, journal(4)).serve(2, "!503").serve(3, journal(0)), 17, 18, []Doubt{OwnHand, Between}},
	} {
		course := c.web.follow(t)
		if n := len(course.Losses); n == 0 {
			t.Errorf("%s: no loss: %s", c.name, told(course))
			continue
		}
		l := course.Losses[len(course.Losses)-1]
		s := course.Spells[l.Spell]
		if s.State != RolledBack || l.LastSeen != c.web.sights[c.seen].Start || l.Missing != c.web.sights[c.missing].End || l.Leaves[1] != c.web.sights[c.missing].Ref || !slices.Equal(s.Doubts, c.doubts) {
			t.Errorf("%s: %s, seen at %v, missing at %v, doubts %v", c.name, told(course), l.LastSeen, l.Missing, s.Doubts)
		}
	}
}

// An older content is not what was lost: the page is still without it.
func TestWhatIsLostIsNotBackWithAnOlderContent(t *testing.T) {
	w := weekly().serve(2, "!503").serve(3, "!default").serve(3, journal(1))
	for n, l := range w.follow(t).Losses {
		if l.Restored != 0 {
			t.Errorf("loss %d is back on %v", n, l.Restored)
		}
	}
	w.serve(2, journal(5))
	for n, l := range w.follow(t).Losses {
		if l.Restored != w.sights[len(w.sights)-2].Start {
			t.Errorf("loss %d is back on %v", n, l.Restored)
		}
	}
}

// A spell of own content tells its first content and its last, each with its time.
func TestASpellHasItsFirstContentAndItsLast(t *testing.T) {
	w := weekly()
	s := w.follow(t).Spells[0]
	if s.State != Edited || s.Contents != 6 || s.Content.Body != w.sights[0].Body || s.First != w.sights[0] || s.Newest.Body != w.sights[17].Body || s.Since != w.sights[15] {
		t.Errorf("%+v", s)
	}
}

func TestARollBackWithAnotherTemplateSides(t *testing.T) {
	template := "<nav>Accueil Articles Archives Contact</nav>" + journal(2) + "<footer>Tous droits réservés</footer>"
	s := weekly().serve(3, "!default").serve(3, template).follow(t).Spells[2]
	if s.Past == nil || s.Past.Exactly || s.Past.LastSo != 8*600000 || !s.Past.Sides.AtLeast(90) || !s.Past.Like.AtLeast(90) {
		t.Errorf("got %+v", s.Past)
	}
}

func TestWhatIsUnsureCountsForNothing(t *testing.T) {
	w := weekly().serve(3, "!default").serve(2, journal(5))
	for i := 18; i < 21; i++ {
		w.sights[i].Unsure = true
	}
	if got := told(w.follow(t)); got != "edited" {
		t.Errorf("got %s", got)
	}
}

// A failure that the method calls the customer's own leaves open who took the page away.
func TestAFailureThatMayBeTheirOwnTakesAwayNoDoubt(t *testing.T) {
	mine := func(s *Sight) { s.MayBeOwn = s.Status == 503 || s.Fault != record.NoFault }
	for _, fault := range []string{"!503", "!refused"} {
		if got := told(weekly().serve(3, fault).serve(3, "!404").follow(t)); got != "edited; gone" {
			t.Errorf("%s: got %s", fault, got)
		}
		if got := told(weekly().serve(3, fault).serve(3, "!404").another(18, mine).follow(t)); got != "edited; gone[no-failure]" {
			t.Errorf("%s, own: got %s", fault, got)
		}
		if got := told(weekly().serve(2, fault).another(18, mine).serve(2, fault).serve(3, "!404").follow(t)); got != "edited; gone" {
			t.Errorf("%s, own and then not: got %s", fault, got)
		}
	}
}

// another is w with its answers from one on told otherwise.
func (w *web) another(from int, tell func(*Sight)) *web {
	for i := range w.sights[from:] {
		tell(&w.sights[from+i])
	}
	return w
}

func TestTheWordOfAnotherHostAFrontOrACacheIsNoLoss(t *testing.T) {
	host, front, cached := func(s *Sight) { s.Host = "third.example" }, func(s *Sight) { s.Front = true }, func(s *Sight) { s.Cached = true }
	now := 18 // the sights of weekly
	for _, c := range []struct {
		name string
		web  *web
		want string
		lost int
	}{
		{"another host says 404", weekly().serve(3, "!404").another(now, host), "edited; unknown[elsewhere]", 0},
		{"another host's default page", weekly().serve(3, "!default").another(now, host), "edited; unknown[elsewhere]", 0},
		{"the host that always answered", weekly().serve(3, "!404").another(0, host), "edited; gone[no-failure led-elsewhere]", 1},
		{"the front says 404", weekly().serve(3, "!404").another(now, front), "edited; unknown[front]", 0},
		{"the front fails, then an old copy", weekly().serve(3, "!503").another(now, front).serve(3, journal(1)), "edited; unknown[front]; rolled-back[no-failure]", 1},
		{"an old copy of a cache", weekly().serve(2, "!refused").serve(3, journal(1)).another(now+2, cached), "edited; unknown[cached]", 0},
		{"an old copy elsewhere", weekly().serve(2, "!refused").serve(3, journal(1)).another(now+2, host), "edited; unknown[elsewhere]", 0},
		{"a cache asked anew", weekly().serve(3, "!404").another(now+2, cached), "edited; gone[no-failure]", 1},
		{"a cache's 404", weekly().serve(3, "!404").another(now, cached), "edited; unknown[cached]", 0},
	} {
		if got := c.web.follow(t); told(got) != c.want || len(got.Losses) != c.lost {
			t.Errorf("%s: got %s with %d losses, want %s with %d", c.name, told(got), len(got.Losses), c.want, c.lost)
		}
	}
}

func TestWithoutARuleNothingIsLost(t *testing.T) {
	c, err := Follow(weekly().serve(3, "!default").serve(3, journal(1)).sights, nil, Rule{}, Standard())
	if err != nil || len(c.Losses) != 0 {
		t.Errorf("got %s, %v", told(c), err)
	}
}

// A host page that no catalogue knows is no content of the page's own: when the
// page is back, nothing was rolled back.
func TestAStrangeContentIsNotThePagesOwn(t *testing.T) {
	strange := "<h1>Serveur 42</h1><p>Votre espace est prêt à recevoir vos fichiers, merci de votre confiance et à bientôt.</p>"
	for _, w := range []*web{weekly().serve(3, strange).serve(3, journal(5)), weekly().serve(2, "!refused").serve(3, strange).serve(3, journal(5))} {
		if got := told(w.follow(t)); got != "edited; unknown[unlike]; unchanged" {
			t.Errorf("got %s", got)
		}
	}
}

// edits draws an ordinary life: paragraphs come, go and change, the last edit is
// undone now and then, the server fails now and then.
func edits(t *rapid.T) *web {
	w := &web{}
	var lines, before []string
	next := 0
	line := func() string {
		next++
		return fmt.Sprintf("<p>Article %d : le conseil du %d a parlé de la rue %d et du pont %d.", next, next*7, next*next, next*3)
	}
	for range 60 {
		lines = append(lines, line())
	}
	for range rapid.IntRange(3, 12).Draw(t, "edits") {
		w.serve(rapid.IntRange(1, 3).Draw(t, "answers"), strings.Join(lines, ""))
		last := slices.Clone(lines)
		switch at := rapid.IntRange(0, len(lines)-1).Draw(t, "at"); rapid.IntRange(0, 5).Draw(t, "act") {
		case 0, 1:
			lines = slices.Insert(lines, at, line())
		case 2:
			lines = slices.Delete(lines, at, at+1)
		case 3:
			lines[at] = line()
		case 4:
			if before != nil {
				lines = slices.Clone(before)
			}
		case 5:
			w.serve(rapid.IntRange(1, 3).Draw(t, "failures"), rapid.SampledFrom([]string{"!refused", "!503", "!403", "!closed"}).Draw(t, "failure"))
		}
		before = last
	}
	return w.serve(2, strings.Join(lines, ""))
}

func TestOrdinaryEditingIsNeverALoss(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := edits(t)
		c := w.follow(t)
		for _, l := range c.Losses {
			// The last edit undone while the server fails looks like a copy put back: a person must look.
			if s := c.Spells[l.Spell]; len(s.Doubts) == 0 || s.State != RolledBack || !s.Past.Exactly || l.Missing-l.LastSeen < 1200000 {
				t.Fatalf("%s: %+v", told(c), l)
			}
		}
	})
}

func inFull(t *rapid.T, c *Course) string {
	b, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestOrderOfSightsAndCapturesChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := edits(t)
		w.serve(2, "!default").serve(2, journal(3))
		want := w.follow(t)
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		r.Shuffle(len(w.sights), func(i, j int) { w.sights[i], w.sights[j] = w.sights[j], w.sights[i] })
		r.Shuffle(len(w.kept), func(i, j int) { w.kept[i], w.kept[j] = w.kept[j], w.kept[i] })
		if got := w.follow(t); inFull(t, got) != inFull(t, want) {
			t.Fatalf("got %s, want %s", told(got), told(want))
		}
	})
}

// What a cache gives keeps a spell going, and is not the word of the page's own server.
func TestASpellTellsWhatCameFromNoCache(t *testing.T) {
	w := weekly().serve(9, journal(5)).another(18, func(s *Sight) { s.Cached = true })
	if s := w.follow(t).Spells[0]; s.Last != w.sights[26] || s.Fresh != w.sights[17].Start {
		t.Errorf("%+v", s)
	}
}

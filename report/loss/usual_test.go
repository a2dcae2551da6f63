package loss

import (
	"fmt"
	"strings"
	"testing"
)

// tremblay is the page of a firm whose trade is maintenance, season by season.
func tremblay(season int) string {
	return fmt.Sprintf("<title>Maintenance Tremblay, Lévis</title><h1>Maintenance Tremblay inc.</h1><p>Entretien d’immeubles, chaudières et ventilation depuis 1987. Prochaine maintenance programmée des tours du quai : le %d du mois. Soumission gratuite au 418 555 01%02d, demandez Lucie ou Marc. Nos camions bleus sillonnent la rive sud, la Beauce et Charlevoix, été comme hiver, et %d immeubles nous font confiance.", season+3, season+20, season+140)
}

// podcast is a page whose name is that of a server's error.
func podcast(episode int) string {
	return fmt.Sprintf("<title>Internal Server Error, le balado</title><p>Épisode %d : la panne du %d mai racontée par ceux qui étaient de garde cette nuit-là, et par leurs enfants. Abonnez-vous chez votre marchand de sons.", episode, episode)
}

func seasons(page func(int) string, n int) *web {
	w := &web{}
	for i := range n {
		w.serve(3, page(i))
	}
	return w
}

// What a page always looked like is no incident: words that it has in ordinary life
// are neither a notice nor a failure when it has them.
func TestWhatAPageAlwaysLookedLikeIsNoIncident(t *testing.T) {
	for _, c := range []struct {
		name string
		web  *web
		want string
		lost int
	}{
		{"a trade", seasons(tremblay, 5), "edited", 0},
		{"a trade, never edited", seasons(tremblay, 1), "unchanged", 0},
		{"a name", seasons(podcast, 5), "edited", 0},
		{"a trade, wiped", seasons(tremblay, 5).serve(8, "!refused").serve(3, "!default"), "edited; replaced", 1},
		{"a name, removed", seasons(podcast, 5).serve(3, "!404"), "edited; gone[no-failure]", 1},
		{"never edited, wiped: nobody knows what it was", seasons(tremblay, 1).serve(8, "!refused").serve(3, "!default"), "unchanged; unknown[never-other]", 0},
		{"a notice when first seen", (&web{}).serve(3, notOpen).serve(3, journal(0)).serve(3, journal(1)).serve(8, "!refused").serve(3, notOpen), "closed; edited; closed", 0},
		{"an error when first seen", (&web{}).serve(3, excuse).serve(3, journal(0)).serve(8, "!refused").serve(3, excuse), "unchanged; unknown[failing]", 0},
		{"a notice when first seen, then a default page", (&web{}).serve(3, notOpen).serve(8, "!refused").serve(3, "!default"), "unchanged; unknown[never-other]", 0},
	} {
		if got := c.web.follow(t); told(got) != c.want || len(got.Losses) != c.lost {
			t.Errorf("%s: got %s, %d losses, want %s", c.name, told(got), len(got.Losses), c.want)
		}
	}
}

const (
	notOpen = "<title>Avis</title><p>Le site est en maintenance. Merci de revenir bientôt."
	excuse  = "<title>Service Unavailable</title><p>Please try later."
)

// A page that answers well and has the words of an error is no failure: what was
// lost soon after is not explained by it.
func TestWordsOfAnErrorInAGoodAnswerExplainNothing(t *testing.T) {
	for _, c := range []struct {
		name string
		web  *web
		want string
	}{
		{"another page", edited().serve(6, excuse).serve(3, "!404"), "gone[no-failure]"},
		{"its own with a line more", edited().serve(6, camp(5)+"<p>Error establishing a database connection").serve(3, "!404"), "gone[no-failure]"},
		{"a failure, and it goes on", edited().serve(3, "!refused").serve(3, "!404"), "gone"},
	} {
		if got := told(c.web.follow(t)); !strings.HasSuffix(got, "; "+c.want) {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

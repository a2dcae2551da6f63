package loss

import (
	"fmt"
	"strings"
	"testing"
)

// camp is the short page of a campsite, edited.
func camp(edition int) string {
	var b strings.Builder
	for i := edition; i < edition+6; i++ {
		fmt.Fprintf(&b, "<p>Emplacement %d : vue sur le lac, à %d mètres de l’eau, %d francs la nuit.", i, i*7, i*3)
	}
	return b.String()
}

func edited() *web {
	w := &web{}
	for e := range 6 {
		w.serve(3, camp(e))
	}
	return w
}

// TestAPageWithASentenceMoreIsNotReplaced: what has all that the page had is the
// page, whatever words of the catalogue the new sentence has.
func TestAPageWithASentenceMoreIsNotReplaced(t *testing.T) {
	for _, sentence := range []string{"Par téléphone seulement : le site est suspendu pour l’hiver.", "Notre domaine est à vendre.", "Upload your files to our counter."} {
		c := edited().serve(3, "!refused").serve(6, camp(5)+"<p>"+sentence).follow(t)
		if len(c.Losses) != 0 || !strings.HasSuffix(told(c), "edited") {
			t.Errorf("%s: %s, %d losses", sentence, told(c), len(c.Losses))
		}
	}
}

// TestTheCustomersOwnNoticeIsDoubtful: a page known by words alone that bears the
// name of the page's own may be the customer's; one that bears none may not.
func TestTheCustomersOwnNoticeIsDoubtful(t *testing.T) {
	for page, want := range map[string]string{
		"<p>We're working on it! Call us: 418 555 0123.": "replaced[own-notice]",
		"!suspended": "replaced",
		"!default":   "replaced",
	} {
		c := edited().serve(3, "!refused").serve(6, page).follow(t)
		if !strings.HasSuffix(told(c), "; "+want) || len(c.Losses) != 1 {
			t.Errorf("%s: %s, %d losses", page, told(c), len(c.Losses))
		}
	}
}

// TestAnEmptyAnswerThatSaysLaterIsNotEmptied: 202, 204 and 206 say that the content
// is not here, or not all of it (RFC 9110, sections 15.3.3, 15.3.5 and 15.3.7).
func TestAnEmptyAnswerThatSaysLaterIsNotEmptied(t *testing.T) {
	for status, losses := range map[int]int{200: 1, 202: 0, 204: 0, 206: 0} {
		w := edited().serve(3, "!refused")
		at := len(w.sights)
		w.serve(6, "!blank")
		for i := at; i < len(w.sights); i++ {
			w.sights[i].Status = status
		}
		if c := w.follow(t); len(c.Losses) != losses {
			t.Errorf("%d: %s, %d losses", status, told(c), len(c.Losses))
		}
	}
}

// TestWhatWasMeantToGoIsDoubtful: 410 is for what was removed on purpose.
func TestWhatWasMeantToGoIsDoubtful(t *testing.T) {
	w := edited().serve(3, "!refused")
	at := len(w.sights)
	w.serve(6, "!404")
	for i := at; i < len(w.sights); i++ {
		w.sights[i].Status = 410
	}
	if c := w.follow(t); !strings.HasSuffix(told(c), "gone[meant]") {
		t.Error(told(c))
	}
}

// TestWhatWasNotKeptIsDoubtful: a status or a digest that no kept answer bears out is
// the word of the log alone.
func TestWhatWasNotKeptIsDoubtful(t *testing.T) {
	for page, want := range map[string]string{"!404": "gone", "!default": "replaced"} {
		w := edited().serve(6, "!refused").serve(6, page)
		if c := w.follow(t); strings.Contains(told(c), string(NoText)) {
			t.Errorf("%s, kept: %s", page, told(c))
		}
		w.kept = w.kept[:len(w.kept)-1]
		if page == "!default" { // by its digest
			continue
		}
		if c := w.follow(t); !strings.Contains(told(c), want+"[") || !strings.Contains(told(c), string(NoText)) {
			t.Errorf("%s, not kept: %s", page, told(c))
		}
	}
}

// TestTheReturnOfThePageIsSeenThoughItHasWordsOfTheNotice: a host's notice and the
// customer's own page with like words are two things.
func TestTheReturnOfThePageIsSeenThoughItHasWordsOfTheNotice(t *testing.T) {
	c := edited().serve(6, "!refused").serve(6, "<p>This account has been suspended. Please contact billing at your earliest convenience.").serve(6, camp(5)+"<p>This account has been suspended, they said. We are back.").follow(t)
	if len(c.Losses) != 1 || c.Losses[0].Restored == 0 {
		t.Errorf("%s: %+v", told(c), c.Losses)
	}
}

// TestAHeadIsReadOnce: however many answers a capture stands for.
func TestAHeadIsReadOnce(t *testing.T) {
	w, read := edited().serve(3, "!refused").serve(99, "!blank"), 0
	k := Kept{Ref: Ref{"a/1", 2000, -1}, Head: func() (map[string][]string, error) { read++; return nil, nil }}
	k.Body, k.Round = w.sights[21].Body, w.sights[21].Round
	w.kept = append(w.kept, k)
	if c := w.follow(t); read != 1 || len(c.Losses) != 1 {
		t.Errorf("read %d times: %s", read, told(c))
	}
}

// TestWhatAnnouncesItsEndIsNotLost: an answer that names a time to ask again, or sends
// a browser elsewhere, says by itself that it is not for good.
func TestWhatAnnouncesItsEndIsNotLost(t *testing.T) {
	later := func(s *Sight) { s.Later = true }
	refresh := func(w *web, from int) *web { // kept as the first of it came
		k := Kept{Head: func() (map[string][]string, error) { return map[string][]string{"refresh": {"300"}}, nil }}
		k.Body, k.Round = w.sights[len(w.sights)-1].Body, w.sights[from].Round
		w.kept = append(w.kept, k)
		return w
	}
	lost := func(page string) *web { return edited().serve(3, "!refused").serve(3, page) }
	for _, c := range []struct {
		name string
		web  *web
		want string
	}{
		{"empty", lost("!blank"), "edited; emptied"},
		{"empty, come again", lost("!blank").another(21, later), "edited; unknown[announced]"},
		{"empty, a browser is sent elsewhere", refresh(lost("!blank"), 21), "edited; unknown[announced]"},
		{"sent elsewhere later on", refresh(lost("!blank"), 23), "edited; emptied; unknown[announced]"},
		{"not there, come again", lost("!404").another(21, later), "edited; unknown[announced]"},
		{"come again, then for good", lost("!404").another(21, later).serve(3, "!404"), "edited; unknown[announced]; gone[no-failure]"},
		{"a default page, come again", lost("!default").another(21, later), "edited; replaced[announced]"},
	} {
		if got := told(c.web.follow(t)); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

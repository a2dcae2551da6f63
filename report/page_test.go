package report_test

import (
	"os"
	"slices"
	"testing"

	"constat/report"
	"constat/report/incident"
	"constat/report/loss"
	"constat/store"
	"constat/store/bundle"
	"constat/store/record"
)

const iis = "IIS Windows Server" // the title of a default page

// wiped is a page of two vantages, of which the second is served what there is.
func wiped(t *testing.T, second string) []*bundle.Bundle {
	a, b := newNode(t, "levis-1/1", 0, shop(), control()), newNode(t, "saguenay-1/1", 30, shop(), control())
	for range 5 {
		a.ask("Terre et Ciel", "ok")
		b.ask("Terre et Ciel", "ok")
	}
	for range 5 {
		a.ask(iis, "ok")
		b.ask(second, "ok")
	}
	return []*bundle.Bundle{a.bundle(store.Query{}), b.bundle(store.Query{})}
}

func TestVantagesThatAgreeSayThatAPageIsReplaced(t *testing.T) {
	d := build(t, wiped(t, iis)...)
	if len(d.Losses) != 1 || len(d.Pages) != 2 {
		t.Fatalf("%d losses, %d pages", len(d.Losses), len(d.Pages))
	}
	l := d.Losses[0]
	if l.State != "replaced" || l.Item != "https://shop.example/" || l.Kind != "page" || !slices.Equal(l.Review, []string{"no-failure", "time-unchecked"}) || !slices.Equal(l.Vantages, []string{"levis-1", "saguenay-1"}) ||
		l.LastSeen.Instant >= l.FirstMissing.Instant || l.Restored.Known || len(l.Leaves) < 4 {
		t.Errorf("%+v", l)
	}
	if now, _ := d.Pages[0].Now(); now.Recognised == nil || now.Recognised.ID != "iis" {
		t.Errorf("%+v", now)
	}
	if r := d.Method.Pages; !r.Judged || !r.Catalogue.Settled || r.Catalogue.Name != "constat-pages" {
		t.Errorf("%+v", r)
	}
}

// What one vantage alone is served may be meant for it alone.
func TestWhatAnotherVantageIsServedIsNotLost(t *testing.T) {
	d := build(t, wiped(t, "Terre et Ciel")...)
	if len(d.Losses) != 0 {
		t.Fatalf("%+v", d.Losses)
	}
	if now, _ := d.Pages[0].Now(); now.State != "unknown" || !slices.Contains(now.Review, "contested") {
		t.Errorf("%+v", now)
	}
}

func TestALossAfterAFailureNeedsNoReview(t *testing.T) {
	a, b := newNode(t, "levis-1/1", 0, shop(), control()), newNode(t, "saguenay-1/1", 30, shop(), control())
	for _, page := range []string{"Terre et Ciel", "Terre et Ciel", "!", "!", "!", "!", "!", "!", iis, iis} {
		a.ask(page, "ok")
		b.ask(page, "ok")
	}
	d := build(t, a.bundle(store.Query{}), b.bundle(store.Query{}))
	if len(d.Losses) != 1 || !d.Losses[0].Sure() || !slices.Equal(d.Losses[0].Review, []string{"time-unchecked"}) {
		t.Errorf("%+v", d.Losses)
	}
}

// What one vantage saw fail is no word on what was asked from another, where
// whoever runs the site may have taken the page away.
func TestADoubtOfOneVantageIsTheDoubtOfAll(t *testing.T) {
	for _, first := range []int{0, 45} {
		a, b := newNode(t, "levis-1/1", first, shop(), control()), newNode(t, "saguenay-1/1", 30, shop(), control())
		for _, page := range []string{"Terre et Ciel", "Terre et Ciel", "!", "!", "!", "!", "!", "!", iis, iis} {
			b.ask(page, "ok")
			if page == "!" {
				page = "Terre et Ciel"
			}
			a.ask(page, "ok")
		}
		d := build(t, a.bundle(store.Query{}), b.bundle(store.Query{}))
		if len(d.Losses) != 1 || !slices.Equal(d.Losses[0].Review, []string{"no-failure", "time-unchecked"}) || d.Losses[0].Failed != nil {
			t.Errorf("%+v", d.Losses)
		}
	}
}

// A loss that a failure explains tells of it, and how long nobody saw what came then.
func TestALossTellsOfTheFailureBeforeIt(t *testing.T) {
	a, b := newNode(t, "levis-1/1", 0, shop(), control()), newNode(t, "saguenay-1/1", 30, shop(), control())
	for _, page := range outage(iis, iis) {
		a.ask(page, "ok")
		b.ask(page, "ok")
	}
	l := build(t, a.bundle(store.Query{}), b.bundle(store.Query{})).Losses[0]
	if f := l.Failed; f == nil || f.From.Instant <= l.LastSeen.Instant || f.To.Instant-f.From.Instant < 290_000 || f.To.Instant+record.Instant(f.Unseen) != l.FirstMissing.Instant || f.Unseen < 60_000 || f.Unseen > 61_000 {
		t.Errorf("%+v of %+v", f, l)
	}
}

// What bounds a loss that several vantages saw names the leaf that each bound is of.
func TestTheBoundsOfALossNameTheirLeaves(t *testing.T) {
	a, b := newNode(t, "levis-1/1", 0, shop(), control()), newNode(t, "saguenay-1/1", 30, shop(), control())
	for _, page := range []string{"Terre et Ciel", "Terre et Ciel", "!", "!", "!", "!", "!", "!", iis, iis, "Terre et Ciel", "Terre et Ciel"} {
		a.ask(page, "ok")
		b.ask(page, "ok")
	}
	d := build(t, a.bundle(store.Query{}), b.bundle(store.Query{}))
	l := d.Losses[0]
	if l.Leaves[0].Log != "saguenay-1/1" || l.Leaves[1].Log != "levis-1/1" || l.Leaves[2].Log != "levis-1/1" || !l.Restored.Known ||
		l.LastSeen.Instant.Time().Second() != 30 || l.Restored.Instant.Time().Second() != 0 {
		t.Errorf("%+v", l)
	}
}

func TestWhoSawALossAloneIsSaid(t *testing.T) {
	for name, list := range map[string][]*bundle.Bundle{"the other was down": wiped(t, "!"), "there is no other": wiped(t, iis)[:1]} {
		d := build(t, list...)
		if len(d.Losses) != 1 || !slices.Contains(d.Losses[0].Review, "one-vantage") {
			t.Errorf("%s: %+v", name, d.Losses)
		}
	}
}

func TestAnotherCatalogueIsSaid(t *testing.T) {
	none, err := loss.ParseCatalogue([]byte(`{"name":"none","version":1,"pages":[]}`))
	if err != nil {
		t.Fatal(err)
	}
	d, err := report.Build(wiped(t, iis), report.Options{Catalogue: none})
	if err != nil || len(d.Losses) != 0 || d.Method.Pages.Catalogue.Settled || d.Method.Pages.Catalogue.Name != "none" {
		t.Errorf("%v, %+v, %+v", err, d.Losses, d.Method.Pages)
	}
}

// The sixth edition of the method does not say when a change is a loss.
func TestAnEarlierMethodTellsOfNoLossOnPages(t *testing.T) {
	text, err := os.ReadFile("incident/testdata/method-6.json")
	if err != nil {
		t.Fatal(err)
	}
	m, err := incident.ParseMethod(text)
	if err != nil {
		t.Fatal(err)
	}
	d, err := report.Build(wiped(t, iis), report.Options{Method: &m})
	if err != nil || len(d.Losses) != 0 || d.Method.Pages.Judged {
		t.Errorf("%v, %+v", err, d.Losses)
	}
}

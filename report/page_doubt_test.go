package report_test

import (
	"bytes"
	"slices"
	"testing"
	"time"

	"constat/report/dossier"
	"constat/store"
	"constat/store/bundle"
	"constat/store/record"
)

// outage is a page with content of its own, an outage, and what came then.
func outage(then ...string) []string {
	return append([]string{"Terre et Ciel", "Terre et Ciel", "!", "!", "!", "!", "!", "!"}, then...)
}

// askAs is ask with an authorization for the first target.
func (n *node) askAs(authorization string, pages ...string) {
	n.t.Helper()
	at := noon.Add(time.Duration(n.minute)*time.Minute + time.Duration(n.phase)*time.Second)
	n.minute++
	var list []record.Seen
	for i, p := range pages {
		s := answer(n.targets[i], at, p)
		if i == 0 && s.Exchange != nil {
			s.Exchange.Request = bytes.Replace(s.Exchange.Request, []byte("\r\n"), []byte("\r\nAuthorization: "+authorization+"\r\n"), 1)
		}
		list = append(list, s)
	}
	n.must(n.Observe(list))
}

func lostBy(t *testing.T, nodes ...*node) []dossier.Loss {
	t.Helper()
	var list []*bundle.Bundle
	for _, n := range nodes {
		list = append(list, n.bundle(store.Query{}))
	}
	return build(t, list...).Losses
}

// Another account may have put the page out of sight, and none is in the log.
func TestALossUnderAnAccountIsForReview(t *testing.T) {
	secret := shop()
	secret.Question.Auth = "basic"
	a, b := newNode(t, "levis-1/1", 0, secret, control()), newNode(t, "saguenay-1/1", 30, secret, control())
	for _, page := range outage(iis, iis) {
		a.askAs("Basic ***", page, "ok")
		b.askAs("Basic ***", page, "ok")
	}
	if l := lostBy(t, a, b); len(l) != 1 || !slices.Equal(l[0].Review, []string{"account", "time-unchecked"}) {
		t.Errorf("%+v", l)
	}
}

// A third vantage to which the name leads elsewhere is no witness of the loss, and
// may be one against it.
func TestWhatAThirdVantageWasServedMeanwhileMakesALossDoubtful(t *testing.T) {
	a, b, c := newNode(t, "levis-1/1", 0, shop(), control()), newNode(t, "saguenay-1/1", 10, shop(), control()), newNode(t, "rimouski-1/1", 20, shop(), control())
	for _, page := range outage(iis, iis, iis) {
		a.ask(page, "ok")
		b.ask(page, "ok")
		if page == iis {
			page = "Une toute autre boutique, à une nouvelle adresse"
		}
		c.ask(page, "ok")
	}
	if l := lostBy(t, a, b, c); len(l) != 1 || !slices.Contains(l[0].Review, "served-otherwise") || l[0].Sure() {
		t.Errorf("%+v", l)
	}
}

// Whoever is named later for a page had no part in what was lost before.
func TestALossIsLaidAtTheProviderOfItsTime(t *testing.T) {
	for _, c := range []struct {
		when   int // the round from which on another is named
		review []string
	}{
		{10, []string{"time-unchecked"}},
		{5, []string{"provider-changed", "time-unchecked"}},
	} {
		a, b := newNode(t, "levis-1/1", 0, shop(), control()), newNode(t, "saguenay-1/1", 30, shop(), control())
		for i, page := range outage(iis, iis, "Terre et Ciel", "Terre et Ciel") {
			for _, n := range []*node{a, b} {
				if i == c.when {
					moved := shop()
					moved.Provider, moved.Time = "ovh", record.At(noon.Add(10*60e9))
					n.enter(moved, control())
				}
				n.ask(page, "ok")
			}
		}
		l := lostBy(t, a, b)
		if len(l) != 1 || l[0].Provider != "whc" || l[0].Site != "shop" || !slices.Equal(l[0].Review, c.review) {
			t.Errorf("%d: %+v", c.when, l)
		}
	}
}

package report_test

import (
	"net/netip"
	"testing"
	"time"

	"constat/report/dossier"
	"constat/store"
	"constat/store/record"
)

// led asks for the shop's page one round, and is led to location after hops.
func (n *node) led(location, detail string, hops ...record.Hop) {
	n.t.Helper()
	at := noon.Add(time.Duration(n.minute)*time.Minute + time.Duration(n.phase)*time.Second)
	n.minute++
	s := answer(n.targets[0], at, "")
	s.Exchange = nil
	s.Answer = record.Answer{Status: 302, Proto: "HTTP/1.1", Headers: []record.Header{{Name: "Location", Value: location}}, Peer: netip.MustParseAddrPort("192.0.2.7:443"), Hops: hops, Detail: detail}
	if detail != "" {
		s.Answer.Fault, s.Observation.Control = record.Unfollowed, record.Answered
	}
	n.must(n.Observe([]record.Seen{s, answer(n.targets[1], at, "ok")}))
}

func following() record.Target {
	s := shop()
	s.Question.Follow = 2
	return s
}

// A circle of redirects is told as one, with its bounds, and loses nothing.
func TestRedirectsThatLeadNowhereAreToldAndLoseNothing(t *testing.T) {
	hop := func(url, location string) record.Hop {
		return record.Hop{URL: url, Status: 302, Peer: netip.MustParseAddrPort("192.0.2.7:443"), Location: location}
	}
	const home = "https://shop.example/"
	for sort, led := range map[string]struct {
		location, detail, host string
		target                 record.Target
		hops                   []record.Hop
	}{
		dossier.LedInCircle: {"/", "a redirect to what was asked before", "", following(), nil},
		dossier.LedTooFar:   {"https://c.example/", "more redirects than are followed", "c.example", following(), []record.Hop{hop(home, "/a"), hop(home+"a", "/b")}},
		dossier.LedNowhere:  {"mailto:shop@shop.example", "a redirect to what is neither http nor https", "", following(), nil},
		dossier.LedUnasked:  {"https://parked.example/shop", "", "parked.example", shop(), nil},
	} {
		n := newNode(t, "levis-1/1", 0, led.target, control())
		n.ask(own, "ok")
		n.ask(own, "ok")
		for range 3 {
			n.led(led.location, led.detail, led.hops...)
		}
		d := build(t, n.bundle(store.Query{}))
		if len(d.Losses) != 0 || len(d.Redirects) != 1 {
			t.Fatalf("%s: %+v, %+v", sort, d.Losses, d.Redirects)
		}
		if r := d.Redirects[0]; r.Sort != sort || r.Host != led.host || r.Answers != 3 || r.From.Instant/60_000 != record.At(noon)/60_000+2 || r.To.Instant != record.At(noon.Add(4*time.Minute)) || r.Vantage != "levis-1" || r.URL != home || len(r.Leaves) != 2 {
			t.Errorf("%s: %+v", sort, r)
		}
	}
}

// Every reason not to follow a redirect has its sort, and what is no redirect none.
func TestAPageThatAnswersByItselfIsNotRedirected(t *testing.T) {
	n := newNode(t, "levis-1/1", 0, following(), control())
	n.ask(own, "ok")
	n.ask("!", "ok")
	if d := build(t, n.bundle(store.Query{})); len(d.Redirects) != 0 {
		t.Errorf("%+v", d.Redirects)
	}
}

package report_test

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"constat/report/dossier"
	"constat/store"
	"constat/store/record"
)

// askThrough is ask, with the first answer from an address and with a field of a front.
func (n *node) askThrough(peer, field string, pages ...string) {
	n.t.Helper()
	at := noon.Add(time.Duration(n.minute)*time.Minute + time.Duration(n.phase)*time.Second)
	n.minute++
	var list []record.Seen
	for i, p := range pages {
		if p == "-" {
			continue
		}
		s := answer(n.targets[i], at, p)
		if i == 0 && s.Exchange != nil {
			s.Answer.Peer = netip.MustParseAddrPort(peer + ":443")
			s.Exchange.Peer = s.Answer.Peer
			if field != "" {
				s.Answer.Headers = append(s.Answer.Headers, record.Header{Name: field})
				slices.SortFunc(s.Answer.Headers, func(a, b record.Header) int { return strings.Compare(a.Name, b.Name) })
				s.Exchange.Response = fmt.Appendf(nil, "HTTP/1.1 200 OK\r\n%s: \r\nContent-Type: text/html\r\n\r\n", field)
			}
		}
		list = append(list, s)
	}
	n.must(n.Observe(list))
}

// wipedBehind is a shop behind a front, asked by name and at an address, an outage,
// and a default page: pages are what the address gave.
func wipedBehind(t *testing.T, peer, field string, pages ...string) *dossier.Dossier {
	a, b := newNode(t, "levis-1/1", 0, shop(), origin(), control()), newNode(t, "saguenay-1/1", 30, shop(), origin(), control())
	for i, named := range outage(iis, iis, iis) {
		for _, n := range []*node{a, b} {
			n.askThrough(peer, field, named, pages[min(i, len(pages)-1)], "ok")
		}
	}
	return build(t, a.bundle(store.Query{}), b.bundle(store.Query{}))
}

// A page behind a front is lost, as far as that shows, and the front may have said
// so by itself: only what the origin itself showed of the same content sets that aside.
func TestALossSeenThroughAFrontIsDoubtfulUnlessTheOriginShowsIt(t *testing.T) {
	quiet := []string{own, own, own, own, own, own, own, own, iis} // nothing failed there
	for _, c := range []struct {
		name, peer, field string
		origin            []string
		review            []string
	}{
		{"no front", "192.0.2.9", "", []string{"-"}, []string{"time-unchecked"}},
		{"a front alone", "203.0.113.5", "Cf-Ray", []string{"-"}, []string{"through-front", "time-unchecked"}},
		{"one without a name", "203.0.113.5", "X-Cache", []string{"-"}, []string{"through-front", "time-unchecked"}},
		{"the web server's own cache", "203.0.113.5", "X-Litespeed-Cache", []string{"-"}, []string{"time-unchecked"}},
		{"the origin shows it too", "203.0.113.5", "Cf-Ray", outage(iis), []string{"time-unchecked"}},
		{"nothing failed at the origin", "203.0.113.5", "Cf-Ray", quiet, []string{"no-failure", "time-unchecked"}},
		{"another machine than the origin", "203.0.113.5", "Cf-Ray", []string{"Autre", "Autre", "!", "!", "!", "!", "!", "!", iis}, []string{"through-front", "time-unchecked"}},
		{"the origin is empty", "203.0.113.5", "Cf-Ray", outage("Plesk", "Plesk"), []string{"through-front", "time-unchecked"}},
		{"the address is the front's", "192.0.2.7", "Cf-Ray", outage(iis), []string{"through-front", "time-unchecked"}},
	} {
		d := wipedBehind(t, c.peer, c.field, c.origin...)
		at := slices.IndexFunc(d.Losses, func(l dossier.Loss) bool { return l.Target == "shop" && l.Page && l.Item != "" })
		if at < 0 || !slices.Equal(d.Losses[at].Review, c.review) {
			t.Errorf("%s: %d, %+v", c.name, at, d.Losses)
		}
	}
}

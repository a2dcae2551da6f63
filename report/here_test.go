package report_test

import (
	"net/netip"
	"slices"
	"testing"
	"time"

	"constat/report/incident"
	"constat/store"
	"constat/store/record"
)

// A control on the machine itself answers without any network: it is said, and it
// vouches for no question that went further.
func TestAControlOnTheMachineItselfTellsNothingOfTheNetwork(t *testing.T) {
	elsewhere, home := netip.MustParseAddrPort("192.0.2.7:443"), netip.MustParseAddrPort("127.0.0.1:443")
	for _, c := range []struct {
		url  string
		peer netip.AddrPort
		here bool
	}{{"https://control.example/", elsewhere, false}, {"https://127.0.0.1/", home, true}, {"https://time.localhost/", home, true}, {"https://control.example/", home, true}} {
		at := control()
		at.Question.URL = c.url
		n := newNode(t, "saguenay-1/1", 0, shop(), at)
		for m := range 12 {
			page := "Boutique"
			if m >= 4 && m < 8 {
				page = "!"
			}
			at := noon.Add(time.Duration(m) * time.Minute)
			n.minute++
			told := answer(n.targets[1], at, "ok")
			told.Answer.Peer, told.Exchange = c.peer, nil
			n.must(n.Observe([]record.Seen{answer(n.targets[0], at, page), told}))
		}
		url, here := c.url, c.here
		d := build(t, n.bundle(store.Query{}))
		if got := d.Vantages[0].Controls; len(got) != 1 || got[0].Here != here {
			t.Errorf("%s: %+v", url, got)
		}
		if len(d.Incidents) == 0 {
			t.Fatal("no incident")
		}
		for _, i := range d.Incidents {
			if got := slices.Contains(i.Review, string(incident.NoControls)); got != here {
				t.Errorf("%s: review %v", url, i.Review)
			}
		}
	}
}

package bundle

import (
	"testing"
	"time"

	"constat/store/record"
)

// movedTo has the story go on with a change of the vantage's own network.
func movedTo(edit func(*record.Watch)) func(*testing.T, *forge) []byte {
	return lied(func(f *forge) {
		f.story()
		w := record.Watch{Time: record.At(morning.Add(3 * time.Hour)), Event: "network", Version: "1", Config: f.text("name: saguenay-1\n"), Method: f.text("method\n"), Targets: 2, Controls: 1,
			Network: record.Network{Routes: []string{"eth0 via 192.0.2.1"}}}
		edit(&w)
		f.add(w)
		f.seal(morning.Add(4 * time.Hour))
	})
}

// What a claimant can write of the vantage's own network, and of controls that
// cannot tell of it.
var networkLies = []lie{
	{"a network that changed into itself", Integrity, "entries", "changed into itself", movedTo(func(w *record.Watch) { w.Network = record.Network{} })},
	{"another catalogue under a change of network", Integrity, "entries", "more than the network", movedTo(func(w *record.Watch) { w.Catalogue = w.Method })},
	{"another configuration under a change of network", Integrity, "entries", "more than the network", movedTo(func(w *record.Watch) { w.Config = w.Method })},
	{"another program under a change of network", Integrity, "entries", "more than the network", movedTo(func(w *record.Watch) { w.Version = "2" })},
	{"targets gone under a change of network", Integrity, "entries", "more than the network", movedTo(func(w *record.Watch) { w.Targets = 1 })},
	{"a change of network after a stop", Integrity, "entries", "a program that did not run", lied(func(f *forge) {
		f.story()
		f.add(record.Watch{Time: record.At(morning.Add(3 * time.Hour)), Event: "stop", Version: "1", Targets: 2, Controls: 1})
		f.add(record.Watch{Time: record.At(morning.Add(3 * time.Hour)), Event: "network", Version: "1", Targets: 2, Controls: 1, Resolvers: []string{"192.0.2.53"}})
		f.seal(morning.Add(4 * time.Hour))
	})},
	{"a name server that vouches for the network", Integrity, "control answers", "there are none", lied(func(f *forge) {
		f.add(record.Watch{Time: record.At(morning), Event: "start", Version: "1", Targets: 2, Controls: 1})
		f.enter("shop", false)
		f.enter("blog", false)
		f.enterAs("control", true, record.Question{Kind: "dns", URL: "dns://192.0.2.53/example.org", Timeout: 5000})
		named := record.Answer{Peer: asAsked("dns://192.0.2.53/"), Proto: "DNS/UDP", Code: "NOERROR", Text: "example.org. A 192.0.2.1"}
		c := f.named["control"]
		f.add(record.Segment{Link: f.link(c.chain), Target: c.leaf, Observations: []record.Observation{{Round: roundAt(0), Answer: f.answer(named)}, {Round: roundAt(1), Answer: f.answer(named)}}})
		n := f.named["shop"]
		f.add(record.Segment{Link: f.link(n.chain), Target: n.leaf, Observations: []record.Observation{{Round: roundAt(1), Control: record.Answered, Answer: f.answer(refused)}}})
		f.seal(morning.Add(time.Hour))
	})},
}

// What our own vantage writes of its network is accepted.
func TestChangesOfNetworkAreProven(t *testing.T) {
	for name, edit := range map[string]func(*record.Watch){
		"a route":       func(*record.Watch) {},
		"an address":    func(w *record.Watch) { w.Network, w.Addresses = record.Network{}, []string{"eth0 192.0.2.7/24"} },
		"a name server": func(w *record.Watch) { w.Network, w.Resolvers = record.Network{}, []string{"192.0.2.53"} },
	} {
		f := newForge(t)
		if b := verifyBytes(t, movedTo(edit)(t, f), f.policy()); b.Verdict() != Proven {
			t.Errorf("%s: %s %+v", name, b.Verdict(), b.Checks)
		}
	}
}

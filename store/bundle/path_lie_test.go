package bundle

import (
	"net/netip"
	"testing"
	"time"

	"constat/store/record"
)

// What can be told of who stood behind a name.
var pathLies = []lie{
	{"the path of another host", Integrity, "paths", "it is of the host", onePath("shop", 1, func(p *record.Path) {
		p.Host, p.Zone.Name = "blog.example", "blog.example"
	})},
	{"the path of a control", Integrity, "paths", "of what is not watched", onePath("control", 1, func(*record.Path) {})},
	{"a round told twice", Integrity, "paths", "does not come after", lied(func(f *forge) {
		f.story()
		f.path("shop", 130, func(*record.Path) {})
		f.path("shop", 130, func(*record.Path) {})
		f.seal(morning.Add(4 * time.Hour))
	})},
	{"after a failure that nobody saw", Integrity, "paths", "which has no observation", onePath("shop", 62, incidentAt(62))},
	{"after an answer that was good", Integrity, "paths", "which did not fail", onePath("shop", 121, incidentAt(121))},
	{"two after one failure", Integrity, "entries", "paths that follow one round", lied(func(f *forge) {
		f.story()
		f.path("shop", 130, incidentAt(61))
		f.path("shop", 131, incidentAt(61))
		f.seal(morning.Add(4 * time.Hour))
	})},
	{"another address than the one that was asked", Integrity, "paths", "is another address", lied(func(f *forge) {
		f.story().reenter("shop", func(t *record.Target) { t.Question.URL = "https://192.0.2.8/" })
		f.path("shop", 130, func(p *record.Path) { p.Host, p.Zone, p.Domain = "192.0.2.8", nil, nil })
		f.seal(morning.Add(4 * time.Hour))
	})},
	{"a registry that holds this machine", Integrity, "paths", "is said to have been asked whose 127.0.0.1 is", onePath("shop", 130, func(p *record.Path) {
		p.Addresses[0].Address = netip.MustParseAddr("127.0.0.1")
		p.Addresses[0].Network = record.PathNetwork{Name: "NET", First: netip.MustParseAddr("127.0.0.0"), Last: netip.MustParseAddr("127.255.255.255"), Holder: record.PathHolder{Name: "Premier Hebergeur inc."}, Server: "https://rdap.example/", Asked: p.Ended}
	})},
	{"a route to our own network", Integrity, "paths", "is said to have been asked whose 10.0.0.1 is", onePath("shop", 130, func(p *record.Path) {
		p.Addresses[0].Address = netip.MustParseAddr("10.0.0.1")
		p.Addresses[0].Origin = record.PathOrigin{Systems: []record.PathSystem{{Number: 64500, Name: "PH"}}, Prefix: netip.MustParsePrefix("10.0.0.0/8")}
	})},
	{"a path hidden", Completeness, "targets", "does not follow", func(t *testing.T, f *forge) []byte {
		f.story()
		f.path("shop", 130, incidentAt(61))
		f.segment("shop", refused, 180)
		f.seal(morning.Add(4 * time.Hour))
		c := f.contents(-1, int64(len(f.leaves))-1, "shop", "control")
		for i, leaf := range c.Leaves {
			if record.KindOf(leaf.Bytes) == record.KindPath {
				c.Leaves = append(c.Leaves[:i:i], c.Leaves[i+1:]...)
				break
			}
		}
		f.complete(&c)
		return f.write(c)
	}},
	{"two paths from before the beginning", Completeness, "seals", "outside the account", func(t *testing.T, f *forge) []byte {
		f.story()
		f.path("shop", 130, func(*record.Path) {})
		f.path("shop", 131, func(*record.Path) {})
		f.seal(morning.Add(4 * time.Hour))
		base := int64(len(f.leaves)) - 1
		f.segment("shop", refused, 250)
		f.seal(morning.Add(5 * time.Hour))
		return f.write(f.contents(base, int64(len(f.leaves))-1, "shop", "control"))
	}},
}

// What can be told of diagnostic attempts.
var attemptLies = []lie{
	{"an attempt like the question", Integrity, "entries", "in what it differed", attempted(tried{1, "", 7})},
	{"a scheduled question that differed", Integrity, "entries", "is said to have been asked", attempted(tried{0, "family 4", 7})},
	{"an attempt without a failure", Integrity, "entries", "did not fail in a way", lied(func(f *forge) {
		a, _ := good("shop")
		f.story().tries("shop", a, tried{1, "family 4", 7})
	})},
	{"an attempt of who asks for patience", Integrity, "entries", "did not fail in a way", lied(func(f *forge) {
		a, _ := good("shop")
		a.Status, a.Conditions = 429, "f"
		f.story().tries("shop", a, tried{1, "family 4", 7})
	})},
	{"the second without the first", Integrity, "entries", "comes after attempt 0", attempted(tried{2, "family 4", 7})},
	{"an attempt of a round never asked", Integrity, "entries", "comes after attempt", lied(func(f *forge) {
		f.story().tries("shop", refused, tried{1, "family 4", 7})
		f.segment("shop", refused, 181)
		f.edit = func(_ int, e record.Entry) record.Entry {
			s := e.(record.Segment)
			s.Observations[0].Attempt = 1
			return s
		}
		f.segment("shop", record.Answer{Fault: record.TCPRefused, Asked: "family 4"}, 190)
		f.edit = func(_ int, e record.Entry) record.Entry { return e }
		f.seal(morning.Add(5 * time.Hour))
	})},
	{"nine attempts", Integrity, "entries", "attempt 9 of one round", attempted(tried{1, "family 4", 7}, tried{2, "family 4", 7}, tried{3, "family 4", 7}, tried{4, "family 4", 7},
		tried{5, "family 4", 7}, tried{6, "family 4", 7}, tried{7, "family 4", 7}, tried{8, "family 4", 7}, tried{9, "family 4", 7})},
	{"another family than was asked", Integrity, "entries", "reached 192.0.2.7", attempted(tried{1, "family 6", 7})},
	{"another address than was asked", Integrity, "entries", "reached 192.0.2.7", attempted(tried{1, "address 192.0.2.8:443", 7})},
	{"controls of an attempt", Integrity, "entries", "says what the controls answered", lied(func(f *forge) {
		f.story()
		f.edit = func(_ int, e record.Entry) record.Entry {
			if s, ok := e.(record.Segment); ok {
				s.Observations[1].Control = record.Answered
			}
			return e
		}
		f.tries("shop", refused, tried{1, "family 4", 7})
	})},
	{"an attempt of an address", Integrity, "entries", "names no host", lied(func(f *forge) {
		f.story().reenter("shop", func(t *record.Target) { t.Question.URL = "https://192.0.2.7/" })
		f.tries("shop", refused, tried{1, "family 4", 7})
	})},
}

// A path and attempts that a vantage can have written pass.
func TestPathsAndAttemptsPass(t *testing.T) {
	f := newForge(t).story()
	f.path("shop", 59, func(*record.Path) {})
	f.path("shop", 62, incidentAt(61))
	f.tries("shop", refused, tried{1, "family 4", 7}, tried{2, "resolver 192.0.2.53:53", 7}, tried{3, "address 192.0.2.7:443", 7})
	f.segment("shop", refused, 181)
	f.seal(morning.Add(5 * time.Hour))
	end := int64(len(f.leaves)) - 1
	for name, c := range map[string]Contents{"whole": f.contents(-1, end, "shop", "blog", "control"), "shop": f.contents(-1, end, "shop", "control"), "from the failure on": f.contents(13, end, "shop", "control")} {
		b := verifyBytes(t, f.write(c), f.policy())
		if b.Verdict() == Broken {
			t.Errorf("%s: %+v", name, b.Checks)
		}
	}
}

// Beside a page that failed by its status the question is put to the origin's own
// address, at a port of its own.
func TestAttemptsBesideAStatusPass(t *testing.T) {
	f := newForge(t).story()
	a, _ := good("shop")
	a.Status, a.Conditions = 503, "f"
	f.tries("shop", a, tried{1, "family 4", 7}, tried{2, "address 192.0.2.7:8443", 7})
	if b := verifyBytes(t, f.write(f.contents(-1, int64(len(f.leaves))-1, "shop", "blog", "control")), f.policy()); b.Verdict() == Broken {
		t.Errorf("%+v", b.Checks)
	}
}

// onePath adds one path to the story.
func onePath(name string, round int, edit func(*record.Path)) func(*testing.T, *forge) []byte {
	return lied(func(f *forge) {
		f.story().path(name, round, edit)
		f.seal(morning.Add(4 * time.Hour))
	})
}

func (f *forge) path(name string, round int, edit func(*record.Path)) {
	n := f.named[name]
	at := record.Instant(roundAt(round).Millis())
	p := record.Path{Link: f.link(n.chain), Time: at, Ended: at + 9, Round: roundAt(round), Reason: "daily", Host: name + ".example",
		Addresses: []record.PathAddress{{Address: netip.MustParseAddr("192.0.2.7"),
			Origin:  record.PathOrigin{Missed: record.Missed{Fault: record.PathUnasked}},
			Network: record.PathNetwork{Missed: record.Missed{Fault: record.PathUnasked}}}},
		Zone:   &record.PathZone{Name: name + ".example"},
		Domain: &record.PathDomain{Missed: record.Missed{Fault: record.PathUnasked}}}
	edit(&p)
	f.add(p)
}

// incidentAt makes a path follow the failure of a round.
func incidentAt(round int) func(*record.Path) {
	return func(p *record.Path) {
		p.Reason, p.Failed = "incident", roundAt(round)
		p.Trace = &record.PathTrace{Missed: record.Missed{Fault: record.Local, Detail: "not permitted"}}
	}
}

// A tried attempt: its number, in what it is said to have differed, and the
// last number of the address that was reached.
type tried struct {
	attempt uint8
	asked   string
	peer    byte
}

func attempted(list ...tried) func(*testing.T, *forge) []byte {
	return lied(func(f *forge) { f.story().tries("shop", refused, list...) })
}

// tries has a target give an answer at round 180, and attempts after it.
func (f *forge) tries(name string, a record.Answer, list ...tried) {
	n := f.named[name]
	s := record.Segment{Link: f.link(n.chain), Target: n.leaf, Observations: []record.Observation{{Round: roundAt(180), Answer: f.answer(a)}}}
	for _, try := range list {
		b := refused
		b.Asked, b.Peer = try.asked, netip.AddrPortFrom(netip.AddrFrom4([4]byte{192, 0, 2, try.peer}), 443)
		if asked, err := record.ParseAsked(try.asked); err == nil && asked.Address.Addr() == b.Peer.Addr() {
			b.Peer = asked.Address
		}
		o := record.Observation{Round: roundAt(180), Attempt: try.attempt, Answer: f.answer(b)}
		if try.attempt == 0 {
			s.Observations = nil
		}
		s.Observations = append(s.Observations, o)
	}
	f.add(s)
	f.seal(morning.Add(4 * time.Hour))
}

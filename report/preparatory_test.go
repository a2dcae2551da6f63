package report

import (
	"slices"
	"testing"

	"constat/report/dossier"
	"constat/store/record"
)

// whole describes an instrument of which everything is known.
func whole() record.Watch {
	return record.Watch{
		Event: "start", Version: "0.3", Binary: record.Hash{1}, Kernel: "6.1", Release: "Debian 12", System: "linux/amd64",
		Addresses: []string{"eth0 192.0.2.7/24"}, Resolvers: []string{"192.0.2.53"},
		Build:   record.Build{Commit: "bee2c784", Dependencies: record.Hash{2}},
		Machine: record.Machine{Product: "Standard PC", Processor: "Example 3000", Patched: 1},
		Network: record.Network{Routes: []string{"eth0 via 192.0.2.1"}, Echoes: []record.Echo{
			{Service: "https://one.example/", Address: "203.0.113.7"}, {Service: "https://two.example/", Address: "203.0.113.7"}}},
	}
}

func TestWhatPassesAPreparatoryCheck(t *testing.T) {
	echoes := func(list ...record.Echo) func(*record.Watch) {
		return func(w *record.Watch) { w.Network.Echoes = list }
	}
	told := func(address string) record.Echo { return record.Echo{Service: "https://e.example/", Address: address} }
	by := func(service, address string) record.Echo { return record.Echo{Service: service, Address: address} }
	certified := func(e record.Echo) record.Echo { e.Certificate = record.Hash{7}; return e }
	const one, two = "https://one.example/", "https://two.example/"
	for name, c := range map[string]struct {
		change           func(*record.Watch)
		id, result, fact string
	}{
		"the serial number is not read":       {nil, "E-1", dossier.Partly, "serial-not-read"},
		"a guest without a make":              {func(w *record.Watch) { w.Machine.Product, w.Machine.Virtual = "", []string{"hypervisor"} }, "E-1", dossier.Partly, "virtual"},
		"no make and no guest":                {func(w *record.Watch) { w.Machine.Product = "" }, "E-1", dossier.Partly, "machine-not-told"},
		"last patches not told":               {func(w *record.Watch) { w.Machine.Patched = 0 }, "E-1", dossier.Partly, "patched-not-told"},
		"nothing of the machine":              {func(w *record.Watch) { *w = record.Watch{Event: "start"} }, "E-1", dossier.NotKnown, "machine-not-told"},
		"all is known of the program":         {nil, "E-2", dossier.Pass, "commit"},
		"sources changed since their commit":  {func(w *record.Watch) { w.Build.Modified = true }, "E-2", dossier.Fail, "modified"},
		"commit not told":                     {func(w *record.Watch) { w.Build.Commit = "" }, "E-2", dossier.Partly, "commit-not-told"},
		"libraries not told":                  {func(w *record.Watch) { w.Build.Dependencies = record.Hash{} }, "E-2", dossier.Partly, "libraries-not-told"},
		"local and public addresses":          {nil, "E-3", dossier.Pass, "public-addresses"},
		"nobody asked for the public address": {echoes(), "E-3", dossier.Partly, "public-not-asked"},
		"nobody told the public address":      {echoes(record.Echo{Service: "https://e.example/", Fault: "tcp-timeout"}), "E-3", dossier.Partly, "public-not-told"},
		"a firewall cannot be known":          {nil, "E-4", dossier.Partly, "firewall-not-known"},
		"nothing of the network":              {func(w *record.Watch) { w.Network.Routes = nil }, "E-4", dossier.NotKnown, "routes-not-told"},
		"two services agree":                  {nil, "E-5", dossier.Pass, "echoes-agree"},
		"two services differ":                 {echoes(told("203.0.113.7"), told("203.0.113.8")), "E-5", dossier.Fail, "echoes-differ"},
		"one of them by IPv6":                 {echoes(told("203.0.113.7"), told("2001:db8::7")), "E-5", dossier.Partly, "echoes-too-few"},
		"one service alone":                   {echoes(told("203.0.113.7")), "E-5", dossier.Partly, "echoes-too-few"},
		"two URLs of one host":                {echoes(by(one+"a", "203.0.113.7"), by("http://ONE.example.:8080/b", "203.0.113.7")), "E-5", dossier.Partly, "echoes-too-few"},
		"two names of one firm":               {echoes(by("https://v4.one.example/", "203.0.113.7"), by("https://ip.one.example/", "203.0.113.7")), "E-5", dossier.Partly, "echoes-too-few"},
		"two names that show one certificate": {echoes(certified(by(one, "203.0.113.7")), certified(by(two, "203.0.113.7"))), "E-5", dossier.Partly, "echoes-too-few"},
		"two services next door":              {echoes(by("http://127.0.0.1:1/", "127.0.0.1"), by("http://[::1]:2/", "127.0.0.1")), "E-5", dossier.Partly, "echoes-indoors"},
		"one of two next door":                {echoes(by(one, "203.0.113.7"), by("http://10.0.0.7/", "10.0.0.9")), "E-5", dossier.Partly, "echoes-too-few"},
		"a name next door":                    {echoes(by(one, "203.0.113.7"), by("http://router.local/", "203.0.113.7")), "E-5", dossier.Partly, "echoes-indoors"},
		"an address that is not public":       {echoes(by(one, "100.64.1.2"), by(two, "100.64.1.2")), "E-5", dossier.Partly, "echoes-indoors"},
		"a private address told on one side":  {echoes(by(one, "203.0.113.7"), by(two, "192.168.1.2")), "E-5", dossier.Fail, "echoes-differ"},
		"the public address told next door":   {echoes(by("http://localhost/", "203.0.113.7")), "E-3", dossier.Partly, "echoes-indoors"},
		"a link-local address told":           {echoes(by(one, "fe80::1")), "E-3", dossier.Partly, "public-not-told"},
		"an intermediary is announced":        {echoes(told("203.0.113.7"), record.Echo{Service: one, Address: "203.0.113.7", Via: "1.1 x"}), "E-5", dossier.Partly, "via"},
		"a proxy that is set is not used":     {func(w *record.Watch) { w.Proxy = []string{"HTTP_PROXY"} }, "E-5", dossier.Pass, "proxy-set"},
		"no page is asked for":                {nil, "E-6", dossier.NotKnown, "no-pages"},
		"the clock was not measured":          {nil, "E-7", dossier.NotKnown, "clock-not-measured"},
		"the path was not traced":             {nil, "E-8", dossier.Partly, "path-not-traced"},
		"packets were not kept":               {nil, "E-9", dossier.NotDone, "packets-not-kept"},
		"malware was not looked for":          {nil, "E-10", dossier.NotDone, "scan-not-done"},
		"no first visit without a page":       {nil, "E-11", dossier.NotKnown, "no-pages"},
	} {
		w := whole()
		if c.change != nil {
			c.change(&w)
		}
		got := checked(t, &account{}, c.id, w)
		if got.Result != c.result || !slices.ContainsFunc(got.Facts, func(f dossier.Fact) bool { return f.Fact == c.fact }) {
			t.Errorf("%s: %s is %s, %+v", name, c.id, got.Result, got.Facts)
		}
	}
}

// What a program is made to do is not what it did: a request that was kept must
// show it, and of what is not asked by HTTP none can.
func TestNoMemoryIsShownByRequests(t *testing.T) {
	known := dossier.Instrument{Watch: whole()}
	for name, c := range map[string]struct {
		requests
		binary          bool
		sixth, eleventh string
		fact            string
	}{
		"requests show it":          {requests{asked: 3, seen: 3}, true, dossier.Pass, dossier.Pass, "requests-clean"},
		"no request was kept":       {requests{asked: 3}, true, dossier.Partly, dossier.Pass, "requests-none"},
		"one has fields of its own": {requests{asked: 3, seen: 3, own: 1}, true, dossier.Partly, dossier.Pass, "requests-own"},
		"all have":                  {requests{asked: 1, seen: 1, own: 1}, true, dossier.Partly, dossier.Pass, "requests-none"},
		"one carries a cookie":      {requests{asked: 3, seen: 3, odd: 1}, true, dossier.Fail, dossier.Pass, "requests-odd"},
		"no target is a page":       {requests{seen: 2}, true, dossier.NotKnown, dossier.NotKnown, "no-pages"},
		"the program is not known":  {requests{asked: 1, seen: 1}, false, dossier.NotKnown, dossier.NotKnown, "program"},
	} {
		x := checking{requests: c.requests}
		if c.binary {
			x.first = known
		}
		result, facts := x.stateless()
		if result != c.sixth || !slices.ContainsFunc(facts, func(f dossier.Fact) bool { return f.Fact == c.fact }) {
			t.Errorf("%s: E-6 is %s, %+v", name, result, facts)
		}
		if result, facts = x.firstVisit(); result != c.eleventh {
			t.Errorf("%s: E-11 is %s, %+v", name, result, facts)
		}
	}
}

func checked(t *testing.T, a *account, id string, entries ...record.Watch) dossier.Preparatory {
	t.Helper()
	var list []dossier.Instrument
	for _, w := range entries {
		list = append(list, dossier.Instrument{Watch: w, Proof: dossier.Ref{Log: "saguenay-1/1"}})
	}
	all := a.preparatory(list, dossier.Clock{}, nil)
	for _, p := range all {
		for _, f := range p.Facts {
			if !slices.Contains(dossier.FactNames, f.Fact) {
				t.Errorf("%s: %s has no name", p.ID, f.Fact)
			}
		}
	}
	i := slices.IndexFunc(all, func(p dossier.Preparatory) bool { return p.ID == id })
	if i < 0 || len(all) != 11 {
		t.Fatalf("%d checks, %s at %d", len(all), id, i)
	}
	return all[i]
}

func TestWithoutADescriptionNothingIsKnown(t *testing.T) {
	for _, p := range (&account{origin: "saguenay-1/1"}).preparatory(nil, dossier.Clock{}, nil) {
		want := dossier.NotKnown
		if p.ID == "E-9" || p.ID == "E-10" {
			want = dossier.NotDone
		}
		if p.Result != want || p.Proof.Leaf != -1 {
			t.Errorf("%+v", p)
		}
	}
}

// A later description that differs counts as much as the first.
func TestEveryDescriptionCounts(t *testing.T) {
	later := whole()
	later.Event, later.Binary, later.Build.Modified = "stop", record.Hash{9}, true
	if p := checked(t, &account{}, "E-2", whole(), later); p.Result != dossier.Fail || !slices.ContainsFunc(p.Facts, func(f dossier.Fact) bool { return f.Fact == "programs-changed" }) {
		t.Errorf("%+v", p)
	}
	later = whole()
	later.Network.Echoes[1].Address = "203.0.113.9"
	if p := checked(t, &account{}, "E-5", whole(), later); p.Result != dossier.Fail {
		t.Errorf("%+v", p)
	}
	// What changed between the start and the stop is not a difference of services.
	for i := range later.Network.Echoes {
		later.Network.Echoes[i].Address = "203.0.113.9"
	}
	if p := checked(t, &account{}, "E-5", whole(), later); p.Result != dossier.Pass {
		t.Errorf("%+v", p)
	}
}

func TestTheClockCheckReadsWhatIsKnownOfTheClock(t *testing.T) {
	offset, wide := func(ms dossier.Seconds) *dossier.Seconds { return &ms }, dossier.Seconds(200)
	servers := []dossier.TimeServer{{Server: "ntp-one.example", Asked: 4, Answered: 4}, {Server: "ntp-two.example", Asked: 4}}
	for name, c := range map[string]struct {
		clock        dossier.Clock
		result, fact string
	}{
		"never asked":               {dossier.Clock{}, dossier.NotKnown, "clock-not-measured"},
		"nobody agreed":             {dossier.Clock{Asked: 4, Servers: servers}, dossier.NotKnown, "clock-silent"},
		"always agreed, and near":   {dossier.Clock{Asked: 4, Agreed: 4, Servers: servers, WorstOffset: offset(-1100), Uncertainty: &wide}, dossier.Pass, "clock-worst"},
		"all on the machine itself": {dossier.Clock{Asked: 4, Agreed: 4, Servers: []dossier.TimeServer{{Server: "127.0.0.1:123", Answered: 4}, {Server: "[::1]:123", Answered: 4}, {Server: "localhost", Answered: 4}, servers[1]}, WorstOffset: offset(5), Uncertainty: &wide}, dossier.Partly, "clock-here"},
		"one of them is elsewhere":  {dossier.Clock{Asked: 4, Agreed: 4, Servers: []dossier.TimeServer{{Server: "127.0.0.1:123", Answered: 4}, servers[0]}, WorstOffset: offset(5), Uncertainty: &wide}, dossier.Pass, "clock-agreed"},
		"once they did not agree":   {dossier.Clock{Asked: 4, Agreed: 3, Servers: servers, WorstOffset: offset(5), Uncertainty: &wide}, dossier.Partly, "clock-agreed"},
		"the clock was set":         {dossier.Clock{Asked: 4, Agreed: 4, WorstOffset: offset(5), Uncertainty: &wide, Steps: make([]dossier.ClockStep, 1)}, dossier.Partly, "clock-stepped"},
		"surely more than a second": {dossier.Clock{Asked: 4, Agreed: 4, WorstOffset: offset(-1300), Uncertainty: &wide}, dossier.Fail, "clock-worst"},
	} {
		list := []dossier.Instrument{{Watch: whole(), Proof: dossier.Ref{Log: "saguenay-1/1"}}}
		got := (&account{}).preparatory(list, c.clock, nil)[6]
		if got.ID != "E-7" || got.Result != c.result || !slices.ContainsFunc(got.Facts, func(f dossier.Fact) bool { return f.Fact == c.fact && slices.Contains(dossier.FactNames, f.Fact) }) {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestARequestWithMemoryIsSeen(t *testing.T) {
	clean := "GET / HTTP/1.1\r\nHost: a.example\r\nCache-Control: no-cache\r\nConnection: close\r\n"
	if !memoryless([]byte(clean + "\r\n")) {
		t.Error("a clean request is called odd")
	}
	for _, more := range []string{"Cookie: a=b", "If-None-Match: \"x\"", "Connection: keep-alive", "Cache-Control: max-age=60"} {
		if memoryless([]byte(clean + more + "\r\n\r\n")) {
			t.Errorf("%s goes unseen", more)
		}
	}
}

func TestAnInstrumentHasEveryKey(t *testing.T) {
	text, err := dossier.Instrument{Watch: record.Watch{Event: "stop"}}.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	want := `{"time":"1970-01-01T00:00:00.000Z","event":"stop","version":"","binary":"` + record.Hash{}.String() + `"`
	if got := string(text); len(got) < len(want) || got[:len(want)] != want || slices.Contains([]byte(got), 0) {
		t.Errorf("%s", text)
	}
	var back dossier.Instrument
	i := dossier.Instrument{Watch: whole(), Proof: dossier.Ref{Log: "saguenay-1/1", Leaf: 3, Item: -1}}
	if text, err = i.MarshalJSON(); err == nil {
		err = back.UnmarshalJSON(text)
	}
	if again, _ := back.MarshalJSON(); err != nil || string(again) != string(text) {
		t.Errorf("%v\n%s\n%s", err, text, again)
	}
}

package pdf

import (
	"fmt"
	"strings"
	"time"

	"constat/report/dossier"
	"constat/store/record"
)

// A story is a made-up dossier in the making: times are offsets from start.
type story struct {
	start time.Time
	d     *dossier.Dossier
	step  time.Duration
}

func newStory(length, step time.Duration) *story {
	s := &story{start: time.Date(2021, 8, 28, 5, 0, 0, 0, time.UTC), step: step}
	s.d = &dossier.Dossier{
		Schema: dossier.Schema,
		Period: dossier.Period{From: s.at(0), To: s.at(length)},
		At:     s.at(length + 30*time.Second),
		Built:  dossier.Built{Version: "0.1.0", Binary: record.Sum([]byte("binary"))},
		Method: dossier.Method{
			Name: "constat-standard", Version: 1, SHA256: record.Sum([]byte("method")), Declared: true, Own: true, Current: true, Blocked: []int{403, 429},
			Quorum: dossier.Quorum{Needed: 2, Of: 2},
			Text:   "{\n  \"name\": \"constat-standard\",\n  \"version\": 1,\n  \"quorum\": \"majority\",\n  \"late_after_s\": 7200,\n  \"settle_s\": 86400,\n  \"blocked\": [403, 429],\n  \"may_be_own\": [\"tls-expired\", \"body-mismatch\"]\n}\n",
		},
		Files: []dossier.File{
			{Name: "saguenay-1.zip", SHA256: record.Sum([]byte("s")), Bytes: 1843201},
			{Name: "levis-1.zip", SHA256: record.Sum([]byte("l")), Bytes: 1799432},
		},
	}
	s.vantage("saguenay-1")
	s.vantage("levis-1")
	s.checks()
	return s
}

func (s *story) at(d time.Duration) dossier.Time { return dossier.Known(s.instant(d)) }

func (s *story) instant(d time.Duration) record.Instant {
	return record.At(s.start.Add(d).Add(123 * time.Millisecond))
}

func (s *story) vantage(name string) {
	log := name + "/1"
	watch := record.Watch{
		Time: s.instant(-time.Minute), Event: "start", Version: "0.1.0", Go: "go1.26.8", Binary: record.Sum([]byte("binary")),
		Config: record.Sum([]byte(name)), Method: record.Sum([]byte("method")), System: "linux/amd64", Kernel: "6.1.0-44-amd64",
		Release: "Debian GNU/Linux 12 (bookworm)", Processors: 2, Addresses: []string{"eth0 192.0.2.7/24", "eth0 2001:db8::7/64"},
		Resolvers: []string{"192.0.2.53:53"}, Targets: 6, Controls: 2,
		Build: record.Build{Commit: "bee2c78427b23edf1fcfa20d6099aeb8130abdac", Dependencies: record.Sum([]byte("libraries")), Flags: []string{"-trimpath=true", "CGO_ENABLED=0"}},
		Machine: record.Machine{Vendor: "QEMU", Product: "Standard PC (Q35 + ICH9, 2009)", Virtual: []string{"hypervisor"}, ID: record.Sum([]byte("id" + name)),
			Processor: "Example 3000", Memory: 4 << 30, Booted: s.instant(-90 * time.Hour), Patched: s.instant(-30 * time.Hour)},
		Network: record.Network{Routes: []string{"eth0 via 192.0.2.1"}, Echoes: []record.Echo{
			{Service: "https://echo-one.example/", Address: "203.0.113.7"}, {Service: "https://echo-two.example/", Fault: "tcp-timeout"}}},
	}
	stop := watch
	stop.Event, stop.Time = "stop", s.instant(time.Hour)
	s.d.Vantages = append(s.d.Vantages, dossier.Vantage{
		Name: name, Log: log, Key: log + "+3f8e21aa+AZt0Yw1mQ0o3q2J0m5u3n9Fh2k7bq1m0v8Qy5sXh4eUd", Size: 512, Root: record.Sum([]byte(log)),
		Checkpoint: log + "\n512\nq83vASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4k=\n\n— " + log + " P44hqmV5c29tZXRoaW5nIHRoYXQgbG9va3MgbGlrZSBhIHNpZ25hdHVyZSBvZiA2NCBieXRlcyBhbmQgbW9yZSBzbyE=\n",
		Sealed:     s.at(time.Hour), From: s.at(0), To: s.at(time.Hour), Shown: 6, Withheld: 0, Leaves: 512,
		Instrument: []dossier.Instrument{{Watch: watch, Proof: dossier.Ref{Log: log, Leaf: 1}}, {Watch: stop, Proof: dossier.Ref{Log: log, Leaf: 511}}},
		Controls:   []dossier.Control{{URL: "https://a.example/", Asked: 480, Answered: 480}, {URL: "https://b.example/", Asked: 480, Answered: 479}},
		Watched:    dossier.Seconds(s.d.Period.To.Instant - s.d.Period.From.Instant),

		Preparatory: prepared(dossier.Ref{Log: log, Leaf: 1, Item: -1}),
	})
}

// prepared are the checks with every fact that there is.
func prepared(proof dossier.Ref) (all []dossier.Preparatory) {
	results := []string{dossier.Pass, dossier.Fail, dossier.Partly, dossier.NotKnown, dossier.NotDone}
	for n := range 11 {
		p := dossier.Preparatory{ID: fmt.Sprint("E-", n+1), Result: results[n%len(results)], Proof: proof}
		for i, name := range dossier.FactNames {
			if i%11 == n {
				p.Facts = append(p.Facts, dossier.Fact{Fact: name, Values: []string{"7", record.Sum([]byte("binary")).String()}})
			}
		}
		all = append(all, p)
	}
	return all
}

func (s *story) checks() {
	for _, v := range s.d.Vantages {
		for _, c := range [][3]string{
			{"integrity", "manifest", "ok"}, {"integrity", "signature", "ok"}, {"integrity", "tree", "ok"},
			{"completeness", "chains", "ok"}, {"completeness", "counts", "ok"},
			{"time", "anchors", "not-asked"}, {"history", "witness", "unchecked"}, {"identity", "key", "ok"},
		} {
			s.d.Checks.Checks = append(s.d.Checks.Checks, dossier.Check{
				Log: v.Log, Head: c[0], Name: c[1], Result: c[2], Detail: "512 feuilles relues, racine égale à celle de la tête signée",
			})
		}
	}
	s.d.Checks.Verdict = "unchecked"
}

// target adds a question; fate lists stretches per vantage as
// "from-to verdict cause" in seconds, the rest being good.
func (s *story) target(name, url string, fates ...string) *dossier.Target {
	q := record.Question{Kind: "http", URL: url, Method: "GET", Timeout: 15000, BodyLimit: 1 << 20,
		Conditions: []string{"[STATUS] == 200", "[BODY] == pat(*Réservez*)"}}
	t := dossier.Target{
		ID: q.ID(), Name: name, Site: "terreciel", Provider: "Hébergement Web Canada", Question: q,
		Interval: dossier.Seconds(s.step / time.Millisecond), Vantages: []string{"levis-1", "saguenay-1"},
		Availability: dossier.Availability{Lower: "100.000000", Upper: "100.000000", ExactLower: "100", ExactUpper: "100"},
		Observations: dossier.Counts{Good: 7200},
	}
	length := s.d.Period.To.Instant.Time().Sub(s.d.Period.From.Instant.Time())
	for i, v := range t.Vantages {
		seen := dossier.Seen{Vantage: v, Observations: dossier.Counts{Good: 3600}}
		last := time.Duration(0)
		for _, f := range fates {
			var which int
			var from, to float64
			var verdict, cause string
			fmt.Sscanf(f, "%d %f-%f %s %s", &which, &from, &to, &verdict, &cause)
			if which != i && which != 2 {
				continue
			}
			a, b := time.Duration(from*float64(time.Second)), time.Duration(to*float64(time.Second))
			seen.Stretches = append(seen.Stretches, dossier.Stretch{From: s.at(last), To: s.at(a), Verdict: "good"})
			if verdict != "unwatched" {
				seen.Stretches = append(seen.Stretches, dossier.Stretch{From: s.at(a), To: s.at(b), Verdict: verdict, Cause: cause, Rounds: max(int((b-a)/s.step), 1), Last: s.at(max(a, b-s.step))})
			}
			last = b
		}
		seen.Stretches = append(seen.Stretches, dossier.Stretch{From: s.at(last), To: s.at(length), Verdict: "good"})
		t.Seen = append(t.Seen, seen)
	}
	for i := range 40 {
		a := length * time.Duration(i) / 40
		if i%13 == 7 {
			continue
		}
		p := int64(40 + (i*37)%23)
		t.Latency = append(t.Latency, dossier.Latency{From: s.at(a), To: s.at(length * time.Duration(i+1) / 40), P10: 1000*p - 12345, P50: 1000 * p, P90: 1000*p + 60000, Count: 90})
	}
	s.d.Targets = append(s.d.Targets, t)
	return &s.d.Targets[len(s.d.Targets)-1]
}

// incident adds one that both vantages saw.
func (s *story) incident(t *dossier.Target, from, to float64, cause string, status ...int) *dossier.Incident {
	i := s.made(t, from, to, cause, status...)
	i.Number = len(s.d.Incidents) + 1
	t.Down.AtLeast += i.AtLeast
	t.Down.AtMost += i.AtMost
	t.Availability = dossier.Availability{Lower: "91.388889", Upper: "91.416667", ExactLower: "3290/36", ExactUpper: "1097/12"}
	s.d.Incidents = append(s.d.Incidents, i)
	return &s.d.Incidents[len(s.d.Incidents)-1]
}

func (s *story) made(t *dossier.Target, from, to float64, cause string, status ...int) dossier.Incident {
	at := func(f float64) dossier.Time { return s.at(time.Duration(f * float64(time.Second))) }
	step := s.step.Seconds()
	first := 0
	if len(status) > 0 {
		first = status[0]
	}
	return dossier.Incident{
		Target: t.Name, TargetID: t.ID, LastGood: at(from - step), FirstBad: at(from), LastBad: at(to - step), FirstGood: at(to),
		AtLeast: dossier.Seconds((to - from - step) * 1000), AtMost: dossier.Seconds((to - from + step) * 1000),
		Cause: cause, Status: status, Vantages: []string{"levis-1", "saguenay-1"}, Quorum: s.d.Method.Quorum,
		Causes: []dossier.CauseSeen{
			{Vantage: "levis-1", Cause: cause, Status: first, Detail: "connect: connection refused", Rounds: 120},
			{Vantage: "saguenay-1", Cause: cause, Status: first, Detail: "connect: connection refused", Rounds: 119},
		},
		Review: []string{"time-unchecked"},
		Leaves: []dossier.Ref{{Log: "levis-1/1", Leaf: 211, Item: 63}, {Log: "levis-1/1", Leaf: 260, Item: 0}, {Log: "saguenay-1/1", Leaf: 212, Item: 63}, {Log: "saguenay-1/1", Leaf: 262, Item: 1}},
	}
}

func (s *story) change(t *dossier.Target, last, first float64, equals bool) {
	at := func(f float64) dossier.Time { return s.at(time.Duration(f * float64(time.Second))) }
	c := dossier.Change{
		Target: t.Name, TargetID: t.ID, Vantages: []string{"levis-1", "saguenay-1"}, LastSeen: at(last), First: at(first),
		Before: content("Terre et ciel – chambres d’hôtes", 18432), After: content("Default page", 612),
		Diff: []dossier.DiffLine{
			{Op: "-", Text: "Terre et ciel – chambres d’hôtes au bord du Saguenay"}, {Op: "-", Text: "Réservez votre séjour dès maintenant"},
			{Op: "-", Text: "Chambre « Fjord », 142,00 $ la nuit"}, {Op: "+", Text: "This is the default web page for this server."},
			{Op: "+", Text: "The web server software is running but no content has been added, yet."},
		}, More: 214,
		Leaves: []dossier.Ref{{Log: "saguenay-1/1", Leaf: 301, Item: 0}},
	}
	if equals {
		c.Equals = at(first - 500)
	}
	for n, v := range c.Vantages {
		c.Seen = append(c.Seen, dossier.ChangeSeen{Vantage: v, LastSeen: at(last - float64(n)), First: at(first + float64(n)), Before: c.Before, After: c.After, Equals: c.Equals})
	}
	s.d.Changes = append(s.d.Changes, c)
}

func content(title string, n int64) dossier.Content {
	return dossier.Content{Status: 200, SHA256: record.Sum([]byte(title)), Normal: record.Sum([]byte(title + "n")), Bytes: n, Title: title, File: record.Sum([]byte(title + "w"))}
}

// sample is an afternoon of several failures, one of them unconfirmed.
func sample() *dossier.Dossier {
	s := newStory(2*time.Hour, 10*time.Second)
	shop := s.target("boutique", "https://terreciel.example/", "2 1800-3120 bad tcp-refused", "0 5000-5400 slow", "2 6000-6060 bad http-status")
	s.incident(shop, 1800, 3120, "tcp-refused")
	second := s.incident(shop, 6000, 6060, "http-status", 503)
	second.Review = append(second.Review, "cause-may-be-own")
	photos := s.target("photos", "https://photos.example/galerie?page=1", "0 900-1300 unknown", "1 4000-4600 blocked", "2 6900-7200 bad http-timeout")
	open := s.incident(photos, 6900, 7200, "http-timeout")
	open.FirstGood = dossier.Time{}
	blog := s.target("blogue", "https://blogue.example/", "1 3000-3200 bad dns-timeout", "2 5200-5900 unwatched")
	loose := s.made(blog, 3000, 3200, "dns-timeout")
	loose.Vantages = []string{"saguenay-1"}
	loose.Causes = loose.Causes[1:]
	loose.Review = []string{"one-vantage", "time-unchecked"}
	s.d.Unconfirmed = append(s.d.Unconfirmed, loose)
	s.target("courriel", "https://courriel.example/")
	s.target("api", "https://api.example/v1/status")
	s.target("archives", "https://archives.example/")
	s.change(&s.d.Targets[0], 3600, 3610, false)
	s.change(&s.d.Targets[0], 4200, 4210, true)
	s.d.Vantages[0].Gaps = []dossier.Gap{{Gap: record.Gap{From: s.instant(5200 * time.Second), To: s.instant(5890 * time.Second), Reason: "stopped", Rounds: 70}, Proof: dossier.Ref{Log: "saguenay-1/1", Leaf: 402}}}
	s.clocks()
	s.d.Custody = []dossier.Act{
		{Custody: record.Custody{Time: s.instant(-time.Hour), Role: "operator", Act: "key-created", What: "saguenay-1/1", Digest: record.Sum([]byte("k"))}, Proof: dossier.Ref{Log: "saguenay-1/1", Leaf: 0}},
		{Custody: record.Custody{Time: s.instant(2 * time.Hour), Role: "operator", Act: "bundle-exported", What: "saguenay-1.zip", Digest: record.Sum([]byte("s"))}, Proof: dossier.Ref{Log: "saguenay-1/1", Leaf: 510}},
	}
	s.d.Notes = []dossier.Note{{Note: record.Note{Time: s.instant(2 * time.Hour), Text: "Billet 48213 ouvert auprès de l’hébergeur par téléphone ; aucune réponse à 9 h."}, Proof: dossier.Ref{Log: "saguenay-1/1", Leaf: 509}}}
	return s.d
}

// clocks gives the first vantage a clock that was compared with servers and set
// once, and the second one for which they never agreed.
func (s *story) clocks() {
	s.d.Method.ClockWithin, s.d.Method.ClockHolds, s.d.Method.ClockDrift = 60_000, 7_200_000, 15
	ms := func(n dossier.Seconds) *dossier.Seconds { return &n }
	v := &s.d.Vantages[0]
	v.Clock = dossier.Clock{
		Servers: []dossier.TimeServer{
			{Server: "ntp-one.example", Reference: "GPS", Asked: 6, Answered: 6, Agreed: 6},
			{Server: "ntp-two.example:1123", Reference: "192.0.2.1", Asked: 6, Answered: 5, Agreed: 5},
			{Server: "ntp-three.example", Reference: "DCFa", Asked: 6, Answered: 6, Apart: 6},
		},
		Asked: 6, Agreed: 6, WorstOffset: ms(-412), Uncertainty: ms(9), Worst: s.at(30 * time.Minute), Proof: dossier.Ref{Log: v.Log, Leaf: 88, Item: -1},
		Steps: []dossier.ClockStep{{Entered: s.at(31 * time.Minute), Gained: -412, Proof: dossier.Ref{Log: v.Log, Leaf: 90, Item: -1}}},
	}
	w := &s.d.Vantages[1]
	w.Clock = dossier.Clock{Servers: []dossier.TimeServer{{Server: "ntp-one.example", Asked: 6}}, Asked: 6, Proof: dossier.Ref{Log: w.Log, Leaf: -1, Item: -1}}
	s.d.Incidents[0].Clock, s.d.Incidents[0].ClockKnown = ms(421), true
	s.d.Incidents[1].Clock = ms(40)
	s.d.Incidents[1].Review = append(s.d.Incidents[1].Review, "clock-unknown")
}

// quiet is a period without any failure, seen from one vantage.
func quiet() *dossier.Dossier {
	s := newStory(30*24*time.Hour, time.Minute)
	s.d.Vantages = s.d.Vantages[:1]
	s.d.Files = s.d.Files[:1]
	s.d.Method.Quorum = dossier.Quorum{Needed: 1, Of: 1}
	s.d.Method.Declared = false
	s.target("boutique", "https://terreciel.example/")
	return s.d
}

// demo is the demonstration: 40 seconds, six targets that all fail.
func demo() *dossier.Dossier {
	s := newStory(40*time.Second, time.Second)
	for n, c := range []string{"tcp-refused", "http-timeout", "http-status", "body-mismatch", "body-mismatch", "body-mismatch"} {
		name := []string{"boutique", "photos", "blogue", "courriel", "archives", "galerie"}[n]
		from, to := float64(8+n), float64(18+2*n)
		t := s.target(name, "http://127.0.0.1:8080/"+name+"/", fmt.Sprintf("2 %g-%g bad %s", from, to, c))
		if c == "http-status" {
			s.incident(t, from, to, c, 503)
		} else {
			s.incident(t, from, to, c)
		}
		s.change(t, from, from+1, n == 4)
	}
	return s.d
}

// crowd is n targets over a year, names that are hard to draw, an incident
// for most, one of them open and one of a single failure.
func crowd(n int) *dossier.Dossier {
	s := newStory(365*24*time.Hour, 5*time.Minute)
	names := []string{"ÉÀŒ’«»", strings.Repeat("très long nom ", 15), "émoji 🔥 brûlé", "שלום עולם", "مرحبا", "a\u202eb\x00c", strings.Repeat("W", 200)}
	for n := range n {
		name := fmt.Sprintf("site-%02d", n)
		if n < len(names) {
			name = names[n]
		}
		from := float64(86400 * (3 + 8*n))
		fate := fmt.Sprintf("2 %f-%f bad tcp-timeout", from, from+float64(7200*(n%5+1)))
		t := s.target(name, "https://exemple.example/"+strings.Repeat("chemin-sans-fin/", n%30)+fmt.Sprint(n), fate)
		t.Latency = t.Latency[:min(len(t.Latency), n)]
		if n%4 == 3 {
			t.Seen[0].Stretches, t.Seen[1].Stretches = t.Seen[0].Stretches[:1], t.Seen[1].Stretches[:1]
			continue
		}
		i := s.incident(t, from, from+float64(7200*(n%5+1)), "tcp-timeout")
		if n == 5 {
			i.AtLeast, i.LastBad = 0, i.FirstBad
		}
	}
	return s.d
}

package collector

import (
	"context"
	"fmt"
	"log/slog"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"constat/collector/probe"
	"constat/store/record"
)

var (
	here  = netip.MustParseAddrPort("192.0.2.7:443")
	there = netip.MustParseAddrPort("192.0.2.8:443")
)

// A wayPlayer plays a page that can be asked in more than one way.
type wayPlayer struct {
	mu   sync.Mutex
	play func(at time.Duration, a probe.Ask) (time.Duration, record.Answer)
	from time.Time
}

func (p *wayPlayer) probe(ctx context.Context, a probe.Ask) probe.Result {
	p.mu.Lock()
	took, answer := p.play(time.Since(p.from), a)
	p.mu.Unlock()
	r := probe.Result{Started: time.Now(), Answer: answer, Took: took}
	var over alarm
	select {
	case <-over.in(took):
	case <-ctx.Done():
		r.Answer = record.Answer{Fault: record.Local, Detail: "cancelled"}
	}
	return r
}

func named(name string, interval time.Duration) record.Watched {
	w := watched(name, interval)
	w.Question.URL = "https://" + name + ".example/"
	return w
}

// tell writes down what was seen of a target: attempt, in what it differed, and
// its fault.
func tell(s *memorySink, w record.Watched) (lines []string) {
	for _, o := range s.seen {
		if o.Chain == w.Chain {
			lines = append(lines, strings.TrimSpace(fmt.Sprintf("%d %s %s", o.Observation.Attempt, o.Answer.Asked, o.Answer.Fault)))
		}
	}
	return lines
}

func runWays(t *testing.T, s *memorySink, p *wayPlayer, d time.Duration, o Options, targets ...record.Watched) {
	t.Helper()
	p.from = time.Now()
	o.Kinds = map[string]probe.Func{"http": p.probe}
	ctx, cancel := context.WithTimeout(t.Context(), d)
	defer cancel()
	if err := New(s, slog.New(slog.DiscardHandler), targets, o).Run(ctx); err != nil {
		t.Error(err)
	}
}

// A first failure is asked about in each other way, at once, and every ten
// minutes while it lasts. Rounds are kept, in order, and none is late.
func TestFailureIsAskedAboutInOtherWays(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, w := &memorySink{}, named("shop", time.Minute)
		answered := record.Answer{Status: 200, Peer: there}
		p := &wayPlayer{play: func(at time.Duration, a probe.Ask) (time.Duration, record.Answer) {
			switch {
			case a.Family == "ip6":
				return time.Second, record.Answer{Status: 200, Peer: netip.MustParseAddrPort("[2001:db8::7]:443")}
			case a.Address == there:
				return 3 * time.Second, answered
			case a.Family != "" || a.Address.IsValid():
				t.Errorf("asked %+v", a)
			case at < 3*time.Minute:
				return 0, answered
			case at < 15*time.Minute:
				return 10 * time.Second, record.Answer{Fault: record.TCPTimeout, Peer: here}
			}
			return 0, record.Answer{Status: 200, Peer: here}
		}}
		runWays(t, s, p, 20*time.Minute, Options{}, w)
		got := strings.Join(tell(s, w), "\n")
		diagnosis := "0  tcp-timeout\n1 family 6\n2 address 192.0.2.8:443\n0  tcp-timeout"
		if strings.Count(got, "1 family 6") != 2 || strings.Count(got, diagnosis) != 2 || strings.Count(got, "0") < 20 {
			t.Errorf("seen:\n%s", got)
		}
		for i := 1; i < len(s.seen); i++ {
			a, b := s.seen[i-1].Observation, s.seen[i].Observation
			if b.Round < a.Round || b.Round == a.Round && b.Attempt != a.Attempt+1 || b.Attempt == 0 && b.Late > 100 || b.Attempt > 0 && (b.Late < 10_000 || b.Late > 10_100) {
				t.Errorf("%+v after %+v", b, a)
			}
		}
		if s.lost("") != 0 {
			t.Errorf("gaps %v", s.gaps)
		}
	})
}

// A front that answers by itself is told from its origin: a page that fails by its
// status or its content is asked for where the configuration has the origin asked,
// at the port of the page, and over the other family.
func TestAFrontIsToldFromItsOrigin(t *testing.T) {
	for name, failed := range map[string]record.Answer{"status": {Status: 503, Peer: here, Conditions: "ft"}, "content": {Status: 200, Peer: here, Conditions: "tf"}, "network": {Fault: record.TCPTimeout, Peer: here}} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s, front, origin, other := &memorySink{}, named("shop", time.Minute), named("shop", time.Minute), named("blog", time.Minute)
				front.Question.Conditions = []string{"[STATUS] == 200", "[BODY] == pat(*Shop*)"}
				origin.Chain, origin.Question.Address = record.Chain{7}, "192.0.2.80"
				other.Question.Address = "192.0.2.90"
				p := &wayPlayer{play: func(at time.Duration, a probe.Ask) (time.Duration, record.Answer) {
					switch {
					case a.Question.Address == "" && !a.Address.IsValid() && a.Family == "":
						return 0, failed
					case a.Family != "":
						return 0, record.Answer{Fault: record.DNSNotFound}
					}
					return 0, record.Answer{Status: 200, Peer: a.Address, Conditions: "tt"}
				}}
				runWays(t, s, p, 9*time.Minute, Options{}, front, origin, other)
				got := strings.Join(tell(s, front), "\n")
				if strings.Count(got, "1 family 6 dns-nxdomain\n2 address 192.0.2.80:443") != 1 || strings.Count(got, "address") != 1 {
					t.Errorf("seen:\n%s", got)
				}
			})
		})
	}
}

// A certificate that is to expire warns at each answer. Who answered so answered
// as it should, and a failure that begins then is asked about at once.
func TestAWarningHidesNoFailure(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, w := &memorySink{}, named("shop", time.Minute)
		w.Question.Conditions = []string{"[CERTIFICATE_EXPIRATION] > 720h"}
		p := &wayPlayer{play: func(at time.Duration, a probe.Ask) (time.Duration, record.Answer) {
			switch {
			case a.Family != "" || a.Address.IsValid():
				return 0, record.Answer{Fault: record.TCPTimeout, Peer: a.Address}
			case at < 3*time.Minute:
				return 0, record.Answer{Status: 200, Peer: there, Conditions: "f"}
			}
			return 0, record.Answer{Fault: record.TCPTimeout, Peer: here}
		}}
		runWays(t, s, p, 6*time.Minute, Options{}, w)
		if got, want := strings.Join(tell(s, w), "\n"), "0\n0\n0\n0  tcp-timeout\n1 family 6 tcp-timeout\n2 address 192.0.2.8:443 tcp-timeout\n0  tcp-timeout"; !strings.Contains(got, want[2:]) || strings.Count(got, "family") != 1 {
			t.Errorf("seen:\n%s", got)
		}
	})
}

// What cannot be asked otherwise is not; nor is a page that answers, or anything
// while our own network is down.
func TestNoAttemptWhereItTellsNothing(t *testing.T) {
	for name, c := range map[string]struct {
		edit   func(*record.Watched)
		answer record.Answer
		more   []record.Watched
		dark   bool
	}{
		"address":       {edit: func(w *record.Watched) { w.Question.URL = "https://192.0.2.7/" }, answer: record.Answer{Fault: record.TCPTimeout, Peer: here}},
		"pinned":        {edit: func(w *record.Watched) { w.Question.Address = "192.0.2.7" }, answer: record.Answer{Fault: record.TCPTimeout, Peer: here}},
		"sent":          {edit: func(w *record.Watched) { w.Question.Method = "POST" }, answer: record.Answer{Status: 503, Peer: here}},
		"patience":      {answer: record.Answer{Status: 429, Peer: here}},
		"slow":          {edit: func(w *record.Watched) { w.Question.Conditions = []string{"[RESPONSE_TIME] < 5"} }, answer: record.Answer{Status: 200, Peer: here, Conditions: "f"}},
		"local":         {answer: record.Answer{Fault: record.Local, Peer: here}},
		"own network":   {answer: record.Answer{Fault: record.TCPTimeout, Peer: here}, more: []record.Watched{control("control", time.Second)}, dark: true},
		"good":          {answer: record.Answer{Status: 200, Peer: here}},
		"no name found": {answer: record.Answer{Fault: record.DNSNotFound}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s, w := &memorySink{}, named("shop", 10*time.Second)
				if c.edit != nil {
					c.edit(&w)
				}
				p := &wayPlayer{play: func(_ time.Duration, a probe.Ask) (time.Duration, record.Answer) {
					if a.Question.URL == "control" {
						return 0, bad()
					}
					return 0, c.answer
				}}
				runWays(t, s, p, time.Minute, Options{}, append(c.more, w)...)
				for _, line := range tell(s, w) {
					if !strings.HasPrefix(line, "0") {
						t.Errorf("seen %s", line)
					}
				}
			})
		})
	}
}

// Attempts that are on their way when the watch ends are left out, and leave
// no gap; what came before them is kept.
func TestAttemptsEndWithTheWatch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, w := &memorySink{}, named("shop", time.Minute)
		p := &wayPlayer{play: func(_ time.Duration, a probe.Ask) (time.Duration, record.Answer) {
			if a.Family != "" {
				return time.Hour, record.Answer{Fault: record.TCPTimeout}
			}
			return 0, record.Answer{Fault: record.TCPTimeout, Peer: here}
		}}
		runWays(t, s, p, 3*time.Minute, Options{}, w)
		if got := tell(s, w); len(got) != 3 || s.lost("") != 0 {
			t.Errorf("seen %q, gaps %v", got, s.gaps)
		}
	})
}

// An attempt by another name server is one only if that was asked: a name may
// stand in a file of this machine.
func TestResolverThatWasNotAskedIsNoAttempt(t *testing.T) {
	s, local, far := &memorySink{}, named("local", time.Second), named("far", time.Second)
	nobody := netip.MustParseAddrPort("127.0.0.1:1")
	p := &wayPlayer{play: func(_ time.Duration, a probe.Ask) (time.Duration, record.Answer) {
		if a.Resolver != nil {
			name := map[string]string{local.Question.URL: "localhost", far.Question.URL: "shop.invalid."}[a.Question.URL]
			_, _ = a.Resolver.LookupNetIP(context.Background(), "ip", name) // it is asked, or not
		}
		return 0, record.Answer{Fault: record.TCPReset, Peer: here}
	}}
	runWays(t, s, p, 1500*time.Millisecond, Options{Resolvers: []netip.AddrPort{nobody}}, local, far)
	for w, want := range map[*record.Watched]string{&local: "0  tcp-reset\n1 family 6 tcp-reset", &far: "0  tcp-reset\n1 family 6 tcp-reset\n2 resolver 127.0.0.1:1 tcp-reset"} {
		if got := strings.Join(tell(s, *w), "\n"); !strings.HasPrefix(got, want) || strings.Contains(got, "resolver") != (w == &far) {
			t.Errorf("%s: seen\n%s", w.Name, got)
		}
	}
}

// What was asked in other ways goes with the question that is lost.
func TestAttemptsGoWithTheirQuestion(t *testing.T) {
	k := newKeeper(&memorySink{}, slog.New(slog.DiscardHandler))
	w := named("shop", time.Minute)
	at := func(round record.Round, attempt uint8) record.Seen {
		return record.Seen{Chain: w.Chain, Observation: record.Observation{Round: round, Attempt: attempt}}
	}
	k.lose(at(600, 0))
	if got := k.without([]record.Seen{at(600, 1), at(1200, 0), at(1200, 1), at(600, 2)}); len(got) != 2 || got[0].Observation.Round != 1200 {
		t.Errorf("%+v", got)
	}
}

package collector

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"constat/store/record"
)

// of one host are n targets with an interval.
func ofOneHost(n int, interval time.Duration, host string) (all []record.Watched) {
	for i := range n {
		w := watched(fmt.Sprint("page-", i), interval)
		w.Question.URL = fmt.Sprintf("https://%s/%d", host, i)
		all = append(all, w)
	}
	return all
}

// A host is asked no more often than may be: what waits leaves later, what would
// wait too long is a gap, and none of it is an answer of the host's.
func TestOneHostIsNotAskedTooOften(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, s := &player{play: steady}, &memorySink{}
		run(t, s, p, 60*time.Second, Options{Rate: 10}, ofOneHost(60, 3*time.Second, "shop.example")...)
		perSecond := map[int64]int{}
		for _, o := range s.seen {
			perSecond[int64(o.Observation.Start())/1000]++
			if o.Answer.Fault != record.NoFault || o.Observation.Late >= 3000 {
				t.Fatalf("%d ms late: %+v", o.Observation.Late, o.Answer)
			}
		}
		for second, n := range perSecond {
			if n > 21 { // those of a second, and those who had not been asked before
				t.Errorf("%d questions in second %d", n, second)
			}
		}
		if n, lost := len(s.seen), s.lost("rate"); n < 590 || n > 620 || n+int(lost) < 1150 || lost != s.lost("") {
			t.Errorf("%d observations, %d rounds left out, of 1200; gaps %v", n, lost, s.gaps)
		}
	})
}

func TestWhoWaitsForATurnIsAskedLater(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, s := &player{play: steady}, &memorySink{}
		run(t, s, p, 100*time.Second, Options{Rate: 1}, ofOneHost(9, 10*time.Second, "shop.example")...)
		late, instants := 0, map[record.Instant]int{}
		for _, o := range s.seen {
			if instants[o.Observation.Start()/1000]++; o.Observation.Late > 100 {
				late++
			}
		}
		if len(s.seen) < 85 || late == 0 || s.lost("") > 5 {
			t.Errorf("%d observations, %d late, gaps %v", len(s.seen), late, s.gaps)
		}
		for at, n := range instants {
			if n > 2 {
				t.Errorf("%d questions in second %d", n, at)
			}
		}
	})
}

// Other hosts, and our own machine, wait for nobody.
func TestHostsDoNotWaitForOneAnother(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, s := &player{play: steady}, &memorySink{}
		targets := append(ofOneHost(40, time.Second, "127.0.0.1:8080"), ofOneHost(40, time.Second, "localhost")...)
		for i := range 40 {
			targets = append(targets, ofOneHost(1, time.Second, fmt.Sprintf("shop-%d.example", i))...)
		}
		for i := range targets {
			targets[i] = renamed(targets[i], fmt.Sprint("target-", i))
		}
		run(t, s, p, 10*time.Second, Options{Rate: 1}, targets...)
		if len(s.seen) != 1200 || len(s.gaps) != 0 {
			t.Errorf("%d observations, gaps %v", len(s.seen), s.gaps)
		}
	})
}

// renamed is a target under another name, in a chain of that name.
func renamed(w record.Watched, name string) record.Watched {
	other := watched(name, time.Duration(w.Interval)*100*time.Millisecond)
	other.Question = w.Question
	return other
}

// TestAttemptsLeaveTurnsToRounds: many pages of one host that fail at once are not all
// asked otherwise, and no round is put off for it.
func TestAttemptsLeaveTurnsToRounds(t *testing.T) {
	c := newCourtesy(10)
	w := &target{Watched: named("shop", time.Minute)}
	at, n := time.Now(), 0
	if wait, ok := c.hold(w, at); wait != 0 || !ok {
		t.Fatalf("a round waits %v, %v", wait, ok)
	}
	for range 20 {
		if c.spares(w.Question, at) {
			n++
		}
	}
	if n != 4 {
		t.Errorf("%d attempts at once", n)
	}
	for i := range 5 {
		if wait, ok := c.hold(w, at); wait != 0 || !ok {
			t.Errorf("round %d waits %v, %v", i, wait, ok)
		}
	}
	if !c.spares(w.Question, at.Add(time.Second)) {
		t.Error("a second later there is no turn")
	}
	here := named("shop", time.Minute)
	here.Question.URL = "http://127.0.0.1:1/"
	if !c.spares(here.Question, at) {
		t.Error("our own machine is spared")
	}
}

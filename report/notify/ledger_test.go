package notify

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"constat/store/record"
)

var night = record.At(time.Date(2021, 8, 28, 3, 0, 0, 0, time.UTC))

func after(d time.Duration) record.Instant { return night + record.Instant(d.Milliseconds()) }

func down(name string, since record.Instant) Concern {
	return Concern{Key: "down " + name, About: Down, Name: name, Provider: "whc", Since: since, Cause: "tcp-refused"}
}

// present is a look at which these are down and those up.
func present(at record.Instant, on []Concern, up ...string) Present {
	p := Present{Time: at, Concerns: on, Ended: map[string]record.Instant{}}
	for _, name := range up {
		p.Ended["down "+name] = at
	}
	return p
}

// tell takes what is due, as if each message arrived.
func tell(l *Ledger, d Destination, at record.Instant) (all []*Message) {
	for m := l.Next(d, at); m != nil; m = l.Next(d, at) {
		l.Took(m, at)
		all = append(all, m)
	}
	return all
}

func TestFortySitesAreOneMessage(t *testing.T) {
	l, d := &Ledger{}, Destination{After: 2 * time.Minute, Lang: "fr"}
	var on []Concern
	var told []*Message
	for second := range 300 { // one after the other, over forty seconds, as rounds come
		at := after(time.Duration(second) * time.Second)
		if second < 40 {
			on = append(on, down(fmt.Sprint("t", second), at))
		}
		l.Look(d, present(at, on))
		told = append(told, tell(l, d, at)...)
	}
	if len(told) != 1 || len(told[0].Concerns) != 40 {
		t.Fatalf("%d messages, the first of %d sites", len(told), len(told[0].Concerns))
	}
	_, text := told[0].Write(Source{Vantage: "saguenay-1"}, d)
	if n := strings.Count(text, "\n- "); n != shown {
		t.Errorf("%d sites are named", n)
	}
}

func TestToldOnceAndOnceWhenItEnds(t *testing.T) {
	l, d := &Ledger{}, Destination{After: time.Minute}
	on := []Concern{down("a", night)}
	l.Look(d, present(night, on))
	if m := tell(l, d, night); len(m) != 0 {
		t.Fatalf("told before it lasted: %v", m[0])
	}
	for n := 1; n < 90; n++ {
		at := after(time.Duration(n) * time.Minute)
		l.Look(d, present(at, on))
		if m := tell(l, d, at); len(m) != map[bool]int{true: 1}[n == 1] {
			t.Fatalf("minute %d: %d messages", n, len(m))
		}
	}
	end := after(2 * time.Hour)
	l.Look(d, present(end, nil, "a"))
	if m := tell(l, d, end); len(m) != 0 {
		t.Error("an end was told that had not lasted")
	}
	at := end + record.Instant(time.Minute.Milliseconds())
	l.Look(d, present(at, nil, "a"))
	m := tell(l, d, at)
	if len(m) != 1 || !m[0].End || m[0].Concerns[0].Since != night || m[0].Concerns[0].Until != end {
		t.Fatalf("%+v", m)
	}
	l.Look(d, present(at, nil, "a"))
	if len(l.Kept) != 0 || len(tell(l, d, at+1)) != 0 {
		t.Errorf("still kept: %+v", l.Kept)
	}
}

func TestWhatIsNotKnownIsNoEnd(t *testing.T) {
	l, d := &Ledger{}, Destination{}
	l.Look(d, present(night, []Concern{down("a", night)}))
	tell(l, d, night)
	later := after(time.Hour)
	l.Look(d, present(later, nil)) // our own network was silent: neither down nor up
	if m := tell(l, d, later); len(m) != 0 {
		t.Errorf("told: %+v", m[0])
	}
	if len(l.Kept) != 1 {
		t.Error("forgotten")
	}
}

func TestShortOutagesAreNotTold(t *testing.T) {
	l, d := &Ledger{}, Destination{After: 2 * time.Minute}
	for n := range 600 {
		at := after(time.Duration(n) * time.Second)
		if n%60 < 30 {
			l.Look(d, present(at, []Concern{down("a", after(time.Duration(n-n%60)*time.Second))}))
		} else {
			l.Look(d, present(at, nil, "a"))
		}
		if m := tell(l, d, at); len(m) != 0 {
			t.Fatalf("second %d: %+v", n, m[0])
		}
	}
}

func TestRestartTellsNothingAgain(t *testing.T) {
	d := Destination{Name: "nuit.secret"}
	m := NewMemory()
	m.Of(d.Name).Look(d, present(night, []Concern{down("a", night)}))
	tell(m.Of(d.Name), d, night)
	text, err := m.Encode()
	if err != nil {
		t.Fatal(err)
	}
	again, err := ReadMemory(text)
	if err != nil {
		t.Fatal(err)
	}
	at := after(time.Hour)
	again.Of(d.Name).Look(d, present(at, []Concern{down("a", at)}))
	if told := tell(again.Of(d.Name), d, at); len(told) != 0 {
		t.Errorf("told again: %+v", told[0])
	}
	if k := again.Of(d.Name).Kept[0]; k.Since != night {
		t.Errorf("since %v", k.Since)
	}
	for _, bad := range []string{"", "{", `{"version":2}`, `{"version":1,"to":{"a":{"kept":[3]}}}`} {
		if _, err := ReadMemory([]byte(bad)); err == nil {
			t.Errorf("%q was read", bad)
		}
	}
}

func TestRefusedIsTriedAgainEverLater(t *testing.T) {
	l, d := &Ledger{}, Destination{}
	on := []Concern{down("a", night)}
	at := night
	l.Look(d, present(at, on))
	var waits []time.Duration
	for range 12 {
		if l.Next(d, at) == nil {
			t.Fatalf("not tried at %v", at)
		}
		l.Refused("slow", at)
		if l.Next(d, at) != nil {
			t.Fatal("tried again at once")
		}
		waits = append(waits, time.Duration(l.Failing.Next-at)*time.Millisecond)
		at = l.Failing.Next
	}
	if waits[0] != firstTry || waits[1] != 2*firstTry || waits[11] != lastTry {
		t.Errorf("waits %v", waits)
	}
	// It is over before anybody learnt of it: that is told, with both times.
	l.Look(d, present(at, nil, "a"))
	m := tell(l, d, at+1)
	if len(m) != 1 || !m[0].End || l.Failing != nil {
		t.Errorf("%+v, failing %+v", m, l.Failing)
	}
}

func TestOnlyWhatIsAskedForIsTold(t *testing.T) {
	on := []Concern{down("a", night), {Key: "evidence disk ", About: Evidence, Kind: "disk", Since: night}, {Key: "loss a\n1", About: Loss, Kind: "files", Name: "a", Count: 3, Since: night, Event: true}}
	for _, c := range []struct {
		about []string
		want  string
	}{{nil, "down evidence loss"}, {[]string{Loss}, "loss"}, {[]string{Up}, ""}, {[]string{Evidence, Down}, "down evidence"}} {
		l, d := &Ledger{}, Destination{About: c.about}
		l.Look(d, present(night, on))
		var got []string
		for _, m := range tell(l, d, night) {
			got = append(got, m.About)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%v: told %v", c.about, got)
		}
	}
}

func TestWhatHappensIsToldOnceWithoutAnEnd(t *testing.T) {
	l, d := &Ledger{}, Destination{After: time.Hour}
	gap := Concern{Key: "evidence gap\nlate 1", About: Evidence, Kind: "gap", Since: night, Until: after(time.Minute), Event: true}
	l.Look(d, present(after(time.Minute), []Concern{gap}))
	if m := tell(l, d, after(time.Minute)); len(m) != 1 || m[0].End {
		t.Fatalf("%+v", m)
	}
	l.Look(d, present(after(time.Hour), nil))
	if m := tell(l, d, after(time.Hour)); len(m) != 0 || len(l.Kept) != 0 {
		t.Errorf("%+v, kept %+v", m, l.Kept)
	}
}

// However things come and go, one kind of message about one provider comes every
// five minutes at the most, none says an end of which no beginning was due, and
// no thing is told twice without having ended.
func TestNoFlood(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l, d := &Ledger{}, Destination{After: time.Duration(rapid.IntRange(0, 300).Draw(t, "after")) * time.Second}
		began, last, open := map[string]record.Instant{}, map[string]record.Instant{}, map[string]bool{}
		for step := range 200 {
			at := after(time.Duration(step*20) * time.Second)
			var on []Concern
			var up []string
			for _, name := range []string{"a", "b", "c"} {
				switch rapid.IntRange(0, 3).Draw(t, name) {
				case 0: // not known
				case 1:
					delete(began, name)
					up = append(up, name)
				default:
					if began[name] == 0 {
						began[name] = at
					}
					on = append(on, down(name, began[name]))
				}
			}
			l.Look(d, present(at, on, up...))
			arrives := rapid.Bool().Draw(t, "arrives")
			for m := l.Next(d, at); m != nil; m = l.Next(d, at) {
				if !arrives {
					l.Refused("slow", at)
					continue
				}
				l.Took(m, at)
				if before, ok := last[m.key]; ok && at-before < record.Instant(spacing.Milliseconds()) {
					t.Fatalf("%q at %v and %v", m.key, before, at)
				}
				last[m.key] = at
				for _, c := range m.Concerns {
					if !m.End && open[c.Key] {
						t.Fatalf("%q told twice", c.Key)
					}
					open[c.Key] = !m.End
				}
			}
			if len(l.Kept) > 3 {
				t.Fatalf("%d kept", len(l.Kept))
			}
		}
	})
}

// A ticket waits as long as what it is for, and not longer.
func TestATicketWaitsLikeAnOutage(t *testing.T) {
	l, d := &Ledger{}, Destination{After: 2 * time.Minute}
	ticket := Concern{Key: "deadline ticket pro\n1", About: Deadline, Kind: "ticket", Name: "pro", Provider: "WHC", Since: night, Quiet: true, Targets: []string{"shop"}}
	for _, x := range []struct {
		at   time.Duration
		told int
	}{{0, 0}, {time.Minute, 0}, {2 * time.Minute, 1}, {time.Hour, 0}} {
		l.Look(d, present(after(x.at), []Concern{ticket}))
		m := tell(l, d, after(x.at))
		if len(m) != x.told {
			t.Errorf("after %v: %d messages", x.at, len(m))
		}
		if len(m) == 1 {
			if _, text := m[0].Write(Source{Vantage: "v"}, Destination{Zone: time.UTC}); !strings.Contains(text, "pro (WHC): shop") || !strings.Contains(text, "03:00:00") {
				t.Error(text)
			}
		}
	}
}

// A publication that changes again before it is told is one thing; after that it
// is another.
func TestAPublicationIsOneThing(t *testing.T) {
	l, d := &Ledger{}, Destination{}
	change := func(at time.Duration) Present {
		return present(after(at), []Concern{{Key: "statement news\n", About: Statement, Name: "news", Since: after(at), Event: true}})
	}
	l.Look(d, change(0))
	l.Look(d, change(time.Second))
	if m := tell(l, d, after(time.Second)); len(m) != 1 || len(m[0].Concerns) != 1 {
		t.Errorf("%+v", m)
	}
	l.Look(d, change(10*time.Minute))
	if m := tell(l, d, after(10*time.Minute)); len(m) != 1 || m[0].Concerns[0].Since != after(10*time.Minute) {
		t.Errorf("%+v", m)
	}
	old := &Message{About: Statement, Concerns: []Concern{{Name: "news"}, {Name: "news"}, {Name: "news"}}}
	if title, _ := old.Write(Source{}, Destination{}); !strings.Contains(title, "what they publish (news)") {
		t.Error(title)
	}
}

package bundle

import (
	"slices"
	"testing"
	"time"

	"constat/store/record"
)

// What an entry says of when it was made counts only where it goes with its
// rounds and with the checkpoints around it. A clock that was set breaks nothing.
func TestTimesThatDoNotGoWithWhatStandsAroundThemAreToldApart(t *testing.T) {
	const day = record.Instant(24 * time.Hour / time.Millisecond)
	picture := func(by record.Instant) func(*forge) {
		return func(f *forge) {
			f.picture("shop", 181, func(p *record.Picture, _ *forge) { p.Time, p.Ended = p.Time+by, p.Ended+by })
		}
	}
	path := func(by record.Instant, rounds int) func(*forge) {
		return func(f *forge) {
			f.path("shop", 190, func(p *record.Path) {
				p.Time, p.Ended, p.Round = p.Time+by, p.Ended+by, p.Round+record.Round(rounds)
			})
		}
	}
	requisites := func(by time.Duration) func(*forge) {
		return func(f *forge) {
			w := f.style()
			w.Date = w.Date.Add(by)
			f.requisitesOf(w, func(*record.Requisites, *forge) {})
		}
	}
	list := func(by time.Duration) func(*forge) {
		return func(f *forge) {
			f.enterStore("photos")
			f.inventory("photos", 0, f.manifest(record.Held{Path: "a", Size: 1}), func(e *record.Inventory) {
				e.Time = record.At(morning.Add(3*time.Hour + by))
				e.Ended, e.Round = e.Time+1, record.Round(e.Time/100)
			})
		}
	}
	for _, c := range []struct {
		why  string
		add  func(*forge)
		want bool
	}{
		{"a list of its hour", list(30 * time.Minute), true},
		{"a list of the day before", list(-24 * time.Hour), false},
		{"a list of the day after", list(24 * time.Hour), false},
		{"a picture of its round", picture(0), true},
		{"a picture that waited", picture(5 * 60_000), true},
		{"a picture of five years later", picture(5 * 365 * day), false},
		{"a picture of two months before", picture(-60 * day), false},
		{"a path of its round", path(0, 0), true},
		{"a path of a year before its round", path(-365*day, 0), false},
		{"a path and its round in the year after", path(365*day, 365*864_000), false},
		{"a path after a failure of another day", func(f *forge) {
			f.path("shop", 190, func(p *record.Path) { incidentAt(61)(p); p.Time, p.Ended = p.Time+day/24, p.Ended+day/24 })
		}, false},
		{"requisites of long after the page was kept", requisites(time.Hour), true},
		{"requisites of before it", requisites(-3 * time.Hour), false},
		{"requisites of after the checkpoint", requisites(24 * time.Hour), false},
	} {
		f := newForge(t).story()
		shop, _ := good("shop")
		f.segment("shop", shop, 180, 181)
		c.add(f)
		f.seal(morning.Add(4 * time.Hour))
		names := []string{"shop", "blog", "control"}
		if f.named["photos"] != nil {
			names = append(names, "photos")
		}
		b := verifyBytes(t, f.write(f.contents(-1, int64(len(f.leaves))-1, names...)), f.policy())
		if b.Verdict() == Broken {
			t.Errorf("%s: %+v", c.why, b.Checks)
			continue
		}
		n := 0
		tell := func(timely bool) {
			if n++; timely != c.want {
				t.Errorf("%s: %t", c.why, timely)
			}
		}
		for _, target := range b.Logs[0].Targets {
			for x := range target.Listings() {
				tell(x.Timely)
			}
			for x := range target.Shows() {
				tell(x.Timely)
			}
			for x := range target.Stands() {
				tell(x.Timely)
			}
			for x := range target.Furnishings() {
				tell(x.Timely)
			}
		}
		if n != 1 {
			t.Errorf("%s: %d entries", c.why, n)
		}
	}
}

// A path is asked for at a start: a second one, with none in between, is of nobody knows what.
func TestASecondPathOfOneStartIsToldApart(t *testing.T) {
	for event, want := range map[string][]bool{"": {true, false, true}, "reload": {true, true, true}, "start": {true, true, true}} {
		f := newForge(t).story()
		shop, _ := good("shop")
		f.segment("shop", shop, 180, 181)
		f.path("shop", 190, func(p *record.Path) { p.Reason = "start" })
		if event == "start" {
			f.add(record.Watch{Time: record.Instant(roundAt(190).Millis()), Event: "stop", Version: "1", Targets: 2, Controls: 1, Config: f.text("name: saguenay-1\n")})
		}
		if event != "" {
			f.add(record.Watch{Time: record.Instant(roundAt(190).Millis()), Event: event, Version: "1", Targets: 2, Controls: 1, Config: f.text("name: saguenay-1\n"), Method: f.text("method\n")})
		}
		f.path("shop", 191, func(p *record.Path) { p.Reason = "start" })
		f.path("shop", 192, func(p *record.Path) { p.Reason = "daily" })
		f.seal(morning.Add(4 * time.Hour))
		b := verifyBytes(t, f.write(f.contents(-1, int64(len(f.leaves))-1, "shop", "blog", "control")), f.policy())
		if b.Verdict() == Broken {
			t.Fatalf("%q: %+v", event, b.Checks)
		}
		var got []bool
		for _, target := range b.Logs[0].Targets {
			for x := range target.Stands() {
				got = append(got, x.Timely)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %v", event, got)
		}
	}
}

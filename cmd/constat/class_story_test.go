package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"constat/report/dossier"
	"constat/store"
	"constat/store/record"
)

// What the simulation knows of its two events, in minutes.
const (
	firstFrom, firstTo   = 30, 60
	secondFrom, secondTo = 85, 108
	cutFrom, cutTo       = 118, 126 // one vantage's own way to the provider is broken
	blindFrom, blindTo   = 8, 14    // another vantage's own network is down
	classMinutes         = 132
)

// Midnight falls between the two events: what comes back after the second is of
// the day before.
var classStart = time.Date(2026, 10, 4, 22, 50, 0, 0, time.UTC)

// What stands in the pages' place after the first event, and what the provider
// says of the second, by the minute.
const (
	defaultTitle = "IIS Windows Server"
	restoredTo   = 2 // the edition that comes back after the second event
)

// edition is a page that changes every twelve minutes.
func edition(n int) string {
	var b strings.Builder
	b.WriteString("<html><title>Journal</title>")
	for i := n; i < n+60; i++ {
		fmt.Fprintf(&b, "<p>Article %d : le conseil du %d a parlé de la rue %d et du pont %d.", i, i*7, i*i, i*3)
	}
	return b.String() + "</html>"
}

// providerSays is its status page: calm, then a word on each event.
func providerSays(minute int) string {
	said := "<p>Tous les services fonctionnent."
	if minute >= firstFrom+9 {
		said = "<p>Panne de plusieurs serveurs, nos équipes cherchent la cause."
	}
	if minute >= secondFrom+7 {
		said += "<p>Seconde panne, une restauration est en cours."
	}
	return "<html><title>État des services</title>" + said + "</html>"
}

// stagedClass are 200 sites of 60 members at one provider, and 100 elsewhere. Of
// the former, 120 on forty servers fail in the first event and serve the same
// default page after, 60 on twenty others in the second and serve what they held
// the day before, and eight of the rest fail for reasons of their own. The
// provider says something of each event, on one page.
func stagedClass() (sites []stagedSite) {
	for n := range 200 {
		s := stagedSite{member: strconv.Itoa(n%60 + 1), name: fmt.Sprintf("site-%03d", n), provider: "whc", system: 64500}
		switch {
		case n < 120:
			s.address = fmt.Sprintf("23.1.1.%d", n%40+1)
			s.fails = []stagedFailure{{from: firstFrom + n%3, to: firstTo + n%5, fault: record.TCPTimeout}}
			s.serves = func(minute int) string {
				if minute < s.fails[0].to {
					return titled(s.name)
				}
				return titled(defaultTitle)
			}
		case n < 180:
			s.address, s.system = fmt.Sprintf("23.1.2.%d", n%20+1), 64501
			s.fails = []stagedFailure{{from: secondFrom + n%2, to: secondTo + n%4, status: 503}}
			s.serves = func(minute int) string {
				if minute < s.fails[0].to {
					return edition(minute / 12)
				}
				return edition(restoredTo)
			}
		case n < 188:
			s.address = fmt.Sprintf("23.1.3.%d", n-179)
			at := []int{18, 50, 68, 75, 23, 101, 113, 40}[n-180]
			s.fails = []stagedFailure{{from: at, to: at + 4, fault: record.TCPRefused}}
			if n == 182 || n == 184 { // as those of the first event do, at another time
				s.fails[0].fault = record.TCPTimeout
			}
		default:
			s.address = fmt.Sprintf("23.1.3.%d", n-179)
		}
		sites = append(sites, s)
	}
	for n := range 100 {
		s := stagedSite{member: "-", name: fmt.Sprintf("other-%03d", n), provider: "elsewhere", address: fmt.Sprintf("23.9.1.%d", n+1), system: 64900}
		if n == 7 {
			s.fails = []stagedFailure{{from: 36, to: 57, fault: record.TCPTimeout}}
		}
		sites = append(sites, s)
	}
	return append(sites, stagedSite{name: "status", provider: "whc", address: "23.1.9.1", serves: providerSays, matter: record.MatterStatus})
}

// A stagedFolder are the bundles of a simulation, the list that tells whose they
// are, and the policy that names the logs.
type stagedFolder struct{ dir, list, policy string }

func stageClass(t testing.TB) stagedFolder {
	t.Helper()
	f := stagedFolder{dir: t.TempDir()}
	f.list, f.policy = filepath.Join(f.dir, "members.csv"), filepath.Join(f.dir, "policy")
	sites := stagedClass()
	var list, policy bytes.Buffer
	list.WriteString("member,bundle,sites\n")
	for i, origin := range []string{"saguenay-1/1", "levis-22/1"} {
		v := stageVantage(t, origin, classStart, 30*i, sites)
		if i == 0 {
			v.cutOff = func(m int, s stagedSite) bool { return s.provider == "whc" && cutFrom <= m && m < cutTo }
		} else {
			v.blind = func(m int) bool { return blindFrom <= m && m < blindTo }
		}
		v.watch(classMinutes)
		for n := range 61 {
			member := strconv.Itoa(n)
			if n == 0 {
				member = "-"
			}
			fmt.Fprintf(&list, "%s,%s,\n", member, filepath.Base(v.export(f.dir, member, store.Query{})))
		}
		for line := range strings.Lines(string(v.Policy())) {
			if i == 0 || strings.HasPrefix(line, "log ") {
				policy.WriteString(line)
			}
		}
	}
	for name, b := range map[string]*bytes.Buffer{f.list: &list, f.policy: &policy} {
		if err := os.WriteFile(name, b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return f
}

// class runs the command, and reads what it wrote.
func (f stagedFolder) class(t testing.TB, args ...string) *dossier.Class {
	t.Helper()
	out := filepath.Join(t.TempDir(), "class.json")
	var stdout, stderr bytes.Buffer
	args = append([]string{"class", "--provider", "whc", "--json", out}, args...)
	if code := run(t.Context(), args, &stdout, &stderr); code != 0 {
		t.Fatalf("constat %s: %d, %s", strings.Join(args, " "), code, stderr.String())
	}
	text, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	d := new(dossier.Class)
	if err := json.Unmarshal(text, d); err != nil {
		t.Fatal(err)
	}
	return d
}

func TestClassReportTellsWhatWasPlanted(t *testing.T) {
	f := stageClass(t)
	out := filepath.Join(t.TempDir(), "class.pdf")
	if dir := os.Getenv("CONSTAT_PAGES"); dir != "" { // to be looked at
		out = filepath.Join(dir, "class-en.pdf")
		f.class(t, "--list", f.list, "--policy", f.policy, "--lang", "fr", "--representative", "7", "-o", filepath.Join(dir, "class-fr.pdf"),
			"--public", filepath.Join(dir, "class-public-fr.pdf"), "--authorisation", filepath.Join(dir, "court-fr.pdf"), "--forum", "quebec")
	}
	d := f.class(t, "--list", f.list, "--policy", f.policy, "--lang", "en", "--representative", "7", "-o", out)
	if len(d.Sites) != 200 || len(d.Others) != 100 || len(d.Members) != 60 || len(d.Bundles) != 122 || len(d.LeftOut) != 0 || len(d.Vantages) != 2 {
		t.Fatalf("%d sites, %d others, %d members, %d bundles, %d left out, %d vantages", len(d.Sites), len(d.Others), len(d.Members), len(d.Bundles), len(d.LeftOut), len(d.Vantages))
	}
	if len(d.Events) != 2 {
		t.Fatalf("%d events", len(d.Events))
	}
	planted := map[string]stagedSite{}
	for _, s := range stagedClass() {
		planted[s.name] = s
	}
	for i, e := range d.Events {
		want := [][2]int{{firstFrom, firstTo}, {secondFrom, secondTo}}[i]
		if sites := []int{120, 60}[i]; len(e.Sites) != sites || len(e.Doubts) != 0 || len(e.Vantages) != 2 {
			t.Errorf("event %d: %d sites, doubts %v, vantages %v", e.Number, len(e.Sites), e.Doubts, e.Vantages)
		}
		if !earlierThan(e.From, want[0]) || !notBefore(e.To, want[0]) || !earlierThan(e.EndFrom, want[1]) || !notBefore(e.EndTo, want[1]) {
			t.Errorf("event %d lies at %v to %v, ends %v to %v", e.Number, e.From, e.To, e.EndFrom, e.EndTo)
		}
		for _, n := range e.Sites {
			s := d.Sites[n-1]
			o := s.Outages[slices.IndexFunc(s.Outages, func(o dossier.ClassOutage) bool { return o.Event == e.Number })]
			p := planted[s.Name].fails[0]
			// Each bracket holds what was planted, and is no wider than what two
			// vantages half a minute apart leave open.
			if !earlierThan(o.LastGood, p.from) || !notBefore(o.FirstBad, p.from) || !earlierThan(o.LastBad, p.to) || !notBefore(o.FirstGood, p.to) ||
				o.FirstBad.Instant-o.LastGood.Instant > 75_000 || o.FirstGood.Instant-o.LastBad.Instant > 75_000 {
				t.Fatalf("site %s: %+v, planted %+v", s.Name, o, p)
			}
		}
	}
	// The provider has 40 + 20 + 20 addresses, the others 100, of which one fails with
	// the first event.
	for i, want := range []struct{ ours, others, failing int }{{120, 1, 40}, {60, 0, 20}} {
		e := d.Events[i]
		if e.Ours != (dossier.ClassShare{Failing: want.ours, Known: 200}) || e.Others != (dossier.ClassShare{Failing: want.others, Known: 100}) {
			t.Errorf("event %d: %+v against %+v", e.Number, e.Ours, e.Others)
		}
		if got := byLot(80, 100, want.failing, want.others).RatString(); e.Chance != got {
			t.Errorf("event %d: chance %s, want %s", e.Number, e.Chance, got)
		}
	}
	// What one vantage alone could not reach, because its own way was cut or its
	// network down, is no outage of anybody's.
	if len(d.Lone) != 8 {
		t.Errorf("%d outages by themselves", len(d.Lone))
	}
	for _, s := range d.Sites {
		for _, a := range s.Apart {
			want := "well"
			switch {
			case a.Event == 1 && (s.Name == "site-181" || s.Name == "site-187"), a.Event == 2 && s.Name == "site-185":
				want = "other-time"
			}
			if a.Reason != want {
				t.Errorf("site %s is apart from event %d: %s, want %s", s.Name, a.Event, a.Reason, want)
			}
		}
	}
	asPlanted(t, d)
}

// asPlanted holds the clusters of d against what the sites of each event have in
// common: the cause, the network, what the provider said next, the same default
// page after, or the same day that came back. Two that failed alone show the cause
// and the network of the first event, and are in no cluster with it, nor with those
// that failed alone for another cause: to be in no event is nothing in common.
func asPlanted(t *testing.T, d *dossier.Class) {
	t.Helper()
	want := []struct {
		sites int
		signs map[string]string
	}{
		{120, map[string]string{"event": "1", "cause": "tcp-timeout", "network": "AS64500", "after": "replaced iis"}},
		{60, map[string]string{"event": "2", "cause": "http-status 503", "network": "AS64501", "after": "rolled-back", "rolled": "2026-10-04"}},
		{6, map[string]string{"event": "-", "cause": "tcp-refused", "network": "AS64500", "after": "unchanged"}},
		{2, map[string]string{"event": "-", "cause": "tcp-timeout", "network": "AS64500", "after": "unchanged"}},
	}
	if len(d.Groups) != len(want) {
		for _, g := range d.Groups {
			t.Logf("%d sites %v: %v", len(g.Sites), g.Signs, g.Sites)
		}
		t.Fatalf("%d groups", len(d.Groups))
	}
	said := map[string]bool{}
	for i, w := range want {
		g := d.Groups[i]
		if s := g.Signs["statement"]; s != "" {
			said[s] = true
			delete(g.Signs, "statement")
		}
		if len(g.Sites) != w.sites || !maps.Equal(g.Signs, w.signs) {
			t.Errorf("group of %d: %v, want %d: %v", len(g.Sites), g.Signs, w.sites, w.signs)
		}
	}
	if len(said) != 2 {
		t.Errorf("%d statements are common to groups", len(said))
	}
	lost := map[string]int{}
	for _, s := range d.Sites {
		for _, l := range s.Losses {
			lost[l.State] += l.Items
		}
	}
	if !maps.Equal(lost, map[string]int{"replaced": 120, "rolled-back": 60}) || d.Subgroups[0].Sites != 180 {
		t.Errorf("lost %v", lost)
	}
}

func earlierThan(x dossier.Time, minute int) bool {
	return x.Known && x.Instant.Time().Before(classStart.Add(time.Duration(minute)*time.Minute))
}

func notBefore(x dossier.Time, minute int) bool {
	return x.Known && !x.Instant.Time().Before(classStart.Add(time.Duration(minute)*time.Minute))
}

// byLot is the chance that at least k of ours are drawn, with so many of others, by
// walking through the draws one by one.
func byLot(ours, others, k, besides int) *big.Rat {
	draws := k + besides
	at := map[int]*big.Rat{0: big.NewRat(1, 1)}
	for drawn := range draws {
		next := map[int]*big.Rat{}
		for hits, p := range at {
			left := int64(ours + others - drawn)
			for more, n := range []int64{int64(others - (drawn - hits)), int64(ours - hits)} {
				q := new(big.Rat).Mul(p, big.NewRat(n, left))
				if next[hits+more] == nil {
					next[hits+more] = new(big.Rat)
				}
				next[hits+more].Add(next[hits+more], q)
			}
		}
		at = next
	}
	sum := new(big.Rat)
	for hits, p := range at {
		if hits >= k {
			sum.Add(sum, p)
		}
	}
	return sum
}

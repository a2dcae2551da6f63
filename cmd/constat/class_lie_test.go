package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"constat/report/dossier"
	"constat/store"
	"constat/store/record"
)

// smallClass are four sites of two members that fail together at one provider, and two elsewhere.
func smallClass() (sites []stagedSite) {
	for n := range 4 {
		sites = append(sites, stagedSite{member: fmt.Sprint(n/2 + 1), name: fmt.Sprintf("site-%d", n), provider: "whc", address: fmt.Sprintf("23.1.1.%d", n+1), system: 64500,
			fails: []stagedFailure{{from: 6, to: 12, fault: record.TCPRefused}}})
	}
	for n := range 2 {
		sites = append(sites, stagedSite{member: "-", name: fmt.Sprintf("other-%d", n), provider: "elsewhere", address: fmt.Sprintf("23.9.1.%d", n+1), system: 64900})
	}
	return sites
}

const smallMinutes = 18

// stageSmall watches with one vantage, and exports each member's bundle.
func stageSmall(t *testing.T, origin string, phase int, change func(*stagedVantage)) (v *stagedVantage, dir string) {
	t.Helper()
	v = stageVantage(t, origin, classStart, phase, smallClass())
	if change != nil {
		change(v)
	}
	v.watch(smallMinutes)
	dir = t.TempDir()
	for _, member := range []string{"1", "2", "-"} {
		v.export(dir, member, store.Query{})
	}
	return v, dir
}

func leftOut(d *dossier.Class, reason string) (names []string) {
	for _, l := range d.LeftOut {
		if l.Reason == reason {
			names = append(names, l.Name)
		}
	}
	return names
}

func copyFile(t *testing.T, from, to string, change func([]byte) []byte) {
	t.Helper()
	b, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if change != nil {
		b = change(b)
	}
	if err := os.WriteFile(to, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestClassCountsABundleOnceAndNamesWhatItLeavesOut(t *testing.T) {
	v, dir := stageSmall(t, "saguenay-1/1", 0, nil)
	policy := filepath.Join(t.TempDir(), "policy")
	if err := os.WriteFile(policy, v.Policy(), 0o600); err != nil {
		t.Fatal(err)
	}
	one := filepath.Join(dir, "saguenay-1-1.zip")
	copyFile(t, one, filepath.Join(dir, "z-again.zip"), nil)
	copyFile(t, one, filepath.Join(dir, "z-flipped.zip"), func(b []byte) []byte { b[len(b)/2] ^= 1; return b })
	copyFile(t, one, filepath.Join(dir, "z-cut.zip"), func(b []byte) []byte { return b[:len(b)-100] })
	huge := filepath.Join(dir, "z-huge.zip") // of 5 GB, and not read
	if err := os.WriteFile(huge, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(huge, 5<<30); err != nil {
		t.Skip("no file with holes:", err)
	}
	// Another key under the same name: whoever made it is not whom the policy names;
	// an epoch that nothing leads to; and one whom the policy does not know at all.
	_, forged := stageSmall(t, "saguenay-1/1", 20, nil)
	copyFile(t, filepath.Join(forged, "saguenay-1-2.zip"), filepath.Join(dir, "z-forged.zip"), nil)
	_, epoch := stageSmall(t, "saguenay-1/2", 30, nil)
	copyFile(t, filepath.Join(epoch, "saguenay-1-2.zip"), filepath.Join(dir, "z-epoch.zip"), nil)
	_, stranger := stageSmall(t, "levis-22/1", 30, nil)
	copyFile(t, filepath.Join(stranger, "levis-22-2.zip"), filepath.Join(dir, "z-stranger.zip"), nil)
	began := time.Now()
	d := (stagedFolder{}).class(t, "--policy", policy, dir)
	if took := time.Since(began); took > 30*time.Second {
		t.Errorf("it took %v", took)
	}
	for reason, want := range map[string][]string{"twice": {"z-again.zip"}, "broken": {"z-cut.zip", "z-epoch.zip", "z-flipped.zip", "z-forged.zip"}, "too-large": {"z-huge.zip"}, "unnamed-key": {"z-stranger.zip"}} {
		if got := leftOut(d, reason); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", reason, got, want)
		}
	}
	if len(d.Sites) != 4 || len(d.Members) != 2 || len(d.Bundles) != 3 || len(d.Others) != 2 {
		t.Errorf("%d sites, %d members, %d bundles, %d others", len(d.Sites), len(d.Members), len(d.Bundles), len(d.Others))
	}
	for _, l := range d.LeftOut {
		if l.Detail == "" || l.French == "" || strings.Contains(l.Detail+l.French, dir) {
			t.Errorf("%+v", l)
		}
	}
}

// What one vantage alone could not reach is the first thing that the other side
// will speak of: its own way there may be what failed.
func TestClassOfOneVantageEstablishesNoEvent(t *testing.T) {
	_, dir := stageSmall(t, "saguenay-1/1", 0, nil)
	d := (stagedFolder{}).class(t, dir)
	if len(d.Events) != 1 || !slices.Equal(d.Events[0].Doubts, []string{"one-vantage", "not-told-apart"}) {
		t.Errorf("%+v", d.Events)
	}
}

// Two vantages of one machine are one, whatever they are called, and a vantage
// whose own network is down says nothing of any site.
func TestClassIsNotMadeByOurOwnNetwork(t *testing.T) {
	quiet := func(v *stagedVantage) {
		for i := range v.sites {
			v.sites[i].fails = nil
		}
	}
	t.Run("controls fail with it", func(t *testing.T) {
		_, dir := stageSmall(t, "saguenay-1/1", 0, func(v *stagedVantage) { quiet(v); v.blind = func(m int) bool { return m > 5 && m < 12 } })
		if d := (stagedFolder{}).class(t, dir); len(d.Events) != 0 || len(d.Lone) != 0 {
			t.Errorf("%d events, %d outages", len(d.Events), len(d.Lone))
		}
	})
	t.Run("its way to everything but the controls is broken", func(t *testing.T) {
		_, dir := stageSmall(t, "saguenay-1/1", 0, func(v *stagedVantage) {
			quiet(v)
			v.cutOff = func(m int, _ stagedSite) bool { return m > 5 && m < 12 }
		})
		d := (stagedFolder{}).class(t, dir)
		if len(d.Events) != 1 || !slices.Equal(d.Events[0].Doubts, []string{"one-vantage", "not-told-apart"}) || d.Events[0].Chance != "1" {
			t.Errorf("%+v", d.Events)
		}
	})
	t.Run("another vantage reached them", func(t *testing.T) {
		_, dir := stageSmall(t, "saguenay-1/1", 0, func(v *stagedVantage) {
			quiet(v)
			v.cutOff = func(m int, s stagedSite) bool { return s.provider == "whc" && m > 5 && m < 12 }
		})
		_, well := stageSmall(t, "levis-22/1", 30, quiet)
		d := (stagedFolder{}).class(t, dir, well)
		if len(d.Events) != 0 || len(d.Lone) != 0 {
			t.Errorf("%d events, %d outages", len(d.Events), len(d.Lone))
		}
		for _, s := range d.Sites {
			if s.AtLeast != 0 || s.Disputed == 0 || s.Accounts != 2 {
				t.Errorf("site %s: at least %v, disputed %v, %d accounts", s.Name, s.AtLeast, s.Disputed, s.Accounts)
			}
		}
	})
}

// Others that refused the probe are not others that were up.
func TestClassHoldsUnknownAgainstNobody(t *testing.T) {
	_, dir := stageSmall(t, "saguenay-1/1", 0, func(v *stagedVantage) {
		for i, s := range v.sites {
			if s.provider == "elsewhere" {
				v.sites[i].fails = []stagedFailure{{from: 4, to: 14, status: 403}}
			}
		}
	})
	d := (stagedFolder{}).class(t, dir)
	if len(d.Events) != 1 || d.Events[0].Others != (dossier.ClassShare{Unknown: 2}) || d.Events[0].Chance != "1" || !slices.Contains(d.Events[0].Doubts, "no-comparison") {
		t.Errorf("%+v, left out %+v", d.Events, d.LeftOut)
	}
}

// A site that two members claim, or one member twice over, is one site.
func TestClassCountsASharedSiteOnce(t *testing.T) {
	_, dir := stageSmall(t, "saguenay-1/1", 0, nil)
	list := filepath.Join(dir, "members.csv")
	text := "member,bundle,sites\n7,saguenay-1-1.zip,\n8,saguenay-1-1.zip,site-1\n8,saguenay-1-2.zip,site-2; site-3\n-,saguenay-1--.zip,\n"
	if err := os.WriteFile(list, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	d := (stagedFolder{}).class(t, "--list", list)
	if len(d.Sites) != 4 || len(d.Members) != 2 || len(d.Bundles) != 3 {
		t.Fatalf("%d sites, %d members, %d bundles", len(d.Sites), len(d.Members), len(d.Bundles))
	}
	for _, m := range d.Members {
		if len(m.Shared) != 1 {
			t.Errorf("member %s shares %v", m.Member, m.Shared)
		}
	}
}

func TestClassListIsRefusedByItsLine(t *testing.T) {
	for text, want := range map[string]string{
		"member,bundle\n":                  "the list names no bundle",
		"":                                 "the first line is not member,bundle,sites",
		"membre,dossier\n":                 "the first line is not member,bundle,sites",
		"member,bundle\n1,a.zip\n,b.zip\n": "line 3: give a member, a bundle",
		"member,bundle\n1\n":               "line 2: give a member, a bundle",
		"member,bundle\n1,\"a.zip\n":       "extraneous or missing",
		"member,bundle,sites\n-,a.zip,s\n": "line 2: bundles for comparison are read whole",
		"member,bundle\n1,a.zip,s,t\n":     "line 2: give a member",
		"member,bundle\n\xff,a.zip\n":      "it is not UTF-8",
		"member,bundle\n" + strings.Repeat("1", 65) + ",a.zip\n": "longer than 64",
	} {
		path := filepath.Join(t.TempDir(), "list.csv")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		var stdout, stderr bytes.Buffer
		code := run(t.Context(), []string{"class", "--provider", "whc", "--lang", "en", "--list", path, "--json", filepath.Join(t.TempDir(), "x")}, &stdout, &stderr)
		if code != 2 || !strings.Contains(stderr.String(), want) {
			t.Errorf("%q: %d, %s, want %s", text, code, stderr.String(), want)
		}
	}
}

package pdf

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"constat/report/dossier"
	"constat/report/lang"
	"constat/store/record"
)

// breakdown is a week of n sites of one provider that stopped answering within a
// minute and a half, of which one in ten answered with an error, one in thirteen
// had not come back at the end, and the one before the last failed by itself two
// days later.
func breakdown(n int) *dossier.Dossier {
	s := newStory(7*24*time.Hour, time.Minute)
	const day = 86400.0
	for k := range n {
		from, to, cause := 2*day+float64(7*k%90), 2*day+5*3600+float64(311*k%3600), "tcp-refused"
		switch {
		case k%10 == 4:
			cause = "http-status"
		case k == n-2 && n > 5:
			from, to, cause = 4*day, 4*day+300, "dns-timeout"
		}
		open := k%13 == 8
		if open {
			to = 7 * day
		}
		t := s.target(fmt.Sprintf("client-%02d.example", k+1), fmt.Sprintf("https://client-%02d.example/", k+1), fmt.Sprintf("2 %g-%g bad %s", from, to, cause))
		t.Site = t.Name
		var status []int
		if cause == "http-status" {
			status = []int{503}
		}
		i := s.incident(t, from, to, cause, status...)
		i.Site, i.Provider = t.Site, t.Provider
		if open {
			i.FirstGood, i.OpenEnd = dossier.Time{}, "none"
		}
	}
	numbered(s.d)
	return s.d
}

// numbered puts the incidents of d in order of their first failure.
func numbered(d *dossier.Dossier) {
	slices.SortStableFunc(d.Incidents, func(a, b dossier.Incident) int {
		return cmp.Compare(a.FirstBad.Instant, b.FirstBad.Instant)
	})
	for n := range d.Incidents {
		d.Incidents[n].Number = n + 1
	}
}

// doubted is breakdown with all that can be held against an incident: bounds that
// are not shown, time that nobody watched, two that failed twice, no provider,
// clocks and authorities, contents that took the place of a site's own.
func doubted(n int) *dossier.Dossier {
	d := breakdown(n)
	ms := dossier.Seconds(421)
	for k := range d.Incidents {
		i := &d.Incidents[k]
		i.Layer = "network"
		switch k % 9 {
		case 1:
			i.OpenStart, i.LastGood = "not-shown", dossier.Time{}
			i.Review = append(i.Review, "shown-from")
		case 2:
			i.NotWatched, i.AtLeast = 3_600_000, i.AtLeast/2
			i.Clock, i.ClockKnown = &ms, true
		case 3:
			i.NotBefore, i.NotAfter, i.Authorities = i.LastGood, i.LastBad, []string{"Autorité A", "Autorité B"}
		case 4:
			i.OpenEnd, i.FirstGood = "not-shown", dossier.Time{}
			i.Review = append(i.Review, "one-vantage")
			i.Vantages = i.Vantages[:1]
		case 5:
			i.Provider = ""
		case 6:
			i.Target = "très-long-nom-de-site-qui-ne-tient-pas-dans-sa-case.boutique.example"
			d.Pages = append(d.Pages, dossier.Page{Target: i.Target, TargetID: i.TargetID, Vantage: "levis-1", States: []dossier.PageState{
				{State: "unchanged", From: d.Period.From, To: i.LastGood},
				{State: "replaced", From: i.FirstBad, To: d.Period.To, Review: []string{"one-vantage"}},
			}})
		}
	}
	return d
}

func laidOut(d *dossier.Dossier, l *lang.Language) *sheet {
	s := newSheet(d, Options{Zone: time.UTC}, l, papers["letter"], [32]byte{})
	s.draw()
	return s
}

// One host's breakdown took a page and a quarter for each of its sites.
func TestManyIncidentsTakeFewPages(t *testing.T) {
	for n, most := range map[int]int{13: 10, 40: 12, 61: 12} {
		for _, l := range []*lang.Language{lang.French, lang.English} {
			s := laidOut(breakdown(n), l)
			if pages := s.placed["changes"].page - s.placed["findings"].page + 1; pages > most {
				t.Errorf("%s: %d incidents take %d pages of %d, at most %d", l.Code, n, pages, s.pdf.PageNo(), most)
			}
		}
	}
}

func TestFewIncidentsAreToldOneByOne(t *testing.T) {
	for _, n := range []int{1, 5, 12} {
		s := laidOut(breakdown(n), lang.French)
		for k := 1; k <= n; k++ {
			if _, ok := s.placed[fmt.Sprint("incident-", k)]; !ok {
				t.Errorf("%d incidents: no. %d is not told", n, k)
			}
		}
		if _, ok := s.placed["set-1"]; ok || s.many() {
			t.Errorf("%d incidents are shown together", n)
		}
	}
}

// What is shown together loses nothing: the bounds, the durations, the leaves
// and the name of each incident are on the pages.
func TestEveryIncidentIsOnThePages(t *testing.T) {
	for name, d := range map[string]*dossier.Dossier{"breakdown": breakdown(61), "doubted": doubted(40), "loose": loose(30)} {
		for _, code := range []string{"fr", "en"} {
			path := written(t, d, Options{Lang: code})
			out := judge(t, "pdftotext", "-layout", "-nopgbrk", path, "-") + judge(t, "pdftotext", "-nopgbrk", path, "-")
			l, _ := lang.For(code)
			flat := strings.Join(strings.Fields(out), " ") // Fields parts at no-break spaces too
			for _, i := range slices.Concat(d.Incidents, d.Unconfirmed) {
				for _, want := range []string{short(i.Target, 12), i.FirstBad.Instant.Time().Format("15:04:05.000"), i.LastBad.Instant.Time().Format("15:04:05.000"),
					l.Least(span(i.AtLeast)), l.Most(span(i.AtMost))} {
					want = strings.TrimSuffix(strings.ReplaceAll(want, lang.NoBreak, " "), "…")
					if !strings.Contains(flat, want) {
						t.Errorf("%s, %s: %q of incident %d is not there", name, code, want, i.Number)
					}
				}
			}
		}
	}
}

// loose is failures of n targets that one vantage alone saw.
func loose(n int) *dossier.Dossier {
	d := breakdown(n)
	for _, i := range d.Incidents {
		i.Vantages, i.Causes, i.Number = i.Vantages[:1], i.Causes[:1], 0
		d.Unconfirmed = append(d.Unconfirmed, i)
	}
	d.Incidents = nil
	return d
}

// Nothing held against an incident is lost where it is shown with others: whose
// doubts differ from those of the longest is told, or its doubts are listed with
// its number.
func TestWhatIsHeldAgainstAnIncidentIsShownWithIt(t *testing.T) {
	d := doubted(40)
	s := newSheet(d, Options{Zone: time.UTC}, lang.English, papers["letter"], [32]byte{})
	for _, x := range sets(d.Incidents) {
		all := s.remarks(x)
		for _, i := range x.incidents {
			for _, r := range i.Review {
				words := lang.English.Review(r)
				if !slices.ContainsFunc(all, func(m remark) bool { return m.words == words && slices.Contains(m.of, i.Number) }) {
					t.Errorf("%q of incident %d is not said", words, i.Number)
				}
			}
		}
	}
}

func TestEachMannerOfFailingIsTold(t *testing.T) {
	d := breakdown(61)
	told := chosen(d.Incidents)
	if len(told) > fewIncidents {
		t.Errorf("%d are told", len(told))
	}
	for _, x := range sets(d.Incidents) {
		seen := map[string]bool{}
		for _, i := range x.incidents {
			seen[manner(i)] = seen[manner(i)] || told[i.Number]
		}
		for m, ok := range seen {
			if !ok {
				t.Errorf("set %d: nothing told of %s", x.number, m)
			}
		}
	}
	if longest := longestFirst(d.Incidents)[0]; !told[longest.Number] {
		t.Errorf("the longest, no. %d, is not told", longest.Number)
	}
}

// Showing together asserts nothing: one provider's name, brackets that touch,
// each incident once, and the same whatever the order.
func TestIncidentsShownTogetherTouch(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var all []dossier.Incident
		for n := range rapid.IntRange(0, 40).Draw(rt, "incidents") {
			first := rapid.Int64Range(0, 12*3600_000).Draw(rt, "first failure")
			i := dossier.Incident{Number: n + 1, Provider: rapid.SampledFrom([]string{"", "a", "b"}).Draw(rt, "provider"), FirstBad: dossier.Known(record.Instant(first))}
			if before := rapid.Int64Range(-1, 7200_000).Draw(rt, "bracket"); before >= 0 {
				i.LastGood = dossier.Known(record.Instant(first - before))
			}
			all = append(all, i)
		}
		list, seen := sets(all), map[int]bool{}
		for _, x := range list {
			for _, i := range x.incidents {
				if seen[i.Number] {
					rt.Fatalf("incident %d is there twice", i.Number)
				}
				seen[i.Number] = true
				if x.number > 0 && (i.Provider != x.incidents[0].Provider || !touches(i, x.incidents)) {
					rt.Fatalf("incident %d does not belong to set %d", i.Number, x.number)
				}
			}
			if x.number > 0 && len(x.incidents) < fewTogether {
				rt.Fatalf("set %d has %d", x.number, len(x.incidents))
			}
		}
		if len(seen) != len(all) {
			rt.Fatalf("%d of %d", len(seen), len(all))
		}
		if again := sets(rapid.Permutation(all).Draw(rt, "order")); !reflect.DeepEqual(again, list) {
			rt.Fatalf("another order gives %v, not %v", again, list)
		}
	})
}

func touches(i dossier.Incident, others []dossier.Incident) bool {
	return slices.ContainsFunc(others, func(o dossier.Incident) bool {
		return o.Number != i.Number && begins(o) <= int64(i.FirstBad.Instant) && begins(i) <= int64(o.FirstBad.Instant)
	})
}

// Grouping says what it is, in both languages, wherever sets are shown.
func TestShowingTogetherProvesNoCause(t *testing.T) {
	for code, want := range map[string]string{"fr": "ne prouve pas que leur cause est la même, ni de qui elle relève", "en": "does not prove that their cause is the same, nor who answers for it"} {
		out := judge(t, "pdftotext", "-nopgbrk", written(t, breakdown(13), Options{Lang: code}), "-")
		if flat := strings.Join(strings.Fields(out), " "); !strings.Contains(flat, want) {
			t.Errorf("%s: %q is not there", code, want)
		}
	}
}

func TestADurationBreaksBetweenItsUnits(t *testing.T) {
	if got, want := loosened("4\u00a0jours\u00a023\u00a0h\u00a058\u00a0min\u00a04\u00a0s"), "4\u00a0jours 23\u00a0h 58\u00a0min 4\u00a0s"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Where nothing began together, no set is spoken of.
func TestIncidentsApartMakeNoSet(t *testing.T) {
	for code, never := range map[string]string{"fr": "nsemble 1", "en": "Set 1"} {
		out := judge(t, "pdftotext", "-nopgbrk", written(t, crowd(40), Options{Lang: code}), "-")
		flat := strings.Join(strings.Fields(out), " ")
		for _, words := range []string{never, "aucun ensemble", "in no set", "e chaque ensemble", "of each set"} {
			if strings.Contains(flat, words) {
				t.Errorf("%s: %q is there", code, words)
			}
		}
	}
}

// A stretch is drawn whole only where all of it is shown to be failure.
func TestWhatIsNotProvenThroughoutIsDrawnOtherwise(t *testing.T) {
	d := breakdown(13)
	s := newSheet(d, Options{Zone: time.UTC}, lang.English, papers["letter"], [32]byte{})
	i := d.Incidents[0]
	if s.inParts(i) {
		t.Error("a row without a gap is drawn in parts")
	}
	i.AtLeast -= 3600_000
	if !s.inParts(i) {
		t.Error("an hour that is not shown is drawn as failure")
	}
	half := dossier.Seconds(1800_000)
	if i.Clock = &half; s.inParts(i) {
		t.Error("what the clocks take off is drawn as a gap")
	}
}

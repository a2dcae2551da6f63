package breach

import (
	"slices"
	"strings"
	"testing"

	"constat/report/dossier"
	"constat/report/lang"
	"constat/store/record"
)

// outage is an incident of 28 August 2021, by its times of day in UTC; "" is
// not known.
func outage(t *testing.T, target string, times ...string) dossier.Incident {
	t.Helper()
	var all [4]dossier.Time
	for i, s := range times {
		if s != "" {
			all[i] = dossier.Known(at(t, "2021-08-28T"+s+":00Z"))
		}
	}
	return dossier.Incident{Target: target, LastGood: all[0], FirstBad: all[1], LastBad: all[2], FirstGood: all[3]}
}

func shopWith(t *testing.T, change func(string) string, d *dossier.Dossier) *Notice {
	t.Helper()
	text := whole
	if change != nil {
		text = change(text)
	}
	return noticesOf(t, text, d)["shop switzerland"]
}

// What the evidence shows is a bracket: nobody saw a beginning or an end. The
// upper end is raised to the second, and the declared time stands beside it.
func TestWhatHappenedIsABracket(t *testing.T) {
	i := outage(t, "shop", "04:00", "04:01", "07:00", "07:02")
	i.FirstBad.Instant += 400
	d := &dossier.Dossier{Incidents: []dossier.Incident{outage(t, "mail", "05:00", "05:01", "06:00", "06:01"), i}}
	n := shopWith(t, nil, d)
	text := strings.ReplaceAll(strings.Join(n.Stamps[0].Text, " "), "\u00a0", " ")
	for _, want := range []string{"began after 28 August 2021, 06:00:00 (UTC+2) and by 28 August 2021, 06:01:01", "ended after 28 August 2021, 09:00:00 (UTC+2) and by 28 August 2021, 09:02:00", "Declared: from 28 August 2021, 06:00:00"} {
		if !strings.Contains(text, want) {
			t.Errorf("without %q: %s", want, text)
		}
	}
	if n.Stamps[0].Source != "evidence" || n.Evidence.Open || slices.Contains(n.Doubts, "occurred-differs") {
		t.Errorf("%+v %v", n.Stamps[0], n.Doubts)
	}
	for _, declared := range []string{"2021-08-28 05:59", "2021-08-28 06:02"} {
		n := shopWith(t, func(s string) string { return strings.Replace(s, "from: 2021-08-28 06:00", "from: "+declared, 1) }, d)
		if !slices.Contains(n.Doubts, "occurred-differs") {
			t.Errorf("declared %s, and it agrees", declared)
		}
	}
}

// A service closed on purpose is no breakdown: what was seen in it stands apart
// and begins nothing. Doubt about where it began is the closing's.
func TestAClosingOnPurposeIsNoBreakdown(t *testing.T) {
	for _, x := range []struct {
		name, want string
		times      []string
		begins     bool
	}{
		{"in it", Whole, []string{"10:00", "10:01", "12:00", "12:01"}, false},
		{"before it", None, []string{"04:00", "04:01", "07:00", "07:01"}, true},
		{"after it", None, []string{"15:00", "15:01", "15:05", "15:06"}, true},
		{"into it", Part, []string{"09:00", "09:01", "12:00", "12:01"}, true},
		{"out of it", Part, []string{"11:00", "11:01", "15:00", "15:01"}, false},
	} {
		d := &dossier.Dossier{Incidents: []dossier.Incident{outage(t, "shop", x.times...)}}
		n := shopWith(t, func(s string) string {
			return strings.Replace(s, "common:\n", "common:\n  preventive_shutdown: {from: 2021-08-28T10:00:00Z, to: 2021-08-28T14:00:00Z, ordered_by: the ministry, text_file: order.eml}\n", 1)
		}, d)
		if got := n.Evidence.Incidents[0].Voluntary; got != x.want || n.Evidence.Began.By.Known != x.begins {
			t.Errorf("%s: %s, begins %v", x.name, got, n.Evidence.Began)
		}
		if n.Stop == nil || n.Stop.SHA256 != record.Sum([]byte("order")) || n.Stop.Text != "order.eml" || n.Stop.Head != "preventive_shutdown_cost" || slices.Contains(n.Doubts, "order-unproven") {
			t.Errorf("%s: %+v %v", x.name, n.Stop, n.Doubts)
		}
	}
	open := &Stop{From: at(t, "2021-08-28T10:00:00Z")}
	if got := open.covers(outage(t, "shop", "23:00", "23:01", "23:59")); got != Whole {
		t.Errorf("while it lasts: %s", got)
	}
}

// What too few vantages saw, and what others wrote down, begins nothing where
// there is something better; what was lost and is not back has no end.
func TestWhatIsDoubtfulBeginsNothing(t *testing.T) {
	early := outage(t, "shop", "01:00", "01:01", "01:05", "01:06")
	d := &dossier.Dossier{Incidents: []dossier.Incident{outage(t, "shop", "04:00", "04:01", "07:00", "07:02")}, Unconfirmed: []dossier.Incident{early}}
	d.Losses = []dossier.Loss{
		{Target: "shop", State: "gone", LastSeen: early.LastGood, FirstMissing: early.FirstBad, SecondHand: true},
		{Target: "shop", State: "gone", LastSeen: d.Incidents[0].LastGood, FirstMissing: d.Incidents[0].FirstGood, Restored: d.Incidents[0].FirstGood},
		{Target: "shop", State: "gone", LastSeen: d.Incidents[0].LastGood, FirstMissing: d.Incidents[0].FirstGood},
	}
	n := shopWith(t, nil, d)
	e := n.Evidence
	if e.Began.By != d.Incidents[0].FirstBad || len(e.Incidents) != 2 || !e.NotBack || !slices.Contains(n.Doubts, "unconfirmed") {
		t.Errorf("%+v %v", e, n.Doubts)
	}
	if len(e.Losses) != 2 || e.Losses[1].Files != 2 || e.Losses[1].Back != 1 {
		t.Errorf("%+v", e.Losses)
	}
	d.Incidents, d.Losses = nil, nil
	if n := shopWith(t, nil, d); n.Evidence.Began.By != early.FirstBad || !slices.Contains(n.Doubts, "unconfirmed") {
		t.Errorf("alone: %+v", n.Evidence)
	}
}

// Only what is meant is read: the period and the targets that the file names.
// Where several controllers share it, nothing is read for one that has none.
func TestOnlyWhatIsMeantIsRead(t *testing.T) {
	d := &dossier.Dossier{Incidents: []dossier.Incident{outage(t, "shop", "04:00", "04:01", "07:00", "07:02"), outage(t, "mail", "05:00", "05:01", "06:00", "06:01")}}
	only := func(s string) string {
		return strings.Replace(s, "    tell: [cnil", "    targets: [mail]\n    tell: [cnil", 1)
	}
	if e := shopWith(t, only, d).Evidence; len(e.Incidents) != 1 || e.Incidents[0].Target != "mail" {
		t.Errorf("%+v", e.Incidents)
	}
	n := shopWith(t, func(s string) string { return strings.Replace(s, "2021-08-28T00:00:00Z", "2021-08-29T00:00:00Z", 1) }, d)
	if len(n.Evidence.Incidents) != 0 || !slices.Contains(n.Doubts, "no-incident") {
		t.Errorf("of another day: %+v %v", n.Evidence.Incidents, n.Doubts)
	}
	two := shopWith(t, func(s string) string { return s + "  - {id: other, tell: [cnil]}\n" }, d)
	if len(two.Evidence.Incidents) != 0 || !slices.Contains(two.Doubts, "not-attributed") {
		t.Errorf("shared: %+v %v", two.Evidence.Incidents, two.Doubts)
	}
}

// People read days and no seconds, and nothing of articles or logs.
func TestPeopleReadPlainWords(t *testing.T) {
	d := &dossier.Dossier{Incidents: []dossier.Incident{outage(t, "shop", "04:00", "04:01", "07:00", "07:02")}}
	n := noticesOf(t, whole, d)["shop quebec-people"]
	for _, f := range n.Fields {
		for _, words := range f.Text {
			for _, never := range []string{"UTC", "levis", "By the evidence", "art.", ":00"} {
				if strings.Contains(words, never) {
					t.Errorf("%s: %q", f.Name, words)
				}
			}
		}
	}
	if w := (writer{n, n.controller, lang.English}).text("when"); len(w) != 1 || w[0] != "On 28\u00a0August\u00a02021." {
		t.Errorf("when: %q", w)
	}
}

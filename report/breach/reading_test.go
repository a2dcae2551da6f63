package breach

import (
	"slices"
	"strings"
	"testing"
	"time"

	"constat/report/dossier"
	"constat/report/lang"
)

// filedOn is the clock of the shop towards the CNIL, the supplier having told it at 09:00
// and it having become aware at 10:17 (Paris), with what is declared as filed.
func filedOn(t *testing.T, filed string, earlier bool) Clock {
	t.Helper()
	text := strings.Replace(whole, "    late_because: a weekend\n", "    filed: ["+filed+"]\n", 1)
	if !earlier {
		text = strings.Replace(text, "  told: [{at: 2021-08-28 09:00, by: supplier, to: controller}]\n", "", 1)
	}
	f := parsed(t, text)
	c := f.Controllers[0]
	return clockOf(c, CNIL, earlierOf(c), dossier.Known(at(t, "2021-09-09T00:00:00Z")), nil)
}

func earlierOf(c Controller) dossier.Time { return earlier(c, nil, ToController) }

// What was sent in time by the declared awareness alone, and late by the supplier's word,
// is not said to be in time.
func TestTheEarliestReadingDecidesWhatIsKept(t *testing.T) {
	for _, x := range []struct {
		filed   string
		earlier bool
		want    string
	}{
		{"{to: cnil, at: 2021-08-31 09:00}", true, Kept}, {"{to: cnil, at: 2021-08-31 09:01}", true, Disputed}, {"{to: cnil, at: 2021-08-31 10:17}", true, Disputed},
		{"{to: cnil, at: 2021-08-31 11:01}", true, Late}, {"{to: cnil, at: 2021-08-31 09:01}", false, Kept},
	} {
		k := filedOn(t, x.filed, x.earlier)
		if k.State != x.want {
			t.Errorf("%+v: %s", x, k.State)
		}
	}
	n := noticesOf(t, strings.Replace(whole, "    late_because: a weekend\n", "    filed: [{to: cnil, at: 2021-08-31 10:00}]\n", 1), nil)["shop cnil"]
	if !slices.Contains(n.Doubts, "late-unexplained") || !slices.Contains(n.Missing, fieldLate) {
		t.Errorf("the reasons of the delay are not asked for: %v %v", n.Doubts, n.Missing)
	}
	open := noticesOf(t, strings.Replace(whole, "    late_because: a weekend\n", "", 1), nil)["shop cnil"].Clock
	if open.First() != open.EarlierDue || time.Duration(*open.Left)*time.Millisecond != open.EarlierDue.Instant.Time().Sub(at(t, "2021-08-29T00:00:00Z").Time()) {
		t.Errorf("%+v", open)
	}
}

// Of a day without an hour nobody said when: a filing counts at its end, an awareness
// from its beginning, and the second is pointed out.
func TestADayAloneIsNotItsFirstInstantForUs(t *testing.T) {
	for _, x := range []struct {
		filed, want string
	}{{"{to: cnil, at: 2021-08-31}", Late}, {"{to: cnil, at: 2021-08-30}", Kept}} {
		k := filedOn(t, x.filed, false)
		if k.State != x.want || !k.FiledDay || k.Filed.Instant.Time().UTC().Format("15:04:05.000") != "21:59:59.999" {
			t.Errorf("%+v: %+v", x, k)
		}
	}
	n := shopWith(t, func(s string) string {
		return strings.Replace(s, "aware: {at: 2021-08-28 10:17,", "aware: {at: 2021-08-28,", 1)
	}, nil)
	if !slices.Contains(n.Doubts, "aware-day") || n.Clock.From.Instant != at(t, "2021-08-27T22:00:00Z") {
		t.Errorf("%v %+v", n.Doubts, n.Clock)
	}
}

// A notice that only completes is no first one.
func TestAComplementAloneIsNoNotice(t *testing.T) {
	k := filedOn(t, "{to: cnil, phase: complementary, at: 2021-08-29 10:00}", false)
	if k.Filed.Known || k.State != Over {
		t.Errorf("%+v", k)
	}
	n := noticesOf(t, strings.Replace(whole, "    late_because: a weekend\n", "    filed: [{to: cnil, phase: complementary, at: 2021-08-28 20:00}]\n", 1), nil)["shop cnil"]
	if n.Phase != Initial || !slices.Contains(n.Doubts, "complement-alone") {
		t.Errorf("%s %v", n.Phase, n.Doubts)
	}
}

// That people are not told, for a reason of whatever kind, changes nothing of what the
// declared risk calls for.
func TestAReasonNotToTellDecidesNoDuty(t *testing.T) {
	all := noticesOf(t, strings.Replace(whole, "people_told: {expected: soon}", "people_told: {not_because: the police ask to wait}", 1), nil)
	for _, doc := range []string{"cnil-people", "gdpr-people", "quebec-people", "switzerland-people"} {
		n := all["shop "+doc]
		if n.Duty == NotDue || !slices.Contains(n.Doubts, "not-told-reason") {
			t.Errorf("%s: %s %v", doc, n.Duty, n.Doubts)
		}
	}
}

// A closing that was ordered after it began was not ordered, or one instant is wrong.
func TestAnOrderAfterTheClosingIsPointedOut(t *testing.T) {
	for ordered, want := range map[string]bool{"2021-08-28 12:00": false, "2021-08-28 12:01": true} {
		n := shopWith(t, func(s string) string {
			return strings.Replace(s, "  advice:", "  preventive_shutdown: {from: 2021-08-28 12:00, ordered_by: the ministry, ordered_at: "+ordered+"}\n  advice:", 1)
		}, nil)
		if slices.Contains(n.Doubts, "ordered-after") != want {
			t.Errorf("%s: %v", ordered, n.Doubts)
		}
	}
}

// An hour that nobody said is nowhere written.
func TestAnHourThatNobodySaidIsNotWritten(t *testing.T) {
	f := parsed(t, strings.Replace(whole, "    late_because: a weekend\n", "    filed: [{to: cnil, at: 2021-08-28}]\n", 1))
	w := writer{&Notice{}, &f.Controllers[0], lang.English}
	if got := strings.Join(w.notices(), ""); strings.Contains(got, "23:59") || !strings.Contains(got, "(no hour told") {
		t.Error(got)
	}
}

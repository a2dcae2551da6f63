package breach

import (
	"slices"
	"testing"
	"time"

	"constat/report/dossier"
	"constat/report/lang"
	"constat/store/record"
)

func at(t *testing.T, s string) record.Instant {
	t.Helper()
	w, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return record.At(w)
}

func zoneOf(t *testing.T, name string) *time.Location {
	t.Helper()
	z, err := lang.Zone(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// Seventy-two hours are of real time, whatever the clocks on the wall do, and
// over weekends and holidays. Under Regulation 1182/71, article 3(1), the hour
// in which the event falls is not counted; the fourth and fifth are the example
// of a published commentary (known at 12:17 or at 12:59, it begins at 13:00).
func TestSeventyTwoHours(t *testing.T) {
	for _, x := range []struct {
		aware, zone, due, regulation string
		off                          []string
	}{
		{"2021-08-31T09:00:00+02:00", "Europe/Paris", "2021-09-03T09:00:00+02:00", "2021-09-03T10:00:00+02:00", nil},
		{"2021-08-31T09:00:00.001+02:00", "Europe/Paris", "2021-09-03T09:00:00.001+02:00", "2021-09-03T10:00:00+02:00", nil},
		{"2021-08-27T18:30:00+02:00", "Europe/Paris", "2021-08-30T18:30:00+02:00", "2021-08-30T19:00:00+02:00", []string{"2021-08-28", "2021-08-29"}},
		{"2020-12-22T12:17:00+01:00", "Europe/Berlin", "2020-12-25T12:17:00+01:00", "2020-12-25T13:00:00+01:00", []string{"2020-12-25"}},
		{"2020-12-22T12:59:00+01:00", "Europe/Berlin", "2020-12-25T12:59:00+01:00", "2020-12-25T13:00:00+01:00", []string{"2020-12-25"}},
		// The night of 28 March 2021 has 23 hours, that of 31 October 25.
		{"2021-03-27T10:17:00+01:00", "Europe/Paris", "2021-03-30T11:17:00+02:00", "2021-03-30T12:00:00+02:00", []string{"2021-03-27", "2021-03-28"}},
		{"2021-10-30T10:17:00+02:00", "Europe/Paris", "2021-11-02T09:17:00+01:00", "2021-11-02T10:00:00+01:00", []string{"2021-10-30", "2021-10-31"}},
		{"2021-10-31T02:30:00+02:00", "Europe/Paris", "2021-11-03T01:30:00+01:00", "2021-11-03T02:00:00+01:00", []string{"2021-10-31"}},
		{"2021-10-31T02:30:00+01:00", "Europe/Paris", "2021-11-03T02:30:00+01:00", "2021-11-03T03:00:00+01:00", []string{"2021-10-31"}},
		// An hour is that of the wall clock, also where the offset is no whole one.
		{"2021-06-01T10:17:00-02:30", "America/St_Johns", "2021-06-04T10:17:00-02:30", "2021-06-04T11:00:00-02:30", nil},
		{"2021-12-31T23:59:59Z", "UTC", "2022-01-03T23:59:59Z", "2022-01-04T00:00:00Z", []string{"2022-01-01", "2022-01-02"}},
	} {
		c := Controller{Zone: zoneOf(t, x.zone), Aware: Aware{Word: Word{At: at(t, x.aware), Known: true}}}
		k := clockOf(c, CNIL, dossier.Time{}, dossier.Known(at(t, x.aware)), []string{"2020-12-25"})
		if k.Due.Instant != at(t, x.due) || k.ByRegulation.Instant != at(t, x.regulation) || !slices.Equal(k.DaysOff, x.off) {
			t.Errorf("%s %s: due %v, by the regulation %v, off %v", x.aware, x.zone, k.Due.Instant, k.ByRegulation.Instant, k.DaysOff)
		}
		if k.State != Running || *k.Left != 72*3600*1000 {
			t.Errorf("%s: %s, %v left", x.aware, k.State, k.Left)
		}
	}
}

// What was sent in time by one reading alone is not said to be in time; what
// names no hours gets none; without an awareness nothing runs.
func TestTheStateOfAClock(t *testing.T) {
	const aware = "2021-08-31T09:20:00Z"
	for _, x := range []struct{ regime, now, filed, want string }{
		{CNIL, "2021-09-03T09:20:00Z", "", Running}, {CNIL, "2021-09-03T09:20:00.001Z", "", Over},
		{GDPR, "2021-09-09T00:00:00Z", "2021-09-03T09:20:00Z", Kept}, {GDPR, "2021-09-09T00:00:00Z", "2021-09-03T09:59:00Z", Disputed},
		{GDPR, "2021-09-09T00:00:00Z", "2021-09-03T10:00:00.001Z", Late}, {CNIL, "2021-08-31T09:00:00Z", "", Undefined},
		{Quebec, "2021-09-09T00:00:00Z", "", Promptly}, {Switzerland, "2021-09-09T00:00:00Z", "2021-09-01T00:00:00Z", Sent},
	} {
		c := Controller{Zone: time.UTC, Aware: Aware{Word: Word{At: at(t, aware), Known: true}}}
		if x.filed != "" {
			c.Filed = []Filed{{To: x.regime, At: at(t, "2021-09-08T00:00:00Z")}, {To: x.regime, At: at(t, x.filed)}, {To: People, At: at(t, aware)}}
		}
		k := clockOf(c, x.regime, dossier.Time{}, dossier.Known(at(t, x.now)), nil)
		if k.State != x.want || (k.Hours == 0) != (x.regime == Quebec || x.regime == Switzerland) || k.Due.Known != (k.Hours > 0 && x.want != Undefined) {
			t.Errorf("%+v: %+v", x, k)
		}
	}
	if k := clockOf(Controller{Zone: time.UTC}, CNIL, dossier.Time{}, dossier.Known(at(t, aware)), nil); k.State != Unset || k.Due.Known || k.Left != nil {
		t.Errorf("without an awareness: %+v", k)
	}
}

// A regulator may count from the supplier's word, or from an earlier note: the
// draft says so, with the end that this gives.
func TestAnEarlierWordIsSaid(t *testing.T) {
	c := Controller{Zone: time.UTC, Aware: Aware{Word: Word{At: at(t, "2021-08-31T09:00:00Z"), Known: true}}}
	c.Told = []Told{{To: "controller", At: at(t, "2021-08-30T09:00:00Z")}, {To: "authority", At: at(t, "2021-08-01T00:00:00Z")}}
	if e := earlier(c, nil, ToController); e != dossier.Known(at(t, "2021-08-30T09:00:00Z")) {
		t.Errorf("told: %v", e)
	}
	note := &dossier.Note{Note: record.Note{Time: at(t, "2021-08-29T09:00:00Z")}}
	e := earlier(c, note, ToController)
	if k := clockOf(c, CNIL, e, dossier.Known(c.Aware.At), nil); k.EarlierDue.Instant != at(t, "2021-09-01T09:00:00Z") {
		t.Errorf("note: %+v", k)
	}
	c.Told[0].At, note.Time = c.Aware.At, c.Aware.At+1
	if e := earlier(c, note, ToController); e.Known {
		t.Errorf("not earlier: %v", e)
	}
}

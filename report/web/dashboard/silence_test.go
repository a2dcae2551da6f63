package dashboard

import (
	"strings"
	"testing"
	"time"

	"constat/report/live"
	"constat/store/record"
)

// A page that was not read since the first failure is not said to have stayed as it was: what was not asked counts
// against nobody.
func TestOnlyWhatWasReadSinceIsSilence(t *testing.T) {
	s := serve(t, aView(2), Options{})
	reader := s.as(t, "reader")
	const said = "Aucun changement n’y a été constaté entre"
	for name, tt := range map[string]struct {
		read, changed record.Instant
		readable      bool
		silent        bool
	}{
		"read since":                      {*at(10 * time.Minute), 0, true, true},
		"read since, then not readable":   {*at(10 * time.Minute), 0, false, true},
		"not read since":                  {*at(38 * time.Minute), 0, true, false},
		"not readable since":              {*at(38 * time.Minute), 0, false, false},
		"read since, and it had changed":  {*at(10 * time.Minute), *at(10 * time.Minute), true, false},
		"read at the moment of a failure": {*at(37 * time.Minute), 0, true, false},
	} {
		v := aView(2)
		v.Sayings = []Saying{{Provider: "Hébergement Web Canada", Target: "status", ID: ID("status"), Matter: record.MatterStatus, Readable: tt.readable,
			Publication: live.Publication{First: *at(9 * 24 * time.Hour), Changed: tt.changed, Read: tt.read}, Down: *at(37 * time.Minute)}}
		s.show(v)
		for _, page := range []string{"/fr/", "/fr/incidents"} {
			if _, body := reader.get(page); strings.Contains(body, said) != tt.silent {
				t.Errorf("%s, %s: says it is %t", name, page, !tt.silent)
			}
		}
	}
}

// One other is one other.
func TestOneOtherIsInTheSingular(t *testing.T) {
	v := aView(40)
	v.Outages = []live.Outage{{Target: "boutique-01", Cause: "tcp-refused", From: *at(time.Hour), Bad: *at(time.Minute)}, {Target: "boutique-02", Cause: "tcp-refused", From: *at(time.Hour), Bad: *at(time.Minute)}}
	s := serve(t, v, Options{})
	reader := s.as(t, "reader")
	for page, want := range map[string]string{"/fr/": " et une autre", "/en/": " and one other"} {
		if _, body := reader.get(page); !strings.Contains(body, want) || strings.Contains(body, "1 autres") || strings.Contains(body, "1 others") {
			t.Errorf("%s has no %q", page, want)
		}
	}
}

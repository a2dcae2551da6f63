package breach

import (
	"slices"
	"testing"

	"constat/report/dossier"
)

// TestEvidenceThatSpeaksAgainstIsTold: a notice of an outage says that the evidence watched
// the targets throughout the declared period and saw them answer, where it did and only there.
func TestEvidenceThatSpeaksAgainstIsTold(t *testing.T) {
	stretch := func(verdict, from, to string) dossier.Stretch {
		return dossier.Stretch{Verdict: verdict, From: dossier.Known(at(t, "2021-08-28T"+from+":00Z")), To: dossier.Known(at(t, "2021-08-28T"+to+":00Z"))}
	}
	var c Controller
	c.Nature = []string{"availability"}
	c.Occurred = Stretch{Known: true, From: at(t, "2021-08-28T04:00:00Z"), To: at(t, "2021-08-28T08:00:00Z")}
	for name, x := range map[string]struct {
		first, second []dossier.Stretch
		want          bool
	}{
		"throughout":                  {[]dossier.Stretch{stretch("good", "03:00", "09:00")}, nil, true},
		"by two vantages together":    {[]dossier.Stretch{stretch("good", "03:00", "06:00")}, []dossier.Stretch{stretch("slow", "05:00", "08:00")}, true},
		"a gap":                       {[]dossier.Stretch{stretch("good", "03:00", "06:00"), stretch("good", "06:01", "09:00")}, nil, false},
		"begun too late":              {[]dossier.Stretch{stretch("good", "04:01", "09:00")}, nil, false},
		"one vantage saw a failure":   {[]dossier.Stretch{stretch("good", "03:00", "09:00")}, []dossier.Stretch{stretch("bad", "07:59", "08:30")}, false},
		"a failure that was before":   {[]dossier.Stretch{stretch("bad", "03:00", "04:00"), stretch("good", "04:00", "08:00")}, nil, true},
		"a way that says nothing":     {[]dossier.Stretch{stretch("blocked", "03:00", "09:00")}, nil, false},
		"nothing of it was watched":   {nil, nil, false},
		"it answered well afterwards": {[]dossier.Stretch{stretch("good", "08:00", "09:00")}, nil, false},
	} {
		d := &dossier.Dossier{Targets: []dossier.Target{{Name: "shop", Seen: []dossier.Seen{{Stretches: x.first}, {Stretches: x.second}}}}}
		n := &Notice{controller: &c, Evidence: evidenceOf(&File{}, c, d)}
		var doubts []string
		n.ofEvidence(&File{}, d, func(when bool, code string) {
			if when {
				doubts = append(doubts, code)
			}
		})
		if n.Evidence.Answered != x.want || slices.Contains(doubts, "occurred-unseen") != x.want {
			t.Errorf("%s: %v %v", name, n.Evidence.Answered, doubts)
		}
	}
	going := c
	going.Occurred.To = 0
	d := &dossier.Dossier{Targets: []dossier.Target{{Name: "shop", Seen: []dossier.Seen{{Stretches: []dossier.Stretch{stretch("good", "03:00", "09:00")}}}}}}
	if evidenceOf(&File{}, going, d).Answered {
		t.Error("of an incident without an end nobody can say that")
	}
}

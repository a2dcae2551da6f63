package report

import (
	"net/netip"
	"slices"
	"testing"
	"time"

	"constat/report/dossier"
	"constat/report/incident"
	"constat/store/record"
)

// Vantages ask one after the other, and agree only once the last of them has
// failed: the attempt that the first made at its own failure is heard all the
// same, and whatever it got that is no failure shows that the server was there.
func TestAnAttemptBesideAnyFailureOfAnIncidentIsHeard(t *testing.T) {
	at := func(s int) record.Instant { return record.Instant(1_700_000_000_000 + int64(s)*1000) }
	see := func(vantage string, late int) incident.View {
		v := incident.View{Vantage: vantage, Controls: true, Attested: true}
		for i := range 12 {
			start := at(60*i + late)
			o := incident.Observation{Round: record.Round(at(60*i) / 100), Interval: 600, Start: start, End: start + 200, Took: 200 * time.Millisecond, Verdict: incident.Good}
			if i >= 4 && i <= 7 {
				o.Verdict, o.Cause = incident.Bad, incident.Cause(record.TCPTimeout)
			}
			v.Observations = append(v.Observations, o)
		}
		return v
	}
	m := incident.Standard()
	for _, verdict := range []incident.Verdict{incident.Good, incident.Slow, incident.Blocked, incident.Bad, incident.Unknown} {
		a, b := see("a", 0), see("b", 30)
		try := a.Observations[4]
		try.Attempt, try.Verdict, try.Start = 1, verdict, try.Start+5
		w := &witnessed{views: []incident.View{a, b}, attempts: []attempt{{"a", try, "ip4", netip.AddrPort{}}}}
		build := &builder{d: &dossier.Dossier{}, period: incident.Span{From: at(0), To: at(900)}, opt: Options{Method: &m}}
		list := build.incidents(dossier.Target{}, m.Derive(2, build.period, w.views).Incidents)
		if len(list) != 1 || list[0].FirstBad.Instant <= try.Start {
			t.Fatalf("%+v", list)
		}
		build.behind(&list[0], &subject{}, w)
		reached := verdict == incident.Good || verdict == incident.Slow || verdict == incident.Blocked
		if len(list[0].Attempts) != 1 || slices.Contains(list[0].Review, string(incident.OtherwiseGood)) != reached {
			t.Errorf("%s: attempts %v, review %v", verdict, list[0].Attempts, list[0].Review)
		}
	}
}

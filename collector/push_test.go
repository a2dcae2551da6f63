package collector

import (
	"testing"
	"testing/synctest"
	"time"

	"constat/collector/probe"
	"constat/store/record"
)

// While no control answers nobody reaches us: a job that then falls silent is
// not missed, and not for an interval after one answered again.
func TestNoReportIsMissedWhileOurNetworkIsDown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, s, job, c := &player{}, &memorySink{}, watched("job", 5*time.Second), control("control", time.Second)
		job.Question = record.Question{Kind: "push", URL: "push://job", Timeout: 1000}
		begun := time.Now()
		p.play = func(string) (time.Duration, record.Answer) {
			if at := time.Since(begun); at > 30*time.Second && at < 60*time.Second {
				return 0, bad()
			}
			return 0, good()
		}
		inbox := new(probe.Inbox)
		inbox.Use([]probe.Job{{URL: "push://job", Interval: 5 * time.Second}})
		inbox.Open()
		go inbox.Run(t.Context())
		run(t, s, p, 2*time.Minute, Options{Inbox: inbox}, job, c)
		for _, o := range s.seen {
			if o.Chain != job.Chain {
				continue
			}
			at := o.Observation.Start().Time().Sub(begun)
			want := record.PushMissing
			if at < 6*time.Second || at > 31*time.Second && at < 66*time.Second {
				want = record.Local
			}
			if o.Answer.Fault != want {
				t.Errorf("%q at %v, want %q", o.Answer.Fault, at, want)
			}
		}
	})
}

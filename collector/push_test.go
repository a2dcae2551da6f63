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

// What keeps reports from us keeps a control's packets too: one that had to be
// sent again is doubt.
func TestNoReportIsMissedWhileAControlHadToBeAskedTwice(t *testing.T) {
	for name, y := range map[string]struct {
		takes time.Duration
		want  record.Control
	}{
		"at once":            {30 * ms, record.Answered},
		"packets sent again": {3 * time.Second, record.AllFailed},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p, s, job, c := &player{}, &memorySink{}, watched("job", 5*time.Second), control("control", 24*time.Hour)
				job.Question = record.Question{Kind: "push", URL: "push://job", Timeout: 1000}
				p.play = func(string) (time.Duration, record.Answer) { return y.takes, good() }
				inbox := new(probe.Inbox)
				inbox.Use([]probe.Job{{URL: "push://job", Interval: 5 * time.Second}})
				inbox.Open()
				go inbox.Run(t.Context())
				run(t, s, p, 24*time.Second, Options{Inbox: inbox}, job, c)
				missed := 0
				for _, o := range s.seen {
					if o.Chain == job.Chain && o.Answer.Fault == record.PushMissing {
						if missed++; o.Observation.Control != y.want {
							t.Errorf("%d at %v, want %d", o.Observation.Control, o.Observation.Start().Time(), y.want)
						}
					}
				}
				if missed == 0 {
					t.Error("nothing missed")
				}
			})
		})
	}
}

package probe

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"constat/store/record"
)

const backup = "push://backup"

// due asks whether the job reported in: each minute, with ten seconds of grace.
func due(b *Inbox) string {
	r := b.Hear(context.Background(), Ask{Question: record.Question{Kind: "push", URL: backup, Timeout: 10_000}})
	return strings.TrimSpace(string(r.Answer.Fault) + " " + r.Answer.Code)
}

func listening(token string) *Inbox {
	b := new(Inbox)
	b.Use([]Job{{URL: backup, Interval: time.Minute, Tokens: []string{token}}})
	b.Open()
	return b
}

// wait lets time pass in which the program runs.
func wait(b *Inbox, d time.Duration) {
	ctx, cancel := context.WithTimeout(context.Background(), d)
	defer cancel()
	b.Run(ctx)
	synctest.Wait()
}

// A report counts for its interval and the grace, the newest one says how it
// went, and one that does not come is missed once we have listened so long.
func TestReportCountsForItsIntervalAndTheGrace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := listening("secret")
		step := func(d time.Duration, want string) {
			t.Helper()
			wait(b, d)
			if got := due(b); got != want {
				t.Errorf("%q, want %q", got, want)
			}
		}
		step(30*time.Second, "local") // not listened to for a whole interval
		if b.Report("guess", false) || !b.Report("secret", false) {
			t.Error("a wrong token was taken, or the right one not")
		}
		step(60*time.Second, "UP")
		step(10*time.Second, "UP")
		step(time.Second, "push-missing")
		b.Report("secret", true)
		step(time.Second, "DOWN")
		b.Report("secret", false)
		step(time.Second, "UP")
	})
}

// Whatever may have kept a report from us is our blindness, not the job's
// silence: a stop of the program, a network that is down, a listener that was
// closed, tokens that were not taken yet.
func TestWhatWeMayHaveMissedIsNotMissing(t *testing.T) {
	for name, blind := range map[string]func(*Inbox){
		"standstill":  func(*Inbox) { <-time.After(20 * time.Second) },
		"no network":  (*Inbox).Deaf,
		"closed":      (*Inbox).Close,
		"opened anew": func(b *Inbox) { b.Close(); b.Open() },
		"a new job": func(b *Inbox) {
			b.Use(nil)
			b.Use([]Job{{URL: backup, Interval: time.Minute, Tokens: []string{"secret"}}})
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				b := listening("secret")
				wait(b, 80*time.Second)
				if got := due(b); got != "push-missing" {
					t.Fatalf("%q where nothing came for all of the time", got)
				}
				blind(b)
				if got := due(b); got != "local" {
					t.Errorf("%q, want local", got)
				}
				wait(b, 30*time.Second)
				if got := due(b); got != "local" {
					t.Errorf("%q half an interval later, want local", got)
				}
			})
		})
	}
}

// A configuration read over forgets no report.
func TestReportSurvivesAReload(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := listening("secret")
		b.Report("secret", false)
		wait(b, 5*time.Second)
		b.Use([]Job{{URL: backup, Interval: time.Minute, Tokens: []string{"secret"}}})
		if got := due(b); got != "UP" {
			t.Errorf("%q after a reload", got)
		}
	})
}

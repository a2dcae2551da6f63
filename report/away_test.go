package report_test

import (
	"strings"
	"testing"
	"time"

	"constat/report/dossier"
	"constat/store"
	"constat/store/record"
)

func (n *node) gap(reason string, from, to int) {
	n.t.Helper()
	at := func(m int) record.Instant { return record.At(noon.Add(time.Duration(m) * time.Minute)) }
	n.must(n.Append(record.Gap{From: at(from), To: at(to), Reason: reason, Rounds: int64(to-from) + 1}))
}

// Whoever says that he had stopped cannot show what failed meanwhile.
func TestFailureWithinAStopIsUnknown(t *testing.T) {
	n := newNode(t, "saguenay-1/1", 0, shop(), control())
	story(n)
	n.gap("stopped", 3, 10)
	d := build(t, n.bundle(store.Query{}))
	if len(d.Incidents)+len(d.Unconfirmed) != 0 || d.Targets[0].Observations.Bad != 0 {
		t.Errorf("%d incidents, %d unconfirmed, %+v", len(d.Incidents), len(d.Unconfirmed), d.Targets[0].Observations)
	}
}

// A report is not missing where nobody could report in.
func TestReportNobodyCouldHearIsUnknown(t *testing.T) {
	missed := func(answers string, reasons ...string) dossier.Counts {
		job := target("backup", "")
		job.Question = record.Question{Kind: "push", URL: "push://backup", Timeout: 15000}
		n := newNode(t, "saguenay-1/1", 0, job, control())
		for range 12 {
			at := noon.Add(time.Duration(n.minute) * time.Minute)
			s := record.Seen{Chain: n.targets[0].Chain, Observation: record.Observation{Round: record.Round(at.UnixMilli() / 100), Control: record.Answered}, Answer: record.Answer{Fault: record.PushMissing}}
			if n.minute < 4 {
				s.Answer, s.Observation.Control = record.Answer{Proto: "PUSH", Code: "UP"}, record.NotAsked
			}
			c := answer(n.targets[1], at, "ok")
			if n.minute > 1 {
				c = answer(n.targets[1], at, answers)
			}
			if answers == "!" {
				c.Observation.Control = record.NotAsked
				if s.Answer.Fault != record.NoFault {
					s.Observation.Control = record.AllFailed
				}
			}
			n.must(n.Observe([]record.Seen{s, c}))
			n.minute++
		}
		for _, r := range reasons {
			n.gap(r, 3, 11)
		}
		return build(t, n.bundle(store.Query{})).Targets[0].Observations
	}
	for name, c := range map[string]struct {
		got dossier.Counts
		bad int
	}{
		"heard":        {missed("ok"), 8},
		"in the dark":  {missed("!"), 0},
		"stopped":      {missed("ok", "stopped"), 0},
		"late":         {missed("ok", "late"), 0},
		"storage only": {missed("ok", "storage"), 8},
	} {
		if int(c.got.Bad) != c.bad || c.got.Good != 4 && name != "stopped" {
			t.Errorf("%s: %+v", name, c.got)
		}
	}
}

// Nothing that was served while the watch had stopped is a sight of the page: no
// loss begins there, and no content was seen there last.
func TestWhatWasServedWithinAStopIsNoSight(t *testing.T) {
	page := "Terre et Ciel</title><p>" + strings.Repeat("Le conseil a parlé du pont et de la rue, puis de la place. ", 3) + "<title>"
	newer := page + "</title><p>Et du quai."
	told := func(stops ...[2]int) dossier.Loss {
		n := newNode(t, "saguenay-1/1", 0, shop(), control())
		for _, p := range []string{page, page, newer, newer, newer, newer, newer, newer, newer} { // minutes 0 to 8
			n.ask(p, "ok")
		}
		n.failed(record.TCPRefused)
		n.failed(record.TCPRefused)
		for range 4 {
			n.ask(page, "ok") // 11 to 14
		}
		for _, s := range stops {
			n.gap("stopped", s[0], s[1])
		}
		d := build(t, n.bundle(store.Query{}))
		if len(d.Losses) == 0 {
			return dossier.Loss{}
		}
		return d.Losses[0]
	}
	if l := told(); l.State != "rolled-back" || hour(l.LastSeen) != "12:08:00.000" || hour(l.FirstMissing) != "12:11:00.019" {
		t.Errorf("watched throughout: %s, %s to %s", l.State, hour(l.LastSeen), hour(l.FirstMissing))
	}
	if l := told([2]int{2, 10}); l.State != "rolled-back" || hour(l.LastSeen) > "12:03:00.000" {
		t.Errorf("stopped before: %s, last seen %s", l.State, hour(l.LastSeen))
	}
	if l := told([2]int{9, 30}); l.State != "" {
		t.Errorf("stopped from then on: %+v", l)
	}
}

package bundle

import (
	"testing"
	"time"

	"constat/store/record"
)

const job = "push://backup"

// reportedAt is a job that reports once a minute, with 15 seconds of grace, and
// a program that began so long before the round.
func reportedAt(before time.Duration, a record.Answer, more ...record.Entry) func(*testing.T, *forge) []byte {
	return lied(func(f *forge) {
		f.story()
		started := record.Instant(roundAt(180).Millis() - before.Milliseconds())
		f.add(record.Watch{Time: started, Event: "start", Version: "1", Config: f.text("name: saguenay-1\n"), Method: f.text("method\n"), Targets: 2, Controls: 1})
		for _, e := range more {
			f.add(e)
		}
		f.reply(job, a)
	})
}

// What a claimant can write of jobs that report in.
var pushLies = []lie{
	{"a job at an address", Integrity, "entries", `kind push at an address "push://backup/x"`, reply("push://backup/x", record.Answer{Proto: "PUSH", Code: "UP"})},
	{"a job with conditions", Integrity, "entries", "parts of a question that asks somebody", reply(job, record.Answer{Proto: "PUSH", Code: "UP"}, func(q *record.Question) { q.Conditions = []string{"[CONNECTED] == true"} })},
	{"a job asked by GET", Integrity, "entries", "parts of a question that asks somebody", reply(job, record.Answer{Proto: "PUSH", Code: "UP"}, func(q *record.Question) { q.Method = "GET" })},
	{"a job that says something else", Integrity, "entries", "that no report has", reply(job, record.Answer{Proto: "PUSH", Code: "MAYBE"})},
	{"a job that says nothing", Integrity, "entries", "that no report has", reply(job, record.Answer{})},
	{"a job in words", Integrity, "entries", "that no report has", reply(job, record.Answer{Proto: "PUSH", Code: "DOWN", Text: "disk full"})},
	{"a job with a detail", Integrity, "entries", "said nothing but whether it ran", reply(job, record.Answer{Proto: "PUSH", Code: "DOWN", Detail: "disk full"})},
	{"our own failure without its words", Integrity, "entries", "said nothing but whether it ran", reply(job, record.Answer{Fault: record.Local})},
	{"a job that was reached", Integrity, "entries", "that no report has", reply(job, record.Answer{Proto: "PUSH", Code: "UP", Peer: somewhere})},
	{"a job that refused", Integrity, "entries", "that no report has", reply(job, record.Answer{Fault: record.TCPRefused})},
	{"a missing report with a code", Integrity, "entries", "that no report has", reply(job, record.Answer{Fault: record.PushMissing, Code: "DOWN"})},
	{"a report that took time", Integrity, "entries", "phase 3 took its time", reply(job, record.Answer{Proto: "PUSH", Code: "UP"}, tookIts(record.PhaseFirstByte))},
	{"a report that took a name", Integrity, "entries", "phase 0 took its time", reply(job, record.Answer{Proto: "PUSH", Code: "UP"}, tookIts(record.PhaseDNS))},
	{"a report missing of a port", Integrity, "entries", "push-missing, which tcp does not meet", reply("tcp://shop.example:22", record.Answer{Fault: record.PushMissing})},
	{"a report missing that nobody listened for", Integrity, "control answers", "that nobody listened for", reportedAt(70*time.Second, record.Answer{Fault: record.PushMissing})},
}

// doubtedJob is a job that was missed while controls answered too late to tell.
func doubtedJob(f *forge) {
	f.story()
	f.segment("control", steady, 180, 181, 182, 183, 184, 185, 186, 187, 188, 189)
	f.edit = said(record.AllFailed, "shop")
	f.reply(job, record.Answer{Fault: record.PushMissing})
}

// What our own vantage writes of jobs is accepted.
func TestJobsAreProven(t *testing.T) {
	setBack := record.Clock{Time: record.At(morning.Add(3 * time.Hour)), Reason: "step", Step: -3_600_000_000, Servers: []record.Told{}}
	for name, lie := range map[string]func(*testing.T, *forge) []byte{
		"up":                 reply(job, record.Answer{Proto: "PUSH", Code: "UP"}),
		"down":               reply(job, record.Answer{Proto: "PUSH", Code: "DOWN"}),
		"missing":            reply(job, record.Answer{Fault: record.PushMissing}),
		"our own failure":    reportedAt(10*time.Second, record.Answer{Fault: record.Local, Detail: "nobody listened all the time"}),
		"up after a start":   reportedAt(10*time.Second, record.Answer{Proto: "PUSH", Code: "UP"}),
		"missing, then":      reportedAt(80*time.Second, record.Answer{Fault: record.PushMissing}),
		"missing, in doubt":  lied(doubtedJob),
		"missing, set clock": reportedAt(30*time.Second, record.Answer{Fault: record.PushMissing}, setBack),
	} {
		f := newForge(t)
		if b := verifyBytes(t, lie(t, f), f.policy()); b.Verdict() != Proven {
			t.Errorf("%s: %s %+v", name, b.Verdict(), b.Checks)
		}
	}
}

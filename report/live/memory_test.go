package live

import (
	"fmt"
	"testing"
	"time"

	"constat/report/incident"
	"constat/store/record"
)

var (
	good    = record.Answer{Status: 200, Proto: "HTTP/1.1"}
	refused = record.Answer{Fault: record.TCPRefused}
)

func shopping(t *testing.T, text []byte) *Memory {
	t.Helper()
	m, err := NewMemory(text)
	if err != nil {
		t.Fatal(err)
	}
	page := record.Question{Kind: "http", URL: "https://shop.example/", Method: "GET"}
	said := record.Question{Kind: record.AskStatement, URL: "https://status.example/", Method: "GET", Matter: record.MatterStatus}
	m.Watch([]record.Watched{
		{Target: record.Target{Link: record.Link{Chain: record.Chain{1}}, Name: "shop", Provider: "host", Interval: 600, Question: page}},
		{Target: record.Target{Link: record.Link{Chain: record.Chain{2}}, Name: "status", Provider: "host", Interval: 600, Question: said}},
		{Target: record.Target{Link: record.Link{Chain: record.Chain{3}}, Name: "control", Control: true, Interval: 600, Question: page}},
	})
	return m
}

func see(m *Memory, chain byte, minute int, a record.Answer, c record.Control) {
	m.Observe([]record.Seen{{Chain: record.Chain{chain}, Observation: record.Observation{Round: record.Round(minute * 600), Control: c}, Answer: a}})
}

func minute(n int) record.Instant { return record.Instant(n * 60_000) }

// Only the steps between bad answers that nothing lies between are sure; what is
// not known neither ends an outage nor lengthens it.
func TestAnOutageIsBoundedByWhatWasSeen(t *testing.T) {
	m := shopping(t, nil)
	see(m, 1, 1, good, record.NotAsked)
	see(m, 1, 2, refused, record.Answered)
	see(m, 1, 3, refused, record.Answered)
	see(m, 1, 4, refused, record.AllFailed) // our own network
	see(m, 1, 5, refused, record.Answered)
	see(m, 1, 6, refused, record.Answered)
	see(m, 1, 9, refused, record.Answered) // rounds are missing
	see(m, 3, 9, refused, record.Answered) // a control is nobody's outage
	o := m.Recall().Outages
	if len(o) != 1 || o[0].From != minute(2) || o[0].LastGood != minute(1) || o[0].To != 0 || o[0].AtLeast() != 2*time.Minute || o[0].AtMost(minute(10)) != 9*time.Minute {
		t.Fatalf("%+v", o)
	}
	see(m, 1, 10, good, record.NotAsked)
	if o = m.Recall().Outages; o[0].To != minute(10) || o[0].AtMost(minute(99)) != 9*time.Minute {
		t.Errorf("%+v", o)
	}
	if c := m.Recall().Courses["shop"]; c.Counts[incident.Bad] != 5 || c.Counts[incident.Unknown] != 1 || c.Counts[incident.Good] != 2 {
		t.Errorf("%+v", c)
	}
}

// What goes on when the program ends goes on in the next; nothing that lay between
// counts as seen.
func TestAMemoryOutlivesItsProcess(t *testing.T) {
	m := shopping(t, nil)
	see(m, 1, 1, refused, record.Answered)
	see(m, 2, 1, record.Answer{Status: 200, Proto: "HTTP/1.1", Normal: record.Hash{1}}, record.NotAsked)
	m.Append([]record.Entry{record.Gap{From: 1, To: 2001, Reason: "busy", Rounds: 3}})
	m.ShowedOwn("shop", true)
	text := m.Encode()
	if text == nil || m.Encode() != nil {
		t.Fatal("it is not told once that something changed")
	}
	m = shopping(t, text)
	see(m, 1, 20, refused, record.Answered)
	see(m, 2, 20, record.Answer{Status: 200, Proto: "HTTP/1.1", Normal: record.Hash{2}}, record.NotAsked)
	r := m.Recall()
	if len(r.Outages) != 1 || r.Outages[0].AtLeast() != 0 || r.Outages[0].Bad != minute(20) {
		t.Errorf("%+v", r.Outages)
	}
	if p := r.Published["status"]; p.Changed != minute(20) || p.First != minute(1) {
		t.Errorf("%+v", p)
	}
	if len(r.Gaps) != 1 || !m.ShowedOwn("shop", false) || len(r.Missed) != 0 {
		t.Errorf("%+v", r)
	}
	m.Watch(nil)
	if o := m.Recall().Outages[0]; o.To != minute(20) {
		t.Errorf("what is watched no more goes on: %+v", o)
	}
	if _, err := NewMemory([]byte("{")); err == nil {
		t.Error("a torn file is not told")
	}
}

// However much happens, what is remembered is bounded, and what goes on stays.
func TestAMemoryIsBounded(t *testing.T) {
	m := shopping(t, nil)
	see(m, 1, 1, refused, record.Answered)
	for i := range maxOutages + 10 {
		m.mu.Lock()
		m.Outages = append(m.Outages, Outage{Target: fmt.Sprint(i), From: 1, To: 2})
		m.forget()
		m.mu.Unlock()
	}
	for range maxGaps + 5 {
		m.Append([]record.Entry{record.Gap{From: 1, To: 2, Reason: "busy", Rounds: 1}})
	}
	r := m.Recall()
	if len(r.Outages) != maxOutages || len(r.Gaps) != maxGaps || r.Outages[maxOutages-1].Target != "shop" || len(m.Encode()) > MaxMemory {
		t.Errorf("%d outages, %d gaps", len(r.Outages), len(r.Gaps))
	}
}

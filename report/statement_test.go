package report

import (
	"testing"

	"constat/report/dossier"
	"constat/report/incident"
	"constat/report/statement"
	"constat/store/bundle"
	"constat/store/record"
)

// Readings before the period tell nothing of it; what was found is counted once for each form.
func TestReadingsOfThePeriodAreCounted(t *testing.T) {
	look := func(s int64, normal byte) statement.Look {
		return statement.Look{Start: at(s), End: at(s) + 500, Read: true, Normal: record.Hash{normal}, Rules: "page/1"}
	}
	p := spokenPage{Statement: &dossier.Statement{}, looks: []statement.Look{look(-60, 1), look(0, 2), look(60, 2), look(120, 3), look(180, 2)}}
	p.settle(spanAt(0, 600))
	if p.Reads != 4 || p.Contents != 2 {
		t.Errorf("%d readings of %d contents, want 4 of 2", p.Reads, p.Contents)
	}
}

// What a cache gave, or another host, is a copy; what the page's own server gave is not.
func TestALookAtACopyIsToldFromTheRest(t *testing.T) {
	m := incident.Standard()
	b := &builder{opt: Options{Method: &m}, verdicts: map[judged]ruling{}}
	r := &spokenSource{source: source{account: &account{origin: "a/1", vantage: "a"}}, page: &spokenPage{}}
	for name, c := range map[string]struct {
		answer record.Answer
		copy   bool
	}{
		"its own":          {record.Answer{}, false},
		"from a cache":     {record.Answer{Headers: []record.Header{{Name: "X-Cache", Value: "HIT"}}}, true},
		"from another one": {record.Answer{Hops: []record.Hop{{URL: "https://status.example/", Status: 302, Location: "https://other.example/"}}}, true},
	} {
		d := &bundle.Definition{}
		d.Hash[0] = byte(len(name))
		d.Question = record.Question{Kind: record.AskStatement, URL: "https://status.example/", Method: "GET", Follow: 3}
		o := bundle.Observed{Definition: d, Answer: c.answer}
		o.Control, o.Answer.Status, o.Answer.Normal, o.Answer.Rules = record.Answered, 200, record.Hash{1}, "page/1"
		l, _, _ := b.look(r, o, incident.Clocks{})
		if !l.Read || l.Copy != c.copy {
			t.Errorf("%s: read %v, copy %v", name, l.Read, l.Copy)
		}
	}
}

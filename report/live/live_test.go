package live

import (
	"testing"

	"constat/report/incident"
	"constat/store/record"
)

// What is neither up nor down is not known: nobody is told of it.
func TestUpAndDownAreTheMethodsVerdicts(t *testing.T) {
	page := record.Target{Name: "shop", Question: record.Question{Kind: "http", URL: "https://shop.example/", Method: "GET"}}
	control, said := page, page
	control.Control, said.Question.Matter = true, record.MatterStatus
	refused, good := record.Answer{Fault: record.TCPRefused}, record.Answer{Status: 200, Proto: "HTTP/1.1"}
	for _, c := range []struct {
		what     string
		n        Newest
		down, up bool
		outcome  incident.Verdict
	}{
		{"good", Newest{Target: page, Last: 1, Answer: good}, false, true, incident.Good},
		{"refused", Newest{Target: page, Last: 1, Answer: refused, Control: record.Answered}, true, false, incident.Bad},
		{"our own network", Newest{Target: page, Last: 1, Answer: refused, Control: record.AllFailed}, false, false, incident.Unknown},
		{"blocked", Newest{Target: page, Last: 1, Answer: record.Answer{Status: 403, Proto: "HTTP/1.1"}, Control: record.Answered}, false, false, incident.Blocked},
		{"never asked", Newest{Target: page}, false, false, ""},
		{"a control", Newest{Target: control, Last: 1, Answer: refused}, false, false, incident.Bad},
		{"a statement", Newest{Target: said, Last: 1, Answer: refused}, false, false, incident.Bad},
		{"brought", Newest{Target: record.Target{Question: record.Question{Kind: record.AskNothing}}, Last: 1}, false, false, Brought},
	} {
		if got := Of(c.n); got.Down() != c.down || got.Up() != c.up || got.Outcome != c.outcome {
			t.Errorf("%s: %+v", c.what, got)
		}
	}
}

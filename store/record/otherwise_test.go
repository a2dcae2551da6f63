package record

import "testing"

// What another address or family can tell is asked there; nobody is asked more who
// refuses, or for what would be sent twice.
func TestWhatIsAskedOtherwise(t *testing.T) {
	page := Question{Kind: "http", Method: "GET", Conditions: []string{"[STATUS] == 200", "[RESPONSE_TIME] < 900", "[CERTIFICATE_EXPIRATION] > 48h", "[BODY] == pat(*Shop*)"}}
	sent, said, port := page, page, page
	sent.Method, said.Kind, port.Kind = "POST", AskStatement, "smtp"
	for _, c := range []struct {
		question Question
		answer   Answer
		want     bool
	}{
		{page, Answer{Fault: TCPTimeout}, true}, {sent, Answer{Fault: TCPTimeout}, true}, {page, Answer{Fault: Local}, false}, {page, Answer{Fault: Unfollowed, Status: 302}, false},
		{page, Answer{Status: 503, Conditions: "ftt-"}, true}, {sent, Answer{Status: 503, Conditions: "ftt-"}, false}, {said, Answer{Status: 503}, false}, {port, Answer{Status: 554, Code: "5.3.0"}, false},
		{page, Answer{Status: 200, Conditions: "tttf"}, true}, {page, Answer{Status: 404, Conditions: "fttf"}, true}, {page, Answer{Status: 200, Conditions: "tftt"}, false}, {page, Answer{Status: 200, Conditions: "ttft"}, false},
		{page, Answer{Status: 403, Conditions: "fttf"}, false}, {page, Answer{Status: 429, Conditions: "fttf"}, false}, {page, Answer{Status: 503, Conditions: "fttf", Challenge: true}, false},
		{page, Answer{Status: 200, Conditions: "ttt-"}, false}, {page, Answer{Status: 200, Conditions: "tttt"}, false},
	} {
		if got := c.question.AskedOtherwise(c.answer); got != c.want {
			t.Errorf("%s %s, %+v: %v", c.question.Kind, c.question.Method, c.answer, got)
		}
	}
}

// Neither slowness nor a coming expiry is a failure of the present.
func TestWhatFails(t *testing.T) {
	page := Question{Kind: "http", Conditions: []string{"[STATUS] == 200", "[RESPONSE_TIME] < 900", "[CERTIFICATE_EXPIRATION] > 48h"}}
	for _, c := range []struct {
		answer Answer
		want   bool
	}{
		{Answer{Fault: TLSExpired}, true}, {Answer{Status: 503, Conditions: "ftt"}, true}, {Answer{Status: 404, Conditions: "ftt"}, true}, {Answer{Code: "5.3.0", Status: 554}, true},
		{Answer{Status: 200, Conditions: "tft"}, false}, {Answer{Status: 200, Conditions: "ttf"}, false}, {Answer{Status: 200, Conditions: "ttt"}, false}, {Answer{Status: 404}, false},
	} {
		if got := page.Fails(c.answer); got != c.want {
			t.Errorf("%+v: %v", c.answer, got)
		}
	}
}

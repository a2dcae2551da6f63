package incident

import (
	"slices"
	"testing"

	"constat/store/record"
)

func TestJudge(t *testing.T) {
	status, body, quick, cert := "[STATUS] == 200", "[BODY] == pat(*[STATUS]*)", "300 > [RESPONSE_TIME]", "[CERTIFICATE_EXPIRATION] > 48h"
	tests := []struct {
		rule       string
		conditions []string
		control    record.Control
		answer     record.Answer
		verdict    Verdict
		cause      Cause
	}{
		{"our own failure is unknown", nil, 0, record.Answer{Fault: record.Local}, Unknown, "local"},
		{"a fault is bad", nil, record.Answered, record.Answer{Fault: record.TCPRefused}, Bad, "tcp-refused"},
		{"nothing is told while the controls fail", nil, record.AllFailed, record.Answer{Fault: record.TCPRefused}, Unknown, ControlsFailed},
		{"a good answer is good whatever the controls say", nil, record.AllFailed, record.Answer{Status: 200}, Good, NoCause},
		{"without conditions under 400 is good", nil, 0, record.Answer{Status: 399}, Good, NoCause},
		{"without conditions 400 is bad", nil, 0, record.Answer{Status: 400}, Bad, HTTPStatus},
		{"403 is blocked", nil, 0, record.Answer{Status: 403}, Blocked, HTTPStatus},
		{"429 is blocked though 200 was wanted", []string{status}, 0, record.Answer{Status: 429, Conditions: "f"}, Blocked, HTTPStatus},
		{"403 is good where it was wanted", []string{"[STATUS] == 403"}, 0, record.Answer{Status: 403, Conditions: "t"}, Good, NoCause},
		{"a fault on a blocked status is blocked", nil, 0, record.Answer{Status: 403, Fault: record.BodyTruncated}, Blocked, HTTPStatus},
		{"a challenge is blocked", nil, 0, record.Answer{Status: 503, Challenge: true}, Blocked, Challenge},
		{"a challenge with status 200 is blocked without conditions", nil, 0, record.Answer{Status: 200, Challenge: true}, Blocked, Challenge},
		{"a challenge in place of the page is blocked", []string{status, body}, 0, record.Answer{Status: 200, Challenge: true, Conditions: "tf"}, Blocked, Challenge},
		{"a page that meets every condition is no challenge", []string{status, body}, 0, record.Answer{Status: 200, Challenge: true, Conditions: "tt"}, Good, NoCause},
		{"a false status is bad", []string{status, body}, 0, record.Answer{Status: 404, Conditions: "ft"}, Bad, HTTPStatus},
		{"a false body is bad", []string{status, body}, 0, record.Answer{Status: 200, Conditions: "tf"}, Bad, BodyMismatch},
		{"a false body on an error is its status", []string{body}, 0, record.Answer{Status: 500, Conditions: "f"}, Bad, HTTPStatus},
		{"a body that holds excuses the status", []string{body}, 0, record.Answer{Status: 500, Conditions: "t"}, Good, NoCause},
		{"what could not be evaluated is unknown", []string{status, body}, 0, record.Answer{Status: 200, Conditions: "t-"}, Unknown, NotEvaluated},
		{"what has no truth could not be evaluated", []string{status, body}, 0, record.Answer{Status: 200, Conditions: "t"}, Unknown, NotEvaluated},
		{"doubt does not hide what is false", []string{status, body}, 0, record.Answer{Status: 500, Conditions: "f-"}, Bad, HTTPStatus},
		{"a false time alone is slow", []string{status, quick}, 0, record.Answer{Status: 200, Conditions: "tf"}, Slow, ResponseTime},
		{"a time is not a word about the status", []string{quick}, 0, record.Answer{Status: 500, Conditions: "f"}, Bad, HTTPStatus},
		{"a time that was not taken is nobody's fault", []string{quick}, 0, record.Answer{Status: 200, Conditions: "-"}, Good, NoCause},
		{"a certificate about to end is good", []string{status, cert}, 0, record.Answer{Status: 200, Conditions: "tf"}, Good, NoCause},
	}
	for _, test := range tests {
		v, c := Standard().Judge(record.Question{Conditions: test.conditions}, record.Observation{Control: test.control}, test.answer)
		if v != test.verdict || c != test.cause {
			t.Errorf("%s: got %s %s", test.rule, v, c)
		}
	}
}

func TestSubjectIsTheOperandAndNotTextThatLooksLikeOne(t *testing.T) {
	for condition, want := range map[string]subject{
		"[STATUS] == 200":                  ofStatus,
		" 200 == [STATUS] ":                ofStatus,
		"[BODY] == pat(*[STATUS]*)":        ofBody,
		"len([BODY].list) > 3":             ofBody,
		"has([BODY].error) == false":       ofBody,
		"3 < len([BODY].a)":                ofBody,
		"pat(*[BODY]*) == [STATUS]":        ofStatus,
		"[RESPONSE_TIME] < 300":            ofResponseTime,
		"48h < [CERTIFICATE_EXPIRATION]":   ofCertificate,
		"[SOMETHING_NEW] == 1":             ofBody,
		"[CERTIFICATE_EXPIRATION] > 48h ":  ofCertificate,
		"[BODY].x == [RESPONSE_TIME] text": ofBody,
	} {
		if got := subjectOf(condition); got != want {
			t.Errorf("%q speaks of %s, want %s", condition, got, want)
		}
	}
}

func TestWarningsAreFalseCertificateConditions(t *testing.T) {
	q := record.Question{Conditions: []string{"[STATUS] == 200", "[CERTIFICATE_EXPIRATION] > 48h", "[CERTIFICATE_EXPIRATION] > 1h"}}
	got := Warnings(q, record.Answer{Status: 200, Conditions: "fft"})
	if !slices.Equal(got, []string{"[CERTIFICATE_EXPIRATION] > 48h"}) {
		t.Errorf("got %q", got)
	}
}

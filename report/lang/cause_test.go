package lang

import (
	"strings"
	"testing"
)

func TestWhatAnsweredWasNotUnreachable(t *testing.T) {
	for _, x := range []struct {
		cause  string
		status []int
		want   bool
	}{
		{"dns-timeout", nil, false}, {"tcp-refused", nil, false}, {"tcp-timeout", nil, false}, {"tls-timeout", nil, false},
		{"http-timeout", nil, true}, {"http-timeout", []int{200}, true}, {"tcp-reset", []int{200}, true}, {"tcp-reset", nil, false},
		{"http-status", []int{503}, true}, {"body-mismatch", []int{200}, true}, {"tls-expired", nil, true},
		{"icmp-timeout", nil, false}, {"icmp-unreachable", nil, false}, {"answer-timeout", nil, true}, {"answer-refused", []int{550}, true},
	} {
		if got := Answered(x.cause, x.status...); got != x.want {
			t.Errorf("%s %v: %v", x.cause, x.status, got)
		}
	}
}

func TestOnlyACodeOf400OrMoreIsAnError(t *testing.T) {
	for _, l := range []*Language{French, English} {
		moved, broken := l.Cause("http-status", 301), l.Cause("http-status", 503)
		if !strings.Contains(moved, "HTTP"+NoBreak+"301") || strings.Contains(moved, "err") || !strings.Contains(broken, "err") {
			t.Errorf("%q, %q", moved, broken)
		}
	}
}

func TestEveryReasonHasWords(t *testing.T) {
	for reason, words := range French.Words.Reviews {
		if words == "" || English.Words.Reviews[reason] == "" || strings.Contains(words, ";") {
			t.Errorf("%s: %q, %q", reason, words, English.Words.Reviews[reason])
		}
	}
}

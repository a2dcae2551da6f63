package incident

import (
	"strings"

	"constat/store/record"
)

// A subject is the part of an answer that a condition speaks of, named by the
// placeholder in its text.
type subject string

const (
	ofStatus       subject = "[STATUS]"
	ofBody         subject = "[BODY]"
	ofResponseTime subject = "[RESPONSE_TIME]"
	ofCertificate  subject = "[CERTIFICATE_EXPIRATION]"
	ofDomain       subject = "[DOMAIN_EXPIRATION]"
	ofCode         subject = "[DNS_RCODE]"
	ofAddress      subject = "[IP]"
	ofConnected    subject = "[CONNECTED]"
)

// subjects lists them.
var subjects = []subject{ofStatus, ofBody, ofResponseTime, ofCertificate, ofDomain, ofCode, ofAddress, ofConnected}

// subjectOf returns what a condition speaks of. Its placeholder stands first
// or else last; what stands between can be text that only looks like one.
// What is not known is taken for a word about the body.
func subjectOf(condition string) subject {
	left := strings.TrimSpace(condition)
	left = strings.TrimPrefix(strings.TrimPrefix(left, "len("), "has(")
	found, at := ofBody, -1
	for _, s := range subjects {
		if strings.HasPrefix(left, string(s)) {
			return s
		}
		if i := strings.LastIndex(left, string(s)); i > at {
			found, at = s, i
		}
	}
	return found
}

// truths counts what the conditions on one subject said.
type truths struct{ held, failed, open int }

func (t truths) asked() bool { return t != truths{} }

// told sorts what a's conditions said by their subject. A condition of which
// the answer says nothing could not be evaluated.
func told(q record.Question, a record.Answer) map[subject]truths {
	all := map[subject]truths{}
	for i, c := range q.Conditions {
		s := subjectOf(c)
		t := all[s]
		switch {
		case i < len(a.Conditions) && record.Truth(a.Conditions[i]) == record.True:
			t.held++
		case i < len(a.Conditions) && record.Truth(a.Conditions[i]) == record.False:
			t.failed++
		default:
			t.open++
		}
		all[s] = t
	}
	all[ofStatus] = all[ofStatus].and(all[ofCode])
	// That the right address was asked does not make its answer right.
	all[ofBody] = all[ofBody].and(truths{failed: all[ofAddress].failed, open: all[ofAddress].open})
	return all
}

func (t truths) and(u truths) truths {
	return truths{t.held + u.held, t.failed + u.failed, t.open + u.open}
}

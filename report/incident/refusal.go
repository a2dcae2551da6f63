package incident

import (
	"slices"
	"strconv"
	"strings"

	"constat/store/record"
)

// judgeReply is judge for kinds whose answers are no pages.
func (m Method) judgeReply(said map[subject]truths, q record.Question, a record.Answer) (Verdict, Cause) {
	v, c := m.refusal(q, a)
	expected := said[ofStatus]
	switch {
	case v == Blocked && expected.held == 0:
		return v, c
	case expected.failed > 0 && v == Good:
		return Bad, BodyMismatch
	case v == Bad && expected.held == 0, expected.failed > 0:
		return Bad, c
	}
	a.Status = 0 // what it says has been heard
	return byConditions(said, a)
}

// judgeRegistry is judge for what a registry holds of a domain. That the
// registry is away, or tells us nothing, says nothing of the domain; that it
// has no such domain does.
func judgeRegistry(said map[subject]truths, a record.Answer) (Verdict, Cause) {
	v, c := byConditions(said, a)
	switch {
	case a.Fault == record.NoFault && a.Status == 404 && said[ofStatus].held == 0:
		return Bad, Cause(record.DNSNotFound)
	case v == Bad && (a.Fault != record.NoFault || a.Status >= 400):
		return Unknown, NotEvaluated
	}
	return v, c
}

// refusal says what a reply that says no counts for, by its status and its
// code. A list of the method has those that a service may give to the probe
// alone: for where it asks from, for asking too often, or for being unknown.
// They are blocked; doubt never counts against the provider. A code of RFC 3463
// is looked up by its class and subject, "5.7", and its status is not, for the
// code says more. The others are bad.
func (m Method) refusal(q record.Question, a record.Answer) (Verdict, Cause) {
	if q.Kind == "dns" && a.Code == "NOERROR" && a.Text == "" {
		return Bad, Cause(record.DNSNotFound) // the name is there and has no such records
	}
	switch {
	case a.Fault != record.NoFault, !a.Declined() && a.Status < 400:
		return Good, NoCause
	case slices.Contains(m.BlockedReplies, replyOf(a)):
		return Blocked, AnswerRefused
	case q.Kind != "dns":
		return Bad, AnswerRefused
	case a.Code == "NXDOMAIN":
		return Bad, Cause(record.DNSNotFound)
	}
	return Bad, Cause(record.DNSFailure)
}

// replyOf returns what the method's list knows a reply by.
func replyOf(a record.Answer) string {
	if a.Code == "" {
		return strconv.Itoa(a.Status)
	}
	if parts := strings.Split(a.Code, "."); len(parts) == 3 {
		return parts[0] + "." + parts[1]
	}
	return a.Code
}

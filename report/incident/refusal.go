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
	case v == Unknown && expected == truths{} && said[ofBody] == truths{}:
		return v, c
	case expected.failed > 0 && (v == Good || v == Unknown):
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
		return Unknown, c
	}
	return v, c
}

// refusal says what a reply that says no counts for, by its status and its
// code. A list of the method has those that a service may give to the probe
// alone: for where it asks from, for asking too often, or for being unknown.
// They are blocked; doubt never counts against the provider. A code of RFC 3463
// is looked up by its class and subject, "5.7", and its status is not, for the
// code says more. The others are bad. A method that lists what is bad instead
// takes all but these, whole codes, for blocked: services refuse strangers in
// more words than anyone can list.
func (m Method) refusal(q record.Question, a record.Answer) (Verdict, Cause) {
	if q.Kind == "dns" && a.Code == "NOERROR" {
		return m.empty(a)
	}
	switch {
	case a.Fault != record.NoFault, !a.Declined() && a.Status < 400:
		return Good, NoCause
	case m.spares(a):
		return Blocked, AnswerRefused
	case q.Kind != "dns":
		return Bad, AnswerRefused
	case a.Code == "NXDOMAIN":
		return Bad, Cause(record.DNSNotFound)
	}
	return Bad, Cause(record.DNSFailure)
}

// empty says what an answer without records counts for. Where the zone itself
// says that the name has none (RFC 2308 section 2.2), they are not there; else
// the server may have sent us elsewhere.
func (m Method) empty(a record.Answer) (Verdict, Cause) {
	switch {
	case strings.HasPrefix(a.Text, "authority "), a.Text == "" && m.BadReplies == nil:
		return Bad, Cause(record.DNSNotFound)
	case a.Text == "":
		return Unknown, NotEvaluated
	}
	return Good, NoCause
}

// spares says whether a reply that says no may be meant for the probe alone.
func (m Method) spares(a record.Answer) bool {
	if m.BadReplies != nil {
		return !slices.Contains(m.BadReplies, a.Code)
	}
	return slices.Contains(m.BlockedReplies, replyOf(a))
}

// closedDoor says whether a socket's status asks who we are, or says that we
// may not know.
func (m Method) closedDoor(q record.Question, a record.Answer) bool {
	return q.Kind == "ws" && m.BadReplies != nil && slices.Contains(m.BlockedReplies, strconv.Itoa(a.Status))
}

// lostEcho says whether nothing but an echo was lost. Hosts and the way there
// may drop echoes and serve all the same, so that alone says nothing of a host,
// unless the question insists.
func (m Method) lostEcho(q record.Question, a record.Answer) bool {
	lost := []record.Fault{record.ICMPTimeout, record.ICMPRefused, record.TCPUnreachable}
	return m.BadReplies != nil && q.Kind == "icmp" && slices.Contains(lost, a.Fault) && !slices.ContainsFunc(q.Conditions, insists)
}

// insists says whether a condition wants the host to be reached.
func insists(condition string) bool {
	c := strings.Join(strings.Fields(condition), "")
	return c == "[CONNECTED]==true" || c == "true==[CONNECTED]"
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

package incident

import (
	"slices"

	"constat/store/record"
)

// A Verdict is what an observation counts for. Only Bad is ever downtime.
type Verdict string

// The verdicts.
const (
	Good    Verdict = "good"
	Bad     Verdict = "bad"
	Slow    Verdict = "slow"    // the right answer, too late
	Blocked Verdict = "blocked" // the probe was refused, not the visitor
	Unknown Verdict = "unknown" // nothing can be told
)

// A Cause says why a verdict is not good. For Bad it is a [record.Fault] or
// one of the first two; the others go with the verdicts that count for
// nothing.
type Cause string

// The causes beside the faults.
const (
	NoCause        Cause = ""
	HTTPStatus     Cause = "http-status"     // with Blocked too: 403 and the like
	AnswerRefused  Cause = "answer-refused"  // the service said no; with Blocked too, where that can be for the probe alone
	PushFailed     Cause = "push-failed"     // the job reported that it had failed
	BodyMismatch   Cause = "body-mismatch"   // the page is not what it should be
	ResponseTime   Cause = "response-time"   // Slow
	Challenge      Cause = "challenge"       // Blocked: a page that asks to prove one is human
	ControlsFailed Cause = "controls-failed" // Unknown: the controls could not be reached either
	ControlsUntold Cause = "controls-untold" // Unknown: nothing is said of controls that were asked around that time
	NotWatching    Cause = "not-watching"    // Unknown: by the vantage's own account nobody watched then
	NotEvaluated   Cause = "not-evaluated"   // Unknown: a condition could not be evaluated
	TooLate        Cause = "late"            // Unknown: the record was sealed too late
	ClockOff       Cause = "clock"           // Unknown: the vantage's clock can have been too far off
)

// Causes lists every cause, those of Bad first, in the order that decides ties.
var Causes = func() []Cause {
	var all []Cause
	for _, f := range record.Faults {
		all = append(all, Cause(f))
	}
	return append(all, HTTPStatus, AnswerRefused, PushFailed, BodyMismatch, ResponseTime, Challenge, ControlsFailed, ControlsUntold, NotWatching, NotEvaluated, TooLate, ClockOff)
}()

// ofBad reports whether a target can be down for c. Our own failure to ask is
// not among the causes.
func (c Cause) ofBad() bool {
	i := slices.Index(Causes, c)
	return i >= 0 && i <= slices.Index(Causes, BodyMismatch) && !ours(record.Fault(c)) && c != Cause(record.TCPClosed)
}

// ours reports whether it is we who ended a question: our machine could not ask
// it, or we would not follow. A redirect may go round in a circle for who keeps
// no cookies alone, and a private address may be our own resolver's word.
func ours(f record.Fault) bool {
	return f == record.Local || f == record.Unfollowed || f == record.AddressRefused
}

// Judge says what one answer counts for. In this order:
//
//   - a question we could not ask is unknown, and so is one that was led where
//     we would not go;
//   - an answer that is not good while every control failed is unknown;
//   - a connection that was ended in order before the answer was whole is
//     blocked: servers drop so whom they do not want;
//   - a challenge is blocked, unless all that was expected of the page holds;
//   - a status of the method's list is blocked, unless a condition on [STATUS]
//     holds for it: then it was expected;
//   - so is an end by which HTTP/2 sends a probe away, answer-refused;
//   - a fault is bad;
//   - a false condition on [STATUS] is bad, http-status; one on [BODY] is bad,
//     http-status from status 400 on and body-mismatch under it;
//   - a condition on [STATUS] or [BODY] that could not be evaluated, with none
//     false, is unknown: the doubt is ours;
//   - without any condition on [STATUS] or [BODY] that says something, a status
//     of 400 or more is bad;
//   - a false [RESPONSE_TIME] alone is slow.
//
// Kinds of questions other than HTTP differ where a reply says no: see
// [Method.refusal]. A condition on [DNS_RCODE] counts as one on [STATUS], and a
// false one on [IP] as one on [BODY].
//
// [CERTIFICATE_EXPIRATION] and [DOMAIN_EXPIRATION] never change a verdict: see
// [Warnings].
func (m Method) Judge(q record.Question, o record.Observation, a record.Answer) (Verdict, Cause) {
	if ours(a.Fault) {
		return Unknown, Cause(a.Fault)
	}
	v, c := m.judge(q, a)
	if v != Good && o.Control == record.AllFailed {
		return Unknown, ControlsFailed
	}
	return v, c
}

func (m Method) judge(q record.Question, a record.Answer) (Verdict, Cause) {
	said := told(q, a)
	switch q.Kind {
	case "rdap":
		return judgeRegistry(said, a)
	case "push":
		return judgeReport(a)
	}
	if a.Fault == record.TCPClosed || a.Fault == record.TCPReset && slices.Contains(inOrder, a.Detail) {
		return Blocked, Cause(record.TCPClosed)
	}
	if m.lostEcho(q, a) {
		return Unknown, Cause(a.Fault)
	}
	if q.Kind != "" && !q.ByHTTP() && q.Kind != "ws" {
		return m.judgeReply(said, q, a)
	}
	if (a.Fault == record.TCPReset || a.Fault == record.BodyTruncated) && slices.Contains(forProbes, a.Detail) {
		return Blocked, AnswerRefused
	}
	v, c := byConditions(said, a)
	expected := said[ofStatus].held > 0
	if a.Challenge && (v != Good || !expected && said[ofBody].held == 0) {
		return Blocked, Challenge
	}
	if (slices.Contains(m.Blocked, a.Status) || m.closedDoor(q, a)) && !expected {
		return Blocked, HTTPStatus
	}
	return v, c
}

// forProbes are what HTTP/2 says to who asks too often, or otherwise than the
// server wants (RFC 9113, section 7): not what a visitor would be left with.
// CANCEL does not say for whose sake a stream was called off.
var forProbes = []string{"HTTP/2 CANCEL", "HTTP/2 ENHANCE_YOUR_CALM", "HTTP/2 HTTP_1_1_REQUIRED", "HTTP/2 INADEQUATE_SECURITY", "HTTP/2 REFUSED_STREAM"}

// inOrder are the words of an end by FIN, and of HTTP/2 for what it does not find
// wrong. Collectors once took them for a reset.
var inOrder = []string{"HTTP/2 NO_ERROR", "EOF", "unexpected EOF", "broken pipe"}

func byConditions(said map[subject]truths, a record.Answer) (Verdict, Cause) {
	status, body := said[ofStatus], said[ofBody]
	if a.Fault != record.NoFault {
		return Bad, Cause(a.Fault)
	}
	if status.failed > 0 || body.failed > 0 && a.Status >= 400 {
		return Bad, HTTPStatus
	}
	if body.failed > 0 {
		return Bad, BodyMismatch
	}
	if !status.asked() && body.held == 0 && a.Status >= 400 {
		return Bad, HTTPStatus
	}
	if status.open > 0 || body.open > 0 {
		return Unknown, NotEvaluated
	}
	if said[ofResponseTime].failed > 0 {
		return Slow, ResponseTime
	}
	return Good, NoCause
}

// Warnings returns the conditions of q on [CERTIFICATE_EXPIRATION] or
// [DOMAIN_EXPIRATION] that a does not meet. They make nothing bad: what will
// end has not ended.
func Warnings(q record.Question, a record.Answer) []string {
	var w []string
	for i, c := range q.Conditions {
		if s := subjectOf(c); (s == ofCertificate || s == ofDomain) && i < len(a.Conditions) && record.Truth(a.Conditions[i]) == record.False {
			w = append(w, c)
		}
	}
	return w
}

package record

import (
	"slices"
	"strings"
)

// AskedOtherwise reports whether diagnostic attempts follow an answer to q: what
// stopped by a fault of the network, and a page without its content, by a status of
// 500 or more or a condition on it that is false. Of the latter another address can
// tell a front from its origin. A page that was sent something is not sent it
// again, nobody who refuses or asks for patience is asked more, and neither time
// nor a coming expiry is a fault.
func (q Question) AskedOtherwise(a Answer) bool {
	if a.Fault.OfNetwork() {
		return true
	}
	if a.Fault != NoFault || q.Kind != "http" || q.Method == "POST" || a.Challenge || slices.Contains(refusals, a.Status) {
		return false
	}
	return a.Status >= 500 || q.without(a)
}

// Fails reports whether a says that what q asks for does not work at present. The
// controls are asked on more: that an answer took long, or that something is to
// expire, is no failure yet.
func (q Question) Fails(a Answer) bool {
	return a.Fault != NoFault || a.Status >= 500 || a.Declined() || q.without(a)
}

// refusals are the statuses by which a server refuses who asks (RFC 9110, section
// 15.5; RFC 6585, section 4; RFC 7725).
var refusals = []int{401, 403, 407, 429, 451}

// apart are the subjects of conditions that say nothing of what a page holds.
var apart = []string{"[RESPONSE_TIME]", "[CERTIFICATE_EXPIRATION]", "[DOMAIN_EXPIRATION]"}

// without reports whether a condition on what the page holds is false.
func (q Question) without(a Answer) bool {
	for i, c := range q.Conditions {
		about := func(subject string) bool { return strings.Contains(c, subject) }
		if i < len(a.Conditions) && Truth(a.Conditions[i]) == False && !slices.ContainsFunc(apart, about) {
			return true
		}
	}
	return false
}

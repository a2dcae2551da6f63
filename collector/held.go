package collector

import (
	"time"

	"constat/store/record"
)

// A held is an observation that may have to wait for the controls.
type held struct {
	seen    record.Seen
	target  *target
	failed  bool // it waits for the controls; else for nothing
	silent  bool // it failed because nothing came back
	awaited bool // it failed because nothing came in: nobody was asked
	closed  bool // controls were asked after it failed
	try     bool // it is a diagnostic attempt, which waits for no control;
	open    bool // it is not back
	dropped bool // nothing came of it
	started time.Time
	ended   time.Time
	askings []*asking // what bears on it, oldest first
	before  []*asking // without an answer when the question was put
}

// lostPacket is how long a control takes at least that answers only after its
// first packet was lost, RFC 6298 section 2.1.
const lostPacket = time.Second

// hold takes in an answer, and has the controls asked if it failed.
func (r *rounds) hold(a answer) *held {
	t := a.target
	h := &held{seen: seenOf(a), target: t, started: t.put, ended: a.ended}
	if t.Control || len(r.controls) == 0 || !a.result.Answer.AsksControls() {
		return h
	}
	h.failed, h.askings = true, t.askings
	h.silent = silent(a.result.Answer.Fault, h.ended.Sub(h.started) >= t.patience)
	if n := r.newest; len(h.askings) == 0 && n != nil && h.ended.Sub(n.started) < r.askingEvery {
		h.askings = []*asking{n} // we may not ask at once: what was said just before counts too
	}
	h.awaited = a.result.Answer.Fault == record.PushMissing
	if h.silent || h.awaited {
		h.before = t.before
	}
	for _, a := range h.before {
		a.targets = append(a.targets, t)
	}
	for _, a := range h.askings {
		a.targets = append(a.targets, t)
		h.closed = !a.started.Before(h.ended)
	}
	if !h.closed {
		r.unclosed = append(r.unclosed, h)
		r.askWanted(time.Now())
	}
	return h
}

// silent says whether a question failed because nothing came back: by its own
// time limit, or because the resolver or the kernel waited long and gave up.
func silent(f record.Fault, long bool) bool {
	switch f {
	case record.DNSTimeout, record.TCPTimeout, record.TLSTimeout, record.HTTPTimeout, record.AnswerTimeout, record.ICMPTimeout:
		return true
	case record.DNSFailure, record.TCPUnreachable:
		return long
	}
	return false
}

// control returns what the controls said, once that is known. Any doubt makes
// it AllFailed.
func (h *held) control() (c record.Control, known bool) {
	if !h.failed {
		return record.NotAsked, !h.open
	}
	known, vouched := h.closed, !h.silent
	for _, a := range h.before {
		if a.doubtful() {
			return record.AllFailed, true
		}
		known = known && a.settled()
	}
	for _, a := range h.askings {
		if (h.silent || h.awaited) && a.doubtful() {
			return record.AllFailed, true
		}
		if a.outcome == record.AllFailed {
			return record.AllFailed, true
		}
		known = known && a.settled()
		vouched = vouched || a.settled() && !a.started.Before(h.started) && !a.back.After(h.ended)
	}
	switch {
	case !known:
		return record.NotAsked, false
	case !vouched:
		return record.AllFailed, true
	}
	return record.Answered, true
}

// release hands over what waits for nothing any more, in order.
func (r *rounds) release(t *target) {
	for len(t.held) > 0 {
		h := t.held[0]
		control, known := h.control()
		if !known {
			return
		}
		h.seen.Observation.Control = control
		t.held = t.held[1:]
		if h.number(); !h.dropped {
			r.keeper.add(h.seen, h.seen.Answer.AsksControls())
		}
	}
}

// number counts the attempts after a scheduled question, those that were
// dropped left out.
func (h *held) number() {
	t := h.target
	switch {
	case h.try && !h.dropped:
		t.attempts++
		h.seen.Observation.Attempt = t.attempts
	case h.seen.Observation.Attempt == 0 && !h.try:
		t.attempts = 0
	}
}

// giveUp lets go of all that waits for controls.
func (r *rounds) giveUp() {
	for len(r.askings) > 0 {
		r.settle(r.askings[0], record.AllFailed)
	}
	for _, h := range r.unclosed {
		h.askings = append(h.askings, &asking{outcome: record.AllFailed})
		r.release(h.target)
	}
	r.unclosed = nil
}

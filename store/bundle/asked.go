package bundle

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"sort"

	"constat/store/record"
)

// Tenths of a second, as rounds are.
const (
	askingSlack   = 20  // what may pass beside the times that are known
	askingLimit   = 50  // what controls have to answer in
	excusedWithin = 600 // of a start, a stop or a gap nothing is said
)

// asked tells whether what observations say of the controls is what the
// controls themselves saw. A vantage asks them when a question fails, and writes
// down what it hears; so one that answered stands in its own chain, within the
// time that a question and an asking take. Time is counted by rounds, for a wall
// clock may be set. Near a start, a stop or a gap, and at the ends of the
// account, an answer may be missing, and nothing is said.
func (v *verifier) asked() bool {
	for _, t := range v.account.Targets {
		if t.unheard != nil {
			return v.try(Integrity, "control answers", t.unheard, Words{})
		}
	}
	return true
}

// hears checks what one observation says of the controls, and whether the
// vantage can have asked so.
func (c *course) hears(o *Observed, took int64) error {
	err := c.agrees(o, took)
	if err == nil {
		err = c.oneAtATime(c.last, o)
	}
	if err == nil {
		err = c.unasked(o, took)
	}
	if err == nil {
		err = c.unheardReport(o)
	}
	if c.late = tooLate(c.late, o); c.late >= 3 && err == nil {
		err = fmt.Errorf("three questions in a row left %d ms and more after their rounds", o.Late)
	}
	if err != nil {
		return fmt.Errorf("leaf %d, item %d: %w", o.Leaf, o.Item, err)
	}
	return nil
}

// heard is what all controls of a log saw, by round.
type heard struct {
	rounds   []record.Round // of all control observations
	vouching []record.Round // of those whose question could vouch for our network
	answered []record.Round // of those without fault
	failed   []record.Round // of those with one, or too slow to be waited for
	slack    record.Round   // what a pause may take that leaves no gap
	before   record.Round   // how long before a control may have been asked
	excuses  [][2]record.Round
	aways    []away
	any      bool             // there is a control at all
	starts   []record.Instant // of the program
	setBack  bool             // the clock was, by a second or more
}

func (l *Log) heard() *heard {
	h := &heard{}
	for _, t := range l.Targets {
		if !t.Last().Control || !t.Last().Question.Vouches() {
			continue
		}
		for _, d := range t.Definitions {
			h.before = max(h.before, record.Round(min(d.Question.Timeout, 1<<32)/100))
			if slack := 2 * min(d.Interval, 1<<32); !h.any || slack > h.slack {
				h.slack = slack
			}
			h.any = true
		}
		t.walk(t.segments, func(o *Observed) bool { h.add(o); return true })
	}
	for _, list := range [][]record.Round{h.rounds, h.vouching, h.answered, h.failed} {
		slices.Sort(list)
	}
	for _, item := range l.Entries {
		h.excuse(item.Entry)
		h.begin(item.Entry)
	}
	h.excuses = merged(h.excuses)
	return h
}

func (h *heard) add(o *Observed) {
	h.rounds = append(h.rounds, o.Round)
	if o.Definition.Question.Vouches() {
		h.vouching = append(h.vouching, o.Round)
	}
	if o.Answer.Fault == record.NoFault {
		h.answered = append(h.answered, o.Round)
	}
	if took := o.took(); o.Answer.Fault != record.NoFault || took > (askingLimit-askingSlack/2)*100 {
		h.failed = append(h.failed, o.Round)
	}
}

// excuse notes when the vantage itself was away.
func (h *heard) excuse(e record.Entry) {
	switch e := e.(type) {
	case record.Watch:
		if e.Event == "network" { // it went on asking
			return
		}
		h.excuses = append(h.excuses, [2]record.Round{record.Round(e.Time/100) - excusedWithin, record.Round(e.Time/100) + excusedWithin})
	case record.Gap:
		h.notes(e)
		if e.Reason != "busy" && e.Reason != "rate" {
			h.excuses = append(h.excuses, [2]record.Round{record.Round(e.From/100) - excusedWithin, record.Round(e.To/100) + excusedWithin})
		}
	}
}

// begin notes when the vantage began to listen, and whether its clock tells.
func (h *heard) begin(e record.Entry) {
	switch e := e.(type) {
	case record.Watch:
		if e.Event == "start" {
			h.starts = append(h.starts, e.Time)
		}
	case record.Clock:
		h.setBack = h.setBack || e.Step <= -1_000_000
	}
}

// merged sorts stretches and joins those that touch.
func merged(list [][2]record.Round) (out [][2]record.Round) {
	slices.SortFunc(list, func(a, b [2]record.Round) int { return cmp.Compare(a[0], b[0]) })
	for _, s := range list {
		if n := len(out); n > 0 && s[0] <= out[n-1][1] {
			out[n-1][1] = max(out[n-1][1], s[1])
			continue
		}
		out = append(out, s)
	}
	return out
}

// agrees checks one observation.
func (h *heard) agrees(o *Observed, took int64) error {
	switch {
	case o.Control == record.NotAsked:
		return nil
	case o.Definition.Control:
		return errors.New("a control says what the controls answered")
	case !h.any:
		return errors.New("the controls are said to have been asked, and there are none")
	case !o.Answer.AsksControls():
		return errors.New("the controls are said to have been asked of a question that did not fail")
	}
	lo, end := o.Round-h.before-askingSlack, o.Round+record.Round(took/100)
	hi := end + askingLimit + h.slack + askingSlack
	byClock := record.Round(o.Late / 100) // what a watch entry goes by
	if !h.speaks(lo, end, hi) || h.excused(lo, hi) || h.excused(lo+byClock, hi+byClock) {
		return nil
	}
	if o.Control == record.Answered && !hasBetween(h.answered, lo, hi) {
		return errors.New("a control is said to have answered, and none did")
	}
	if o.Control == record.AllFailed && !silence(o.Answer.Fault) && !hasBetween(h.failed, lo, hi) {
		return errors.New("all controls are said to have failed, and none did")
	}
	return nil
}

// silence says whether a question may have failed because nothing came back, or in.
// Controls that answered then, and too late to tell whether our own network was
// up all along, count as failed; that takes no control that did.
func silence(f record.Fault) bool {
	return slices.Contains([]record.Fault{record.DNSTimeout, record.DNSFailure, record.TCPTimeout, record.TCPUnreachable, record.TLSTimeout,
		record.HTTPTimeout, record.AnswerTimeout, record.ICMPTimeout, record.PushMissing}, f)
}

// oneAtATime refuses a question that was put while the one before was still on
// its way. A round is asked late by less than its interval; after a start the
// count may stand behind, and nothing is said.
func (h *heard) oneAtATime(last past, o *Observed) error {
	if !last.any {
		return nil
	}
	ended, byClock := last.round+last.took, record.Round(last.late/100)
	if o.Round+o.Definition.Interval >= ended || h.excused(last.round, ended) || h.excused(last.round+byClock, ended+byClock) {
		return nil
	}
	return fmt.Errorf("round %d began before round %d had ended", o.Round, last.round)
}

// tooLate counts scheduled questions in a row that left later than a vantage lets
// one: a round is skipped once its interval has gone by, and the count follows a
// wall clock that runs ahead by two seconds. After a sleep of the machine one
// question may leave before the count has followed.
func tooLate(before int, o *Observed) int {
	switch {
	case o.Attempt > 0:
		return before
	case o.Late > o.Definition.Interval.Millis()+5000:
		return before + 1
	}
	return 0
}

// speaks says whether the controls were watched from before lo until after hi,
// and went on being watched after end.
func (h *heard) speaks(lo, end, hi record.Round) bool {
	return len(h.rounds) > 0 && h.rounds[0] <= lo && h.rounds[len(h.rounds)-1] >= hi && hasBetween(h.rounds, end, hi)
}

// excused says whether the vantage was away between two rounds.
func (h *heard) excused(lo, hi record.Round) bool {
	i := sort.Search(len(h.excuses), func(i int) bool { return h.excuses[i][1] >= lo })
	return i < len(h.excuses) && h.excuses[i][0] <= hi
}

// hasBetween says whether a sorted list has a round between two.
func hasBetween(list []record.Round, lo, hi record.Round) bool {
	i := sort.Search(len(list), func(i int) bool { return list[i] >= lo })
	return i < len(list) && list[i] <= hi
}

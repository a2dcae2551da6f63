package bundle

import (
	"errors"
	"fmt"

	"constat/store/record"
)

// A ruled answer: all observations that cite it under one target entry are
// judged alike, but for their times.
type ruled struct {
	definition *Definition
	answer     *cited
	own        bool // with a body of its own
}

// A ruling says what is wrong with an answer, and what times it may have.
type ruling struct {
	judged, possible error
	fault            record.Fault
	given            int64               // milliseconds the question had
	least            int64               // milliseconds it took at least, if it ran out of time
	reached          [record.Phases]bool // the phases it can have come to
}

func (c *course) rule(o *Observed) *ruling {
	key := ruled{o.Definition, o.cited, !o.Body.IsZero()}
	if c.ruling != nil && key == c.ruled {
		return c.ruling
	}
	r := c.rulings[key]
	if r == nil {
		r = newRuling(o.Definition.Question, o.Answer)
		c.rulings[key] = r
	}
	c.ruled, c.ruling = key, r
	return r
}

func newRuling(q record.Question, a record.Answer) *ruling {
	r := &ruling{judged: judged(q, a), possible: errors.Join(possible(q, a), worded(a)), fault: a.Fault, given: q.Timeout, least: least(q, a)}
	for p := range r.reached {
		r.reached[p] = comesTo(q, a, p)
	}
	return r
}

func (r *ruling) check(o *Observed, took int64) error {
	if r.judged == nil && r.possible == nil && r.longEnough(took) == nil && r.timed(o) == nil {
		return nil
	}
	return errors.Join(r.judged, r.possible, r.longEnough(took), r.timed(o))
}

// longEnough refuses a timeout that came before its time.
func (r *ruling) longEnough(took int64) error {
	// A step loses a hundredth; what is left over is for the moments between phases.
	if took*10 < r.least*9 {
		return fmt.Errorf("%s after %d ms, when %d were given", r.fault, took, r.given)
	}
	return nil
}

// timed refuses times of phases that a question did not come to, and none at all
// of the one it went through.
func (r *ruling) timed(o *Observed) error {
	for p := range o.Timing {
		if o.Timing[p] != 0 && !r.reached[p] {
			return fmt.Errorf("phase %d took its time, and was not come to", p)
		}
	}
	if timeless(o.Definition.Question, o.Answer, o.Timing) {
		return errors.New("an answer in no time at all")
	}
	return nil
}

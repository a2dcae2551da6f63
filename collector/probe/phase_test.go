package probe

import (
	"testing"
	"time"

	"constat/store/record"
)

// A verifier refuses a timeout whose phases add up to less than the time that
// was given: a busy machine that sends its request late must not look so.
func TestPhasesOfWhatBrokeOffLeaveNoTimeOut(t *testing.T) {
	end := time.Now()
	for name, answered := range map[string]bool{"no answer": false, "cut short": true} {
		e := newExchange(Ask{})
		e.where.host, e.since = "shop.example", end.Add(-800*time.Millisecond)
		e.wire = newWire(nil)
		e.wire.asked = end.Add(-600 * time.Millisecond) // the request left late
		if answered {
			e.wire.first = end.Add(-100 * time.Millisecond)
		}
		e.endPhases(end, true)
		sum := e.result.Timing[record.PhaseFirstByte].Duration() + e.result.Timing[record.PhaseBody].Duration()
		if sum < 785*time.Millisecond || sum > 800*time.Millisecond { // a step loses a hundredth
			t.Errorf("%s: the phases take %v of 800 ms", name, sum)
		}
		e.spent = [record.Phases]time.Duration{}
		if e.endPhases(end, false); e.result.Timing[record.PhaseFirstByte].Duration() > 600*time.Millisecond {
			t.Errorf("%s: our own delay counts as the server's", name)
		}
	}
}

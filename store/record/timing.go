package record

import (
	"sort"
	"time"
)

// A Step is a duration on a scale of 1 % steps: 0 means that the phase was not
// reached, n means at least edge n and less than edge n+1, where edge 1 is one
// microsecond and each edge is the one before plus a hundredth of it, rounded
// up to the nanosecond. A finer scale would store noise.
type Step uint16

// MaxStep is the last step: about 80 minutes and more.
const MaxStep Step = 2240

var edges = func() (e [MaxStep + 1]int64) {
	e[1] = 1000
	for n := 2; n < len(e); n++ {
		e[n] = e[n-1] + (e[n-1]+99)/100
	}
	return e
}()

// StepOf returns the step that d falls in. A duration under a microsecond that
// did take place is step 1.
func StepOf(d time.Duration) Step {
	n := sort.Search(len(edges), func(i int) bool { return edges[i] > int64(d) })
	return Step(max(n-1, 1))
}

// Duration returns the lower edge of s: what the phase took at least.
func (s Step) Duration() time.Duration {
	return time.Duration(edges[min(s, MaxStep)])
}

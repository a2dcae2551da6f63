package bundle

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// A crew does on so many cores what can be done in any order. What comes of it
// must not tell how many they were.
type crew int

// everybody is a crew on all cores that the program may use.
func everybody() crew { return crew(runtime.GOMAXPROCS(0)) }

// each does all of 0 to n-1, and returns when they are done.
func (c crew) each(n int, do func(i int)) {
	var next atomic.Int64
	work := func() {
		for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
			do(i)
		}
	}
	var hands sync.WaitGroup
	for range min(int(c), n) - 1 {
		hands.Go(work)
	}
	work()
	hands.Wait()
}

// first does all of 0 to n-1 and returns the error of the lowest that has one:
// the one that doing them in turn would have met.
func (c crew) first(n int, do func(i int) error) error {
	errs := make([]error, n)
	c.each(n, func(i int) { errs[i] = do(i) })
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

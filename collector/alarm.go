package collector

import "time"

// alarm is one timer that is set again and again. Its zero value can be set.
type alarm struct{ timer *time.Timer }

// atOnce is what an alarm returns that has nothing to wait for: no timer is
// asked for a time that has passed. (Go's race detector dies of timers that
// several goroutines find run out in one testing/synctest bubble: golang/go
// issue 78156.)
var atOnce = func() <-chan time.Time {
	c := make(chan time.Time)
	close(c)
	return c
}()

// in sets the alarm, and returns what can be received from once d has passed.
func (a *alarm) in(d time.Duration) <-chan time.Time {
	if d <= 0 {
		return atOnce
	}
	if a.timer == nil {
		a.timer = time.NewTimer(d)
		return a.timer.C
	}
	a.timer.Reset(d)
	return a.timer.C
}

func (a *alarm) stop() {
	if a.timer != nil {
		a.timer.Stop()
	}
}

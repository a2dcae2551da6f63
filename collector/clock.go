package collector

import (
	"time"

	"constat/store/record"
)

// maxAhead is how far the wall clock may run ahead of the count.
const maxAhead = 2 * time.Second

// A clock counts milliseconds since 1970 from one reading of the wall clock,
// and by the monotonic clock from then on.
type clock struct {
	wall  func() time.Time
	base  time.Time // of the monotonic clock
	count int64     // at base, milliseconds
}

// newClock begins to count at the wall clock's time, or at newest if that is
// later: rounds never go back, even where the wall clock did between two runs.
func newClock(wall func() time.Time, newest record.Round) *clock {
	return &clock{wall: wall, base: time.Now(), count: max(wall().UnixMilli(), newest.Millis())}
}

func (c *clock) millis() int64 { return c.count + time.Since(c.base).Milliseconds() }

// now returns the round whose tenth of a second it is.
func (c *clock) now() record.Round { return record.Round(c.millis() / 100) }

// until returns how long it is to the instant of a round.
func (c *clock) until(r record.Round) time.Duration {
	return time.Duration(r.Millis()-c.count)*time.Millisecond - time.Since(c.base)
}

// follow sets the count to a wall clock that ran ahead, and says whether and
// how far it did. The monotonic clock of Linux stands still while the machine
// sleeps. A wall clock behind the count is left alone: rounds only grow.
func (c *clock) follow() (ahead time.Duration, ran bool) {
	wall := c.wall().UnixMilli()
	ahead = time.Duration(wall-c.millis()) * time.Millisecond
	if ahead <= maxAhead {
		return 0, false
	}
	c.base, c.count = time.Now(), wall
	return ahead, true
}

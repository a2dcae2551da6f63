package main

import (
	"fmt"
	"io"
	"time"

	hour "constat/report/clock"
	"constat/store/record"
)

// A statusClock is what time servers said of our clock when they were last
// asked. Offset and Within are null where no majority of them, two at the least,
// agreed.
type statusClock struct {
	Time     record.Instant `json:"time"`
	Offset   *int64         `json:"offset_us"` // to be added to our clock
	Within   *int64         `json:"within_us"`
	Asked    int            `json:"asked"`
	Answered int            `json:"answered"`
	Agreed   int            `json:"agreed"`
}

func statusClockOf(c *record.Clock) *statusClock {
	if c == nil {
		return nil
	}
	r := hour.Read(*c)
	s := &statusClock{Time: c.Time, Asked: r.Asked, Answered: r.Answered, Agreed: r.Agreed}
	if r.Known {
		offset, within := r.Offset().Microseconds(), r.Within().Microseconds()+1
		s.Offset, s.Within = &offset, &within
	}
	return s
}

func printClock(w io.Writer, lang string, c *statusClock, now time.Time) {
	if c == nil {
		fmt.Fprintln(w, tr(lang, "Personne ne compare l’horloge : « clock » nomme des serveurs de temps dans la configuration.", `Nobody compares the clock: "clock" names time servers in the configuration.`))
		return
	}
	ago := now.Sub(c.Time.Time()).Round(time.Second)
	if c.Offset == nil {
		fmt.Fprintf(w, tr(lang, "Écart de l’horloge inconnu : il y a %v, %d serveurs de temps sur %d ont répondu, sans que deux et la majorité s’accordent.\n",
			"Offset of the clock not known: %v ago, %d of %d time servers answered, and no two that are a majority agreed.\n"), ago, c.Answered, c.Asked)
		return
	}
	fmt.Fprintf(w, tr(lang, "Horloge à corriger de %v, à %v près : il y a %v, selon %d serveurs de temps sur %d.\n",
		"Clock to be corrected by %v, give or take %v: %v ago, by %d of %d time servers.\n"), micros(*c.Offset), micros(*c.Within), ago, c.Agreed, c.Asked)
}

func micros(n int64) time.Duration { return time.Duration(n) * time.Microsecond }

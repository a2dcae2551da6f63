package breach

import (
	"slices"
	"time"

	"constat/report/dossier"
	"constat/store/record"
)

// hours are those of GDPR article 33(1), after the controller became aware.
const hours = 72

// A Clock is the time in which an authority is to be told.
//
// Due is 72 hours of real time after From: the earliest reading, to be kept, unless
// an authority may count from an earlier instant ([Clock.First]). A
// change of the clocks lengthens or shortens none of them. ByRegulation is the
// end under Regulation (EEC, Euratom) No 1182/71, article 3(1) and 3(2)(a): the
// hour in which the event falls does not count, the period begins with the next
// and ends with the expiry of its last. Saturdays, Sundays and holidays count,
// article 3(3), and do not move the end of a period in hours, article 3(4).
// Whether article 3(5), two working days at the least in any period of two days
// or more, is for periods in hours too is disputed: no time here rests on it.
type Clock struct {
	State string       `json:"state"` // see the constants
	Hours int          `json:"hours"` // 0 where the law names no number
	From  dossier.Time `json:"from"`  // aware, by the controller's word

	Due          dossier.Time `json:"due"`
	ByRegulation dossier.Time `json:"due_by_regulation_1182_71"`
	DaysOff      []string     `json:"days_off"` // Saturdays, Sundays and named holidays that it runs over

	// Earlier is from when an authority may count instead: the supplier had told
	// the controller, or a note in the log said so, before From. Null otherwise.
	Earlier    dossier.Time `json:"earlier"`
	EarlierDue dossier.Time `json:"earlier_due"`

	Filed    dossier.Time     `json:"filed"`     // the first notice to this authority; one that only completes is none
	FiledDay bool             `json:"filed_day"` // only its day is told: Filed is the last instant of it
	Left     *dossier.Seconds `json:"left_s"`    // until [Clock.First], negative when over; null where nothing runs
	Since    *dossier.Seconds `json:"elapsed_s"` // since From, until it was filed or is now
}

// The states of a clock.
const (
	Unset     = "unset"     // nobody said when the controller became aware
	Running   = "running"   // not filed, and there is time
	Over      = "over"      // not filed, and the earliest end is past
	Kept      = "kept"      // filed by the earliest end
	Disputed  = "disputed"  // filed after one end and by another
	Late      = "late"      // filed after all
	Promptly  = "promptly"  // the law names no number of hours, and nothing is filed
	Sent      = "sent"      // the law names no number, and it is filed
	Undefined = "undefined" // the notice is dated before the controller became aware
)

// clockOf is the clock of c towards one authority, at the time of the notice.
func clockOf(c Controller, regime string, earlier, at dossier.Time, holidays []string) Clock {
	k := Clock{State: Unset, DaysOff: []string{}, Earlier: earlier}
	if regimes[regime].hours {
		k.Hours = hours
	}
	for _, f := range c.Filed {
		if f.To == regime && f.Phase != Complementary && (!k.Filed.Known || f.At < k.Filed.Instant) {
			k.Filed, k.FiledDay = dossier.Known(f.At), f.Day
		}
	}
	if !c.Aware.Known {
		return k
	}
	k.From = dossier.Known(c.Aware.At)
	end := at
	if k.Filed.Known {
		end = k.Filed
	}
	since := dossier.Seconds(end.Instant - k.From.Instant)
	k.Since = &since
	if since < 0 {
		k.State = Undefined
		return k
	}
	if k.Hours == 0 {
		k.State = map[bool]string{false: Promptly, true: Sent}[k.Filed.Known]
		return k
	}
	k.Due, k.ByRegulation = dossier.Known(after(c.Aware.At)), dossier.Known(byRegulation(c.Aware.At, c.Zone))
	k.DaysOff = daysOff(c.Aware.At, k.Due.Instant, c.Zone, holidays)
	if earlier.Known {
		k.EarlierDue = dossier.Known(after(earlier.Instant))
	}
	left := dossier.Seconds(k.First().Instant - end.Instant)
	if !k.Filed.Known {
		k.Left = &left
	}
	k.State = judged(k, end.Instant)
	return k
}

// First is the earliest end: that from an earlier instant from which an authority may
// count, where there is one. What is kept by a later end alone is disputed.
func (k Clock) First() dossier.Time {
	if k.EarlierDue.Known && k.EarlierDue.Instant < k.Due.Instant {
		return k.EarlierDue
	}
	return k.Due
}

func judged(k Clock, end record.Instant) string {
	first := k.First().Instant
	switch {
	case !k.Filed.Known && end > first:
		return Over
	case !k.Filed.Known:
		return Running
	case end <= first:
		return Kept
	case end <= max(k.Due.Instant, k.ByRegulation.Instant):
		return Disputed
	}
	return Late
}

func after(t record.Instant) record.Instant { return record.At(t.Time().Add(hours * time.Hour)) }

// byRegulation ends 72 whole hours of zone after the hour of t. The hour is that
// of the wall clock, whose offset need not be whole hours; the hours that follow
// are of real time.
func byRegulation(t record.Instant, zone *time.Location) record.Instant {
	w := t.Time().In(zone)
	into := time.Duration(w.Minute())*time.Minute + time.Duration(w.Second())*time.Second + time.Duration(w.Nanosecond())
	return record.At(w.Add(time.Hour - into).Add(hours * time.Hour))
}

// daysOff are the days of zone, touched by from to to, that are no working days.
func daysOff(from, to record.Instant, zone *time.Location, holidays []string) []string {
	off := []string{}
	last := to.Time().In(zone).Format(time.DateOnly)
	for w := from.Time().In(zone); ; w = w.AddDate(0, 0, 1) {
		day := w.Format(time.DateOnly)
		if day > last {
			return off
		}
		if w.Weekday() == time.Saturday || w.Weekday() == time.Sunday || slices.Contains(holidays, day) {
			off = append(off, day)
		}
	}
}

// late reports whether reasons for a delay are wanted: by the earliest reading.
func (k Clock) late() bool {
	return k.State == Over || k.State == Disputed || k.State == Late
}

package lang

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// A Clock is how instants and durations are written. A date is never
// ambiguous: the month stands in letters in sentences, and tables are ISO.
type Clock struct {
	Months [12]string
	// Instant writes a date and a time of day, cut to the second.
	Instant func(t time.Time) string
	// Day writes a date alone.
	Day func(t time.Time) string
	// At sets an instant into a sentence: "le 28 août …", "on 28 August …".
	At func(instant string) string
	// Zone names the zone of t, once per page.
	Zone func(t time.Time) string
	// Days writes whole days.
	Days func(n int64) string
	// Bounds writes the least and the most a duration can have been.
	Bounds func(least, most time.Duration) string
	// Range writes the same in a table.
	Range func(least, most string) string
	// Shown adds that bounds are only of what is shown, Unwatched how much of
	// the most was not watched.
	Shown     func(bounds string) string
	Hidden    func(unwatched, hidden string) string // beside time not watched: time not shown
	Unwatched func(bounds string, d time.Duration) string
	// Open writes the bounds of what had not ended.
	Open func(least, most time.Duration) string
}

var clockFrench = Clock{
	Months: [12]string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet",
		"août", "septembre", "octobre", "novembre", "décembre"},
	Instant: func(t time.Time) string {
		return French.Time.Day(t) + fmt.Sprintf(", %d\u00a0h\u00a0%02d\u00a0min\u00a0%02d\u00a0s", t.Hour(), t.Minute(), t.Second())
	},
	Day: func(t time.Time) string {
		day := strconv.Itoa(t.Day())
		if t.Day() == 1 {
			day = "1er"
		}
		return day + NoBreak + French.Time.Months[t.Month()-1] + NoBreak + strconv.Itoa(t.Year())
	},
	At:   func(instant string) string { return "le " + instant },
	Zone: func(t time.Time) string { return zone(t, "temps universel coordonné (UTC)") },
	Days: func(n int64) string { return French.Number.Count(n, "jour", "jours") },
	Bounds: func(least, most time.Duration) string {
		if least <= 0 {
			return "au plus " + French.Most(most) + " (sans durée minimale établie)"
		}
		return "au moins " + French.Least(least) + " et au plus " + French.Most(most)
	},
	Range:  func(least, most string) string { return "de " + least + " à " + most },
	Shown:  func(bounds string) string { return bounds + ", dans le seul temps que montrent les fichiers de preuve" },
	Hidden: func(unwatched, hidden string) string { return unwatched + "\u00a0; " + hidden + " non montré" },
	Unwatched: func(bounds string, d time.Duration) string {
		return bounds + " (dont " + French.Most(d) + " de temps non observé)"
	},
	Open: func(least, most time.Duration) string {
		if least <= 0 {
			return "au plus " + French.Most(most) + " à la fin de la période (sans fin observée ni durée minimale établie)"
		}
		return "au moins " + French.Least(least) + ", sans fin observée, et au plus " + French.Most(most) + " à la fin de la période"
	},
}

var clockEnglish = Clock{
	Months: [12]string{"January", "February", "March", "April", "May", "June", "July",
		"August", "September", "October", "November", "December"},
	Instant: func(t time.Time) string { return English.Time.Day(t) + t.Format(", 15:04:05") },
	Day: func(t time.Time) string {
		return strconv.Itoa(t.Day()) + NoBreak + English.Time.Months[t.Month()-1] + NoBreak + strconv.Itoa(t.Year())
	},
	At:   func(instant string) string { return "on " + instant },
	Zone: func(t time.Time) string { return zone(t, "Coordinated Universal Time (UTC)") },
	Days: func(n int64) string { return English.Number.Count(n, "day", "days") },
	Bounds: func(least, most time.Duration) string {
		if least <= 0 {
			return "at most " + English.Most(most) + " (no least duration established)"
		}
		return "at least " + English.Least(least) + " and at most " + English.Most(most)
	},
	Range:  func(least, most string) string { return "from " + least + " to " + most },
	Shown:  func(bounds string) string { return bounds + ", within the time that the evidence files show" },
	Hidden: func(unwatched, hidden string) string { return unwatched + "; " + hidden + " not shown" },
	Unwatched: func(bounds string, d time.Duration) string {
		return bounds + " (of which " + English.Most(d) + " not watched)"
	},
	Open: func(least, most time.Duration) string {
		if least <= 0 {
			return "at most " + English.Most(most) + " by the end of the period (no end observed, no least duration established)"
		}
		return "at least " + English.Least(least) + ", with no end observed, and at most " + English.Most(most) + " by the end of the period"
	},
}

// Stamp writes t as a table does: ISO 8601, to the millisecond.
func Stamp(t time.Time) string { return t.Format("2006-01-02 15:04:05.000") }

// Offset writes the offset of t's zone: "UTC", "UTC−4", "UTC+5:30".
func Offset(t time.Time) string {
	_, s := t.Zone()
	if s == 0 {
		return "UTC"
	}
	sign := "+"
	if s < 0 {
		sign, s = "−", -s
	}
	if s%3600 == 0 {
		return fmt.Sprintf("UTC%s%d", sign, s/3600)
	}
	return fmt.Sprintf("UTC%s%d:%02d", sign, s/3600, s%3600/60)
}

func zone(t time.Time, utc string) string {
	if name := t.Location().String(); name != "UTC" {
		return name + " (" + Offset(t) + ")"
	}
	return utc
}

// Least writes a lower bound: from a minute on it is cut to the second.
func (l *Language) Least(d time.Duration) string {
	if d >= time.Minute {
		d = d.Truncate(time.Second)
	}
	return l.Duration(d)
}

// Most writes an upper bound: from a minute on it is raised to the second.
func (l *Language) Most(d time.Duration) string {
	if d >= time.Minute {
		d = (d + time.Second - 1).Truncate(time.Second)
	}
	return l.Duration(d)
}

// Duration writes d to the millisecond: "1 jour 5 h 12 min 4 s", "4.25 s".
func (l *Language) Duration(d time.Duration) string {
	d = d.Truncate(time.Millisecond)
	if d < 0 {
		return "−" + l.Duration(-d)
	}
	var parts []string
	if days := int64(d / (24 * time.Hour)); days > 0 {
		parts = append(parts, l.Time.Days(days))
	}
	if h := d / time.Hour % 24; h > 0 {
		parts = append(parts, strconv.Itoa(int(h))+NoBreak+"h")
	}
	if m := d / time.Minute % 60; m > 0 {
		parts = append(parts, strconv.Itoa(int(m))+NoBreak+"min")
	}
	if rest := d % time.Minute; rest > 0 || len(parts) == 0 {
		parts = append(parts, l.seconds(rest)+NoBreak+"s")
	}
	return strings.Join(parts, NoBreak)
}

func (l *Language) seconds(d time.Duration) string {
	s := fmt.Sprintf("%d.%03d", d/time.Second, d%time.Second/time.Millisecond)
	s = strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
	return strings.Replace(s, ".", l.Number.Mark, 1)
}

package main

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"constat/report/breach"
	"constat/report/dossier"
	"constat/report/lang"
	"constat/report/notify"
	"constat/store/record"
)

// A statusBreach is a clock of 72 hours that runs or is over. It has ids alone.
type statusBreach struct {
	File       string          `json:"file"` // as the configuration names it
	Unread     bool            `json:"unread"`
	Incident   string          `json:"incident"`
	Controller string          `json:"controller"`
	Regime     string          `json:"regime"`
	Due        record.Instant  `json:"due"` // the earliest reading
	Left       dossier.Seconds `json:"left_s"`
	Near       string          `json:"near"` // "" for more than a day, day, hours, over
	Missing    []string        `json:"missing"`

	zone *time.Location
}

// breachesOf are the clocks of the declarations that a configuration names, the
// nearest end first. A file that cannot be read is one too: its clocks run all the
// same.
func breachesOf(dir string, files []string, now time.Time) []statusBreach {
	all := []statusBreach{}
	for _, name := range files {
		path := name
		if !filepath.IsAbs(path) {
			path = filepath.Join(dir, name)
		}
		f, err := readBreach(path, "en")
		if err != nil {
			all = append(all, statusBreach{File: name, Unread: true, Missing: []string{}})
			continue
		}
		for _, w := range breach.Pending(f, record.At(now)) {
			all = append(all, statusBreach{name, false, w.Incident, w.Controller, w.Regime, w.Due, dossier.Seconds(w.Left.Milliseconds()), w.Near, w.Missing, w.Zone})
		}
	}
	slices.SortStableFunc(all, func(a, b statusBreach) int { return a.Due.Time().Compare(b.Due.Time()) })
	return all
}

// due is the end of a clock, in the controller's zone.
func (b statusBreach) due(l *lang.Language) string {
	at := b.Due.Time().In(b.zone)
	return l.Time.Instant(at) + " (" + lang.Offset(at) + ")"
}

func printBreaches(w io.Writer, code string, list []statusBreach) {
	l, err := lang.For(code)
	if err != nil {
		l = lang.English
	}
	for _, b := range list {
		if b.Unread {
			fmt.Fprintln(w, say("Déclarations %q : illisibles ; un délai de 72 heures court peut-être.", "Declarations %q: cannot be read; 72 hours may be running.", b.File).In(code))
			continue
		}
		to, left := lang.Pick(l.Breach.To, b.Regime+" "+breach.Authority), time.Duration(b.Left)*time.Millisecond
		if left >= 0 {
			fmt.Fprintln(w, l.Breach.Told.Clock(b.Incident+" "+b.Controller, to, b.due(l), l.Duration(left.Round(time.Minute))))
		} else {
			fmt.Fprintln(w, l.Breach.Told.Over(b.Incident+" "+b.Controller, to, b.due(l), l.Duration(-left.Round(time.Minute))))
		}
		if len(b.Missing) > 0 {
			fmt.Fprintln(w, say("  il manque : %s", "  missing: %s", strings.Join(fieldNames(l, b.Missing), ", ")).In(code))
		}
	}
}

func fieldNames(l *lang.Language, fields []string) (names []string) {
	for _, f := range fields {
		names = append(names, lang.Pick(l.Breach.Fields, f))
	}
	return names
}

// breaches are clocks that near their end, or are over. The files are read once a
// minute.
func (n *notifier) breaches(p *notify.Present, now time.Time) {
	if len(n.plan.breaches) == 0 {
		return
	}
	if now.Sub(n.clocks.at) >= time.Minute {
		n.clocks = clocksAsked{now, breachesOf(n.dir, n.plan.breaches, now)}
	}
	for _, b := range n.clocks.list {
		if b.Near == "" || b.Unread {
			continue
		}
		p.Concerns = append(p.Concerns, notify.Concern{About: notify.Deadline, Kind: notify.OfBreach + b.Near, Name: b.Incident, Site: b.Controller, Cause: b.Regime, By: b.Due, Zone: b.zone.String(),
			Key: fmt.Sprintf("%s breach %s\n%s\n%s\n%s\n%d", notify.Deadline, b.Near, b.Incident, b.Controller, b.Regime, b.Due), Targets: b.Missing, Since: p.Time, Quiet: true})
	}
}

// A clocksAsked is what was last read of declarations, and when.
type clocksAsked struct {
	at   time.Time
	list []statusBreach
}

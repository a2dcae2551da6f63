package dossier

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"constat/report/contract"
	"constat/report/incident"
	"constat/report/lang"
	"constat/store/record"
)

// A Claim is all that a request for a credit may say: one contract over one
// period of its own. The dossier that it is taken from has every figure.
type Claim struct {
	Contract Contract
	Rule     ContractRule
	Promise  *contract.Rule
	Terms    *contract.Contract
	Outages  []Incident // of the contract's targets, that reach into the period
	Damages  []Damage   // declared; never part of what is asked

	Day     record.Instant // of the letter
	Chosen  bool           // the day was given by hand, and is not that of a clock
	Tickets []contract.Ticket
}

// toldWithin is how long after an outage a ticket is still taken for one that
// tells of it.
const toldWithin = 24 * time.Hour

// On is c as it stands in a letter of an instant: nothing is asked once the time
// to ask is over, and only tickets that were opened before then are named.
func (c Claim) On(day record.Instant, chosen bool) Claim {
	c.Day, c.Chosen, c.Tickets = day, chosen, nil
	for _, k := range c.Terms.Tickets {
		if k.Opened <= day && slices.ContainsFunc(c.Outages, func(i Incident) bool { return i.told(k.Opened) }) {
			c.Tickets = append(c.Tickets, k)
		}
	}
	if late := string(contract.Expired); c.Eligible() && c.Contract.AskBy.Known && day > c.Contract.AskBy.Instant {
		c.Contract.Result = string(contract.Review)
		c.Contract.Reasons = append(slices.Clone(c.Contract.Reasons), late)
	}
	return c
}

// told reports whether a ticket opened then can be about i: it was opened from
// the last good answer on, and no more than a day after the first good one. An
// outage without an end goes on.
func (i Incident) told(opened record.Instant) bool {
	from := i.FirstBad.Instant
	if i.LastGood.Known {
		from = i.LastGood.Instant
	}
	return opened >= from && (!i.FirstGood.Known || opened <= i.FirstGood.Instant+record.Instant(toldWithin.Milliseconds()))
}

// ErrNoContract is returned for a name that no contract of a dossier has.
var ErrNoContract = errors.New("no contract of that name in the terms, or not in force in the period of the evidence")

// ErrNotOwed is returned where no credit is owed: there is nothing to ask.
var ErrNotOwed = errors.New("no credit is owed under this contract: no letter is written")

// A PeriodsError says that more than one period could be meant.
type PeriodsError struct{ Days []string } // on which they begin, in the contract's zone

func (e *PeriodsError) Error() string {
	return fmt.Sprintf("a credit can be asked for in more than one period; name one by a day in it: --period %s", strings.Join(e.Days, ", or "))
}

// Claim is what can be asked under the contract of a name, over the period that
// holds a day such as 2021-08-28. Without a day it is the only period in which
// no answer says that nothing is owed.
func (d *Dossier) Claim(terms *contract.Agreed, name, day string) (Claim, error) {
	rows := slices.DeleteFunc(slices.Clone(d.Contracts), func(c Contract) bool { return c.Contract != name })
	if len(rows) == 0 {
		return Claim{}, ErrNoContract
	}
	row, err := claimed(rows, day)
	if err != nil {
		return Claim{}, err
	}
	c := Claim{Contract: row}
	for _, t := range terms.Contracts {
		if t.Name == name {
			c.Terms, c.Promise = t, t.Rule
		}
	}
	for _, r := range d.Terms.Rules {
		if r.SHA256 == c.Promise.Digest {
			c.Rule = r
		}
	}
	for _, i := range d.Incidents {
		if slices.Contains(row.TargetIDs, i.TargetID) && i.FirstBad.Instant < row.Period.To.Instant && i.ended() > row.Period.From.Instant {
			c.Outages = append(c.Outages, i)
		}
	}
	for _, l := range d.Damages {
		if l.Contract == name {
			c.Damages = append(c.Damages, l)
		}
	}
	return c.On(d.At.Instant, true), nil
}

// Cut is the part of the period in which the contract was in force, and whether
// an outage reaches beyond it: of that one only a part is reckoned.
func (c Claim) Cut() (part Period, beyond bool) {
	zone, err := lang.Zone(c.Contract.Zone)
	if err != nil {
		zone = time.UTC
	}
	s := c.Terms.InForce(incident.Span{From: c.Contract.Period.From.Instant, To: c.Contract.Period.To.Instant}, zone)
	beyond = slices.ContainsFunc(c.Outages, func(i Incident) bool { return i.FirstBad.Instant < s.From || i.ended() > s.To })
	return Period{From: Known(s.From), To: Known(s.To)}, beyond
}

// Left are the days that were left to ask on the day of the letter, in the zone
// of the contract: 0 on the last one, less once it was over. ok is false where
// there is no last day.
func (c Claim) Left() (days int, ok bool) {
	zone, err := lang.Zone(c.Contract.Zone)
	last, bad := time.Parse(time.DateOnly, c.Contract.AskDay)
	if err != nil || bad != nil {
		return 0, false
	}
	y, m, d := c.Day.Time().In(zone).Date()
	return int(last.Sub(time.Date(y, m, d, 0, 0, 0, 0, time.UTC)) / (24 * time.Hour)), true
}

// Later are the last days to ask for what began later, after the first of them.
func (c Claim) Later() (days []string) {
	for _, d := range c.Contract.AskDays {
		if d > c.Contract.AskDay {
			days = append(days, d)
		}
	}
	return days
}

// Eligible reports whether a letter may ask.
func (c Claim) Eligible() bool { return c.Contract.Result == string(contract.Eligible) }

// claimed picks the row to speak of.
func claimed(rows []Contract, day string) (Contract, error) {
	var open []Contract
	for _, c := range rows {
		zone, err := lang.Zone(c.Zone)
		if err != nil {
			return c, err
		}
		if day == "" && c.Result != string(contract.NotEligible) || day != "" && c.holds(day, zone) {
			open = append(open, c)
		}
	}
	switch {
	case day != "" && len(open) == 0:
		return Contract{}, fmt.Errorf("no period of the contract holds %q; write a day as 2021-08-28", day)
	case len(open) == 0 || len(open) == 1 && open[0].Result == string(contract.NotEligible):
		return Contract{}, ErrNotOwed
	case len(open) == 1:
		return open[0], nil
	}
	e := &PeriodsError{}
	for _, c := range open {
		zone, err := lang.Zone(c.Zone)
		if err != nil {
			return c, err
		}
		e.Days = append(e.Days, c.Period.From.Instant.Time().In(zone).Format(time.DateOnly))
	}
	return Contract{}, e
}

// holds reports whether the civil day lies in c's period.
func (c Contract) holds(day string, zone *time.Location) bool {
	from, last := c.Period.From.Instant.Time().In(zone), c.Period.To.Instant.Time().In(zone).Add(-time.Millisecond)
	return len(day) == len(time.DateOnly) && day >= from.Format(time.DateOnly) && day <= last.Format(time.DateOnly)
}

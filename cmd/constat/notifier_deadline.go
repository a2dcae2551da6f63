package main

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"constat/report/notify"
)

// A claimsAsked is what was last worked out of contracts, and when.
type claimsAsked struct {
	at   time.Time
	list []statusClaim
	made time.Time // of the file of outages
}

// deadlines are last days that near, tickets to be opened, and the 72 hours of
// declared breaches: as status works them out.
func (n *notifier) deadlines(p *notify.Present, now time.Time) {
	for _, k := range n.claims(now) {
		c := notify.Concern{About: notify.Deadline, Name: k.Contract, Targets: k.Targets, Since: p.Time, Quiet: true, Day: k.ClaimDay, Zone: n.zoneOf(k.Contract)}
		if k.Ticket {
			p.Concerns = append(p.Concerns, n.ticket(c, k))
		}
		if days, near := k.near(); near {
			c.Kind = map[int]string{1: "day", soon: "week"}[days]
			c.Key = fmt.Sprintf("%s %s %s\n%s", notify.Deadline, c.Kind, k.Contract, k.ClaimDay)
			p.Concerns = append(p.Concerns, c)
		}
	}
	n.breaches(p, now)
	for _, d := range n.to {
		for _, k := range n.memory.Of(d.Name).Kept {
			if k.About == notify.Deadline && !slices.ContainsFunc(p.Concerns, func(c notify.Concern) bool { return c.Key == k.Key }) {
				p.Ended[k.Key] = p.Time
			}
		}
	}
}

// ticket says for which outages one is to be opened, and since when they go on.
func (n *notifier) ticket(c notify.Concern, k statusClaim) notify.Concern {
	c.Kind, c.Key, c.Targets = "ticket", fmt.Sprintf("%s ticket %s\n%v", notify.Deadline, k.Contract, k.From), nil
	for _, o := range k.open {
		c.Targets = append(c.Targets, o.Target)
		c.Since = min(c.Since, o.From)
		c.Provider = cmp.Or(c.Provider, n.plan.names[o.Target])
	}
	return c
}

// claims works them out anew when an outage began or ended, or a minute passed.
func (n *notifier) claims(now time.Time) []statusClaim {
	if len(n.plan.contracts) == 0 {
		return nil
	}
	path, made := filepath.Join(n.dir, outagesName), time.Time{}
	if fi, err := os.Stat(path); err == nil {
		made = fi.ModTime()
	}
	if made.Equal(n.asked.made) && now.Sub(n.asked.at) < time.Minute {
		return n.asked.list
	}
	outages, _ := readOutages(path) // the reminder says what cannot be read
	n.asked = claimsAsked{now, claims(n.plan.contracts, outages, now), made}
	return n.asked.list
}

func (n *notifier) zoneOf(contract string) string {
	for _, c := range n.plan.contracts {
		if c.Name == contract {
			return c.ZoneName()
		}
	}
	return "UTC"
}

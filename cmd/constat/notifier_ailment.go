package main

import (
	"cmp"
	"fmt"
	"syscall"
	"time"

	"constat/report/incident"
	"constat/report/notify"
	"constat/store"
	"constat/store/record"
)

// evidence is what the evidence itself suffers from.
func (n *notifier) evidence(p *notify.Present, st standing, watched []store.State) {
	ail := func(kind, who string, since record.Instant) {
		p.Concerns = append(p.Concerns, notify.Concern{Key: notify.Evidence + " " + kind + " " + who, About: notify.Evidence, Kind: kind, Name: who, Since: since})
	}
	well := func(kind, who string) { p.Ended[notify.Evidence+" "+kind+" "+who] = p.Time }
	n.blind(watched, ail, well)
	n.still.see(st.Health, p.Time, ail, well)
	n.behind(p.Time, st.Uncosigned, ail, well)
	n.clock(p.Time, st.Health, ail, well)
	n.disk(p.Time, ail, well)
	for _, g := range n.missed() {
		p.Concerns = append(p.Concerns, notify.Concern{Key: fmt.Sprintf("%s gap\n%s %v", notify.Evidence, g.Reason, g.From), About: notify.Evidence, Kind: "gap", Since: g.From, Until: g.To, Count: g.Rounds, Event: true})
	}
}

type ailing func(kind, who string, since record.Instant)

// blind says that no control answers.
func (n *notifier) blind(watched []store.State, ail ailing, well func(kind, who string)) {
	silent, since := 0, record.Instant(0)
	for _, s := range watched {
		t := statusTargetOf(s)
		switch {
		case !t.Control || t.Last == nil || *t.Last < n.started:
		case t.Up():
			well("blind", "")
			return
		default:
			silent, since = silent+1, max(since, *t.Since)
		}
	}
	if silent > 0 {
		ail("blind", "", since)
	}
}

// behind are authorities and witnesses that are waited for.
func (n *notifier) behind(now record.Instant, witnesses []uncosigned, ail ailing, well func(kind, who string)) {
	late := map[string]bool{}
	mark := func(kind, who string, since record.Instant, tries int) {
		if tries > 0 && now-since > patienceOf(kind) {
			late[kind+" "+who] = true
			ail(kind, who, since)
		}
	}
	if n.holder.anchors != nil {
		for _, b := range n.holder.anchors.desk.Behind() {
			mark("unstamped", b.URL, record.At(b.Since), b.Tries)
		}
		for _, u := range n.holder.anchors.urls {
			if !late["unstamped "+u] {
				well("unstamped", u)
			}
		}
	}
	for _, u := range witnesses {
		mark("uncosigned", u.Witness, u.Since, u.Tries)
	}
	if n.holder.cosigners != nil {
		for _, u := range n.holder.cosigners.urls {
			if !late["uncosigned "+u] {
				well("uncosigned", u)
			}
		}
	}
}

// patienceOf is how long a trouble of the evidence is none yet: short ones are
// made good, and a record may be two hours late before it counts for nothing.
func patienceOf(kind string) record.Instant {
	return map[string]record.Instant{"unstamped": 1800_000, "uncosigned": 1800_000, "unsealed": 4800_000, "clock-unknown": 3600_000}[kind]
}

// A sealing is since when what was seen waits for a seal.
type sealing struct {
	leaves int64
	since  record.Instant
}

func (s *sealing) see(h store.Health, now record.Instant, ail ailing, well func(kind, who string)) {
	if h.Pending == 0 && h.Leaves == h.Head.Size || h.Head.Size != s.leaves || s.since == 0 {
		s.leaves, s.since = h.Head.Size, now
		well("unsealed", "")
		return
	}
	if now-s.since > patienceOf("unsealed") {
		ail("unsealed", "", s.since)
	}
}

// clock says that nobody knows how far off our clock is, or that it is too far.
func (n *notifier) clock(now record.Instant, h store.Health, ail ailing, well func(kind, who string)) {
	c := statusClockOf(h.Clock)
	if !n.plan.clock || c == nil || c.Time < n.started {
		return
	}
	if c.Offset == nil {
		n.doubtful = cmp.Or(n.doubtful, c.Time)
		if now-n.doubtful > patienceOf("clock-unknown") {
			ail("clock-unknown", "", n.doubtful)
		}
		return
	}
	n.doubtful = 0
	well("clock-unknown", "")
	if off := time.Duration(max(*c.Offset, -*c.Offset)+*c.Within) * time.Microsecond; off > incident.Standard().ClockWithin {
		ail("clock-wrong", "", c.Time)
		return
	}
	well("clock-wrong", "")
}

// leastRoom is how much of a disk must be free, in bytes, for somebody not to be
// told: days of a small vantage.
const leastRoom = 200 << 20

// disk says that there is little room where the store lies.
func (n *notifier) disk(now record.Instant, ail ailing, well func(kind, who string)) {
	var fs syscall.Statfs_t
	if err := syscall.Statfs(n.dir, &fs); err != nil {
		return
	}
	if free := fs.Bavail * uint64(fs.Bsize); free >= leastRoom {
		n.full = 0
		well("disk", "")
		return
	}
	n.full = cmp.Or(n.full, now)
	ail("disk", "", n.full)
}

// longGap is what somebody should know of; shorter ones are in the report.
const longGap = 5 * time.Minute

// missed are gaps worth a word: long ones, and where something was amiss.
func (n *notifier) missed() (all []record.Gap) {
	for _, g := range append(n.heard.missed(), n.before...) {
		if g.To-g.From >= record.Instant(longGap.Milliseconds()) || g.Reason == "storage" {
			all = append(all, g)
		}
	}
	n.before = nil
	return all
}

// off is the time over which no daemon ran, before this one.
func off(states []store.State, started record.Instant, shortest time.Duration) []record.Gap {
	newest := record.Instant(0)
	for _, s := range states {
		newest = max(newest, record.Instant(s.Last.Millis()))
	}
	if newest == 0 || started-newest < record.Instant((2*shortest).Milliseconds()) {
		return nil
	}
	return []record.Gap{{From: newest, To: started, Reason: "off"}}
}

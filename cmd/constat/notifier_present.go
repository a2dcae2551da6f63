package main

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	"constat/report/incident"
	"constat/report/live"
	"constat/report/loss"
	"constat/report/notify"
	"constat/store"
	"constat/store/record"
)

// present is how things stand, as status shows it. changed says that what must
// be remembered changed by it.
func (n *notifier) present(ctx context.Context) (p notify.Present, changed bool, err error) {
	st, err := n.holder.standing(ctx)
	if err != nil {
		return p, false, err
	}
	now := time.Now()
	p = notify.Present{Time: record.At(now), Ended: map[string]record.Instant{}, Dropped: n.dropped}
	var watched []store.State
	for _, s := range st.Targets {
		if _, ours := n.plan.names[s.Target.Name]; ours {
			watched = append(watched, s)
		}
	}
	n.targets(&p, watched)
	changed = n.published(&p, watched)
	changed = n.listed(&p, watched) || changed
	changed = n.pages(&p) || changed
	n.evidence(&p, st, watched)
	n.deadlines(&p, now)
	return p, changed, nil
}

// dropped says of what a key tells of that nobody looks at it any more.
func (n *notifier) dropped(key string) bool {
	about, rest, _ := strings.Cut(key, " ")
	if strings.Contains(rest, "\n") { // it happened, whatever is watched now
		return false
	}
	switch about {
	case notify.Down:
		_, watched := n.plan.names[rest]
		return !watched
	case notify.Loss:
		_, watched := n.plan.names[strings.TrimPrefix(rest, "page ")]
		return !watched
	case notify.Evidence:
		return !n.suffers(rest)
	}
	return false
}

// suffers says whether the evidence can suffer from what it did, under the
// configuration in force.
func (n *notifier) suffers(ailment string) bool {
	kind, who, _ := strings.Cut(ailment, " ")
	switch kind {
	case "unstamped":
		return n.holder.anchors != nil && slices.Contains(n.holder.anchors.urls, who)
	case "uncosigned":
		return n.holder.cosigners != nil && slices.Contains(n.holder.cosigners.urls, who)
	case "clock-unknown", "clock-wrong":
		return n.plan.clock
	case "blind":
		for _, t := range n.plan.chains {
			if t.Control {
				return true
			}
		}
		return false
	}
	return true
}

// targets are those that do not answer, by an answer of this run of the daemon.
func (n *notifier) targets(p *notify.Present, states []store.State) {
	for _, s := range states {
		t := statusTargetOf(s)
		if t.Control || t.Matter != "" || t.Last == nil || *t.Last < n.started || s.Target.Question.Kind == record.AskInventory {
			continue
		}
		key := notify.Down + " " + t.Name
		switch {
		case t.Down():
			p.Concerns = append(p.Concerns, notify.Concern{Key: key, About: notify.Down, Name: t.Name, Site: t.Site, Provider: n.plan.names[t.Name],
				Since: *t.Since, Cause: string(t.Cause), Status: statusOfCause(t.Target, s.Answer), Witnessed: s.Control == record.Answered})
		case t.Up():
			p.Ended[key] = *t.Since
		}
	}
}

// statusOfCause is the code that belongs to a cause in words.
func statusOfCause(t live.Target, a record.Answer) int {
	if t.Cause == "http-status" || t.Cause == "answer-refused" {
		return a.Status
	}
	return 0
}

// published are statements that changed since they were last read.
func (n *notifier) published(p *notify.Present, states []store.State) (changed bool) {
	for _, s := range states {
		t := statusTargetOf(s)
		if t.Matter == "" || t.Outcome != incident.Good || t.Last == nil || s.Answer.Normal.IsZero() {
			continue
		}
		before, known := n.memory.Published[t.Name]
		another := known && before != s.Answer.Normal
		r := n.memory.Restless[t.Name]
		was := r
		tell, begins := r.Saw(*t.Last, another)
		if known && !another && r.Count == was.Count {
			continue
		}
		n.memory.Published[t.Name], n.memory.Restless[t.Name], changed = s.Answer.Normal, r, true
		if tell {
			c := notify.Concern{Key: notify.Statement + " " + t.Name + "\n", About: notify.Statement, Name: t.Name, Provider: n.plan.names[t.Name], Since: *t.Last, Event: true}
			if begins {
				c.Kind = "restless"
			}
			p.Concerns = append(p.Concerns, c)
		}
	}
	return changed
}

// listed are inventories that hold less than they did. Of a site that is followed
// from page to page nothing is ever said to be gone.
func (n *notifier) listed(p *notify.Present, states []store.State) (changed bool) {
	for _, s := range states {
		e, q := s.Inventory, s.Target.Question
		if e == nil || !e.Whole() || q.Kind != record.AskInventory {
			continue
		}
		before, known := n.memory.Listed[s.Target.Name]
		if known && before.At >= e.Time {
			continue
		}
		n.memory.Listed[s.Target.Name], changed = notify.Listing{At: e.Time, Items: e.Items}, true
		c := notify.Concern{Key: fmt.Sprintf("%s %s\n%v", notify.Loss, s.Target.Name, e.Time), About: notify.Loss, Kind: "files", Name: s.Target.Name, Site: s.Target.Site,
			Provider: n.plan.names[s.Target.Name], Since: e.Time, Event: true, Count: e.Missing, Other: e.New}
		if q.Pick != "" {
			c.Kind, c.Count, c.Other = "records", e.Items, before.Items
		}
		crawled := q.Pick == "" && strings.HasPrefix(q.URL, "http")
		if known && !crawled && (c.Kind == "files" && e.Missing > 0 || c.Kind == "records" && e.Items < before.Items) {
			p.Concerns = append(p.Concerns, c)
		}
	}
	return changed
}

// pages are those in whose place a well-known one stands: where nothing else was
// ever read, that is how it always was.
func (n *notifier) pages(p *notify.Present) (changed bool) {
	for {
		select {
		case h := <-n.heard.pages:
			changed = n.heardOf(h) || changed
		default:
			for _, c := range n.replaced {
				if _, watched := n.plan.names[c.Name]; watched {
					p.Concerns = append(p.Concerns, c)
				}
			}
			maps.Copy(p.Ended, n.restored)
			return changed
		}
	}
}

func (n *notifier) heardOf(h heardPage) (changed bool) {
	t, watched := n.plan.chains[h.chain]
	if !watched {
		return false
	}
	key := notify.Loss + " page " + t.Name
	k := h.recognise(standardPages())
	switch {
	case k == nil:
		delete(n.replaced, key)
		n.restored[key] = h.at
		changed = !n.memory.Own[t.Name]
		n.memory.Own[t.Name] = true
	case n.memory.Own[t.Name]:
		delete(n.restored, key)
		n.replaced[key] = notify.Concern{Key: key, About: notify.Loss, Kind: "page", Name: t.Name, Site: t.Site, Provider: n.plan.names[t.Name], Since: h.at, Cause: k.Of}
	}
	return changed
}

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
		t := live.Of(live.Newest{Target: s.Target, Since: s.Since, Last: s.Last, Answer: s.Answer})
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

// A claimsAsked is what was last worked out of contracts, and when.
type claimsAsked struct {
	at   time.Time
	list []statusClaim
	made time.Time // of the file of outages
}

// deadlines are last days that near, and tickets to be opened: as status works
// them out.
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

// standardPages is the catalogue, read once.
var standardPages = sync.OnceValue(loss.Standard)

package main

import (
	"fmt"
	"maps"
	"strings"

	"constat/report/incident"
	"constat/report/loss"
	"constat/report/notify"
	"constat/store"
	"constat/store/record"
)

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
	k := h.recognise(loss.Standard())
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

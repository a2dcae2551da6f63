package main

import (
	"context"
	"slices"
	"strings"
	"time"

	"constat/report/live"
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

package report

import (
	"slices"
	"strings"
	"time"

	"constat/report/dossier"
	"constat/report/incident"
	"constat/store/page"
	"constat/store/record"
)

// maintained reports whether all that shows a loss of t, from the first answer
// without the content to the last question, lies in maintenance that its provider
// announced: what is away while its machine is worked on may only be away meanwhile.
// One that went on after the announced end is a loss as any other.
func (b *builder) maintained(t dossier.Target, provider string, shown incident.Span) bool {
	return slices.ContainsFunc(append(b.agreed(t), b.announced(provider)...), func(w incident.Span) bool {
		return w.From <= shown.From && shown.To <= w.To
	})
}

// shown is the time from the first answer that lacks the content of group to the
// last question that shows it.
func shown(group []sightedLoss) incident.Span {
	s := incident.Span{From: group[0].Missing, To: group[0].Until}
	for _, l := range group {
		s.From, s.To = min(s.From, l.Missing), max(s.To, l.Until)
	}
	return s
}

// agreed are the windows of maintenance that a contract about t tells.
func (b *builder) agreed(t dossier.Target) (list []incident.Span) {
	if b.opt.Terms == nil {
		return nil
	}
	for _, c := range b.opt.Terms.Contracts {
		for _, w := range c.Maintenance {
			if covers(c, t) {
				list = append(list, w.Span)
			}
		}
	}
	return list
}

// announced are those that the provider's own pages told, as far as a program
// reads them.
func (b *builder) announced(provider string) (list []incident.Span) {
	for _, p := range b.pages {
		if p.Provider != provider {
			continue
		}
		for _, l := range p.looks {
			if l.Text == nil || !l.Text.Structured {
				continue
			}
			for _, e := range l.Text.Entries {
				if w, ok := windowOf(e, l.Start); ok {
					list = append(list, w)
				}
			}
		}
	}
	return list
}

// windowOf is the time for which an entry announces work. One that is under way
// and names no end lasts for as long as it was seen.
func windowOf(e page.Entry, seen record.Instant) (w incident.Span, ok bool) {
	began, known := page.When(e.Began)
	if !e.Maintenance || !known {
		return w, false
	}
	ended, known := page.When(e.Ended)
	if known {
		return incident.Span{From: record.At(began), To: record.At(ended.Add(time.Minute))}, true // a provider tells the minute
	}
	underWay := slices.Contains([]string{"in_progress", "verifying"}, strings.ToLower(e.State))
	return incident.Span{From: record.At(began), To: seen}, underWay
}

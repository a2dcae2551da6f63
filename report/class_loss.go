package report

import (
	"cmp"
	"slices"
	"strings"

	"constat/report/dossier"
	"constat/report/incident"
	"constat/report/loss"
	"constat/store/record"
)

// A lostItem is one loss of one page or file, by all accounts that tell of it.
type lostItem struct {
	key      string // see itemKey
	state    string
	bytes    int64
	vantages []string
	seen     record.Instant // the last question that it was seen by
	missing  record.Instant // the first answer without it
	restored dossier.Time
	review   bool
	disputed bool
	// Outages of the site, by their first failure, in which it was last seen, and
	// around whose onset: 0 for none.
	in, around record.Instant
}

// disputedLoss stands in place of a state that accounts tell otherwise.
const disputedLoss = "disputed"

// itemKey names a page by where it is, and a file by its store.
func itemKey(target record.Hash, item string) string {
	return cmp.Or(placeOf(item), target.String()+" "+item)
}

// lossesOf lists what the targets of a site lost. What others say, second-hand, is left out.
func (b *builder) lossesOf(s *classSite) {
	s.served, s.away = map[string][]incident.Span{}, map[string][]incident.Span{}
	for _, p := range b.d.Pages {
		for _, x := range p.States {
			span, key := incident.Span{From: x.From.Instant, To: x.To.Instant}, itemKey(p.TargetID, p.URL)
			switch x.State {
			case string(loss.Unchanged), string(loss.Edited):
				s.served[key] = append(s.served[key], span)
			case string(loss.Unknown):
			default:
				s.away[key] = append(s.away[key], span)
			}
		}
	}
	for _, l := range b.d.Losses {
		whole := l.Item == "" && l.Files > 0
		if l.SecondHand || whole || cmp.Or(l.Site, l.Target) != s.name || !strings.EqualFold(l.Provider, s.provider) {
			continue
		}
		x := lostItem{key: itemKey(l.TargetID, l.Item), state: l.State, bytes: l.Bytes, vantages: append(slices.Clone(l.Vantages), l.Vantage),
			seen: l.LastSeen.Instant, missing: l.FirstMissing.Instant, restored: l.Restored, review: len(l.Review) > 0}
		for _, o := range s.Outages {
			switch {
			case !o.LastGood.Known || !l.LastSeen.Known:
			case o.LastGood.Instant <= x.seen && x.seen <= o.LastBad:
				x.in = o.FirstBad
			case x.seen < o.LastGood.Instant && x.missing >= o.FirstBad && x.around == 0:
				x.around = o.FirstBad
			}
		}
		s.lost = withLoss(s.lost, x, false)
	}
}

// withLoss adds a loss to those that are known. Two of one item that was not back in
// between are one; where two accounts, or two vantages, tell its state otherwise it is
// disputed. A state that one vantage saw later changes nothing of that the item is lost.
func withLoss(list []lostItem, x lostItem, accounts bool) []lostItem {
	i := slices.IndexFunc(list, func(o lostItem) bool {
		return o.key == x.key && (!o.restored.Known || x.missing <= o.restored.Instant) && (!x.restored.Known || o.missing <= x.restored.Instant)
	})
	if i < 0 {
		return append(list, x)
	}
	o := &list[i]
	apart := accounts || !slices.ContainsFunc(o.vantages, func(v string) bool { return slices.Contains(x.vantages, v) })
	o.disputed = o.disputed || x.disputed || apart && o.state != x.state
	if x.missing < o.missing {
		o.state = x.state
	}
	if o.bytes = min(o.bytes, x.bytes); o.in == 0 {
		o.in = x.in
	}
	if o.around == 0 {
		o.around = x.around
	}
	o.seen, o.missing = max(o.seen, x.seen), min(o.missing, x.missing)
	if x.restored.Known {
		o.restored = earlier(o.restored, x.restored.Instant)
	}
	o.review = o.review || x.review
	o.vantages = append(o.vantages, x.vantages...)
	return list
}

// lose takes in what another account of s tells lost. What one was served while the
// other was served something else is disputed.
func (s *classSite) lose(other classSite) {
	was := slices.Clone(s.lost)
	for i := range s.lost {
		x := &s.lost[i]
		x.disputed = x.disputed || overlap(s.away[x.key], other.served[x.key])
	}
	for _, x := range other.lost {
		x.disputed = x.disputed || overlap(other.away[x.key], s.served[x.key])
		s.lost = withLoss(s.lost, x, slices.ContainsFunc(was, func(o lostItem) bool { return o.key == x.key }))
	}
	s.served, s.away = spans(s.served, other.served), spans(s.away, other.away)
}

func overlap(a, b []incident.Span) bool {
	return slices.ContainsFunc(a, func(x incident.Span) bool {
		return slices.ContainsFunc(b, func(y incident.Span) bool { return x.From < y.To && y.From < x.To })
	})
}

func spans(a, b map[string][]incident.Span) map[string][]incident.Span {
	out := map[string][]incident.Span{}
	for _, m := range []map[string][]incident.Span{a, b} {
		for k, list := range m {
			out[k] = append(out[k], list...)
		}
	}
	return out
}

// losses sums what each site lost, by state and by the event in which it was.
func (g *gathering) losses() {
	for _, s := range g.list {
		row := g.rowOf(s)
		seen := map[dossier.ClassLoss]map[string]bool{}
		for _, x := range s.lost {
			l := dossier.ClassLoss{State: x.state, Event: eventAt(row, x.in)}
			if l.Event == 0 {
				l.Around = eventAt(row, x.around)
			}
			if x.disputed {
				l = dossier.ClassLoss{State: disputedLoss}
			}
			if seen[l] == nil {
				seen[l] = map[string]bool{}
			}
			if seen[l][x.key] {
				continue // lost again
			}
			seen[l][x.key] = true
			l.Items, l.Bytes, l.Restored, l.Review = 1, x.bytes, rank(x.restored.Known), x.review
			row.Losses = added(row.Losses, l)
		}
	}
}

// eventAt is the event of the outage of a site in which an instant lies, 0 for none.
func eventAt(row *dossier.ClassSite, at record.Instant) int {
	for _, o := range row.Outages {
		if at != 0 && at <= o.LastBad.Instant && (at >= o.FirstBad.Instant || o.LastGood.Known && at > o.LastGood.Instant) {
			return o.Event
		}
	}
	return 0
}

// rowOf is the row of a site: the provider's come first.
func (g *gathering) rowOf(s *gathered) *dossier.ClassSite {
	if s.Ours {
		return g.siteRow(s.number)
	}
	return &g.d.Others[s.number-1-len(g.d.Sites)]
}

// lost reports whether something of a site is lost that no account tells otherwise.
func lost(row *dossier.ClassSite) bool {
	return slices.ContainsFunc(row.Losses, func(l dossier.ClassLoss) bool { return l.State != disputedLoss })
}

func added(list []dossier.ClassLoss, l dossier.ClassLoss) []dossier.ClassLoss {
	i := slices.IndexFunc(list, func(o dossier.ClassLoss) bool {
		return o.State == l.State && o.Event == l.Event && o.Around == l.Around
	})
	if i < 0 {
		list = append(list, l)
		slices.SortFunc(list, func(x, y dossier.ClassLoss) int {
			return cmp.Or(cmp.Compare(x.State, y.State), cmp.Compare(x.Event, y.Event), cmp.Compare(x.Around, y.Around))
		})
		return list
	}
	o := &list[i]
	o.Items, o.Bytes, o.Restored, o.Review = o.Items+l.Items, o.Bytes+l.Bytes, o.Restored+l.Restored, o.Review || l.Review
	return list
}

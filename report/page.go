package report

import (
	"cmp"
	"maps"
	"net/url"
	"slices"
	"strings"

	"constat/report/dossier"
	"constat/report/loss"
	"constat/store/record"
)

// rule is how the method tells changes of a page from losses.
func (b *builder) rule() loss.Rule {
	p := b.opt.Method.Pages
	return loss.Rule{Alike: p.Alike, Agree: p.Agree, Margin: p.Margin, Steps: p.Steps, Rounds: p.Rounds}
}

func (b *builder) pageRule() dossier.PageRule {
	p, c := b.rule(), b.opt.Catalogue
	return dossier.PageRule{Judged: p != loss.Rule{}, Alike: p.Alike, Agree: p.Agree, Margin: p.Margin, Steps: p.Steps, Rounds: p.Rounds,
		Catalogue: dossier.Catalogue{Name: c.Name, Version: c.Version, SHA256: c.Digest, Pages: c.Own(), Settled: c.Digest == b.opt.Method.Pages.Catalogue}, Added: b.added}
}

// A course is what one vantage saw become of a page, and its row.
type course struct {
	vantage string
	*loss.Course
	row dossier.Page
}

// followed is what became of what a target served, by vantage.
type followed struct {
	target dossier.Target
	all    []course
}

// follow notes what became of what t served.
func (b *builder) follow(s *subject, t dossier.Target, w *witnessed) error {
	if t.Question.Kind != "http" || t.Question.Method == "HEAD" {
		return nil
	}
	var all []course
	for _, vantage := range t.Vantages {
		c, err := loss.Follow(w.sights[vantage], kept(w.captures[vantage]), b.rule(), b.opt.Catalogue)
		if err != nil {
			return err
		}
		all = append(all, course{vantage, c, b.page(t, vantage, c)})
	}
	for i := range all {
		if c := &all[i]; len(c.row.States) > 0 {
			b.pictures(&c.row, s)
			addRequisites(&c.row, s)
		}
	}
	b.followed = append(b.followed, followed{t, all})
	return nil
}

// lost adds what is lost of what targets served, and what became of it: once all
// are followed, for one URL can be asked in several ways.
func (b *builder) lost() {
	asked := map[string][]followed{} // by URL
	for _, f := range b.followed {
		asked[f.target.Question.URL] = append(asked[f.target.Question.URL], f)
	}
	for _, f := range b.followed {
		for _, group := range b.agreeing(f, asked[f.target.Question.URL]) {
			if l := b.pageLoss(f.target, f.all, group); b.in(l.FirstMissing.Instant) {
				b.d.Losses = append(b.d.Losses, l)
			}
		}
		for _, c := range f.all {
			if len(c.row.States) > 0 {
				b.d.Pages = append(b.d.Pages, c.row)
			}
		}
	}
}

func (b *builder) in(at record.Instant) bool { return b.period.From <= at && at < b.period.To }

func (b *builder) page(t dossier.Target, vantage string, c *loss.Course) dossier.Page {
	p := dossier.Page{Target: t.Name, TargetID: t.ID, Site: t.Site, Provider: t.Provider, URL: t.Question.URL, Kind: kindOf(t.Question.URL), Vantage: vantage, Unread: c.Unread,
		Variance: dossier.PageVariance{Contents: c.Variance.Contents, Steps: c.Variance.Steps, Lowest: dossier.Ratio(c.Variance.Lowest), Middle: dossier.Ratio(c.Variance.Middle), Returned: c.Variance.Returned}}
	for i, s := range c.Spells {
		at := slices.IndexFunc(c.Losses, func(l loss.Lost) bool { return l.Spell == i })
		p.States = append(p.States, pageState(s))
		if at >= 0 && s.Past != nil {
			l := c.Losses[at]
			p.States[i].Past.Lost = dossier.Bounds{AtLeast: dossier.Seconds(max(0, l.LastSeen-s.Past.Next)), AtMost: dossier.Seconds(s.First.End - s.Past.LastSo)}
		}
	}
	return p
}

func pageState(s loss.Spell) dossier.PageState {
	n := dossier.PageState{State: string(s.State), From: dossier.Known(s.First.End), To: dossier.Known(max(s.Last.Start, s.First.Start)), Contents: s.Contents,
		Like: dossier.Ratio(s.Like), Held: dossier.Ratio(s.Held), Content: content(s.Content), Newest: content(s.Newest), Since: dossier.Known(s.Since.End)}
	n.Review = named(s.Doubts)
	if s.Known != nil {
		n.Recognised = &dossier.Recognised{ID: s.Known.ID, Sort: string(s.Known.Sort), Of: s.Known.Of, Added: s.Known.Added()}
	}
	if p := s.Past; p != nil {
		n.Past = &dossier.PagePast{From: dossier.Known(p.From), LastSo: dossier.Known(p.LastSo), Next: dossier.Time{Instant: p.Next, Known: p.Next != 0}, Exactly: p.Exactly, Sides: dossier.Ratio(p.Sides), Like: dossier.Ratio(p.Like)}
	}
	if s.Contents > 1 && !slices.Contains(s.Leaves, s.Since.Ref) {
		s.Leaves = append(slices.Clone(s.Leaves), s.Since.Ref)
	}
	for _, l := range s.Leaves {
		n.Leaves = append(n.Leaves, dossier.Ref(l))
	}
	return n
}

// kindOf is the kind of what an address names: a page where it names no file.
func kindOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Path == "" || strings.HasSuffix(u.Path, "/") {
		return string(record.Page)
	}
	if k := record.FileKindOf(u.Path); k != record.Other || strings.Contains(u.Path[strings.LastIndexByte(u.Path, '/'):], ".") {
		return string(k)
	}
	return string(record.Page)
}

// A sightedLoss is a loss as one vantage saw it.
type sightedLoss struct {
	at    int // of the courses
	state loss.State
	loss.Lost
}

// agreeing puts together what several vantages saw of one loss: the same state,
// and an instant at which it can have come for all. What another vantage was
// served meanwhile contests it, and it is none. Nor is what is missing at one
// address, asked whatever the name leads to, while the URL gave it otherwise;
// what is missing under the name is doubtful then.
func (b *builder) agreeing(f followed, asked []followed) (groups [][]sightedLoss) {
	all := f.all
	for i, c := range all {
		for _, l := range c.Losses {
			s := sightedLoss{i, c.Spells[l.Spell].State, l}
			if contested(all, i, l) {
				c.unsettle(l, loss.Contested)
				continue
			}
			if unequal(all, i, l) {
				c.doubt(l, loss.Unequal)
			}
			if f.servedOtherwise(asked, c.Spells[l.Spell].First.End, l.Until) {
				if f.target.Question.Address != "" {
					c.unsettle(l, loss.Otherwise)
					continue
				}
				c.doubt(l, loss.Otherwise)
			}
			f.fromOrigin(asked, c, l)
			at := slices.IndexFunc(groups, func(g []sightedLoss) bool {
				return g[0].state == s.state && !slices.ContainsFunc(g, func(o sightedLoss) bool {
					return o.at == i || o.LastSeen >= s.Missing || s.LastSeen >= o.Missing
				})
			})
			if at < 0 {
				groups = append(groups, []sightedLoss{s})
				continue
			}
			groups[at] = append(groups[at], s)
		}
	}
	return groups
}

// unsettle makes the state that l began with unknown, and doubt only says why
// it needs review.
func (c course) unsettle(l loss.Lost, why loss.Doubt) {
	row := &c.row.States[l.Spell]
	row.State, row.Review = string(loss.Unknown), append(row.Review, string(why))
}

func (c course) doubt(l loss.Lost, why loss.Doubt) {
	s := &c.Spells[l.Spell]
	if !slices.Contains(s.Doubts, why) {
		s.Doubts = append(slices.Clone(s.Doubts), why)
		c.row.States[l.Spell].Review = named(s.Doubts)
	}
}

// servedOtherwise reports whether the URL of f, asked in another way than f does,
// gave its own content between two instants, and not from a cache alone.
func (f followed) servedOtherwise(asked []followed, since, until record.Instant) bool {
	return slices.ContainsFunc(asked, func(o followed) bool {
		return o.target.ID != f.target.ID && slices.ContainsFunc(o.all, func(c course) bool {
			return slices.ContainsFunc(c.Spells, func(s loss.Spell) bool {
				return (s.State == loss.Unchanged || s.State == loss.Edited) && s.First.End <= until && s.Fresh >= since
			})
		})
	})
}

// contested reports whether another vantage was served the page's own content
// while it was lost to vantage at.
func contested(all []course, at int, l loss.Lost) bool {
	since := all[at].Spells[l.Spell].First.End
	return slices.ContainsFunc(all, func(c course) bool {
		return c.vantage != all[at].vantage && slices.ContainsFunc(c.Spells, func(s loss.Spell) bool {
			return (s.State == loss.Unchanged || s.State == loss.Edited) && s.First.End <= l.Until && s.Last.Start >= since
		})
	})
}

// unequal reports whether another vantage was served a content meanwhile that
// nobody can tell whose it is, and that is no page of the catalogue.
func unequal(all []course, at int, l loss.Lost) bool {
	since := all[at].Spells[l.Spell].First.End
	return slices.ContainsFunc(all, func(c course) bool {
		return c.vantage != all[at].vantage && slices.ContainsFunc(c.Spells, func(s loss.Spell) bool {
			return s.State == loss.Unknown && s.Known == nil && s.Content.Status/100 == 2 && s.Content.Bytes > 0 && s.First.End <= l.Until && s.Fresh >= since
		})
	})
}

// pageLoss is the row of one loss.
func (b *builder) pageLoss(t dossier.Target, all []course, group []sightedLoss) dossier.Loss {
	first := group[0]
	l := dossier.Loss{Target: t.Name, TargetID: t.ID, Site: first.Site, Provider: first.Provider, State: string(first.state), Item: t.Question.URL, Kind: kindOf(t.Question.URL),
		Bytes: lostBytes(all, group), SHA256: first.Content.Body, Files: 1, OfFiles: 1, OfBytes: first.Content.Bytes, Title: first.Content.Title, Vantage: all[first.at].vantage, Page: true}
	doubts := map[loss.Doubt]bool{} // of any: what one saw doesn't take away what another can't tell
	var bounds [3]dossier.Ref       // last seen, first missing, restored
	var bounded []dating
	for _, s := range group {
		bounded = append(bounded, s.datings()...)
		if l.LastSeen = later(l.LastSeen, s.LastSeen); l.LastSeen.Instant == s.LastSeen {
			bounds[0] = dossier.Ref(s.Leaves[0])
		}
		if l.FirstMissing = earlier(l.FirstMissing, s.Missing); l.FirstMissing.Instant == s.Missing {
			bounds[1], l.Failed = dossier.Ref(s.Leaves[1]), failedBefore(s.Lost)
		}
		if s.Followed != 0 {
			l.Followed = earlier(l.Followed, s.Followed)
		}
		if s.Restored != 0 {
			if l.Restored = earlier(l.Restored, s.Restored); l.Restored.Instant == s.Restored {
				bounds[2] = dossier.Ref(s.Leaves[len(s.Leaves)-1])
			}
		}
		l.Vantages = append(l.Vantages, all[s.at].vantage)
		for _, d := range all[s.at].Spells[s.Spell].Doubts {
			doubts[d] = true
		}
		for _, r := range s.Leaves {
			l.Leaves = append(l.Leaves, dossier.Ref(r))
		}
	}
	edges := bounds[:2]
	if l.Restored.Known {
		edges = bounds[:]
	}
	l.Leaves = slices.Concat(edges, slices.DeleteFunc(l.Leaves, func(r dossier.Ref) bool { return slices.Contains(edges, r) }))
	if len(group) < max(2, b.opt.Method.Needed(len(vantagesOf(b.accounts)))) {
		doubts[loss.OneVantage] = true
	}
	if b.maintained(t, first.Provider, shown(group)) {
		doubts[loss.Maintained] = true
	}
	if t.Question.Auth != "" { // a name and a password are kept apart from the log
		doubts[loss.Account] = true
	}
	if slices.ContainsFunc(group, func(s sightedLoss) bool { return s.Provider != l.Provider || s.Site != l.Site }) {
		doubts[loss.NewName] = true
	}
	if b.twinned(l.Vantages) {
		doubts[loss.SameMachine] = true
	}
	if doubts[loss.NoFailure] { // what one vantage saw fail explains nothing, then
		l.Failed = nil
	}
	l.Review = named(append(b.datedBy(bounded), slices.Collect(maps.Keys(doubts))...))
	if !l.Restored.Known {
		l.Missing = dossier.Amount{Files: 1, Bytes: l.Bytes}
	}
	return l
}

// failedBefore is the failure that directly preceded a loss, nil for none.
func failedBefore(l loss.Lost) *dossier.PageFailure {
	if l.Failure == nil || l.Failure.To > l.Missing {
		return nil
	}
	return &dossier.PageFailure{From: dossier.Known(l.Failure.From), To: dossier.Known(l.Failure.To), Unseen: dossier.Seconds(l.Missing - l.Failure.To)}
}

// lostBytes is how many bytes of the content lost are surely not there: all of
// them, or where some of it is back, or an earlier state, those by which what is
// there is the smaller.
func lostBytes(all []course, group []sightedLoss) int64 {
	least := group[0].Content.Bytes
	for _, s := range group {
		if p := all[s.at].Spells[s.Spell]; s.state == loss.Partial || s.state == loss.RolledBack {
			least = min(least, max(0, s.Content.Bytes-max(p.Content.Bytes, p.Newest.Bytes)))
		}
	}
	return least
}

// sites adds, for each site of several pages of which some are lost, how many.
func (b *builder) sites() {
	type place struct{ site, provider string }
	pages, lost := map[place]map[string]int64{}, map[place][]dossier.Loss{}
	for _, p := range b.d.Pages {
		k := place{p.Site, p.Provider}
		if pages[k] == nil {
			pages[k] = map[string]int64{}
		}
		if p.Variance.Contents > 0 {
			pages[k][p.URL] = max(pages[k][p.URL], p.Bytes())
		}
	}
	for _, l := range b.d.Losses {
		if l.Page {
			k := place{l.Site, l.Provider}
			if pages[k] == nil { // it was another's then
				continue
			}
			lost[k] = append(lost[k], l)
			pages[k][l.Item] = max(pages[k][l.Item], l.OfBytes)
		}
	}
	var rows []dossier.Loss
	for _, p := range b.d.Pages {
		k := place{p.Site, p.Provider}
		if list := lost[k]; p.Site != "" && len(pages[k]) > 1 && len(list) > 0 {
			for _, run := range apartInTime(list) {
				rows = append(rows, siteLoss(p, pages[k], run))
			}
			delete(lost, k)
		}
	}
	b.d.Losses = append(b.d.Losses, rows...)
}

// apartInTime splits losses of a site where all that was lost had been seen to be back before
// the next was first missing: in between, nothing was.
func apartInTime(list []dossier.Loss) (runs [][]dossier.Loss) {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b dossier.Loss) int {
		return cmp.Compare(a.FirstMissing.Instant, b.FirstMissing.Instant)
	})
	var back dossier.Time // when all of the run was; null where something never was
	for _, x := range list {
		if len(runs) == 0 || back.Known && x.FirstMissing.Instant > back.Instant {
			runs, back = append(runs, nil), x.Restored
		}
		last := &runs[len(runs)-1]
		*last = append(*last, x)
		if !x.Restored.Known || !back.Known {
			back = dossier.Time{}
			continue
		}
		back = later(back, x.Restored.Instant)
	}
	return runs
}

// siteLoss sums up the pages of a site that are lost.
func siteLoss(p dossier.Page, pages map[string]int64, list []dossier.Loss) dossier.Loss {
	l := dossier.Loss{Target: p.Site, Site: p.Site, Provider: p.Provider, State: string(loss.Partial), Kind: string(record.Page), OfFiles: int64(len(pages)), Page: true, Vantages: []string{}}
	for _, n := range pages {
		l.OfBytes += n
	}
	back, seen, away := true, map[string]bool{}, map[string]dossier.Amount{}
	var doubts []string
	for _, x := range list {
		l.LastSeen, l.FirstMissing = earlier(l.LastSeen, x.LastSeen.Instant), earlier(l.FirstMissing, x.FirstMissing.Instant)
		l.Restored = later(l.Restored, x.Restored.Instant)
		if !seen[x.Item] {
			l.Files, l.Bytes = l.Files+1, l.Bytes+x.Bytes
		}
		if seen[x.Item] = true; !x.Restored.Known {
			away[x.Item] = x.Missing // the last tells what is there by now
		}
		back = back && x.Restored.Known
		doubts = append(doubts, x.Review...)
		for _, v := range x.Vantages {
			if !slices.Contains(l.Vantages, v) {
				l.Vantages = append(l.Vantages, v)
			}
		}
	}
	for _, missing := range away {
		l.Missing = l.Missing.Plus(missing)
	}
	if !back {
		l.Restored = dossier.Time{}
	}
	if l.Files == l.OfFiles {
		l.State = atOnce(list, len(pages))
	}
	for _, d := range loss.Doubts { // what makes one page doubtful does so for the sum
		if slices.Contains(doubts, string(d)) {
			l.Review = append(l.Review, string(d))
		}
	}
	var leaves refs
	for _, x := range list {
		leaves.add(x.Leaves)
	}
	l.Leaves = leaves.inOrder()
	return l
}

// atOnce is what became of a site of so many pages as a whole, where all of
// them were lost at one instant: what befell each. Where the pages went one
// after the other, the site was there in part all the time.
func atOnce(list []dossier.Loss, pages int) string {
	for _, at := range list {
		states := map[string]string{} // by page
		for _, x := range list {
			if t := at.FirstMissing.Instant; x.FirstMissing.Instant <= t && (!x.Restored.Known || t < x.Restored.Instant) {
				states[x.Item] = x.State
			}
		}
		if len(states) == pages {
			return stateOfAll(slices.Sorted(maps.Values(states)))
		}
	}
	return string(loss.Partial)
}

// stateOfAll is the state of several pages: their own where it is one, and
// replaced where some were and nothing is left of the others.
func stateOfAll(states []string) string {
	rest := slices.Compact(slices.DeleteFunc(slices.Clone(states), func(s string) bool { return s == string(loss.Replaced) }))
	left := slices.ContainsFunc(rest, func(s string) bool { return s != string(loss.Vanished) && s != string(loss.Emptied) })
	switch {
	case slices.Contains(states, string(loss.Replaced)) && !left:
		return string(loss.Replaced) // the front page stands for what answers: an empty account
	case len(rest) == 1 && !slices.Contains(states, string(loss.Replaced)):
		return rest[0]
	}
	return string(loss.Partial)
}

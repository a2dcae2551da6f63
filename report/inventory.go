package report

import (
	"cmp"
	"io"
	"maps"
	"slices"
	"strings"

	"constat/report/dossier"
	"constat/report/loss"
	"constat/store/bundle"
	"constat/store/record"
)

// inventory adds what the target of s held, and what is gone of it, by vantage:
// what one lists is never compared with what another does.
func (b *builder) inventory(s *subject) error {
	all := listingsOf(s)
	var vantages []string
	counted := map[string][]counting{}
	listed := map[string][]dossier.Listed{}
	for _, l := range all {
		if !slices.Contains(vantages, l.vantage) {
			vantages = append(vantages, l.vantage)
		}
		row := b.listing(l)
		if before := counted[l.vantage]; row.Counts && len(before) > 0 {
			row.Other = before[len(before)-1].account != l.account()
		}
		listed[l.vantage] = append(listed[l.vantage], row)
		if row.Counts {
			counted[l.vantage] = oneLook(counted[l.vantage], counting{Listed: row, open: l.open(), account: l.account(), dated: b.datedLists(row)}, l.Definition.Interval.Millis())
		}
	}
	slices.Sort(vantages)
	if len(vantages) == 0 {
		return b.holds(s, nil, nil, nil, nil, nil)
	}
	histories := map[string]*loss.History{}
	for _, v := range vantages {
		if s.target.Question.Pick == "" && len(counted[v]) > 0 {
			h, err := loss.Of(listings(counted[v]), manner(&dossier.Inventory{Question: s.target.Question}))
			if err != nil {
				return err
			}
			histories[v] = h
		}
	}
	for _, v := range vantages {
		var others []witness
		for _, o := range vantages {
			if o != v && !private(s.target.Question) {
				others = append(others, witness{counted[o], histories[o]})
			}
		}
		joined(listed[v], counted[v])
		if err := b.holds(s, []string{v}, listed[v], counted[v], others, histories[v]); err != nil {
			return err
		}
	}
	return nil
}

// private reports whether a store is another for each vantage: a folder of its
// own machine.
func private(q record.Question) bool { return strings.HasPrefix(q.URL, "file:") }

// manner is how the listings of a store came about.
func manner(n *dossier.Inventory) loss.Manner {
	switch {
	case n.SecondHand:
		return loss.Told
	case crawled(n.Question):
		return loss.Crawled
	}
	return loss.Listed
}

// crawled reports whether a store is known by its links alone.
func crawled(q record.Question) bool {
	return strings.HasPrefix(q.URL, "http:") || strings.HasPrefix(q.URL, "https:")
}

// holds adds the inventory of one vantage.
func (b *builder) holds(s *subject, vantages []string, listed []dossier.Listed, counted []counting, others []witness, h *loss.History) error {
	t := s.target
	n := dossier.Inventory{Target: t.Name, TargetID: s.id, Site: t.Site, Provider: t.Provider, Question: t.Question, Interval: dossier.Seconds(t.Interval.Millis()),
		Vantages: vantages, Listings: listed, Whole: len(counted)}
	if t.Question.Pick != "" {
		b.records(&n, counted, flat(others))
	} else if err := b.files(s, &n, counted, others, h); err != nil {
		return err
	}
	b.d.Inventories = append(b.d.Inventories, n)
	return nil
}

// A counting listing is one from which something follows.
type counting struct {
	dossier.Listed
	open    func() (io.ReadCloser, error)
	account record.Hash
	until   record.Instant // of a list of others: the last instant that it may be of
	dated   []string       // what is held against its time
	beside  []counting     // lists of others that came before or after, nobody can tell which
}

// A witness is another vantage that listed the same store, and what follows from
// its listings alone; nil where that is not heard.
type witness struct {
	counted []counting
	history *loss.History
}

// flat are all listings of others, in the order of their places in [loss.Gone].
func flat(others []witness) (list []counting) {
	for _, o := range others {
		list = append(list, o.counted...)
	}
	return list
}

// A heard listing is one with whose log it is of.
type heard struct {
	bundle.Listed
	vantage, origin string
	log             *bundle.Log
}

func (l heard) open() func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) { return l.log.Open(l.File) }
}

// account tells under whom a store was asked. What two epochs commit to cannot
// be compared: the key is another.
func (l heard) account() record.Hash {
	if l.Account.IsZero() {
		return l.Account
	}
	return record.Sum([]byte(l.origin + l.Account.String()))
}

// listingsOf returns what all vantages listed, in order of their ends,
// which is that of their leaves; what two bundles show comes once.
func listingsOf(s *subject) (list []heard) {
	type place struct {
		origin string
		leaf   int64
	}
	seen := map[place]bool{}
	for _, q := range s.sources {
		for _, p := range q.chain.parts {
			for l := range p.Listings() {
				at := place{q.origin, l.Leaf}
				if seen[at] || l.Definition == nil || q.questions[l.Definition.Hash] != s.id {
					continue
				}
				seen[at] = true
				list = append(list, heard{l, q.vantage, q.origin, p.log})
			}
		}
	}
	slices.SortStableFunc(list, func(x, y heard) int {
		return cmp.Or(cmp.Compare(x.Ended, y.Ended), cmp.Compare(x.origin, y.origin), cmp.Compare(x.Leaf, y.Leaf))
	})
	return list
}

func (b *builder) listing(l heard) dossier.Listed {
	e := l.Inventory
	row := dossier.Listed{Vantage: l.vantage, Time: dossier.Known(e.Time), Ended: dossier.Known(e.Ended), Fault: string(e.Fault), Detail: e.Detail, Late: b.listedLate(l) || !l.Timely, Absent: l.Away,
		Items: e.Items, Bytes: e.Bytes, Read: e.Read, ReadBytes: e.ReadBytes, Unreadable: e.Unreadable,
		Missing: e.Missing, Altered: e.Altered, New: e.New, Root: e.Root, File: e.File, Proof: dossier.Ref{Log: l.origin, Leaf: l.Leaf, Item: -1}}
	row.Counts = e.Whole() && !row.Late && !row.Absent
	if k := l.Bracket; k != nil {
		row.NotBefore, row.NotAfter = dossier.Time{Instant: k.NotBefore.Time, Known: k.NotBefore.Time != 0}, dossier.Time{Instant: k.NotAfter.Time, Known: k.NotAfter.Time != 0}
	}
	return row
}

// listedLate is late for a listing, which may take hours: from its end on.
func (b *builder) listedLate(l heard) bool {
	k := l.Bracket
	if k == nil {
		return false
	}
	if k.NotBefore.Time == 0 || k.NotAfter.Time == 0 {
		return true
	}
	limit := record.Instant(b.opt.Method.LateAfter.Milliseconds())
	return l.Ended < k.NotBefore.Time || l.Ended > k.NotAfter.Time || k.NotAfter.Time-l.Ended > limit
}

// files tells what is gone by listings, of which h is the history, once others were heard.
func (b *builder) files(s *subject, n *dossier.Inventory, counted []counting, others []witness, h *loss.History) error {
	if len(counted) == 0 {
		return nil
	}
	copies := b.copies(s)
	var against *held
	if !n.SecondHand {
		against = b.against(n, counted, h.Steps, others)
	}
	var heard []loss.Witness
	for _, o := range others {
		heard = append(heard, loss.Witness{Listings: listings(o.counted), History: o.history})
	}
	h, err := h.Contest(listings(counted), heard)
	var shelters []shelter
	if err == nil {
		h, shelters, err = b.elsewhere(s, n, counted, h)
	}
	if err == nil {
		err = h.Match(listings(copies))
	}
	if err != nil {
		return err
	}
	for _, c := range copies {
		n.Copies = append(n.Copies, c.Proof)
	}
	n.History = steps(counted, flat(others), h)
	for _, t := range h.Tallies {
		k := holding(t)
		n.Kinds = append(n.Kinds, k)
		n.Total = n.Total.Plus(k)
	}
	return b.tell(missed{Inventory: *n, counted: counted, seen: flat(others), copies: copies, shelters: shelters, held: against}, h.Gone, mostListed, mostLosses)
}

func listings(counted []counting) (list []loss.Listing) {
	for _, c := range counted {
		l := loss.Listing{Began: c.Time.Instant, Ended: c.Ended.Instant, File: c.File, Open: c.open, Account: c.account}
		for _, o := range c.beside {
			l.Beside = append(l.Beside, o.open)
		}
		list = append(list, l)
	}
	return list
}

func goneOf(m missed, g loss.Gone) dossier.Loss {
	n, counted, others, copies := m.Inventory, m.counted, m.seen, m.copies
	l := lossOf(n, "gone")
	l.Item, l.Kind, l.Bytes, l.SHA256 = record.Escape(g.Path), string(record.FileKindOf(g.Path)), max(g.Size, 0), g.Sum
	l.Files, l.Elsewhere, l.Altered, l.Same = 1, g.Elsewhere, g.Altered, g.Same
	l.FirstMissing = counted[g.Missing].Ended
	bounds := []counting{counted[g.Missing], counted[g.LastSeen]}
	seen := counted[g.LastSeen].at(g.Of)
	l.LastSeen = seen.Time
	l.Leaves = []dossier.Ref{seen.Proof, counted[g.Missing].Proof}
	l.Unsized, l.Missing, l.Told = amountOf(g.Held).Unsized, amountOf(g.Held), g.Told
	if sum, known := g.SHA256(); known {
		l.SHA256 = sum
	}
	if g.Local != "" {
		l.HeldLocally, l.HeldAs, l.Local = true, record.Escape(g.Local), l.Missing
	}
	if g.Restored >= 0 {
		l.Restored, l.Missing = later(counted[g.Restored].Time, l.FirstMissing.Instant), dossier.Amount{} // listings may overlap
		l.Leaves, bounds = append(l.Leaves, counted[g.Restored].Proof), append(bounds, counted[g.Restored])
	}
	if g.Heard > 0 { // by another vantage before
		l.Restored, l.Missing = later(others[g.Heard-1].Time, l.FirstMissing.Instant), dossier.Amount{}
		l.Leaves, bounds = append(l.Leaves, others[g.Heard-1].Proof), append(bounds, others[g.Heard-1])
	}
	l.Review = dated(bounds...)
	if against := m.held.doubts(g, l.Vantage, l.LastSeen.Instant, l.FirstMissing.Instant); len(against) > 0 {
		l.Review = named(append(against, doubts(l.Review)...))
	}
	l.Leaves = append(l.Leaves, counted[g.Missing].others()...)
	keptBy(&l, m.shelters, g.Kept)
	if l.HeldLocally {
		l.Leaves = append(l.Leaves, copies[g.Copy].Proof)
	}
	return l
}

// amountOf is a file as a sum of one.
func amountOf(h record.Held) dossier.Amount {
	if h.Size < 0 {
		return dossier.Amount{Files: 1, Unsized: 1}
	}
	return dossier.Amount{Files: 1, Bytes: h.Size}
}

func lossOf(n dossier.Inventory, state string) dossier.Loss {
	return dossier.Loss{Vantage: n.Vantages[0], Target: n.Target, TargetID: n.TargetID, Site: n.Site, Provider: n.Provider, State: state, SecondHand: n.SecondHand}
}

// refs are leaves that bound any of the losses, each once.
type refs map[dossier.Ref]bool

func (r *refs) add(list []dossier.Ref) {
	if *r == nil {
		*r = refs{}
	}
	for _, x := range list {
		(*r)[x] = true
	}
}

func (r refs) inOrder() []dossier.Ref {
	return slices.SortedFunc(maps.Keys(r), func(a, b dossier.Ref) int {
		return cmp.Or(cmp.Compare(a.Log, b.Log), cmp.Compare(a.Leaf, b.Leaf), cmp.Compare(a.Item, b.Item))
	})
}

// records follows a count. A count that falls to less than half is a loss where
// two readings in a row say so, by the lesser fall of both; what a business
// removes in a day is not, nor is what one reading alone says. Another account
// may be shown other records, or be of another server: readings under two are
// not compared. Nor is it a loss where another vantage read more meanwhile.
func (b *builder) records(n *dossier.Inventory, counted, others []counting) {
	for i, c := range counted {
		if i == 0 {
			n.Total.First = dossier.Amount{Files: c.Items}
		}
		n.Total.Last = dossier.Amount{Files: c.Items}
	}
	for i := 1; i+1 < len(counted); i++ { // the last is confirmed by nothing yet
		was, is, next := counted[i-1], counted[i], counted[i+1]
		left := max(is.Items, next.Items)
		if at := is.Ended.Instant; left*2 >= was.Items || at < b.period.From || at >= b.period.To {
			continue
		}
		if was.account != is.account || is.account != next.account {
			continue
		}
		back := slices.IndexFunc(counted[i+1:], func(c counting) bool { return c.Items >= was.Items })
		if slices.ContainsFunc(others, func(o counting) bool {
			return o.Items*2 >= was.Items && o.Ended.Instant >= is.Time.Instant && (back < 0 || o.Time.Instant <= counted[i+1+back].Ended.Instant)
		}) {
			continue
		}
		l := lossOf(*n, "partial")
		if left == 0 {
			l.State = "emptied"
		}
		l.Kind, l.Files, l.OfFiles = "record", was.Items-left, was.Items
		l.Missing = dossier.Amount{Files: lacking(was.Items, left, counted[i+1:])}
		l.LastSeen, l.FirstMissing, l.Leaves = was.Time, is.Ended, []dossier.Ref{was.Proof, is.Proof, next.Proof}
		l.Review = named(append(b.fell(n, counted, i, left, others), doubts(dated(was, is, next))...))
		if back >= 0 {
			c := counted[i+1+back]
			l.Restored, l.Leaves = c.Time, append(l.Leaves, c.Proof)
		}
		b.d.Losses = append(b.d.Losses, l)
	}
}

// lacking is what of a fall from was to left no later count had again, whatever
// the account: a count that fell further is another fall, and has its own.
func lacking(was, left int64, later []counting) int64 {
	for _, c := range later {
		left = max(left, c.Items)
	}
	return max(0, was-left)
}

func holding(t loss.Tally) dossier.Holding {
	h := dossier.Holding{Kind: string(t.Kind), First: dossier.Amount(t.First), Last: dossier.Amount(t.Last), Gone: dossier.Amount(t.Gone), Restored: dossier.Amount(t.Restored),
		Altered: dossier.Amount(t.Altered), New: dossier.Amount(t.New), Moved: dossier.Amount(t.Moved), Unknown: dossier.Amount(t.Unknown), Once: dossier.Amount(t.Once)}
	h.Missing = h.Gone.Minus(h.Restored)
	h.RestoredAltered, h.HeldLocally = dossier.Amount(t.Returned), dossier.Amount(t.Local)
	h.MovedAway, h.HeldElsewhere = dossier.Amount(t.Away), dossier.Amount(t.Kept)
	h.GoneFirst, h.MissingFirst = dossier.Amount(t.GoneFirst), dossier.Amount(t.MissingFirst)
	return h.Shared()
}

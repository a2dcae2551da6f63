package report

import (
	"maps"
	"slices"

	"constat/report/dossier"
	"constat/report/loss"
	"constat/store/record"
)

// mostMoves is how many files that moved are listed one by one; their sums are of all.
const mostMoves = 10_000

// A shelter is another store, where what went from one may be.
type shelter struct {
	*subject
	second  bool // by lists that others made
	counted []counting
}

// shelters are the other stores that these bundles show: those that vantages
// listed, and for what others wrote down, what they wrote down of others. A folder
// of a vantage's own machine is a store for each vantage.
func (b *builder) shelters(s *subject, second bool) (list []shelter) {
	for _, o := range b.subjects {
		if o == s {
			continue
		}
		byVantage := map[string][]counting{}
		for _, c := range b.own(o) {
			if !private(o.target.Question) {
				c.Vantage = ""
			}
			byVantage[c.Vantage] = append(byVantage[c.Vantage], c)
		}
		list = append(list, sheltersOf(o, byVantage, false)...)
		if second {
			list = append(list, sheltersOf(o, broughtBy(o), true)...)
		}
	}
	return list
}

func sheltersOf(s *subject, byVantage map[string][]counting, second bool) (list []shelter) {
	for _, v := range slices.Sorted(maps.Keys(byVantage)) {
		counted := byVantage[v]
		if second {
			counted = together(counted)
		}
		list = append(list, shelter{s, second, counted})
	}
	return list
}

// broughtBy are the lists that others made of a store, by who brought them.
func broughtBy(s *subject) map[string][]counting {
	lists := map[string][]counting{}
	for _, i := range broughtOf(s) {
		if !i.Local() {
			lists[i.vantage] = append(lists[i.vantage], counting{Listed: listedOf(i), open: i.open, until: i.until()})
		}
	}
	return lists
}

// bounded are the listings of counted, which end no sooner than they may be of.
func bounded(counted []counting) []loss.Listing {
	list := listings(counted)
	for i, c := range counted {
		list[i].Ended = max(list[i].Ended, c.until)
	}
	return list
}

// elsewhere leaves out of h what moved to another store.
func (b *builder) elsewhere(s *subject, n *dossier.Inventory, counted []counting, h *loss.History) (*loss.History, []shelter, error) {
	if len(h.Gone) == 0 {
		return h, nil, nil
	}
	others := b.shelters(s, n.SecondHand)
	var stores [][]loss.Listing
	for _, o := range others {
		stores = append(stores, bounded(o.counted))
	}
	h, err := h.Elsewhere(bounded(counted), stores)
	if err != nil {
		return nil, nil, err
	}
	b.moves(n, counted, others, h.Away)
	return h, others, nil
}

// moves tells what moved, of the period.
func (b *builder) moves(n *dossier.Inventory, counted []counting, others []shelter, away []loss.Stay) {
	leaves := make([]refs, len(others))
	sums := make([]dossier.MovedTo, len(others))
	for _, x := range away {
		if !n.SecondHand && !b.in(counted[x.Missing].Ended.Instant) {
			continue
		}
		m, sum := moveOf(counted, others[x.Store], x), &sums[x.Store]
		leaves[x.Store].add(m.Leaves)
		one := amountOf(x.Held)
		if sum.Moved = sum.Moved.Plus(one); m.Lacked.Known {
			sum.Between = sum.Between.Plus(one)
		}
		sum.Since = earlier(sum.Since, m.Since.Instant)
		if len(n.Moves) < mostMoves {
			n.Moves = append(n.Moves, m)
		}
	}
	for i, o := range others {
		if sum := sums[i]; sum.Moved.Files > 0 {
			sum.To, sum.ToID, sum.SecondHand, sum.Leaves = o.target.Name, o.id, o.second, leaves[i].inOrder()
			n.MovedTo = append(n.MovedTo, sum)
		}
	}
}

func moveOf(counted []counting, o shelter, x loss.Stay) dossier.MovedFile {
	seen, missing, since, until := counted[x.LastSeen].at(x.Of), counted[x.Missing], o.counted[x.Since], o.counted[x.Last]
	m := dossier.MovedFile{State: "moved", Item: record.Escape(x.Gone.Path), Kind: string(record.FileKindOf(x.Gone.Path)), Bytes: max(x.Size, 0), Told: x.Told,
		LastSeen: seen.Time, FirstMissing: missing.Ended, To: o.target.Name, ToID: o.id, ToItem: record.Escape(x.Path), SecondHand: o.second,
		Since: since.Time, Until: until.Time, Leaves: []dossier.Ref{seen.Proof, missing.Proof, since.Proof, until.Proof}}
	m.Unsized = amountOf(x.Held).Unsized
	if sum, known := x.SHA256(); known {
		m.SHA256 = sum
	}
	if x.Lacked >= 0 {
		m.Lacked = o.counted[x.Lacked].Time
	}
	m.Leaves = slices.Compact(m.Leaves)
	return m
}

// keptBy tells of a loss that another store holds a copy still.
func keptBy(l *dossier.Loss, others []shelter, x *loss.Stay) {
	if x == nil {
		return
	}
	o := others[x.Store]
	list := o.counted[x.Last]
	l.HeldElsewhere, l.HeldIn, l.HeldInAs, l.HeldOn = true, o.target.Name, record.Escape(x.Path), list.Time
	l.Leaves = append(l.Leaves, list.Proof)
}

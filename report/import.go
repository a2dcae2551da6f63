package report

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"

	"constat/report/dossier"
	"constat/report/loss"
	"constat/store/bundle"
	"constat/store/record"
)

// A brought record is an import with whose log it is of.
type brought struct {
	record.Import
	leaf            int64
	vantage, origin string
	log             *bundle.Log
}

func (i brought) open() (io.ReadCloser, error) { return i.log.Open(i.File) }

// broughtOf returns the imports of a subject, in order of the time that they
// claim; those of a chain go with its newest question. What two bundles show,
// or was brought twice, comes once.
func broughtOf(s *subject) (list []brought) {
	type place struct {
		origin string
		leaf   int64
	}
	type same struct {
		vantage string
		file    record.Hash
		of      record.Instant
	}
	seen, known := map[place]bool{}, map[same]bool{}
	for _, q := range s.sources {
		if q.questions[q.chain.final().Hash] != s.id {
			continue
		}
		for _, p := range q.chain.parts {
			for _, item := range p.Imports {
				e := item.Entry.(record.Import)
				at, twin := place{q.origin, item.Leaf}, same{q.vantage, e.File, e.Of}
				if seen[at] || known[twin] {
					continue
				}
				seen[at], known[twin] = true, true
				list = append(list, brought{e, item.Leaf, q.vantage, q.origin, p.log})
			}
		}
	}
	slices.SortStableFunc(list, func(x, y brought) int {
		return cmp.Or(cmp.Compare(x.Of, y.Of), cmp.Compare(x.origin, y.origin), cmp.Compare(x.leaf, y.leaf))
	})
	return list
}

// copies are the folders that the customer still holds.
func (b *builder) copies(s *subject) (list []counting) {
	for _, i := range broughtOf(s) {
		if i.Local() {
			list = append(list, counting{Listed: dossier.Listed{Vantage: i.vantage, File: i.File, Proof: dossier.Ref{Log: i.origin, Leaf: i.leaf, Item: -1}}, open: i.open})
		}
	}
	return list
}

// imports adds what others wrote down of a subject, and what is gone by it.
// What was listed by a vantage itself is believed rather.
func (b *builder) imports(s *subject) error {
	for _, i := range broughtOf(s) {
		b.d.SecondHand = append(b.d.SecondHand, b.secondHand(s, i))
	}
	t, lists := s.target, broughtBy(s)
	for _, v := range slices.Sorted(maps.Keys(lists)) {
		n := dossier.Inventory{Target: t.Name, TargetID: s.id, Site: t.Site, Provider: t.Provider, Question: t.Question, Interval: dossier.Seconds(t.Interval.Millis()),
			Vantages: []string{v}, SecondHand: true}
		for _, l := range lists[v] {
			n.Listings = append(n.Listings, l.Listed)
		}
		counted := together(lists[v])
		n.Whole = len(counted)
		joined(n.Listings, counted)
		for _, c := range counted {
			if len(c.beside) > 0 {
				n.Unordered += 1 + len(c.beside)
			}
		}
		h, err := loss.Of(listings(counted), loss.Told)
		if err == nil {
			err = b.files(s, &n, counted, []witness{{counted: b.own(s)}}, h)
		}
		if err != nil {
			return fmt.Errorf("imports: %w", err)
		}
		b.d.Inventories = append(b.d.Inventories, n)
	}
	return nil
}

// own returns what vantages listed themselves of a store that is the same for all.
func (b *builder) own(s *subject) (list []counting) {
	if s.target.Question.Kind != record.AskInventory || s.target.Question.Pick != "" {
		return nil
	}
	for _, l := range listingsOf(s) {
		if row := b.listing(l); row.Counts {
			list = append(list, counting{Listed: row, open: l.open(), account: l.account()}) // each for itself: only what they hold is heard
		}
	}
	return list
}

func listedOf(i brought) dossier.Listed {
	return dossier.Listed{Vantage: i.vantage, Time: dossier.Known(i.Of), Ended: dossier.Known(i.Of), Counts: true, Items: i.Items, Bytes: i.Bytes, Unreadable: i.Unreadable,
		Root: i.Root, File: i.File, Proof: dossier.Ref{Log: i.origin, Leaf: i.leaf, Item: -1}}
}

func (b *builder) secondHand(s *subject, i brought) dossier.SecondHand {
	t := s.target
	out := dossier.SecondHand{Source: i.Form, SHA256: i.Source, Kind: i.Importer, Target: t.Name, Records: int(i.Items),
		TargetID: s.id, Site: t.Site, Provider: t.Provider, Vantage: i.vantage, Imported: dossier.Known(i.Time), Local: i.Local(), Bytes: i.Bytes,
		Unreadable: i.Unreadable, File: i.File, Root: i.Root, Version: i.Version, Proof: dossier.Ref{Log: i.origin, Leaf: i.leaf, Item: -1}}
	if !i.Local() {
		out.Of, out.Day, out.Offset = dossier.Known(i.Of), i.Day, i.Offset
	}
	return out
}

// steps tells, listing by listing, what each was the first to show; of those of
// others, what was back there before.
func steps(counted, others []counting, h *loss.History) (out []dossier.Step) {
	all := slices.Concat(counted, others)
	gone, back := make([]dossier.Amount, len(all)), make([]dossier.Amount, len(all))
	for _, g := range h.Gone {
		one := amountOf(g.Held)
		gone[g.Missing] = gone[g.Missing].Plus(one)
		if at := g.Restored; g.Heard > 0 {
			at = len(counted) + g.Heard - 1
			back[at] = back[at].Plus(one)
		} else if at >= 0 {
			back[at] = back[at].Plus(one)
		}
	}
	for i, c := range all {
		if gone[i].Files+back[i].Files > 0 {
			out = append(out, dossier.Step{Time: c.Ended, Gone: gone[i], Restored: back[i], Missing: dossier.Amount{}, Proof: c.Proof})
		}
	}
	slices.SortStableFunc(out, func(x, y dossier.Step) int { return cmp.Compare(x.Time.Instant, y.Time.Instant) })
	var missing dossier.Amount
	for i, s := range out {
		missing = missing.Plus(s.Gone).Minus(s.Restored)
		out[i].Missing = missing
	}
	return out
}

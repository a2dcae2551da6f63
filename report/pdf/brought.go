package pdf

import (
	"strings"
	"time"

	"constat/report/dossier"
	"constat/report/lang"
)

// own returns the inventories that vantages made, brought those that others did.
func (s *sheet) own() (list []dossier.Inventory) { return s.inventories(false) }

func (s *sheet) brought() (list []dossier.Inventory) { return s.inventories(true) }

func (s *sheet) inventories(second bool) (list []dossier.Inventory) {
	for _, n := range s.d.Inventories {
		if n.SecondHand == second {
			list = append(list, n)
		}
	}
	return list
}

// storeTable has a row for each store, where there are several.
func (s *sheet) storeTable() table {
	w := s.l.Brought
	t := table{title: w.Stores, columns: []column{
		{w.Store, 40, "L", false}, {w.Before, 20, "R", false}, {w.Lost, 20, "R", false}, {w.Part, 26, "R", false}, {w.Back, 20, "R", false}, {s.l.Held.Missing, 20, "R", false},
		{w.Unsure, 20, "R", false},
	}}
	for _, n := range s.d.Inventories {
		if n.Question.Pick != "" && !n.SecondHand || n.Whole == 0 {
			continue
		}
		name := s.cell(n.Target)
		if n.SecondHand {
			name += newLine + w.Secondary
		}
		if s.shared(n) {
			name += newLine + s.bare(n.Vantages[0])
		}
		share := s.cut(n.Total.GoneShare.Files)
		if n.Total.Gone.Files == 0 && n.Total.Unknown.Files > 0 {
			share = s.cut("") // none is known, and not none
		}
		t.rows = append(t.rows, []string{name, s.l.Number.Int(n.Total.First.Files), s.l.Number.Int(n.Total.Gone.Files), share, s.l.Number.Int(n.Total.Restored.Files), s.l.Number.Int(n.Total.Missing.Files),
			s.l.Number.Int(n.Total.Unknown.Files)})
	}
	return t
}

// mixed reports whether lists that others made give digests of several sorts,
// by the forms that they were brought in.
func (s *sheet) mixed(n dossier.Inventory) bool {
	forms := map[string]bool{}
	for _, x := range s.d.SecondHand {
		if x.TargetID == n.TargetID && x.Vantage == n.Vantages[0] && !x.Local {
			forms[x.Source] = true
		}
	}
	return forms["md5sums"] && forms["sha256sums"]
}

// cut writes a share with two places, or with all where that would be nothing.
func (s *sheet) cut(share string) string {
	short := share
	if i := strings.IndexByte(share, '.'); i >= 0 {
		short = share[:i+3]
	}
	if strings.Trim(short, "0.") == "" && strings.Trim(share, "0.") != "" {
		short = share
	}
	if short == "" {
		return "–"
	}
	return s.l.Number.Percent(short)
}

// second tells what lists say that others made.
func (s *sheet) second(n dossier.Inventory) {
	w := s.l.Brought
	first, last := n.Listings[0].Time, n.Listings[len(n.Listings)-1].Time
	said := w.Said(int64(len(n.Listings)), s.name(n.Target), s.asBrought(n, first), s.asBrought(n, last))
	s.section("", w.Heading(s.name(n.Target)), 6+s.tall(said))
	s.say(w.Intro)
	s.say(said)
	if n.Unordered > 0 {
		list := s.joined(n, func(at dossier.Time) string { return s.asBrought(n, at) })
		s.say(w.Unordered(int64(n.Unordered), s.l.Clauses(list[:min(len(list), joinedTold)]), int64(max(0, len(list)-joinedTold))))
	}
	if len(n.Listings) == 1 {
		s.add(w.OneOnly)
	} else if n.Whole > 1 || n.Total.Unknown.Files > 0 {
		s.lost(n)
	}
	s.grid(s.broughtTable(n.Target, n.TargetID.String(), n.Vantages[0]))
}

// broughtTable has a row for each record that was brought of a store.
func (s *sheet) broughtTable(target, id, vantage string) table {
	w := s.l.Brought
	t := table{title: w.Lists(s.name(target)), columns: []column{
		{w.Of, 34, "L", false}, {w.Imported, 34, "L", false}, {w.Form, 28, "L", false}, {w.Files, 18, "R", false}, {w.Source, 36, "L", true}, {s.l.Finding.Proof, 26, "L", false},
	}}
	for _, x := range s.d.SecondHand {
		if x.Target != target || x.TargetID.String() != id || vantage != "" && x.Vantage != vantage {
			continue
		}
		of, source := w.Local, "–"
		if !x.SHA256.IsZero() {
			source = s.brief(x.SHA256.String(), false)
		}
		if !x.Local {
			of = s.asTold(x)
		}
		t.rows = append(t.rows, []string{of, s.stamp(x.Imported), w.Forms[x.Source], s.l.Number.Int(int64(x.Records)), source, s.leaf(x.Proof)})
	}
	return t
}

// heldLocally says which of the files that are gone the customer still holds.
func (s *sheet) heldLocally(n dossier.Inventory) {
	w := s.l.Brought
	for _, ref := range n.Copies {
		for _, x := range s.d.SecondHand {
			if x.Proof == ref {
				s.say(w.Copies(s.name(n.Target), int64(x.Records), s.l.Number.Bytes(x.Bytes), s.instant(x.Imported)))
			}
		}
	}
	switch local := n.Total.HeldLocally; {
	case len(n.Copies) == 0 || n.Total.Gone.Files == 0:
	case local.Files == 0:
		s.say(w.NoneLocal)
	default:
		s.say(bold(w.Locally(local.Files, n.Total.Gone.Files, s.inBytes(local))))
	}
}

// history tells, list by list, what was missing first and what was back.
func (s *sheet) history(n dossier.Inventory) table {
	w := s.l.Brought
	t := table{title: w.History(s.name(n.Target)), columns: []column{
		{w.Time, 44, "L", false}, {w.Lost, 24, "R", false}, {w.Back, 24, "R", false}, {w.Missing, 30, "R", false}, {s.l.Finding.Proof, 32, "L", false},
	}}
	for _, h := range n.History {
		t.rows = append(t.rows, []string{s.dated(n, h.Time), s.l.Number.Int(h.Gone.Files), s.l.Number.Int(h.Restored.Files), s.l.Number.Int(h.Missing.Files), s.leaf(h.Proof)})
	}
	return t
}

// accounts says how many lists were made under another account than the one before.
func (s *sheet) accounts(n dossier.Inventory) {
	other := int64(0)
	for _, l := range n.Listings {
		if l.Other {
			other++
		}
	}
	if other > 0 {
		s.say(s.l.Brought.Account(other))
	}
}

// asBrought writes the time of a list that others made as they told it.
func (s *sheet) asBrought(n dossier.Inventory, at dossier.Time) string {
	for _, x := range s.d.SecondHand {
		if x.TargetID == n.TargetID && x.Of == at && !x.Local {
			return s.asTold(x)
		}
	}
	return s.instant(at)
}

// dated is stamp, or the day where a list that others made names no more.
func (s *sheet) dated(n dossier.Inventory, at dossier.Time) string {
	if day, ok := s.d.ToldDay(n.TargetID, at); ok && n.SecondHand {
		return day
	}
	return s.stamp(at)
}

// asTold writes of when a record is in the zone and no finer than it was told.
func (s *sheet) asTold(x dossier.SecondHand) string {
	if !x.Of.Known {
		return s.l.Words.Unknown
	}
	at := x.Of.Instant.Time().In(time.FixedZone("", x.Offset*60))
	words := s.l.Time.Instant(at)
	if x.Day {
		words = s.l.Time.Day(at)
	}
	return words + " (" + lang.Offset(at) + ")"
}

package bundle

import (
	"errors"
	"fmt"

	"constat/store/record"
	"constat/store/seal"
)

// A linked leaf is one of a chain.
type linked struct {
	leaf   int64
	link   record.Link
	hash   record.Hash
	rounds uint64 // observations, 0 if it is no segment
	kind   record.Kind
}

// chains follows each shown chain from its row at the base to its row at the
// end: every leaf, in order, each citing the one before.
func (v *verifier) chains(base, end record.Seal) (rounds uint64, err error) {
	targets := make(map[record.Chain]*Target, len(v.account.Targets))
	for _, t := range v.account.Targets {
		targets[t.Chain] = t
	}
	for i, c := range v.disclosure.Chains {
		t := targets[c.Chain]
		if t == nil {
			return rounds, fmt.Errorf("chain %v opens a row but has no entries here", c.Chain)
		}
		if i > 0 && c.End.Index <= v.disclosure.Chains[i-1].End.Index {
			return rounds, fmt.Errorf("chain %v: its row is not after that of the chain before", c.Chain)
		}
		if err := v.chain(c, t, base, end); err != nil {
			return rounds, fmt.Errorf("chain %v: %w", c.Chain, err)
		}
		rounds += c.End.Row.Rounds - c.before().Rounds
		delete(targets, c.Chain)
	}
	for _, t := range v.account.Targets {
		if targets[t.Chain] != nil {
			return rounds, fmt.Errorf("chain %v has entries here but no row", t.Chain)
		}
	}
	return rounds, nil
}

func (c Chain) before() record.Row {
	if c.Base == nil {
		return record.Row{Chain: c.Chain}
	}
	return c.Base.Row
}

func (v *verifier) chain(c Chain, t *Target, base, end record.Seal) error {
	if err := opened(c.End, c.Chain, end); err != nil {
		return fmt.Errorf("at the end: %w", err)
	}
	if c.Base != nil {
		if v.disclosure.Base < 0 {
			return errors.New("a row before the log began")
		}
		if err := opened(*c.Base, c.Chain, base); err != nil {
			return fmt.Errorf("at the beginning: %w", err)
		}
	}
	if t.Last().Secret != record.Sum(c.Secret[:]) {
		return errors.New("the disclosed secret is not the one its target entry names")
	}
	return c.walk(t.links, v.disclosure.Base)
}

// walk goes from the row at the base to the row at the end.
func (c Chain) walk(links []linked, base int64) error {
	row := c.before()
	for _, l := range links {
		if l.leaf <= base {
			if l.link.Seq >= row.Leaves {
				return fmt.Errorf("leaf %d stands before the beginning, its row does not count it", l.leaf)
			}
			continue
		}
		if l.link.Seq != row.Leaves || l.link.Prev != row.Head {
			return fmt.Errorf("leaf %d of the chain does not follow leaf %d", l.link.Seq, int64(row.Leaves)-1)
		}
		row.Leaves++
		row.Head = l.hash
		if l.rounds > 0 {
			row.Segments++
			row.Rounds += l.rounds
		}
	}
	if row != c.End.Row {
		return fmt.Errorf("the shown leaves lead to %d leaves and %d observations, the seal says %d and %d",
			row.Leaves, row.Rounds, c.End.Row.Leaves, c.End.Row.Rounds)
	}
	return nil
}

func opened(o Opening, c record.Chain, s record.Seal) error {
	if o.Row.Chain != c {
		return errors.New("the row is of another chain")
	}
	proof := make([]seal.Hash, len(o.Proof))
	for i := range proof {
		proof[i] = seal.Hash(o.Proof[i])
	}
	if err := seal.CheckRow(proof, int64(s.Targets), seal.Hash(s.Rows), o.Index, o.Row.Salted(o.Salt)); err != nil {
		return fmt.Errorf("the row is not one of the seal's: %w", err)
	}
	return nil
}

func (v *verifier) controls(end record.Seal) error {
	n := 0
	for _, t := range v.account.Targets {
		if t.Last().Control {
			n++
		}
	}
	if n != end.Controls {
		return fmt.Errorf("%d control targets are shown, the seal counts %d", n, end.Controls)
	}
	return v.watched(end)
}

// watched refuses watch entries of more targets than the log has: those are
// entered first, and a chain never ends.
func (v *verifier) watched(end record.Seal) error {
	for _, item := range v.account.Entries {
		w, ok := item.Entry.(record.Watch)
		if ok && item.Leaf < v.disclosure.End && (w.Controls > end.Controls || w.Targets > end.Targets) {
			return fmt.Errorf("leaf %d watches %d targets and %d controls, the seal counts %d with its %d controls", item.Leaf, w.Targets, w.Controls, end.Targets, end.Controls)
		}
	}
	return nil
}

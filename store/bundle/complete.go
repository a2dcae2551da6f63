package bundle

import (
	"errors"
	"fmt"
	"slices"

	"constat/store/record"
	"constat/store/seal"
)

func sorted(n []int64) []int64 { slices.Sort(n); return n }

// complete checks that nothing was left out: the vantage's own entries against
// the counts of the two enclosing seals, each shown chain from row to row.
func (v *verifier) complete() bool {
	base, end, err := v.seals()
	if err != nil {
		return v.try(Completeness, "seals", err, Words{})
	}
	n, err := v.own(base, end)
	ok := v.try(Completeness, "own entries", err, say("les %d entrées propres au point d’observation sont toutes là", "all %d entries of the vantage itself are there", n))
	rounds, err := v.chains(base, end)
	ok = v.try(Completeness, "targets", err, say("les %d cibles montrées le sont sans lacune : %d observations", "the %d targets shown are shown without a break: %d observations", len(v.disclosure.Chains), rounds)) && ok
	ok = v.try(Completeness, "controls", v.controls(end), say("les %d cibles de contrôle sont toutes montrées", "all %d control targets are shown", end.Controls)) && ok
	if !ok {
		return false
	}
	v.account.Withheld = end.Targets - len(v.disclosure.Chains)
	v.account.Checkpoint, v.account.Sealed = v.last, end.Time
	for _, c := range v.checkpoints {
		if c.Size > v.account.Head.Size {
			v.account.Head = c
		}
	}
	v.add(Completeness, "withheld", OK, say("%d cibles du journal ne sont pas montrées", "%d targets of the log are not shown", v.account.Withheld))
	return true
}

// seals returns the two seals that enclose the account. Each must be the last
// leaf under a signed checkpoint. Without a base, counts begin at nothing.
func (v *verifier) seals() (base, end record.Seal, err error) {
	if v.disclosure.Base >= 0 {
		if base, err = v.seal(v.disclosure.Base); err != nil {
			return
		}
	} else if v.disclosure.Base != -1 {
		return base, end, errors.New("the account begins before the log")
	}
	if end, err = v.seal(v.disclosure.End); err != nil {
		return
	}
	if v.disclosure.Base >= v.disclosure.End {
		return base, end, errors.New("the account ends before it begins")
	}
	if v.disclosure.Made < end.Time && v.disclosure.End+1 == v.newest() || v.disclosure.Made != v.madeAt() {
		return base, end, errors.New("the bundle's date is not that of its newest seal")
	}
	return base, end, nil
}

func (v *verifier) newest() int64 {
	n := int64(0)
	for size := range v.checkpoints {
		n = max(n, size)
	}
	return n
}

// madeAt is the time of the newest seal shown.
func (v *verifier) madeAt() record.Instant {
	var at record.Instant
	for _, item := range v.account.Entries {
		if s, ok := item.Entry.(record.Seal); ok {
			at = s.Time
		}
	}
	return at
}

func (v *verifier) seal(leaf int64) (record.Seal, error) {
	if _, ok := v.checkpoints[leaf+1]; !ok {
		return record.Seal{}, fmt.Errorf("seal %d: no checkpoint ends with it", leaf)
	}
	for _, item := range v.account.Entries {
		if s, ok := item.Entry.(record.Seal); ok && item.Leaf == leaf {
			return s, nil
		}
	}
	return record.Seal{}, fmt.Errorf("seal %d is not shown", leaf)
}

// own counts the vantage's own entries after the base up to the end, kind by
// kind. Every seal's counts must add up to its place in the log.
func (v *verifier) own(base, end record.Seal) (int64, error) {
	counts := map[record.Kind]int64{}
	var n int64
	for _, item := range v.account.Entries {
		if s, ok := item.Entry.(record.Seal); ok {
			if err := adds(s, item.Leaf); err != nil {
				return n, err
			}
		}
		if item.Leaf > v.disclosure.Base && item.Leaf <= v.disclosure.End {
			counts[item.Entry.Kind()]++
			n++
		}
	}
	for _, k := range record.Kinds {
		if want := end.Count(k) - base.Count(k); !k.Bound() && counts[k] != want {
			return n, fmt.Errorf("%d entries of kind %s are shown, the seals count %d", counts[k], k, want)
		}
	}
	return n, nil
}

func adds(s record.Seal, leaf int64) error {
	var sum int64
	for _, c := range s.Counts {
		sum += c.Count
	}
	if sum != leaf+1 {
		return fmt.Errorf("seal %d counts %d leaves", leaf, sum)
	}
	return nil
}

// chains follows each shown chain from its row at the base to its row at the
// end: every leaf, in order, each citing the one before.
func (v *verifier) chains(base, end record.Seal) (uint64, error) {
	links := v.links()
	var rounds uint64
	places := map[int64]bool{}
	for _, c := range v.disclosure.Chains {
		if places[c.End.Index] {
			return rounds, fmt.Errorf("two chains open row %d", c.End.Index)
		}
		places[c.End.Index] = true
		if err := v.chain(c, links[c.Chain], base, end); err != nil {
			return rounds, fmt.Errorf("chain %v: %w", c.Chain, err)
		}
		rounds += c.End.Row.Rounds - c.before().Rounds
		delete(links, c.Chain)
	}
	for c := range links {
		return rounds, fmt.Errorf("chain %v has entries here but no row", c)
	}
	return rounds, nil
}

func (c Chain) before() record.Row {
	if c.Base == nil {
		return record.Row{Chain: c.Chain}
	}
	return c.Base.Row
}

// A linked leaf is one of a chain, after the base and up to the end.
type linked struct {
	link   record.Link
	hash   record.Hash
	rounds uint64 // observations, 0 if it is no segment
}

func (v *verifier) links() map[record.Chain][]linked {
	out := map[record.Chain][]linked{}
	for _, leaf := range v.leaves {
		if leaf.Index <= v.disclosure.Base || leaf.Index > v.disclosure.End {
			continue
		}
		e, err := record.Decode(leaf.Bytes)
		if err != nil {
			panic(fmt.Sprintf("bundle: internal error: leaf %d was decoded before: %v", leaf.Index, err))
		}
		link, bound := record.LinkOf(e)
		if !bound {
			continue
		}
		l := linked{link: link, hash: record.Hash(seal.LeafHash(leaf.Bytes))}
		if s, ok := e.(record.Segment); ok {
			l.rounds = uint64(len(s.Observations))
		}
		out[link.Chain] = append(out[link.Chain], l)
	}
	return out
}

func (v *verifier) chain(c Chain, leaves []linked, base, end record.Seal) error {
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
	row := c.before()
	for _, l := range leaves {
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
	return v.secret(c)
}

// secret checks that the disclosed probe secret is the one committed to.
func (v *verifier) secret(c Chain) error {
	for _, t := range v.account.Targets {
		if t.Chain == c.Chain && t.Last().Secret != record.Sum(c.Secret[:]) {
			return errors.New("the disclosed secret is not the one its target entry names")
		}
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
	return nil
}

package bundle

import (
	"errors"
	"fmt"

	"constat/store/record"
)

// complete checks that nothing was left out: the vantage's own entries against
// the counts of the seals, each shown chain from row to row.
func (v *verifier) complete() bool {
	base, end, err := v.seals()
	if err == nil {
		err = v.outside()
	}
	if err != nil {
		return v.try(Completeness, "seals", err, Words{})
	}
	n, err := v.counted(base, end)
	ok := v.try(Completeness, "own entries", err, some(n, Words{},
		Words{"la seule entrée propre au point d’observation est là", "the one entry of the vantage itself is there"},
		Words{"les %d entrées propres au point d’observation sont toutes là", "all %d entries of the vantage itself are there"}))
	rounds, err := v.chains(base, end)
	ok = v.try(Completeness, "targets", err, shownWhole(len(v.disclosure.Chains), rounds)) && ok
	ok = v.try(Completeness, "controls", v.controls(end), some(end.Controls,
		Words{"le journal n’a pas de site témoin", "the log has no control sites"},
		Words{"le seul site témoin est montré", "the one control site is shown"},
		Words{"les %d sites témoins sont tous montrés", "all %d control sites are shown"})) && ok
	if !ok {
		return false
	}
	v.account.Withheld = end.Targets - len(v.disclosure.Chains)
	v.account.Checkpoint, v.account.Sealed, v.account.Head = v.last, end.Time, v.checkpoints[v.newest]
	v.account.nodes, v.account.heads = v.nodes, v.allHeads()
	return v.try(Completeness, "withheld", v.configured(), some(v.account.Withheld,
		Words{"toutes les cibles du journal sont montrées", "all targets of the log are shown"},
		Words{"1 cible du journal n’est pas montrée", "1 target of the log is not shown"},
		Words{"%d cibles du journal ne sont pas montrées", "%d targets of the log are not shown"}))
}

// configured asks for the configurations where no target is withheld that they
// could name.
func (v *verifier) configured() error {
	if v.account.Withheld > 0 {
		return nil
	}
	for _, item := range v.account.Entries {
		w, ok := item.Entry.(record.Watch)
		if _, there := v.account.files[w.Config]; ok && !there && !w.Config.IsZero() {
			return fmt.Errorf("leaf %d names the configuration %v, which is not here, and no target is withheld", item.Leaf, w.Config)
		}
	}
	return nil
}

func shownWhole(targets int, rounds uint64) Words {
	seen := of(rounds, "observation", "observations", "observation", "observations")
	return some(targets,
		Words{"aucune cible n’est montrée", "no target is shown"},
		Words{"la seule cible montrée l’est sans lacune : " + seen.French, "the one target shown is shown without a break: " + seen.English},
		Words{"les %d cibles montrées, sites témoins compris, le sont sans lacune : " + seen.French, "the %d targets shown, control sites included, are shown without a break: " + seen.English})
}

// seals returns the two seals that enclose the account, base empty where it
// begins with the log. They and the newest are what checkpoints end with.
func (v *verifier) seals() (base, end record.Seal, err error) {
	d := v.disclosure
	if d.Base < -1 || d.Base >= d.End {
		return base, end, fmt.Errorf("the account goes from leaf %d to leaf %d", d.Base, d.End)
	}
	sizes := map[int64]bool{d.End + 1: true, v.newest: true}
	for _, s := range v.account.Stamps {
		sizes[s.Size] = true
	}
	if d.Base >= 0 {
		sizes[d.Base+1] = true
		if base, err = v.seal(d.Base); err != nil {
			return base, end, err
		}
	}
	if end, err = v.seal(d.End); err != nil {
		return base, end, err
	}
	if len(sizes) != len(v.checkpoints) {
		return base, end, fmt.Errorf("%d checkpoints are shown where %d are asked for", len(v.checkpoints), len(sizes))
	}
	newest, err := v.seal(v.newest - 1)
	if err != nil {
		return base, end, err
	}
	return base, end, d.period(base, end, newest, d.End+1 == v.newest)
}

// period checks what the bundle says of its time against the seals.
func (d Disclosure) period(base, end, newest record.Seal, open bool) error {
	switch {
	case d.Made != newest.Time:
		return errors.New("the bundle's date is not that of its newest seal")
	case d.Base >= 0 && (d.From == 0 || base.Time > d.From):
		return fmt.Errorf("the account begins at %v, after the time it is said to begin", base.Time)
	case !open && (d.To == 0 || end.Time < d.To):
		return fmt.Errorf("the account ends at %v, before the time it is said to end", end.Time)
	}
	return nil
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

// outside refuses leaves picked from before the base or after the end: there
// nothing tells whether others of their kind were left out.
func (v *verifier) outside() error {
	d := v.disclosure
	watches := 0
	_, closed, _ := v.account.Closed()
	for _, item := range v.account.Entries {
		_, watch := item.Entry.(record.Watch)
		_, anchor := item.Entry.(record.Anchor)
		switch {
		case anchor, epochal(item, closed): // they vouch for themselves
		case item.Leaf > d.Base && item.Leaf <= d.End, item.Leaf == d.Base, item.Leaf == v.newest-1:
		case item.Leaf < d.Base && watch && watches == 0:
			watches++
		default:
			return fmt.Errorf("leaf %d lies outside the account and has no place in it", item.Leaf)
		}
	}
	for _, t := range v.account.Targets {
		if err := t.outside(d); err != nil {
			return err
		}
	}
	return nil
}

// outside allows one entry of each kind but segments and imports before the base.
func (t *Target) outside(d Disclosure) error {
	seen := map[record.Kind]bool{record.KindSegment: true, record.KindImport: true}
	for _, l := range t.links {
		switch {
		case l.leaf > d.Base && l.leaf <= d.End:
		case l.leaf < d.Base && !seen[l.kind]:
			seen[l.kind] = true
		default:
			return fmt.Errorf("leaf %d lies outside the account and has no place in it", l.leaf)
		}
	}
	return nil
}

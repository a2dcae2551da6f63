package store

import (
	"fmt"

	"constat/store/bundle"
	"constat/store/record"
	"constat/store/seal"
)

// disclosure opens the rows of the shown chains at both seals.
func (x *exporter) disclosure() (bundle.Disclosure, error) {
	d := bundle.Disclosure{
		Schema: bundle.DisclosureSchema, Origin: x.Origin(), Key: x.VerifierKey(), Software: x.q.Software,
		Made: x.made, From: x.q.From, To: x.q.To, Base: x.base, End: x.end, Chains: []bundle.Chain{},
	}
	base, err := x.openings(x.base, x.baseRows)
	if err != nil {
		return d, err
	}
	end, err := x.openings(x.end, x.endRows)
	if err != nil {
		return d, err
	}
	for _, row := range x.endRows {
		if !x.shown[row.Chain] {
			continue
		}
		c := bundle.Chain{Chain: row.Chain, Secret: x.secret(row.Chain), End: end[row.Chain]}
		if o, ok := base[row.Chain]; ok {
			c.Base = &o
		}
		d.Chains = append(d.Chains, c)
	}
	return d, nil
}

// openings opens every shown row of the seal at the given leaf, none before
// the log began.
func (x *exporter) openings(leaf int64, rows []record.Row) (map[record.Chain]bundle.Opening, error) {
	out := map[record.Chain]bundle.Opening{}
	if leaf < 0 {
		return out, nil
	}
	salted := make([][]byte, len(rows))
	for i, r := range rows {
		salted[i] = r.Salted(x.salt(leaf, r.Chain))
	}
	for i, r := range rows {
		if !x.shown[r.Chain] {
			continue
		}
		proof, err := seal.ProveRow(salted, int64(i))
		if err != nil {
			return nil, fmt.Errorf("open row of seal %d: %w", leaf, err)
		}
		o := bundle.Opening{Salt: x.salt(leaf, r.Chain), Row: r, Index: int64(i), Proof: make([]record.Hash, len(proof))}
		for j := range proof {
			o.Proof[j] = record.Hash(proof[j])
		}
		out[r.Chain] = o
	}
	return out, nil
}

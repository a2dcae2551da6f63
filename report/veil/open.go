package veil

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"constat/store/record"
	"constat/store/seal"
)

// A Log gives the leaves of a log and the answers that they cite. Heads, log and
// place of the bundle are the leaf's own.
type Log interface {
	Leaf(index int64) (Leaf, error)
	Answer(record.Hash) ([]byte, error)
}

// Logs finds the log of that name in the bundle of that digest.
type Logs func(bundle record.Hash, log string) (Log, error)

// Open opens facts of an exhibit: those at paths, of an outage also the site, the
// bundles and the records on which it rests.
func Open(sealed, public []byte, paths []string, logs Logs) (*Opening, error) {
	f, err := Make(sealed, public)
	if err != nil {
		return nil, err
	}
	o := &opener{f: f, sealed: map[string][]byte{}, shown: map[string][]byte{}, want: map[string]bool{}, logs: logs, leaves: map[Ref]Leaf{}, answers: map[string]bool{}}
	for _, side := range []struct {
		text []byte
		into map[string][]byte
	}{{sealed, o.sealed}, {public, o.shown}} {
		cells, err := split(side.text)
		if err != nil {
			return nil, err
		}
		for _, c := range cells {
			side.into[c.path] = c.text
		}
	}
	for _, path := range paths {
		if err := o.take(path); err != nil {
			return nil, fmt.Errorf("open %s: %w", path, err)
		}
	}
	return o.opening(saltsOf(sealed))
}

type opener struct {
	f             *Facts
	sealed, shown map[string][]byte // by path
	want          map[string]bool
	logs          Logs
	leaves        map[Ref]Leaf // by bundle, log and leaf
	answers       map[string]bool
}

func (o *opener) take(path string) error {
	if _, ok := o.shown[path]; !ok {
		return fmt.Errorf("the exhibit has no such fact")
	}
	if bundlePath.MatchString(path) {
		return fmt.Errorf("the row of a bundle names all of its members, and holds the secret that hides the others; its heads are %s.heads", path)
	}
	o.want[path] = true
	m := outagePath.FindStringSubmatch(path)
	if m == nil {
		return nil
	}
	o.want[m[1]] = true
	out, err := parseOutage(o.sealed[path])
	if err != nil {
		return err
	}
	for _, r := range slices.Concat(out.Onset, out.End) {
		if err := o.record(r); err != nil {
			return fmt.Errorf("log %s, leaf %d: %w", r.Log, r.Leaf, err)
		}
	}
	return nil
}

// record takes one record, the definition of its target and its answer.
func (o *opener) record(r Ref) error {
	path := pathOfBundle(r.Bundle)
	var row struct {
		SHA256 record.Hash `json:"sha256"`
	}
	if err := json.Unmarshal(o.sealed[path], &row); err != nil {
		return fmt.Errorf("read %s: %w", path, err)
	}
	o.want[headsPath(r.Bundle)] = true
	log, err := o.logs(row.SHA256, r.Log)
	if err != nil {
		return err
	}
	leaf, err := o.leaf(log, r)
	if err != nil {
		return err
	}
	s, obs, err := observed(leaf, r.Item)
	if err != nil {
		return err
	}
	answer, err := log.Answer(obs.Answer)
	if err != nil {
		return err
	}
	o.answers[string(answer)] = true
	_, err = o.leaf(log, Ref{Bundle: r.Bundle, Log: r.Log, Leaf: s.Target})
	return err
}

func (o *opener) leaf(log Log, r Ref) (Leaf, error) {
	r.Item = 0
	if l, ok := o.leaves[r]; ok {
		return l, nil
	}
	l, err := log.Leaf(r.Leaf)
	if err != nil {
		return l, err
	}
	l.Bundle, l.Log, l.Index = r.Bundle, r.Log, r.Leaf
	o.leaves[r] = l
	return l, nil
}

func (o *opener) opening(salts func(string) [32]byte) (*Opening, error) {
	out := &Opening{Schema: openingSchema, Root: o.f.Root, Facts: int64(len(o.f.Rows)), Rows: []Opened{}, Leaves: []Leaf{}, Answers: slices.Sorted(maps.Keys(o.answers))}
	if out.Answers == nil {
		out.Answers = []string{}
	}
	for i, r := range o.f.Rows {
		if !o.want[r.Path] {
			continue
		}
		x := Opened{Path: r.Path, Place: int64(i), Left: leftText(r.Left), Commitment: commitText(r.Commitment), Shown: string(o.shown[r.Path]), Proof: []record.Hash{}}
		if !r.Commitment.IsZero() {
			salt := salts(r.Path)
			x.Salt, x.Sealed = hex.EncodeToString(salt[:]), string(o.sealed[r.Path])
		}
		proof, err := seal.ProveLeaf(out.Facts, int64(i), nodesOf(o.f.Rows))
		if err != nil {
			return nil, err
		}
		for _, h := range proof {
			x.Proof = append(x.Proof, record.Hash(h))
		}
		out.Rows = append(out.Rows, x)
	}
	for _, l := range o.leaves {
		out.Leaves = append(out.Leaves, l)
	}
	slices.SortFunc(out.Leaves, compareLeaves)
	return out, nil
}

package veil

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"golang.org/x/mod/sumdb/note"

	"constat/store/record"
	"constat/store/seal"
)

// A Shown is one record on which an opened outage rests.
type Shown struct {
	Path   string // of the outage
	Log    string
	Leaf   int64
	Item   int
	Site   string // as the target in force calls it; its name where it tells no site
	Target string
	Start  record.Instant
	End    record.Instant
	Answer record.Answer
}

// A Bound is one end of an opened outage, and whether a record shown is of that instant.
type Bound struct {
	Path, Key string // "first_bad"
	At        record.Instant
	Met       bool
}

// A Found is what an opening shows, once it was checked.
type Found struct {
	Records []Shown
	Bounds  []Bound
	Leaves  []Leaf
}

// Check checks all that an opening can be checked for by itself: each fact is the one
// at its place under the root, what was left out is what its commitment binds, and each
// record lies under a head that its bundle's row names, signed by the key of its log.
// Whose key it is, and who stamped, is for the reader's policy to say.
func (o *Opening) Check() (*Found, error) {
	if o.Facts < 1 || o.Facts > MaxRows || len(o.Rows) == 0 {
		return nil, errors.New("it opens nothing")
	}
	rows := map[string][]byte{}
	last := int64(-1)
	for _, r := range o.Rows {
		if r.Place <= last {
			return nil, fmt.Errorf("fact %s: not in the order of the list", r.Path)
		}
		last = r.Place
		if err := o.row(r); err != nil {
			return nil, fmt.Errorf("fact %s: %w", r.Path, err)
		}
		rows[r.Path] = r.whole()
	}
	if err := o.named(); err != nil {
		return nil, err
	}
	if !slices.IsSortedFunc(o.Leaves, compareLeaves) {
		return nil, errors.New("leaves are not in order")
	}
	leaves := map[Ref]Leaf{}
	for _, l := range o.Leaves {
		if err := l.check(rows[headsPath(l.Bundle)]); err != nil {
			return nil, fmt.Errorf("log %s, leaf %d: %w", l.Log, l.Index, err)
		}
		leaves[Ref{Bundle: l.Bundle, Log: l.Log, Leaf: l.Index}] = l
	}
	return o.found(leaves)
}

func compareLeaves(a, b Leaf) int {
	return cmp.Or(cmp.Compare(a.Bundle, b.Bundle), cmp.Compare(a.Log, b.Log), cmp.Compare(a.Index, b.Index))
}

// row checks that a fact is the one in the list, and that it opens.
func (o *Opening) row(r Opened) error {
	if !pathForm.MatchString(r.Path) {
		return errors.New("not a path")
	}
	left, err := parseLeft(r.Left)
	if err != nil {
		return err
	}
	row := Row{Path: r.Path, Left: left}
	if r.Commitment != "-" {
		if row.Commitment, err = parseHash(r.Commitment); err != nil {
			return err
		}
	}
	proof := make([]seal.Hash, len(r.Proof))
	for i, h := range r.Proof {
		proof[i] = seal.Hash(h)
	}
	if err := seal.CheckRow(proof, o.Facts, seal.Hash(o.Root), r.Place, row.bytes([]byte(r.Shown))); err != nil {
		return fmt.Errorf("it is not the one in the list of digest %s: %w", o.Root, err)
	}
	if r.Commitment == "-" {
		if r.Salt != "" || r.Sealed != "" {
			return errors.New("it is shown whole, and is opened")
		}
		return nil
	}
	salt, err := unsalt(r.Salt)
	if err != nil {
		return err
	}
	if commit(salt, []byte(r.Sealed)) != row.Commitment {
		return errors.New("what was left out is not what its commitment binds")
	}
	return r.agrees(left)
}

// agrees checks that the fact shown is the sealed one but for what is said to be left out.
func (r Opened) agrees(left []Left) error {
	got, err := leftOf([]byte(r.Sealed), []byte(r.Shown))
	if err != nil {
		return err
	}
	if !slices.Equal(got, left) {
		return fmt.Errorf("it differs from the sealed one in %s, and says %s", leftText(got), r.Left)
	}
	return masks(r.Path, []byte(r.Sealed), []byte(r.Shown))
}

// check checks that a leaf lies under a head of its log, which the opened heads of its
// bundle name, and under each other head that is given.
func (l Leaf) check(row []byte) error {
	if row == nil {
		return fmt.Errorf("the heads of its bundle (%s) are not opened", headsPath(l.Bundle))
	}
	var heads []headRow
	if err := json.Unmarshal(row, &heads); err != nil {
		return err
	}
	key, err := note.NewVerifier(l.Key)
	if err != nil {
		return err
	}
	named := false
	for _, h := range l.Heads {
		c, err := seal.Open([]byte(h.Checkpoint), key)
		if err != nil {
			return err
		}
		if c.Origin != l.Log {
			return fmt.Errorf("a head of the log %s", c.Origin)
		}
		proof := make([]seal.Hash, len(h.Proof))
		for i, p := range h.Proof {
			proof[i] = seal.Hash(p)
		}
		if err := seal.CheckRow(proof, c.Size, c.Root, l.Index, l.Entry); err != nil {
			return fmt.Errorf("it is not under the head of %d leaves: %w", c.Size, err)
		}
		for _, x := range heads {
			named = named || x.Log == c.Origin && x.Leaves == c.Size && x.Root == record.Hash(c.Root)
		}
	}
	if !named {
		return fmt.Errorf("it is under no head that its bundle names")
	}
	return nil
}

// observed is the item-th record of a leaf.
func observed(l Leaf, item int) (record.Segment, record.Observation, error) {
	e, err := record.Decode(l.Entry)
	if err != nil {
		return record.Segment{}, record.Observation{}, err
	}
	s, ok := e.(record.Segment)
	if !ok || item < 0 || item >= len(s.Observations) {
		return s, record.Observation{}, fmt.Errorf("it has no record %d", item)
	}
	return s, s.Observations[item], nil
}

// found reads the records on which the opened outages rest.
func (o *Opening) found(leaves map[Ref]Leaf) (*Found, error) {
	f := &Found{Leaves: o.Leaves}
	answers := map[record.Hash]record.Answer{}
	for _, text := range o.Answers {
		a, err := record.DecodeAnswer([]byte(text))
		if err != nil {
			return nil, fmt.Errorf("an answer cannot be read: %w", err)
		}
		answers[record.Sum([]byte(text))] = a
	}
	for _, r := range o.Rows {
		if outagePath.FindString(r.Path) == "" {
			continue
		}
		out, err := parseOutage(r.whole())
		if err != nil {
			return nil, err
		}
		first := len(f.Records)
		for _, ref := range slices.Concat(out.Onset, out.End) {
			s, err := shown(leaves, answers, ref)
			if err != nil {
				return nil, fmt.Errorf("fact %s: log %s, leaf %d: %w", r.Path, ref.Log, ref.Leaf, err)
			}
			s.Path = r.Path
			f.Records = append(f.Records, s)
		}
		f.Bounds = append(f.Bounds, out.bounds(r.Path, f.Records[first:])...)
	}
	return f, nil
}

func shown(leaves map[Ref]Leaf, answers map[record.Hash]record.Answer, ref Ref) (s Shown, err error) {
	l, ok := leaves[Ref{Bundle: ref.Bundle, Log: ref.Log, Leaf: ref.Leaf}]
	if !ok {
		return s, errors.New("the record that proves it is not in the opening")
	}
	segment, obs, err := observed(l, ref.Item)
	if err != nil {
		return s, err
	}
	t, err := record.Decode(leaves[Ref{Bundle: ref.Bundle, Log: ref.Log, Leaf: segment.Target}].Entry)
	target, ok := t.(record.Target)
	if err != nil || !ok || target.Chain != segment.Chain {
		return s, errors.Join(errors.New("what was asked is not in the opening"), err)
	}
	s = Shown{Log: ref.Log, Leaf: ref.Leaf, Item: ref.Item, Site: cmp.Or(target.Site, target.Name), Target: target.Name, Start: obs.Start(), End: obs.End()}
	if s.Answer, ok = answers[obs.Answer]; !ok {
		return s, errors.New("its answer is not in the opening")
	}
	return s, nil
}

// bounds tells of each end of an outage whether a record is of that instant. The
// last good question and both failures are dated by when they left, the first good
// answer by when it had come.
func (x outage) bounds(path string, list []Shown) (out []Bound) {
	for _, b := range []struct {
		key string
		at  *record.Instant
		end bool
	}{{"last_good", x.LastGood, false}, {"first_bad", x.FirstBad, false}, {"last_bad", x.LastBad, false}, {"first_good", x.FirstGood, true}} {
		if b.at == nil {
			continue
		}
		met := slices.ContainsFunc(list, func(s Shown) bool {
			return !b.end && s.Start == *b.at || b.end && s.End == *b.at
		})
		out = append(out, Bound{path, b.key, *b.at, met})
	}
	return out
}

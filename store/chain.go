package store

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"constat/store/record"
)

// A chain is what the store must remember of one target to go on with it.
type chain struct {
	Row        record.Row
	Target     record.Target        `json:"-"` // in force
	Leaf       int64                // of that target entry
	Definition record.Hash          `json:"-"` // leaf hash of that target entry
	Sealed     place                // newest observation in a segment
	Last       record.Round         // newest round kept, of attempt 0
	Class      string               // of the newest answer of attempt 0, see record.Answer.Class
	Failing    bool                 // likewise
	Since      record.Round         // first round of that class
	Answer     record.Hash          // the newest answer
	Control    record.Control       // what the controls said to it
	Normal     record.Hash          // content of the newest capture
	Captured   bool                 // there is one
	Listed     record.Round         // of the newest inventory
	Newest     *record.Inventory    `json:",omitempty"` // that one
	Listing    *record.Inventory    `json:",omitempty"` // the newest with a manifest, of the question in force
	Fullest    *record.Inventory    `json:",omitempty"` // the newest whole one that holds the most, of the question in force and one account
	Pathed     record.Round         `json:",omitempty"` // of the newest path
	Pictured   record.Round         `json:",omitempty"` // of the newest picture
	Furnished  record.Round         `json:",omitempty"` // of the newest requisites
	Stood      record.Round         `json:",omitempty"` // of the newest capture, unless its reason is "failure"
	Standing   record.Hash          `json:",omitzero"`  // its file
	Stocked    int64                `json:",omitempty"` // bytes of the contents kept of crawls
	Anchor     int64                // newest time stamp when what is pending began, see record.Segment
	pending    []record.Observation // not yet in a segment, in order; shared, never written to
}

// A place is where an observation stands among those of its chain.
type place struct {
	Round   record.Round
	Attempt uint8
}

func placeOf(o record.Observation) place { return place{o.Round, o.Attempt} }

func (p place) compare(q place) int {
	return cmp.Or(cmp.Compare(p.Round, q.Round), cmp.Compare(p.Attempt, q.Attempt))
}

// link returns the link of the chain's next leaf.
func (c *chain) link() record.Link {
	return record.Link{Chain: c.Row.Chain, Seq: c.Row.Leaves, Prev: c.Row.Head}
}

// saw brings the chain up to an answer to its scheduled question.
func (c *chain) saw(o record.Observation, a record.Answer) {
	if class := a.Class(); c.Since == 0 || class != c.Class {
		c.Class, c.Since = class, o.Round
	}
	c.Last, c.Failing, c.Answer = max(c.Last, o.Round), a.Failing(), o.Answer
	c.Control = o.Control
}

// wait puts an observation among those that are pending, unless it is there or
// lies before what is sealed. What opens a segment cites the newest time stamp.
func (c *chain) wait(o record.Observation, anchor int64) error {
	i, there := slices.BinarySearchFunc(c.pending, placeOf(o), func(o record.Observation, p place) int { return placeOf(o).compare(p) })
	if there || placeOf(o).compare(c.Sealed) <= 0 || (o.Attempt == 0 && o.Round <= c.Last) {
		return fmt.Errorf("round %d was kept already", o.Round)
	}
	if len(c.pending) == 0 {
		c.Anchor = anchor
	}
	c.pending = slices.Insert(slices.Clone(c.pending), i, o)
	return nil
}

// waiting encodes what is pending as a segment without a place in the chain:
// it holds only what a segment can hold.
func (c *chain) waiting() ([]byte, error) {
	return record.Encode(record.Segment{Link: record.Link{Chain: c.Row.Chain}, Target: c.Leaf, Anchor: c.Anchor, Observations: c.pending})
}

func decodePending(id, b []byte) (record.Segment, error) {
	e, err := record.Decode(b)
	s, ok := e.(record.Segment)
	if err == nil && (!ok || !bytes.Equal(id, s.Chain[:])) {
		err = errors.New("of another chain")
	}
	if err != nil {
		return s, fmt.Errorf("pending of chain %x: %w", id, err)
	}
	return s, nil
}

func indexKey(n int64) []byte { return binary.BigEndian.AppendUint64(nil, uint64(n)) }

func indexOf(key []byte) int64 { return int64(binary.BigEndian.Uint64(key)) }

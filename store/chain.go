package store

import (
	"encoding/binary"
	"encoding/json"
	"fmt"

	"constat/store/record"
)

// A chain is what the store must remember of one target to go on with it.
type chain struct {
	Row        record.Row
	Target     record.Target  // in force
	Leaf       int64          // of that target entry
	Definition record.Hash    // leaf hash of that target entry
	Last       record.Round   // newest round kept, of attempt 0
	Class      string         // of the newest answer of attempt 0, see record.Answer.Class
	Failing    bool           // likewise
	Since      record.Round   // first round of that class
	Answer     record.Hash    // the newest answer
	Control    record.Control // what the controls said to it
	Normal     record.Hash    // content of the newest capture
	Captured   bool           // there is one
	pending    int            // observations not yet in a segment
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

func pendingKey(c record.Chain, r record.Round, attempt uint8) []byte {
	b := append([]byte{}, c[:]...)
	b = binary.BigEndian.AppendUint64(b, uint64(r))
	return append(b, attempt)
}

func encodePending(o record.Observation) []byte {
	b, err := json.Marshal(o)
	if err != nil {
		panic(fmt.Sprintf("store: internal error: %v", err))
	}
	return b
}

func decodePending(b []byte) (o record.Observation, err error) {
	if err := json.Unmarshal(b, &o); err != nil {
		return o, fmt.Errorf("pending observation: %w", err)
	}
	return o, nil
}

func indexKey(n int64) []byte { return binary.BigEndian.AppendUint64(nil, uint64(n)) }

func indexOf(key []byte) int64 { return int64(binary.BigEndian.Uint64(key)) }

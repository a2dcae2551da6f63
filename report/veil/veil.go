// Package veil binds each fact of a public exhibit to the sealed report it was drawn from, and opens single facts down to the signed log.
//
// The facts are the rows of a JSON report: see FORMAT.md beside this file, which
// also says what a reader of the public exhibit alone can check, and what only
// an opening shows.
//
// The package opens no file and asks no network.
package veil

import (
	"constat/store/record"
	"constat/store/seal"
)

// A Facts is the list of all facts of an exhibit.
type Facts struct {
	Root record.Hash // over Rows: RFC 6962, section 2.1
	Rows []Row
}

// A Row is one fact.
type Row struct {
	Path string // where it stands: "sites[3].outages[0]"
	Left []Left // what of it is not as in the sealed report, in order of the sealed one's keys
	// Commitment is the SHA-256 of a salt and the row as the sealed report has it;
	// zero where that is this row, byte for byte.
	Commitment record.Hash
	Leaf       record.Hash // of the tree
}

// A Left is how many values under one key of a row are left out or replaced.
type Left struct {
	Key   string
	Count int
}

// MaxRows bounds the facts of an exhibit.
const MaxRows = 1 << 20

// bytes are the leaf's: path, what is left out, commitment and the fact as shown.
func (r Row) bytes(shown []byte) []byte {
	b := append([]byte(r.Path), '\n')
	b = append(append(b, leftText(r.Left)...), '\n')
	b = append(append(b, commitText(r.Commitment)...), '\n')
	return append(b, shown...)
}

func (r Row) leaf(shown []byte) record.Hash { return record.Hash(seal.LeafHash(r.bytes(shown))) }

// rootOf is the tree hash over the leaves of rows.
func rootOf(rows []Row) (record.Hash, error) {
	root, err := seal.Root(int64(len(rows)), nodesOf(rows))
	return record.Hash(root), err
}

func nodesOf(rows []Row) seal.Nodes {
	return func(s seal.Span) (seal.Hash, bool) {
		if s.Hi-s.Lo != 1 {
			return seal.Hash{}, false
		}
		return seal.Hash(rows[s.Lo].Leaf), true
	}
}

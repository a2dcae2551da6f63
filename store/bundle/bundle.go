// Package bundle is the evidence file: written once, then checked with nothing
// but itself and a policy.
//
// A bundle is a ZIP archive that is a BagIt bag (RFC 8493), stored and not
// deflated, in one canonical form. It shows some targets of one log, over some
// time, with what a stranger needs to see that the rest of the log was there
// and that nothing about the shown targets was left out. It may carry other
// vantages' bundles whole. FORMAT.md beside this file gives the layout.
//
// Nothing inside a bundle is a root of trust. [Verify] takes a policy from
// the reader and says, check by check, what is proven, what is broken and
// what could not be checked.
package bundle

import (
	_ "embed"
	"fmt"
	"io"
	"iter"
	"sort"

	"constat/store/record"
	"constat/store/seal"
)

// Format is the text of FORMAT.md: the layout of a bundle.
//
//go:embed FORMAT.md
var Format string

// Guide is the text that goes into each bundle: how to check it by hand.
//
//go:embed README.txt
var Guide string

// A Leaf is one disclosed entry of a log, as its bytes.
type Leaf struct {
	Index int64
	Bytes []byte
}

// A Node is the hash of a run of leaves that are not disclosed.
type Node struct {
	seal.Span
	Hash record.Hash
}

// A File is content named by digest.
type File struct {
	Digest record.Hash
	Size   int64
	Open   func() (io.ReadCloser, error)
}

// A Nested is another vantage's bundle, carried whole.
type Nested struct {
	Name string // "paris-1": letters, digits, dot, dash and underscore
	Size int64
	Open func() (io.ReadCloser, error)
}

// Contents is what a store gives to be written.
type Contents struct {
	Disclosure  Disclosure
	Checkpoints map[int64][]byte // by size, as signed
	Cosigned    map[int64][]byte // by size, with the lines of witnesses
	Leaves      []Leaf           // in order
	Nodes       []Node           // in order; with Leaves they cover the tree once
	Answers     [][]byte         // cited answers, in order of digest
	Files       []File           // method and configuration texts, in order of digest
	Captures    []File           // WARC files, in order of digest
	Requests    []File           // time stamps as asked for, in order of digest
	Responses   []File           // and as given
	Nested      []Nested         // in order of name
	Policy      []byte           // the vantage's own statement of keys
}

// A Log is one vantage's account, as far as a bundle shows it.
type Log struct {
	Disclosure
	Head       seal.Checkpoint
	Checkpoint []byte         // the last one, as signed
	Sealed     record.Instant // when the vantage says it made it
	Entries    []Item         // the vantage's own entries, in order
	Targets    []*Target      // shown targets and controls, in order of first leaf
	Withheld   int            // targets not shown
	Leaves     int64          // leaves shown
	Stamps     []Stamped      // time stamps, in order; those of authorities the reader names, once verified
	Attested   bool           // the reader's policy asks for time stamps
	quorum     bool           // and for witnesses
	Witnesses  []Witness      // who cosigned, of those that the reader's policy names; by name
	Single     *Single        // nil unless the witnesses that the policy asks for cosigned
	Table      record.Hash    // SHA-256 of observations.csv

	bounds   *bounds
	controls *heard // what all controls saw
	answers  map[record.Hash]*cited
	leaves   []Leaf
	nodes    []Node
	heads    map[int64]seal.Checkpoint
	captures map[record.Hash]func() ([]byte, error)
	files    map[record.Hash]func() ([]byte, error)
	streams  map[record.Hash]func() (io.ReadCloser, error) // the same, to be read as they come
}

// An Item is an entry and its place in the log.
type Item struct {
	Leaf  int64
	Entry record.Entry
}

// A Target is one chain of a log.
type Target struct {
	Chain       record.Chain
	Definitions []Definition // as asked, in order; the last is in force at the end
	Captures    []Item
	Inventories []Item
	Imports     []Item
	Paths       []Item
	Pictures    []Item
	Requisites  []Item
	Bodies      []Item
	segments    []Leaf
	links       []linked
	taken       map[int64]Observed       // by leaf of a capture: the observation it belongs to
	followed    map[int64]*record.Answer // by leaf of a path: the answer that failed before it
	pictures    map[int64]*record.Answer // by leaf of a picture: the answer that was its reason
	earliest    record.Round             // of the observations
	unheard     error                    // why what it says of the controls cannot be
	log         *Log
}

// A Definition is a target entry with its digest.
type Definition struct {
	record.Target
	Leaf int64
	Hash record.Hash
}

// An Observed is an observation with its answer and its place in the log.
type Observed struct {
	record.Observation
	Answer     record.Answer // Body and Size are this observation's own
	Definition *Definition
	Leaf       int64
	Item       int
	Anchor     int64    // see record.Segment
	Bracket    *Bracket // nil where the reader's policy asks for no time stamps

	cited *cited
	log   *Log
}

// A Bracket holds the moments between which a record was composed and
// committed. A zero time is a moment that nobody attests.
type Bracket struct{ NotBefore, NotAfter Bound }

// Last returns the definition in force at the end.
func (t *Target) Last() Definition { return t.Definitions[len(t.Definitions)-1] }

// Observations yields t's observations in the order of the log.
func (t *Target) Observations() iter.Seq[Observed] {
	return func(yield func(Observed) bool) {
		t.walk(t.segments, func(o *Observed) bool { return yield(*o) })
	}
}

// Holds reports whether a leaf is among those disclosed that hold t's observations.
func (t *Target) Holds(leaf int64) bool {
	i := sort.Search(len(t.segments), func(i int) bool { return t.segments[i].Index >= leaf })
	return i < len(t.segments) && t.segments[i].Index == leaf
}

func (t *Target) definition(leaf int64) *Definition {
	if d := t.inForce(leaf + 1); d != nil && d.Leaf == leaf {
		return d
	}
	return nil
}

// inForce returns the newest definition above a leaf.
func (t *Target) inForce(leaf int64) *Definition {
	n := sort.Search(len(t.Definitions), func(i int) bool { return t.Definitions[i].Leaf >= leaf })
	if n == 0 {
		return nil
	}
	return &t.Definitions[n-1]
}

// Capture returns the WARC file of the given digest.
func (l *Log) Capture(h record.Hash) ([]byte, error) { return fetch(l.captures, h, "capture") }

// File returns the file of the given digest: a method or a configuration.
func (l *Log) File(h record.Hash) ([]byte, error) { return fetch(l.files, h, "file") }

func fetch(from map[record.Hash]func() ([]byte, error), h record.Hash, what string) ([]byte, error) {
	open, ok := from[h]
	if !ok {
		return nil, fmt.Errorf("%s %v is not in this bundle", what, h)
	}
	return open()
}

func sortTargets(list []*Target, first map[record.Chain]int64) {
	sort.Slice(list, func(i, j int) bool { return first[list[i].Chain] < first[list[j].Chain] })
}

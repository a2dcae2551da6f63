package bundle

import (
	"archive/zip"
	"crypto/sha256"
	"fmt"
	"io"
	"path"

	"golang.org/x/mod/sumdb/note"

	"constat/store/record"
	"constat/store/seal"
)

// A Bundle is what verification leaves: the logs that can be believed as far
// as Checks say. A broken bundle has no logs.
type Bundle struct {
	Name   string
	SHA256 record.Hash
	Size   int64
	Logs   []*Log
	Checks []Check

	policy *seal.Policy // the reader's
}

// Verdict sums the checks up.
func (b *Bundle) Verdict() Verdict { return Judge(b.Checks) }

// Verify checks everything in the archive that r holds against the reader's
// policy, which may be nil. It returns an error only if r cannot be read;
// what is wrong with the bundle stands in its checks.
//
// It works on all cores, and reads r from several goroutines at once; what it
// finds, and in which order, does not depend on that. It holds the entries and
// what each says of its neighbours, but no observation: some 3 % of a bundle
// without captures, and a few megabytes for each core.
func Verify(name string, r io.ReaderAt, size int64, policy *seal.Policy) (*Bundle, error) {
	return verify(name, r, size, policy, everybody())
}

func verify(name string, r io.ReaderAt, size int64, policy *seal.Policy, crew crew) (*Bundle, error) {
	b := &Bundle{Name: name, Size: size, policy: policy}
	digest := make(chan error, 1)
	go func() {
		sum := sha256.New()
		err := pour(sum, io.NewSectionReader(r, 0, size))
		b.SHA256 = record.Hash(sum.Sum(nil))
		digest <- err
	}()
	b.verify(name, r, size, policy, crew, true)
	if err := <-digest; err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	b.distinct()
	b.Checks = Together(b)
	if b.Verdict() == Broken {
		b.Logs = nil
	}
	return b, nil
}

// verify checks one archive; those it carries are checked likewise, but may
// carry no others.
func (b *Bundle) verify(name string, r io.ReaderAt, size int64, policy *seal.Policy, crew crew, outer bool) {
	v := &verifier{checks: checks{log: name}, archive: r, size: size, policy: policy, crew: crew, outer: outer}
	v.run()
	for i := range v.list {
		// A report must not depend on what a file is called: once the log is
		// known, its checks go under its name.
		if v.disclosure.Origin != "" {
			v.list[i].Log = v.disclosure.Origin
		}
	}
	b.Checks = append(b.Checks, v.list...)
	if v.account == nil {
		return
	}
	b.Logs = append(b.Logs, v.account)
	for _, f := range v.nested {
		offset, err := f.DataOffset()
		if err != nil {
			b.Checks = append(b.Checks, Check{f.Name, Integrity, "archive", Failed, Words{err.Error(), err.Error()}})
			continue
		}
		n := int64(f.UncompressedSize64)
		b.verify(path.Base(f.Name), io.NewSectionReader(r, offset, n), n, policy, crew, false)
	}
}

// distinct fails a bundle that carries one log twice.
func (b *Bundle) distinct() {
	seen := map[string]bool{}
	for _, l := range b.Logs {
		if seen[l.Key] {
			b.Checks = append(b.Checks, Check{l.Origin, Integrity, "archive", Failed,
				say("le journal %s figure deux fois dans ce dossier", "the log %s is in this bundle twice", l.Origin)})
		}
		seen[l.Key] = true
	}
}

// A verifier checks one archive of one log. Each step needs what the steps
// before it found; the first that fails ends the run, for what follows could
// not be believed.
type verifier struct {
	checks
	archive io.ReaderAt
	size    int64
	policy  *seal.Policy
	crew    crew
	outer   bool

	files       map[string]*zip.File
	order       []*zip.File
	parts       []part
	key         note.Verifier
	disclosure  Disclosure
	leaves      []Leaf
	hashes      []record.Hash // of the leaves
	nodes       []Node
	checkpoints map[int64]seal.Checkpoint
	signedHeads map[int64][]byte
	cosigned    map[int64]seal.Cosigned
	newest      int64                     // size of the newest checkpoint
	last        []byte                    // that one, as signed
	exchanges   map[record.Hash]exchanged // WARC files, each decoded once
	account     *Log
	nested      []*zip.File
}

func (v *verifier) run() {
	steps := []func() bool{v.open, v.canonical, v.manifests, v.disclosed, v.signed, v.heads, v.cosignatures, v.tree, v.entries, v.kept, v.listed, v.pathed, v.pictured, v.furnished, v.stocked, v.stamped, v.derived, v.complete, v.epochs, v.asked}
	for _, step := range steps {
		if !step() {
			v.account = nil
			return
		}
	}
	v.time()
	v.history()
	v.identity()
}

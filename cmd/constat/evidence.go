package main

import (
	"bytes"
	"fmt"
	"io"
	"slices"

	"constat/report"
	"constat/store/bundle"
	"constat/store/record"
	"constat/store/seal"
)

// An evidence file is a bundle as it was given: on disk, or inside a report.
type evidence struct {
	name string
	file io.ReaderAt
	size int64
}

// openEvidence leaves the file open: captures are read from it when a report
// needs them. The process is short.
func openEvidence(name string) (evidence, error) {
	f, size, err := bundle.Open(name)
	if err != nil {
		return evidence{}, fmt.Errorf("read bundle: %w", err)
	}
	return evidence{name, f, size}, nil
}

// A proof is an evidence file and what checking it gave.
type proof struct {
	*bundle.Bundle
	evidence
}

func (e evidence) verify(policy *seal.Policy) (proof, error) {
	b, err := bundle.Verify(e.name, e.file, e.size, policy)
	return proof{b, e}, err
}

// bytes returns the file, which must be the one that was verified.
func (p proof) bytes() ([]byte, error) {
	data, err := io.ReadAll(io.NewSectionReader(p.file, 0, p.size))
	if err != nil {
		return nil, err
	}
	if record.Sum(data) != p.SHA256 {
		return nil, fmt.Errorf("%s changed while it was read", p.name)
	}
	return data, nil
}

// sortProofs makes a report a function of what the bundles hold: neither of
// the order in which they were given nor of how often.
func sortProofs(all []proof) []proof {
	slices.SortFunc(all, func(a, b proof) int { return bytes.Compare(a.SHA256[:], b.SHA256[:]) })
	return slices.CompactFunc(all, func(a, b proof) bool { return a.SHA256 == b.SHA256 })
}

func bundlesOf(all []proof) (out []*bundle.Bundle) {
	for _, p := range all {
		out = append(out, p.Bundle)
	}
	return out
}

// verifyAll verifies each file against the policy, which may be nil.
func verifyAll(files []string, policy *seal.Policy) (out []proof, err error) {
	for _, name := range files {
		e, err := openEvidence(name)
		if err != nil {
			return nil, err
		}
		p, err := e.verify(policy)
		if err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, nil
}

func verifyFile(name string, policy *seal.Policy) (*bundle.Bundle, error) {
	all, err := verifyAll([]string{name}, policy)
	if err != nil {
		return nil, err
	}
	return all[0].Bundle, nil
}

// allChecks are those of each bundle, what is wrong with them together, and what
// kept pages show only to who can read them.
func allChecks(proofs []proof) []bundle.Check {
	list := bundlesOf(proofs)
	forms, err := report.Forms(list...)
	if err != nil {
		forms = []bundle.Check{{Head: bundle.Integrity, Name: "forms", Result: bundle.Unchecked, Detail: bundle.Words{
			French: "les pages conservées n’ont pas pu être relues : " + err.Error(), English: "the kept pages could not be read again: " + err.Error()}}}
	}
	return append(bundle.Together(list...), forms...)
}

// readPolicy reads the policy at a path, and its text; none for "".
func readPolicy(path string) (*seal.Policy, []byte, error) {
	if path == "" {
		return nil, nil, nil
	}
	text, err := readWithin(path, bundle.MostText)
	if err != nil {
		return nil, nil, fmt.Errorf("read policy: %w", err)
	}
	p, err := seal.ParsePolicy(text)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", path, err)
	}
	return p, text, nil
}

package store

import (
	"fmt"
	"iter"
	"slices"

	bolt "go.etcd.io/bbolt"

	"constat/store/bundle"
	"constat/store/record"
)

// A Page is the part of the ledger, or of the registers, that one log holds.
type Page struct {
	Log   string
	Lines []bundle.Item // custody and note entries, or register entries, in order
}

// Ledger returns what was done with the evidence and what the operator wrote
// down, from the first epoch on.
func (s *Store) Ledger() ([]Page, error) { return s.pages(record.KindCustody, record.KindNote) }

// Registers returns what the registers of claims were said to hold, from the
// first epoch on.
func (s *Store) Registers() ([]Page, error) { return s.pages(record.KindRegister) }

func (s *Store) pages(kinds ...record.Kind) ([]Page, error) {
	p, err := s.page(kinds)
	pages := []Page{p}
	for old, openErr := range s.Earlier() {
		if openErr != nil {
			return nil, openErr
		}
		if p, err = old.page(kinds); err != nil {
			return nil, err
		}
		pages = append(pages, p)
	}
	slices.Reverse(pages)
	return pages, err
}

func (s *Store) page(kinds []record.Kind) (Page, error) {
	p := Page{Log: s.Origin()}
	err := s.view(func(tx *bolt.Tx) error {
		for leaf, b := range leavesOf(tx) {
			if !slices.Contains(kinds, record.KindOf(b)) {
				continue
			}
			e, err := record.Decode(b)
			if err != nil {
				return fmt.Errorf("leaf %d: %w", leaf, err)
			}
			p.Lines = append(p.Lines, bundle.Item{Leaf: leaf, Entry: e})
		}
		return nil
	})
	return p, err
}

func leavesOf(tx *bolt.Tx) iter.Seq2[int64, []byte] {
	return func(yield func(int64, []byte) bool) {
		cursor := tx.Bucket(leavesBucket).Cursor()
		for k, v := cursor.First(); k != nil && yield(indexOf(k), v); k, v = cursor.Next() {
		}
	}
}

package store

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	bolt "go.etcd.io/bbolt"

	"constat/store/record"
	"constat/store/seal"
)

// Anchor puts a time stamp over the checkpoint of size leaves into the log:
// what was asked and what came back lie beside it, on disk before the entry
// that names them. Segments that open from now on cite it.
func (s *Store) Anchor(now time.Time, size int64, authority string, request, response []byte) error {
	if err := s.keepAnchor(now, size, authority, request, response); err != nil {
		return fmt.Errorf("keep time stamp by %s: %w", authority, err)
	}
	return nil
}

func (s *Store) keepAnchor(now time.Time, size int64, authority string, request, response []byte) error {
	if err := os.MkdirAll(filepath.Join(s.dir, anchorsName), 0o700); err != nil {
		return err
	}
	req, err := s.keep(anchorsName, ".tsq", request)
	if err != nil {
		return err
	}
	resp, err := s.keep(anchorsName, ".tsr", response)
	if err != nil {
		return err
	}
	return s.update(func(b *batch) error {
		leaf, _, err := b.append(record.Anchor{Time: record.At(now), Size: size, Authority: authority, Request: req, Response: resp})
		if err == nil {
			err = b.tx.Bucket(metaBucket).Put(anchorKey, indexKey(leaf))
		}
		b.stamped = leaf + 1
		return err
	})
}

// SizeOf returns how many leaves a checkpoint covers that this log has signed.
func (s *Store) SizeOf(signed []byte) (int64, error) {
	c, err := seal.Open(signed, s.verifier)
	return c.Size, err
}

// Checkpoint returns the newest checkpoint as signed, what an authority is
// asked to stamp, and how many leaves it covers; nil for none.
func (s *Store) Checkpoint() (signed []byte, size int64) {
	head := s.Head()
	_ = s.db.View(func(tx *bolt.Tx) error {
		signed = append([]byte(nil), tx.Bucket(checkpointsBucket).Get(indexKey(head.Size))...)
		return nil
	})
	return signed, head.Size
}

func (s *Store) requestPath(h record.Hash) string {
	return filepath.Join(s.dir, anchorsName, h.String()+".tsq")
}

func (s *Store) responsePath(h record.Hash) string {
	return filepath.Join(s.dir, anchorsName, h.String()+".tsr")
}

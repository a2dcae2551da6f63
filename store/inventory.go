package store

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"constat/store/record"
)

// Salt returns what hides the manifests of a target: the same for all of
// them, so that a list that stays the same is kept once.
func (s *Store) Salt(c record.Chain) [32]byte { return s.key.Derive("manifest", c.String()) }

// AccountKey returns what keys the commitments to the accounts under which a
// target was asked. It is never shown.
func (s *Store) AccountKey(c record.Chain) [32]byte { return s.key.Derive("account", c.String()) }

// Manifest returns the newest inventory of a target's question in force that
// has a manifest, and opens that; nil where there is none yet.
func (s *Store) Manifest(id record.Chain) (*record.Inventory, io.ReadCloser, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.chains[id]
	if c == nil || c.Listing == nil {
		return nil, nil, nil
	}
	e := *c.Listing
	f, err := os.Open(s.filePath(e.File))
	if err != nil {
		return nil, nil, fmt.Errorf("manifest of target %q: %w", c.Target.Name, err)
	}
	return &e, f, nil
}

// Inventory keeps what a target held: the manifest first, which is on disk
// before the entry that names it. It is durable when it returns. The link is
// filled in here; manifest is read only where the entry names one, and must be
// the file it names. An error that wraps [record.ErrRefused] would come again.
func (s *Store) Inventory(e record.Inventory, manifest io.Reader) error {
	if !e.File.IsZero() {
		if err := s.keepStream(e.File, manifest); err != nil {
			return fmt.Errorf("keep manifest: %w", err)
		}
	}
	if err := s.update(func(b *batch) error { return b.inventory(e) }); err != nil {
		return fmt.Errorf("keep inventory: %w", err)
	}
	return nil
}

func (b *batch) inventory(e record.Inventory) error {
	c, err := b.chain(e.Chain)
	if err != nil {
		return err
	}
	before := record.Hash{}
	if c.Listing != nil {
		before = c.Listing.File
	}
	switch {
	case c.Target.Question.Kind != record.AskInventory:
		return fmt.Errorf("target %q: %w: it is not asked what it holds", c.Target.Name, record.ErrRefused)
	case e.Round <= c.Listed:
		return fmt.Errorf("target %q: %w: round %d was kept already", c.Target.Name, record.ErrRefused, e.Round)
	case c.Newest != nil && e.Time < c.Newest.Time:
		return fmt.Errorf("target %q: %w: the clock went back behind the listing before", c.Target.Name, record.ErrRefused)
	case !e.File.IsZero() && e.Before != before:
		return fmt.Errorf("target %q: %w: it compares with another manifest than the newest", c.Target.Name, record.ErrRefused)
	}
	if err := e.Answers(c.Target.Question); err != nil {
		return fmt.Errorf("target %q: %w: %w", c.Target.Name, record.ErrRefused, err)
	}
	e.Link = c.link()
	if _, _, err := b.append(e); err != nil {
		return fmt.Errorf("target %q: %w: %w", c.Target.Name, record.ErrRefused, err)
	}
	c.Listed, c.Newest, b.due = e.Round, &e, true
	if !e.File.IsZero() {
		c.Listing = &e
	}
	if f := c.Fullest; e.Whole() && (f == nil || f.Account != e.Account || f.Items <= e.Items) {
		c.Fullest = &e
	}
	return nil
}

// keepStream writes what r holds under its digest, unless it is there.
func (s *Store) keepStream(want record.Hash, r io.Reader) error {
	dir := filepath.Join(s.dir, filesName)
	if have, err := digestOf(s.filePath(want)); err == nil && have == want {
		return syncDir(dir) // it was synced before it got its name; the name may not be
	}
	return putFile(dir, want.String(), 0o600, func(w io.Writer) error {
		sum := sha256.New()
		_, err := io.Copy(io.MultiWriter(w, sum), r)
		if err == nil && record.Hash(sum.Sum(nil)) != want {
			err = fmt.Errorf("%w: it is not the file %v", record.ErrRefused, want)
		}
		return err
	})
}

func digestOf(path string) (h record.Hash, err error) {
	f, err := os.Open(path)
	if err != nil {
		return h, err
	}
	defer f.Close()
	sum := sha256.New()
	_, err = io.Copy(sum, f)
	return record.Hash(sum.Sum(nil)), err
}

// inventory checks an entry against its manifest and the one before.
func (c *checker) inventory(e record.Inventory) {
	if e.Round <= c.listed[e.Chain] {
		c.wrong("leaf %d is an inventory of a round that came before", c.next)
	}
	c.listed[e.Chain] = e.Round
	if e.File.IsZero() {
		return
	}
	sum, err := c.manifest(e.File)
	if err == nil && (sum.Root != e.Root || sum.Items != e.Items || sum.Bytes != e.Bytes) {
		err = errors.New("it holds another list than the entry says")
	}
	if err == nil && !e.Before.IsZero() {
		err = c.differs(e)
	}
	if err != nil {
		c.wrong("leaf %d: manifest %v: %w", c.next, e.File, err)
	}
}

// A manifest is what one file came to: a list that stays the same is named by
// many entries, and read once.
type manifest struct {
	sum record.ManifestSum
	err error
}

func (c *checker) manifest(h record.Hash) (record.ManifestSum, error) {
	m, read := c.manifests[h]
	if !read {
		m.sum, m.err = c.readManifest(h)
		c.manifests[h] = m
	}
	return m.sum, m.err
}

// readManifest reads a file through and checks that it holds what its name says.
func (c *checker) readManifest(h record.Hash) (record.ManifestSum, error) {
	if have, err := digestOf(c.filePath(h)); err != nil || have != h {
		return record.ManifestSum{}, errors.Join(err, errors.New("it holds other bytes than its name says"))
	}
	f, err := os.Open(c.filePath(h))
	if err != nil {
		return record.ManifestSum{}, err
	}
	defer f.Close()
	return record.CheckManifest(f)
}

func (c *checker) differs(e record.Inventory) error {
	d, err := c.difference(e)
	if err == nil && d != e.Difference {
		err = fmt.Errorf("it differs from %v otherwise than the entry says", e.Before)
	}
	return err
}

// difference compares a list with the one before; with itself there is none.
func (c *checker) difference(e record.Inventory) (d record.Difference, err error) {
	if e.Before == e.File {
		return d, nil
	}
	before, err := os.Open(c.filePath(e.Before))
	if err != nil {
		return d, err
	}
	defer before.Close()
	after, err := os.Open(c.filePath(e.File))
	if err != nil {
		return d, err
	}
	defer after.Close()
	return record.Differ(before, after)
}

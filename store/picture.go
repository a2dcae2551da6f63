package store

import (
	"bytes"
	"errors"
	"fmt"
	"os"

	"constat/store/record"
)

// Picture keeps what a browser showed of a target's page: the files first,
// which are on disk before the entry that names them. It is durable when it
// returns. The link and the digests are filled in here. It comes after the
// answer that was its reason was kept. An error that wraps [record.ErrRefused]
// would come again, but for one that came too early.
func (s *Store) Picture(e record.Picture, view, full []byte) error {
	for _, p := range []struct {
		file []byte
		name *record.Hash
	}{{view, &e.View}, {full, &e.Full}} {
		if p.file == nil {
			continue
		}
		if _, _, err := record.CheckPicture(p.file); err != nil {
			return fmt.Errorf("keep picture: %w: %w", record.ErrRefused, err)
		}
		*p.name = record.Sum(p.file)
		if err := s.keepStream(*p.name, bytes.NewReader(p.file)); err != nil {
			return fmt.Errorf("keep picture: %w", err)
		}
	}
	if err := s.update(func(b *batch) error { return b.picture(e) }); err != nil {
		return fmt.Errorf("keep picture: %w", err)
	}
	return nil
}

func (b *batch) picture(e record.Picture) error {
	c, err := b.chain(e.Chain)
	if err != nil {
		return err
	}
	switch {
	case c.Target.Question.Kind != "http" || c.Target.Control:
		return fmt.Errorf("target %q: %w: it is no page", c.Target.Name, record.ErrRefused)
	case e.Round <= c.Pictured:
		return fmt.Errorf("target %q: %w: the picture of round %d was kept already", c.Target.Name, record.ErrRefused, e.Round)
	case e.Round > c.Last:
		return fmt.Errorf("target %q: %w: no answer of round %d was kept", c.Target.Name, record.ErrRefused, e.Round)
	}
	// The answer that was its reason comes before it, in every tree that is signed.
	if err := b.cut(c); err != nil {
		return err
	}
	e.Link = c.link()
	if _, _, err := b.append(e); err != nil {
		return fmt.Errorf("target %q: %w: %w", c.Target.Name, record.ErrRefused, err)
	}
	c.Pictured = e.Round
	return nil
}

// picture checks that pictures of a chain rise, and that their files are there.
func (c *checker) picture(e record.Picture) {
	if e.Round <= c.pictured[e.Chain] {
		c.wrong("leaf %d is a picture of a round that came before", c.next)
	}
	c.pictured[e.Chain] = e.Round
	for _, h := range []record.Hash{e.View, e.Full} {
		if h.IsZero() {
			continue
		}
		file, err := os.ReadFile(c.filePath(h))
		if err == nil && record.Sum(file) != h {
			err = errors.New("it holds other bytes than its name says")
		}
		if err == nil {
			_, _, err = record.CheckPicture(file)
		}
		if err != nil {
			c.wrong("leaf %d: picture %v: %w", c.next, h, err)
		}
	}
}

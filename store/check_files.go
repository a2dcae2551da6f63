package store

import (
	"bytes"
	"encoding/json"
	"os"

	"constat/store/record"
	"constat/store/warc"
)

func (c *checker) text(h record.Hash) {
	if !h.IsZero() {
		c.file(h, c.filePath(h))
	}
}

// file checks that a named file is there and holds what its name says.
func (c *checker) file(h record.Hash, path string) []byte {
	if c.files[h] {
		return nil
	}
	c.files[h] = true
	b, err := os.ReadFile(path)
	if err != nil {
		c.wrong("leaf %d names a file that cannot be read: %w", c.next, err)
		return nil
	}
	if record.Sum(b) != h {
		c.wrong("leaf %d: %s holds other bytes than its name says", c.next, path)
		return nil
	}
	return b
}

func (c *checker) capture(e record.Capture) {
	if !e.Kept.IsZero() {
		c.file(e.Kept, c.capturePath(e.Kept))
	}
	b := c.file(e.File, c.capturePath(e.File))
	if b == nil {
		return
	}
	w, err := warc.Decode(b)
	if err != nil {
		c.wrong("leaf %d: %s: %w", c.next, c.capturePath(e.File), err)
	} else if w.Payload() != e.Body {
		c.wrong("leaf %d: %s holds another body than the entry says", c.next, c.capturePath(e.File))
	}
}

// bodies checks that each body is in the file that is to hold it.
func (c *checker) bodies() {
	c.tx.Bucket(bodiesBucket).ForEach(func(k, v []byte) error {
		var h holder
		if err := json.Unmarshal(v, &h); err != nil || len(k) != 48 {
			c.wrong("body %x: its place cannot be read", k)
			return nil
		}
		b, err := os.ReadFile(c.capturePath(h.File))
		if err != nil {
			c.wrong("body %x: %w", k, err)
			return nil
		}
		w, err := warc.Decode(b)
		if err != nil || w.Refers != nil || !bytes.Equal(k[16:], sum(w.Body)) || w.URI != h.URI || !w.Date.Equal(h.Date) {
			c.wrong("body %x is not in the file %v", k, h.File)
		}
		return nil
	})
}

func sum(b []byte) []byte {
	h := record.Sum(b)
	return h[:]
}

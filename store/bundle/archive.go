package bundle

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"slices"
)

// A part is one file of the archive: known by name, size and CRC before it is
// written, so that headers are whole and no descriptors follow.
type part struct {
	name string
	size int64
	crc  uint32
	sum  [32]byte
	emit func(io.Writer) error
}

// writeArchive writes parts in the one form: in the order given, stored, dated
// 1980-01-01 00:00, without comments, attributes or extra fields.
func writeArchive(w io.Writer, parts []part) error {
	a := newArchive(w)
	for _, p := range parts {
		if err := a.begin(p); err != nil {
			return err
		}
		if err := a.add(p); err != nil {
			return err
		}
	}
	return a.Close()
}

// An archive is written part by part: begin puts the header, add the content.
type archive struct {
	*zip.Writer
	file io.Writer
}

func newArchive(w io.Writer) *archive { return &archive{Writer: zip.NewWriter(w)} }

func (a *archive) begin(p part) (err error) {
	if a.file, err = a.CreateRaw(p.header()); err == nil {
		err = a.Flush()
	}
	if err != nil {
		return fmt.Errorf("archive %s: %w", p.name, err)
	}
	return nil
}

func (a *archive) add(p part) error {
	c := &counter{w: a.file}
	err := p.emit(c)
	if err == nil {
		err = a.Flush()
	}
	if err != nil {
		return fmt.Errorf("archive %s: %w", p.name, err)
	}
	if c.n != p.size {
		return fmt.Errorf("archive %s: %d bytes, measured %d: it changed while it was copied", p.name, c.n, p.size)
	}
	return nil
}

func (p part) header() *zip.FileHeader {
	h := &zip.FileHeader{Name: p.name, Method: zip.Store, CRC32: p.crc, ReaderVersion: 20,
		CompressedSize64: uint64(p.size), UncompressedSize64: uint64(p.size)}
	//lint:ignore SA1019 Modified would add an extra field with a time zone
	h.ModifiedDate = 1<<5 | 1
	return h
}

type counter struct {
	w io.Writer
	n int64
}

func (c *counter) Write(b []byte) (int, error) {
	n, err := c.w.Write(b)
	c.n += int64(n)
	return n, err
}

// A matcher compares what is written to it with what r holds.
type matcher struct {
	r    io.ReaderAt
	n    int64
	skip int64 // bytes to come that need no comparing
	buf  []byte
}

var zeros [1 << 16]byte

// past returns what writes so many bytes that are not compared.
func (m *matcher) past(size int64) func(io.Writer) error {
	return func(w io.Writer) error {
		m.skip = size
		for left := size; left > 0; {
			n, err := w.Write(zeros[:min(left, int64(len(zeros)))])
			if left -= int64(n); err != nil {
				return err
			}
		}
		return nil
	}
}

func (m *matcher) Write(b []byte) (int, error) {
	skipped := min(m.skip, int64(len(b)))
	m.skip, m.n = m.skip-skipped, m.n+skipped
	for block := range slices.Chunk(b[skipped:], len(zeros)) {
		if err := m.match(block); err != nil {
			return 0, err
		}
	}
	return len(b), nil
}

func (m *matcher) match(b []byte) error {
	m.buf = slices.Grow(m.buf[:0], len(b))
	got := m.buf[:len(b)]
	n, err := m.r.ReadAt(got, m.n)
	if err != nil && err != io.EOF {
		return err
	}
	same := n
	if !bytes.Equal(b[:n], got[:n]) {
		for same = 0; b[same] == got[same]; same++ {
		}
	}
	if m.n += int64(same); same < len(b) {
		return fmt.Errorf("byte %d is not as this archive's contents ask for", m.n)
	}
	return nil
}

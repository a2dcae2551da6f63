package bundle

import (
	"archive/zip"
	"fmt"
	"io"
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
	z := zip.NewWriter(w)
	for _, p := range parts {
		f, err := z.CreateRaw(p.header())
		if err != nil {
			return fmt.Errorf("archive %s: %w", p.name, err)
		}
		c := &counter{w: f}
		if err := p.emit(c); err != nil {
			return fmt.Errorf("archive %s: %w", p.name, err)
		}
		if c.n != p.size {
			return fmt.Errorf("archive %s: %d bytes, measured %d: it changed while it was copied", p.name, c.n, p.size)
		}
	}
	return z.Close()
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
	r   io.ReaderAt
	n   int64
	buf []byte
}

func (m *matcher) Write(b []byte) (int, error) {
	if len(m.buf) < len(b) {
		m.buf = make([]byte, len(b))
	}
	got := m.buf[:len(b)]
	if _, err := m.r.ReadAt(got, m.n); err != nil && err != io.EOF {
		return 0, err
	}
	for i := range b {
		if b[i] != got[i] {
			return 0, fmt.Errorf("byte %d is not as this archive's contents ask for", m.n+int64(i))
		}
	}
	m.n += int64(len(b))
	return len(b), nil
}

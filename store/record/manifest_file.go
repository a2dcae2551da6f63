package record

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"math"
	"strings"
)

const manifestMagic = "constat-manifest/1 "

// A ManifestSum is what is said of a manifest: how much it lists, the root of its
// tree and the digest of the file.
type ManifestSum struct {
	Items int64
	Bytes int64 // of the sizes that are known
	Root  Hash
	File  Hash
	// What else is checked against other manifests and the entry.
	Salt   [32]byte
	Newest Instant // reading in it, 0 for none
	Oldest Instant // likewise
	// Of the newest readings: how many brought a content, their bytes, and how
	// many failed.
	Read, ReadBytes, Tried int64
	// What lines tell beside sizes and times: a digest, an ETag, a link, a mount
	// point; and a content of no bytes whose digest is that of some.
	Digests, ETags, Links, Mounts, Hollow bool
}

// add counts one line. Sizes whose sum has no form are those of no store.
func (s *ManifestSum) add(h Held) error {
	s.tells(h)
	if h.Mount() {
		return nil // no file
	}
	s.Items++
	s.note(h)
	if h.Size <= 0 {
		return nil
	}
	if s.Bytes > math.MaxInt64-h.Size {
		return errorf("sizes of a manifest add up to more than 63 bits")
	}
	s.Bytes += h.Size
	return nil
}

// noBytes is the digest of a content of none.
var noBytes = Sum(nil)

// tells takes in what a line tells of a content.
func (s *ManifestSum) tells(h Held) {
	etag := strings.HasPrefix(h.Told, ETag+":")
	s.ETags, s.Links, s.Mounts = s.ETags || etag, s.Links || h.Link(), s.Mounts || h.Mount()
	s.Digests = s.Digests || h.Told != "" && !etag && !h.Apart()
	s.Hollow = s.Hollow || h.Size == 0 && !h.Sum.IsZero() && h.Sum != noBytes
}

// note takes in when a content was read, or could not be.
func (s *ManifestSum) note(h Held) {
	if h.Read != 0 && (s.Oldest == 0 || h.Read < s.Oldest) {
		s.Oldest = h.Read
	}
	if h.Read > s.Newest {
		s.Newest, s.Read, s.ReadBytes, s.Tried = h.Read, 0, 0, 0
	}
	switch {
	case h.Read == 0 || h.Read < s.Newest:
	case h.Sum.IsZero():
		s.Tried++
	default:
		s.Read++
		s.ReadBytes += max(h.Size, 0)
	}
}

// A ManifestWriter writes a manifest line by line. It holds one line.
type ManifestWriter struct {
	w    *bufio.Writer
	file hash.Hash
	tree manifestTree
	sum  ManifestSum
	last []byte
	line []byte
}

// NewManifestWriter begins a manifest on w. The salt hides what its tree is
// over; manifests of one target have the same.
func NewManifestWriter(w io.Writer, salt [32]byte) (*ManifestWriter, error) {
	m := &ManifestWriter{file: sha256.New(), tree: manifestTree{salt: salt}}
	m.w = bufio.NewWriterSize(io.MultiWriter(w, m.file), 1<<16)
	_, err := m.w.WriteString(manifestMagic + hex.EncodeToString(salt[:]) + "\n")
	return m, err
}

// Add writes one line. Paths come in the order of the bytes of their one form,
// none twice.
func (m *ManifestWriter) Add(h Held) error {
	if err := h.check(); err != nil {
		return err
	}
	m.line = h.append(m.line[:0])
	path, _, _ := bytes.Cut(m.line, []byte{'\t'})
	if len(m.last) > 0 && bytes.Compare(m.last, path) >= 0 {
		return errorf("path %.100q does not come after the one before", path)
	}
	m.last = append(m.last[:0], path...)
	m.tree.add(m.line)
	if err := m.sum.add(h); err != nil {
		return err
	}
	_, err := m.w.Write(append(m.line, '\n'))
	return err
}

// Close writes what is left and returns what is to be said of the manifest.
func (m *ManifestWriter) Close() (ManifestSum, error) {
	err := m.w.Flush()
	m.sum.Root, m.sum.File = m.tree.root(), Hash(m.file.Sum(nil))
	return m.sum, err
}

// A ManifestReader reads a manifest line by line. It holds one line.
type ManifestReader struct {
	Salt [32]byte
	r    *bufio.Reader
	n    int64
	line []byte // as read, without its end
	key  string // its path in its one form, which is what lines are in order of
}

// NewManifestReader reads a manifest's first line. What r holds after the last
// line is an error of [ManifestReader.Next].
func NewManifestReader(r io.Reader) (*ManifestReader, error) {
	m := &ManifestReader{r: bufio.NewReaderSize(r, maxLine)}
	head, err := m.r.ReadSlice('\n')
	if err != nil {
		return nil, fmt.Errorf("first line of a manifest: %w", unended(err))
	}
	digits, ok := bytes.CutPrefix(head[:len(head)-1], []byte(manifestMagic))
	if !ok {
		return nil, errorf("not a manifest of this version")
	}
	return m, unhex(m.Salt[:], digits)
}

// Next returns the next line, or io.EOF.
func (m *ManifestReader) Next() (Held, error) {
	line, err := m.r.ReadSlice('\n')
	if errors.Is(err, io.EOF) && len(line) == 0 {
		return Held{}, io.EOF
	}
	if err != nil {
		return Held{}, fmt.Errorf("line %d of a manifest: %w", m.n+2, unended(err))
	}
	m.line = line[:len(line)-1]
	h, key, err := decodeHeld(m.line)
	if err != nil {
		return h, fmt.Errorf("line %d of a manifest: %w", m.n+2, err)
	}
	if m.n > 0 && m.key >= key {
		return h, errorf("line %d of a manifest is not in order", m.n+2)
	}
	m.key = key
	m.n++
	return h, nil
}

// Each does something with every line that is left. It ends with the first
// error, nil at the end of the manifest.
func (m *ManifestReader) Each(do func(Held) error) error {
	for {
		h, err := m.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := do(h); err != nil {
			return err
		}
	}
}

func unended(err error) error {
	switch {
	case errors.Is(err, io.EOF):
		return errorf("it has no end")
	case errors.Is(err, bufio.ErrBufferFull):
		return errorf("it is longer than %d bytes", maxLine)
	}
	return err
}

// CheckManifest reads a manifest to its end and returns what is to be said of
// it, but for the digest of the file.
func CheckManifest(r io.Reader) (ManifestSum, error) {
	m, err := NewManifestReader(r)
	if err != nil {
		return ManifestSum{}, err
	}
	sum := ManifestSum{Salt: m.Salt}
	tree := manifestTree{salt: m.Salt}
	err = m.Each(func(h Held) error {
		tree.add(m.line)
		return sum.add(h)
	})
	if err == nil {
		sum.Root = tree.root()
	}
	return sum, err
}

// A manifestTree computes the RFC 6962 root over salted lines, in memory that
// grows with the logarithm of their number.
type manifestTree struct {
	salt  [32]byte
	n     uint64
	stack []Hash // of complete subtrees, the largest first
	buf   []byte
}

// add takes one line. Its salt is its own, so that a line can be shown with
// its proof and tells nothing of its neighbours.
func (t *manifestTree) add(line []byte) {
	own := LineSalt(t.salt, t.n)
	t.buf = append(append(append(t.buf[:0], 0), own[:]...), line...)
	h := sha256.Sum256(t.buf)
	for n := t.n; n&1 == 1; n >>= 1 {
		h = nodeHash(t.stack[len(t.stack)-1], h)
		t.stack = t.stack[:len(t.stack)-1]
	}
	t.stack = append(t.stack, h)
	t.n++
}

func (t *manifestTree) root() Hash {
	if len(t.stack) == 0 {
		return sha256.Sum256(nil) // RFC 6962 section 2.1
	}
	h := t.stack[len(t.stack)-1]
	for i := len(t.stack) - 2; i >= 0; i-- {
		h = nodeHash(t.stack[i], h)
	}
	return h
}

func nodeHash(left, right Hash) Hash {
	var b [1 + 2*sha256.Size]byte
	b[0] = 1
	copy(b[1:], left[:])
	copy(b[1+sha256.Size:], right[:])
	return sha256.Sum256(b[:])
}

// LineSalt returns the salt of one line of a manifest, counted from 0: the
// first 16 bytes of the SHA-256 of the manifest's salt and the place.
func LineSalt(salt [32]byte, place uint64) [16]byte {
	var b [40]byte
	copy(b[:], salt[:])
	binary.BigEndian.PutUint64(b[32:], place)
	h := sha256.Sum256(b[:])
	return [16]byte(h[:16])
}

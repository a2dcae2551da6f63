package bundle

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"constat/store/record"
	"constat/store/seal"
)

// A Citation reads single leaves of one log out of a bundle that verified, each
// with what proves it to whoever does not hold the bundle.
type Citation struct {
	Key string // verifier key of the log

	v      *verifier
	leaves map[int64][]byte
	nodes  map[Span]record.Hash
	sizes  []int64 // of the checkpoints that are shown, in order
	stamps map[int64][]record.Hash
}

// A Cited is one leaf, and heads of the log that it lies under: the newest, and
// the first behind it that an authority stamped, where there is one.
type Cited struct {
	Bytes []byte
	Heads []CitedHead
}

// A CitedHead is a checkpoint as signed, the proof that the leaf is in its tree
// (RFC 6962, section 2.1.1), and time-stamp tokens over it (RFC 3161, DER).
type CitedHead struct {
	Checkpoint []byte
	Proof      []record.Hash
	Tokens     [][]byte
}

// Cite opens the log of that origin in a bundle of size bytes, itself or carried by
// it. It checks nothing: the bundle has been verified.
func Cite(r io.ReaderAt, size int64, origin string) (*Citation, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, err
	}
	c := &Citation{v: &verifier{files: map[string]*zip.File{}}}
	for _, f := range z.File {
		c.v.files[f.Name] = f
	}
	text, err := c.v.read(nameDisclosure)
	if err != nil {
		return nil, err
	}
	d, err := decodeDisclosure(text)
	if err != nil {
		return nil, err
	}
	if c.Key = d.Key; d.Origin != origin {
		return citeCarried(r, z, origin)
	}
	return c, c.read(z)
}

func citeCarried(r io.ReaderAt, z *zip.Reader, origin string) (*Citation, error) {
	for _, f := range z.File {
		if !strings.HasPrefix(f.Name, "data/bundles/") {
			continue
		}
		offset, err := f.DataOffset()
		if err != nil {
			return nil, err
		}
		n := int64(f.UncompressedSize64)
		if c, err := Cite(io.NewSectionReader(r, offset, n), n, origin); err == nil {
			return c, nil
		}
	}
	return nil, fmt.Errorf("the bundle shows no log %q", origin)
}

func (c *Citation) read(z *zip.Reader) error {
	c.leaves, c.nodes, c.stamps = map[int64][]byte{}, map[Span]record.Hash{}, map[int64][]record.Hash{}
	hashes, err := c.v.read(nameHashes)
	if err != nil {
		return err
	}
	nodes, err := readHashLines(hashes)
	if err != nil {
		return err
	}
	for _, n := range nodes {
		c.nodes[n.Span] = n.Hash
	}
	for _, f := range z.File {
		if size, ok := numbered(f.Name, "data/checkpoints/"); ok {
			c.sizes = append(c.sizes, size)
		}
		first, ok := numbered(f.Name, "data/entries/")
		if !ok {
			continue
		}
		b, err := c.v.read(f.Name)
		if err != nil {
			return err
		}
		if err := c.run(first, b); err != nil {
			return err
		}
	}
	slices.Sort(c.sizes)
	return nil
}

// run keeps the leaves of a run, and which checkpoints anchors name.
func (c *Citation) run(first int64, b []byte) error {
	leaves, err := readRun(first, b)
	if err != nil {
		return err
	}
	for _, l := range leaves {
		c.leaves[l.Index] = l.Bytes
		if !bytes.HasPrefix(l.Bytes, []byte("constat/1 anchor\n")) {
			continue
		}
		e, err := record.Decode(l.Bytes)
		if err != nil {
			return err
		}
		if a, ok := e.(record.Anchor); ok {
			c.stamps[a.Size] = append(c.stamps[a.Size], a.Response)
		}
	}
	return nil
}

// Leaf returns one leaf that is shown.
func (c *Citation) Leaf(index int64) (Cited, error) {
	b, ok := c.leaves[index]
	if !ok || len(c.sizes) == 0 {
		return Cited{}, fmt.Errorf("leaf %d is not shown", index)
	}
	out := Cited{Bytes: b}
	newest := c.sizes[len(c.sizes)-1]
	sizes := []int64{newest}
	for _, size := range c.sizes {
		if size > index && len(c.stamps[size]) > 0 {
			sizes = append(sizes, size)
			break
		}
	}
	for _, size := range slices.Compact(sizes) {
		h, err := c.head(index, size)
		if err != nil {
			return out, err
		}
		out.Heads = append(out.Heads, h)
	}
	return out, nil
}

func (c *Citation) head(index, size int64) (h CitedHead, err error) {
	if h.Checkpoint, err = c.v.read(checkpointName(size)); err != nil {
		return h, err
	}
	proof, err := seal.ProveLeaf(size, index, c.known)
	if err != nil {
		return h, err
	}
	for _, p := range proof {
		h.Proof = append(h.Proof, record.Hash(p))
	}
	for _, response := range c.stamps[size] {
		b, err := c.v.read(responseName(response))
		if err != nil {
			return h, err
		}
		token, err := seal.ParseResponse(b)
		if err != nil {
			return h, err
		}
		h.Tokens = append(h.Tokens, token)
	}
	return h, nil
}

func (c *Citation) known(s Span) (seal.Hash, bool) {
	if h, ok := c.nodes[s]; ok {
		return seal.Hash(h), true
	}
	if b, ok := c.leaves[s.Lo]; ok && s.Hi-s.Lo == 1 {
		return seal.LeafHash(b), true
	}
	return seal.Hash{}, false
}

// Answer returns the answer of that digest, as it was kept.
func (c *Citation) Answer(h record.Hash) ([]byte, error) {
	text, err := c.v.read(nameAnswers)
	if err != nil {
		return nil, err
	}
	for line := range bytes.Lines(text) {
		if line = bytes.TrimSuffix(line, []byte("\n")); record.Sum(line) == h {
			return line, nil
		}
	}
	return nil, errors.New("an answer is not shown")
}

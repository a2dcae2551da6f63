package registry

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Bounds of what a member uploads.
const (
	ChunkSize     = 1 << 20 // bytes of each chunk of a voucher but the last
	MaxChunks     = 64      // of one voucher
	MaxVouchers   = 200     // of one member, unfinished ones included
	MaxUploaded   = 1 << 29 // bytes of one member's vouchers, encrypted
	voucherLasts  = 24 * time.Hour
	voucherSchema = "constat-voucher/1"
	maxHead       = 1 << 13
	maxChunk      = ChunkSize + 1<<17 // encrypted to maxKeys
)

// VoucherName is what a member says of a file: it is encrypted before anything of the
// file is taken.
type VoucherName struct {
	Name   string `json:"name,omitempty" max:"255"`        // as the member's machine calls it
	Type   string `json:"type,omitempty" max:"127"`        // its media type, as the browser says
	Head   Head   `json:"head,omitempty"`                  // the head of damage it is for
	Damage int    `json:"damage,omitempty" range:"1-1000"` // which item of damage, from 1; 0 for none
}

// voucherHead is the plaintext of head.age.
type voucherHead struct {
	Schema   string      `json:"schema"`
	Claim    string      `json:"claim"`
	MemberNo int         `json:"member_no" range:"1-999999"`
	Voucher  int         `json:"voucher" range:"1-200"`
	Time     When        `json:"time"`
	Of       VoucherName `json:"of,omitzero"`
}

// manifest closes a voucher: it names the encrypted files that make it up. Size and
// digest of the content are there when one run of the program saw all of it in order.
type manifest struct {
	Voucher int      `json:"voucher" range:"1-200"`
	Head    Digest   `json:"head"`
	Chunks  []Digest `json:"chunks"`
	Size    int64    `json:"size,omitempty" range:"1-67108864"`
	SHA256  Digest   `json:"sha256,omitempty"`
}

// Upload is a voucher that is being taken in. Any number of chunks may be on their
// way at once, and after a restart what is there still is.
type Upload struct {
	p    *Place
	no   int
	seen *seen
}

// Voucher begins to take in a file. Errors are a *FieldError, ErrTooMuch,
// ErrWithdrawn or ErrFullDisk, wrapped.
func (p *Place) Voucher(of VoucherName, now time.Time) (*Upload, error) {
	u, err := p.newUpload(of, instant(now))
	return u, p.wrap("take a voucher of", err)
}

func (p *Place) newUpload(of VoucherName, now When) (*Upload, error) {
	if p.c.Schema == oldClaimSchema {
		return nil, ErrOldClaim
	}
	if err := of.check(); err != nil {
		return nil, err
	}
	for {
		last, size, err := p.uploaded()
		if err != nil {
			return nil, err
		}
		if last >= MaxVouchers || size >= MaxUploaded {
			return nil, ErrTooMuch
		}
		head, err := p.c.seal(voucherHead{voucherSchema, p.c.Name, p.No(), last + 1, now, of})
		if err != nil {
			return nil, err
		}
		if _, err := p.c.tombstone(p.No()); err == nil {
			return nil, ErrWithdrawn
		}
		err = putFolder(p.dir(), voucherFolder(last+1), p.c.reached, file{"head.age", head})
		if errors.Is(err, ErrExists) {
			continue
		}
		if err != nil {
			return nil, err
		}
		return &Upload{p, last + 1, p.c.pieces.of(pieceKey{p.No(), last + 1}, true)}, nil
	}
}

// check holds what a browser says of a file to the same forms as a member's words.
func (of VoucherName) check() error {
	b, err := encode(of)
	if err != nil {
		return err
	}
	var again VoucherName
	return decode(b, maxHead, &again)
}

func voucherFolder(no int) string { return fmt.Sprintf("voucher-%04d", no) }

var (
	voucherForm = regexp.MustCompile(`^voucher-([0-9]{4})$`)
	chunkForm   = regexp.MustCompile(`^([0-9]{4})\.age$`)
)

// uploaded tells the highest number of the member's vouchers, and the bytes they take.
func (p *Place) uploaded() (last int, size int64, err error) {
	all, err := os.ReadDir(p.dir())
	if errors.Is(err, os.ErrNotExist) {
		return 0, 0, ErrWithdrawn
	}
	for _, e := range all {
		m := voucherForm.FindStringSubmatch(e.Name())
		if m == nil {
			continue
		}
		no, _ := strconv.Atoi(m[1])
		last = max(last, no)
		size += sizeOf(filepath.Join(p.dir(), e.Name()))
	}
	return last, size, err
}

func sizeOf(dir string) (size int64) {
	all, _ := os.ReadDir(dir)
	for _, e := range all {
		if i, err := e.Info(); err == nil {
			size += i.Size()
		}
	}
	return size
}

// Upload goes on with a voucher that was begun and not closed; os.ErrNotExist, wrapped,
// when there is none of the number.
func (p *Place) Upload(no int) (*Upload, error) {
	u := &Upload{p: p, no: no}
	parts, err := p.c.parts(p.No())
	if err != nil {
		return nil, p.wrap("go on with a voucher of", err)
	}
	for _, part := range parts {
		if part.Voucher == no {
			return nil, p.wrap("go on with a voucher of", ErrClosed)
		}
	}
	if _, err := os.Lstat(filepath.Join(u.dir(), "head.age")); err != nil {
		return nil, p.wrap("go on with a voucher of", fmt.Errorf("voucher %d: %w", no, os.ErrNotExist))
	}
	u.seen = p.c.pieces.of(pieceKey{p.No(), no}, false)
	return u, nil
}

// No is the voucher's number among the member's.
func (u *Upload) No() int { return u.no }

func (u *Upload) dir() string { return filepath.Join(u.p.dir(), voucherFolder(u.no)) }

// Has lists the chunks that are on disk, ascending, from 1 on.
func (u *Upload) Has() ([]int, error) {
	all, err := os.ReadDir(u.dir())
	if err != nil {
		return nil, u.p.wrap("voucher of", err)
	}
	var has []int
	for _, e := range all {
		if m := chunkForm.FindStringSubmatch(e.Name()); m != nil {
			n, _ := strconv.Atoi(m[1])
			has = append(has, n)
		}
	}
	return has, nil
}

// Chunk encrypts the n-th piece of the file, from 1 on, and puts it on disk: ChunkSize
// bytes, but the last, which has 1 to ChunkSize. One that is there already is left as it is,
// with ErrOther, wrapped, when it is known to be another.
func (u *Upload) Chunk(n int, data []byte) error {
	return u.p.wrap("take a voucher of", u.chunk(n, data))
}

func (u *Upload) chunk(n int, data []byte) error {
	switch {
	case n < 1 || n > MaxChunks || len(data) > ChunkSize:
		return ErrTooMuch
	case len(data) == 0:
		return ErrNothing
	}
	_, size, err := u.p.uploaded()
	if err != nil {
		return err
	}
	if size+int64(len(data)) > MaxUploaded {
		return ErrTooMuch
	}
	cipher, err := u.p.c.encrypt(data)
	if err != nil {
		return err
	}
	err = putNewFile(u.dir(), chunkName(n), cipher, u.p.c.reached)
	switch {
	case errors.Is(err, ErrExists):
		there, err := readFile(filepath.Join(u.dir(), chunkName(n)), maxChunk)
		if err != nil {
			return err
		}
		return u.seen.again(n, data, there)
	case errors.Is(err, os.ErrNotExist):
		return ErrWithdrawn
	case err != nil:
		return err
	}
	u.seen.take(n, data)
	return nil
}

func chunkName(n int) string { return fmt.Sprintf("%04d.age", n) }

// Close ends the voucher: its parts are listed in a part of the member's file, encrypted.
// ErrNothing, wrapped, when a chunk is missing, ErrShort when one has not the length that it must
// have; closing again gives the same receipt.
func (u *Upload) Close(now time.Time) (Receipt, error) {
	r, err := u.close(instant(now))
	return r, u.p.wrap("close a voucher of", err)
}

func (u *Upload) close(now When) (Receipt, error) {
	m := manifest{Voucher: u.no}
	head, err := readFile(filepath.Join(u.dir(), "head.age"), maxHead+1<<17)
	if err != nil {
		return Receipt{}, err
	}
	m.Head = digestOf(head)
	has, err := u.Has()
	if err != nil {
		return Receipt{}, err
	}
	for i, n := range has {
		if n != i+1 {
			return Receipt{}, fmt.Errorf("chunk %d: %w", i+1, ErrNothing)
		}
		b, err := readFile(filepath.Join(u.dir(), chunkName(n)), maxChunk)
		if err != nil {
			return Receipt{}, err
		}
		size, err := plainSize(b)
		if err != nil || size > ChunkSize || size == 0 || i < len(has)-1 && size != ChunkSize {
			return Receipt{}, fmt.Errorf("chunk %d has %d bytes: %w", n, size, ErrShort)
		}
		m.Chunks = append(m.Chunks, digestOf(b))
	}
	if len(has) == 0 {
		return Receipt{}, ErrNothing
	}
	m.Size, m.SHA256 = u.seen.whole(len(has))
	// The key is the voucher's own: it is closed once, whoever asks how often.
	key := sha256.Sum256(fmt.Appendf(nil, "constat-close/1\n%s\n%d\n%d\n%s\n", u.p.c.Name, u.p.No(), u.no, m.Head))
	r, err := u.p.add(sealedPart{Kind: PartVoucher, Voucher: &m}, key, now)
	if err == nil {
		u.p.c.pieces.forget(pieceKey{u.p.No(), u.no})
	}
	return r, err
}

// Take takes in a whole file of the member from a stream, as Voucher, Chunk and Close do.
// What was begun and could not be ended is removed.
func (p *Place) Take(of VoucherName, from io.Reader, now time.Time) (Receipt, error) {
	u, err := p.Voucher(of, now)
	if err != nil {
		return Receipt{}, err
	}
	if err := u.fill(from); err != nil {
		return Receipt{}, errors.Join(err, u.Drop())
	}
	r, err := u.Close(now)
	if err != nil {
		err = errors.Join(err, u.dropOpen())
	}
	return r, err
}

func (u *Upload) fill(from io.Reader) error {
	buf := make([]byte, ChunkSize)
	for n := 1; ; n++ {
		got, err := readPiece(from, buf)
		if got > 0 {
			if err := u.Chunk(n, buf[:got]); err != nil {
				return err
			}
		}
		switch {
		case err == io.EOF:
			return nil
		case err != nil:
			return err
		}
	}
}

// readPiece fills the buffer. io.EOF is the file's end; an io.ErrUnexpectedEOF is the
// stream's own, of an upload that was cut, which io.ReadFull would not tell from it.
func readPiece(from io.Reader, buf []byte) (n int, err error) {
	for n < len(buf) && err == nil {
		var got int
		got, err = from.Read(buf[n:])
		n += got
	}
	return n, err
}

// Drop removes a voucher that is not closed.
func (u *Upload) Drop() error {
	if err := os.RemoveAll(u.dir()); err != nil {
		return u.p.wrap("drop a voucher of", err)
	}
	return u.p.wrap("drop a voucher of", syncFolder(u.p.dir()))
}

// Sweep removes what should no longer be there: what a kill left half made or half
// removed, and what is in vouchers that were begun more than a day ago and never closed. A server does
// it once an hour.
func (c *Claim) Sweep(now time.Time) error {
	err := errors.Join(putBack(c.members), sweep(c.members))
	nos, _, listed := c.numbers()
	err = errors.Join(err, listed)
	for _, no := range nos {
		err = errors.Join(err, c.sweepMember(no, now))
	}
	if err != nil {
		return fmt.Errorf("sweep claim %q: %w", c.Name, err)
	}
	return nil
}

func (c *Claim) sweepMember(no int, now time.Time) error {
	dir := filepath.Join(c.members, folder(no))
	if _, err := c.tombstone(no); err == nil {
		all, err := os.ReadDir(dir)
		if err != nil || len(all) == 1 {
			return err
		}
		return c.clear(no)
	}
	if err := sweep(dir); err != nil {
		return err
	}
	parts, err := c.parts(no)
	if err != nil {
		return nil // counsel is told when reading; nothing is removed that is not understood
	}
	closed := map[string]bool{}
	for _, p := range parts {
		closed[voucherFolder(p.Voucher)] = true
	}
	all, err := os.ReadDir(dir)
	for _, e := range all {
		if !strings.HasPrefix(e.Name(), "voucher-") || closed[e.Name()] {
			continue
		}
		if i, err := e.Info(); err != nil || now.Sub(i.ModTime()) < voucherLasts {
			continue
		}
		err = errors.Join(err, empty(filepath.Join(dir, e.Name())))
	}
	return err
}

// empty leaves of a voucher its folder alone, so that its number is not given again: whoever
// still holds it would send pieces of one file into another.
func empty(dir string) error {
	all, err := os.ReadDir(dir)
	for _, e := range all {
		err = errors.Join(err, os.RemoveAll(filepath.Join(dir, e.Name())))
	}
	return err
}

// Voucher is a member's file as counsel knows it.
type Voucher struct {
	No     int
	Of     VoucherName
	Time   When   // when it was closed
	Size   int64  // bytes of the content; 0 when that is known by reading it alone
	SHA256 Digest // of the content; "" likewise
	Part   int    // the part that closed it

	m manifest
}

// OpenVoucher reads a voucher of a member with the identities in an age identity file. The
// reader ends with an error when a chunk is not the one that was received.
func (c *Claim) OpenVoucher(identity io.Reader, no, voucher int) (Voucher, io.Reader, error) {
	ids, err := identities(identity)
	if err != nil {
		return Voucher{}, nil, fmt.Errorf("read claim %q: %w", c.Name, err)
	}
	f, err := c.file(no, ids)
	if err != nil {
		return Voucher{}, nil, fmt.Errorf("read claim %q: %w", c.Name, &MemberError{folder(no), err})
	}
	for _, v := range f.Vouchers {
		if v.No == voucher {
			return v, &voucherReader{c: c, no: no, v: v, ids: ids, sum: sha256.New()}, nil
		}
	}
	return Voucher{}, nil, fmt.Errorf("read claim %q: voucher %d of member %d: %w", c.Name, voucher, no, os.ErrNotExist)
}

// voucherReader decrypts one chunk after the other.
type voucherReader struct {
	c    *Claim
	no   int
	v    Voucher
	ids  keys
	at   int
	buf  bytes.Reader
	sum  hash.Hash
	size int64
}

func (r *voucherReader) Read(b []byte) (int, error) {
	for r.buf.Len() == 0 {
		if r.at == len(r.v.m.Chunks) {
			return 0, r.end()
		}
		if err := r.chunk(); err != nil {
			return 0, &MemberError{folder(r.no), fmt.Errorf("voucher %d, chunk %d: %w", r.v.No, r.at+1, err)}
		}
	}
	return r.buf.Read(b)
}

func (r *voucherReader) chunk() error {
	path := filepath.Join(r.c.members, folder(r.no), voucherFolder(r.v.No), chunkName(r.at+1))
	cipher, err := readFile(path, maxChunk)
	if err != nil {
		return err
	}
	if digestOf(cipher) != r.v.m.Chunks[r.at] {
		return ErrChanged
	}
	plain, err := decrypt(cipher, r.ids, ChunkSize)
	if err != nil {
		return err
	}
	if last := r.at == len(r.v.m.Chunks)-1; len(plain) == 0 || len(plain) > ChunkSize || !last && len(plain) != ChunkSize {
		return fmt.Errorf("%d bytes where %d are expected", len(plain), ChunkSize)
	}
	r.at++
	r.size += int64(len(plain))
	r.sum.Write(plain)
	r.buf.Reset(plain)
	return nil
}

func (r *voucherReader) end() error {
	if r.v.SHA256 != "" && (hex.EncodeToString(r.sum.Sum(nil)) != string(r.v.SHA256) || r.size != r.v.Size) {
		return &MemberError{folder(r.no), fmt.Errorf("voucher %d: %w", r.v.No, ErrChanged)}
	}
	return io.EOF
}

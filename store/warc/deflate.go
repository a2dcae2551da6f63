package warc

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"math/bits"
)

// The compressor of package compress/flate may write other bytes in the next
// release of Go, and files named by their digest must not. So this one is
// frozen: greedy matching among 32 candidates, the fixed codes of RFC 1951
// section 3.2.6, and stored blocks where those are not longer. FORMAT.md says
// it in full; any inflater reads it.

// gzipHead has no name, no time and no system (RFC 1952, section 2.3).
var gzipHead = []byte{0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff}

const (
	window   = 32 << 10
	maxMatch = 258
	minMatch = 3
	maxTries = 32
	hashBits = 15
	maxStore = 65535
)

// member compresses one record.
func member(plain []byte) []byte {
	out := bytes.Clone(gzipHead)
	packed := deflate(plain)
	if whole := stored(plain); len(whole) <= len(packed) {
		packed = whole
	}
	out = append(out, packed...)
	out = binary.LittleEndian.AppendUint32(out, crc32.ChecksumIEEE(plain))
	return binary.LittleEndian.AppendUint32(out, uint32(len(plain)))
}

// stored is the data uncompressed (RFC 1951, section 3.2.4).
func stored(p []byte) []byte {
	out := make([]byte, 0, len(p)+5*(len(p)/maxStore+1))
	for {
		n := min(len(p), maxStore)
		last := byte(0)
		if n == len(p) {
			last = 1
		}
		out = append(out, last, byte(n), byte(n>>8), ^byte(n), ^byte(n>>8))
		out = append(out, p[:n]...)
		p = p[n:]
		if last == 1 {
			return out
		}
	}
}

// deflate writes one block with fixed codes.
func deflate(p []byte) []byte {
	w := bitWriter{out: make([]byte, 0, len(p)/2+16)}
	w.bits(0b011, 3) // last block, fixed codes
	past := history{p: p}
	for i := 0; i < len(p); {
		n, distance := past.match(i)
		if n == 0 {
			w.symbol(int(p[i]))
			n = 1
		} else {
			w.copy(n, distance)
		}
		for end := i + n; i < end; i++ {
			past.add(i)
		}
	}
	w.symbol(256)
	return w.flush()
}

// A history finds earlier places by the hash of their first three bytes.
// Places are counted from one; nought is none.
type history struct {
	p      []byte
	last   [1 << hashBits]int32
	before [window]int32 // by place modulo window: the place before, of the same hash
}

func (h *history) slot(i int) uint32 {
	b := h.p[i : i+minMatch]
	return (uint32(b[0])<<16 | uint32(b[1])<<8 | uint32(b[2])) * 0x9e3779b1 >> (32 - hashBits)
}

func (h *history) add(i int) {
	if i+minMatch > len(h.p) {
		return
	}
	s := h.slot(i)
	h.before[i%window] = h.last[s]
	h.last[s] = int32(i + 1)
}

// match gives the longest match among the newest candidates, of equals the newest.
func (h *history) match(i int) (n, distance int) {
	if i+minMatch > len(h.p) {
		return 0, 0
	}
	n = minMatch - 1
	limit := min(len(h.p)-i, maxMatch)
	at := h.last[h.slot(i)]
	for try := 0; try < maxTries && n < limit && at > 0 && i-int(at-1) <= window; try++ {
		if m := h.common(int(at-1), i, limit); m > n {
			n, distance = m, i-int(at-1)
		}
		at = h.before[(at-1)%window]
	}
	if distance == 0 {
		return 0, 0
	}
	return n, distance
}

// common is how many bytes, up to limit, are the same at two places.
func (h *history) common(at, i, limit int) (n int) {
	for n < limit && h.p[at+n] == h.p[i+n] {
		n++
	}
	return n
}

// A bitWriter packs bits as RFC 1951, section 3.1.1 has them: from the lowest up.
type bitWriter struct {
	out  []byte
	hold uint64
	n    uint
}

func (w *bitWriter) bits(v uint32, n uint) {
	w.hold |= uint64(v) << w.n
	w.n += n
	for w.n >= 8 {
		w.out = append(w.out, byte(w.hold))
		w.hold >>= 8
		w.n -= 8
	}
}

func (w *bitWriter) flush() []byte {
	if w.n > 0 {
		w.out = append(w.out, byte(w.hold))
	}
	return w.out
}

// code writes a Huffman code, which goes highest bit first.
func (w *bitWriter) code(v uint32, n uint) { w.bits(bits.Reverse32(v)>>(32-n), n) }

// symbol writes a literal or length symbol (RFC 1951, section 3.2.6).
func (w *bitWriter) symbol(s int) {
	switch {
	case s < 144:
		w.code(uint32(0x30+s), 8)
	case s < 256:
		w.code(uint32(0x190+s-144), 9)
	case s < 280:
		w.code(uint32(s-256), 7)
	default:
		w.code(uint32(0xc0+s-280), 8)
	}
}

// copy writes a length and a distance, each as a code and extra bits (RFC 1951,
// section 3.2.5).
func (w *bitWriter) copy(n, distance int) {
	if n == maxMatch {
		w.symbol(285)
	} else {
		code, extra, low := bucket(n-3, 2)
		w.symbol(257 + code)
		w.bits(low, extra)
	}
	code, extra, low := bucket(distance-1, 1)
	w.code(uint32(code), 5)
	w.bits(low, extra)
}

// bucket finds v among ranges that double in size every 2^step codes: which
// one, and how many extra bits say where in it.
func bucket(v int, step uint) (code int, extra uint, low uint32) {
	if v < 2<<step {
		return v, 0, 0
	}
	extra = uint(bits.Len(uint(v))) - step - 1
	return int(extra)<<step + v>>extra, extra, uint32(v) & (1<<extra - 1)
}

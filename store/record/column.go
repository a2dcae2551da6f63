package record

import (
	"encoding/binary"
	"math/bits"
	"slices"
)

// A column holds one figure of every observation of a segment: a base (the
// lower median), a parameter k, and the differences from the base in Golomb-Rice
// code. Timings of a steady target scatter around a middle, and nothing known
// in advance tells more about them: this comes within half a bit of what they
// hold. If all figures are equal, k is 255 and no bits follow.
//
// A difference d is folded to u = 2d for d >= 0 and -2d-1 otherwise, then
// written as u>>k ones, a zero, and the k low bits of u, highest first. Bits
// fill bytes from the highest; the last byte is filled with zeros.

const (
	kEqual  = 255
	kMax    = 52
	maxFold = 1<<(kMax+1) - 1 // of a folded difference
)

func appendColumn(b []byte, obs []Observation, get func(*Observation) int64) []byte {
	values := make([]int64, len(obs))
	for i := range obs {
		values[i] = get(&obs[i])
	}
	sorted := slices.Sorted(slices.Values(values))
	base := sorted[(len(sorted)-1)/2]
	b = binary.AppendUvarint(b, fold(base))
	if sorted[0] == sorted[len(sorted)-1] {
		return append(b, kEqual)
	}
	folded := make([]uint64, len(values))
	for i, v := range values {
		folded[i] = fold(v - base)
	}
	k := bestK(folded)
	w := bitWriter{b: append(b, byte(k))}
	for _, u := range folded {
		w.rice(u, k)
	}
	return w.b
}

func fold(d int64) uint64   { return uint64(d)<<1 ^ uint64(d>>63) }
func unfold(u uint64) int64 { return int64(u>>1) ^ -int64(u&1) }

// bestK returns the smallest k among those that need the fewest bits. From one k
// to the next each number gains a bit and loses half of its ones, and the
// longer k the fewer are left to lose: once the sum no longer falls, it never
// will again.
func bestK(folded []uint64) uint {
	k := uint(0)
	for k < kMax && ones(folded, k) > ones(folded, k+1)+uint64(len(folded)) {
		k++
	}
	return k
}

// ones counts the bits before the zeros.
func ones(folded []uint64, k uint) (sum uint64) {
	for _, u := range folded {
		sum += u >> k
	}
	return sum
}

// column reads one figure of each observation into values. It refuses any
// spelling but the one that appendColumn writes.
func (d *decoder) column(values []int64) {
	base := unfold(d.uvarint())
	k := uint(d.byte())
	if k == kEqual {
		for i := range values {
			values[i] = base
		}
		return
	}
	if k > kMax {
		d.fail("bad column")
		return
	}
	r := bitReader{b: d.b}
	var m spread
	for i := range values {
		u := r.rice(k)
		if !d.again {
			m.add(u, k)
		}
		values[i] = base + unfold(u)
	}
	if r.short {
		d.fail("bad column")
		return
	}
	if d.err == nil && !d.again && (!m.fits(len(values), k) || !r.filled()) {
		d.respelled()
		return
	}
	d.b = d.b[(r.n+7)/8:]
}

// A spread is what must be known of a column's differences to tell whether its
// base and its k are the ones.
type spread struct {
	below, equal       int
	ones, longer, less uint64 // ones to write at k, at k-1 and at k+1
}

func (m *spread) add(u uint64, k uint) {
	m.below += int(u & 1)
	if u == 0 {
		m.equal++
	}
	k &= 63 // it is 52 at most: so the compiler knows
	m.ones += u >> k
	m.less += u >> 1 >> k
	m.longer += u << 1 >> k // of no meaning at k = 0
}

// fits says whether the base is the lower median of n figures that are not all
// equal, and k the one of bestK.
func (m *spread) fits(n int, k uint) bool {
	middle := (n - 1) / 2
	return m.equal < n && m.below <= middle && middle < m.below+m.equal &&
		(k == 0 || m.longer > m.ones+uint64(n)) && (k == kMax || m.ones <= m.less+uint64(n))
}

// A bitWriter adds bits to b, from the highest of each byte.
type bitWriter struct {
	b    []byte
	free uint // bits left in the last byte
}

func (w *bitWriter) bit(v uint64) {
	if w.free == 0 {
		w.b, w.free = append(w.b, 0), 8
	}
	w.free--
	w.b[len(w.b)-1] |= byte(v&1) << w.free
}

func (w *bitWriter) rice(u uint64, k uint) {
	for range u >> k {
		w.bit(1)
	}
	w.bit(0)
	for i := range k {
		w.bit(u >> (k - 1 - i))
	}
}

// A bitReader takes bits off b. Past the end, and where a number is larger than
// any column holds, it sets short and returns zeros.
type bitReader struct {
	b     []byte
	n     int // bits taken
	short bool
}

// rice reads a number that lies within the next eight bytes at once.
func (r *bitReader) rice(k uint) uint64 {
	if at := r.n >> 3; at+8 <= len(r.b) {
		window := binary.BigEndian.Uint64(r.b[at:]) << (r.n & 7) // 57 bits of it or more
		ones := uint(bits.LeadingZeros64(^window))
		if taken := ones + 1 + k; taken <= 57 {
			r.n += int(taken)
			k &= 63
			return uint64(ones)<<k | window<<((ones+1)&63)>>1>>(63-k)
		}
	}
	return r.slowly(k)
}

func (r *bitReader) slowly(k uint) uint64 {
	var u uint64
	for r.bit() == 1 {
		u++
	}
	if u > maxFold>>k {
		r.short = true
		return 0
	}
	for range k {
		u = u<<1 | r.bit()
	}
	return u
}

func (r *bitReader) bit() uint64 {
	if r.n>>3 >= len(r.b) {
		r.short = true
		return 0
	}
	v := r.b[r.n>>3] >> (7 - r.n&7) & 1
	r.n++
	return uint64(v)
}

// filled says whether the bits left of the last byte are zeros.
func (r *bitReader) filled() bool {
	return r.n&7 == 0 || r.b[r.n>>3]<<(r.n&7) == 0
}

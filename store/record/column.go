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
	kEqual = 255
	kMax   = 52 // folded differences stay under 2^53
)

func appendColumn(b []byte, obs []Observation, get func(Observation) int64) []byte {
	values := make([]int64, len(obs))
	for i, o := range obs {
		values[i] = get(o)
	}
	sorted := slices.Sorted(slices.Values(values))
	base := sorted[(len(sorted)-1)/2]
	b = binary.AppendUvarint(b, fold(base))
	if sorted[0] == sorted[len(sorted)-1] {
		return append(b, kEqual)
	}
	k := bestK(values, base)
	w := bitWriter{b: append(b, byte(k))}
	for _, v := range values {
		w.rice(fold(v-base), k)
	}
	return w.b
}

func fold(d int64) uint64   { return uint64(d)<<1 ^ uint64(d>>63) }
func unfold(u uint64) int64 { return int64(u>>1) ^ -int64(u&1) }

// bestK returns the smallest k among those that need the fewest bits.
func bestK(values []int64, base int64) uint {
	var all uint64
	for _, v := range values {
		all |= fold(v - base)
	}
	best, least := uint(0), ^uint64(0)
	// Past the longest difference each further k only adds a bit to each.
	for k := uint(0); k <= min(kMax, uint(bits.Len64(all))); k++ {
		var n uint64
		for _, v := range values {
			n = addSat(n, fold(v-base)>>k+1+uint64(k))
		}
		if n < least {
			best, least = k, n
		}
	}
	return best
}

func addSat(a, b uint64) uint64 {
	sum, carry := bits.Add64(a, b, 0)
	if carry != 0 {
		return ^uint64(0)
	}
	return sum
}

func (d *decoder) column(obs []Observation, set func(*Observation, int64)) {
	base := unfold(d.uvarint())
	k := uint(d.byte())
	r := bitReader{b: d.b}
	for i := range obs {
		var diff int64
		if k != kEqual {
			diff = unfold(r.rice(k))
		}
		set(&obs[i], base+diff)
	}
	if (k > kMax && k != kEqual) || r.short {
		d.fail("bad column")
		return
	}
	if d.err == nil {
		d.b = d.b[(r.n+7)/8:]
	}
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

// A bitReader takes bits off b. Past the end it sets short and returns zeros.
type bitReader struct {
	b     []byte
	n     int // bits taken
	short bool
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

func (r *bitReader) rice(k uint) uint64 {
	var u uint64
	for r.bit() == 1 {
		u++
	}
	for range min(k, kMax) {
		u = u<<1 | r.bit()
	}
	return u
}

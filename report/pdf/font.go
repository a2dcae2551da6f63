package pdf

import (
	"bytes"
	"encoding/binary"
	"sync"

	"github.com/go-fonts/liberation/liberationmonoregular"
	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansregular"
	"github.com/jung-kurt/gofpdf"
)

// One family in two weights, and its fixed-width companion for digests.
const (
	regular = ""
	heavy   = "B"
	family  = "text"
	fixed   = "mono"
)

// addFonts gives p its fonts. The library writes into the bytes it is given,
// so each document has its own copy.
func addFonts(p *gofpdf.Fpdf) {
	p.AddUTF8FontFromBytes(family, regular, bytes.Clone(liberationsansregular.TTF))
	p.AddUTF8FontFromBytes(family, heavy, bytes.Clone(liberationsansbold.TTF))
	p.AddUTF8FontFromBytes(fixed, regular, bytes.Clone(liberationmonoregular.TTF))
}

// covered holds the characters that all three fonts can draw.
var covered = sync.OnceValue(func() map[rune]bool {
	all := coverage(liberationsansregular.TTF)
	for _, ttf := range [][]byte{liberationsansbold.TTF, liberationmonoregular.TTF} {
		one := coverage(ttf)
		for r := range all {
			if !one[r] {
				delete(all, r)
			}
		}
	}
	return all
})

// coverage reads the characters of a TrueType font from its cmap table,
// format 4 (OpenType specification, cmap). The fonts are our own, so a table
// that is not there is not looked for twice.
func coverage(ttf []byte) map[rune]bool {
	found := map[rune]bool{}
	table := cmap4(ttf)
	if table == nil {
		return found
	}
	n := int(binary.BigEndian.Uint16(table[6:])) // twice the segments
	ends, starts := table[14:], table[16+n:]
	deltas, offsets := table[16+2*n:], table[16+3*n:]
	for i := 0; i < n; i += 2 {
		at := func(b []byte) int { return int(binary.BigEndian.Uint16(b[i:])) }
		for c := at(starts); c <= at(ends) && c < 0xffff; c++ {
			glyph := c
			if off := at(offsets); off != 0 {
				glyph = int(binary.BigEndian.Uint16(offsets[i+off+2*(c-at(starts)):]))
			}
			if glyph != 0 && (glyph+at(deltas))&0xffff != 0 {
				found[rune(c)] = true
			}
		}
	}
	return found
}

func cmap4(ttf []byte) []byte {
	tables := int(binary.BigEndian.Uint16(ttf[4:]))
	for i := range tables {
		entry := ttf[12+16*i:]
		if string(entry[:4]) != "cmap" {
			continue
		}
		cmap := ttf[binary.BigEndian.Uint32(entry[8:]):]
		for j := range int(binary.BigEndian.Uint16(cmap[2:])) {
			sub := cmap[binary.BigEndian.Uint32(cmap[4+8*j+4:]):]
			if binary.BigEndian.Uint16(sub) == 4 {
				return sub
			}
		}
	}
	return nil
}

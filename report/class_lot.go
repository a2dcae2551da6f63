package report

import (
	"bytes"
	"crypto/sha256"

	"constat/store/record"
)

// draw makes the lot by which members and their sites are put in order. It follows from
// what the bundles hold in secret: the order of numbers in the public version tells
// nothing of the names, and the same bundles give the same order.
func (g *gathering) draw() {
	lot := sha256.New()
	lot.Write([]byte("constat class lot\n"))
	for _, b := range g.d.Bundles { // in order of their digests
		lot.Write(b.Secret[:])
	}
	g.lot = record.Hash(lot.Sum(nil))
}

// byLot compares two names by lot; where there is none, the other goes before.
func (g *gathering) byLot(a, b string) int {
	if a == "" || b == "" || a == noMember || b == noMember {
		return byNumber(a, b)
	}
	x, y := record.Sum(append(g.lot[:], a...)), record.Sum(append(g.lot[:], b...))
	return bytes.Compare(x[:], y[:])
}

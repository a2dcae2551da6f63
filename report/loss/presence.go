package loss

// A presence notes in which spans each of many things was found.
type presence[K comparable] struct {
	place map[K]int32
	words int // of 64 spans each
	bits  []uint64
}

// newPresence has room for so many things: growing costs as much as all else.
func newPresence[K comparable](spans, room int) presence[K] {
	words := (spans + 63) / 64
	return presence[K]{place: make(map[K]int32, room), words: words, bits: make([]uint64, 0, room*words)}
}

// want begins to look for k.
func (p *presence[K]) want(k K) {
	if _, ok := p.place[k]; !ok {
		p.place[k] = int32(len(p.place))
		p.bits = append(p.bits, make([]uint64, p.words)...)
	}
}

// found notes that k is in a span, if anybody looks for it.
func (p *presence[K]) found(k K, span int) {
	if at, ok := p.place[k]; ok {
		p.bits[int(at)*p.words+span/64] |= 1 << (span % 64)
	}
}

func (p *presence[K]) in(k K, span int) bool {
	at, ok := p.place[k]
	return ok && p.bits[int(at)*p.words+span/64]&(1<<(span%64)) != 0
}

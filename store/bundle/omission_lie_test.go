package bundle

import (
	"bytes"
	"testing"
	"time"

	"constat/store/record"
)

// What a claimant can leave out of a bundle, or pick for it.
var omissionLies = []lie{
	{"a leaf left out and nothing in its place", Integrity, "tree", "leaf 10 is neither", func(t *testing.T, f *forge) []byte {
		return f.story().with(f.part(), func(c *Contents) { c.Leaves = without(c.Leaves, 10) })
	}},
	{"two leaves changed for each other", Integrity, "tree", "signs root", func(t *testing.T, f *forge) []byte {
		return f.story().with(f.whole(), func(c *Contents) {
			c.Leaves[9].Bytes, c.Leaves[14].Bytes = c.Leaves[14].Bytes, c.Leaves[9].Bytes
		})
	}},
	{"an edited leaf", Integrity, "tree", "signs root", func(t *testing.T, f *forge) []byte {
		return f.story().with(f.whole(), func(c *Contents) {
			c.Leaves[10].Bytes = bytes.Replace(c.Leaves[10].Bytes, []byte("opened"), []byte("closed"), 1)
		})
	}},
	{"a hash over a shown leaf", Integrity, "tree", "one over the other", func(t *testing.T, f *forge) []byte {
		return f.story().with(f.whole(), func(c *Contents) {
			c.Leaves[10].Bytes = bytes.Replace(c.Leaves[10].Bytes, []byte("opened"), []byte("closed"), 1)
			c.Nodes = []Node{{Span{Lo: 10, Hi: 11}, record.Hash(f.root(Span{Lo: 10, Hi: 11}))}}
		})
	}},
	{"a hash over a run with a shown leaf", Integrity, "tree", "leaf 12 is neither", func(t *testing.T, f *forge) []byte {
		return f.story().with(f.whole(), func(c *Contents) {
			c.Leaves[10].Bytes = bytes.Replace(c.Leaves[10].Bytes, []byte("opened"), []byte("closed"), 1)
			c.Leaves = append(c.Leaves[:8:8], c.Leaves[9:]...)
			c.Nodes = []Node{{Span{Lo: 8, Hi: 12}, record.Hash(f.root(Span{Lo: 8, Hi: 12}))}}
		})
	}},
	{"hashes in smaller pieces", Integrity, "tree", "hashes are given", func(t *testing.T, f *forge) []byte {
		return f.story().with(f.part(), func(c *Contents) {
			var pieces []Node
			for _, n := range c.Nodes {
				for i := n.Lo; i < n.Hi; i++ {
					pieces = append(pieces, Node{Span{Lo: i, Hi: i + 1}, record.Hash(f.root(Span{Lo: i, Hi: i + 1}))})
				}
			}
			c.Nodes = pieces
		})
	}},
	{"a note left out", Completeness, "own entries", "kind note", hidden(10)},
	{"what time servers said left out", Completeness, "own entries", "kind clock", func(t *testing.T, f *forge) []byte {
		leaf := int64(len(f.story().leaves))
		f.add(record.Clock{Time: record.At(morning), Reason: "hourly", Servers: []record.Told{{Server: "ntp.example", Offset: 3_600_000_000, Within: 900, Stratum: 2}}})
		f.seal(morning.Add(4 * time.Hour))
		return f.hide(f.everything(), leaf)
	}},
	{"a bad hour left out", Completeness, "targets", "lead to", hidden(9)},
	{"the middle left out", Completeness, "targets", "does not follow", func(t *testing.T, f *forge) []byte {
		return f.story().hide(f.contents(-1, 18, "shop", "control"), 9)
	}},
	{"the tail left out", Completeness, "targets", "lead to", func(t *testing.T, f *forge) []byte {
		return f.story().hide(f.contents(-1, 18, "shop", "control"), 14)
	}},
	{"a capture left out", Completeness, "targets", "does not follow", func(t *testing.T, f *forge) []byte {
		return f.story().hide(f.contents(-1, 18, "shop", "control"), 4)
	}},
	{"a control left out", Completeness, "controls", "0 control targets", func(t *testing.T, f *forge) []byte {
		return f.story().write(f.contents(8, 13, "shop"))
	}},
	{"a custody entry from before picked", Completeness, "seals", "leaf 10 lies outside", func(t *testing.T, f *forge) []byte {
		return f.story().show(f.contents(13, 18, "shop", "control"), 10)
	}},
	{"an outage from before the base picked", Completeness, "seals", "leaf 9 lies outside", func(t *testing.T, f *forge) []byte {
		return f.story().show(f.contents(13, 18, "shop", "control"), 9)
	}},
	{"an outage from after the end picked", Completeness, "seals", "leaf 9 lies outside", func(t *testing.T, f *forge) []byte {
		return f.story().show(f.contents(-1, 8, "shop", "control"), 9)
	}},
	{"a row without entries", Completeness, "own entries", "kind segment", func(t *testing.T, f *forge) []byte {
		return f.story().with(f.part(), func(c *Contents) {
			c.Disclosure.Chains = append([]Chain{f.chain(f.named["blog"].chain, 8, 13)}, c.Disclosure.Chains...)
		})
	}},
	{"entries without a row", Completeness, "targets", "but no row", func(t *testing.T, f *forge) []byte {
		return f.story().with(f.part(), func(c *Contents) { c.Disclosure.Chains = c.Disclosure.Chains[:1] })
	}},
	{"a row of another seal", Completeness, "targets", "not one of the seal's", func(t *testing.T, f *forge) []byte {
		return f.story().with(f.part(), func(c *Contents) { c.Disclosure.Chains[1].End = f.opening(f.named["shop"].chain, 18) })
	}},
	{"a row of another chain", Completeness, "targets", "another chain", func(t *testing.T, f *forge) []byte {
		return f.story().with(f.part(), func(c *Contents) { c.Disclosure.Chains[0].End = f.opening(f.named["blog"].chain, 13) })
	}},
	{"rows out of order", Completeness, "targets", "not after", func(t *testing.T, f *forge) []byte {
		return f.story().with(f.part(), func(c *Contents) { c.Disclosure.Chains[1].End = f.opening(f.named["blog"].chain, 13) })
	}},
	{"an edited row", Completeness, "targets", "not one of the seal's", func(t *testing.T, f *forge) []byte {
		return f.story().with(f.part(), func(c *Contents) { c.Disclosure.Chains[1].End.Row.Rounds++ })
	}},
	{"a chain said to be younger than the base", Completeness, "targets", "stands before", func(t *testing.T, f *forge) []byte {
		return f.story().with(f.part(), func(c *Contents) { c.Disclosure.Chains[1].Base = nil })
	}},
	{"another secret", Completeness, "targets", "secret", func(t *testing.T, f *forge) []byte {
		return f.story().with(f.part(), func(c *Contents) { c.Disclosure.Chains[1].Secret[0]++ })
	}},
	{"a base later than the time it says", Completeness, "seals", "after the time", func(t *testing.T, f *forge) []byte {
		return f.story().with(f.part(), func(c *Contents) { c.Disclosure.From -= 60_000 })
	}},
	{"a base and no time", Completeness, "seals", "after the time", func(t *testing.T, f *forge) []byte {
		return f.story().with(f.part(), func(c *Contents) { c.Disclosure.From = 0 })
	}},
	{"an end before the time it says", Completeness, "seals", "before the time", func(t *testing.T, f *forge) []byte {
		return f.story().with(f.part(), func(c *Contents) { c.Disclosure.To += 60_000 })
	}},
	{"another date", Completeness, "seals", "date", func(t *testing.T, f *forge) []byte {
		return f.story().with(f.part(), func(c *Contents) { c.Disclosure.Made++ })
	}},
	{"an end that is no seal", Completeness, "seals", "no checkpoint ends", func(t *testing.T, f *forge) []byte {
		return f.story().with(f.part(), func(c *Contents) { c.Disclosure.End = 12 })
	}},
	{"an end before the base", Completeness, "seals", "from leaf 13 to leaf 8", func(t *testing.T, f *forge) []byte {
		return f.story().with(f.part(), func(c *Contents) { c.Disclosure.Base, c.Disclosure.End = 13, 8 })
	}},
}

func hidden(leaf int64) func(*testing.T, *forge) []byte {
	return func(t *testing.T, f *forge) []byte { return f.story().hide(f.part(), leaf) }
}

// hide gives a hash in place of a leaf.
func (f *forge) hide(c Contents, leaf int64) []byte {
	c.Leaves = without(c.Leaves, leaf)
	f.complete(&c)
	return f.write(c)
}

// show adds a leaf.
func (f *forge) show(c Contents, leaf int64) []byte {
	var out []Leaf
	for _, l := range f.leaves {
		for _, have := range c.Leaves {
			if have.Index == l.Index && l.Index != leaf {
				out = append(out, l)
			}
		}
		if l.Index == leaf {
			out = append(out, l)
		}
	}
	c.Leaves = out
	f.complete(&c)
	return f.write(c)
}

func without(leaves []Leaf, index int64) (out []Leaf) {
	for _, l := range leaves {
		if l.Index != index {
			out = append(out, l)
		}
	}
	return out
}

package inventory

import "constat/store/record"

// A Share is how much of a list is of one kind.
type Share struct {
	Kind  record.FileKind
	Files int64
	Bytes int64 // of the sizes that are known
}

type shares map[record.FileKind]*Share

func newShares() shares { return shares{} }

func (s shares) add(h record.Held) {
	k := record.FileKindOf(h.Path)
	if s[k] == nil {
		s[k] = &Share{Kind: k}
	}
	s[k].Files++
	s[k].Bytes += max(h.Size, 0)
}

// list returns those that are not empty, in the order of record.FileKinds.
func (s shares) list() (out []Share) {
	for _, k := range record.FileKinds {
		if s[k] != nil {
			out = append(out, *s[k])
		}
	}
	return out
}

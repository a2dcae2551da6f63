package bundle

import (
	"slices"
	"testing"

	"constat/store/record"
)

// What a claimant can have seals and links say.
var sealLies = []lie{
	{"seal that counts too few", Completeness, "own entries", "seal 13 counts", sealed(13, func(s *record.Seal) { *count(s, record.KindSegment)-- })},
	{"seal that hides a note", Completeness, "own entries", "kind note", sealed(13, func(s *record.Seal) {
		s.Counts = slices.DeleteFunc(s.Counts, func(c record.Count) bool { return c.Kind == record.KindNote })
		*count(s, record.KindSegment)++
	})},
	{"seal that counts segments as targets", Completeness, "own entries", "kind segment", sealed(13, func(s *record.Seal) { *count(s, record.KindTarget)++; *count(s, record.KindSegment)-- })},
	{"seal that cites a later checkpoint", Completeness, "own entries", "cites a checkpoint", sealed(13, func(s *record.Seal) { s.Previous.Size = 12 })},
	{"seal that counts more targets", Completeness, "targets", "not one of the seal's", sealed(18, func(s *record.Seal) { s.Targets++ })},
	{"seal that counts more controls", Completeness, "controls", "seal counts 2", sealed(18, func(s *record.Seal) { s.Controls++ })},
	{"a watch of more controls than there are", Completeness, "controls", "watches 2 targets and 5 controls", watching(2, 5)},
	{"a watch of more targets than there are", Completeness, "controls", "watches 4 targets", watching(4, 1)},
	{"seal over other rows", Completeness, "targets", "not one of the seal's", sealed(18, func(s *record.Seal) { s.Rows[0]++ })},
	{"leaf that cites another one before", Completeness, "targets", "does not follow", edited(9, func(s *record.Segment) { s.Prev[0]++ })},
	{"leaf that skips a number", Completeness, "targets", "does not follow", edited(9, func(s *record.Segment) { s.Seq++ })},
	{"leaf bound to nothing", Completeness, "targets", "no entries", lied(func(f *forge) {
		f.rows[record.Chain{1}] = &record.Row{Chain: record.Chain{1}}
		f.named["ghost"] = &forged{chain: record.Chain{1}}
		f.story()
	}, "ghost")},
	{"the second seal cites another first checkpoint", Completeness, "own entries", "another checkpoint", func(t *testing.T, f *forge) []byte {
		f.edit = func(leaf int, e record.Entry) record.Entry {
			if s, ok := e.(record.Seal); ok && leaf == 13 {
				s.Previous.Root[0]++
				return s
			}
			return e
		}
		return f.story().write(f.part())
	}},
}

func watching(targets, controls int) func(*testing.T, *forge) []byte {
	return lied(func(f *forge) {
		f.edit = func(_ int, e record.Entry) record.Entry {
			if w, ok := e.(record.Watch); ok {
				w.Targets, w.Controls = targets, controls
				return w
			}
			return e
		}
		f.story()
	})
}

func count(s *record.Seal, k record.Kind) *int64 {
	for i := range s.Counts {
		if s.Counts[i].Kind == k {
			return &s.Counts[i].Count
		}
	}
	return new(int64)
}

func sealed(at int, edit func(*record.Seal)) func(*testing.T, *forge) []byte {
	return lied(func(f *forge) {
		f.edit = func(leaf int, e record.Entry) record.Entry {
			if s, ok := e.(record.Seal); ok && leaf == at {
				edit(&s)
				return s
			}
			return e
		}
		f.story()
	})
}

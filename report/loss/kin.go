package loss

import "constat/store/record"

// A outcome is what became of a candidate.
type outcome uint8

const (
	moved outcome = iota
	unknown
	once
	gone
)

// A kinship puts together the candidates that tell of one file: those of one path,
// and those that a content went to and was missing from again. Each file counts
// once, as what became of it last; a file that was ever gone counts as gone.
type kinship struct {
	parent        []int32
	first, latest []int32   // by root
	outcome       []outcome // by root
}

// kin goes over the candidates, which come in order of path.
func (t *tracer) kin(outcomes []outcome) *kinship {
	k := &kinship{parent: make([]int32, len(outcomes))}
	for i := range k.parent {
		k.parent[i] = int32(i)
		if i > 0 && t.candidates[i].held.Path == t.candidates[i-1].held.Path {
			k.join(i-1, i)
		}
	}
	t.follow(k, outcomes)
	k.first, k.latest, k.outcome = make([]int32, len(outcomes)), make([]int32, len(outcomes)), make([]outcome, len(outcomes))
	for i := range k.first {
		k.first[i], k.latest[i] = -1, -1
	}
	for i, c := range t.candidates {
		r := k.root(i)
		if f := k.first[r]; f < 0 || c.missing < t.candidates[f].missing {
			k.first[r] = int32(i)
		}
		if l := k.latest[r]; l < 0 || c.missing > t.candidates[l].missing {
			k.latest[r] = int32(i)
			if k.outcome[r] != gone {
				k.outcome[r] = outcomes[i]
			}
		}
		if outcomes[i] == gone {
			k.outcome[r] = gone
		}
	}
	return k
}

// follow joins each file that came after the first listing, and went missing,
// to the one whose content it had taken over, if there is one: none twice.
func (t *tracer) follow(k *kinship, outcomes []outcome) {
	left := map[substance][]int{} // files whose content went elsewhere
	for i := range t.candidates {
		if t.came(i) {
			for _, s := range substances(t.candidates[i].held) {
				left[s] = nil
			}
		}
	}
	if len(left) == 0 {
		return
	}
	for i, c := range t.candidates {
		if outcomes[i] != moved && !t.wentElsewhere(c, outcomes[i]) {
			continue
		}
		for _, s := range substances(c.held) {
			if _, sought := left[s]; sought {
				left[s] = append(left[s], i)
			}
		}
	}
	used := map[int]bool{}
	for i := range t.candidates {
		if !t.came(i) {
			continue
		}
		if from := t.source(i, left, used); from >= 0 {
			used[from] = true
			k.join(from, i)
		}
	}
}

// came reports whether candidate i is the first of a path that the first listing had not.
func (t *tracer) came(i int) bool {
	c := t.candidates[i]
	return c.first == Amount{} && (i == 0 || t.candidates[i-1].held.Path != c.held.Path)
}

// source is the candidate whose content candidate i had, the latest before; -1 for none.
func (t *tracer) source(i int, left map[substance][]int, used map[int]bool) (from int) {
	from = -1
	for _, s := range substances(t.candidates[i].held) {
		for _, o := range left[s] {
			if o != i && !used[o] && t.candidates[o].missing < t.candidates[i].missing && (from < 0 || t.candidates[o].missing > t.candidates[from].missing) {
				from = o
			}
		}
	}
	return from
}

// wentElsewhere reports whether a file that is gone came back under another path.
func (t *tracer) wentElsewhere(c candidate, f outcome) bool {
	return f == gone && t.gone(c).Elsewhere
}

// substances are the names of a content.
func substances(h record.Held) (list []substance) {
	for _, name := range []func(record.Held) (substance, bool){readAs, toldAs} {
		if s, ok := name(h); ok {
			list = append(list, s)
		}
	}
	return list
}

func (k *kinship) root(i int) int {
	for int(k.parent[i]) != i {
		k.parent[i] = k.parent[k.parent[i]]
		i = int(k.parent[i])
	}
	return i
}

func (k *kinship) join(a, b int) {
	a, b = k.root(a), k.root(b)
	k.parent[max(a, b)] = int32(min(a, b))
}

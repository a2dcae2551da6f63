package bundle

import (
	"constat/store/record"
)

// A Beside compares bundles that are read one after another, of which none stays
// in memory: what [Distinct] finds of the keys, the targets and the checkpoints
// of their logs.
type Beside struct {
	owners map[string]string // by mark: the key of the log that bears it
	roots  map[string]map[int64]record.Hash
	twins  map[string]bool // keys of logs that can be believed in none of their accounts
}

// Add takes in a bundle that is not broken.
func (x *Beside) Add(b *Bundle) {
	if x.owners == nil {
		x.owners, x.roots, x.twins = map[string]string{}, map[string]map[int64]record.Hash{}, map[string]bool{}
	}
	for _, l := range b.Logs {
		for mark := range l.marks() {
			if owner, ok := x.owners[mark]; ok && owner != l.Key {
				x.twins[owner], x.twins[l.Key] = true, true
			} else {
				x.owners[mark] = l.Key
			}
		}
		x.history(l)
	}
}

func (x *Beside) history(l *Log) {
	known := x.roots[l.Key]
	if known == nil {
		known = map[int64]record.Hash{}
		x.roots[l.Key] = known
	}
	for size, root := range l.cited() {
		if h, ok := known[size]; ok && h != root {
			x.twins[l.Key] = true
		}
		known[size] = root
	}
}

// Twin reports whether the log of a key is told in two ways by what was added:
// it has two histories, or is one log under two names. Neither can be believed.
func (x *Beside) Twin(key string) bool { return x.twins[key] }

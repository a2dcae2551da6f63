package bundle

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"

	"constat/store/record"
)

// Whatever file is left out, changed for its neighbour, cut, made longer, or
// put in twice, by one who holds the key and makes all manifests anew, is
// missed.
func TestEveryFileIsMissed(t *testing.T) {
	f := newForge(t).story()
	files := unzip(t, f.write(f.part()))
	names := slices.DeleteFunc(slices.Sorted(maps.Keys(files)), func(n string) bool { return !strings.HasPrefix(n, "data/") })
	tried := missed{t: t, policy: f}
	for i, name := range names {
		next := names[(i+1)%len(names)]
		for what, edit := range map[string]func(map[string][]byte){
			"left out":             func(m map[string][]byte) { delete(m, name) },
			"changed for the next": func(m map[string][]byte) { m[name], m[next] = m[next], m[name] },
			"cut by a byte":        func(m map[string][]byte) { m[name] = m[name][:len(m[name])-1] },
			"emptied":              func(m map[string][]byte) { m[name] = nil },
			"written twice over":   func(m map[string][]byte) { m[name] = append(m[name], m[name]...) },
		} {
			m := maps.Clone(files)
			for name := range m {
				m[name] = bytes.Clone(m[name])
			}
			edit(m)
			refresh(m)
			tried.is(name+" "+what, rezip(t, m, f.key))
		}
	}
	tried.print()
}

// Whatever leaf is hidden under its hash, changed for the next or told twice is
// missed, even where the key signs the rest.
func TestEveryLeafIsMissed(t *testing.T) {
	f := newForge(t).story()
	tried := missed{t: t, policy: f}
	for name, c := range map[string]Contents{"whole": f.whole(), "part": f.part()} {
		for i, leaf := range c.Leaves {
			at := fmt.Sprintf("%s, leaf %2d ", name, leaf.Index)
			if leaf.Index > c.Disclosure.Base { // what stands before may be shown, and need not
				tried.is(at+"hidden", f.hidden(t, c, leaf.Index))
			}
			if i+1 == len(c.Leaves) {
				continue
			}
			next := c.Leaves[i+1].Bytes
			tried.is(at+"changed for the next", f.retold(t, c, map[int][]byte{i: next, i + 1: leaf.Bytes}))
			tried.is(at+"told twice", f.retold(t, c, map[int][]byte{i + 1: leaf.Bytes}))
		}
	}
	tried.print()
}

// retold puts other bytes in the place of leaves, and signs the bundle anew.
func (f *forge) retold(t *testing.T, c Contents, other map[int][]byte) []byte {
	m := unzip(t, f.write(c))
	leaves := slices.Clone(c.Leaves)
	for i, b := range other {
		leaves[i].Bytes = b
	}
	for _, p := range runs(leaves) {
		var b bytes.Buffer
		_ = p.emit(&b) // a Buffer takes everything
		m[p.name] = b.Bytes()
	}
	refresh(m)
	return rezip(t, m, f.key)
}

// hidden gives a hash in place of a leaf, and where no honest bundle could be
// written so, one that nothing else was fitted to.
func (f *forge) hidden(t *testing.T, c Contents, leaf int64) []byte {
	less := c
	less.Leaves = without(c.Leaves, leaf)
	f.complete(&less)
	var b bytes.Buffer
	if Write(&b, less, f.key) == nil {
		return b.Bytes()
	}
	m := unzip(t, f.write(c))
	for _, p := range runs(c.Leaves) {
		delete(m, p.name)
	}
	for _, p := range runs(less.Leaves) {
		var b bytes.Buffer
		_ = p.emit(&b)
		m[p.name] = b.Bytes()
	}
	m[nameHashes] = []byte(hashLines(less.Nodes))
	refresh(m)
	return rezip(t, m, f.key)
}

// Missed is a table of what was tried.
type missed struct {
	t      *testing.T
	policy *forge
	lines  []string
}

// is tries one. The words for people may be of another edition: that is said,
// and breaks nothing. The vantage's statement of its key may be worded in
// other ways, and its configuration, which names all targets, be kept back.
func (m *missed) is(what string, file []byte) {
	m.t.Helper()
	b := verifyBytes(m.t, file, m.policy.policy())
	config := fileName(record.Sum([]byte("name: saguenay-1\n")))
	switch v := b.Verdict(); {
	case v == Broken, v == Partial && forPeople(what):
	case what == namePolicy+" cut by a byte", what == config+" left out":
		m.lines = append(m.lines, "  "+what+"\t-\tthe vantage's own words, on which nothing rests")
	default:
		m.t.Errorf("%s: %s", what, v)
	}
	for _, c := range b.Checks {
		if c.Result == Failed || c.Result == Unchecked {
			m.lines = append(m.lines, fmt.Sprintf("  %s\t%s, %s\t%s", what, c.Head, c.Name, plain(c.Detail.English)))
			return
		}
	}
}

func forPeople(what string) bool {
	return strings.HasPrefix(what, nameReadme) || strings.HasPrefix(what, nameFormat)
}

func (m *missed) print() {
	var table strings.Builder
	w := tabwriter.NewWriter(&table, 0, 0, 2, ' ', 0)
	slices.Sort(m.lines)
	for _, line := range m.lines {
		fmt.Fprintln(w, line)
	}
	if err := w.Flush(); err != nil {
		m.t.Fatal(err)
	}
	m.t.Logf("%d tried\n%s", len(m.lines), table.String())
}

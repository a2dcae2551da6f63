package bundle

import (
	"bytes"
	"io"
	"slices"
	"testing"
	"time"

	"constat/store/record"
	"constat/store/seal"
)

// everything discloses the whole of a log.
func (f *forge) everything() Contents {
	var names []string
	for name := range f.named {
		names = append(names, name)
	}
	slices.Sort(names)
	return f.contents(-1, int64(len(f.leaves))-1, names...)
}

// ended tells the story and closes the log in favour of successor.
func (f *forge) ended(reason, successor string) *forge {
	f.story()
	return f.close(reason, successor)
}

func (f *forge) close(reason, successor string) *forge {
	f.add(record.Close{Time: record.At(morning.Add(4 * time.Hour)), Reason: reason, Successor: successor})
	f.seal(morning.Add(4 * time.Hour))
	return f
}

func keyFor(t *testing.T, origin string) *seal.Key {
	t.Helper()
	key, err := seal.NewKey(origin)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// after begins the log that goes on with f, and tells its own story.
func (f *forge) after(key *seal.Key, reason string, edit func(*record.Successor)) *forge {
	g := newForge(f.t)
	g.key, g.drawn = key, key.Verifier()[len(key.Verifier())-4:]
	s := record.Successor{Time: record.At(morning), Reason: reason, Predecessor: f.key.Verifier(), Head: f.last}
	edit(&s)
	g.add(s)
	return g.story()
}

func asIs(*record.Successor) {}

// carried returns the last bundle with the others in it.
func carried(last *forge, others ...*forge) []byte {
	c := last.everything()
	for i, o := range others {
		c.Nested = append(c.Nested, whole(string(rune('a'+i)), o.write(o.everything())))
	}
	return last.write(c)
}

func whole(name string, file []byte) Nested {
	return Nested{name, int64(len(file)), func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(file)), nil }}
}

// rotated is a change of key as it should be, but for what edits do.
func rotated(t *testing.T, f *forge, edit func(*record.Successor)) []byte {
	key := keyFor(t, "saguenay-1/2")
	f.ended("rotation", key.Verifier())
	return carried(f.after(key, "rotation", edit), f)
}

// behind closes the log, writes more, and seals it twice. The bundle goes from
// base to end and shows all that it must but the leaves hidden.
func behind(base, end int64, more func(*forge), hidden ...int64) func(*testing.T, *forge) []byte {
	return func(t *testing.T, f *forge) []byte {
		f.ended("rotation", keyFor(t, "saguenay-1/2").Verifier())
		more(f)
		f.seal(morning.Add(5 * time.Hour))
		f.seal(morning.Add(6 * time.Hour))
		return f.lacking(f.contents(base, end, "shop", "blog", "control"), hidden...)
	}
}

// lacking takes leaves away from a bundle.
func (f *forge) lacking(c Contents, leaves ...int64) []byte {
	c.Leaves = slices.DeleteFunc(c.Leaves, func(l Leaf) bool { return slices.Contains(leaves, l.Index) })
	f.complete(&c)
	return f.write(c)
}

// What can be told falsely of epochs.
var epochLies = []lie{
	{"twin successors", History, "epochs", "two successors of one log", func(t *testing.T, f *forge) []byte {
		key, twin := keyFor(t, "saguenay-1/2"), keyFor(t, "saguenay-1/2")
		f.ended("rotation", key.Verifier())
		return carried(f.after(key, "rotation", asIs), f, f.after(twin, "rotation", asIs))
	}},
	{"twin after a lost key", History, "epochs", "two successors of one log", func(t *testing.T, f *forge) []byte {
		f.story()
		return carried(f.after(keyFor(t, "saguenay-1/2"), "loss", asIs), f, f.after(keyFor(t, "saguenay-1/2"), "loss", asIs))
	}},
	{"closed in favour of another", History, "epochs", "was closed in favour of the key", func(t *testing.T, f *forge) []byte {
		f.ended("rotation", keyFor(t, "saguenay-1/2").Verifier())
		return carried(f.after(keyFor(t, "saguenay-1/2"), "rotation", asIs), f)
	}},
	{"a leaf after the close", History, "epochs", "comes after leaf 19 closed the log", func(t *testing.T, f *forge) []byte {
		f.ended("rotation", keyFor(t, "saguenay-1/2").Verifier())
		f.add(record.Note{Time: record.At(morning), Text: "more"})
		f.seal(morning.Add(5 * time.Hour))
		return f.write(f.everything())
	}},
	{"an observation after the close", History, "epochs", "not time stamps or seals", func(t *testing.T, f *forge) []byte {
		f.ended("rotation", keyFor(t, "saguenay-1/2").Verifier())
		shop, _ := good("shop")
		f.segment("shop", shop, 240)
		f.seal(morning.Add(5 * time.Hour))
		return f.write(f.everything())
	}},
	{"a withheld one after the close", History, "epochs", "not time stamps or seals", func(t *testing.T, f *forge) []byte {
		f.ended("rotation", keyFor(t, "saguenay-1/2").Verifier())
		blog, _ := good("blog")
		f.segment("blog", blog, 240)
		f.seal(morning.Add(5 * time.Hour))
		return f.write(f.contents(-1, int64(len(f.leaves))-1, "shop", "control"))
	}},
	{"one after the close, behind the end", History, "epochs", "not time stamps or seals", behind(-1, 18, func(f *forge) {
		shop, _ := good("shop")
		f.segment("shop", shop, 240)
	}, 21)},
	{"a note and a segment after the close, behind the end, not shown", History, "epochs", "not time stamps or seals", behind(-1, 18, func(f *forge) {
		shop, _ := good("shop")
		f.add(record.Note{Time: record.At(morning), Text: "more"})
		f.segment("shop", shop, 240)
	}, 21, 22)},
	{"a note after the close, behind the end", Completeness, "seals", "leaf 21 lies outside", behind(-1, 18, func(f *forge) {
		f.add(record.Note{Time: record.At(morning), Text: "more"})
	})},
	{"a note between a close and the base", History, "epochs", "not time stamps or seals", behind(22, 23, func(f *forge) {
		f.add(record.Note{Time: record.At(morning), Text: "more"})
	}, 21)},
	{"a close behind the end, not shown", History, "epochs", "seal 20 counts 1 entries of kind close", func(t *testing.T, f *forge) []byte {
		f.ended("theft", keyFor(t, "saguenay-1/2").Verifier())
		return f.lacking(f.contents(-1, 18, "shop", "blog", "control"), 19)
	}},
	{"a close before the base, not shown", History, "epochs", "counts 1 entries of kind close", behind(21, 22, func(*forge) {}, 19, 20)},
	{"the first of two closes not shown", History, "epochs", "counts 2 entries of kind close", func(t *testing.T, f *forge) []byte {
		f.ended("rotation", keyFor(t, "saguenay-1/2").Verifier()).close("theft", keyFor(t, "saguenay-1/2").Verifier())
		return f.lacking(f.contents(-1, 18, "shop", "blog", "control"), 19, 20)
	}},
	{"closed twice", History, "epochs", "comes after leaf 19 closed the log", func(t *testing.T, f *forge) []byte {
		f.ended("rotation", keyFor(t, "saguenay-1/2").Verifier()).close("theft", keyFor(t, "saguenay-1/2").Verifier())
		return f.write(f.everything())
	}},
	{"successor further on", History, "epochs", "only leaf 0 can", func(t *testing.T, f *forge) []byte {
		f.story()
		f.add(record.Successor{Time: record.At(morning), Reason: "rotation", Predecessor: keyFor(t, "saguenay-1/2").Verifier(), Head: f.last})
		f.seal(morning.Add(4 * time.Hour))
		return f.write(f.everything())
	}},
	{"a second epoch from nowhere", History, "epochs", "does not show what it follows", func(t *testing.T, f *forge) []byte {
		f.key = keyFor(t, "saguenay-1/2")
		f.story()
		return f.write(f.everything())
	}},
	{"the first epoch as a second", History, "epochs", "not the epoch before it", func(t *testing.T, f *forge) []byte {
		f.story()
		return carried(f.after(keyFor(t, "saguenay-1/1"), "rotation", asIs), f)
	}},
	{"an epoch skipped", History, "epochs", "not the epoch before it", func(t *testing.T, f *forge) []byte {
		f.story()
		return carried(f.after(keyFor(t, "saguenay-1/3"), "rotation", asIs), f)
	}},
	{"of another vantage", History, "epochs", "not the epoch before it", func(t *testing.T, f *forge) []byte {
		f.story()
		return carried(f.after(keyFor(t, "paris-1/2"), "rotation", asIs), f)
	}},
	{"closed in favour of another vantage", History, "epochs", "not the epoch after it", func(t *testing.T, f *forge) []byte {
		f.ended("rotation", keyFor(t, "paris-1/2").Verifier())
		return f.write(f.everything())
	}},
	{"of another log of that name", History, "epochs", "the log shown under that name has the key", func(t *testing.T, f *forge) []byte {
		return rotated(t, f, func(s *record.Successor) { s.Predecessor = keyFor(t, "saguenay-1/1").Verifier() })
	}},
	{"another history cited", History, "epochs", "cites another history", func(t *testing.T, f *forge) []byte {
		return rotated(t, f, func(s *record.Successor) { s.Head.Root[0]++ })
	}},
	{"cited before its close", History, "epochs", "from before it was closed", func(t *testing.T, f *forge) []byte {
		key := keyFor(t, "saguenay-1/2")
		before := f.story().last
		f.close("rotation", key.Verifier())
		return carried(f.after(key, "rotation", func(s *record.Successor) { s.Head = before }), f)
	}},
	{"never closed", History, "epochs", "nothing closed it", func(t *testing.T, f *forge) []byte {
		return carried(f.story().after(keyFor(t, "saguenay-1/2"), "rotation", asIs), f)
	}},
	{"another reason", History, "epochs", "for another reason", func(t *testing.T, f *forge) []byte {
		key := keyFor(t, "saguenay-1/2")
		f.ended("theft", key.Verifier())
		return carried(f.after(key, "rotation", asIs), f)
	}},
	{"a lost key that goes on signing", History, "epochs", "is said to be lost after 19 leaves", func(t *testing.T, f *forge) []byte {
		g := f.story().after(keyFor(t, "saguenay-1/2"), "loss", asIs)
		f.seal(morning.Add(5 * time.Hour))
		return carried(g, f)
	}},
}

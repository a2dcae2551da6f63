package bundle

import (
	"bytes"
	"encoding/json"
	"io"
	"slices"
	"strings"
	"testing"

	"constat/store/record"
)

// What can be done to the files of a bundle, with the key or without it.
var fileLies = []lie{
	{"all manifests made anew", Integrity, "signature", "signs another manifest", func(t *testing.T, f *forge) []byte {
		m := unzip(t, f.story().write(f.whole()))
		m[nameCSV] = bytes.Replace(m[nameCSV], []byte("tcp-refused"), []byte("tcp-timeout"), 1)
		return rezip(t, m, nil)
	}},
	{"signed with another key of the same name", Integrity, "signature", "no signature by the log's key", func(t *testing.T, f *forge) []byte {
		return rezip(t, unzip(t, f.story().write(f.whole())), newForge(t).key)
	}},
	{"a log by another key of the same name", Identity, "log key", "another key", func(t *testing.T, f *forge) []byte {
		other := newForge(t).story()
		return other.write(other.whole())
	}},
	{"edited table", Integrity, "table", "observations.csv", withFiles(func(m map[string][]byte) {
		m[nameCSV] = bytes.Replace(m[nameCSV], []byte("tcp-refused"), []byte("tcp-timeout"), 1)
	})},
	{"origin that obeys nobody", Integrity, "disclosure", "NAME/EPOCH", func(t *testing.T, f *forge) []byte {
		f.story()
		return rezip(t, renamedTo(t, unzip(t, f.write(f.whole())), "saguenay-1/1", "sag\u001b[2Juenay/1"), f.key)
	}},
	{"policy without the key", Integrity, "disclosure", "does not name", withFiles(func(m map[string][]byte) { m[namePolicy] = []byte("quorum none\n") })},
	{"hash line spelled otherwise", Integrity, "tree", "one form", withFiles(func(m map[string][]byte) {
		m[nameHashes] = bytes.ReplaceAll(m[nameHashes], []byte(" "), []byte("  "))
	})},
	{"runs cut otherwise", Integrity, "tree", "runs", withFiles(func(m map[string][]byte) {
		b := m["data/entries/8"]
		n := 2 + int(b[0])<<8 + int(b[1])
		m["data/entries/8"], m["data/entries/9"] = b[:n], b[n:]
	})},
	{"entry cut short", Integrity, "tree", "cut short", withFiles(func(m map[string][]byte) { m["data/entries/8"] = m["data/entries/8"][:40] })},
	{"answers out of order", Integrity, "entries", "order of digest", withFiles(func(m map[string][]byte) {
		lines := bytes.SplitAfter(m[nameAnswers], []byte("\n"))
		m[nameAnswers] = bytes.Join([][]byte{lines[1], lines[0], bytes.Join(lines[2:], nil)}, nil)
	})},
	{"answer that nothing cites", Integrity, "entries", "no observation cites", func(t *testing.T, f *forge) []byte {
		more := f.story().whole().Answers
		return f.rezipped(t, func(m map[string][]byte) {
			b, _ := good("unseen")
			more = append(more, b.Encode())
			slices.SortFunc(more, func(a, b []byte) int {
				x, y := record.Sum(a), record.Sum(b)
				return bytes.Compare(x[:], y[:])
			})
			m[nameAnswers] = lines(more)
		})
	}},
	{"answer left out", Integrity, "entries", "is not here", func(t *testing.T, f *forge) []byte {
		return f.story().rezipped(t, func(m map[string][]byte) { m[nameAnswers] = nil })
	}},
	{"file that nothing names", Integrity, "captures", "named by no entry", func(t *testing.T, f *forge) []byte {
		return f.story().with(f.whole(), func(c *Contents) {
			b := []byte("x")
			c.Files = append(c.Files, list(map[record.Hash][]byte{record.Sum(b): b})...)
		})
	}},
	{"method left out", Integrity, "captures", "names the file", func(t *testing.T, f *forge) []byte {
		return f.story().without(record.Sum([]byte("method\n")))
	}},
	{"catalogue left out", Integrity, "captures", "names the file", func(t *testing.T, f *forge) []byte {
		return f.catalogued("{}\n").without(record.Sum([]byte("{}\n")))
	}},
	{"catalogue without bounds", Integrity, "captures", "names a catalogue of", func(t *testing.T, f *forge) []byte {
		return f.catalogued(strings.Repeat(" ", 1<<18+1)).write(f.whole())
	}},
	{"dependencies left out", Integrity, "captures", "names the file", func(t *testing.T, f *forge) []byte {
		return f.story().without(record.Sum([]byte("example.org/m v1.0.0 h1:x\n")))
	}},
	{"configuration left out", Completeness, "withheld", "names the configuration", func(t *testing.T, f *forge) []byte {
		return f.story().without(record.Sum([]byte("name: saguenay-1\n")))
	}},
	{"capture left out", Integrity, "captures", "is not in this bundle", func(t *testing.T, f *forge) []byte {
		return f.story().with(f.whole(), func(c *Contents) { c.Captures = nil })
	}},
	{"checkpoint of another log", Integrity, "checkpoints", "no signature", func(t *testing.T, f *forge) []byte {
		other := newForge(t).story()
		return f.story().with(f.whole(), func(c *Contents) { c.Checkpoints[19] = other.heads[19] })
	}},
	{"checkpoint under another size", Integrity, "checkpoints", "is for 9 leaves", func(t *testing.T, f *forge) []byte {
		return f.story().with(f.whole(), func(c *Contents) { c.Checkpoints[14] = f.heads[9] })
	}},
	{"checkpoint too many", Completeness, "seals", "checkpoints are shown", func(t *testing.T, f *forge) []byte {
		return f.story().with(f.whole(), func(c *Contents) { c.Checkpoints[9] = f.heads[9] })
	}},
	{"newest checkpoint that ends with no seal", Completeness, "seals", "seal 19 is not shown", func(t *testing.T, f *forge) []byte {
		f.story().add(record.Note{Time: 1, Text: "after"})
		f.sign()
		c := f.contents(-1, 18, "shop", "blog", "control")
		c.Disclosure.To = c.Disclosure.Made
		return f.write(c)
	}},
}

// renamedTo writes another origin into the disclosure.
func renamedTo(t *testing.T, m map[string][]byte, old, name string) map[string][]byte {
	b, err := json.Marshal(name)
	if err != nil {
		t.Fatal(err)
	}
	m[nameDisclosure] = bytes.Replace(m[nameDisclosure], []byte(`"origin": "`+old+`"`), append([]byte(`"origin": `), b...), 1)
	return m
}

func withFiles(edit func(map[string][]byte)) func(*testing.T, *forge) []byte {
	return func(t *testing.T, f *forge) []byte {
		m := unzip(t, f.story().write(f.part()))
		edit(m)
		refresh(m)
		return rezip(t, m, f.key)
	}
}

// refresh brings bag-info.txt up to what the payload holds.
func refresh(m map[string][]byte) {
	var payload []part
	for name, b := range m {
		if strings.HasPrefix(name, "data/") {
			payload = append(payload, data(name, b))
		}
	}
	if d, err := decodeDisclosure(m[nameDisclosure]); err == nil {
		m[nameInfo] = []byte(info(d, payload))
	}
}

func (f *forge) rezipped(t *testing.T, edit func(map[string][]byte)) []byte {
	m := unzip(t, f.write(f.whole()))
	edit(m)
	refresh(m)
	return rezip(t, m, f.key)
}

func (f *forge) with(c Contents, edit func(*Contents)) []byte {
	edit(&c)
	return f.write(c)
}

func (f *forge) nest(c Contents, name string, file []byte) []byte {
	c.Nested = []Nested{{name, int64(len(file)), func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(file)), nil }}}
	return f.write(c)
}

// catalogued is the story of a vantage that adds a catalogue of default pages.
func (f *forge) catalogued(text string) *forge {
	f.edit = func(_ int, e record.Entry) record.Entry {
		if w, ok := e.(record.Watch); ok {
			w.Catalogue = f.text(text)
			return w
		}
		return e
	}
	return f.story()
}

// A catalogue of default pages goes with the log that names it.
func TestACatalogueGoesWithItsLog(t *testing.T) {
	f := newForge(t).catalogued("{}\n")
	if b := verifyBytes(t, f.write(f.whole()), f.policy()); b.Verdict() != Proven {
		t.Errorf("%s: %+v", b.Verdict(), b.Checks)
	}
}

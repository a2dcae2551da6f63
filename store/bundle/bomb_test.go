package bundle

import (
	"bytes"
	"compress/gzip"
	"strings"
	"testing"
	"time"

	"constat/store/record"
	"constat/store/warc"
)

// What is small in a bundle and would be large in memory, or deep, is refused
// before it has grown.
func TestBombsAreRefusedInBoundedMemory(t *testing.T) {
	for _, l := range bombs {
		t.Run(l.name, func(t *testing.T) {
			f := newForge(t)
			file := l.make(t, f)
			before := allocated()
			c := l.caught(t, verifyBytes(t, file, f.policy()), Failed)
			took := allocated() - before
			t.Logf("%s, %s: %s\n%d bytes of bundle, %d MB taken from the heap in all", c.Head, c.Name, plain(c.Detail.English), len(file), took>>20)
			if took > 6*warc.MaxSize+20*uint64(len(file)) {
				t.Errorf("%d bytes were taken from the heap for a bundle of %d", took, len(file))
			}
		})
	}
}

const deep = 1 << 20

var bombs = []lie{
	{"a disclosure of a million lists in lists", Integrity, "disclosure", "depth", withFiles(func(m map[string][]byte) {
		m[nameDisclosure] = []byte(strings.Repeat("[", deep))
	})},
	{"an answer of a million objects in objects", Integrity, "entries", "depth", withFiles(func(m map[string][]byte) {
		m[nameAnswers] = []byte(strings.Repeat(`{"headers":`, deep) + "\n")
	})},
	{"a million answers", Integrity, "entries", "answers", withFiles(func(m map[string][]byte) { m[nameAnswers] = bytes.Repeat([]byte("\n"), deep) })},
	{"a hundred thousand hashes", Integrity, "tree", "neither shown", withFiles(func(m map[string][]byte) {
		m[nameHashes] = bytes.Repeat([]byte("0 1 "+strings.Repeat("0", 64)+"\n"), deep/8)
	})},
	{"hashes of more leaves than can be", Integrity, "tree", "neither shown nor under", withFiles(func(m map[string][]byte) {
		m[nameHashes] = []byte("0 4611686018427387904 " + strings.Repeat("0", 64) + "\n")
	})},
	{"half a million empty entries", Integrity, "tree", "runs", withFiles(func(m map[string][]byte) { m["data/entries/0"] = make([]byte, deep) })},
	{"a log of more leaves than can be", Integrity, "checkpoints", "invalid signature", func(t *testing.T, f *forge) []byte {
		return f.story().with(f.part(), func(c *Contents) {
			c.Checkpoints[999999999999999999] = bytes.Replace(f.heads[19], []byte("\n19\n"), []byte("\n999999999999999999\n"), 1)
		})
	}},
	{"a capture that unpacks to a quarter of a gigabyte", Integrity, "captures", "larger than", func(t *testing.T, f *forge) []byte {
		f.story().capture("shop", 180, func(*warc.Capture) {})
		var b bytes.Buffer
		z, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
		block := make([]byte, 1<<20)
		for range 256 {
			_, _ = z.Write(block) // a Buffer takes everything
		}
		z.Close()
		f.edit = func(_ int, e record.Entry) record.Entry {
			if c, ok := e.(record.Capture); ok {
				c.File = record.Sum(b.Bytes())
				return c
			}
			return e
		}
		f.warcs[record.Sum(b.Bytes())] = b.Bytes()
		f.capture("shop", 181, func(*warc.Capture) {})
		a, _ := good("shop")
		f.segment("shop", a, 180, 181)
		f.seal(morning.Add(4 * time.Hour))
		return f.write(f.contents(-1, int64(len(f.leaves))-1, "shop", "blog", "control"))
	}},
}

package record

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

var someHeld = []Held{
	{Path: "Léa/été 2021.jpg", Size: 4_711, Modified: 1_629_000_000_123, Told: "etag:5f2b-1a", Sum: Sum([]byte("a")), Read: 1_795_316_645_123},
	{Path: "a\tb\nc\\d\xff", Size: 0},
	{Path: "docs/contrat.pdf", Size: -1, Told: "md5:d41d8cd98f00b204e9800998ecf8427e"},
	{Path: "mail/2021.mbox", Size: 12, Modified: 1_629_000_000_000, Read: 1_795_316_645_123},
}

func manifestOf(t testing.TB, salt [32]byte, list ...Held) ([]byte, ManifestSum) {
	t.Helper()
	var b bytes.Buffer
	m, err := NewManifestWriter(&b, salt)
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range list {
		if err := m.Add(h); err != nil {
			t.Fatal(err)
		}
	}
	sum, err := m.Close()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), sum
}

func readManifest(b []byte) (list []Held, err error) {
	m, err := NewManifestReader(bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	for {
		h, err := m.Next()
		if errors.Is(err, io.EOF) {
			return list, nil
		}
		if err != nil {
			return nil, err
		}
		list = append(list, h)
	}
}

// The vector was written once; see TestVectors.
func TestManifestVector(t *testing.T) {
	list := []Held{someHeld[0], someHeld[1], someHeld[2], someHeld[3]}
	b, sum := manifestOf(t, [32]byte{1, 2, 3}, sorted(list)...)
	file := filepath.Join("testdata", "manifest.txt")
	if _, err := os.Stat(file); os.IsNotExist(err) && os.Getenv("CONSTAT_WRITE_VECTORS") != "" {
		if err := os.WriteFile(file, b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil || !bytes.Equal(b, want) {
		t.Fatalf("no longer as the vector (%v):\n%s", err, b)
	}
	if got, err := readManifest(want); err != nil || fmt.Sprint(got) != fmt.Sprint(sorted(list)) {
		t.Errorf("got %v, %v", got, err)
	}
	if root := sum.Root.String(); root != "f06e4a7f0ad1be3a7b3cb00b492d8f9039e233701ca28335799c8c23e94c5682" {
		t.Errorf("root %s", root)
	}
	if sum.Items != 4 || sum.Bytes != 4723 || sum.File != Sum(want) {
		t.Errorf("sum %+v", sum)
	}
	if again, err := CheckManifest(bytes.NewReader(want)); err != nil || again.Root != sum.Root || again.Items != 4 || again.Bytes != 4723 {
		t.Errorf("checked: %+v, %v", again, err)
	}
}

func sorted(list []Held) []Held {
	byPath := map[string]Held{}
	for _, h := range list {
		byPath[Escape(h.Path)] = h
	}
	var out []Held
	for _, k := range slices.Sorted(maps.Keys(byPath)) {
		out = append(out, byPath[k])
	}
	return out
}

func TestManifestRefusesOtherSpellings(t *testing.T) {
	head := "constat-manifest/1 " + strings.Repeat("0", 64) + "\n"
	line := "a\t1\t-\t-\t-\t-\n"
	if _, err := readManifest([]byte(head + line)); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"nothing":                     "",
		"another version":             strings.Replace(head, "/1", "/2", 1) + line,
		"short salt":                  "constat-manifest/1 00\n" + line,
		"no end":                      head + strings.TrimSuffix(line, "\n"),
		"empty line":                  head + line + "\n",
		"five fields":                 head + "a\t1\t-\t-\t-\n",
		"seven fields":                head + "a\t1\t-\t-\t-\t-\t-\n",
		"empty path":                  head + "\t1\t-\t-\t-\t-\n",
		"size with a nought before":   head + "a\t01\t-\t-\t-\t-\n",
		"size with a sign":            head + "a\t+1\t-\t-\t-\t-\n",
		"negative size":               head + "a\t-1\t-\t-\t-\t-\n",
		"epoch for no time":           head + "a\t1\t1970-01-01T00:00:00.000Z\t-\t-\t-\n",
		"content never read":          head + "a\t1\t-\t-\t" + strings.Repeat("1", 64) + "\t-\n",
		"no digest":                   head + "a\t1\t-\t-\t" + strings.Repeat("0", 64) + "\t2026-11-22T03:04:05.000Z\n",
		"told without algorithm":      head + "a\t1\t-\tabc\t-\t-\n",
		"told in capitals":            head + "a\t1\t-\tMD5:abc\t-\t-\n",
		"escape of a plain letter":    head + "\\x61\t1\t-\t-\t-\t-\n",
		"escape in capitals":          head + "\\x0A\t1\t-\t-\t-\t-\n",
		"bare backslash":              head + "a\\b\t1\t-\t-\t-\t-\n",
		"control character":           head + "a\x01\t1\t-\t-\t-\t-\n",
		"byte that is not UTF-8":      head + "a\xff\t1\t-\t-\t-\t-\n",
		"carriage return":             head + strings.Replace(line, "\n", "\r\n", 1),
		"twice the same path":         head + line + line,
		"out of order":                head + "b\t1\t-\t-\t-\t-\n" + line,
		"path too long":               head + strings.Repeat("a", maxPath+1) + "\t1\t-\t-\t-\t-\n",
		"a line that never ends":      head + strings.Repeat("a", 1<<20),
		"a first line without an end": strings.Repeat("constat", 1<<18),
	} {
		if list, err := readManifest([]byte(text)); err == nil {
			t.Errorf("%s: read as %v", name, list)
		}
	}
}

// Rule 5, for manifests: whatever a store names its files.
func TestManifestOneEncoding(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var list []Held
		for _, path := range rapid.SliceOfN(rapid.SliceOfN(rapid.Byte(), 1, 20), 0, 20).Draw(t, "paths") {
			h := Held{Path: string(path), Size: rapid.Int64Range(-1, 1<<50).Draw(t, "size"), Modified: Instant(rapid.Int64Range(0, 1<<42).Draw(t, "modified"))}
			if rapid.Bool().Draw(t, "read") {
				h.Sum, h.Read = Sum(path), 1+Instant(rapid.Int64Range(0, 1<<42).Draw(t, "at"))
			}
			list = append(list, h)
		}
		list = sorted(list)
		var b bytes.Buffer
		m, _ := NewManifestWriter(&b, [32]byte{7})
		for _, h := range list {
			if err := m.Add(h); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := m.Close(); err != nil {
			t.Fatal(err)
		}
		got, err := readManifest(b.Bytes())
		if err != nil || fmt.Sprint(got) != fmt.Sprint(list) {
			t.Fatalf("got %v, %v", got, err)
		}
		for c := range bytes.Lines(b.Bytes()) {
			if bytes.ContainsFunc(bytes.TrimSuffix(c, []byte("\n")), func(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f }) {
				t.Fatalf("a control character is left in %q", c)
			}
		}
	})
}

func TestDifferenceCountsPaths(t *testing.T) {
	sum := func(s string) Hash { return Sum([]byte(s)) }
	a, _ := manifestOf(t, [32]byte{}, Held{Path: "a", Size: 1}, Held{Path: "b", Size: 2, Sum: sum("b"), Read: 1}, Held{Path: "c", Size: 3, Told: "etag:1"},
		Held{Path: "d", Size: 4, Told: "md5:1"}, Held{Path: "e", Size: -1})
	b, _ := manifestOf(t, [32]byte{}, Held{Path: "b", Size: 2, Sum: sum("B"), Read: 1}, Held{Path: "c", Size: 3, Told: "etag:2"},
		Held{Path: "d", Size: 4, Told: "md5:2"}, Held{Path: "e", Size: 9}, Held{Path: "f", Size: 1})
	d, err := Differ(bytes.NewReader(a), bytes.NewReader(b))
	if want := (Difference{Missing: 1, Altered: 2, New: 1}); err != nil || d != want {
		t.Errorf("got %+v, %v, want %+v", d, err, want)
	}
}

func FuzzManifest(f *testing.F) {
	b, _ := manifestOf(f, [32]byte{1}, sorted(someHeld)...)
	f.Add(b)
	f.Fuzz(func(t *testing.T, b []byte) {
		list, err := readManifest(b)
		if err != nil {
			return
		}
		m, err := NewManifestReader(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		if again, _ := manifestOf(t, m.Salt, list...); !bytes.Equal(again, b) {
			t.Errorf("read as %v, which is written %q", list, again)
		}
	})
}

func BenchmarkDiffer(b *testing.B) {
	const n = 100_000
	var list []Held
	for i := range n {
		list = append(list, Held{Path: fmt.Sprintf("photos/%04d/IMG_%07d.jpg", i/500, i), Size: int64(i), Modified: Instant(1_600_000_000_000 + i), Sum: Sum(fmt.Append(nil, i)), Read: 1})
	}
	one, _ := manifestOf(b, [32]byte{}, list...)
	b.SetBytes(2 * int64(len(one)))
	for b.Loop() {
		if d, err := Differ(bytes.NewReader(one), bytes.NewReader(one)); err != nil || d != (Difference{}) {
			b.Fatal(d, err)
		}
	}
}

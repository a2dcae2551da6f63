package warc

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
)

// shared is a folder of the real test data.
func shared(t testing.TB, name string) string {
	root := os.Getenv("CONSTAT_DATA")
	if root == "" {
		root = "../../../shared/data"
	}
	dir := filepath.Join(root, name)
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("no test data: %v", err)
	}
	return dir
}

// expected is what another parser found in a foreign file.
type expected struct {
	Records       map[string]int
	BlockDigests  map[string]int `json:"block_digests"`
	FirstDate     string         `json:"first_date"`
	Errors        []any
	Captures      []struct{ URI, Date, Type, Status string }
	DistinctURIs  int            `json:"distinct_uris"`
	PayloadDigest map[string]int `json:"payload_digests"`
}

func readAll(r io.Reader) (rs []Record, errs []error) {
	for rec, err := range Read(r) {
		if err != nil {
			errs = append(errs, err)
		} else {
			rs = append(rs, rec)
		}
	}
	return rs, errs
}

func TestForeignFilesReadAsAnotherParserReadThem(t *testing.T) {
	dir := shared(t, "warc-warcio")
	text, err := os.ReadFile(filepath.Join(dir, "expected.json"))
	if err != nil {
		t.Fatal(err)
	}
	var facts map[string]expected
	if err := json.Unmarshal(text, &facts); err != nil {
		t.Fatal(err)
	}
	for name, want := range facts {
		b, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		rs, errs := readAll(bytes.NewReader(b))
		if corrected[name] != nil {
			corrected[name](t, name, rs, errs)
			continue
		}
		if (len(errs) > 0) != (len(want.Errors) > 0) {
			t.Errorf("%s: errors %v, want %v", name, errs, want.Errors)
		}
		if len(errs) == 0 {
			same(t, name, rs, want)
		}
	}
}

// Where we read otherwise than that parser, and can say why: it takes digests in
// hexadecimal for wrong ones, and a record over two gzip members for a cut one.
var corrected = map[string]func(t *testing.T, name string, rs []Record, errs []error){
	"example-iana.org-chunked.warc":       allRight,
	"example-space-in-target-uri.warc.gz": allRight,
	"example-wrong-chunks.warc.gz": func(t *testing.T, name string, rs []Record, errs []error) {
		if len(rs) != 2 || len(errs) != 0 || rs[0].Check() == nil || rs[1].Check() != nil {
			t.Errorf("%s: %d records, %v; only the first has a wrong digest", name, len(rs), errs)
		}
	},
}

func allRight(t *testing.T, name string, rs []Record, errs []error) {
	if len(rs) < 2 || len(errs) != 0 {
		t.Errorf("%s: %d records, %v", name, len(rs), errs)
	}
	for _, r := range rs {
		if err := r.Check(); err != nil && !errors.Is(err, ErrUnchecked) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func same(t *testing.T, name string, rs []Record, want expected) {
	t.Helper()
	kinds, wrong := map[string]int{}, 0
	var seen []string
	for _, r := range rs {
		kinds[r.Type()]++
		if err := r.Check(); err != nil && !errors.Is(err, ErrUnchecked) {
			wrong++
		}
		if k := r.Type(); k == "response" || k == "revisit" || k == "resource" {
			seen = append(seen, r.URI()+" "+r.Get("WARC-Date")+" "+k)
		}
	}
	if fmt.Sprint(kinds) != fmt.Sprint(want.Records) {
		t.Errorf("%s: %v, want %v", name, kinds, want.Records)
	}
	if (wrong > 0) != (want.BlockDigests["MISMATCH"]+want.PayloadDigest["MISMATCH"] > 0) {
		t.Errorf("%s: %d wrong digests, want %v %v", name, wrong, want.BlockDigests, want.PayloadDigest)
	}
	for i, c := range want.Captures {
		uri := strings.Trim(c.URI, "<>")
		if i >= len(seen) || seen[i] != uri+" "+c.Date+" "+c.Type {
			t.Errorf("%s: captures %q, want %v", name, seen, want.Captures)
			break
		}
	}
}

func TestDamageLosesOnlyWhatIsDamaged(t *testing.T) {
	dir := shared(t, "warc-warcio")
	b, err := os.ReadFile(filepath.Join(dir, "example-trunc.warc"))
	if err != nil {
		t.Fatal(err)
	}
	rs, errs := readAll(bytes.NewReader(b))
	if len(errs) != 1 || !errors.Is(errs[0], ErrDamaged) {
		t.Errorf("errors %v", errs)
	}
	if n := len(rs); n == 0 || rs[n-1].Type() != "request" {
		t.Errorf("%d records, the request after the damage is lost", n)
	}
	if err := rs[2].Check(); err == nil || errors.Is(err, ErrUnchecked) {
		t.Errorf("the record of wrong length passes: %v", err)
	}
}

func TestOlderFormIsAnErrorAndNotAGuess(t *testing.T) {
	dir := shared(t, "warc-warcio")
	for _, name := range []string{"bad.arc", "example.arc", "example.arc.gz", "example-space-in-url.arc"} {
		f, err := os.Open(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if rs, errs := readAll(f); len(rs) != 0 || len(errs) == 0 {
			t.Errorf("%s: %d records, %v", name, len(rs), errs)
		}
	}
}

func TestOurFilesReadAsForeignOnes(t *testing.T) {
	for name, c := range captures() {
		b, _ := Encode(c)
		rs, errs := readAll(iotest.OneByteReader(bytes.NewReader(b)))
		if len(rs) != 3 || len(errs) != 0 {
			t.Fatalf("%s: %d records, %v", name, len(rs), errs)
		}
		for _, r := range rs {
			if err := r.Check(); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		if head, got := rs[2].HTTP(); !bytes.Equal(head, c.Response) || !bytes.Equal(got, c.Body) {
			t.Errorf("%s: %q", name, head)
		}
	}
}

func TestReadBoundsWhatItHolds(t *testing.T) {
	const small = "WARC/1.0\r\nWARC-Type: metadata\r\nContent-Length: 2\r\n\r\nab\r\n\r\n"
	for name, c := range map[string]struct {
		in            io.Reader
		records, errs int
	}{
		"an endless header":  {io.LimitReader(repeat("X: y\r\n", "WARC/1.0\r\n"), 10<<20), 0, 1},
		"an endless line":    {io.LimitReader(repeat("x", "WARC/1.0\r\n"), 10<<20), 0, 1},
		"a length too far":   {strings.NewReader("WARC/1.0\r\nContent-Length: 9000000000000000000\r\n\r\nabc"), 0, 1},
		"a negative length":  {strings.NewReader("WARC/1.0\r\nContent-Length: -1\r\n\r\n" + small), 1, 1},
		"no length":          {strings.NewReader("WARC/1.0\r\nWARC-Type: x\r\n\r\n" + small), 1, 1},
		"no field":           {strings.NewReader("WARC/1.0\r\nfield\r\n\r\n" + small), 1, 1},
		"a block too large":  {io.MultiReader(strings.NewReader(fmt.Sprintf("WARC/1.0\r\nContent-Length: %d\r\n\r\n", MaxSize+1)), io.LimitReader(repeat("x", ""), MaxSize+1), strings.NewReader("\r\n\r\n"+small)), 1, 1},
		"a header cut":       {strings.NewReader(small + "WARC/1.0\r\nWARC-Type"), 1, 1},
		"a block cut":        {strings.NewReader(small + small[:len(small)-5]), 1, 1},
		"nothing":            {strings.NewReader(""), 0, 0},
		"only line ends":     {strings.NewReader("\r\n\n"), 0, 0},
		"half a gzip header": {strings.NewReader("\x1f\x8b"), 0, 1},
		"a folded field":     {strings.NewReader("WARC/1.0\r\nWARC-Type: a\r\n b\r\nContent-Length: 0\r\n\r\n"), 1, 0},
	} {
		rs, errs := readAll(c.in)
		if len(rs) != c.records || len(errs) != c.errs {
			t.Errorf("%s: %d records, %v", name, len(rs), errs)
		}
	}
}

// repeat gives first, then s for ever.
func repeat(s, first string) io.Reader {
	return &repeater{[]byte(first), bytes.Repeat([]byte(s), 8192)}
}

type repeater struct{ now, s []byte }

func (r *repeater) Read(p []byte) (int, error) {
	for len(r.now) < len(p) {
		r.now = append(r.now, r.s...)
	}
	n := copy(p, r.now)
	r.now = r.now[n:]
	return n, nil
}

func TestCheckSaysWhatItCouldCheck(t *testing.T) {
	const right, wrong = "sha1:PZZF6F3UTAXLMSJXJN2UXP6OJLMKSXGA", "sha-256:00"
	record := func(fields ...Field) Record { return Record{Fields: fields, Block: []byte("Tarte")} }
	for name, c := range map[string]struct {
		r    Record
		want string
	}{
		"nothing":         {record(), ErrUnchecked.Error()},
		"unknown kind":    {record(Field{"WARC-Block-Digest", "md5:00"}), ErrUnchecked.Error()},
		"block":           {record(Field{"WARC-Block-Digest", right}), ""},
		"payload alone":   {record(Field{"warc-payload-digest", right}), ""},
		"wrong block":     {record(Field{"WARC-Block-Digest", wrong}), "the block digest is"},
		"wrong payload":   {record(Field{"WARC-Block-Digest", right}, Field{"WARC-Payload-Digest", wrong}), "the payload digest is"},
		"revisit":         {record(Field{"WARC-Type", "revisit"}, Field{"WARC-Payload-Digest", wrong}), ErrUnchecked.Error()},
		"hexadecimal sum": {record(Field{"WARC-Block-Digest", "SHA1:7E725F1774982EB649374B754BBFCE4AD8A95CC0"}), ""},
	} {
		err := c.r.Check()
		if (err == nil) != (c.want == "") || err != nil && !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

func TestReadStopsWhenTheReaderHasEnough(t *testing.T) {
	b, _ := Encode(captures()["plain"])
	for range Read(bytes.NewReader(b)) {
		return
	}
	t.Error("no record")
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("WARC/1.0\r\nWARC-Type: metadata\r\nContent-Length: 2\r\n\r\nab\r\n\r\nWARC/1.0\r\n"))
	b, _ := Encode(captures()["revisit"])
	f.Add(b)
	f.Fuzz(func(t *testing.T, b []byte) {
		size := 0
		rs, _ := readAll(bytes.NewReader(b))
		for _, r := range rs {
			size += len(r.Block)
			r.Check()
			r.HTTP()
			r.URI()
		}
		if !bytes.HasPrefix(b, gzipHead[:2]) && size > len(b) {
			t.Fatalf("%d bytes from %d", size, len(b))
		}
	})
}

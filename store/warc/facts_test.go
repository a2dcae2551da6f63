package warc

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"mime"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A figures table is all that another parser tells of a foreign file.
type figures struct {
	Records  map[string]int
	Status   map[string]int `json:"http_status"`
	Mime     map[string]int
	Blocks   map[string]int `json:"block_digests"`
	Payloads map[string]int `json:"payload_digests"`
	URIs     int            `json:"distinct_uris"`
	First    string         `json:"first_date"`
	Last     string         `json:"last_date"`
	Size     int
	SHA256   string
	Captures []told
}

// A told capture is one of theirs.
type told struct {
	URI, Date, Type string
	Status, Mime    *string
	Payload         *string `json:"payload_digest"`
}

// Each figure of each foreign file comes out exactly: those of damaged files as
// [TestForeignFilesReadAsAnotherParserReadThem] and differs tell.
func TestEachFigureOfAForeignFileComesOut(t *testing.T) {
	dir := shared(t, "warc-warcio")
	text, err := os.ReadFile(filepath.Join(dir, "expected.json"))
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]figures
	if err := json.Unmarshal(text, &all); err != nil {
		t.Fatal(err)
	}
	if len(all) != 12 {
		t.Fatalf("%d files", len(all))
	}
	for name, want := range all {
		b, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(b)
		if len(b) != want.Size || hex.EncodeToString(sum[:]) != want.SHA256 {
			t.Errorf("%s is another file: %d bytes, %x", name, len(b), sum)
		}
		if change := differs[name]; change != nil {
			change(&want)
		}
		rs, _ := readAll(bytes.NewReader(b))
		got := figuresOf(rs)
		for _, c := range []struct {
			what      string
			got, want map[string]int
		}{
			{"records", got.Records, want.Records}, {"status", got.Status, want.Status}, {"mime", got.Mime, want.Mime},
			{"block digests", got.Blocks, want.Blocks}, {"payload digests", got.Payloads, want.Payloads},
		} {
			if !maps.Equal(c.got, c.want) {
				t.Errorf("%s: %s %v, want %v", name, c.what, c.got, c.want)
			}
		}
		if got.URIs != want.URIs || got.First != want.First || got.Last != want.Last {
			t.Errorf("%s: %d addresses from %s to %s, want %d from %s to %s", name, got.URIs, got.First, got.Last, want.URIs, want.First, want.Last)
		}
		sameCaptures(t, name, got.Captures, want.Captures)
	}
}

func figuresOf(rs []Record) figures {
	f := figures{Records: map[string]int{}, Status: map[string]int{}, Mime: map[string]int{}, Blocks: map[string]int{}, Payloads: map[string]int{}}
	seen := map[string]bool{}
	for _, r := range rs {
		f.Records[r.Type()]++
		at := r.Get("WARC-Date")
		if f.First == "" || at < f.First {
			f.First = at
		}
		f.Last = max(f.Last, at)
		head, body := r.HTTP()
		judge(f.Blocks, "match", r.Get("WARC-Block-Digest"), r.Block)
		if r.Type() == "response" {
			judge(f.Payloads, "match-raw", r.Get("WARC-Payload-Digest"), body)
		}
		if k := r.Type(); k != "response" && k != "revisit" && k != "resource" {
			continue
		}
		seen[r.URI()] = true
		c := told{URI: r.Get("WARC-Target-URI"), Date: at, Type: r.Type(), Status: status(head)}
		if d := r.Get("WARC-Payload-Digest"); d != "" {
			c.Payload = &d
		}
		media := r.Get("Content-Type")
		if head != nil {
			media = fieldOf(head, "content-type")
			media, _, _ = mime.ParseMediaType(media)
		}
		c.Mime = &media
		if c.Status != nil {
			f.Status[*c.Status]++
		}
		if r.Type() == "response" {
			f.Mime[media]++
		}
		f.Captures = append(f.Captures, c)
	}
	f.URIs = len(seen)
	return f
}

// judge counts whether b has the digest that was told of it.
func judge(counts map[string]int, match, digest string, b []byte) {
	switch done, err := compare("", digest, b); {
	case err != nil:
		counts["MISMATCH"]++
	case done:
		counts[match]++
	}
}

func status(head []byte) *string {
	words := strings.Fields(string(head))
	if len(words) < 2 {
		return nil
	}
	return &words[1]
}

func fieldOf(head []byte, name string) string {
	for line := range strings.Lines(string(head)) {
		if k, v, ok := strings.Cut(line, ":"); ok && strings.EqualFold(k, name) {
			return strings.TrimSpace(v)
		}
	}
	return ""
}

func sameCaptures(t *testing.T, name string, got, want []told) {
	t.Helper()
	a, _ := json.Marshal(got)
	b, _ := json.Marshal(want)
	if len(got)+len(want) > 0 && !bytes.Equal(a, b) {
		t.Errorf("%s: captures\n%s, want\n%s", name, a, b)
	}
}

// differs says where that parser's figure is not the file's, and why.
var differs = map[string]func(*figures){
	// Its digests stand in hexadecimal, which that parser compares as base32: they do match the bytes.
	"example-iana.org-chunked.warc": func(f *figures) {
		f.Blocks, f.Payloads = map[string]int{"match": 2}, map[string]int{"match-raw": 1}
	},
	"example-space-in-target-uri.warc.gz": func(f *figures) { f.Blocks = map[string]int{"match": 1} },
	// One record over two gzip members: that parser cuts it after the first. Read
	// whole, its payload is what was told; its block, the head included, is not.
	"example-wrong-chunks.warc.gz": func(f *figures) { f.Payloads = map[string]int{"match-raw": 1} },
	// That parser stops at the damage; after it another record can be found.
	"example-trunc.warc": func(f *figures) { f.Records["request"] = 1 },
}

package bundle

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"sort"
	"strings"

	"constat/store/record"
	"constat/store/seal"
)

// runLength is how many leaves an entries file holds at most: those of a full
// run that begins at a multiple of it are an entry bundle of c2sp.org/tlog-tiles.
const runLength = 256

const (
	nameBagit      = "bagit.txt"
	nameInfo       = "bag-info.txt"
	nameManifest   = "manifest-sha256.txt"
	nameTags       = "tagmanifest-sha256.txt"
	nameNote       = "tagmanifest-sha256.txt.note"
	nameReadme     = "data/README.txt"
	nameFormat     = "data/FORMAT.md"
	namePolicy     = "data/policy"
	nameDisclosure = "data/disclosure.json"
	nameHashes     = "data/hashes"
	nameAnswers    = "data/answers.jsonl"
	nameCSV        = "data/observations.csv"
)

const bagit = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"

func checkpointName(size int64) string { return fmt.Sprintf("data/checkpoints/%d", size) }
func entriesName(first int64) string   { return fmt.Sprintf("data/entries/%d", first) }
func fileName(h record.Hash) string    { return "data/files/" + h.String() }
func captureName(h record.Hash) string { return "data/captures/" + h.String() + ".warc.gz" }
func nestedName(name string) string    { return "data/bundles/" + name + ".zip" }
func formats() string                  { return record.Format + "\n" + Format }
func text(name, content string) part   { return data(name, []byte(content)) }
func tagNoteText(origin string, tags []byte) string {
	return fmt.Sprintf("constat-bundle/1\n%s\n%x\n", origin, sha256.Sum256(tags))
}

// data makes a part of bytes in memory.
func data(name string, b []byte) part {
	return part{name: name, size: int64(len(b)), crc: crc32.ChecksumIEEE(b), sum: sha256.Sum256(b),
		emit: func(w io.Writer) error { _, err := w.Write(b); return err }}
}

// measured makes a part by running emit once to learn size, CRC and digest.
func measured(name string, emit func(io.Writer) error) (part, error) {
	sum, crc := sha256.New(), crc32.NewIEEE()
	c := &counter{w: io.MultiWriter(sum, crc)}
	if err := emit(c); err != nil {
		return part{}, fmt.Errorf("read %s: %w", name, err)
	}
	return part{name, c.n, crc.Sum32(), [32]byte(sum.Sum(nil)), emit}, nil
}

// runs packs leaves as entry bundles: each leaf after its length in two bytes,
// highest first. A run ends before a multiple of runLength and before a hole.
func runs(leaves []Leaf) []part {
	var parts []part
	for i := 0; i < len(leaves); {
		first := leaves[i].Index
		var b []byte
		for next := first; i < len(leaves) && leaves[i].Index == next && next/runLength == first/runLength; next++ {
			b = binary.BigEndian.AppendUint16(b, uint16(len(leaves[i].Bytes)))
			b = append(b, leaves[i].Bytes...)
			i++
		}
		parts = append(parts, data(entriesName(first), b))
	}
	return parts
}

// readRun takes a run apart again.
func readRun(first int64, b []byte) ([]Leaf, error) {
	var leaves []Leaf
	for len(b) > 0 {
		if len(b) < 2 || len(b)-2 < int(binary.BigEndian.Uint16(b)) {
			return nil, fmt.Errorf("entries %d: leaf %d is cut short", first, first+int64(len(leaves)))
		}
		n := int(binary.BigEndian.Uint16(b))
		leaves = append(leaves, Leaf{first + int64(len(leaves)), b[2 : 2+n]})
		b = b[2+n:]
	}
	return leaves, nil
}

// hashLines writes the hashes of what is not shown, a line each: first leaf,
// leaf after the last, hash in hexadecimal.
func hashLines(nodes []Node) string {
	var b strings.Builder
	for _, n := range nodes {
		fmt.Fprintf(&b, "%d %d %v\n", n.Lo, n.Hi, n.Hash)
	}
	return b.String()
}

func readHashLines(b []byte) ([]Node, error) {
	var nodes []Node
	for line := range strings.Lines(string(b)) {
		var n Node
		var hex string
		if _, err := fmt.Sscanf(line, "%d %d %s\n", &n.Lo, &n.Hi, &hex); err != nil {
			return nil, fmt.Errorf("hashes: line %d is malformed", len(nodes)+1)
		}
		if err := n.Hash.UnmarshalText([]byte(hex)); err != nil {
			return nil, fmt.Errorf("hashes: line %d: %w", len(nodes)+1, err)
		}
		nodes = append(nodes, n)
	}
	if hashLines(nodes) != string(b) {
		return nil, fmt.Errorf("hashes: not in their one form")
	}
	return nodes, nil
}

// manifest lists parts as sha256sum does (RFC 8493, section 2.1.3).
func manifest(parts []part) string {
	var b strings.Builder
	for _, p := range parts {
		fmt.Fprintf(&b, "%x  %s\n", p.sum, p.name)
	}
	return b.String()
}

// info is bag-info.txt, RFC 8493, section 2.2.2.
func info(d Disclosure, payload []part) string {
	var bytes int64
	for _, p := range payload {
		bytes += p.size
	}
	asked := func(i record.Instant) string {
		if i == 0 {
			return "all"
		}
		return i.String()
	}
	return fmt.Sprintf("Bag-Software-Agent: %s\nBagging-Date: %s\nExternal-Identifier: %s %d\n"+
		"External-Description: evidence kept by %s, %s to %s\nPayload-Oxum: %d.%d\n",
		d.Software, d.Made.Time().Format("2006-01-02"), d.Origin, d.End+1, d.Origin, asked(d.From), asked(d.To), bytes, len(payload))
}

func byName(parts []part) {
	sort.Slice(parts, func(i, j int) bool { return parts[i].name < parts[j].name })
}

// Span is what a node covers.
type Span = seal.Span

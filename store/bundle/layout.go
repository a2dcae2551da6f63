package bundle

import (
	"crypto/sha256"
	"fmt"
	"hash/crc32"
	"io"
	"sort"

	"constat/store/record"
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

func checkpointName(size int64) string  { return fmt.Sprintf("data/checkpoints/%d", size) }
func cosignedName(size int64) string    { return fmt.Sprintf("data/cosignatures/%d", size) }
func entriesName(first int64) string    { return fmt.Sprintf("data/entries/%d", first) }
func fileName(h record.Hash) string     { return "data/files/" + h.String() }
func requestName(h record.Hash) string  { return "data/anchors/" + h.String() + ".tsq" }
func responseName(h record.Hash) string { return "data/anchors/" + h.String() + ".tsr" }
func captureName(h record.Hash) string  { return "data/captures/" + h.String() + ".warc.gz" }
func nestedName(name string) string     { return "data/bundles/" + name + ".zip" }
func formats() string                   { return record.Format + "\n" + Format }
func text(name, content string) part    { return data(name, []byte(content)) }
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

func byName(parts []part) {
	sort.Slice(parts, func(i, j int) bool { return parts[i].name < parts[j].name })
}

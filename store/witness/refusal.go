package witness

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"golang.org/x/mod/sumdb/note"

	"constat/store/seal"
)

// A Kind says what was wrong with a checkpoint that its log did sign.
type Kind string

// The kinds. The two checkpoints of a fork prove it to anyone. A larger tree of
// a closed log shows that its key signed on. The other two prove nothing and
// count against nobody: whoever holds a bundle can send an older checkpoint, or a
// newer one with a wrong proof. They are kept, a few, because a log that was put
// back looks no different.
const (
	Fork     Kind = "fork"     // another tree of a size that was cosigned
	Closed   Kind = "closed"   // larger than what was cosigned when the log was closed here
	Behind   Kind = "behind"   // smaller than what was cosigned, of a size that never was
	Unproven Kind = "unproven" // larger, and not shown to grow from what was cosigned
)

// Shows reports whether the log's signature alone shows what is wrong, whoever
// sent it.
func (k Kind) Shows() bool { return k == Fork || k == Closed }

// A Refusal is a checkpoint that was refused, as the ledger has it.
type Refusal struct {
	Time         int64  `json:"time"` // seconds since 1970
	Log          string `json:"log"`
	Key          string `json:"key"`
	Member       string `json:"member,omitempty"`
	Kind         Kind   `json:"kind"`
	Size         int64  `json:"size"`          // leaves of the refused checkpoint
	Root         string `json:"root"`          // its root, base64
	CosignedSize int64  `json:"cosigned_size"` // and of the newest that was cosigned
	Digest       string `json:"digest"`        // SHA-256 of the evidence, and its name under refused/
}

const evidenceSchema = "constat-refusal/1"

// An Evidence is what was refused and what had been cosigned, as the log signed
// them.
type Evidence struct {
	Schema   string `json:"schema"`
	Key      string `json:"key"` // verifier key of the log
	Kind     Kind   `json:"kind"`
	Cosigned string `json:"cosigned"` // signed checkpoint
	Refused  string `json:"refused"`  // signed checkpoint
}

// most is how many of a kind are kept for one log: each kind has its own place,
// so that what anybody can send leaves room for what only the key can sign.
func (k Kind) most() int {
	if k.Shows() {
		return 1000
	}
	return 100
}

// refused is what a log signed and should not have.
type refused struct {
	seal.Submitted
	kind    Kind
	against string // the cosigned checkpoint beside which it cannot stand
}

// refuse records that l signed what it should not have. The same tree again is
// recorded once: anybody can repeat what was signed.
func (w *Witness) refuse(l *Log, r refused) error {
	e := Evidence{Schema: evidenceSchema, Key: l.Key, Kind: r.kind, Cosigned: r.against, Refused: string(r.Signed)}
	b, err := json.MarshalIndent(e, "", " ")
	if err != nil {
		panic("witness: internal error: " + err.Error())
	}
	b = append(b, '\n')
	sum := sha256.Sum256(b)
	f := Refusal{Time: w.now().Unix(), Log: l.Origin(), Key: l.Key, Member: l.Member, Kind: r.kind,
		Size: r.Size, Root: base64.StdEncoding.EncodeToString(r.Root[:]), CosignedSize: l.head.Size, Digest: hex.EncodeToString(sum[:])}
	if w.recorded(f) {
		return nil
	}
	// The evidence first: what the ledger names is there.
	if err := writeFile(filepath.Join(w.dir, refusedName), f.Digest, b); err != nil {
		return fmt.Errorf("keep refused checkpoint of %q: %w", f.Log, err)
	}
	at("refused kept")
	line, err := json.Marshal(f)
	if err == nil {
		err = appendLine(filepath.Join(w.dir, refusalsName), line)
	}
	if err != nil {
		return fmt.Errorf("record refused checkpoint of %q: %w", f.Log, err)
	}
	if !f.Kind.Shows() {
		return nil
	}
	if w.Log != nil {
		w.Log.Error("checkpoint refused", "log", f.Log, "kind", f.Kind, "tree_size", f.Size, "cosigned", f.CosignedSize, "evidence", f.Digest)
	}
	if w.Refused != nil {
		w.Refused(f)
	}
	return nil
}

// recorded reports whether the same was recorded, or so many of its kind.
func (w *Witness) recorded(f Refusal) bool {
	list, err := ledger(w.dir)
	if err != nil {
		return false // better twice than not at all
	}
	n := 0
	for _, have := range list {
		if have.Log != f.Log || have.Kind != f.Kind {
			continue
		}
		if n++; have.Size == f.Size && have.Root == f.Root {
			return true
		}
	}
	return n >= f.Kind.most()
}

// Refusals returns the ledger of the witness in dir, without what was explained
// since: a checkpoint that was cosigned after all. A line that a crash cut short
// is left out.
func Refusals(dir string) ([]Refusal, error) {
	all, err := ledger(dir)
	if err != nil {
		return nil, err
	}
	seen := map[string]map[string]bool{} // by log: the trees that were cosigned
	var list []Refusal
	for _, r := range all {
		if !r.Kind.Shows() && seen[r.Log] == nil {
			if seen[r.Log], err = cosignedTrees(dir, r.Log); err != nil {
				return nil, err
			}
		}
		if r.Kind.Shows() || !seen[r.Log][treeName(r.Size, r.Root)] {
			list = append(list, r)
		}
	}
	return list, nil
}

func treeName(size int64, root string) string { return fmt.Sprint(size, " ", root) }

func ledger(dir string) ([]Refusal, error) {
	b, err := os.ReadFile(filepath.Join(dir, refusalsName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("witness %q: %w", dir, err)
	}
	var list []Refusal
	lines := bufio.NewScanner(bytes.NewReader(b))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var r Refusal
		if json.Unmarshal(lines.Bytes(), &r) == nil && r.Log != "" {
			list = append(list, r)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("witness %q: %w", dir, err)
	}
	return list, nil
}

// ParseEvidence reads a file of refused/.
func ParseEvidence(b []byte) (Evidence, error) {
	var e Evidence
	if err := json.Unmarshal(b, &e); err != nil {
		return e, fmt.Errorf("evidence: %w", err)
	}
	if e.Schema != evidenceSchema {
		return e, fmt.Errorf("evidence: schema %q, this program reads %q", e.Schema, evidenceSchema)
	}
	return e, nil
}

// Proves returns nil if the evidence alone shows two histories to anyone who
// has the log's key from elsewhere: both checkpoints are signed by it, are of
// one size, and have two roots.
func (e Evidence) Proves() error {
	verifier, err := note.NewVerifier(e.Key)
	if err != nil {
		return fmt.Errorf("evidence: %w", err)
	}
	a, err := seal.OpenSubmitted([]byte(e.Cosigned), verifier)
	if err != nil {
		return fmt.Errorf("evidence: cosigned: %w", err)
	}
	b, err := seal.OpenSubmitted([]byte(e.Refused), verifier)
	if err != nil {
		return fmt.Errorf("evidence: refused: %w", err)
	}
	if a.Size != b.Size || a.Root == b.Root {
		return fmt.Errorf("evidence: trees of %d and %d leaves; these two signatures alone contradict nothing", a.Size, b.Size)
	}
	return nil
}

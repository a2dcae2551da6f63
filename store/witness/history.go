package witness

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"golang.org/x/mod/sumdb/note"

	"constat/store/seal"
)

// A cosigned checkpoint is a line of cosigned/ORIGIN: what was cosigned before
// the newest. Anybody may repeat an older checkpoint, and that is no wrong of
// its log; another one of the same size is.
type cosigned struct {
	Size       int64  `json:"size"`
	Checkpoint string `json:"checkpoint"` // signed by the log
}

// remember notes that the log's newest checkpoint was cosigned. Nothing rests on
// it but what is told of older ones: a line that a crash left out makes the
// witness ask for an explanation that is not needed.
func (w *Witness) remember(l *Log) error {
	dir := filepath.Join(w.dir, cosignedName)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	line, err := json.Marshal(cosigned{l.Size, l.Checkpoint})
	if err != nil {
		return err
	}
	return appendLine(filepath.Join(dir, fileOf(l.Origin())), line)
}

// earlier returns the checkpoint of that size that was cosigned, if any was.
func (w *Witness) earlier(l *Log, size int64) (c seal.Checkpoint, signed string, ok bool, err error) {
	f, err := os.Open(filepath.Join(w.dir, cosignedName, fileOf(l.Origin())))
	if errors.Is(err, fs.ErrNotExist) {
		return c, "", false, nil
	}
	if err != nil {
		return c, "", false, fmt.Errorf("witness %q: %w", w.dir, err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 4*seal.MaxSubmitted)
	for lines.Scan() {
		var x cosigned
		if json.Unmarshal(lines.Bytes(), &x) != nil || x.Size != size {
			continue
		}
		if c, err := openEarlier(x.Checkpoint, size, l.verifier); err == nil {
			return c, x.Checkpoint, true, nil
		}
	}
	return c, "", false, lines.Err()
}

func openEarlier(signed string, size int64, key note.Verifier) (seal.Checkpoint, error) {
	s, err := seal.OpenSubmitted([]byte(signed), key)
	if err == nil && s.Size != size {
		err = fmt.Errorf("a checkpoint of %d leaves kept as one of %d", s.Size, size)
	}
	return s.Checkpoint, err
}

// cosignedTrees returns the trees of a log that were cosigned, by size and root.
func cosignedTrees(dir, origin string) (map[string]bool, error) {
	trees := map[string]bool{}
	l, err := readLog(filepath.Join(dir, logsName), fileOf(origin))
	if err != nil {
		return nil, fmt.Errorf("witness %q: %w", dir, err)
	}
	b, err := os.ReadFile(filepath.Join(dir, cosignedName, fileOf(origin)))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("witness %q: %w", dir, err)
	}
	for line := range bytes.Lines(b) {
		var x cosigned
		if json.Unmarshal(line, &x) != nil {
			continue
		}
		if c, err := openEarlier(x.Checkpoint, x.Size, l.verifier); err == nil {
			trees[treeName(c.Size, base64.StdEncoding.EncodeToString(c.Root[:]))] = true
		}
	}
	return trees, nil
}

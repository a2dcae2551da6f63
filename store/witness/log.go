package witness

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"

	"constat/store/seal"
)

// A Log is one that the witness has enrolled, and where it stands. Times are
// seconds since 1970 by the witness's clock, 0 for never.
type Log struct {
	Key       string `json:"key"`              // verifier key, c2sp.org/signed-note
	Member    string `json:"member,omitempty"` // whose it is, in the enroller's words
	Enrolled  int64  `json:"enrolled"`
	First     int64  `json:"first"`      // first cosignature
	FirstSize int64  `json:"first_size"` // leaves it covered
	Newest    int64  `json:"newest"`     // newest cosignature
	Size      int64  `json:"size"`       // leaves it covers
	// Checkpoint is the newest cosigned one, signed by the log; empty for none.
	Checkpoint string `json:"checkpoint"`
	// Closed is since when no larger tree is cosigned: [CloseLog].
	Closed int64 `json:"-"`

	verifier note.Verifier
	head     seal.Checkpoint
}

// Origin returns the log's name.
func (l *Log) Origin() string { return l.verifier.Name() }

// Enrol has the witness in dir cosign for the log of a verifier key. It may run
// beside who serves the folder. A log has one key; a new key is a new epoch of
// it and another name.
func Enrol(dir, vkey, member string, now time.Time) (origin string, err error) {
	if _, err := readKey(dir); err != nil {
		return "", fmt.Errorf("enrol log: %w", err)
	}
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return "", fmt.Errorf("enrol log: %q is not the verifier key of a log; constat keys prints it on the line that begins with \"log\"", vkey)
	}
	if strings.ContainsFunc(member, func(r rune) bool { return r < ' ' }) || len(member) > 200 {
		return "", errors.New("enrol log: a member is told in one line of at most 200 bytes")
	}
	origin = verifier.Name()
	logs := filepath.Join(dir, logsName)
	have, err := readLog(logs, fileOf(origin))
	switch {
	case err == nil && have.Key == vkey && have.Member == member:
		return origin, nil
	case err == nil:
		return "", fmt.Errorf("enrol log: %q is enrolled already, with the key %s for %q; nothing was changed", origin, have.Key, have.Member)
	case !errors.Is(err, fs.ErrNotExist):
		return "", fmt.Errorf("enrol log: %w", err)
	}
	l := &Log{Key: vkey, Member: member, Enrolled: now.Unix()}
	// A link fails where a file is: two who enrol at once do not undo each other.
	if err := putNew(logs, fileOf(origin), l.encode()); err != nil {
		return "", fmt.Errorf("enrol log: %w", err)
	}
	return origin, nil
}

// putNew writes a file that must not be there yet.
func putNew(dir, name string, b []byte) error {
	f, err := os.CreateTemp(dir, ".new-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(b)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Link(f.Name(), filepath.Join(dir, name)); err != nil {
		return err
	}
	return syncDir(dir)
}

// Logs returns what the witness in dir has enrolled, by name.
func Logs(dir string) ([]*Log, error) {
	entries, err := os.ReadDir(filepath.Join(dir, logsName))
	if err != nil {
		return nil, fmt.Errorf("witness %q: %w; constat witness init makes one", dir, err)
	}
	var all []*Log
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") {
			continue // being written, or left by a crash
		}
		l, err := readLog(filepath.Join(dir, logsName), e.Name())
		if err == nil {
			l.Closed, err = closedAt(dir, l)
		}
		if err != nil {
			return nil, fmt.Errorf("witness %q: %w", dir, err)
		}
		all = append(all, l)
	}
	slices.SortFunc(all, func(a, b *Log) int { return strings.Compare(a.Origin(), b.Origin()) })
	return all, nil
}

// fileOf names the file of a log: its own name may hold anything.
func fileOf(origin string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(origin))) }

// readLog reads a state and believes nothing of it: the checkpoint must be the
// log's, and what is said of it true. A state that cannot be read must never
// be taken for none.
func readLog(dir, name string) (*Log, error) {
	b, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		return nil, err
	}
	l := &Log{}
	if err := json.Unmarshal(b, l); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if !bytes.Equal(l.encode(), b) {
		return nil, fmt.Errorf("%s: not as it was written", name)
	}
	if l.verifier, err = note.NewVerifier(l.Key); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if fileOf(l.Origin()) != name {
		return nil, fmt.Errorf("%s: is of %q", name, l.Origin())
	}
	if l.Checkpoint == "" {
		return l, nil
	}
	s, err := seal.OpenSubmitted([]byte(l.Checkpoint), l.verifier)
	if err != nil || s.Size != l.Size {
		return nil, fmt.Errorf("%s: the checkpoint of %d leaves is not in it (%v)", name, l.Size, err)
	}
	l.head = s.Checkpoint
	return l, nil
}

func (l *Log) encode() []byte {
	b, err := json.MarshalIndent(l, "", " ")
	if err != nil {
		panic("witness: internal error: " + err.Error())
	}
	return append(b, '\n')
}

// Head returns the newest cosigned checkpoint, empty for none.
func (l *Log) Head() seal.Checkpoint { return l.head }

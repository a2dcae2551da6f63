package witness

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/mod/sumdb/note"
)

const closedName = "closed"

// A closing is closed/ORIGIN: from when on no larger tree of a log is cosigned.
// It has a file of its own, so that who closes a log and who serves the folder
// never write the same one.
type closing struct {
	Key  string `json:"key"`  // verifier key of the log
	Time int64  `json:"time"` // seconds since 1970
}

// CloseLog has the witness in dir cosign no larger tree of a log, by its
// verifier key: it was closed by who keeps it, and its key may be in other
// hands. What was cosigned stays so, and is cosigned again when asked for. It may
// run beside who serves the folder. It returns the log as it then stands.
func CloseLog(dir, vkey string, now time.Time) (*Log, error) {
	l, err := closeLog(dir, vkey, now)
	if err != nil {
		return nil, fmt.Errorf("close log: %w", err)
	}
	return l, nil
}

func closeLog(dir, vkey string, now time.Time) (*Log, error) {
	if _, err := readKey(dir); err != nil {
		return nil, err
	}
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return nil, fmt.Errorf("%q is not the verifier key of a log; constat witness list --json shows those that are enrolled", vkey)
	}
	name := fileOf(verifier.Name())
	l, err := readLog(filepath.Join(dir, logsName), name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%q is not enrolled; nothing was changed", verifier.Name())
	case err != nil:
		return nil, err
	case l.Key != vkey:
		return nil, fmt.Errorf("%q is enrolled with another key, %s; nothing was changed", verifier.Name(), l.Key)
	}
	if l.Closed, err = closedAt(dir, l); err != nil || l.Closed != 0 {
		return l, err
	}
	b, err := json.Marshal(closing{vkey, now.Unix()})
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Join(dir, closedName), 0o700); err != nil {
		return nil, err
	}
	if err := syncDir(dir); err != nil {
		return nil, err
	}
	l.Closed = now.Unix()
	return l, writeFile(filepath.Join(dir, closedName), name, append(b, '\n'))
}

// closedAt returns when a log was closed, 0 for never. A file that cannot be
// read is never taken for none.
func closedAt(dir string, l *Log) (int64, error) {
	name := fileOf(l.Origin())
	b, err := os.ReadFile(filepath.Join(dir, closedName, name))
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	var c closing
	if err == nil {
		err = json.Unmarshal(b, &c)
	}
	if err == nil && (c.Key != l.Key || c.Time <= 0) {
		err = errors.New("not as it was written")
	}
	if err != nil {
		return 0, fmt.Errorf("closed/%s: %w", name, err)
	}
	return c.Time, nil
}

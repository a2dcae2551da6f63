// Package witness cosigns the checkpoints of the logs it has enrolled, each only if it grows from the one before.
//
// A witness is a folder that one process serves:
//
//	key              the witness's key, mode 0600
//	logs/ORIGIN      an enrolled log and its newest cosigned checkpoint, JSON;
//	                 ORIGIN is the SHA-256 of the log's name
//	cosigned/ORIGIN  every checkpoint that was cosigned, a line of JSON each
//	closed/ORIGIN    that no larger tree is cosigned, and since when
//	refused/DIGEST   what was refused and what had been cosigned: evidence
//	refusals         a line of JSON for each of these, in order
//	lock             held by who serves
//
// It speaks c2sp.org/tlog-witness. A checkpoint is cosigned after the log's
// signature and the consistency proof are checked, and only when it is on disk
// as the newest: what anyone may have seen cosigned is never forgotten. A log
// that shows two histories, goes back, or goes on once it is closed, is refused;
// what it signed is kept.
//
// The package sees trees, not entries: that a log grows honestly is all that
// its cosignature says.
package witness

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"constat/store/seal"
)

const (
	keyName      = "key"
	logsName     = "logs"
	cosignedName = "cosigned"
	refusedName  = "refused"
	refusalsName = "refusals"
	lockName     = "lock"
)

// A Witness serves its folder. Its methods may be called from several
// goroutines.
type Witness struct {
	// Log is told what happens; nil for nobody.
	Log *slog.Logger
	// Refused is called for each refusal that was recorded and shows something by
	// itself ([Kind.Shows]), once it is on disk; nil for nobody. The next request waits for it.
	Refused func(Refusal)

	dir  string
	key  *seal.WitnessKey
	lock *os.File

	mu  sync.Mutex // one checkpoint is judged at a time, from reading the state to writing it
	now func() time.Time
}

// Create makes a witness of that name in dir, with a new key. It refuses if
// one is there.
func Create(dir, name string) (*seal.Witness, error) {
	path := filepath.Join(dir, keyName)
	if _, err := os.Lstat(path); err == nil {
		return nil, fmt.Errorf("create witness: %q is there already; nothing was changed", path)
	}
	key, err := seal.NewWitnessKey(name)
	if err != nil {
		return nil, fmt.Errorf("create witness: %w", err)
	}
	for _, d := range []string{dir, filepath.Join(dir, logsName), filepath.Join(dir, refusedName)} {
		if err := os.MkdirAll(d, 0o700); err != nil {
			return nil, fmt.Errorf("create witness: %w", err)
		}
	}
	if err := writeFile(dir, keyName, []byte(key.String()+"\n")); err != nil {
		return nil, fmt.Errorf("create witness: %w", err)
	}
	return key.Witness, nil
}

// A LockedError says that another process serves the witness.
type LockedError struct{ Dir string }

func (e *LockedError) Error() string {
	return fmt.Sprintf("witness %q is served by another process", e.Dir)
}

// Open takes the witness in dir over, and never creates one. It refuses a key
// that others can read, and a folder that another process serves.
func Open(dir string) (*Witness, error) {
	key, err := readKey(dir)
	if err != nil {
		return nil, fmt.Errorf("open witness %q: %w", dir, err)
	}
	lock, err := os.OpenFile(filepath.Join(dir, lockName), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open witness %q: %w", dir, err)
	}
	// Two processes would each cosign by what they alone know.
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		_ = lock.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, &LockedError{dir}
		}
		return nil, fmt.Errorf("open witness %q: %w", dir, err)
	}
	return &Witness{dir: dir, key: key, lock: lock, now: time.Now}, nil
}

// Close lets go of the folder.
func (w *Witness) Close() error { return w.lock.Close() }

// Key returns the witness as others know it.
func (w *Witness) Key() *seal.Witness { return w.key.Witness }

// KeyOf returns the witness in dir as others know it.
func KeyOf(dir string) (*seal.Witness, error) {
	key, err := readKey(dir)
	if err != nil {
		return nil, fmt.Errorf("witness %q: %w", dir, err)
	}
	return key.Witness, nil
}

func readKey(dir string) (*seal.WitnessKey, error) {
	path := filepath.Join(dir, keyName)
	fi, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("%w; constat witness init makes one", err)
	}
	if fi.Mode().Perm()&0o077 != 0 {
		return nil, fmt.Errorf("the key %q can be read by others (mode %04o); run chmod 600 on it, and ask who may have copied it", path, fi.Mode().Perm())
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return seal.ParseWitnessKey(string(text))
}

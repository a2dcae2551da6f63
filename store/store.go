// Package store is the log on disk: keeps what was seen, seals it, gives it
// out as a bundle.
//
// A store is a folder that one process owns:
//
//	evidence.db    bbolt: the log, what is not sealed yet, the signed checkpoints
//	key            the log's signing key, mode 0600
//	checkpoint     the newest signed checkpoint, outside the database, so that a
//	               database put back from a copy is noticed
//	captures/      WARC files named by digest
//	files/         configuration and method texts named by digest
//	anchors/       time stamps as asked for and as given (RFC 3161), named by digest
//	pid            who owns the folder now
//	epochs/N/      from the second key on: a store of its own for each, see Succeed
//
// An observation is durable when [Store.Observe] returns, first as pending,
// then in exactly one segment. [Store.Seal] moves what is pending into
// segments, counts everything in a seal entry, and only when all that is on
// disk signs the tree. Nothing is ever changed or removed.
//
// Buckets of evidence.db, keys and values:
//
//	meta         "format" → "constat-store/1"; "origin"; "counts" → JSON;
//	             "batch" → number of the newest transaction, 8 bytes;
//	             "anchor" → leaf of the newest time stamp, 8 bytes
//	leaves       index, 8 bytes highest first → leaf
//	tree         level, index → hash of 2^level leaves, for levels from 8
//	pending      chain → what is not sealed of it, as a segment without a place
//	chains       chain → state of the chain, JSON
//	answers      digest → answer
//	same         chain, digest of an answer without its body → digest of the answer
//	bodies       chain, digest of a body → the WARC file that holds it, JSON
//	checkpoints  size, 8 bytes highest first → signed checkpoint
//	cosignatures size, then verifier key of the witness → line under that
//	             checkpoint; made with the first of them
package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"

	bolt "go.etcd.io/bbolt"
	"golang.org/x/mod/sumdb/note"

	"constat/store/record"
	"constat/store/seal"
)

const (
	databaseName   = "evidence.db"
	keyName        = "key"
	checkpointName = "checkpoint"
	pidName        = "pid"
	capturesName   = "captures"
	filesName      = "files"
	anchorsName    = "anchors"

	format = "constat-store/1"
)

var (
	metaBucket        = []byte("meta")
	leavesBucket      = []byte("leaves")
	treeBucket        = []byte("tree")
	pendingBucket     = []byte("pending")
	chainsBucket      = []byte("chains")
	answersBucket     = []byte("answers")
	sameBucket        = []byte("same")
	bodiesBucket      = []byte("bodies")
	checkpointsBucket = []byte("checkpoints")

	cosignaturesBucket = []byte("cosignatures")

	allBuckets = [][]byte{metaBucket, leavesBucket, treeBucket, pendingBucket, chainsBucket, answersBucket, sameBucket, bodiesBucket, checkpointsBucket}

	formatKey = []byte("format")
	originKey = []byte("origin")
	countsKey = []byte("counts")
	batchKey  = []byte("batch")
	anchorKey = []byte("anchor")
)

// A Store is an open log. Its methods may be called from several goroutines.
type Store struct {
	root     string    // of all epochs
	dir      string    // of this epoch
	key      *seal.Key // nil where it was lost
	vkey     string
	verifier note.Verifier
	db       *bolt.DB
	due      chan struct{}

	mu     sync.Mutex // guards what follows, and writing as a whole
	counts map[record.Kind]int64
	number uint64 // of the newest batch on disk
	chains map[record.Chain]*chain
	head   seal.Checkpoint // the newest signed
	anchor int64           // 1 + leaf of the newest time-stamp entry
}

// A LockedError says that another process owns the store.
type LockedError struct {
	Dir string
	PID int // 0 if not known
}

func (e *LockedError) Error() string {
	if e.PID == 0 {
		return fmt.Sprintf("store %q is in use by another process", e.Dir)
	}
	return fmt.Sprintf("store %q is in use by process %d", e.Dir, e.PID)
}

// Create makes a new store in dir with a new key for the log called origin. It
// refuses if any part of a store is there.
func Create(dir, origin string) (err error) {
	for _, name := range []string{databaseName, keyName, checkpointName, epochsName} {
		if _, err := os.Lstat(filepath.Join(dir, name)); err == nil {
			return fmt.Errorf("create store: %q is there already; nothing was changed", filepath.Join(dir, name))
		}
	}
	key, err := seal.NewKey(origin)
	if err != nil {
		return fmt.Errorf("create store %q: %w", dir, err)
	}
	if err := keepKey(dir, key); err != nil {
		return fmt.Errorf("create store: %w", err)
	}
	if err := makeDatabase(dir, origin); err != nil {
		return fmt.Errorf("create store: %w", err)
	}
	return nil
}

// keepKey makes the folders of a store, and puts its key there.
func keepKey(dir string, key *seal.Key) error {
	for _, d := range []string{dir, filepath.Join(dir, capturesName), filepath.Join(dir, filesName)} {
		if err := os.MkdirAll(d, 0o700); err != nil {
			return err
		}
	}
	return writeFile(dir, keyName, []byte(key.String()+"\n"), 0o600)
}

// makeDatabase makes a log without leaves.
func makeDatabase(dir, origin string) (err error) {
	db, err := openDatabase(dir, toWrite)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close(), syncDir(dir)) }()
	return db.Update(func(tx *bolt.Tx) error {
		for _, name := range allBuckets {
			if _, err := tx.CreateBucket(name); err != nil {
				return err
			}
		}
		meta := tx.Bucket(metaBucket)
		return errors.Join(meta.Put(formatKey, []byte(format)), meta.Put(originKey, []byte(origin)))
	})
}

// Open opens the store in dir, its newest epoch, and never creates one. It
// refuses a key that others can read, a folder that others can write to, a
// database that another process holds, one that was cut short or edited, and
// one older than the newest checkpoint signed.
func Open(dir string) (s *Store, err error) {
	list, err := epochsIn(dir)
	if err != nil {
		return nil, fmt.Errorf("open store %q: %w", dir, err)
	}
	// A closed log's key can still sign another close.
	for _, earlier := range list[:len(list)-1] {
		if _, err := readKey(earlier); err != nil && !errors.Is(err, os.ErrNotExist) {
			return nil, fmt.Errorf("open store %q: %w", dir, err)
		}
	}
	return open(dir, list[len(list)-1])
}

// open opens one epoch of the store in root.
func open(root, dir string) (s *Store, err error) {
	defer func() {
		var locked *LockedError
		if errors.As(err, &locked) {
			err = &LockedError{root, readPID(root)}
		} else if err != nil {
			err = fmt.Errorf("open store %q: %w", dir, err)
		}
	}()
	if s, err = openDamaged(dir); err != nil {
		return nil, err
	}
	if err := s.ready(); err != nil {
		s.db.Close()
		return nil, err
	}
	s.root = root
	if err := writeFile(root, pidName, fmt.Appendf(nil, "%d\n", os.Getpid()), 0o600); err != nil {
		s.db.Close()
		return nil, err
	}
	return s, nil
}

func readPID(dir string) int {
	b, _ := os.ReadFile(filepath.Join(dir, pidName))
	pid, _ := strconv.Atoi(strings.TrimSpace(string(b)))
	return pid
}

// Close lets go of the store. What was accepted is on disk already.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	// A store that was made anew while this one was open has another owner.
	if readPID(s.root) == os.Getpid() {
		os.Remove(filepath.Join(s.root, pidName))
	}
	return s.db.Close()
}

// Origin returns the log's name, "saguenay-1/1".
func (s *Store) Origin() string { return s.verifier.Name() }

// VerifierKey returns what a policy lists for this log.
func (s *Store) VerifierKey() string { return s.vkey }

// Policy returns the vantage's own statement of its keys: c2sp.org/tlog-policy.
func (s *Store) Policy() []byte {
	return fmt.Appendf(nil, "log %s\nquorum none\n", s.vkey)
}

// Head returns the newest signed checkpoint.
func (s *Store) Head() seal.Checkpoint {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.head
}

// Due is signalled when an answer changed in kind and a seal should not wait
// for its hour.
func (s *Store) Due() <-chan struct{} { return s.due }

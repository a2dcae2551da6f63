package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	bolt "go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

// A mode says what a database is opened for. Several may read one at a time.
type mode bool

const (
	toRead  mode = false
	toWrite mode = true
)

// patience is how long one waits for others to let go of the store. A command
// that looks at it is soon done, and must not keep a daemon from starting.
func (m mode) patience() time.Duration {
	if m == toWrite {
		return 3 * time.Second
	}
	return 200 * time.Millisecond
}

// openDatabase opens evidence.db. The file grows in small steps, not by
// doubling: a store of years must not take twice its size.
func openDatabase(dir string, mode mode) (*bolt.DB, error) {
	db, err := bolt.Open(filepath.Join(dir, databaseName), 0o600, &bolt.Options{
		Timeout: mode.patience(), InitialMmapSize: 1 << 30, FreelistType: bolt.FreelistMapType, ReadOnly: mode == toRead,
	})
	if err != nil {
		return nil, err
	}
	db.AllocSize = 64 << 10
	return db, nil
}

// openExisting opens a database that is there.
func openExisting(dir string, mode mode) (db *bolt.DB, err error) {
	if err := uncut(dir); err != nil {
		return nil, err
	}
	path := filepath.Join(dir, databaseName)
	before, _ := os.Stat(path)
	err = guarded(func() (err error) { db, err = openDatabase(dir, mode); return err })
	if errors.Is(err, bolterrors.ErrTimeout) {
		return nil, &LockedError{dir, readPID(dir)}
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", databaseName, err)
	}
	// While we waited, its owner may have made it anew: then we hold what is gone.
	if after, err := os.Stat(path); err != nil || !os.SameFile(before, after) {
		_ = db.Close()
		return nil, &LockedError{dir, readPID(dir)}
	}
	return db, nil
}

// uncut refuses a database shorter than it says itself. bbolt maps the file,
// and to read past its end would stop the whole program.
func uncut(dir string) error {
	f, err := os.Open(filepath.Join(dir, databaseName))
	if err != nil {
		return fmt.Errorf("%w; constat init makes a store", err)
	}
	defer f.Close()
	need := int64(0)
	first, err := readMeta(f, 0)
	if err == nil {
		need = first.size()
	}
	// Where the first page is torn, the second is where a page of the usual
	// sizes ends.
	for _, at := range []uint32{first.pageSize, 4096, 8192, 16384, 65536} {
		if m, err := readMeta(f, int64(at)); at != 0 && err == nil && m.pageSize == at && m.txid >= first.txid {
			need = m.size()
			break
		}
	}
	fi, err := f.Stat()
	if err != nil {
		return err
	}
	if fi.Size() < need {
		return fmt.Errorf("%s was cut short: it has %d bytes of %d; bring back the whole file", databaseName, fi.Size(), need)
	}
	if need == 0 {
		return fmt.Errorf("%s is not a database, or its first pages are damaged; bring back the whole file", databaseName)
	}
	return nil
}

// A meta is what the first two pages of a bbolt file say, each in turn.
type meta struct {
	pageSize    uint32
	pages, txid uint64
}

func (m meta) size() int64 { return int64(m.pages) * int64(m.pageSize) }

const (
	metaMagic   = 0xED0CDAED
	metaVersion = 2
	pageHead    = 16 // bytes before a meta in its page
	metaSum     = 56 // bytes of a meta before its checksum, FNV-1a of 64 bits
)

func readMeta(r io.ReaderAt, at int64) (meta, error) {
	var b [metaSum + 8]byte
	if _, err := r.ReadAt(b[:], at+pageHead); err != nil {
		return meta{}, err
	}
	sum := fnv.New64a()
	sum.Write(b[:metaSum])
	order := binary.NativeEndian // bbolt writes what memory holds
	if order.Uint32(b[:]) != metaMagic || order.Uint32(b[4:]) != metaVersion || order.Uint64(b[metaSum:]) != sum.Sum64() {
		return meta{}, fmt.Errorf("no meta page at %d", at)
	}
	return meta{pageSize: order.Uint32(b[8:]), pages: order.Uint64(b[40:]), txid: order.Uint64(b[48:])}, nil
}

// guarded turns what bbolt does about a damaged page, a panic, into an error.
func guarded(f func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%s is damaged: %v; bring back a whole copy", databaseName, r)
		}
	}()
	return f()
}

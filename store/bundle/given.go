package bundle

import (
	"errors"
	"fmt"
	"io"
	"os"
)

// MostText bounds a text that a reader gives beside bundles: a policy, a method,
// a catalogue, certificates; in bytes.
const MostText = 4 << 20

// Errors of files that are given to be read.
var (
	ErrNoFile  = errors.New("it is no regular file; give the path of one")
	ErrTooLong = errors.New("it is too long")
)

// Open opens a file that was given to be read, and returns its size. A pipe
// would be waited for, and a device may have no end: both are refused.
func Open(name string) (*os.File, int64, error) {
	if fi, err := os.Stat(name); err == nil && !fi.Mode().IsRegular() { // opening a pipe waits already
		return nil, 0, fmt.Errorf("%s: %w", name, ErrNoFile)
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, 0, err
	}
	fi, err := f.Stat()
	if err == nil && !fi.Mode().IsRegular() {
		err = fmt.Errorf("%s: %w", name, ErrNoFile)
	}
	if err != nil {
		f.Close()
		return nil, 0, err
	}
	return f, fi.Size(), nil
}

// ReadFile reads a file as Open opens it, of most bytes.
func ReadFile(name string, most int64) ([]byte, error) {
	f, size, err := Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if size > most {
		return nil, fmt.Errorf("%s: %w: %d bytes, at most %d", name, ErrTooLong, size, most)
	}
	b, err := io.ReadAll(io.LimitReader(f, most+1)) // it may grow meanwhile
	if err == nil && int64(len(b)) > most {
		err = fmt.Errorf("%s: %w: over %d bytes", name, ErrTooLong, most)
	}
	return b, err
}

package bundle

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// What is given to be read is a file with an end: neither a device, nor a pipe
// that nobody writes to, nor one that is too long, however few bytes it takes.
func TestWhatIsGivenIsAFileWithAnEnd(t *testing.T) {
	dir := t.TempDir()
	pipe, sparse, text := filepath.Join(dir, "pipe"), filepath.Join(dir, "sparse"), filepath.Join(dir, "text")
	if err := errors.Join(syscall.Mkfifo(pipe, 0o600), os.WriteFile(sparse, nil, 0o600), os.Truncate(sparse, 5<<30), os.WriteFile(text, []byte("abc"), 0o600)); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]error{pipe: ErrNoFile, "/dev/zero": ErrNoFile, dir: ErrNoFile, sparse: ErrTooLong, filepath.Join(dir, "none"): os.ErrNotExist} {
		if b, err := ReadFile(name, 3); !errors.Is(err, want) || b != nil {
			t.Errorf("%s: %d bytes, %v", name, len(b), err)
		}
	}
	if b, err := ReadFile(text, 3); err != nil || !bytes.Equal(b, []byte("abc")) {
		t.Errorf("%q, %v", b, err)
	}
	if _, err := ReadFile(text, 2); !errors.Is(err, ErrTooLong) {
		t.Error(err)
	}
}

// Package servertest makes room for the real servers of the tests.
package servertest

import (
	"os"
	"path/filepath"
	"testing"
)

// Readable makes a folder that a server's own user can enter: the one for
// temporary files may lie in one that is closed to all others.
func Readable(t *testing.T) string {
	t.Helper()
	for _, under := range []string{os.TempDir(), "/tmp", "/var/tmp"} {
		if !entered(under) {
			continue
		}
		dir, err := os.MkdirTemp(under, "constat")
		if err == nil {
			err = os.Chmod(dir, 0o755)
		}
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { os.RemoveAll(dir) })
		return dir
	}
	t.Skip("no folder that others can enter")
	return ""
}

// entered reports whether others can enter a folder.
func entered(dir string) bool {
	for ; ; dir = filepath.Dir(dir) {
		i, err := os.Stat(dir)
		if err != nil || i.Mode().Perm()&0o001 == 0 {
			return false
		}
		if dir == filepath.Dir(dir) {
			return true
		}
	}
}

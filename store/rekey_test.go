package store

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// A command that waits for the daemon's files while the daemon makes them anew
// gets hold of what is gone. It must not take itself for the owner: its pid
// would replace the daemon's.
func TestWhoWaitedForFilesThatWereReplacedOwnsNothing(t *testing.T) {
	dir, other := t.TempDir(), t.TempDir()
	for _, d := range []string{dir, other} {
		if err := Create(d, "v/1"); err != nil {
			t.Fatal(err)
		}
	}
	held, err := openDatabase(dir, toWrite)
	if err != nil {
		t.Fatal(err)
	}
	started, ended := make(chan struct{}), make(chan error)
	go func() {
		close(started)
		db, err := openExisting(dir, toWrite)
		if err == nil {
			db.Close()
		}
		ended <- err
	}()
	<-started
	// Whenever the other one comes to it, before or after: it ends up with the
	// new file, or with none.
	if err := os.Rename(filepath.Join(other, databaseName), filepath.Join(dir, databaseName)); err != nil {
		t.Fatal(err)
	}
	held.Close()
	var locked *LockedError
	if err := <-ended; err != nil && !errors.As(err, &locked) {
		t.Error(err)
	}
}

func TestRekeyKeepsTheFolderInOneHand(t *testing.T) {
	dir := t.TempDir()
	if err := Create(dir, "old/1"); err != nil {
		t.Fatal(err)
	}
	if err := Rekey(dir, "new/1"); err != nil {
		t.Fatal(err)
	}
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if s.Origin() != "new/1" || readPID(dir) != os.Getpid() {
		t.Errorf("it is %s, owned by %d", s.Origin(), readPID(dir))
	}
}

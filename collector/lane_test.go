package collector

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"constat/store/record"
)

// A shelf keeps inventories in memory, and fails while it is told to.
type shelf struct {
	mu     sync.Mutex
	list   []record.Inventory
	newest []byte
	fails  int
}

func (s *shelf) Salt(record.Chain) [32]byte { return [32]byte{3} }

func (s *shelf) AccountKey(record.Chain) [32]byte { return [32]byte{7} }

func (s *shelf) Manifest(record.Chain) (*record.Inventory, io.ReadCloser, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := len(s.list) - 1; i >= 0; i-- {
		if e := s.list[i]; !e.File.IsZero() {
			return &e, io.NopCloser(bytes.NewReader(s.newest)), nil
		}
	}
	return nil, nil, nil
}

func (s *shelf) Inventory(e record.Inventory, r io.Reader) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fails--; s.fails >= 0 {
		return errors.New("no space left on device")
	}
	if r != nil {
		b, err := io.ReadAll(r)
		if err != nil || record.Sum(b) != e.File {
			return errors.Join(record.ErrRefused, err)
		}
		s.newest = b
	}
	s.list = append(s.list, e)
	return nil
}

func (s *shelf) kept() []record.Inventory {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]record.Inventory(nil), s.list...)
}

func store(dir string, last record.Round) record.Watched {
	return record.Watched{Last: last, Target: record.Target{Link: record.Link{Chain: record.Chain{7}}, Name: "photos", Interval: 864_000,
		Question: record.Question{Kind: record.AskInventory, URL: "file://" + dir, Timeout: 60_000, Read: 1 << 30}}}
}

// A store is listed at once, then each interval after; one that could not be
// listed, sooner. What a sink does not keep is offered again.
func TestStoreIsListedAtOnceAndThenInItsTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "a"), []byte("A"), 0o600); err != nil {
			t.Fatal(err)
		}
		kept, sink := &shelf{fails: 2}, &memorySink{}
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() {
			ended <- New(sink, slog.New(slog.DiscardHandler), []record.Watched{store(dir, 0)}, Options{Shelf: kept}).Run(ctx)
		}()
		begun := time.Now()
		time.Sleep(time.Minute)
		if n := len(kept.kept()); n != 1 {
			t.Fatalf("%d listings after a minute", n)
		}
		os.Remove(filepath.Join(dir, "a"))
		time.Sleep(24 * time.Hour)
		os.Rename(dir, dir+"-away")
		time.Sleep(24*time.Hour + time.Second)
		os.Rename(dir+"-away", dir)
		time.Sleep(time.Hour)
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		list := kept.kept()
		want := []struct {
			after   time.Duration
			missing int64
			fault   record.Fault
		}{{0, 0, ""}, {24 * time.Hour, 1, ""}, {48 * time.Hour, 0, record.ListAbsent}, {48*time.Hour + listAgain, 0, ""}}
		if len(list) != len(want) {
			t.Fatalf("%d listings: %+v", len(list), list)
		}
		for i, w := range want {
			e := list[i]
			if at := e.Round.Millis() - begun.UnixMilli(); at < w.after.Milliseconds() || at > w.after.Milliseconds()+1000 || e.Missing != w.missing || e.Fault != w.fault || e.Chain != (record.Chain{7}) {
				t.Errorf("listing %d, %v after: %+v", i, time.Duration(at)*time.Millisecond, e)
			}
		}
	})
}

// A store that was listed an hour ago waits for its time.
func TestStoreListedBeforeWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		kept := &shelf{}
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		last := record.Round(time.Now().Add(-time.Hour).UnixMilli() / 100)
		go func() {
			ended <- New(&memorySink{}, slog.New(slog.DiscardHandler), []record.Watched{store(t.TempDir(), last)}, Options{Shelf: kept}).Run(ctx)
		}()
		time.Sleep(22 * time.Hour)
		if n := len(kept.kept()); n != 0 {
			t.Errorf("%d listings before their time", n)
		}
		time.Sleep(2 * time.Hour)
		if n := len(kept.kept()); n != 1 {
			t.Errorf("%d listings in their time", n)
		}
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}

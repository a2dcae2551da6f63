package form

import (
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// Ten thousand posts of as many addresses, over the network as fast as it goes: each is answered,
// who is told that they are in is in, nothing is half written, and the memory stays bounded.
func TestACrowdIsTakenInWithinBoundedMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a minute")
	}
	if os.Getenv("CONSTAT_CROWD") == "" { // a process of its own: its memory is told, and go test's list of opened files stays short
		cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^"+t.Name()+"$", "-test.v")
		cmd.Env = append(os.Environ(), "CONSTAT_CROWD=yes")
		out, err := cmd.CombinedOutput()
		for line := range strings.Lines(string(out)) {
			if err != nil || strings.Contains(line, "told to wait") {
				t.Log(strings.TrimSpace(line))
			}
		}
		if err != nil {
			t.Error(err)
		}
		return
	}
	const posts, atOnce, room = 10_000, 64, 256 << 20
	h := newHouse(t, Options{Proxy: true})
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: atOnce}}
	var taken, refused, other atomic.Int64
	next := make(chan int)
	var w sync.WaitGroup
	for range atOnce {
		w.Go(func() {
			for i := range next {
				r, err := http.NewRequest("POST", h.at("en/join"), strings.NewReader(h.whole(fmt.Sprint("Member ", i)).Encode()))
				if err != nil {
					t.Error(err)
					continue
				}
				r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
				r.Header.Set("X-Forwarded-For", fmt.Sprintf("10.%d.%d.1", i/250, i%250))
				answer, err := client.Do(r)
				if err != nil {
					other.Add(1)
					continue
				}
				_, _ = io.Copy(io.Discard, answer.Body)
				answer.Body.Close()
				switch answer.StatusCode {
				case 200:
					taken.Add(1)
				case 429, 503:
					refused.Add(1)
				default:
					other.Add(1)
				}
			}
		})
	}
	var before, now runtime.MemStats
	runtime.ReadMemStats(&before)
	most, start := uint64(0), time.Now()
	for i := range posts {
		next <- i
		if i%250 == 0 {
			runtime.ReadMemStats(&now)
			most = max(most, now.HeapInuse)
		}
	}
	close(next)
	w.Wait()
	t.Logf("%d taken, %d told to wait, in %v; at most %d MB in use", taken.Load(), refused.Load(), time.Since(start).Round(time.Second), most>>20)
	if most > before.HeapInuse+room {
		t.Errorf("%d MB in use, %d before", most>>20, before.HeapInuse>>20)
	}
	members := h.members(t)
	if other.Load() > 0 || len(members) != int(taken.Load()) || taken.Load() < sendsAllOnce || taken.Load()+refused.Load() != posts {
		t.Errorf("%d taken, %d refused, %d else, %d members", taken.Load(), refused.Load(), other.Load(), len(members))
	}
	err := filepath.WalkDir(h.dir, func(path string, d fs.DirEntry, err error) error {
		if strings.HasPrefix(d.Name(), ".") {
			t.Errorf("%s is left half written", path)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

//go:build unix

package store

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"constat/store/record"
)

// A day at work, step by step. Each step says what was accepted with it.
type step struct {
	accepted int // observations, when it returns
	do       func(*Store, []record.Watched) error
}

func steps() []step {
	one := func(n int, body string) step {
		return step{2, func(s *Store, w []record.Watched) error {
			return s.Observe([]record.Seen{seen(w[0], n, body), seen(w[1], n, "<p>blog</p>")})
		}}
	}
	sealed := func(n int) step {
		return step{0, func(s *Store, _ []record.Watched) error {
			_, err := s.Seal(noon.Add(time.Duration(n) * time.Minute))
			return err
		}}
	}
	var list []step
	for n := range 3 {
		list = append(list, one(n, "a"))
	}
	list = append(list, step{60, func(s *Store, w []record.Watched) error { // with them one segment is full
		var hour []record.Seen
		for n := range 60 {
			hour = append(hour, seen(w[1], 3+n, "<p>blog</p>"))
		}
		return s.Observe(hour)
	}})
	for n := range 3 {
		list = append(list, one(63+n, "a"))
	}
	return append(list, sealed(66), one(67, ""), one(68, "b"), sealed(69),
		step{0, func(s *Store, w []record.Watched) error {
			t := target("blog")
			t.Question.URL += "new"
			_, err := s.Enter([]record.Target{w[0].Target, t})
			return err
		}},
		step{0, func(s *Store, _ []record.Watched) error {
			h, err := s.KeepFile([]byte("name: saguenay-1\n"))
			if err != nil {
				return err
			}
			return s.Append(record.Watch{Time: record.At(noon), Event: "reload", Config: h})
		}},
		one(70, "a"), sealed(71))
}

// live goes through the steps in a store with two targets, and tells after
// each how much was accepted so far.
func live(s *Store, w []record.Watched, told func(int)) error {
	total := 0
	for _, st := range steps() {
		if err := st.do(s, w); err != nil {
			return err
		}
		total += st.accepted
		told(total)
	}
	return nil
}

// kept counts the observations of a store, pending and sealed. It opens it as
// a program does after a crash, and checks all of it.
func keptIn(t testing.TB, dir string) int {
	t.Helper()
	s, err := Open(dir)
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	defer s.Close()
	check(t, s)
	n := 0
	for _, c := range s.chains {
		n += int(c.Row.Rounds) + len(c.pending)
	}
	// It goes on from there.
	if _, err := s.Seal(noon.Add(2 * time.Hour)); err != nil {
		t.Fatalf("seal: %v", err)
	}
	check(t, s)
	return n
}

// TestMain lets the test program be the one that is killed.
func TestMain(m *testing.M) {
	if dir := os.Getenv("CONSTAT_DIE_IN"); dir != "" && os.Getenv("CONSTAT_DIE_OF") == "succession" {
		dieAt(os.Getenv("CONSTAT_DIE_AT"))
		if _, err := Succeed(dir, noon.Add(time.Hour), Succession{Reason: "rotation"}); err != nil {
			panic(err)
		}
		fmt.Println("alive")
		return
	} else if dir != "" {
		die(dir, os.Getenv("CONSTAT_DIE_AT"))
		return
	}
	os.Exit(m.Run())
}

// die lives in dir and kills itself the n-th time it comes to a point; "x:n".
func die(dir, when string) {
	s, err := Open(dir)
	if err != nil {
		panic(err)
	}
	w, err := s.Enter([]record.Target{target("shop"), target("blog")})
	if err != nil {
		panic(err)
	}
	dieAt(when)
	if err := live(s, w, func(n int) { fmt.Println(n) }); err != nil {
		panic(err)
	}
	fmt.Println("alive")
}

// dieAt has the program kill itself at a point, "x:n".
func dieAt(when string) {
	point, count, _ := strings.Cut(when, ":")
	left, _ := strconv.Atoi(count)
	at = func(p string) {
		if p == point {
			if left--; left == 0 {
				syscall.Kill(os.Getpid(), syscall.SIGKILL)
				select {}
			}
		}
	}
}

// Rule 1: what was accepted survives a kill at any instruction.
func TestAcceptedSurvivesKill(t *testing.T) {
	points := []string{"file written:1", "file renamed:1", "file kept:2", "file written:4", "file renamed:3", "file kept:4", "tree written:1", "tree written:2",
		"checkpoint outside:1", "checkpoint outside:2", "checkpoint outside:3", "checkpoint enrolled:1", "checkpoint enrolled:3"}
	for n := range 15 { // seven observed, sealed, two observed, sealed, entered, appended, observed, sealed
		points = append(points, fmt.Sprintf("batch ready:%d", n+1), fmt.Sprintf("batch committed:%d", n+1))
	}
	for _, point := range points {
		t.Run(point, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			if err := Create(dir, "saguenay-1/1"); err != nil {
				t.Fatal(err)
			}
			cmd := exec.Command(os.Args[0], "-test.run=^$")
			cmd.Env = append(os.Environ(), "CONSTAT_DIE_IN="+dir, "CONSTAT_DIE_AT="+point)
			out, err := cmd.Output()
			if bytes.Contains(out, []byte("alive")) || err == nil {
				t.Fatalf("it never came to %s: %v", point, err)
			}
			told := 0
			for lines := bufio.NewScanner(bytes.NewReader(out)); lines.Scan(); {
				if told, err = strconv.Atoi(lines.Text()); err != nil {
					t.Fatal(err)
				}
			}
			if got := keptIn(t, dir); got < told || got > told+60 {
				t.Errorf("%d observations were accepted, %d are there", told, got)
			}
		})
	}
}

// A picture is what lies on the disk of a folder, synced.
type picture map[string][]byte

func take(t testing.TB, dir string) picture {
	t.Helper()
	p := picture{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() || d.Name() == pidName {
			return err
		}
		b, err := os.ReadFile(path)
		p[strings.TrimPrefix(path, dir+"/")] = b
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func (p picture) put(t testing.TB) (dir string) {
	t.Helper()
	dir = t.TempDir()
	for _, sub := range []string{capturesName, filesName} {
		if err := os.MkdirAll(filepath.Join(dir, sub), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	for name, b := range p {
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// Rule 1: and a power cut. bbolt writes pages, syncs, writes one of its two
// first pages, syncs. So between two pictures of the disk each page may be
// old, new, or torn at a sector, as long as the first page is old; and the
// files beside are there or not.
func TestAcceptedSurvivesPowerCut(t *testing.T) {
	s, dir := newStore(t)
	w := enter(t, s, target("shop"), target("blog"))
	type state struct {
		picture
		point    string
		accepted int
	}
	var states []state
	accepted := 0
	random := rand.New(rand.NewPCG(5, 9))
	before := take(t, dir)
	spared := listen(t, before)
	at = func(point string) {
		if point == "batch ready" || point == "file written" || point == "tree written" {
			return
		}
		now := take(t, dir)
		for _, cut := range cuts(before, now, random) {
			states = append(states, state{cut, point, accepted}, state{spared(cut), point, accepted})
		}
		before = now
	}
	err := live(s, w, func(n int) { accepted = n })
	at, toDisk = func(string) {}, (*os.File).Sync
	if err != nil {
		t.Fatal(err)
	}
	for _, st := range states {
		if got := keptIn(t, st.put(t)); got < st.accepted {
			t.Errorf("at %q: %d observations were accepted, %d are there", st.point, st.accepted, got)
		}
	}
	t.Logf("%d states of the disk", len(states))
}

// listen hears what is synced from here on. The function it returns takes from
// a picture the files beside the database that nothing vouches for: whose name
// was not synced, or whose bytes were not.
func listen(t *testing.T, have picture) func(picture) picture {
	durable, synced := maps.Clone(have), map[string]bool{}
	toDisk = func(f *os.File) error {
		fi, err := f.Stat()
		if err != nil {
			return err
		}
		if !fi.IsDir() {
			b, err := os.ReadFile(f.Name())
			synced[string(b)] = true
			return errors.Join(err, f.Sync())
		}
		names, err := os.ReadDir(f.Name())
		for _, d := range names {
			b, readErr := os.ReadFile(filepath.Join(f.Name(), d.Name()))
			if readErr == nil && !synced[string(b)] {
				b = b[:len(b)/2]
			}
			name := d.Name()
			if sub := filepath.Base(f.Name()); sub == capturesName || sub == filesName {
				name = filepath.Join(sub, name)
			}
			durable[name] = b
		}
		return errors.Join(err, f.Sync())
	}
	return func(p picture) picture {
		out := picture{databaseName: p[databaseName], keyName: p[keyName]}
		for name, b := range durable {
			if _, there := p[name]; there && name != databaseName && name != keyName && !strings.HasPrefix(filepath.Base(name), ".") {
				out[name] = b
			}
		}
		return out
	}
}

// cuts returns pictures that a power cut between two may leave.
func cuts(before, now picture, random *rand.Rand) []picture {
	var out []picture
	if other := changed(before, now); len(other) > 0 {
		p := maps.Clone(before)
		for _, name := range other {
			if random.IntN(2) == 0 {
				p[name] = now[name]
			}
		}
		// A file that was never named may hold anything.
		p[filepath.Join(capturesName, ".left-over-1")] = []byte("half a fi")
		out = append(out, p)
	}
	old, new := before[databaseName], now[databaseName]
	if bytes.Equal(old, new) {
		return append(out, now)
	}
	for _, how := range []string{"dropped", []string{"whole", "torn", "some"}[random.IntN(3)]} {
		p := maps.Clone(now)
		p[databaseName] = tear(old, new, how, random)
		out = append(out, p)
	}
	return append(out, now)
}

func changed(before, now picture) (names []string) {
	for name, b := range now {
		if name != databaseName && !bytes.Equal(b, before[name]) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// tear returns a database whose first pages are old and whose other pages are
// old, new, or in each sector one or the other.
func tear(old, new []byte, how string, random *rand.Rand) []byte {
	const sector, pageSize = 512, 4096
	out := bytes.Clone(new)
	clear(out[min(len(old), len(out)):]) // grown, and not yet written
	copy(out, old)
	for i := 2 * pageSize; i < len(new); i += sector {
		take := how == "whole" || (how == "torn" && random.IntN(2) == 0) || (how == "some" && random.IntN(1+i/pageSize)%2 == 0)
		if take {
			copy(out[i:i+sector], new[i:])
		}
	}
	return out
}

//go:build unix

package witness

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"constat/store/seal"
)

// TestMain lets the test program be the one that is killed.
func TestMain(m *testing.M) {
	if dir := os.Getenv("CONSTAT_DIE_IN"); dir != "" {
		die(dir, os.Getenv("CONSTAT_DIE_AT"))
		return
	}
	os.Exit(m.Run())
}

// die serves submissions from standard input, one a line, prints what it
// cosigns, and kills itself the n-th time it comes to a point; "x:n".
func die(dir, when string) {
	point, count, _ := strings.Cut(when, ":")
	left, _ := strconv.Atoi(count)
	w, err := Open(dir)
	if err != nil {
		panic(err)
	}
	at = func(p string) {
		if p == point {
			if left--; left == 0 {
				_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
				select {}
			}
		}
	}
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		body, err := strconv.Unquote(lines.Text())
		if err != nil {
			panic(err)
		}
		s, err := seal.ParseSubmission([]byte(body))
		if err != nil {
			panic(err)
		}
		if _, err := w.Add(s); err == nil {
			size, _ := sizeOf(s.Checkpoint)
			fmt.Println(size)
		}
	}
	fmt.Println("alive")
}

// Wherever the witness is killed, what it cosigned it knows afterwards: no
// smaller tree and no other history is cosigned then.
func TestCosignedSurvivesKill(t *testing.T) {
	killed := 0
	for _, when := range []string{
		"written:1", "written:2", "written:4", "renamed:1", "renamed:3", "kept:1", "kept:2", "kept:4", "cosigned:1", "cosigned:2", "cosigned:4",
		"refused kept:1", "written:3", "renamed:2", "kept:3",
	} {
		x := newTree(t, "a/1")
		w, dir := newWitness(t, x)
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		var input bytes.Buffer
		ask := func(s seal.Submission) { fmt.Fprintf(&input, "%q\n", s.Encode()) }
		fork := (&tree{key: x.key}).grow("b", 5)
		x.grow("a", 5)
		ask(x.since(t, 0))
		ask(x.grow("a", 2).since(t, 5))
		ask(fork.grow("b", 4).since(t, 7)) // refused, and recorded
		ask(x.grow("a", 1).since(t, 7))
		ask(x.grow("a", 40).since(t, 8))
		largest, alive := run(t, dir, when, &input)
		if !alive {
			killed++
		}
		logs, err := Logs(dir)
		if err != nil || logs[0].Size < largest {
			t.Errorf("%s: %d leaves were seen cosigned, %d are known (%v)", when, largest, logs[0].Size, err)
		}
		again := open(t, dir)
		size := logs[0].Size
		whole := x.leaves
		for n := int64(1); n < size; n++ {
			x.leaves = whole[:n]
			if _, err := again.Add(x.since(t, min(n, 5))); err == nil {
				t.Errorf("%s: %d leaves were cosigned after %d", when, n, size)
			}
		}
		x.leaves = whole
		other := (&tree{key: x.key}).grow("c", len(whole)+1)
		if size > 0 { // else none was cosigned yet
			if _, err := again.Add(other.since(t, size)); err == nil {
				t.Errorf("%s: another history was cosigned", when)
			}
		}
		// The log goes on.
		if _, err := again.Add(x.grow("a", 1).since(t, size)); err != nil {
			t.Errorf("%s: %v", when, err)
		}
		list, err := Refusals(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range list {
			if _, err := os.Stat(dir + "/" + refusedName + "/" + r.Digest); err != nil {
				t.Errorf("%s: the ledger names what is not there: %v", when, err)
			}
		}
	}
	if killed < 12 {
		t.Errorf("only %d were killed", killed)
	}
}

// run returns the largest size that the killed witness let out.
func run(t *testing.T, dir, when string, input *bytes.Buffer) (largest int64, alive bool) {
	t.Helper()
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), "CONSTAT_DIE_IN="+dir, "CONSTAT_DIE_AT="+when)
	c.Stdin, c.Stderr = input, os.Stderr
	out, err := c.Output()
	for line := range strings.Lines(string(out)) {
		if line = strings.TrimSpace(line); line == "alive" {
			alive = true
			continue
		}
		n, convErr := strconv.ParseInt(line, 10, 64)
		if convErr != nil {
			t.Fatalf("%s: %q", when, line)
		}
		largest = max(largest, n)
	}
	if alive != (err == nil) {
		t.Fatalf("%s: alive %v, %v", when, alive, err)
	}
	return largest, alive
}

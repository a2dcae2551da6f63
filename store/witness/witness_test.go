package witness

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"

	"constat/store/seal"
)

// A tree is a log that a test grows as it likes: leaves from..to of a history.
type tree struct {
	key    *seal.Key
	leaves []string
}

func newTree(t testing.TB, origin string) *tree {
	t.Helper()
	key, err := seal.NewKey(origin)
	if err != nil {
		t.Fatal(err)
	}
	return &tree{key: key}
}

// grow adds n leaves of a history called so.
func (x *tree) grow(history string, n int) *tree {
	for range n {
		x.leaves = append(x.leaves, history)
	}
	return x
}

func (x *tree) nodes(s seal.Span) (seal.Hash, bool) {
	if s.Hi-s.Lo != 1 {
		return seal.Hash{}, false
	}
	return seal.LeafHash([]byte(x.leaves[s.Lo])), true
}

func (x *tree) signed(t testing.TB) []byte {
	t.Helper()
	c := seal.Checkpoint{Origin: x.key.Name(), Size: int64(len(x.leaves))}
	var err error
	if c.Root, err = seal.Root(c.Size, x.nodes); err != nil {
		t.Fatal(err)
	}
	b, err := seal.Sign(c, x.key)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// since asks for a cosignature over all leaves, from old on.
func (x *tree) since(t testing.TB, old int64) seal.Submission {
	t.Helper()
	p, err := seal.ProveGrowth(min(old, int64(len(x.leaves))), int64(len(x.leaves)), x.nodes)
	if err != nil {
		t.Fatal(err)
	}
	return seal.Submission{Old: old, Proof: p, Checkpoint: x.signed(t)}
}

// newWitness is one that has enrolled the logs.
func newWitness(t testing.TB, logs ...*tree) (*Witness, string) {
	t.Helper()
	dir := t.TempDir()
	if _, err := Create(dir, "witness.example/w1"); err != nil {
		t.Fatal(err)
	}
	for _, x := range logs {
		if _, err := Enrol(dir, x.key.Verifier(), "", time.Now()); err != nil {
			t.Fatal(err)
		}
	}
	return open(t, dir), dir
}

func open(t testing.TB, dir string) *Witness {
	t.Helper()
	w, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })
	return w
}

// A log that grows is cosigned, again and again, and each cosignature is over
// what was submitted.
func TestGrowingLogIsCosigned(t *testing.T) {
	x := newTree(t, "saguenay-1/1")
	w, dir := newWitness(t, x)
	old := int64(0)
	for _, n := range []int{1, 0, 6, 1, 200} {
		x.grow("a", n)
		s := x.since(t, old)
		c, err := w.Add(s)
		if err != nil {
			t.Fatalf("from %d to %d: %v", old, len(x.leaves), err)
		}
		text, _, _ := strings.Cut(string(s.Checkpoint), "\n\n")
		if err := w.Key().Check(c, text+"\n"); err != nil {
			t.Error(err)
		}
		old = int64(len(x.leaves))
	}
	logs, err := Logs(dir)
	if err != nil || len(logs) != 1 || logs[0].Size != old || logs[0].FirstSize != 1 || logs[0].Origin() != "saguenay-1/1" {
		t.Errorf("%+v, %v", logs, err)
	}
	if list, err := Refusals(dir); err != nil || len(list) != 0 {
		t.Errorf("%v, %v", list, err)
	}
}

// A log that forks or goes back is refused, and what it signed is kept: both
// checkpoints, once, under their digest.
func TestForkAndRollbackAreRefusedAndKept(t *testing.T) {
	for name, c := range map[string]struct {
		history string
		size    int
		old     int64
		kind    Kind
		want    error
	}{
		"another tree of the same size":          {"b", 10, 10, Fork, &ConflictError{10, true}},
		"likewise, from nothing":                 {"b", 10, 0, Fork, &ConflictError{10, false}},
		"a tree that went its own way":           {"b", 14, 10, Unproven, ErrUnproven},
		"an older tree":                          {"a", 7, 5, Behind, &ConflictError{10, false}},
		"another, older tree":                    {"b", 7, 7, Behind, &ConflictError{10, false}},
		"an older tree that is said to be newer": {"a", 7, 10, Behind, ErrMalformed},
		"its own way, from another size":         {"b", 14, 5, "", &ConflictError{10, false}},
	} {
		x := newTree(t, "saguenay-1/1").grow("a", 4)
		w, dir := newWitness(t, x)
		var told []Refusal
		w.Refused = func(r Refusal) { told = append(told, r) }
		other := &tree{key: x.key, leaves: append([]string{}, x.leaves...)}
		first := x.grow("a", 6).since(t, 0)
		if _, err := w.Add(first); err != nil {
			t.Fatal(err)
		}
		other.grow(c.history, c.size-4)
		s := other.since(t, c.old)
		for range 2 {
			_, err := w.Add(s)
			var conflict *ConflictError
			switch want := c.want.(type) {
			case *ConflictError:
				if !errors.As(err, &conflict) || *conflict != *want {
					t.Errorf("%s: %v, want %v", name, err, want)
				}
			default:
				if !errors.Is(err, want) {
					t.Errorf("%s: %v, want %v", name, err, want)
				}
			}
		}
		list, err := Refusals(dir)
		if err != nil || len(told) != len(shown(list)) || (c.kind == "") != (len(list) == 0) || len(list) > 1 {
			t.Fatalf("%s: recorded %v, told %v, %v", name, list, told, err)
		}
		if len(list) == 0 {
			continue
		}
		r := list[0]
		if c.kind.Shows() && r != told[0] || r.Kind != c.kind || r.Size != int64(c.size) || r.CosignedSize != 10 || r.Log != "saguenay-1/1" {
			t.Errorf("%s: %+v", name, r)
		}
		b, err := os.ReadFile(filepath.Join(dir, refusedName, r.Digest))
		e, parseErr := ParseEvidence(b)
		if err != nil || parseErr != nil || e.Cosigned != string(first.Checkpoint) || e.Refused != string(s.Checkpoint) {
			t.Errorf("%s: evidence %s, %v, %v", name, b, err, parseErr)
		}
		if proven := e.Proves(); (proven == nil) != (c.kind == Fork) {
			t.Errorf("%s: the evidence alone proves a fork: %v", name, proven)
		}
		// The log goes on as if nothing had been.
		if _, err := w.Add(x.grow("a", 3).since(t, 10)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Who is no log of ours, or does not hold its key, gets nothing and leaves no
// trace.
func TestStrangersGetNothing(t *testing.T) {
	x := newTree(t, "saguenay-1/1").grow("a", 5)
	w, dir := newWitness(t, x)
	unknown, thief := newTree(t, "paris-1/1").grow("a", 5), newTree(t, "saguenay-1/1").grow("a", 5)
	for name, c := range map[string]struct {
		s    seal.Submission
		want error
	}{
		"unknown":              {unknown.since(t, 0), ErrUnknownLog},
		"another key":          {thief.since(t, 0), ErrUnsigned},
		"no note":              {seal.Submission{Checkpoint: []byte("saguenay-1/1\n5\n")}, ErrUnsigned},
		"no line":              {seal.Submission{Checkpoint: []byte("saguenay-1/1")}, ErrMalformed},
		"no origin":            {seal.Submission{Checkpoint: []byte("\n5\n")}, ErrMalformed},
		"a proof from nothing": {seal.Submission{Proof: []seal.Hash{{}}, Checkpoint: x.signed(t)}, ErrUnproven},
		"from the future":      {seal.Submission{Old: 6, Checkpoint: x.signed(t)}, ErrMalformed},
	} {
		if _, err := w.Add(c.s); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	if list, err := Refusals(dir); err != nil || len(list) != 0 {
		t.Errorf("%v, %v", list, err)
	}
	if logs, err := Logs(dir); err != nil || logs[0].Checkpoint != "" {
		t.Errorf("%v, %v", logs, err)
	}
}

// A checkpoint with other signatures and extension lines is cosigned whole.
func TestStrangeCheckpointIsCosigned(t *testing.T) {
	x := newTree(t, "log.example").grow("a", 5)
	w, dir := newWitness(t, x)
	text, _, _ := strings.Cut(string(x.signed(t)), "\n\n")
	text += "\nextension\n"
	signed, err := seal.SignText(text, x.key)
	if err != nil {
		t.Fatal(err)
	}
	other := newTree(t, "other.example")
	more, err := note.Sign(&note.Note{Text: text}, x.key, other.key)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range [][]byte{signed, more} {
		old := int64(0)
		if string(s) == string(more) {
			old = 5
		}
		c, err := w.Add(seal.Submission{Old: old, Checkpoint: s})
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Key().Check(c, text); err != nil {
			t.Error(err)
		}
	}
	// Others' signatures are not kept: anybody can add some.
	if logs, err := Logs(dir); err != nil || logs[0].Checkpoint != string(signed) {
		t.Errorf("%+v, %v", logs, err)
	}
}

// The time of a cosignature never goes back, and a clock that was set far back
// stops the witness.
func TestCosignedTimeNeverGoesBack(t *testing.T) {
	x := newTree(t, "a/1").grow("a", 1)
	w, _ := newWitness(t, x)
	start := time.Unix(1_700_000_000, 0)
	for _, c := range []struct {
		at   time.Duration
		want int64 // after the start; -1 for none
	}{{0, 0}, {time.Minute, 60}, {0, 60}, {-3 * time.Minute, 60}, {-5 * time.Minute, -1}, {2 * time.Minute, 120}} {
		w.now = func() time.Time { return start.Add(c.at) }
		old := int64(len(x.leaves))
		if c.at == 0 && c.want == 0 {
			old = 0
		}
		got, err := w.Add(x.since(t, old))
		if (c.want < 0) != (err != nil) || err == nil && got.Seconds != start.Unix()+c.want {
			t.Errorf("at %v: %d, %v", c.at, got.Seconds-start.Unix(), err)
		}
	}
}

func TestOneProcessServes(t *testing.T) {
	_, dir := newWitness(t)
	var locked *LockedError
	if _, err := Open(dir); !errors.As(err, &locked) {
		t.Errorf("a second one: %v", err)
	}
}

func TestWitnessRefusesReadableKey(t *testing.T) {
	_, dir := newWitness(t)
	if err := os.Chmod(filepath.Join(dir, keyName), 0o640); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir); err == nil || !strings.Contains(err.Error(), "can be read by others") {
		t.Error(err)
	}
	if _, err := Enrol(dir, newTree(t, "a/1").key.Verifier(), "", time.Now()); err == nil {
		t.Error("enrolled")
	}
}

func TestCreateAndEnrolOverwriteNothing(t *testing.T) {
	x := newTree(t, "a/1")
	w, dir := newWitness(t, x)
	if _, err := Create(dir, "other.example"); err == nil || !strings.Contains(err.Error(), "nothing was changed") {
		t.Error(err)
	}
	if key, err := KeyOf(dir); err != nil || key.String() != w.Key().String() {
		t.Error(err)
	}
	if _, err := Enrol(dir, x.key.Verifier(), "", time.Now()); err != nil {
		t.Errorf("the same again: %v", err)
	}
	for name, err := range map[string]error{
		"another member": second(Enrol(dir, x.key.Verifier(), "shop", time.Now())),
		"another key":    second(Enrol(dir, newTree(t, "a/1").key.Verifier(), "", time.Now())),
		"no key":         second(Enrol(dir, "a/1", "", time.Now())),
		"a witness":      second(Enrol(dir, w.Key().String(), "", time.Now())),
		"two lines":      second(Enrol(dir, newTree(t, "b/1").key.Verifier(), "a\nb", time.Now())),
		"no witness":     second(Enrol(t.TempDir(), x.key.Verifier(), "", time.Now())),
	} {
		if err == nil {
			t.Errorf("%s: enrolled", name)
		}
	}
}

func second(_ string, err error) error { return err }

// A state that was edited, or cut short, is never taken for none: the witness
// would cosign a second history.
func TestDamagedStateIsNotForgotten(t *testing.T) {
	x := newTree(t, "a/1").grow("a", 5)
	w, dir := newWitness(t, x)
	if _, err := w.Add(x.since(t, 0)); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, logsName, fileOf("a/1"))
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	fork := (&tree{key: x.key}).grow("b", 9).since(t, 0)
	for name, edited := range map[string]string{
		"empty":         "",
		"cut short":     string(whole[:len(whole)/2]),
		"another size":  strings.Replace(string(whole), `"size": 5`, `"size": 4`, 1),
		"no checkpoint": strings.Replace(string(whole), `"checkpoint": "a/1`, `"checkpoint": "", "x": "a/1`, 1),
		"another's":     strings.Replace(string(whole), "a/1", "b/1", -1),
	} {
		if err := os.WriteFile(path, []byte(edited), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Add(fork); err == nil || errors.Is(err, ErrUnknownLog) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Anybody may repeat what a log signed long ago: nothing is held against the
// log then. Another tree of a size that was cosigned long ago is a fork, and
// the two checkpoints prove it.
func TestOlderCheckpointsAreRemembered(t *testing.T) {
	x := newTree(t, "a/1").grow("a", 3)
	w, dir := newWitness(t, x)
	first := x.since(t, 0)
	if _, err := w.Add(first); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Add(x.grow("a", 4).since(t, 3)); err != nil {
		t.Fatal(err)
	}
	var conflict *ConflictError
	if _, err := w.Add(first); !errors.As(err, &conflict) || conflict.Size != 7 {
		t.Errorf("repeated: %v", err)
	}
	if list, err := Refusals(dir); err != nil || len(list) != 0 {
		t.Errorf("repeated: %v, %v", list, err)
	}
	if _, err := w.Add((&tree{key: x.key}).grow("b", 3).since(t, 0)); !errors.As(err, &conflict) {
		t.Errorf("another: %v", err)
	}
	list, err := Refusals(dir)
	if err != nil || len(list) != 1 || list[0].Kind != Fork || list[0].Size != 3 || list[0].CosignedSize != 7 {
		t.Fatalf("another: %v, %v", list, err)
	}
	b, err := os.ReadFile(filepath.Join(dir, refusedName, list[0].Digest))
	if err != nil {
		t.Fatal(err)
	}
	if e, err := ParseEvidence(b); err != nil || e.Proves() != nil {
		t.Errorf("the evidence: %v, %v", err, e.Proves())
	}
}

package witness

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// shown are the refusals that show something by themselves.
func shown(list []Refusal) []Refusal {
	return slices.DeleteFunc(slices.Clone(list), func(r Refusal) bool { return !r.Kind.Shows() })
}

// After a log is closed no larger tree of it is cosigned, proven or not, and
// each is recorded. What was cosigned is cosigned again.
func TestClosedLogIsCosignedNoFurther(t *testing.T) {
	x, other := newTree(t, "saguenay-1/1").grow("a", 5), newTree(t, "paris-1/1").grow("a", 5)
	w, dir := newWitness(t, x, other)
	if _, err := w.Add(x.since(t, 0)); err != nil {
		t.Fatal(err)
	}
	thief := (&tree{key: x.key}).grow("a", 4).grow("b", 6)
	at := time.Unix(1_700_000_000, 0)
	for range 2 {
		l, err := CloseLog(dir, x.key.Verifier(), at)
		if err != nil || l.Closed != 1_700_000_000 || l.Size != 5 {
			t.Fatalf("%+v, %v", l, err)
		}
		at = at.Add(time.Hour) // closed again, nothing changes
	}
	if _, err := w.Add(x.since(t, 5)); err != nil {
		t.Errorf("what was cosigned is not cosigned again: %v", err)
	}
	for _, old := range []int64{5, 4, 0} {
		if _, err := w.Add(thief.since(t, old)); !errors.Is(err, ErrClosed) {
			t.Errorf("another history from %d: %v", old, err)
		}
	}
	if _, err := w.Add(x.grow("a", 3).since(t, 5)); !errors.Is(err, ErrClosed) {
		t.Errorf("a larger tree: %v", err)
	}
	if status, _, _ := post(t, served(t, w), x.since(t, 5).Encode()); status != 410 {
		t.Errorf("over HTTP: %d", status)
	}
	if _, err := w.Add(other.since(t, 0)); err != nil {
		t.Errorf("another log: %v", err)
	}
	list, err := Refusals(dir)
	if err != nil || len(list) != 2 || list[0].Kind != Closed || list[0].Size != 10 || list[1].Size != 8 || list[0].CosignedSize != 5 {
		t.Errorf("%+v, %v", list, err)
	}
	logs, err := Logs(dir)
	if err != nil || logs[0].Closed != 0 || logs[1].Closed != 1_700_000_000 {
		t.Errorf("%+v, %v", logs, err)
	}
}

func TestOnlyWhatIsEnrolledIsClosed(t *testing.T) {
	x := newTree(t, "saguenay-1/1").grow("a", 5)
	w, dir := newWitness(t, x)
	for name, vkey := range map[string]string{"not a key": "saguenay-1/1", "unknown": newTree(t, "b/1").key.Verifier(), "another key": newTree(t, "saguenay-1/1").key.Verifier()} {
		if _, err := CloseLog(dir, vkey, time.Now()); err == nil {
			t.Errorf("%s: closed", name)
		}
	}
	// A mark that cannot be read is not taken for none.
	if _, err := CloseLog(dir, x.key.Verifier(), time.Now()); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, closedName, fileOf("saguenay-1/1")), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Add(x.since(t, 0)); err == nil || errors.Is(err, ErrClosed) {
		t.Error(err)
	}
}

// What anybody who holds a bundle can send stains nobody and fills nothing:
// an older checkpoint that was never cosigned, a newer one with a wrong proof.
func TestWhatAnybodyCanSendStainsNobody(t *testing.T) {
	x := newTree(t, "saguenay-1/1")
	w, dir := newWitness(t, x)
	var told []Refusal
	w.Refused = func(r Refusal) { told = append(told, r) }
	x.grow("a", 150)
	whole := x.leaves
	if _, err := w.Add(x.since(t, 0)); err != nil {
		t.Fatal(err)
	}
	for n := 1; n < 150; n++ {
		x.leaves = whole[:n]
		s := x.since(t, 0)
		if n == 1 { // shown to be the beginning
			x.leaves = whole
			s.Proof = x.since(t, 1).Proof
		}
		if _, err := w.Add(s); err == nil {
			t.Fatal("a smaller tree was cosigned")
		}
	}
	x.leaves = whole
	next := x.grow("a", 1).since(t, 150)
	wrong := next
	wrong.Proof = nil
	if _, err := w.Add(wrong); !errors.Is(err, ErrUnproven) {
		t.Fatal(err)
	}
	list, err := Refusals(dir)
	if err != nil || len(list) != Behind.most()+1 || len(told) != 0 || slices.ContainsFunc(list, func(r Refusal) bool { return r.Size == 1 }) {
		t.Errorf("%d recorded, %d told, %v", len(list), len(told), err)
	}
	// Once it is cosigned, the newer one is explained.
	if _, err := w.Add(next); err != nil {
		t.Fatal(err)
	}
	if list, err = Refusals(dir); err != nil || slices.ContainsFunc(list, func(r Refusal) bool { return r.Kind == Unproven }) {
		t.Errorf("%+v, %v", list[len(list)-1], err)
	}
	// A fork still has its place.
	if _, err := w.Add((&tree{key: x.key}).grow("b", 151).since(t, 151)); err == nil {
		t.Fatal("cosigned")
	}
	if len(told) != 1 || told[0].Kind != Fork {
		t.Errorf("told of %+v", told)
	}
}

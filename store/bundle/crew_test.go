package bundle

import (
	"bytes"
	"reflect"
	"testing"

	"constat/store/seal"
)

// How many work at it must not show in what is found: on the tamper table, and
// on bundles with nothing wrong.
func TestCrewSizeDoesNotShow(t *testing.T) {
	for _, sort := range tampering {
		for _, l := range sort.list {
			f := newForge(t)
			sameByAll(t, l.name, l.make(t, f), f.policy())
		}
	}
	f := newForge(t).story()
	sameByAll(t, "whole", f.write(f.whole()), f.policy())
	sameByAll(t, "part", f.write(f.part()), f.policy())
}

func sameByAll(t *testing.T, name string, file []byte, policy *seal.Policy) {
	t.Helper()
	var alone *Bundle
	for _, crew := range []crew{1, 2, 9} {
		b, err := verify("b.zip", bytes.NewReader(file), int64(len(file)), policy, crew)
		if err != nil {
			t.Fatal(err)
		}
		if alone == nil {
			alone = b
		}
		if !reflect.DeepEqual(b.Checks, alone.Checks) || b.SHA256 != alone.SHA256 {
			t.Errorf("%s, by %d: %+v\nby 1: %+v", name, crew, b.Checks, alone.Checks)
		}
	}
}

// The lowest error wins, whoever met one first.
func TestFirstErrorIsTheLowest(t *testing.T) {
	for _, crew := range []crew{1, 4} {
		err := crew.first(100, func(i int) error {
			if i >= 40 {
				return errAt(i)
			}
			return nil
		})
		if err != errAt(40) {
			t.Errorf("by %d: %v", crew, err)
		}
	}
}

type errAt int

func (e errAt) Error() string { return "error" }

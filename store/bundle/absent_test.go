package bundle

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"constat/store/seal"
)

func absentOf(all []Check) (found []Check) {
	return slices.DeleteFunc(slices.Clone(all), func(c Check) bool { return c.Name != "vantages" })
}

// A vantage kept back changes what a report says of the others: the reader who
// knows its name is told, and nothing more is asked of the bundle.
func TestVantagesOfThePolicyThatAreKeptBackAreSaid(t *testing.T) {
	f := newForge(t).story()
	file := f.write(f.whole())
	paris, later := keyFor(t, "paris-1/1"), keyFor(t, "saguenay-1/2")
	b := verifyBytes(t, file, policyOf(t, f.key, paris, later, keyFor(t, "levis-1/1"), keyFor(t, "levis-1/2")))
	found(t, b.Checks, "saguenay-1/1", "vantages").must(t, NotAsked, "the policy also names 2 other vantages that are not shown here: levis-1, paris-1")
	if b.Verdict() != Proven {
		t.Errorf("%s: %+v", b.Verdict(), b.Checks)
	}
	if got := Absent(b); !slices.Equal(got, []string{"levis-1", "paris-1"}) {
		t.Errorf("absent %v", got)
	}
	// An epoch of a vantage that is shown is its own affair, as is a policy that names no other.
	for _, p := range []*seal.Policy{policyOf(t, f.key, later), f.policy(), nil} {
		if b := verifyBytes(t, file, p); len(absentOf(b.Checks)) != 0 || len(Absent(b)) != 0 {
			t.Errorf("%+v", b.Checks)
		}
	}
	// What one bundle lacks another may bring, and it is said once.
	both := policyOf(t, f.key, paris, keyFor(t, "levis-1/1"))
	all := Together(verifyBytes(t, file, both), verifyBytes(t, file, both))
	if list := absentOf(all); len(list) != 1 || !strings.HasSuffix(list[0].Detail.English, ": levis-1, paris-1") {
		t.Errorf("%+v", list)
	}
	other := &Bundle{Logs: []*Log{{Disclosure: Disclosure{Origin: "paris-1/1"}}}, policy: both}
	if got := Absent(verifyBytes(t, file, both), other); !slices.Equal(got, []string{"levis-1"}) {
		t.Errorf("absent %v", got)
	}
}

func TestAPolicyOfHundredsOfLogsIsALine(t *testing.T) {
	f := newForge(t).story()
	keys := []*seal.Key{f.key}
	for i := range 300 {
		keys = append(keys, keyFor(t, fmt.Sprintf("member-%03d/1", i)))
	}
	b := verifyBytes(t, f.write(f.whole()), policyOf(t, keys...))
	c := found(t, b.Checks, "saguenay-1/1", "vantages")
	c.must(t, NotAsked, "the policy also names 300 other vantages that are not shown here: member-000, ")
	if !strings.HasSuffix(c.Detail.English, "member-007 and 292 more") || !strings.HasSuffix(c.Detail.French, "member-007 et 292 de plus") || b.Verdict() != Proven {
		t.Errorf("%s: %s", b.Verdict(), c.Detail)
	}
}

// Of a broken bundle nothing is shown, so nothing is said to be missing.
func TestNothingIsAbsentFromWhatIsBroken(t *testing.T) {
	f := newForge(t).story()
	b := verifyBytes(t, f.write(f.whole())[:100], policyOf(t, keyFor(t, "paris-1/1")))
	if len(absentOf(b.Checks)) != 0 {
		t.Errorf("%+v", b.Checks)
	}
}

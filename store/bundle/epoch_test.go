package bundle

import (
	"math/big"
	"slices"
	"strings"
	"testing"
	"time"

	"constat/cmd/constat/demo"
	"constat/store/record"
	"constat/store/seal"
)

// found returns what a check of a log says.
func found(t *testing.T, all []Check, log, name string) Check {
	t.Helper()
	i := slices.IndexFunc(all, func(c Check) bool { return c.Log == log && c.Name == name })
	if i < 0 {
		t.Fatalf("no check %q of %s in %+v", name, log, all)
	}
	return all[i]
}

func (c Check) must(t *testing.T, r Result, says string) {
	t.Helper()
	if c.Result != r || !strings.Contains(c.Detail.English, says) || c.Detail.French == c.Detail.English {
		t.Errorf("%s, %s: %s: %s", c.Log, c.Name, c.Result, c.Detail)
	}
}

// policyOf believes the logs of these keys.
func policyOf(t *testing.T, keys ...*seal.Key) *seal.Policy {
	t.Helper()
	text := "quorum none\n"
	for _, k := range keys {
		text = "log " + k.Verifier() + "\n" + text
	}
	p, err := seal.ParsePolicy([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// A key that closed its log vouches for the next: a reader who knows the first
// knows them all. After a theft it vouches for nothing.
func TestIdentityIsHandedOn(t *testing.T) {
	second, third := keyFor(t, "saguenay-1/2"), keyFor(t, "saguenay-1/3")
	for reason, want := range map[string]Result{"rotation": OK, "theft": Unchecked} {
		f := newForge(t).ended(reason, second.Verifier())
		g := f.after(second, reason, asIs).close("rotation", third.Verifier())
		h := g.after(third, "rotation", asIs)
		b := verifyBytes(t, carried(h, f, g), f.policy())
		found(t, b.Checks, "saguenay-1/2", "epochs").must(t, OK, "cites the last checkpoint of saguenay-1/1")
		found(t, b.Checks, "saguenay-1/3", "epochs").must(t, OK, "closed in its favour")
		found(t, b.Checks, "saguenay-1/2", "log key").must(t, want, map[string]string{"rotation": "was closed in its favour", "theft": "was stolen"}[reason])
		if c := found(t, b.Checks, "saguenay-1/3", "log key"); c.Result != want {
			t.Errorf("%s: the third epoch is %s: %s", reason, c.Result, c.Detail.English)
		}
		if b := verifyBytes(t, carried(h, f, g), policyOf(t, f.key, second, third)); b.Verdict() != Proven {
			t.Errorf("%s: %+v", reason, b.Checks)
		}
		if b := verifyBytes(t, carried(h, f, g), policyOf(t, third)); found(t, b.Checks, "saguenay-1/1", "log key").Result != Unchecked {
			t.Error("a key vouches for the one before it")
		}
	}
}

func TestWhatIsNotShownOfEpochsIsSaid(t *testing.T) {
	key := keyFor(t, "saguenay-1/2")
	f := newForge(t).ended("rotation", key.Verifier())
	g := f.after(key, "rotation", asIs)
	both := policyOf(t, f.key, key)
	old, next := verifyBytes(t, f.write(f.everything()), both), verifyBytes(t, g.write(g.everything()), both)
	found(t, old.Checks, "saguenay-1/1", "epochs").must(t, OK, "in favour of saguenay-1/2, which is not shown here")
	found(t, next.Checks, "saguenay-1/2", "epochs").must(t, Unchecked, "goes on with saguenay-1/1 (rotation), which is not shown")
	if old.Verdict() != Proven || next.Verdict() != Partial {
		t.Errorf("%s, %s", old.Verdict(), next.Verdict())
	}
	// What one file can't tell, two can.
	all := Together(next, old)
	if Judge(all) != Proven || len(slices.DeleteFunc(all, func(c Check) bool { return c.Name != "epochs" })) != 1 {
		t.Errorf("%+v", all)
	}
	// An old bundle does not reach the checkpoint cited.
	early := newForge(t)
	early.key = f.key
	stale := verifyBytes(t, early.story().write(early.everything()), both)
	found(t, Together(next, stale), "saguenay-1/2", "epochs").must(t, Unchecked, "not shown up to the checkpoint")
}

func TestLostKeyIsSaid(t *testing.T) {
	f := newForge(t).story()
	key := keyFor(t, "saguenay-1/2")
	b := verifyBytes(t, carried(f.after(key, "loss", asIs), f), policyOf(t, f.key, key))
	found(t, b.Checks, "saguenay-1/2", "epochs").must(t, Unchecked, "was lost: nothing that it signed announces this log")
}

// A part of a later epoch shows its first leaf too, whatever it begins with,
// and a part of an earlier one its close.
func TestPartsShowTheirEpochs(t *testing.T) {
	key := keyFor(t, "saguenay-1/2")
	f := newForge(t).ended("rotation", key.Verifier())
	g := f.after(key, "rotation", asIs)
	c := g.contents(9, 14, "shop", "control")
	b := verifyBytes(t, g.write(c), policyOf(t, f.key, key))
	if b.Verdict() != Broken {
		t.Error("a part of a later epoch without its first leaf passes")
	}
	c.Leaves = append([]Leaf{g.leaves[0]}, c.Leaves...)
	g.complete(&c)
	b = verifyBytes(t, g.write(c), policyOf(t, f.key, key))
	found(t, b.Checks, "saguenay-1/2", "epochs").must(t, Unchecked, "which is not shown")
	d := f.contents(8, 13, "shop", "control")
	b = verifyBytes(t, f.write(d), policyOf(t, f.key, key))
	found(t, b.Checks, "saguenay-1/1", "epochs").must(t, OK, "was closed on")
	if c, leaf, ok := b.Logs[0].Closed(); !ok || leaf != 19 || c.Reason != "rotation" {
		t.Error(c, leaf, ok)
	}
	if _, ok := b.Logs[0].Follows(); ok {
		t.Error("the first epoch follows another")
	}
}

// A closed log shows its close and all behind it, wherever the account lies.
func TestCloseIsShownFromAnywhere(t *testing.T) {
	for name, at := range map[string][2]int64{"before": {8, 13}, "up to": {13, 20}, "around": {13, 21}, "after": {20, 21}, "long after": {21, 22}} {
		f := newForge(t).ended("rotation", keyFor(t, "saguenay-1/2").Verifier())
		f.seal(morning.Add(5 * time.Hour))
		f.seal(morning.Add(6 * time.Hour))
		b := verifyBytes(t, f.write(f.contents(at[0], at[1], "shop", "control")), f.policy())
		if b.Verdict() == Broken {
			t.Errorf("%s: %+v", name, b.Checks)
			continue
		}
		found(t, b.Checks, "saguenay-1/1", "epochs").must(t, OK, "was closed on")
	}
}

// A close that only the key saw hands nothing on: whoever copied the key could
// sign it. Witnesses must have seen it where the policy asks for them.
func TestIdentityIsHandedOnBeforeWitnesses(t *testing.T) {
	key := keyFor(t, "saguenay-1/2")
	for size, want := range map[int64]struct {
		Result
		says string
	}{9: {Unchecked, "did not cosign that close"}, 19: {Unchecked, "did not cosign that close"}, 21: {OK, "was closed in its favour"}} {
		f := newForge(t).ended("rotation", key.Verifier())
		f.cosign(size, f.witness())
		b := verifyBytes(t, carried(f.after(key, "rotation", asIs), f), f.policy())
		found(t, b.Checks, "saguenay-1/2", "log key").must(t, want.Result, want.says)
	}
}

func TestIdentityIsHandedOnInTime(t *testing.T) {
	key := keyFor(t, "saguenay-1/2")
	for n, want := range map[int]Result{0: Unchecked, 1: Unchecked, 2: OK} {
		s := &tokens{forge: newForge(t).story(), requests: map[record.Hash][]byte{}, responses: map[record.Hash][]byte{}}
		for _, name := range []string{"Horloge A", "Horloge B"} {
			a, err := demo.NewAuthority(name)
			if err != nil {
				t.Fatal(err)
			}
			s.clocks = append(s.clocks, a)
		}
		s.close("rotation", key.Verifier())
		closed := int64(len(s.leaves))
		// What is told after was seen before these stamps: the next log cites the
		// checkpoint without them.
		g := s.after(key, "rotation", asIs)
		for _, a := range s.clocks[:n] {
			s.stamp(closed, closed, a, big.NewInt(closed), honest)
		}
		s.seal(morning.Add(5 * time.Hour))
		c := g.everything()
		c.Nested = append(c.Nested, whole("a", s.write(s.everything())))
		b := verifyBytes(t, g.write(c), trusting(t, s.forge, s.clocks...))
		says := "no two independent authorities that the policy names stamped that close"
		if want == OK {
			says = "was closed in its favour"
		}
		found(t, b.Checks, "saguenay-1/2", "log key").must(t, want, says)
	}
}

// A log that tells of what lies before its own beginning is not broken, a clock
// may have been set, but it is not vouched for either.
func TestRoundsBeforeAnEpochAreSaid(t *testing.T) {
	key := keyFor(t, "saguenay-1/2")
	for after, want := range map[time.Duration]Result{0: OK, 5 * time.Minute: OK, 6 * time.Minute: Unchecked, 4 * time.Hour: Unchecked} {
		f := newForge(t).ended("rotation", key.Verifier())
		g := f.after(key, "rotation", func(s *record.Successor) { s.Time = record.At(morning.Add(after)) })
		b := verifyBytes(t, carried(g, f), f.policy())
		i := slices.IndexFunc(b.Checks, func(c Check) bool { return strings.Contains(c.Detail.English, "these times do not go together") })
		if (i >= 0) != (want == Unchecked) || b.Verdict() == Broken {
			t.Errorf("%v: %s, %+v", after, b.Verdict(), b.Checks)
		}
		if c := found(t, b.Checks, "saguenay-1/2", "log key"); c.Result != want {
			t.Errorf("%v: the key is %s: %s", after, c.Result, c.Detail.English)
		}
	}
}

// What stamps under the checkpoint that an epoch cites attest bounds it too.
func TestRoundsBeforeStampsAreSaid(t *testing.T) {
	key := keyFor(t, "saguenay-1/2")
	s := &tokens{forge: newForge(t).story(), requests: map[record.Hash][]byte{}, responses: map[record.Hash][]byte{}}
	for i, name := range []string{"Horloge A", "Horloge B"} {
		a, err := demo.NewAuthority(name)
		if err != nil {
			t.Fatal(err)
		}
		s.clocks = append(s.clocks, a)
		now := time.Now().AddDate(1, 0, 0) // after the story, whenever this runs
		if now.Before(morning) {
			now = morning.AddDate(1, 0, 0)
		}
		a.Now = func() time.Time { return now }
		s.stamp(19, 19, a, big.NewInt(int64(7+i)), honest)
	}
	s.seal(morning.Add(4 * time.Hour))
	s.close("rotation", key.Verifier())
	g := s.after(key, "rotation", asIs)
	c := g.everything()
	c.Nested = append(c.Nested, whole("a", s.write(s.everything())))
	file := g.write(c)
	for name, want := range map[string]struct {
		policy *seal.Policy
		Result
	}{"asked for": {trusting(t, s.forge, s.clocks...), Unchecked}, "not asked for": {s.policy(), OK}} {
		b := verifyBytes(t, file, want.policy)
		i := slices.IndexFunc(b.Checks, func(c Check) bool { return strings.Contains(c.Detail.English, "these times do not go together") })
		if (i >= 0) != (want.Result == Unchecked) || b.Verdict() == Broken {
			t.Errorf("%s: %+v", name, b.Checks)
		}
	}
}

package store

import (
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"constat/store/bundle"
	"constat/store/record"
	"constat/store/seal"
)

// witnesses are keys called a, b, c…
func witnesses(t testing.TB, n int) (all []*seal.WitnessKey) {
	t.Helper()
	for i := range n {
		k, err := seal.NewWitnessKey(string(rune('a'+i)) + ".example")
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, k)
	}
	return all
}

// cosignHead has the newest checkpoint cosigned by each, a minute apart.
func cosignHead(t testing.TB, s *Store, minute int, by ...*seal.WitnessKey) int64 {
	t.Helper()
	signed, size := s.Checkpoint()
	text, err := seal.OpenText(signed, s.verifier)
	if err != nil {
		t.Fatal(err)
	}
	for i, k := range by {
		if err := s.Cosigned(size, k.Witness, k.Cosign(text, noon.Add(time.Duration(minute+i)*time.Minute))); err != nil {
			t.Fatal(err)
		}
	}
	return size
}

// policyOf names the log and the witnesses, a, b, c… and asks for a quorum.
func policyOf(t testing.TB, s *Store, quorum string, all ...*seal.WitnessKey) *seal.Policy {
	t.Helper()
	text := "log " + s.VerifierKey() + "\n"
	for _, k := range all {
		text += fmt.Sprintf("witness %.1s %s\n", k.Name(), k.Witness)
	}
	p, err := seal.ParsePolicy([]byte(text + quorum + "\n"))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func instantOf(minute int) record.Instant {
	return record.At(noon.Add(time.Duration(minute) * time.Minute))
}

func historyOf(t testing.TB, b *bundle.Bundle) bundle.Check {
	t.Helper()
	n := slices.IndexFunc(b.Checks, func(c bundle.Check) bool { return c.Head == bundle.History })
	if n < 0 {
		t.Fatalf("nothing is said of the history: %+v", b.Checks)
	}
	return b.Checks[n]
}

// A history is single from the first cosignatures that reach the reader's
// quorum on, as far as the newest cover it; what comes after is not witnessed.
func TestHistoryIsSingleAsFarAsWitnessed(t *testing.T) {
	s, _ := newStore(t)
	abc := witnesses(t, 3)
	a, b, c := abc[0], abc[1], abc[2]
	w := enter(t, s, target("shop"))
	var sizes []int64
	for n, by := range [][]*seal.WitnessKey{{}, {a}, {a, b}, {a}, {a, b}, {b, c}, {a}} {
		observe(t, s, seen(w[0], 10*n+1, "x"))
		sealAt(t, s, 10*n+2)
		sizes = append(sizes, cosignHead(t, s, 10*n+2, by...))
	}
	file := export(t, s, Query{})
	minute := func(n int) string { return noon.Add(time.Duration(n) * time.Minute).Format("15:04:05Z") }
	for quorum, want := range map[string]struct {
		result    bundle.Result
		since     string
		from, len int64
	}{
		"quorum none":                 {bundle.NotAsked, "", 0, 0},
		"quorum a":                    {bundle.OK, minute(12), sizes[1], sizes[6]},
		"quorum b":                    {bundle.Unchecked, minute(23), sizes[2], sizes[5]},
		"quorum c":                    {bundle.Unchecked, minute(53), sizes[5], sizes[5]},
		"group g all a b\nquorum g":   {bundle.Unchecked, minute(23), sizes[2], sizes[4]},
		"group g 2 a b c\nquorum g":   {bundle.Unchecked, minute(23), sizes[2], sizes[5]},
		"group g any a b c\nquorum g": {bundle.OK, minute(12), sizes[1], sizes[6]},
		"group g all a b c\nquorum g": {bundle.Unchecked, "", 0, 0},
		"group g any b c\ngroup h all a g\nquorum h": {bundle.Unchecked, minute(23), sizes[2], sizes[4]},
	} {
		got := verifyWith(t, file, policyOf(t, s, quorum, abc...))
		check := historyOf(t, got)
		single := got.Logs[0].Single
		if check.Result != want.result || !strings.Contains(check.Detail.English, want.since) {
			t.Errorf("%s: %+v", quorum, check)
		}
		if want.since == "" != (single == nil) || single != nil && (single.SinceSize != want.from || single.Size != want.len) {
			t.Errorf("%s: %+v, want %+v", quorum, single, want)
		}
	}
	l := verifyWith(t, file, policyOf(t, s, "quorum a", abc...)).Logs[0]
	if len(l.Witnesses) != 3 || l.Witnesses[0].Name != "a" || l.Witnesses[0].FirstSize != sizes[1] || l.Witnesses[0].Size != sizes[6] || l.Witnesses[2].Size != sizes[5] {
		t.Errorf("witnesses %+v", l.Witnesses)
	}
	if h := historyOf(t, verifyWith(t, file, policyOf(t, s, "quorum a", witnesses(t, 1)...))); h.Result != bundle.Unchecked || !strings.Contains(h.Detail.English, "cosignatures by others") {
		t.Errorf("a stranger of the same name: %+v", h)
	}
}

// The history is single from the earliest time at which any of its checkpoints
// had the quorum, whichever it was: clocks differ, and cosignatures come late.
func TestSingleSinceTheEarliestQuorum(t *testing.T) {
	s, _ := newStore(t)
	ab := witnesses(t, 2)
	w := enter(t, s, target("shop"))
	observe(t, s, seen(w[0], 1, "x"))
	sealAt(t, s, 2)
	cosignHead(t, s, 50, ab[0])
	observe(t, s, seen(w[0], 3, "x"))
	sealAt(t, s, 4)
	size := cosignHead(t, s, 10, ab[1])
	single := verifyWith(t, export(t, s, Query{}), policyOf(t, s, "group g any a b\nquorum g", ab...)).Logs[0].Single
	if single == nil || single.Since != instantOf(10) || single.SinceSize != size || single.Size != size {
		t.Errorf("%+v", single)
	}
}

// A part of the log that ended before the newest cosignature is witnessed, one
// that goes on after it is not, to the end.
func TestWitnessedPartOfALog(t *testing.T) {
	s, _ := newStore(t)
	a := witnesses(t, 1)
	w := day(t, s, 120)
	cosignHead(t, s, 120, a...)
	observe(t, s, seen(w[0], 121, "x"))
	sealAt(t, s, 180)
	p := policyOf(t, s, "quorum a", a...)
	if h := historyOf(t, verifyWith(t, export(t, s, Query{To: instantOf(60)}), p)); h.Result != bundle.OK {
		t.Errorf("what was cosigned: %+v", h)
	}
	if h := historyOf(t, verifyWith(t, export(t, s, Query{From: instantOf(60)}), p)); h.Result != bundle.Unchecked || !strings.Contains(h.Detail.English, "are not witnessed") {
		t.Errorf("what was not: %+v", h)
	}
}

// Only what the witness signed is kept, once, and only under a checkpoint.
func TestCosignatureIsKeptOnce(t *testing.T) {
	s, dir := newStore(t)
	a := witnesses(t, 2)
	w := enter(t, s, target("shop"))
	observe(t, s, seen(w[0], 1, "x"))
	sealAt(t, s, 2)
	size := cosignHead(t, s, 2, a[0])
	cosignHead(t, s, 3, a[0]) // a second one over the same
	signed, _ := s.Checkpoint()
	text, _ := seal.OpenText(signed, s.verifier)
	if err := s.Cosigned(size, a[1].Witness, a[0].Cosign(text, noon)); err == nil {
		t.Error("another's signature was kept")
	}
	if err := s.Cosigned(size, a[0].Witness, a[0].Cosign(text+"x\n", noon)); err == nil {
		t.Error("a signature over something else was kept")
	}
	if err := s.Cosigned(size-1, a[0].Witness, a[0].Cosign(text, noon)); err == nil {
		t.Error("a signature over no checkpoint was kept")
	}
	check(t, s)
	spoil := func(edit func(*bolt.Bucket) error) (wrong int) {
		if err := s.db.Update(func(tx *bolt.Tx) error { return edit(tx.Bucket(cosignaturesBucket)) }); err != nil {
			t.Fatal(err)
		}
		for range s.Check(t.Context()) {
			wrong++
		}
		return wrong
	}
	key := cosignatureKey(size, a[0].Witness)
	kept := a[0].Cosign(text, noon.Add(2*time.Minute)).String()
	other := a[0].Cosign(text+"x\n", noon).String()
	if spoil(func(b *bolt.Bucket) error { return b.Put(key, []byte(other)) }) != 1 {
		t.Error("a changed cosignature is not told")
	}
	if spoil(func(b *bolt.Bucket) error { return b.Put(key, []byte(kept)) }) != 0 {
		t.Error("the cosignature put back is told")
	}
	s.Close()
	list, err := openStore(t, dir).Cosigners()
	want := noon.Add(2 * time.Minute).Unix()
	if err != nil || len(list) != 1 || list[0] != (Cosigner{a[0].Witness.String(), size, size, want, want}) {
		t.Errorf("%+v, %v", list, err)
	}
}

// A proof of growth is right for any two sizes of the log.
func TestProofsOfGrowth(t *testing.T) {
	s, _ := newStore(t)
	day(t, s, 600)
	size := s.Head().Size
	for _, old := range []int64{1, 2, size / 3, size - 1, size} {
		p, err := s.Prove(old, size)
		if err != nil {
			t.Fatal(err)
		}
		var earlier seal.Checkpoint
		earlier.Size = old
		if earlier.Root, err = rootOf(s, old); err != nil {
			t.Fatal(err)
		}
		if err := seal.CheckGrowth(p, earlier, s.Head()); err != nil {
			t.Errorf("%d to %d: %v", old, size, err)
		}
	}
	if _, err := s.Prove(size+1, size); err == nil {
		t.Error("a log shrank")
	}
	if _, err := s.Prove(size, size+1); err == nil {
		t.Error("leaves that are not there were proven")
	}
}

// The commands of the guide check cosignatures, and see one that was changed.
func TestGuideChecksCosignaturesByHand(t *testing.T) {
	for _, tool := range []string{"sh", "unzip", "openssl", "od"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("no %s here", tool)
		}
	}
	s, _ := newStore(t)
	two := witnesses(t, 2)
	w := enter(t, s, target("shop"))
	observe(t, s, seen(w[0], 1, "x"))
	sealAt(t, s, 2)
	cosignHead(t, s, 2, two...)
	observe(t, s, seen(w[0], 3, "x"))
	sealAt(t, s, 4)
	cosignHead(t, s, 4, two[0])
	file := export(t, s, Query{})
	script := "set -e\n" + lettered(t, "A") + lettered(t, "G")
	out := byHand(t, file, script)
	if strings.Count(out, "Verified Successfully") != 3 || strings.Contains(out, "Failure") || !strings.Contains(out, noon.Add(3*time.Minute).Format("15:04:05")) {
		t.Errorf("by hand:\n%s", out)
	}
	forged := strings.Replace(script, "policy=", "sed -i '1s/1$/2/' data/cosignatures/*; policy=", 1)
	if out := byHand(t, file, strings.Replace(forged, "set -e", "", 1)); strings.Contains(out, "Verified Successfully") || !strings.Contains(out, "Failure") {
		t.Errorf("a changed checkpoint passed:\n%s", out)
	}
}

// lettered returns the commands under one letter of the guide.
func lettered(t *testing.T, letter string) string {
	t.Helper()
	_, block, _ := strings.Cut(bundle.Guide, "COMMANDES - COMMANDS\n")
	_, after, ok := strings.Cut(block, "["+letter+"]\n")
	if !ok {
		t.Fatalf("no step %s", letter)
	}
	var out strings.Builder
	for line := range strings.Lines(after) {
		if strings.HasPrefix(line, "[") {
			break
		}
		out.WriteString(strings.TrimPrefix(line, "    "))
	}
	return out.String()
}

func rootOf(s *Store, size int64) (h seal.Hash, err error) {
	err = s.db.View(func(tx *bolt.Tx) error {
		h, err = seal.Root(size, nodes(tx))
		return err
	})
	return h, err
}

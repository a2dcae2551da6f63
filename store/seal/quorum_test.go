package seal

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// naive evaluates a quorum as the words of c2sp.org/tlog-policy have it, over
// the text of the policy and knowing nothing of its reader: line by line, what
// is witnessed by the lines above.
func naive(policy string, by map[string]bool) bool {
	witnessed := map[string]bool{}
	for line := range strings.Lines(policy) {
		f := strings.Fields(line)
		switch f[0] {
		case "witness":
			witnessed[f[1]] = by[f[1]]
		case "group":
			n, k := 0, 0
			for _, m := range f[3:] {
				if witnessed[m] {
					n++
				}
			}
			switch f[2] {
			case "any":
				k = 1
			case "all":
				k = len(f) - 3
			default:
				fmt.Sscan(f[2], &k)
			}
			witnessed[f[1]] = n >= k
		case "quorum":
			return witnessed[f[1]]
		}
	}
	return false
}

// drawPolicy draws witnesses and nested groups, each name a member once at most.
func drawPolicy(t *rapid.T, keys []*WitnessKey) string {
	var b strings.Builder
	var free, all []string
	for i, k := range keys {
		fmt.Fprintf(&b, "witness w%d %s\n", i, k.Witness)
		free = append(free, fmt.Sprintf("w%d", i))
	}
	all = append(all, free...)
	for g := range rapid.IntRange(0, 6).Draw(t, "groups") {
		free = rapid.Permutation(free).Draw(t, "order")
		n := rapid.IntRange(1, len(free)).Draw(t, "members")
		k := rapid.SampledFrom([]string{"any", "all", fmt.Sprint(rapid.IntRange(1, n).Draw(t, "k"))}).Draw(t, "how")
		fmt.Fprintf(&b, "group g%d %s %s\n", g, k, strings.Join(free[:n], " "))
		free = append(free[n:], fmt.Sprintf("g%d", g))
		all = append(all, fmt.Sprintf("g%d", g))
	}
	return b.String() + "quorum " + rapid.SampledFrom(append(all, "none")).Draw(t, "quorum") + "\n"
}

func TestQuorumAgreesWithNaiveEvaluation(t *testing.T) {
	var keys []*WitnessKey
	for i := range 7 {
		keys = append(keys, newWitnessKey(t, fmt.Sprintf("w%d.example", i)))
	}
	rapid.Check(t, func(t *rapid.T) {
		text := drawPolicy(t, keys)
		p, err := ParsePolicy([]byte(text))
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		by := map[string]bool{}
		for i := range keys {
			by[fmt.Sprintf("w%d", i)] = rapid.Bool().Draw(t, "by")
		}
		if got, want := p.Satisfied(by), naive(text, by); got != want {
			t.Fatalf("%v, want %v for %v in\n%s", got, want, by, text)
		}
		// One more witness never undoes a quorum.
		before := p.Satisfied(by)
		by["w0"] = true
		if before && !p.Satisfied(by) {
			t.Fatal("a witness more undid it")
		}
	})
}

// Only a witness's own signature counts, once, and none that bears its name
// falsely.
func TestWitnessingCountsEachWitnessOnce(t *testing.T) {
	a, b, stranger := newWitnessKey(t, "a.example"), newWitnessKey(t, "b.example"), newWitnessKey(t, "a.example")
	p, err := ParsePolicy([]byte("witness x " + a.Witness.String() + "\nwitness y " + b.Witness.String() + "\ngroup g all x y\nquorum g\n"))
	if err != nil {
		t.Fatal(err)
	}
	c, _ := cosigned(t, 12, b, stranger, a)
	known, strangers, err := p.Witnessing(c)
	if err != nil || strangers != 1 || len(known) != 2 || known[0].Witness != "y" || known[1].Witness != "x" {
		t.Fatalf("%v, %d, %v", known, strangers, err)
	}
	if last, ok := p.Quorate(known); !ok || last.Witness != "x" || !last.Time().Equal(cosignedAt.Add(2e9)) {
		t.Errorf("reached with %v, %v", last, ok)
	}
	if _, ok := p.Quorate(known[:1]); ok {
		t.Error("one of two is enough")
	}
	forged := c
	forged.Cosignatures = append([]Cosignature{}, c.Cosignatures...)
	forged.Cosignatures[0].Seconds++
	if _, _, err := p.Witnessing(forged); err == nil {
		t.Error("a forged time was accepted")
	}
	other, _ := cosigned(t, 13)
	other.Cosignatures = c.Cosignatures
	if _, _, err := p.Witnessing(other); err == nil {
		t.Error("cosignatures of another checkpoint were accepted")
	}
}

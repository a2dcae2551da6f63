package record

import (
	"strings"
	"testing"
)

func wholeRegister() Register {
	return Register{Time: 1_795_316_645_123, Claim: "whc-2021", Items: []Registered{
		{Member: 1, Part: 1, SHA256: Sum([]byte("member"))}, {Member: 1, Part: 2, SHA256: Sum([]byte("part"))}, {Member: 3, SHA256: Sum([]byte("tombstone"))},
	}}
}

func TestARegisterHoldsNumbersAndDigestsAlone(t *testing.T) {
	leaf, err := Encode(wholeRegister())
	if err != nil || !strings.HasPrefix(string(leaf), "constat/1 register\n{\"time\":") {
		t.Fatalf("%s %v", leaf, err)
	}
	for name, edit := range map[string]func(*Register){
		"of no claim":           func(r *Register) { r.Claim = "" },
		"of a person":           func(r *Register) { r.Claim = "Élodie Planté" },
		"of nothing":            func(r *Register) { r.Items = nil },
		"of too many":           func(r *Register) { r.Items = make([]Registered, MaxRegistered+1) },
		"of nobody":             func(r *Register) { r.Items[0].Member = 0 },
		"of too high a number":  func(r *Register) { r.Items[2].Member = MaxMember + 1 },
		"of a part less than 0": func(r *Register) { r.Items[0].Part = -1 },
		"of a part too high":    func(r *Register) { r.Items[1].Part = MaxPart + 1 },
		"without a digest":      func(r *Register) { r.Items[1].SHA256 = Hash{} },
		"twice":                 func(r *Register) { r.Items[1].Part = 1 },
		"in another order":      func(r *Register) { r.Items[0].Member = 2 },
		"of what was removed":   func(r *Register) { r.Items[0].Part = 0 },
	} {
		r := wholeRegister()
		edit(&r)
		if _, err := Encode(r); err == nil {
			t.Errorf("%s: it is taken", name)
		}
	}
}

func TestTheLargestRegisterFitsALeaf(t *testing.T) {
	r := Register{Time: 1 << 47, Claim: strings.Repeat("a", 64)}
	for i := range MaxRegistered {
		r.Items = append(r.Items, Registered{MaxMember - MaxRegistered + i + 1, MaxPart, Sum([]byte{byte(i)})})
	}
	if leaf, err := Encode(r); err != nil || len(leaf) > MaxLeaf {
		t.Fatalf("%d bytes, %v", len(leaf), err)
	}
}

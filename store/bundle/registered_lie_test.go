package bundle

import (
	"testing"
	"time"

	"constat/store/record"
)

// registering has the story go on with what a register held, hour by hour.
func registering(lists ...[]record.Registered) func(*testing.T, *forge) []byte {
	return lied(func(f *forge) {
		f.story()
		for i, items := range lists {
			f.add(record.Register{Time: record.At(morning.Add(time.Duration(3+i) * time.Hour)), Claim: "whc-2021", Items: items})
		}
		f.seal(morning.Add(9 * time.Hour))
	})
}

type held = []record.Registered

var (
	firstWord = record.Registered{Member: 1, Part: 1, SHA256: record.Hash{1}}
	addition  = record.Registered{Member: 1, Part: 2, SHA256: record.Hash{2}}
	keyedAnew = record.Registered{Member: 1, Part: 1, SHA256: record.Hash{3}}
	withdrawn = record.Registered{Member: 1, SHA256: record.Hash{4}}
	another   = record.Registered{Member: 2, Part: 1, SHA256: record.Hash{5}}
)

// What a claimant can write of a register that no collector writes.
var registerLies = []lie{
	{"a member's file entered twice", Integrity, "entries", "part 1 of member 1 again", registering(held{firstWord, another}, held{firstWord})},
	{"a part of a member who is gone", Integrity, "entries", "whose files were removed", registering(held{firstWord}, held{withdrawn}, held{addition})},
	{"a member gone twice", Integrity, "entries", "whose files were removed", registering(held{withdrawn}, held{{Member: 1, SHA256: record.Hash{9}}})},
}

// What our own collector enters of a register is accepted, encrypted again too.
func TestRegistersAreProven(t *testing.T) {
	f := newForge(t)
	b := verifyBytes(t, registering(held{firstWord, another}, held{addition}, held{keyedAnew}, held{withdrawn})(t, f), f.policy())
	if b.Verdict() != Proven {
		t.Errorf("%s %+v", b.Verdict(), b.Checks)
	}
}

package bundle

import (
	"testing"

	"constat/store/seal"
)

func TestForgedStoryVerifies(t *testing.T) {
	f := newForge(t).story()
	for name, c := range map[string]Contents{"whole": f.whole(), "part": f.part(), "from the first": f.contents(-1, 13, "shop", "control"), "to the newest": f.contents(8, 18, "blog", "control")} {
		b := verifyBytes(t, f.write(c), f.policy())
		if b.Verdict() != Proven {
			t.Errorf("%s: %+v", name, b.Checks)
		}
	}
}

// An unknown log is unchecked, not proven; no policy proves nothing.
func TestTrustComesFromOutside(t *testing.T) {
	f := newForge(t).story()
	file := f.write(f.whole())
	if v := verifyBytes(t, file, nil).Verdict(); v != Partial {
		t.Errorf("without a policy: %s", v)
	}
	other, err := seal.NewKey("paris-1/1")
	if err != nil {
		t.Fatal(err)
	}
	p, err := seal.ParsePolicy([]byte("log " + other.Verifier() + "\nquorum none\n"))
	if err != nil {
		t.Fatal(err)
	}
	if v := verifyBytes(t, file, p).Verdict(); v != Partial {
		t.Errorf("with a policy of another log: %s", v)
	}
}

// Words for people may be of another edition; then nothing vouches for them,
// and nothing else is broken.
func TestAnotherGuideIsNotVouchedFor(t *testing.T) {
	f := newForge(t)
	b := verifyBytes(t, withFiles(func(m map[string][]byte) { m[nameReadme] = append(m[nameReadme], '!') })(t, f), f.policy())
	if b.Verdict() != Partial {
		t.Fatalf("verdict %s", b.Verdict())
	}
	for _, c := range b.Checks {
		if c.Result == Unchecked && c.Name != "guide" {
			t.Errorf("%s: %s", c.Name, c.Detail.English)
		}
	}
}

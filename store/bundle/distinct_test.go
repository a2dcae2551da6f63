package bundle

import (
	"strings"
	"testing"
	"time"

	"constat/store/record"
	"constat/store/seal"
)

// again writes the same story under another name, with what keep leaves alike.
func renamed(t *testing.T, name string, salt string) *forge {
	f := newForge(t)
	key, err := seal.NewKey(name)
	if err != nil {
		t.Fatal(err)
	}
	f.key, f.drawn = key, salt
	return f.story()
}

func TestOneLogUnderTwoNamesFails(t *testing.T) {
	f := newForge(t).story()
	a := verifyBytes(t, f.write(f.whole()), f.policy())
	for _, c := range []struct{ name, salt, says string }{
		{"paris-1/1", "", "one and the same target"},
		{"paris-1/1", "x", ""},
	} {
		g := renamed(t, c.name, c.salt)
		b := verifyBytes(t, g.write(g.whole()), g.policy())
		if a.Verdict() != Proven || b.Verdict() != Proven {
			t.Fatal(a.Checks, b.Checks)
		}
		found := Distinct(a, b)
		if (c.says == "") != (len(found) == 0) || !strings.Contains(english(found), c.says) {
			t.Errorf("salt %q: %v", c.salt, found)
		}
		nested := verifyBytes(t, f.nest(f.whole(), "b", g.write(g.whole())), f.policy())
		if broken := nested.Verdict() == Broken; broken != (c.says != "") || broken != (nested.Logs == nil) {
			t.Errorf("nested, salt %q: %v", c.salt, nested.Checks)
		}
	}
}

// The same key under another name: its logs are the work of one hand.
func TestOneKeyUnderTwoNamesFails(t *testing.T) {
	f, g := newForge(t).story(), renamed(t, "paris-1/1", "x")
	a, b := verifyBytes(t, f.write(f.whole()), f.policy()), verifyBytes(t, g.write(g.whole()), g.policy())
	_, digits, _ := strings.Cut(a.Logs[0].Key[len("saguenay-1/1+"):], "+")
	b.Logs[0].Key = "paris-1/1+00000000+" + digits
	if found := english(Distinct(a, b)); !strings.Contains(found, "same public key") {
		t.Error(found)
	}
}

func english(list []Check) (s string) {
	for _, c := range list {
		s += string(c.Head) + ": " + c.Detail.English + "\n"
	}
	return s
}

func TestTwoHistoriesOfOneLogFail(t *testing.T) {
	f := newForge(t).story()
	g := newForge(t)
	g.key = f.key
	g.edit = func(leaf int, e record.Entry) record.Entry {
		if n, ok := e.(record.Note); ok {
			n.Text = "nothing happened"
			return n
		}
		return e
	}
	g.story().add(record.Note{Time: record.At(morning), Text: "more"})
	g.seal(morning.Add(4 * time.Hour))
	whole := func(f *forge) Contents { return f.contents(-1, int64(len(f.leaves))-1, "shop", "blog", "control") }
	for name, c := range map[string][2]Contents{
		"both whole":               {whole(f), whole(g)},
		"whole and part":           {whole(f), g.contents(8, 13, "shop", "control")},
		"parts":                    {f.part(), g.contents(8, 13, "blog", "control")},
		"parts of other stretches": {f.contents(13, 18, "shop", "control"), g.contents(8, 13, "blog", "control")},
	} {
		a, b := verifyBytes(t, f.write(c[0]), f.policy()), verifyBytes(t, g.write(c[1]), f.policy())
		if a.Verdict() != Proven || b.Verdict() != Proven {
			t.Fatal(a.Checks, b.Checks)
		}
		found := Distinct(a, b)
		if len(found) != 1 || found[0].Head != History || !strings.Contains(english(found), "two histories") {
			t.Errorf("%s: %v", name, found)
		}
		if again := Distinct(a, a); len(again) > 0 {
			t.Errorf("%s: twice the same: %v", name, again)
		}
	}
	if a, b := verifyBytes(t, f.write(f.part()), f.policy()), verifyBytes(t, f.write(whole(f)), f.policy()); len(Distinct(a, b)) > 0 {
		t.Error("two parts of one log contradict each other")
	}
}

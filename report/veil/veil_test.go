package veil

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"constat/store/record"
)

func stored(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func facts(t testing.TB) (sealed, public []byte, f *Facts) {
	t.Helper()
	sealed, public = stored(t, "sealed.json"), stored(t, "public.json")
	f, err := Make(sealed, public)
	if err != nil {
		t.Fatal(err)
	}
	return sealed, public, f
}

// The list of facts is what FORMAT.md says, byte for byte: another program has the
// same vector.
func TestTheListOfFactsIsAsWritten(t *testing.T) {
	_, public, f := facts(t)
	if got, want := string(f.Text()), string(stored(t, "facts.proof")); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	back, err := Parse(f.Text())
	if err != nil {
		t.Fatal(err)
	}
	if faults, err := back.Check(public); err != nil || len(faults) != 0 {
		t.Errorf("%v %v", faults, err)
	}
	if rows, values := back.Omitted(); rows != 5 || values != 10 {
		t.Errorf("%d values in %d rows", values, rows)
	}
}

// Each fact that is changed, added, removed or moved is named.
func TestEachFactThatIsNotAsListedIsNamed(t *testing.T) {
	_, public, f := facts(t)
	for _, x := range []struct{ from, to, what string }{
		{`"2026-10-04T22:56:00.000Z"`, `"2026-10-04T22:57:00.000Z"`, "changed sites[0].outages[0]"},
		{`"failing": 2`, `"failing": 3`, "changed events[0].steps[0]"},
		{`"at_least_s": 300`, `"at_least_s": 3000`, "changed sites[0]"},
		{`"provider": "whc"`, `"provider": "other"`, "changed provider"},
		{`"count": 2`, `"count": 1`, "changed public; count sites[].name"},
		{`"address": "U1"`, `"address": "U2"`, "changed sites[0]"},
		{`{"number": 2, "name": "", "address": ""}`, ``, "missing sites[1]"},
		{`"untold": 0`, `"untold": 0, "more": 1`, "added more"},
	} {
		if !bytes.Contains(public, []byte(x.from)) {
			t.Fatalf("no %s", x.from)
		}
		changed := strings.Replace(string(public), x.from, x.to, 1)
		changed = strings.Replace(changed, ",\n    \n", "\n", 1)
		faults, err := f.Check([]byte(changed))
		if err != nil {
			t.Fatal(err)
		}
		var all []string
		for _, f := range faults {
			all = append(all, f.What+" "+f.Path)
		}
		if got := strings.Join(all, "; "); got != x.what {
			t.Errorf("%s: %q, want %q", x.to, got, x.what)
		}
	}
}

// Without the sealed report nobody can try a name against a commitment, and one salt
// tells nothing of another.
func TestASaltFollowsFromTheWholeSealedReport(t *testing.T) {
	sealed, public, f := facts(t)
	other := bytes.Replace(sealed, []byte(`"untold": 0`), []byte(`"untold": 1`), 1)
	g, err := Make(other, bytes.Replace(public, []byte(`"untold": 0`), []byte(`"untold": 1`), 1))
	if err != nil {
		t.Fatal(err)
	}
	seen := map[record.Hash]bool{}
	for i, r := range f.Rows {
		if r.Commitment.IsZero() {
			continue
		}
		if r.Commitment == g.Rows[i].Commitment || seen[r.Commitment] {
			t.Errorf("%s: the salt does not follow from the whole report, or is used twice", r.Path)
		}
		seen[r.Commitment] = true
		cells, _ := split(sealed)
		if r.Commitment == record.Sum(cells[i].text) {
			t.Errorf("%s has no salt", r.Path)
		}
	}
}

// A public report that leaves out a whole fact, or has another, gets no list.
func TestFactsAreNeverLeftOutWhole(t *testing.T) {
	sealed, public, _ := facts(t)
	for _, x := range [][2]string{{`"untold": 0,`, ``}, {`"untold"`, `"told"`}, {`"untold": 0`, `"untold": 0, "more": 1`}} {
		if _, err := Make(sealed, bytes.Replace(public, []byte(x[0]), []byte(x[1]), 1)); err == nil {
			t.Errorf("a list is made with %q for %q", x[1], x[0])
		}
	}
}

func TestAnOpeningShowsWhatWasLeftOutAndNothingElse(t *testing.T) {
	sealed, public, f := facts(t)
	o, err := Open(sealed, public, []string{"sites[1]", "provider", "bundles[0].heads"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.Check(); err != nil {
		t.Error(err)
	}
	text, err := o.Text()
	if err != nil {
		t.Fatal(err)
	}
	if want := stored(t, "opening.json"); !bytes.Equal(text, want) {
		t.Errorf("got\n%s\nwant\n%s", text, want)
	}
	if o.Root != f.Root || len(o.Rows) != 3 || bytes.Contains(text, []byte("boutique")) || bytes.Contains(text, []byte("leblanc")) || !bytes.Contains(text, []byte("atelier")) {
		t.Errorf("%s", text)
	}
	again, err := ParseOpening(text)
	if err != nil || again.Rows[1].Sealed != o.Rows[1].Sealed || !IsOpening(text) {
		t.Error(err)
	}
	for _, path := range []string{"sites[9]", "bundles[0]"} {
		if _, err := Open(sealed, public, []string{path}, nil); err == nil {
			t.Errorf("%s is opened", path)
		}
	}
}

// What is not in its one form is refused.
func TestAListIsReadInOneForm(t *testing.T) {
	_, _, f := facts(t)
	text := string(f.Text())
	lines := strings.SplitAfter(text, "\n")
	for name, bad := range map[string]string{
		"nothing":        "",
		"a blank more":   strings.Replace(text, "\t", " \t", 1),
		"no last line":   strings.TrimSuffix(text, "\n"),
		"a line less":    strings.Join(lines[:len(lines)-2], ""),
		"lines swapped":  lines[0] + lines[2] + lines[1] + strings.Join(lines[3:], ""),
		"another schema": strings.Replace(text, "facts/2", "facts/1", 1),
		"another count":  strings.Replace(text, fmt.Sprintf(" %d ", len(f.Rows)), " 1 ", 1),
		"capitals":       strings.Replace(text, hex.EncodeToString(f.Root[:]), strings.ToUpper(hex.EncodeToString(f.Root[:])), 1),
		"nothing left":   strings.Replace(text, "name=1\t", "-\t", 1),
		"no commitment":  strings.Replace(text, f.Rows[2].Commitment.String(), "-", 1),
	} {
		if _, err := Parse([]byte(bad)); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(stored(f, "facts.proof"))
	f.Fuzz(func(t *testing.T, text []byte) {
		if l, err := Parse(text); err == nil && !bytes.Equal(l.Text(), text) {
			t.Error("read in two forms")
		}
	})
}

func FuzzCheck(f *testing.F) {
	f.Add(stored(f, "public.json"))
	f.Add(stored(f, "sealed.json"))
	list, err := Parse(stored(f, "facts.proof"))
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		_, _ = list.Check(text)
		_, _ = Make(stored(t, "sealed.json"), text)
	})
}

func FuzzParseOpening(f *testing.F) {
	f.Add(stored(f, "opening.json"))
	f.Fuzz(func(t *testing.T, text []byte) {
		o, err := ParseOpening(text)
		if err != nil {
			return
		}
		_, _ = o.Check()
		if again, err := o.Text(); err != nil || !bytes.Equal(again, text) {
			t.Error("read in two forms")
		}
	})
}

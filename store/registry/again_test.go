package registry

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestAFileReplacedByTheMachineIsToldFromOneEncryptedAgain: was can be written by
// whoever has the folder, and the word that goes with it only by the holder of the key.
func TestAFileReplacedByTheMachineIsToldFromOneEncryptedAgain(t *testing.T) {
	id, other := newKey(t), newKey(t)
	c, r := begun(t, id)
	key := func() *strings.Reader {
		return strings.NewReader("# counsel\n" + other.String() + "\n" + id.String() + "\n")
	}
	if n, err := c.Rewrap(key(), []string{id.Recipient().String()}); err != nil || n != 1 {
		t.Fatal(n, err)
	}
	for _, p := range files(t, c, id)[0].Parts {
		if !p.Shown || p.First == p.Digest {
			t.Errorf("part %d: encrypted again, and not shown: %+v", p.Part, p)
		}
	}
	if _, state, err := c.CheckReceiptWith(key(), 1, r.Digest); err != nil || state != ReceiptAgain {
		t.Errorf("%s %v", state, err)
	}
	if _, state, err := c.CheckReceiptWith(strings.NewReader(other.String()), 1, r.Digest); err != nil || state != ReceiptRekeyed {
		t.Errorf("by another key: %s %v", state, err)
	}
	if _, err := c.Rewrap(key(), []string{id.Recipient().String(), other.Recipient().String()}); err != nil {
		t.Fatal(err)
	}
	if _, state, err := c.CheckReceiptWith(key(), 1, r.Digest); err != nil || state != ReceiptAgain {
		t.Errorf("after a second time: %s %v", state, err)
	}

	e, err := c.entry(1)
	if err != nil {
		t.Fatal(err)
	}
	forged, err := c.seal(sealed{memberSchema, "whc", e.Time, Member{MemberNo: 1, CreatedAt: instant(noon), Name: "B"}})
	if err != nil {
		t.Fatal(err)
	}
	words := e.Again
	for what, forge := range map[string]func(e *Entry){
		"with the words of the change before": func(e *Entry) { e.Again = words },
		"with a word more, copied":            func(e *Entry) { e.Was, e.Again = append(e.Was, e.SHA256), append(words, words[1]) },
		"with no word":                        func(e *Entry) { e.Schema, e.Was, e.Again = entrySchema, append(e.Was, e.SHA256), nil },
		"with words, the digest left out":     func(e *Entry) { e.Was, e.Again = []Digest{r.Digest}, words[:1] },
	} {
		fake := e
		fake.Was, fake.Completeness = append([]Digest{}, e.Was...), Member{MemberNo: 1, CreatedAt: instant(noon), Name: "B"}.Complete()
		forge(&fake)
		fake.SHA256, fake.Size = digestOf(forged), int64(len(forged))
		b, err := encode(fake)
		if err != nil {
			t.Fatal(err)
		}
		for name, data := range map[string][]byte{"member.age": forged, "entry.json": b} {
			if err := os.WriteFile(filepath.Join(c.members, "000001", name), data, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if parts, err := os.ReadDir(filepath.Join(c.members, "000001")); err == nil {
			for _, p := range parts {
				if strings.HasPrefix(p.Name(), "part-") {
					os.RemoveAll(filepath.Join(c.members, "000001", p.Name())) // the forger's completeness no longer leads to theirs
				}
			}
		}
		f := files(t, c, id)[0]
		if f.Member.Name != "B" || f.Parts[0].Shown {
			t.Errorf("%s: %+v", what, f.Parts[0])
		}
		if _, state, err := c.CheckReceiptWith(key(), 1, r.Digest); err != nil || state == ReceiptAgain || state == ReceiptGenuine {
			t.Errorf("%s: the receipt is %s, %v", what, state, err)
		}
	}
}

func TestAgainIsOfTheFormsThatHaveIt(t *testing.T) {
	c, _ := begun(t, newKey(t))
	word := strings.Repeat("0", 64)
	for _, name := range []string{"entry.json", "part-0002/part.json"} {
		path := filepath.Join(c.members, "000001", name)
		whole, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		text := strings.TrimSuffix(string(whole), "\n}\n")
		for what, b := range map[string]string{
			"again in the form without": text + ",\n  \"was\": [\n    \"" + word + "\"\n  ],\n  \"again\": [\n    \"" + word + "\"\n  ]\n}\n",
			"more words than changes":   strings.NewReplacer("constat-entry/2", "constat-entry/3", "constat-part/1", "constat-part/2").Replace(text) + ",\n  \"again\": [\n    \"" + word + "\"\n  ]\n}\n",
			"the form without again":    strings.NewReplacer("constat-entry/2", "constat-entry/3", "constat-part/1", "constat-part/2").Replace(string(whole)),
		} {
			if err := os.WriteFile(path, []byte(b), 0o600); err != nil {
				t.Fatal(err)
			}
			_, entryErr := c.entry(1)
			_, partErr := c.parts(1)
			if entryErr == nil && partErr == nil {
				t.Errorf("%s, %s: read", name, what)
			}
		}
		if err := os.WriteFile(path, whole, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

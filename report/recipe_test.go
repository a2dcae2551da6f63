package report

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"constat/report/dossier"
	"constat/store/record"
)

func aRecipe() Recipe {
	at := record.At(time.Date(2026, 11, 22, 3, 4, 5, 123e6, time.UTC))
	return Recipe{
		Schema: RecipeSchema, Built: dossier.Built{Version: "0.1.0", Binary: record.Sum([]byte("a program"))}, Lang: "fr", Paper: "a4", Zone: "America/Toronto", At: dossier.Known(at),
		Method: "name: <été>\n", Policy: "quorum none\n",
		Files: []dossier.File{{Name: "saguenay-1-1021f278.zip", SHA256: record.Sum([]byte("a bundle")), Bytes: 8}},
	}
}

func TestRecipeVectors(t *testing.T) {
	plain := aRecipe()
	plain.Method, plain.Policy, plain.Files = "", "", []dossier.File{}
	for name, want := range map[string]Recipe{"full.json": aRecipe(), "plain.json": plain} {
		text, err := os.ReadFile(filepath.Join("testdata", "recipe", name))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := ParseRecipe(text); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
		if got, err := want.Text(); err != nil || !bytes.Equal(got, text) {
			t.Errorf("%s: %s, %v", name, got, err)
		}
	}
}

func TestARecipeHasOneForm(t *testing.T) {
	text, err := aRecipe().Text()
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string][2]string{
		"a blank": {`,"lang"`, `, "lang"`}, "an escape": {"<", `\u003c`}, "a key more": {`{"schema"`, `{"x":1,"schema"`},
		"an order": {`"lang":"fr","paper":"a4"`, `"paper":"a4","lang":"fr"`}, "two lines": {"}\n", "}\n\n"}, "no end": {"}\n", "}"},
		"another schema": {"report/1", "report/2"}, "no zone": {"America/Toronto", ""}, "the machine's zone": {"America/Toronto", "Local"},
		"a file as a zone": {"America/Toronto", "../../etc/passwd"}, "no time": {`"2026-11-22T03:04:05.123Z"`, "null"},
		"no files": {`[{"name":"saguenay-1-1021f278.zip"`, `null,"x":[{"name":"saguenay-1-1021f278.zip"`}, "a key twice": {`"lang":"fr"`, `"lang":"en","lang":"fr"`},
	} {
		changed := strings.Replace(string(text), change[0], change[1], 1)
		if changed == string(text) {
			t.Fatalf("%s: nothing changed", name)
		}
		if _, err := ParseRecipe([]byte(changed)); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
	for name, r := range map[string]Recipe{"method": {Method: "\xff"}, "policy": {Policy: "\xff"}} {
		r.Schema, r.Zone, r.At, r.Files = RecipeSchema, "UTC", dossier.Known(1), []dossier.File{}
		if _, err := r.Text(); err == nil {
			t.Errorf("a %s that is not UTF-8 is written", name)
		}
	}
}

// Who could not read the whole can still say who wrote it.
func TestARecipeOfAnotherVersionNamesIt(t *testing.T) {
	text, err := aRecipe().Text()
	if err != nil {
		t.Fatal(err)
	}
	later := strings.Replace(string(text), "}\n", `,"more":1}`+"\n", 1)
	if r, err := ParseRecipe([]byte(later)); err == nil || r.Built.Version != "0.1.0" {
		t.Errorf("%+v, %v", r, err)
	}
}

func FuzzRecipe(f *testing.F) {
	text, err := aRecipe().Text()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Fuzz(func(t *testing.T, text []byte) {
		r, err := ParseRecipe(text)
		if err != nil {
			return
		}
		if again, err := r.Text(); err != nil || !bytes.Equal(again, text) {
			t.Errorf("%q becomes %q, %v", text, again, err)
		}
	})
}

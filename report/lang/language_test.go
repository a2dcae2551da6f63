package lang

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// same lists what both languages write alike.
var same = []string{
	".Code", ".Number.Quorum", ".Finding.Named", ".Check.Names", ".Pages.Whose", ".Number.Cardinal", ".Time.Zone", ".Words.Targets", ".Words.Page",
	".Chart.Unit", ".Annex.Address", ".Tool.Event", ".Custody.Roles", ".Breach.To",
}

func TestNothingIsEmptyAndTheLanguagesDiffer(t *testing.T) {
	french, english := texts(t, "", reflect.ValueOf(*French)), texts(t, "", reflect.ValueOf(*English))
	if len(french) != len(english) || len(french) < 250 {
		t.Fatalf("%d French texts, %d English", len(french), len(english))
	}
	for i, f := range french {
		e := english[i]
		if f.path != e.path {
			t.Fatalf("French has %s where English has %s", f.path, e.path)
		}
		if f.text == "" || e.text == "" {
			t.Errorf("%s is empty: %q, %q", f.path, f.text, e.text)
		}
		if f.text == e.text && !twin(f) {
			t.Errorf("%s is the same in both: %q", f.path, f.text)
		}
	}
}

// twin reports whether a text may be the same in both languages: a command, a
// word alone (Incident, Figure, Vantage 3), a bare figure.
func twin(x said) bool {
	prefix := slices.ContainsFunc(same, func(p string) bool { return strings.HasPrefix(x.path, p) })
	return prefix || strings.Contains(x.path, "Commands") || len(strings.Fields(strings.ReplaceAll(x.text, NoBreak, " "))) < 3
}

var (
	breaking = regexp.MustCompile(` [:;!?%»]|« |§ |nº |'|\.\.\.`)
	machine  = regexp.MustCompile(`(?i)%!|\bnull\b|n/a|timeout`)
)

func TestFrenchKeepsItsNoBreakSpaces(t *testing.T) {
	for _, x := range texts(t, "", reflect.ValueOf(*French)) {
		if strings.Contains(x.path, "Commands") {
			continue
		}
		if bad := breaking.FindString(x.text); bad != "" {
			t.Errorf("%s: %q in %q", x.path, bad, x.text)
		}
	}
}

func TestNoMachineWordsAndNoBlame(t *testing.T) {
	for _, l := range []*Language{French, English} {
		for _, x := range texts(t, "", reflect.ValueOf(*l)) {
			if bad := machine.FindString(x.text); bad != "" && !strings.Contains(x.path, "Key") {
				t.Errorf("%s: %q in %q", x.path, bad, x.text)
			}
			if strings.Contains(x.text, "provider caused") || strings.Contains(x.text, "fournisseur a causé") {
				t.Errorf("%s blames: %q", x.path, x.text)
			}
		}
	}
}

type said struct{ path, text string }

// texts walks a language and calls every function with plain arguments, once
// with ones and once with threes.
func texts(t *testing.T, path string, v reflect.Value) []said {
	t.Helper()
	switch v.Kind() {
	case reflect.String:
		return []said{{path, v.String()}}
	case reflect.Struct:
		var all []said
		for i := range v.NumField() {
			all = append(all, texts(t, path+"."+v.Type().Field(i).Name, v.Field(i))...)
		}
		return all
	case reflect.Slice, reflect.Array:
		var all []said
		for i := range v.Len() {
			all = append(all, texts(t, fmt.Sprintf("%s[%d]", path, i), v.Index(i))...)
		}
		if len(all) == 0 && !strings.Contains(path, "Commands") {
			t.Errorf("%s has nothing", path)
		}
		return all
	case reflect.Map:
		keys := v.MapKeys()
		slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
		var all []said
		for _, k := range keys {
			all = append(all, texts(t, path+"["+k.String()+"]", v.MapIndex(k))...)
		}
		return all
	case reflect.Func:
		if v.IsNil() {
			t.Errorf("%s is nil", path)
			return nil
		}
		return []said{{path, call(v, 1)}, {path, call(v, 3)}, {path, call(v, 12)}}
	}
	t.Fatalf("%s is a %s", path, v.Kind())
	return nil
}

func call(f reflect.Value, n int) string {
	var args []reflect.Value
	for i := range f.Type().NumIn() {
		args = append(args, argument(f.Type().In(i), n))
	}
	return f.Call(args)[0].String()
}

func argument(in reflect.Type, n int) reflect.Value {
	switch in {
	case reflect.TypeFor[time.Time]():
		return reflect.ValueOf(time.Date(2021, 8, 28, 6, n, 12, 0, time.FixedZone("Saguenay", -4*3600)))
	case reflect.TypeFor[time.Duration]():
		return reflect.ValueOf(time.Duration(n) * time.Hour)
	case reflect.TypeFor[[]string]():
		return reflect.ValueOf([]string{"levis-1", "saguenay-1", "rimouski-1"}[:min(n, 3)])
	}
	switch in.Kind() {
	case reflect.String:
		return reflect.ValueOf(fmt.Sprint("x", n))
	case reflect.Bool:
		return reflect.ValueOf(n > 1)
	}
	return reflect.ValueOf(n).Convert(in)
}

package main

import (
	"bytes"
	"strings"
	"testing"
)

// TestEveryFlagIsToldInFrench asks every command for its help in both languages: no
// flag's words are missing in French, and no French words serve no flag.
func TestEveryFlagIsToldInFrench(t *testing.T) {
	names := []string{"witness init", "witness enrol", "witness close", "witness run", "witness list"}
	for _, c := range commands() {
		names = append(names, c.name)
	}
	used := map[string]bool{}
	for _, name := range names {
		ask := func(lang string) string {
			var out, bad bytes.Buffer
			if code := run(t.Context(), append(strings.Fields(name), "--lang", lang, "--help"), &out, &bad); code != 0 {
				t.Fatalf("constat %s --help: %d: %s", name, code, &bad)
			}
			return out.String()
		}
		english, french := ask("en"), ask("fr")
		for en, fr := range inFrench {
			en, fr = strings.ReplaceAll(en, "`", ""), noBreak.Replace(strings.ReplaceAll(fr, "`", ""))
			if strings.Contains(english, en+"\n") || strings.Contains(english, en+" (default ") {
				used[en] = true
				if !strings.Contains(french, fr) {
					t.Errorf("constat %s --help: %q is not in the French help", name, fr)
				}
			}
		}
		if english == french && strings.Contains(english, "--lang") {
			t.Errorf("constat %s --help says the same in both languages:\n%s", name, french)
		}
		for line := range strings.Lines(french) {
			if f := strings.Fields(line); len(f) > 0 && strings.HasPrefix(f[0], "--") && len(f) < 3 {
				t.Errorf("constat %s --help has no French words for: %s", name, line)
			}
		}
	}
	for en := range inFrench {
		if !used[strings.ReplaceAll(en, "`", "")] {
			t.Errorf("no command has a flag for %q", en)
		}
	}
}

// TestAMistakenFlagIsToldInFrench names the mistakes that pflag knows.
func TestAMistakenFlagIsToldInFrench(t *testing.T) {
	for line, want := range map[string]string{
		"class --colour":        "il n’y a pas d’option « colour »",
		"class --output":        "l’option « output » veut une valeur",
		"check --nothing":       "il n’y a pas d’option « nothing »",
		"claim list --at-least": "l’option « at-least » veut une valeur",
		"claim list --also a":   "l’option « also » ne prend pas « a »",
	} {
		var out, bad bytes.Buffer
		f := strings.Fields(line)
		if code := run(t.Context(), append([]string{f[0], "--lang", "fr"}, f[1:]...), &out, &bad); code != 2 || !strings.Contains(strings.ReplaceAll(bad.String(), "\u00a0", " "), want) {
			t.Errorf("constat %s: %d: %s; want %s", line, code, &bad, want)
		}
	}
}

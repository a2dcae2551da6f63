package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/tools/txtar"

	"constat/store/record"
)

var updateConfig = flag.Bool("update-config", false, "write the messages in testdata/config, to be read by a human")

// TestEveryMistakeSaysWhereAndWhatToDo: each file in testdata/config holds a
// configuration and what is said of it in both languages.
func TestEveryMistakeSaysWhereAndWhatToDo(t *testing.T) {
	files, _ := filepath.Glob("testdata/config/*.txt")
	if len(files) < 50 {
		t.Fatalf("only %d files", len(files))
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			story, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			config, mistakes := ParseConfig("constat.yaml", story.Files[0].Data)
			if config != nil || len(mistakes) == 0 {
				t.Fatal("no mistake found")
			}
			got := &ConfigError{mistakes}
			for _, m := range mistakes {
				if m.Line < 1 || m.Line > 1+bytes.Count(story.Files[0].Data, []byte("\n")) {
					t.Errorf("%v: there is no such line", m)
				}
			}
			if *updateConfig {
				story.Files = append(story.Files[:1], txtar.File{Name: "fr", Data: []byte(got.In("fr") + "\n")}, txtar.File{Name: "en", Data: []byte(got.In("en") + "\n")})
				if err := os.WriteFile(file, txtar.Format(story), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			for _, want := range story.Files[1:] {
				if said := got.In(want.Name) + "\n"; said != string(want.Data) {
					t.Errorf("said in %s:\n%swant:\n%s", want.Name, said, want.Data)
				}
			}
		})
	}
}

const wholeConfig = `# a comment
name: saguenay-1
targets:
  - name: shop
    site: terreciel
    provider: whc
    url: https://terreciel.example/a?b=c
    method: GET
    headers: {accept-language: fr}
    interval: 90s
    timeout: 1500ms
    body_limit: 512KiB
    conditions: ["[STATUS] == 200", "[BODY] == pat(*Réservez*)"]
  - {name: quick, url: "http://127.0.0.1:8080/", interval: 1s}
endpoints:
  - name: back
    group: core
    url: "https://example.org/"
controls: [https://a.example/, https://terreciel.example/a?b=c]
providers:
  whc: {name: Hébergement Web Canada, status_page: https://status.example/, terms: [https://example/sla]}
contracts:
  whc-pro: {provider: whc, rule: rules/whc-pro.yaml}
anchors: [http://tsa-one.example/, http://tsa-two.example/]
clock: [ntp-one.example, "ntp-two.example:123", "2001:db8::1"]
method: method.yaml
`

func TestConfigSaysWhatIsMeant(t *testing.T) {
	c, mistakes := ParseConfig("constat.yaml", []byte(wholeConfig))
	if len(mistakes) > 0 {
		t.Fatal((&ConfigError{mistakes}).Error())
	}
	if len(c.Targets) != 5 || len(c.Controls) != 2 || len(c.Anchors) != 2 || len(c.Clock) != 3 || c.Method != "method.yaml" || c.Name != "saguenay-1" {
		t.Errorf("%+v", c)
	}
	if p := c.Providers["whc"]; p.Name != "Hébergement Web Canada" || p.StatusPage == "" || len(p.Terms) != 1 {
		t.Errorf("%+v", p)
	}
	if k := c.Contracts["whc-pro"]; k.Provider != "whc" || k.Rule != "rules/whc-pro.yaml" {
		t.Errorf("%+v", k)
	}
	shop, quick, back := c.Targets[0], c.Targets[1], c.Targets[2]
	got, _ := json.Marshal(shop.Question())
	want, _ := json.Marshal(record.Question{Kind: "http", URL: "https://terreciel.example/a?b=c", Method: "GET",
		Headers: []record.Header{{Name: "Accept-Language", Value: "fr"}}, Timeout: 1500, BodyLimit: 512 << 10,
		Conditions: []string{"[STATUS] == 200", "[BODY] == pat(*Réservez*)"}})
	if !bytes.Equal(got, want) || shop.Interval != 90*time.Second || shop.Site != "terreciel" || shop.Provider != "whc" || shop.Line != 4 {
		t.Errorf("shop asks %s, want %s", got, want)
	}
	if quick.Interval != time.Second || quick.Timeout != 750*time.Millisecond || quick.BodyLimit != 1<<20 || quick.Line != 14 {
		t.Errorf("quick: %+v", quick)
	}
	if back.Site != "core" || back.Interval != time.Minute || back.Timeout != 15*time.Second || back.Method != "GET" {
		t.Errorf("back: %+v", back)
	}
}

// TestAProvidersPagesAreAskedByThemselves: the keys of a provider make targets,
// unless the list has them already.
func TestAProvidersPagesAreAskedByThemselves(t *testing.T) {
	text := wholeConfig + "  # more\n"
	c, mistakes := ParseConfig("constat.yaml", []byte(text))
	if len(mistakes) > 0 {
		t.Fatal((&ConfigError{mistakes}).Error())
	}
	status, terms := c.Targets[3], c.Targets[4]
	if status.Name != "whc-status" || status.Provider != "whc" || status.Interval != 5*time.Minute || status.Question().ID() != (record.Question{
		Kind: record.AskStatement, URL: "https://status.example/", Method: "GET", Timeout: 15000, BodyLimit: 4 << 20, Follow: 5, Matter: "status"}).ID() {
		t.Errorf("%+v", status)
	}
	if terms.Name != "whc-terms" || terms.Matter != "terms" || terms.Interval != 24*time.Hour || terms.Line != status.Line {
		t.Errorf("%+v", terms)
	}
	own := strings.Replace(text, "  - {name: quick", "  - {name: said, provider: whc, statement: \"https://status.example/\", interval: 1m}\n  - {name: quick", 1)
	c, mistakes = ParseConfig("constat.yaml", []byte(own))
	if len(mistakes) > 0 || len(c.Targets) != 5 || c.Targets[1].Matter != "status" || c.Targets[1].Interval != time.Minute {
		t.Errorf("%v, %+v", mistakes, c)
	}
}

// TestLineEndingsAndMarksChangeNothing: what an editor on Windows writes.
func TestLineEndingsAndMarksChangeNothing(t *testing.T) {
	text := "\ufeff" + strings.ReplaceAll(wholeConfig, "\n", "\r\n")
	c, mistakes := ParseConfig("constat.yaml", []byte(text))
	if len(mistakes) > 0 || c.Targets[0].Line != 4 || c.Targets[0].Name != "shop" {
		t.Fatal((&ConfigError{mistakes}).Error())
	}
	_, mistakes = ParseConfig("constat.yaml", []byte(strings.Replace(text, "interval: 90s", "interval: 90", 1)))
	if len(mistakes) != 1 || mistakes[0].Line != 10 || mistakes[0].Column != 15 {
		t.Errorf("%v", mistakes)
	}
}

func TestTemplateIsAccepted(t *testing.T) {
	for name, want := range map[string]string{
		"saguenay-1": "saguenay-1", "machine.local": "machine.local", "null": "null", "1e3": "1e3", "0x1f": "0x1f", "": "vantage-1", "...": "vantage-1",
		"chez moi": "chez-moi", "été": "t", strings.Repeat("a", 80): strings.Repeat("a", 63), "true": "true", "2024-01-01": "2024-01-01", "123456": "123456",
	} {
		c, mistakes := ParseConfig("constat.yaml", Template(name))
		if len(mistakes) > 0 {
			t.Errorf("%q: %v", name, &ConfigError{mistakes})
			continue
		}
		if c.Name != want || len(c.Targets) == 0 || len(c.Anchors) != 0 || len(c.Clock) != 0 {
			t.Errorf("%q: name %q, %d targets, anchors %v, clock %v", name, c.Name, len(c.Targets), c.Anchors, c.Clock)
		}
	}
}

// TestTemplateCommentsAreConfiguration: what is commented out is accepted once
// the "# " in front is taken away.
func TestTemplateCommentsAreConfiguration(t *testing.T) {
	text := string(Template("v1"))
	for line := range strings.Lines(text) {
		rest := strings.TrimLeft(line, " ")
		code, isComment := strings.CutPrefix(rest, "# ")
		if isComment && !strings.HasPrefix(code, "(") && (strings.Contains(code, ".example") || strings.HasPrefix(code, `- "`) || strings.HasPrefix(code, "contracts:") ||
			strings.HasPrefix(code, "anchors:") || strings.HasPrefix(code, "witness") || strings.HasPrefix(code, "  ") || strings.HasPrefix(code, "method:") || strings.HasPrefix(code, "listen:") || code == "notify:\n" || code == "users:\n" || strings.HasPrefix(code, "tls:") || strings.HasPrefix(code, "public:") || strings.HasPrefix(code, "behind_proxy:") || strings.HasPrefix(code, "claims:") || strings.Contains(code, "push://")) {
			text = strings.Replace(text, line, line[:len(line)-len(rest)]+code, 1)
		}
	}
	c, mistakes := ParseConfig("constat.yaml", []byte(text))
	if len(mistakes) > 0 {
		t.Fatal((&ConfigError{mistakes}).Error())
	}
	if len(c.Anchors) != 2 || len(c.Witnesses) != 1 || c.Witness.Listen == "" || len(c.Clock) != 3 || c.Method == "" || len(c.Notify) != 1 || len(c.Users) != 1 || len(c.Public) != 2 || c.TLS.Key == "" || !c.BehindProxy || len(c.Claims) != 1 || c.ClaimsAt == "" || len(c.Contracts) != 1 || len(c.Providers["hebergeur"].Terms) != 1 || len(c.Targets[1].Conditions) != 8 {
		t.Errorf("%+v", c)
	}
}

func TestLoadConfigSaysWhatIsWrong(t *testing.T) {
	path := filepath.Join(t.TempDir(), "constat.yaml")
	_, _, err := LoadConfig(path)
	if !errors.Is(err, fs.ErrNotExist) || !strings.Contains(configTrouble(err, "fr"), "n’existe pas\u00a0; «\u00a0constat init\u00a0» en écrit une") {
		t.Errorf("%v", err)
	}
	text := []byte("name: v1\n")
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	_, got, err := LoadConfig(path)
	var bad *ConfigError
	if !errors.As(err, &bad) || !bytes.Equal(got, text) || err.Error() != path+`:1: "targets" is missing; give at least one target` {
		t.Errorf("%v, text %q", err, got)
	}
}

// TestBytesThatAreNotUTF8AreNamedByLine stands apart: an editor would change
// such a file.
func TestBytesThatAreNotUTF8AreNamedByLine(t *testing.T) {
	_, mistakes := ParseConfig("c", []byte("name: v1\ntargets:\n  - name: \xe9t\xe9\n    url: \xff\n"))
	if len(mistakes) != 2 || mistakes[0].Line != 3 || mistakes[0].Column != 11 || mistakes[1].Line != 4 {
		t.Errorf("%v", mistakes)
	}
}

func TestGatusUsersAreToldWhatDiffers(t *testing.T) {
	dir := os.Getenv("CONSTAT_DATA")
	if dir == "" {
		dir = "../../../shared/data"
	}
	text, err := os.ReadFile(filepath.Join(dir, "gatus-config", "config.yaml"))
	if err != nil {
		t.Skip("no Gatus example here:", err)
	}
	_, mistakes := ParseConfig("config.yaml", append([]byte("name: v1\n"), text...))
	said := (&ConfigError{mistakes}).Error()
	for _, want := range []string{"http has no [DOMAIN_EXPIRATION]", `unknown key "dns"; write the question in the address`} {
		if !strings.Contains(said, want) {
			t.Errorf("not said: %s", want)
		}
	}
	if strings.Contains(said, ":1:") || len(mistakes) != 4 {
		t.Errorf("%d mistakes:\n%s", len(mistakes), said)
	}
}

func TestDeepNestingIsRefused(t *testing.T) {
	for _, text := range []string{
		strings.Repeat("[", 100_000), strings.Repeat("{a: ", 100_000), strings.Repeat("[\n", 100_000), strings.Repeat("- ", 100_000), strings.Repeat("? ", 100_000),
		strings.Repeat("!a ", 100_000), strings.Repeat("&a ", 100_000), "a: " + strings.Repeat("!a ", 100_000), strings.Repeat("a", maxConfig+1),
	} {
		if _, mistakes := ParseConfig("c", []byte(text)); len(mistakes) == 0 {
			t.Errorf("%.20q is accepted", text)
		}
	}
}

func TestControlsMayBeHereIfEveryTargetIs(t *testing.T) {
	_, mistakes := ParseConfig("c", []byte("name: v1\ntargets: [{name: a, url: \"http://127.0.0.1:1/\", timeout: 100ms}, {name: b, url: \"http://localhost:2/\"}]\ncontrols: [\"http://127.0.0.1:3/\", https://c.example/]\n"))
	if len(mistakes) > 0 {
		t.Error((&ConfigError{mistakes}).Error())
	}
}

func FuzzParseConfig(f *testing.F) {
	f.Add([]byte(wholeConfig))
	f.Add(Template("v1"))
	files, _ := filepath.Glob("testdata/config/*.txt")
	for _, file := range files {
		if story, err := txtar.ParseFile(file); err == nil {
			f.Add(story.Files[0].Data)
		}
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		c, mistakes := ParseConfig("c", text)
		if (c == nil) != (len(mistakes) > 0) {
			t.Fatalf("configuration %v, mistakes %v", c, mistakes)
		}
		for _, m := range mistakes {
			for _, lang := range []string{"fr", "en"} {
				if s := m.In(lang); m.Line < 1 || m.What.In(lang) == "" || strings.ContainsAny(s, "\n\r\t") || !utf8.ValidString(s) || strings.Contains(s, "%!") {
					t.Fatalf("%q", s)
				}
			}
		}
		if c == nil {
			return
		}
		for _, target := range c.Targets {
			if target.Timeout < minTimeout || target.Timeout > target.Interval || target.Interval < time.Second || target.Name == "" || target.Line < 1 {
				t.Fatalf("%+v", target)
			}
		}
	})
}

package probe

import (
	"bytes"
	"encoding/json"
	"errors"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/tools/txtar"
	"pgregory.net/rapid"

	"constat/store/record"
)

// TestConditions plays the stories in testdata: each has facts, and lines of a
// truth and a condition.
func TestConditions(t *testing.T) {
	files, err := filepath.Glob("testdata/condition/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no stories: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			story := txtar.Parse(text)
			f := Facts{Status: 200}
			for _, part := range story.Files {
				switch part.Name {
				case "body":
					f.Body = bytes.TrimSuffix(part.Data, []byte("\n"))
				case "body cut":
					f.Body, f.BodyCut = bytes.TrimSuffix(part.Data, []byte("\n")), true
				case "want":
					playWants(t, f, string(part.Data))
				default:
					t.Fatalf("unknown part %q", part.Name)
				}
			}
		})
	}
}

func playWants(t *testing.T, f Facts, wants string) {
	for line := range strings.Lines(wants) {
		want, condition, _ := strings.Cut(strings.TrimRight(line, "\n"), " ")
		c, err := ParseCondition(condition)
		if err != nil {
			t.Errorf("%s: %v", condition, err)
			continue
		}
		if got := c.Eval(f); string(got) != want {
			t.Errorf("%s is %c, want %s", condition, got, want)
		}
		if c.Subject() != SubjectBody || c.String() != condition {
			t.Errorf("%s: subject %v, text %q", condition, c.Subject(), c)
		}
	}
}

func TestConditionOnNumbersAndTimes(t *testing.T) {
	seen := Facts{Status: 200, ResponseTime: 299999 * time.Microsecond, HasCertificate: true, CertificateLeft: 48*time.Hour + time.Nanosecond}
	for _, tt := range []struct {
		condition string
		facts     Facts
		want      record.Truth
		subject   Subject
	}{
		{"[STATUS] == 200", seen, record.True, SubjectStatus},
		{"[status] == 200", seen, record.True, SubjectStatus},
		{"200 == [STATUS]", seen, record.True, SubjectStatus},
		{"[STATUS] == 200.0", seen, record.True, SubjectStatus},
		{"[STATUS] != 200", seen, record.False, SubjectStatus},
		{"[STATUS] < 400", seen, record.True, SubjectStatus},
		{"400 > [STATUS]", seen, record.True, SubjectStatus},
		{"400 <= [STATUS]", seen, record.False, SubjectStatus},
		{"[STATUS] == any(200, 204)", seen, record.True, SubjectStatus},
		{"any(201,204) == [STATUS]", seen, record.False, SubjectStatus},
		{"[STATUS] != any(201, 204)", seen, record.True, SubjectStatus},
		{"[STATUS] == pat(2*)", seen, record.True, SubjectStatus},
		{"[STATUS] == pat(2?)", seen, record.False, SubjectStatus},
		{"[STATUS] == 200", Facts{}, record.Unknown, SubjectStatus},
		{"[STATUS] != 200", Facts{}, record.Unknown, SubjectStatus},
		{"[RESPONSE_TIME] < 300", seen, record.True, SubjectResponseTime},
		{"[RESPONSE_TIME] == 299", seen, record.True, SubjectResponseTime},
		{"[RESPONSE_TIME] <= 0.2s", seen, record.False, SubjectResponseTime},
		{"300ms > [RESPONSE_TIME]", seen, record.True, SubjectResponseTime},
		{"[RESPONSE_TIME] < 300", Facts{Status: 200}, record.Unknown, SubjectResponseTime},
		{"[RESPONSE_TIME] < 300", Facts{ResponseTime: 1}, record.Unknown, SubjectResponseTime},
		{"[CERTIFICATE_EXPIRATION] > 48h", seen, record.True, SubjectCertificate},
		{"[CERTIFICATE_EXPIRATION] > 48h1s", seen, record.False, SubjectCertificate},
		{"[CERTIFICATE_EXPIRATION] > 48h", Facts{Status: 200}, record.Unknown, SubjectCertificate},
		{"[CERTIFICATE_EXPIRATION] > 0s", Facts{HasCertificate: true, CertificateLeft: -1}, record.False, SubjectCertificate},
		{"[BODY] == x", Facts{Status: 200}, record.Unknown, SubjectBody},
		{"len([BODY]) == 0", Facts{Status: 200, Body: []byte{}}, record.True, SubjectBody},
		{"has([BODY]) == true", Facts{Status: 200, Body: []byte{}}, record.False, SubjectBody},
	} {
		c, err := ParseCondition(tt.condition)
		if err != nil {
			t.Errorf("%s: %v", tt.condition, err)
			continue
		}
		if got := c.Eval(tt.facts); got != tt.want || c.Subject() != tt.subject {
			t.Errorf("%s is %c about %v, want %c about %v", tt.condition, got, c.Subject(), tt.want, tt.subject)
		}
	}
	if got := (Condition{}).Eval(seen); got != record.Unknown {
		t.Errorf("the zero condition is %c", got)
	}
}

func TestBadConditionSaysWhatToDo(t *testing.T) {
	for _, tt := range []struct{ condition, want string }{
		{"", `the condition is empty; write one as "[STATUS] == 200"`},
		{strings.Repeat("x", MaxCondition+1), "the condition is over 4096 bytes"},
		{"[STATUS]", "the condition has no operator; use one of == != < <= > >="},
		{"[STATUS] = 200", `"=" is not an operator; did you mean "=="?`},
		{"[STATUS]==200", `no space around "=="; write "[STATUS] == 200"`},
		{"[STATUS] ==", `one side of the condition is missing; write "[STATUS] == 200"`},
		{"[STATS] == 200", `unknown placeholder "[STATS]"; did you mean "[STATUS]"?`},
		{"[RESPONSETIME] < 200", `unknown placeholder "[RESPONSETIME]"; did you mean "[RESPONSE_TIME]"?`},
		{"[STATUS == 200", `unknown placeholder "[STATUS"; did you mean "[STATUS]"?`},
		{"status == 200", `unknown placeholder "status"; did you mean "[STATUS]"?`},
		{"[WEATHER] == good", `unknown placeholder "[WEATHER]"; use one of [STATUS] [BODY] [RESPONSE_TIME] [CERTIFICATE_EXPIRATION] [CONNECTED] [IP] [DNS_RCODE] [DOMAIN_EXPIRATION]`},
		{"1 == 1", `"1" asks for nothing in the answer; use one of [STATUS] [BODY] [RESPONSE_TIME] [CERTIFICATE_EXPIRATION] [CONNECTED] [IP] [DNS_RCODE] [DOMAIN_EXPIRATION]`},
		{"[CONNECTED] == false", `[CONNECTED] can only be true; write "[CONNECTED] == true": a target that can't be reached is never good`},
		{"[DOMAIN_EXPIRATION] > 720", `"720" has no unit; did you mean "720h"?`},
		{"[IP] > 192.0.2.1", "[IP] has no order; use == or !="},
		{"[HEADER].Age == 1", "not available yet: [HEADER]"},
		{"age([BODY].at) < 1h", "not available yet: age()"},
		{"[BODY][*].ok == true", "not available yet: [*]"},
		{"[STATUS] == [BODY].code", `"[BODY].code" stands beside another placeholder; compare with a fixed value`},
		{"[BODY].a..b == 1", `bad path ".a..b"; write "[BODY].user.name" or "[BODY].list[0].id"`},
		{"[BODY].a[x] == 1", `bad path ".a[x]"; write "[BODY].user.name" or "[BODY].list[0].id"`},
		{"[BODY].a[+1] == 1", `bad path ".a[+1]"; write "[BODY].user.name" or "[BODY].list[0].id"`},
		{"[BODY]x == 1", `bad path "x"; write "[BODY].user.name" or "[BODY].list[0].id"`},
		{"[STATUS].x == 1", `"[STATUS].x": only [BODY] has a path`},
		{"[BODY] == pat(*x*", `"pat(" is not closed; end it with ")"`},
		{"len([STATUS]) == 3", "len() is for [BODY] only"},
		{"[BODY] == any(a,,b)", `any() can't hold ""; write any(200, 204)`},
		{"[BODY] == any(pat(a*))", `any() can't hold "pat(a*)"; write any(200, 204)`},
		{"[STATUS] < any(1, 2)", `"<" needs one number, not pat() or any(); use == or !=`},
		{"[STATUS] == OK", `a number is needed, not "OK"`},
		{"len([BODY]) == pat(*)", `a number is needed, not "pat()"`},
		{"[BODY].age < 5m", `a number is needed, not "5m"`},
		{"[RESPONSE_TIME] < fast", `a duration is needed, not "fast"; write it as "300ms", "2s" or "48h"`},
		{"[RESPONSE_TIME] < -1", `a duration is needed, not "-1"; write it as "300ms", "2s" or "48h"`},
		{"[CERTIFICATE_EXPIRATION] > 2d", `a duration is needed, not "2d"; write it as "300ms", "2s" or "48h"`},
		{"[CERTIFICATE_EXPIRATION] > 48", `"48" has no unit; did you mean "48h"?`},
		{"has([BODY].id) == yes", `has() is true or false; write "has([BODY].id) == true"`},
		{"[BODY] == pat(*" + strings.Repeat("a", 64) + "?*)", "over 64 characters between two stars, with ? among them; shorten it, or leave out the ?"},
	} {
		_, err := ParseCondition(tt.condition)
		var bad *ConditionError
		if !errors.As(err, &bad) || err.Error() != tt.want {
			t.Errorf("%.60s: %v\nwant %s", tt.condition, err, tt.want)
		}
	}
}

// TestPatternsMatchAsTheSlowWay compares with the definition.
func TestPatternsMatchAsTheSlowWay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.StringOfN(rapid.SampledFrom([]rune("ab*?é")), 0, 9, -1).Draw(t, "pattern")
		s := rapid.StringOfN(rapid.SampledFrom([]rune("abé")), 0, 12, -1).Draw(t, "text")
		want := slowMatch([]rune(p), []rune(s))
		if got := parsePattern(p).match([]byte(s)); got != want {
			t.Fatalf("pat(%s) on %q is %v, want %v", p, s, got, want)
		}
	})
}

func slowMatch(p, s []rune) bool {
	switch {
	case len(p) == 0:
		return len(s) == 0
	case p[0] == '*':
		return slowMatch(p[1:], s) || (len(s) > 0 && slowMatch(p, s[1:]))
	case len(s) == 0:
		return false
	}
	return (p[0] == '?' || p[0] == s[0]) && slowMatch(p[1:], s[1:])
}

// TestCutBodyNeverContradictsTheWhole: what is said of a beginning must hold
// for the whole.
func TestCutBodyNeverContradictsTheWhole(t *testing.T) {
	conditions := []string{
		"[BODY] == %", "[BODY] != %", "[BODY] == pat(%*)", "[BODY] != pat(*%*)", "[BODY] == pat(%)", "[BODY] == pat(?%*)",
		"[BODY] == any(%, b)", "[BODY] > 1", "len([BODY]) > 2", "len([BODY]) <= 2", "len([BODY]) == 2", "len([BODY]) != 1",
		"[BODY].a == 1", "[BODY].a != 1", "[BODY][0] == 1", "has([BODY].a) == true", "has([BODY].a) == false", "has([BODY]) == true",
	}
	bodies := rapid.OneOf(
		rapid.StringOfN(rapid.SampledFrom([]rune("ab1 é\u00a0\ufeff€")), 0, 8, -1),
		rapid.SampledFrom([]string{`{"a":1}`, `{"a":1,"a":2}`, `[1,2,3]`, ` [1] `, `{"a":"é"} x`, "<html>", `"12" `, "\ufeff{\"a\":1}", "\xc3\xc3\xff"}),
	)
	rapid.Check(t, func(t *rapid.T) {
		body := []byte(bodies.Draw(t, "body"))
		cut := rapid.IntRange(0, len(body)).Draw(t, "cut")
		value := rapid.StringOfN(rapid.SampledFrom([]rune("ab1é€ ")), 1, 3, -1).Draw(t, "value")
		c, err := ParseCondition(strings.ReplaceAll(rapid.SampledFrom(conditions).Draw(t, "condition"), "%", value))
		if err != nil {
			t.Skip(err)
		}
		part := c.Eval(Facts{Status: 200, Body: body[:cut:cut], BodyCut: true})
		whole := c.Eval(Facts{Status: 200, Body: body})
		if part != record.Unknown && part != whole {
			t.Fatalf("%v is %c on %q, %c on %q", c, part, body[:cut], whole, body)
		}
	})
}

// TestCharacterCutInTwoIsNotTwo: half a character is not counted as one.
func TestCharacterCutInTwoIsNotTwo(t *testing.T) {
	for _, condition := range []string{"[BODY] == pat(?)", "[BODY] == pat(€)", "[BODY] == pat(??*)", "[BODY] != pat(\\€)"} {
		c, err := ParseCondition(condition)
		if err != nil {
			t.Fatal(err)
		}
		if got := c.Eval(Facts{Status: 200, Body: []byte("€")[:2], BodyCut: true}); got != record.Unknown {
			t.Errorf("%s is %c", condition, got)
		}
	}
}

func TestDecimalsCompareExactly(t *testing.T) {
	number := rapid.StringMatching(`-?(0|[1-9][0-9]{0,5})(\.[0-9]{1,4})?([eE][+-]?[0-9])?`)
	rapid.Check(t, func(t *rapid.T) {
		a, b := number.Draw(t, "a"), number.Draw(t, "b")
		da, okA := parseDecimal(a)
		db, okB := parseDecimal(b)
		ra, _ := new(big.Rat).SetString(a)
		rb, _ := new(big.Rat).SetString(b)
		if !okA || !okB || da.compare(db) != ra.Cmp(rb) {
			t.Fatalf("%s against %s is %d, want %d", a, b, da.compare(db), ra.Cmp(rb))
		}
	})
	huge, ok := parseDecimal("1e999999999999999999")
	if !ok || huge.compare(decimalOf(7)) != 1 {
		t.Error("a huge exponent is not larger than 7")
	}
	for _, s := range []string{"", "-", "+-1", "1.", ".5", "0x10", "1e", "1e9999999999999999999", "1_0", "1e1_0", "NaN", "1 2"} {
		if d, ok := parseDecimal(s); ok || d.ok {
			t.Errorf("%q is a number", s)
		}
	}
}

// TestPathsFindWhatJSONHolds compares the walker with encoding/json.
func TestPathsFindWhatJSONHolds(t *testing.T) {
	for _, body := range []string{
		`{"a":{"b":[1,{"c":"é\"}]"},[2,[3]]]},"d":null,"a":{"b":[0]}}`, `[[],{},[{"":1}],"a\\",-1.5e3,true]`, `"x"`, `7`, "{\n\t\"a\" : [ 1 , 2 ] }",
	} {
		var value any
		if err := json.Unmarshal([]byte(body), &value); err != nil {
			t.Fatal(err)
		}
		for _, p := range []string{".a", ".a.b", ".a.b[0]", ".a.b[1]", ".a.b[2][1][0]", ".d", "[0]", "[2][0]", "[4]", "[9]", ".a[0]", ".a[1]", ".x.y"} {
			path, err := parsePath(p)
			if err != nil {
				t.Fatal(err)
			}
			want, there := lookUp(value, path)
			got := (&walker{b: []byte(body)}).find(path)
			if (got != nil) != there {
				t.Errorf("%s in %s is %q, want %v", p, body, got, there)
				continue
			}
			var gotValue any
			if got != nil {
				_ = json.Unmarshal(got, &gotValue)
			}
			a, _ := json.Marshal(gotValue)
			b, _ := json.Marshal(want)
			if !bytes.Equal(a, b) {
				t.Errorf("%s in %s is %s, want %s", p, body, a, b)
			}
		}
	}
}

func lookUp(v any, path []step) (any, bool) {
	if len(path) == 0 {
		return v, true
	}
	switch v := v.(type) {
	case map[string]any:
		w, ok := v[path[0].name]
		if !ok || path[0].place >= 0 {
			return nil, false
		}
		return lookUp(w, path[1:])
	case []any:
		if path[0].place < 0 || path[0].place >= len(v) {
			return nil, false
		}
		return lookUp(v[path[0].place], path[1:])
	}
	return nil, false
}

// TestHostileBodiesCostNoMoreThanTheirLength counts nothing; it ends in the
// blink of an eye or, if something tries again from each place, never.
func TestHostileBodiesCostNoMoreThanTheirLength(t *testing.T) {
	size := 4 << 20
	bodies := [][]byte{
		bytes.Repeat([]byte("a"), size),
		bytes.Repeat([]byte("["), size),
		[]byte(strings.Repeat(`{"a":`, 9000) + "1" + strings.Repeat("}", 9000)),
		[]byte(`{"list":[` + strings.Repeat("1,", size/2) + `1]}`),
	}
	for _, condition := range []string{
		"[BODY] == pat(" + strings.Repeat("*a", 2000) + "b)",
		"[BODY] == pat(*" + strings.Repeat("a?", 31) + "b*)",
		"[BODY]" + strings.Repeat(".a", maxSteps) + " == 1",
		"len([BODY].list) == 7",
	} {
		c, err := ParseCondition(condition)
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range bodies {
			if got := c.Eval(Facts{Status: 200, Body: b}); got != record.False {
				t.Errorf("%.30s is %c", condition, got)
			}
		}
	}
}

func FuzzCondition(f *testing.F) {
	f.Add("[STATUS] == 200", []byte("ok"), false)
	f.Add("[BODY] == pat(*R?servez*)", []byte("Réservez"), true)
	f.Add("[BODY].a[0].b != any(1, 2.0e3)", []byte(`{"a":[{"b":2000}]}`), false)
	f.Add("len([BODY].a) >= 3", []byte(`{"a":"\u00e9"}`), true)
	f.Add("has([BODY].a) == false", []byte(`{"a":null}`), false)
	f.Add("[CERTIFICATE_EXPIRATION] > 48h", []byte{}, false)
	f.Fuzz(func(t *testing.T, s string, body []byte, cut bool) {
		c, err := ParseCondition(s)
		if err != nil {
			if what := err.Error(); what == "" || !utf8.ValidString(what) {
				t.Fatalf("%q: %q", s, what)
			}
			return
		}
		if again, err := ParseCondition(c.String()); err != nil || again.Subject() != c.Subject() {
			t.Fatalf("%q does not parse again: %v", s, err)
		}
		facts := Facts{Status: 200, Body: body, BodyCut: cut, ResponseTime: time.Second, HasCertificate: true}
		part := c.Eval(facts)
		if part != record.True && part != record.False && part != record.Unknown {
			t.Fatalf("%q is %d", s, part)
		}
		if !cut || part == record.Unknown {
			return
		}
		facts.BodyCut = false
		for _, rest := range []string{"", " ", "}", "]", "x", "0", "\x80", "\xa9", `"}`} {
			facts.Body = append(bytes.Clone(body), rest...)
			if whole := c.Eval(facts); whole != part {
				t.Fatalf("%q is %c on %q cut, %c with %q", s, part, body, whole, rest)
			}
		}
	})
}

func TestConditionsOfOtherKinds(t *testing.T) {
	f := Facts{Connected: true, IP: "192.0.2.1", Code: "NXDOMAIN", HasDomain: true, DomainLeft: 48 * time.Hour, Body: []byte("220 mx"), ResponseTime: time.Second}
	for condition, want := range map[string]record.Truth{
		"[CONNECTED] == true": record.True, "true == [connected]": record.True, "[IP] == 192.0.2.1": record.True, "[IP] == any(192.0.2.2, 192.0.2.3)": record.False,
		"[IP] == pat(192.0.2.*)": record.True, "[DNS_RCODE] == NXDOMAIN": record.True, "[DNS_RCODE] != NXDOMAIN": record.False,
		"[DOMAIN_EXPIRATION] > 24h": record.True, "[DOMAIN_EXPIRATION] > 72h": record.False, "[BODY] == pat(220*)": record.True,
		"[RESPONSE_TIME] < 500": record.False, "[STATUS] == 220": record.Unknown, "[CERTIFICATE_EXPIRATION] > 1h": record.Unknown,
	} {
		c, err := ParseCondition(condition)
		if err != nil {
			t.Fatal(err)
		}
		if got := c.Eval(f); got != want {
			t.Errorf("%s: %c, want %c", condition, got, want)
		}
	}
	for _, condition := range []string{"[CONNECTED] == true", "[IP] == 192.0.2.1", "[DNS_RCODE] == NOERROR", "[DOMAIN_EXPIRATION] > 1h"} {
		c, _ := ParseCondition(condition)
		if got := c.Eval(Facts{}); got != record.Unknown {
			t.Errorf("%s of nothing: %c", condition, got)
		}
	}
}

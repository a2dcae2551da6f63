package owner

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"
)

func TestWhatIsASite(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text, host, domain string
		shared             bool
		err                error
	}{
		{"shop.example", "shop.example", "shop.example", false, nil},
		{" https://WWW.Shop.example:443/a?b#c ", "www.shop.example", "shop.example", false, nil},
		{"shop.example.", "shop.example", "shop.example", false, nil},
		{"forêt.example", "xn--fort-ipa.example", "xn--fort-ipa.example", false, nil},
		{"a.b.co.uk", "a.b.co.uk", "b.co.uk", false, nil},
		{"user.github.io", "user.github.io", "github.io", true, nil},
		{"a.user.github.io", "a.user.github.io", "github.io", true, nil},
		{"bucket.s3.dualstack.us-east-1.amazonaws.com", "bucket.s3.dualstack.us-east-1.amazonaws.com", "amazonaws.com", true, nil},
		{"github.io", "", "", false, ErrSuffix},
		{"co.uk", "", "", false, ErrSuffix},
		{"localhost", "", "", false, ErrPrivate},
		{"router.local", "", "", false, ErrPrivate},
		{"db.internal", "", "", false, ErrPrivate},
		{"metadata", "", "", false, ErrNoName},
		{"127.0.0.1", "", "", false, ErrAddress},
		{"http://[::1]/", "", "", false, ErrAddress},
		{"169.254.169.254", "", "", false, ErrAddress},
		{"127.1", "", "", false, ErrAddress},
		{"0x7f.0.0.0x1", "", "", false, ErrAddress},
		{"１２７.0.0.1", "", "", false, ErrAddress},
		{"2130706433", "", "", false, ErrAddress},
		{"shop.example:8080", "", "", false, ErrNoName},
		{"https://u:p@shop.example/", "", "", false, ErrNoName},
		{"ftp://shop.example/", "", "", false, ErrNoName},
		{"file:///etc/passwd", "", "", false, ErrNoName},
		{"", "", "", false, ErrNoName},
		{"shop.example\r\nX: y", "", "", false, ErrNoName},
		{"sh\u202eop.example", "", "", false, ErrNoName},
		{"a b.example", "", "", false, ErrNoName},
		{strings.Repeat("a.", 150) + "example", "", "", false, ErrNoName},
	} {
		a, err := ParseAsset(c.text)
		if a.Host != c.host || a.Domain != c.domain || a.Shared != c.shared || !errors.Is(err, c.err) {
			t.Errorf("%q: %+v %v", c.text, a, err)
		}
	}
}

func FuzzParseAsset(f *testing.F) {
	for _, s := range []string{"shop.example", "http://x@y/", "forêt.example", "127.1", "[::1]", ".a", "\xe1.A0"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		a, err := ParseAsset(s)
		if err != nil {
			return
		}
		again, err := ParseAsset(a.Host)
		if err != nil || again != a || strings.ContainsFunc(a.Host, func(r rune) bool { return r > unicode.MaxASCII || unicode.IsSpace(r) || r < ' ' }) || !strings.HasSuffix(a.Host, a.Domain) {
			t.Errorf("%q: %+v, again %+v %v", s, a, again, err)
		}
		if zones := a.zones(); zones[len(zones)-1] != a.Domain {
			t.Errorf("%q: %v", a.Host, zones)
		}
	})
}

// A token is one member's, at one site, in one claim, under one key; and it says nothing.
func TestTokenIsOfOne(t *testing.T) {
	t.Parallel()
	a, _ := ParseAsset("shop.example")
	b, _ := ParseAsset("other.example")
	seen := map[string]bool{}
	for _, k := range []Key{{1}, {2}} {
		for _, c := range []Challenge{{"whc", 1, a, ""}, {"whc", 2, a, ""}, {"whc", 1, b, ""}, {"ovh", 1, a, ""}, {"whc1", 1, a, ""}} {
			token := k.Token(c)
			if seen[token] || !strings.HasPrefix(token, tokenPrefix) || len(token) != len(tokenPrefix)+32 || strings.Contains(token, "shop") {
				t.Errorf("%+v: %s", c, token)
			}
			seen[token] = true
		}
	}
	if got, want := (Key{1}).Token(Challenge{"whc", 7, a, ""}), "constat-owner=9bz44c5nj7avhqmfyde2p1yek1t23v1j"; got != want {
		t.Errorf("tokens that were placed are known no more: %s", got)
	}
}

func TestKeyIsMadeOnce(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "owner.key")
	k, made, err := ReadKey(path)
	again, second, err2 := ReadKey(path)
	if err != nil || err2 != nil || !made || second || k != again || k == (Key{}) {
		t.Errorf("%v %v %v %v", made, second, err, err2)
	}
	if i, err := os.Stat(path); err != nil || i.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", i.Mode(), err)
	}
	for _, bad := range []string{"", "00", strings.Repeat("g", 64), strings.Repeat("a", 4096)} {
		write(t, path, bad)
		if _, _, err := ReadKey(path); err == nil || len(bad) > 2 && strings.Contains(err.Error(), bad) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestPagesThatWereKept(t *testing.T) {
	t.Parallel()
	a := &Asker{Key: Key{1}}
	asset, _ := ParseAsset("shop.example")
	c := Challenge{"whc", 7, asset, "Terre & Ciel inc."}
	token := a.Key.Token(c)
	meta := `<html><head><title>Shop</title><META content="` + strings.TrimPrefix(token, tokenPrefix) + `" Name=constat-owner></head><body>© TERRE &amp; CIEL INC`
	for _, k := range []struct {
		name, url, body string
		token, named    Outcome
	}{
		{"in the head", "https://shop.example/", meta, Proven, NotProven},
		{"the file", "https://shop.example" + FilePath, token + "\n", Proven, NotProven},
		{"a comment", "https://shop.example/", "<body>" + meta, NotProven, NotProven},
		{"in the title", "https://shop.example/", "<title>" + strings.ReplaceAll(meta, "</title>", ""), NotProven, NotProven},
		{"the name", "https://shop.example/", "<p>© Terre & Ciel inc. 2021", NotProven, Proven},
		{"another site", "https://other.example/", meta, Unreachable, Unreachable},
		{"rubbish", "https://shop.example/", "\xff\xfe<meta", NotProven, NotProven},
	} {
		page := Sight{URL: k.url, Body: []byte(k.body), Log: "saguenay-1", Leaf: 12, NotAfter: time.Unix(1700000000, 0)}
		byToken, byName := a.Captured(c, []Sight{page})
		if byToken.Result != k.token || byName.Result != k.named || byToken.Way != CaptureToken || byName.Way != CaptureName {
			t.Errorf("%s: %+v %+v", k.name, byToken, byName)
		}
		if byToken.Result == Proven && !strings.Contains(byToken.Steps[0].Answered, "recorded before 2023-11-14T22:13:20Z") {
			t.Errorf("%s: %+v", k.name, byToken.Steps)
		}
	}
}

// What a person read is never shown as proven by a machine.
func TestInvoiceIsLookedAt(t *testing.T) {
	t.Parallel()
	asset, _ := ParseAsset("shop.example")
	r := Looked(Challenge{Asset: asset}, strings.Repeat("a", 64), "Me Roy, avocate", true)
	if r.Result != LookedAt || r.Way != Invoice || r.Weight != Declared || r.Steps[0].Where != "Me Roy, avocate" {
		t.Errorf("%+v", r)
	}
	a := &Asker{}
	for _, w := range []Way{Invoice, CaptureName, CaptureToken, Mail, RegistrantMail, "other"} {
		if r := a.Try(t.Context(), Challenge{Asset: asset}, w); r.Result != Unreachable || r.Reason != NotByMachine {
			t.Errorf("%s: %+v", w, r)
		}
	}
}

// Every word of the closed lists has its name and its sentence, in both languages.
func TestEachWordIsSaid(t *testing.T) {
	t.Parallel()
	whole := func(what string, s Said) {
		t.Helper()
		if s.FR == "" || s.EN == "" || s.FR == s.EN && what != "site" {
			t.Errorf("%s: %+v", what, s)
		}
		for _, bad := range []string{" :", " ;", " ?", " !", "« ", " »"} {
			if strings.Contains(s.FR, bad) {
				t.Errorf("%s: a plain space in %q", what, s.FR)
			}
		}
	}
	for _, w := range Ways {
		whole(string(w), w.Name())
		whole(string(w), w.Shows())
		if w.Weight() == "" || !w.Known() {
			t.Error(w)
		}
	}
	for i, w := range Ways[1:] {
		if rank(w.Weight()) < rank(Ways[i].Weight()) {
			t.Errorf("%s stands below %s", w, Ways[i])
		}
	}
	for _, w := range Weights {
		whole(string(w), w.Name())
		whole(string(w), w.Why())
	}
	for _, o := range Outcomes {
		whole(string(o), o.Name())
	}
	for _, r := range Reasons {
		whole(string(r), r.Text())
	}
	for as, s := range asWords {
		whole(as, s)
	}
	if len(reasonWords) != len(Reasons) || len(wayWords) != len(Ways) || len(weights) != len(Ways) {
		t.Error("a word that is in no list")
	}
}

func rank(w Weight) int {
	for i, x := range Weights {
		if x == w {
			return i
		}
	}
	return -1
}

// A step has no English left in French.
func TestStepsAreSaidInFrench(t *testing.T) {
	t.Parallel()
	for _, s := range []Step{
		{"TXT _constat-challenge.shop.example", "192.0.2.53:53", "authority", "the token (NOERROR, records: 1)"},
		{"https://shop.example/", "saguenay-1/1, leaf 5", "log", "the token, recorded between 2026-01-01T00:00:00Z and 2026-01-01T01:00:00Z"},
		{"voucher 1, SHA-256 00", "Me Roy", "person", "it does not name the member and the site"},
		{"mail to a@shop.example", "mail.example:587", "relay", "refused (550)"},
		{"GET https://shop.example/x", "192.0.2.80:443", "control", "no answer (tcp-refused)"},
	} {
		line := s.In("fr")
		for _, english := range []string{"the ", "and ", "no ", "not ", "mail to", "it "} {
			if strings.Contains(" "+line, " "+english) {
				t.Errorf("%q", line)
			}
		}
		t.Log(line, "|", s.In("en"))
	}
}

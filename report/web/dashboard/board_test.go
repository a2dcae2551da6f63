package dashboard

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"constat/report/live"
)

const password = "correct horse battery"

// A served board, its view and what its log says.
type served struct {
	*Board
	*httptest.Server
	view atomic.Pointer[View]
	said *strings.Builder
}

func serve(t *testing.T, v *View, o Options) *served {
	t.Helper()
	s := &served{said: new(strings.Builder)}
	s.view.Store(v)
	o.Look = func(context.Context) (*View, error) {
		if v := s.view.Load(); v != nil {
			copied := *v
			return &copied, nil
		}
		return nil, errors.New("no store")
	}
	o.Log = slog.New(slog.NewTextHandler(s.said, nil))
	s.Board = New(o)
	secret, err := Keep(password)
	if err != nil {
		t.Fatal(err)
	}
	s.Use([]User{{"watch", Operator, secret}, {"lawyer", Counsel, secret}, {"reader", Expert, secret}}, Public{})
	s.Server = httptest.NewServer(s.Board)
	t.Cleanup(s.Server.Close)
	t.Cleanup(s.Board.Close)
	return s
}

// A visitor has cookies, and follows nothing by itself.
type visitor struct {
	t *testing.T
	*http.Client
	home string
}

func (s *served) visitor(t *testing.T) *visitor {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &visitor{t, &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}, s.URL}
}

func (v *visitor) get(path string) (*http.Response, string) {
	v.t.Helper()
	r, err := v.Client.Get(v.home + path)
	return v.read(r, err)
}

func (v *visitor) post(path string, form url.Values) (*http.Response, string) {
	v.t.Helper()
	r, err := v.PostForm(v.home+path, form)
	return v.read(r, err)
}

func (v *visitor) read(r *http.Response, err error) (*http.Response, string) {
	v.t.Helper()
	if err != nil {
		v.t.Fatal(err)
	}
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	return r, string(b)
}

var tokenOf = regexp.MustCompile(`name="token" value="([^"]+)"`)

// token is that of the forms on a page.
func (v *visitor) token(path string) string {
	v.t.Helper()
	_, body := v.get(path)
	m := tokenOf.FindStringSubmatch(body)
	if m == nil {
		v.t.Fatalf("no form on %s:\n%s", path, body)
	}
	return m[1]
}

func (v *visitor) login(name, password string) *http.Response {
	v.t.Helper()
	r, _ := v.post("/en/login", url.Values{"token": {v.token("/en/login")}, "name": {name}, "password": {password}})
	return r
}

func (s *served) as(t *testing.T, name string) *visitor {
	t.Helper()
	v := s.visitor(t)
	if name != "" {
		if r := v.login(name, password); r.StatusCode != http.StatusSeeOther {
			t.Fatalf("%s: %s", name, r.Status)
		}
	}
	return v
}

// Each role and each page, one by one: what is not in this table is not there.
func TestEachRoleSeesItsPages(t *testing.T) {
	s := serve(t, aView(12), Options{})
	id := "/targets/" + ID("boutique-10")
	const in = http.StatusSeeOther // to the log-in
	want := map[string][4]int{     // nobody, operator, counsel, expert
		"/":                    {in, 200, 200, 200},
		"/targets":             {in, 200, 200, 200},
		id:                     {in, 200, 200, 200},
		"/targets/0123":        {in, 404, 404, 404},
		"/incidents":           {in, 200, 200, 200},
		"/evidence":            {in, 200, 200, 200},
		"/evidence/policy":     {in, 200, 200, 200},
		"/evidence/checkpoint": {in, 200, 200, 200},
		"/account":             {in, 200, 200, 200},
		"/register":            {in, 200, 200, 403},
		"/files":               {in, 200, 200, 403},
		"/files/0123":          {in, 404, 404, 403},
		"/configuration":       {in, 200, 403, 403},
		"/logout":              {404, 404, 404, 404}, // it is posted to
		"/login":               {200, in, in, in},
		"/nothing":             {404, 404, 404, 404},
	}
	for _, p := range places() {
		known := p.method == http.MethodPost
		for path := range want {
			known = known || regexp.MustCompile("^"+regexp.MustCompile(`\\\{id\\\}|\\\{\\\$\\\}`).ReplaceAllString(regexp.QuoteMeta(p.path), ".*")+"$").MatchString(path)
		}
		if !known {
			t.Errorf("%s is in no row of the table", p.path)
		}
	}
	for i, name := range []string{"", "watch", "lawyer", "reader"} {
		v := s.as(t, name)
		for path, row := range want {
			for _, l := range []string{"/fr", "/en"} {
				if r, _ := v.get(l + path); r.StatusCode != row[i] {
					t.Errorf("%q asks for %s%s: %d, want %d", name, l, path, r.StatusCode, row[i])
				}
			}
		}
		for path, row := range map[string][4]int{"/metrics": {401, 200, 200, 200}, "/badge/all.svg": {404, 200, 200, 200}, "/badge/" + ID("boutique-10") + ".svg": {404, 200, 200, 200}, "/": {in, in, in, in}} {
			if r, _ := v.get(path); r.StatusCode != row[i] {
				t.Errorf("%q asks for %s: %d, want %d", name, path, r.StatusCode, row[i])
			}
		}
		for path, row := range map[string][4]int{"/en/files": {401, 403, 403, 403}, "/en/logout": {401, 403, 403, 403}, "/en/configuration": {404, 404, 404, 404}, "/en/targets": {404, 404, 404, 404}} {
			if r, _ := v.post(path, url.Values{"kind": {"bundle"}, "token": {"made-up"}}); r.StatusCode != row[i] {
				t.Errorf("%q posts to %s: %d, want %d", name, path, r.StatusCode, row[i])
			}
		}
	}
}

// Counsel sees no configuration, the expert nothing of the register: not on any page, not in the metrics.
func TestPagesHoldWhatTheirReaderMaySee(t *testing.T) {
	s := serve(t, aView(12), Options{})
	pages := []string{"/en/", "/en/targets", "/en/targets/" + ID("boutique-10"), "/en/incidents", "/en/evidence", "/en/account", "/metrics"}
	for name, hiddenFrom := range map[string][]string{"lawyer": {"[STATUS] == 200", "127.0.0.1:8469"}, "reader": {"whc-2021", "127.0.0.1:8469"}} {
		v := s.as(t, name)
		for _, page := range pages {
			_, body := v.get(page)
			for _, word := range hiddenFrom {
				if strings.Contains(body, word) {
					t.Errorf("%s reads %q on %s", name, word, page)
				}
			}
		}
	}
	if _, body := s.as(t, "watch").get("/en/targets/" + ID("boutique-10")); !strings.Contains(body, "[STATUS] == 200") {
		t.Error("the operator does not see how a target is asked")
	}
}

// A cookie that a visitor brought along opens nothing after logging in: the session has one of its own.
func TestASessionIsNeverTakenOver(t *testing.T) {
	s := serve(t, aView(1), Options{})
	v := s.visitor(t)
	token := v.token("/en/login")
	before := v.cookie()
	if r, _ := v.post("/en/login", url.Values{"token": {token}, "name": {"watch"}, "password": {password}}); r.StatusCode != http.StatusSeeOther {
		t.Fatal(r.Status)
	} else if c := r.Header.Get("Set-Cookie"); !strings.Contains(c, "HttpOnly") || !strings.Contains(c, "SameSite=Strict") || !strings.Contains(c, "Path=/") {
		t.Errorf("the cookie is %s", c)
	}
	if v.cookie() == before {
		t.Fatal("the cookie of before is that of the session")
	}
	thief := s.visitor(t)
	thief.setCookie(before)
	if r, _ := thief.get("/en/"); r.StatusCode != http.StatusSeeOther {
		t.Errorf("the cookie of before opens: %s", r.Status)
	}
	opened := v.cookie()
	if r, _ := v.post("/en/logout", url.Values{"token": {v.token("/en/account")}}); r.StatusCode != http.StatusSeeOther {
		t.Fatal(r.Status)
	}
	thief.setCookie(opened)
	if r, _ := thief.get("/en/"); r.StatusCode != http.StatusSeeOther {
		t.Errorf("a session that was left opens: %s", r.Status)
	}
}

func (v *visitor) cookie() string {
	u, _ := url.Parse(v.home)
	for _, c := range v.Jar.Cookies(u) {
		return c.Value
	}
	return ""
}

func (v *visitor) setCookie(value string) {
	u, _ := url.Parse(v.home)
	v.Jar.SetCookies(u, []*http.Cookie{{Name: "constat", Value: value, Path: "/"}})
}

// Another site's page can have nothing done, whatever its browser sends; nor can a form of another session.
func TestOtherSitesCanPostNothing(t *testing.T) {
	made := make(chan Order, 9)
	s := serve(t, aView(1), Options{Make: func(_ context.Context, o Order, _ func(Stage)) (string, error) {
		made <- o
		return "", errors.New("not in this test")
	}})
	v := s.as(t, "watch")
	own, others := v.token("/en/files"), s.as(t, "watch").token("/en/files")
	for what, c := range map[string]struct {
		token  string
		header [2]string
	}{"another site": {own, [2]string{"Sec-Fetch-Site", "cross-site"}}, "another origin": {own, [2]string{"Origin", "https://evil.example"}}, "another session": {others, [2]string{"Sec-Fetch-Site", "same-origin"}}, "no token": {"", [2]string{"X", "y"}}} {
		r, err := http.NewRequest("POST", s.URL+"/en/files", strings.NewReader(url.Values{"token": {c.token}, "kind": {"bundle"}}.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set(c.header[0], c.header[1])
		if got, _ := v.read(v.Do(r)); got.StatusCode != http.StatusForbidden {
			t.Errorf("%s: %s", what, got.Status)
		}
	}
	if len(made) > 0 {
		t.Error("a file was made")
	}
	if r, _ := v.post("/en/files", url.Values{"token": {own}, "kind": {"bundle"}}); r.StatusCode != http.StatusSeeOther {
		t.Errorf("our own form: %s", r.Status)
	}
	if o := <-made; o.Kind != "bundle" {
		t.Errorf("%+v", o)
	}
}

// Somebody who tries passwords is slowed down, by address and by name, and whoever was in before still comes in.
func TestTryingPasswordsIsSlow(t *testing.T) {
	s := serve(t, aView(1), Options{Proxy: true})
	from := func(v *visitor, address, name, password string) int {
		t.Helper()
		r, err := http.NewRequest("POST", s.URL+"/en/login", strings.NewReader(url.Values{"token": {v.token("/en/login")}, "name": {name}, "password": {password}}.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("X-Forwarded-For", "203.0.113.99, "+address) // what stands first, anybody writes
		got, _ := v.read(v.Do(r))
		return got.StatusCode
	}
	if got := from(s.visitor(t), "198.51.100.1", "watch", password); got != http.StatusSeeOther {
		t.Fatal(got)
	}
	v, now := s.visitor(t), time.Now()
	for i := range triesByAddress + 3 {
		if s.attempts.may("198.51.100.7", "watch", now) != (i < triesByAddress) {
			t.Errorf("try %d of one address", i+1)
		}
	}
	if got := from(v, "198.51.100.7", "watch", password); got != http.StatusTooManyRequests {
		t.Errorf("the right password after too many wrong ones: %d", got)
	}
	for i := range triesByName {
		s.attempts.may("2001:db8::"+string(rune('a'+i%6)), "watch", now)
	}
	if s.attempts.may("192.0.2.1", "watch", now) || !s.attempts.may("198.51.100.1", "watch", now) {
		t.Error("a stranger is let try, or somebody familiar is locked out")
	}
	if strings.Contains(s.said.String(), "198.51") || strings.Contains(s.said.String(), "horse") || strings.Contains(s.said.String(), "watch") {
		t.Errorf("the log says who: %s", s.said)
	}
}

// However many addresses try, what is counted is bounded.
func TestWhatIsCountedIsBounded(t *testing.T) {
	a, now := newAttempts(), time.Now()
	for i := range 3 * maxCounted {
		a.may(strings.Repeat("x", i%7)+string(rune(i)), string(rune(i)), now)
	}
	if len(a.addresses.all) > maxCounted+1 || len(a.names.all) > maxCounted+1 {
		t.Errorf("%d addresses, %d names", len(a.addresses.all), len(a.names.all))
	}
}

// A name that nobody has takes as long as a wrong password, and is answered in the same words.
func TestLoggingInDoesNotTellWhoIsThere(t *testing.T) {
	s := serve(t, aView(1), Options{})
	least := map[string]time.Duration{}
	for range 12 { // in turn: the machine does other things besides
		for _, name := range []string{"watch", "nobody-of-that-name"} {
			r := httptest.NewRequest("POST", "/en/login", nil)
			began := time.Now()
			s.check(r, name, "wrong horse battery")
			if took := time.Since(began); least[name] == 0 || took < least[name] {
				least[name] = took
			}
		}
	}
	known, unknown := least["watch"], least["nobody-of-that-name"]
	if known > 3*unknown || unknown > 3*known || unknown < time.Millisecond {
		t.Errorf("known %v, unknown %v", known, unknown)
	}
	v := s.visitor(t)
	token := v.token("/en/login")
	_, a := v.post("/en/login", url.Values{"token": {token}, "name": {"watch"}, "password": {"wrong horse battery"}})
	_, b := v.post("/en/login", url.Values{"token": {token}, "name": {"horch"}, "password": {"wrong horse battery"}})
	if strings.ReplaceAll(a, "watch", "x") != strings.ReplaceAll(b, "horch", "x") {
		t.Error("the answers differ")
	}
}

// Nobody is sent to another site after logging in.
func TestLoggingInLeadsHere(t *testing.T) {
	for to, want := range map[string]string{"/fr/targets?q=a": "/fr/targets?q=a", "//evil.example/fr/": "/en/", "https://evil.example/": "/en/", "/\\evil.example": "/en/", "/fr/../../x": "/en/", "/metrics": "/en/", "/en/login?to=x": "/en/", "javascript:alert(1)": "/en/", "/fr//evil.example": "/en/", "": "/en/"} {
		if got := within(to, "en"); got != want {
			t.Errorf("%q leads to %q", to, got)
		}
	}
}

// Names of others' are text wherever they stand: no element, no attribute, no way out of the line.
func TestHostileNamesAreText(t *testing.T) {
	v := aView(20)
	for i := range v.Outages {
		v.Outages[i].Target = hostile[i%len(hostile)]
	}
	v.Losses = []Loss{{Target: hostile[0], ID: ID(hostile[0]), Page: hostile[1]}, {Target: hostile[1], ID: "x", Held: &Held{Items: 1, Most: 2}}}
	v.Sayings = []Saying{{Provider: hostile[0], Target: hostile[1], ID: "x", Publication: live.Publication{Read: 6}, Down: 5}}
	v.Claims = []Claim{{Name: hostile[0]}}
	v.Vantage = hostile[1]
	s := serve(t, v, Options{})
	w := s.as(t, "watch")
	paths := []string{"/en/", "/en/targets", "/fr/incidents", "/en/evidence", "/en/register", "/en/files", "/en/configuration", "/en/targets?q=" + url.QueryEscape(hostile[1]), "/badge/" + ID(hostile[0]) + ".svg"}
	for _, name := range hostile {
		paths = append(paths, "/en/targets/"+ID(name))
	}
	for _, path := range paths {
		_, body := w.get(path)
		for _, bad := range []string{"<script>alert", "<img src=x", "</style><b>", "\u202e", `href="javascript:`} {
			if strings.Contains(body, bad) {
				t.Errorf("%s has %q as it is", path, bad)
			}
		}
	}
	if _, body := w.get("/en/targets/" + ID(hostile[3])); !strings.Contains(body, strings.Repeat("é", 200)) {
		t.Error("a name of 200 letters is not shown whole on its own page")
	}
}

// A secret in an address is shown to nobody.
func TestAddressesShowNoSecret(t *testing.T) {
	for raw, want := range map[string]string{
		"https://shop.example/page?id=7":                           "https://shop.example/page?id=…",
		"https://marie:motdepasse@shop.example/":                   "https://…@shop.example/",
		"https://shop.example/?token=s3cr3t&a=1":                   "https://shop.example/?token=…&a=…",
		"https://shop.example/?s3cr3t":                             "https://shop.example/?…",
		"https://hook.example/services/T0A1B2C3D/x9Y8z7W6v5U4t3S2": "https://hook.example/services/T0A1B2C3D/…",
		"https://shop.example/annuaire-des-commerces-2021/":        "https://shop.example/annuaire-des-commerces-2021/",
		"dns://192.0.2.53/example.com?type=MX":                     "dns://192.0.2.53/example.com?type=MX",
		"dns://192.0.2.53/example.com?type=x9Y8z7W6v5U4t3S2a1":     "dns://192.0.2.53/example.com?type=…",
		"smtp://mail.example/?rcpt=marie@example.com":              "smtp://mail.example/?rcpt=…",
		"mailto:marie@example.com":                                 "…",
		"https://shop.example/#s3cr3t":                             "https://shop.example/",
		"http://[::1":                                              "…",
	} {
		if got := Address(raw); got != want {
			t.Errorf("%s is shown as %s, not %s", raw, got, want)
		}
	}
}

// A password is kept so that nothing of it can be read, and what is kept is read as it was written or not at all.
func TestPasswordsAreKeptAsDigests(t *testing.T) {
	s, err := Keep(password)
	if err != nil || strings.Contains(s.String(), "horse") {
		t.Fatal(err, s)
	}
	back, err := ParseSecret([]byte(s.String() + "\n"))
	if err != nil || !back.Is(password) || back.Is(password+" ") || back.Is("") || back.Is(strings.Repeat("x", 1<<20)) {
		t.Errorf("%v", err)
	}
	for _, bad := range []string{"", "short", strings.Repeat("x", MaxPassword+1), "two\nlines of text", "\xff\xfe and more of it"} {
		if _, err := Keep(bad); err == nil {
			t.Errorf("%q is kept", bad)
		}
	}
	for _, bad := range []string{"", password, "$argon2id$v=19$m=99999999,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", s.String() + "x", " " + s.String(), strings.Replace(s.String(), "t=2", "t=02", 1), strings.Replace(s.String(), "v=19", "v=16", 1)} {
		if _, err := ParseSecret([]byte(bad)); err == nil {
			t.Errorf("%q is read", bad)
		} else if strings.Contains(err.Error(), "horse") {
			t.Errorf("%v", err)
		}
	}
	if p := Draw(); len(p) != 23 || p == Draw() {
		t.Error(p)
	}
}

func FuzzParseSecret(f *testing.F) {
	s, _ := Keep(password)
	f.Add([]byte(s.String()))
	f.Add([]byte("$argon2id$v=19$m=8,t=1,p=1$AAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA"))
	f.Fuzz(func(t *testing.T, text []byte) {
		if s, err := ParseSecret(text); err == nil && s.String() != strings.TrimSuffix(string(text), "\n") {
			t.Errorf("%q is read as %q", text, s)
		}
	})
}

func FuzzAddress(f *testing.F) {
	f.Add("https://marie:motdepasse@shop.example/?a=motdepasse")
	f.Fuzz(func(t *testing.T, raw string) {
		u, err := url.Parse(raw)
		if err != nil || u.User == nil {
			return
		}
		if p, given := u.User.Password(); given && len(p) > 8 && strings.Contains(Address(raw), p) && !strings.Contains(u.Host+u.Path+u.Scheme, p) && !strings.Contains(u.EscapedPath(), p) {
			t.Errorf("%q shows %q", Address(raw), p)
		}
	})
}

// A session ends by itself, with those who are no longer who they were, and at its bounds.
func TestSessionsEnd(t *testing.T) {
	s, now := newSessions(), noon
	secret, _ := Keep(password)
	u := User{"watch", Operator, secret}
	cookie := s.begin(u, now)
	if s.of(cookie, true, now.Add(sessionIdle-time.Second)) == nil || s.of(cookie, false, now.Add(2*sessionIdle-2*time.Second)) == nil {
		t.Error("it ended too early")
	}
	if s.of(cookie, true, now.Add(3*sessionIdle)) != nil {
		t.Error("nobody was there, and it goes on")
	}
	cookie = s.begin(u, now)
	x := s.of(cookie, true, now)
	s.use(map[string]User{"watch": {"watch", Expert, secret}})
	select {
	case <-x.ended:
	default:
		t.Error("who has another role goes on")
	}
	for i := range maxSessions + 20 {
		s.begin(u, now.Add(time.Duration(i)*time.Second))
	}
	if len(s.all) != maxSessions {
		t.Errorf("%d sessions", len(s.all))
	}
}

// A file is made once at a time, is there for who may take it, and for nobody else; a failure says nothing but that it was one.
func TestFilesAreMadeOneAtATime(t *testing.T) {
	dir := t.TempDir()
	go1, began := make(chan error), make(chan Order, 5)
	s := serve(t, aView(4), Options{Make: func(ctx context.Context, o Order, at func(Stage)) (string, error) {
		at(Sealing)
		began <- o
		select {
		case err := <-go1:
			if err != nil {
				return "", err
			}
		case <-ctx.Done():
			return "", ctx.Err()
		}
		sub, err := os.MkdirTemp(dir, "f")
		if err != nil {
			return "", err
		}
		path := filepath.Join(sub, "constat-x.zip")
		return path, os.WriteFile(path, []byte("PK-content"), 0o600)
	}})
	v, reader := s.as(t, "lawyer"), s.as(t, "reader")
	order := url.Values{"token": {v.token("/en/files")}, "kind": {"bundle"}, "site": {"site-1"}, "from": {"2026-11-01"}, "to": {"2026-11-22"}}
	if r, _ := v.post("/en/files", order); r.StatusCode != http.StatusSeeOther {
		t.Fatal(r.Status)
	}
	if o := <-began; o.Site != "site-1" || o.From != "2026-11-01" {
		t.Errorf("%+v", o)
	}
	if _, body := v.post("/en/files", order); !strings.Contains(body, "Another file is in the making") {
		t.Error("two are made at once")
	}
	go1 <- nil
	link := regexp.MustCompile(`href="(/en/files/[^"]+)"`)
	var path string
	for deadline := time.Now().Add(20 * time.Second); path == "" && time.Now().Before(deadline); {
		if _, body := v.get("/en/files"); link.MatchString(body) {
			path = link.FindStringSubmatch(body)[1]
		}
	}
	if r, body := v.get(path); body != "PK-content" || r.Header.Get("Content-Type") != "application/zip" || r.Header.Get("Content-Disposition") != `attachment; filename="constat-x.zip"` || r.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("%q %v", body, r.Header)
	}
	if r, _ := reader.get(path); r.StatusCode != http.StatusForbidden {
		t.Errorf("the expert takes it: %s", r.Status)
	}
	for what, bad := range map[string]url.Values{"kind": {"kind": {"everything"}}, "site": {"kind": {"bundle"}, "site": {"../etc"}}, "language": {"kind": {"report"}, "lang": {"de"}, "paper": {"a4"}}, "day": {"kind": {"bundle"}, "from": {"2026-13-01"}}, "turned": {"kind": {"bundle"}, "from": {"2026-11-02"}, "to": {"2026-11-01"}}} {
		bad.Set("token", order.Get("token"))
		if r, _ := v.post("/en/files", bad); r.StatusCode != 200 {
			t.Errorf("%s: %s", what, r.Status)
		}
	}
	if len(began) > 0 {
		t.Error("a choice that does not exist is made")
	}
	if r, _ := v.post("/en/files", order); r.StatusCode != http.StatusSeeOther {
		t.Fatal(r.Status)
	}
	<-began
	go1 <- errors.New("/secret/path: s3cr3t")
	for deadline := time.Now().Add(20 * time.Second); ; {
		_, body := v.get("/en/files")
		if strings.Contains(body, "s3cr3t") {
			t.Fatal("the page says why")
		}
		if strings.Contains(body, "not made") || time.Now().After(deadline) {
			break
		}
	}
	s.files.sweep(time.Now().Add(2 * keepFor))
	if r, _ := v.get(path); r.StatusCode != http.StatusNotFound {
		t.Errorf("it is kept for ever: %s", r.Status)
	}
}

// What happens shows without asking again, and nothing of it goes through the stream; who is logged out is told.
func TestNewsComesByItself(t *testing.T) {
	s := serve(t, aView(4), Options{})
	v := s.as(t, "reader")
	r, err := v.Client.Get(s.URL + "/live")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	if r.StatusCode != 200 || r.Header.Get("Content-Type") != "text/event-stream" {
		t.Fatal(r.Status, r.Header)
	}
	read := func(want string) {
		t.Helper()
		var got strings.Builder
		b := make([]byte, 64)
		for !strings.Contains(got.String(), want) {
			n, err := r.Body.Read(b)
			got.Write(b[:n])
			if err != nil && !strings.Contains(got.String(), want) {
				t.Fatalf("%v after %q", err, got.String())
			}
		}
		if strings.Contains(got.String(), "boutique") {
			t.Errorf("the stream says %q", got.String())
		}
	}
	read("event: changed")
	s.view.Store(aView(12))
	read("event: changed")
	for range maxStreams - 1 {
		more, err := v.Client.Get(s.URL + "/live")
		if err != nil {
			t.Fatal(err)
		}
		defer more.Body.Close()
	}
	if more, _ := v.get("/live"); more.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("one stream too many: %s", more.Status)
	}
	s.Use(nil, Public{Badges: true})
	read("event: left")
	if r, _ := s.visitor(t).get("/live"); r.StatusCode != http.StatusUnauthorized {
		t.Errorf("a stranger has a stream: %s", r.Status)
	}
}

// Whoever has nothing to show shows nothing, and answers to no other name than this machine's.
func TestABoardWithoutAnybodyIsNotThere(t *testing.T) {
	s := serve(t, aView(1), Options{Here: true})
	r, err := http.NewRequest("GET", s.URL+"/en/login", nil)
	if err != nil {
		t.Fatal(err)
	}
	v := s.visitor(t)
	r.Host = "rebound.example"
	if got, _ := v.read(v.Do(r)); got.StatusCode != http.StatusNotFound {
		t.Errorf("another name: %s", got.Status)
	}
	s.Use(nil, Public{})
	for _, path := range []string{"/", "/en/login", "/metrics", "/badge/all.svg", "/live"} {
		if r, _ := s.visitor(t).get(path); r.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %s", path, r.Status)
		}
	}
	s.Use(nil, Public{Badges: true, Metrics: true})
	for path, want := range map[string]int{"/metrics": 200, "/badge/all.svg": 200, "/en/": 303, "/badge/nothing.svg": 404} {
		r, body := s.visitor(t).get(path)
		if r.StatusCode != want || strings.Contains(body, "whc-2021") {
			t.Errorf("%s: %s", path, r.Status)
		}
	}
}

// What cannot be looked at is told as that, without a reason that is nobody's business.
func TestAStoreThatCannotBeReadIsToldAsThat(t *testing.T) {
	s := serve(t, aView(1), Options{})
	v := s.as(t, "watch")
	s.view.Store(nil)
	if r, body := v.get("/fr/"); r.StatusCode != http.StatusServiceUnavailable || strings.Contains(body, "no store") {
		t.Errorf("%s:\n%s", r.Status, body)
	}
}

// Two thousand targets are shown in bounded time, a page of them at a time.
func TestTwoThousandTargetsAreShownInTime(t *testing.T) {
	v := aView(2000)
	s := serve(t, v, Options{})
	w := s.as(t, "watch")
	for _, path := range []string{"/en/", "/en/targets", "/en/targets?page=20&state=good", "/en/incidents", "/metrics"} {
		began := time.Now()
		r, body := w.get(path)
		if took := time.Since(began); r.StatusCode != 200 || took > 10*time.Second {
			t.Errorf("%s: %s after %v", path, r.Status, took)
		} else {
			t.Logf("%s: %d bytes in %v", path, len(body), took)
		}
	}
}

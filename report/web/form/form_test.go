package form

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"filippo.io/age"
	"golang.org/x/net/html"

	"constat/report/web"
	"constat/store/registry"
)

const aboutClaim = `{"title": {"fr": "Recours contre Hébergeur Nordique", "en": "Claim against Hébergeur Nordique"},
 "defendants": [{"name": "Hébergeur Nordique inc.", "country": "CA"}], "incident": {"from": "2021-08-28", "to": "2021-09-03"}, "jurisdiction": "quebec",
 "heads": ["rebuild_cost", "data_recovery_cost", "lost_sales", "time_spent", "client_claims_and_penalties", "stress_inconvenience"],
 "groups": [{"id": "data_lost"}, {"id": "reseller"}],
 "consent": {"purpose": {"fr": "Préparer et mener le recours contre l'hébergeur.", "en": "To prepare and conduct the claim against the provider."},
  "text": {"fr": "J'accepte que ce que j'envoie soit gardé, chiffré, et lu par les avocats du dossier et leurs experts. Je peux le consulter auprès d'eux, le faire corriger et le retirer quand je veux.", "en": "I agree that what I send is kept, encrypted, and read by the counsel of this claim and their experts. I can consult it with them, have it corrected and withdraw it whenever I want."}},
 "contact": {"name": "Étude Lavoie Roy", "address": "1, rue Notre-Dame\nMontréal", "email": "recours@lavoieroy.example", "phone": "514 555-0100"}, "retention_until": "2028-12-31", "open_until": "2031-06-30"}`

// A house is a form with its register and all that it says.
type house struct {
	*httptest.Server
	form  *Form
	claim *registry.Claim
	key   *age.X25519Identity
	dir   string
	log   *safeBuffer
}

// safeBuffer takes the lines of several goroutines.
type safeBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *safeBuffer) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(b)
}

func (s *safeBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

func newHouse(t testing.TB, o Options) *house {
	t.Helper()
	key, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	h := &house{key: key, dir: filepath.Join(t.TempDir(), "claims"), log: &safeBuffer{}}
	if h.claim, err = registry.Create(h.dir, "nordique-2021", []string{key.Recipient().String()}, time.Now()); err != nil {
		t.Fatal(err)
	}
	if _, err := h.claim.SetAbout([]byte(aboutClaim), time.Now()); err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.NewTextHandler(h.log, nil))
	h.form = New(h.claim, log, o)
	h.Server = httptest.NewUnstartedServer(nil)
	h.Config = web.NewServer(web.Guard(h.form, log))
	h.Start()
	t.Cleanup(h.Close)
	return h
}

func (h *house) at(page string) string { return h.URL + "/claim/nordique-2021/" + page }

// A reader is somebody with a browser that runs no scripts: it knows the page before it, fills in
// its fields, and presses its buttons.
type reader struct {
	t      testing.TB
	client *http.Client
	status int
	at     *url.URL
	page   *html.Node
	source string
	values url.Values
	forms  []*html.Node
}

func (h *house) reader(t testing.TB) *reader {
	jar, _ := cookiejar.New(nil)
	return &reader{t: t, client: &http.Client{Jar: jar}}
}

func (r *reader) open(address string) *reader {
	r.t.Helper()
	answer, err := r.client.Get(address)
	r.take(answer, err)
	return r
}

func (r *reader) take(answer *http.Response, err error) {
	r.t.Helper()
	if err != nil {
		r.t.Fatal(err)
	}
	defer answer.Body.Close()
	var b bytes.Buffer
	if _, err := b.ReadFrom(answer.Body); err != nil {
		r.t.Fatal(err)
	}
	r.status, r.at, r.source = answer.StatusCode, answer.Request.URL, b.String()
	if r.page, err = html.Parse(&b); err != nil {
		r.t.Fatal(err)
	}
	r.values = url.Values{}
	r.forms = all(r.page, "form")
}

// fill types into fields of the page's form; one that isn't there is a mistake of the test.
func (r *reader) fill(pairs ...string) *reader {
	r.t.Helper()
	for i := 0; i < len(pairs); i += 2 {
		if !strings.Contains(r.source, `name="`+html.EscapeString(pairs[i])+`"`) {
			r.t.Fatalf("no field %s on %s:\n%s", pairs[i], r.at, r.text())
		}
		r.values.Add(pairs[i], pairs[i+1])
	}
	return r
}

// press presses the button of this name and value.
func (r *reader) press(name, value string) *reader {
	r.t.Helper()
	form := r.formWith(name, value)
	sent := formValues(form)
	for k, v := range r.values {
		sent[k] = v
	}
	sent.Set(name, value)
	to, err := r.at.Parse(attr(form, "action"))
	if err != nil {
		r.t.Fatal(err)
	}
	answer, err := r.client.PostForm(to.String(), sent)
	r.take(answer, err)
	return r
}

func (r *reader) formWith(name, value string) *html.Node {
	r.t.Helper()
	for _, f := range r.forms {
		for _, b := range all(f, "button") {
			if attr(b, "name") == name && attr(b, "value") == value {
				return f
			}
		}
	}
	r.t.Fatalf("no button %s=%s on %s:\n%s", name, value, r.at, r.text())
	return nil
}

func (r *reader) wants(status int, sentences ...string) *reader {
	r.t.Helper()
	if r.status != status {
		r.t.Fatalf("status %d, want %d:\n%s", r.status, status, r.text())
	}
	for _, s := range sentences {
		if !strings.Contains(r.text(), s) {
			r.t.Fatalf("%q is not on the page:\n%s", s, r.text())
		}
	}
	return r
}

// text is what one reads, with the spaces and apostrophes of a keyboard.
func (r *reader) text() string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data + " ")
		}
		if n.Type == html.ElementNode && slices.Contains([]string{"style", "script", "option"}, n.Data) {
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(r.page)
	return strings.Join(strings.Fields(strings.NewReplacer("\u00a0", " ", "’", "'").Replace(b.String())), " ")
}

func all(n *html.Node, element string) (found []*html.Node) {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && d.Data == element {
			found = append(found, d)
		}
	}
	return found
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, name string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
}

// formValues are what a browser would send of a form as it stands.
func formValues(form *html.Node) url.Values {
	v := url.Values{}
	for _, i := range all(form, "input") {
		switch attr(i, "type") {
		case "checkbox", "radio":
			if has(i, "checked") {
				v.Add(attr(i, "name"), attr(i, "value"))
			}
		case "file":
		default:
			v.Add(attr(i, "name"), attr(i, "value"))
		}
	}
	for _, a := range all(form, "textarea") {
		text := ""
		if a.FirstChild != nil {
			text = a.FirstChild.Data
		}
		v.Add(attr(a, "name"), text)
	}
	for _, s := range all(form, "select") {
		for i, o := range all(s, "option") {
			if i == 0 || has(o, "selected") {
				v.Set(attr(s, "name"), attr(o, "value"))
			}
		}
	}
	return v
}

// slipOf is number and code on a receipt.
func (r *reader) slipOf() (no, code string) {
	r.t.Helper()
	for _, f := range r.forms {
		v := formValues(f)
		if v.Get("code") != "" {
			return v.Get("no"), v.Get("code")
		}
	}
	r.t.Fatalf("no receipt:\n%s", r.text())
	return "", ""
}

// join fills in the form from one end to the other.
func (r *reader) join(h *house, lang, name string) *reader {
	r.t.Helper()
	r.open(h.at(lang + "/join")).wants(200)
	r.fill("name_or_legal_name", name, "email", "elodie@terreciel.example", "phone", "514 555-0199", "kind", "company").press("go", "next").wants(200)
	r.fill("contact_person", "Élodie Tremblay", "enterprise_no", "1140000000", "address", "12, rue du Marché\nRimouski", "province_state", "Québec", "country", "CA").press("go", "next").wants(200)
	r.fill("contract.account_id", "C-4471", "contract.plan", "Agence 5", "contract.start", "2020-07-06", "contract.fee", "119,88", "contract.currency", "CAD", "contract.fee_period", "year").press("go", "next").wants(200)
	r.fill("assets[0].domain", "https://www.terreciel.example/").press("go", "next").wants(200)
	r.fill("impact.service_types", "web", "impact.service_types", "mail", "impact.first_noticed_at", "2021-08-28", "impact.first_noticed_at:time", "06:10").press("go", "next").wants(200)
	r.fill("impact.data_lost.lost", "yes").press("go", "next").wants(200)
	r.fill("damage[0].head", "rebuild_cost", "damage[0].amount", "25 500,00 $", "damage[0].documented", "yes").press("go", "next").wants(200)
	return r
}

func (r *reader) agree() *reader {
	r.t.Helper()
	return r.fill("agree", "yes").press("go", "send")
}

// counsel reads the register with the key.
func (h *house) members(t testing.TB) []registry.Member {
	t.Helper()
	members, err := h.claim.Members(strings.NewReader(h.key.String() + "\n"))
	if err != nil {
		t.Fatal(err)
	}
	return members
}

package owner

import (
	"context"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"io"
	"mime/quotedprintable"
	"net"
	"net/http"
	"net/http/httptest"
	"net/mail"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"constat/collector/servertest"
)

// postfix runs a real mail server that takes mail for shop.example, over STARTTLS only, and
// returns the account, and what reads the mail that it has taken.
func postfix(t *testing.T) (*Account, func() *mail.Message) {
	t.Helper()
	program := installed(t, "master")
	if os.Getuid() != 0 {
		t.Skip("postfix is started by root only")
	}
	dir, at := servertest.Readable(t), local(free(t))
	pool := issued(t, dir, "127.0.0.1")
	for _, sub := range []string{"conf", "queue", "data"} {
		if err := os.Mkdir(filepath.Join(dir, sub), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	u, err := user.Lookup("postfix")
	if err != nil {
		t.Skip(err)
	}
	uid, _ := strconv.Atoi(u.Uid)
	if err := os.Chown(dir+"/data", uid, -1); err != nil {
		t.Skip(err)
	}
	write(t, dir+"/conf/main.cf", fmt.Sprintf(`compatibility_level = 3.6
config_directory = %[1]s/conf
queue_directory = %[1]s/queue
data_directory = %[1]s/data
myhostname = mx1.shop.example
mydestination = shop.example
mynetworks =
inet_interfaces = 127.0.0.1
local_recipient_maps = inline:{postmaster=x, contact=x}
in_flow_delay = 0s
smtpd_relay_restrictions = reject_unauth_destination
smtpd_tls_security_level = encrypt
smtpd_tls_cert_file = %[1]s/cert.pem
smtpd_tls_key_file = %[1]s/key.pem
`, dir))
	write(t, dir+"/conf/master.cf", fmt.Sprintf(`127.0.0.1:%d inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
rewrite unix - - n - - trivial-rewrite
proxymap unix - - n - - proxymap
anvil unix - - n - 1 anvil
tlsmgr unix - - n 1000? 1 tlsmgr
`, at.Port()))
	if out, err := exec.Command(installed(t, "postfix"), "-c", dir+"/conf", "check").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	start(t, at, program, "-c", dir+"/conf", "-d")
	a := &Account{Server: at.String(), From: "register@counsel.example", Roots: pool}
	return a, func() *mail.Message { return taken(t, dir) }
}

// taken reads the one mail in a queue.
func taken(t *testing.T, dir string) *mail.Message {
	t.Helper()
	var files []string
	for _, q := range []string{"incoming", "active", "deferred"} {
		_ = filepath.WalkDir(filepath.Join(dir, "queue", q), func(path string, e os.DirEntry, err error) error {
			if err == nil && e.Type().IsRegular() {
				files = append(files, path)
			}
			return nil
		})
	}
	if len(files) != 1 {
		t.Fatalf("mails in the queue: %d", len(files))
	}
	out, err := exec.Command(installed(t, "postcat"), "-c", dir+"/conf", "-bh", files[0]).Output()
	if err != nil {
		t.Fatal(err)
	}
	m, err := mail.ReadMessage(strings.NewReader(string(out)))
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return m
}

var codeForm = regexp.MustCompile(`\n    ([0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4})\n`)

func TestCodeGoesByMailAndComesBack(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	d := newDesk(t, "www.shop.example")
	var queue func() *mail.Message
	d.a.Mail, queue = postfix(t)
	to := "postmaster@shop.example"
	d.is(d.a.Send(ctx, d.c, to), Mail, NotProven, CodeSent)
	m := queue()
	body, err := io.ReadAll(quotedprintable.NewReader(m.Body))
	if err != nil {
		t.Fatal(err)
	}
	codes := codeForm.FindAllStringSubmatch(strings.ReplaceAll(string(body), "\r", ""), -1)
	if len(codes) != 2 || m.Header.Get("To") != to || m.Header.Get("From") != "register@counsel.example" || strings.Contains(string(body), "embre 7") || strings.Contains(string(body), "ember 7") {
		t.Fatalf("%v\n%s", m.Header, body)
	}
	code := codes[0][1]
	d.is(d.a.Typed(ctx, d.c, to, " "+strings.ToUpper(strings.ReplaceAll(code, "-", " "))), Mail, Proven, "")
	d.is(d.a.Typed(ctx, d.c, to, "0000-0000-0000"), Mail, NotProven, WrongCode)
	d.is(d.a.Typed(ctx, d.c, to, ""), Mail, NotProven, WrongCode)
	d.is(d.a.Typed(ctx, d.c, "hostmaster@shop.example", code), Mail, NotProven, WrongCode)
	other := d.c
	other.Member = 8
	if r := d.a.Typed(ctx, other, to, code); r.Result != NotProven {
		t.Errorf("another member's code: %+v", r)
	}
	if d.a.Key.isCode(d.c, to, code, time.Now().Add(codeLife+time.Hour)) || !d.a.Key.isCode(d.c, to, code, time.Now().Add(codeLife-2*time.Hour)) {
		t.Error("a code's life")
	}
	if strings.Contains(fmt.Sprint(m.Header)+string(body), "Terre") {
		t.Error("the member's name is in the mail")
	}
}

func TestMailThatIsNotTaken(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	d := newDesk(t, "shop.example")
	d.is(d.a.Send(ctx, d.c, "postmaster@shop.example"), Mail, Unreachable, NotSent)
	d.a.Mail, _ = postfix(t)
	r := d.a.Send(ctx, d.c, "webmaster@shop.example")
	d.is(r, Mail, Unreachable, NotSent)
	if !strings.Contains(steps(r), "refused (550)") {
		t.Error(steps(r))
	}
	d.a.Mail.Roots = x509.NewCertPool() // a server that can't say who it is gets no code
	d.is(d.a.Send(ctx, d.c, "postmaster@shop.example"), Mail, Unreachable, NotSent)
	d.a.Mail.Server = local(1).String()
	d.is(d.a.Send(ctx, d.c, "postmaster@shop.example"), Mail, Unreachable, NotSent)
}

// Nobody chooses where mail goes, nor puts a word into it.
func TestMailGoesOnlyWhereItMay(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	d := newDesk(t, "shop.example")
	for _, to := range []string{"", "me@shop.example", "postmaster@other.example", "postmaster@shop.example\r\nBcc: x@other.example", "postmaster@shop.example, x@other.example", "Postmaster@shop.example"} {
		if r := d.a.Send(ctx, d.c, to); r.Way != RegistrantMail || r.Reason != NoRegistry {
			t.Errorf("%q: %+v", to, r)
		}
	}
	for _, s := range []string{"a@b.example\r\nX: y", "<a@b.example>", "A <a@b.example>", "a b@c.example", "a@b.example\n", "a@[127.0.0.1]", `"a"@b.example`, "é@b.example"} {
		if bareAddress(s) {
			t.Errorf("%q is taken", s)
		}
	}
	d.c.Asset, _ = ParseAsset("user.github.io")
	if r := d.a.Send(ctx, d.c, "postmaster@github.io"); r.Reason != SharedSuffix || len(d.c.Asset.Mailable()) != 0 {
		t.Errorf("%+v", r)
	}
}

func TestAccountFromASecret(t *testing.T) {
	t.Parallel()
	a, err := ReadAccount(map[string]string{"url": "smtps://mail.example/?from=r@mail.example", "user": "u", "password": "p"})
	if err != nil || a.Server != "mail.example:465" || !a.TLS || a.From != "r@mail.example" || a.User != "u" {
		t.Errorf("%+v %v", a, err)
	}
	for _, u := range []string{"", "http://mail.example/?from=r@mail.example", "smtp://u:p@mail.example/?from=r@mail.example", "smtp://mail.example", "smtp://mail.example/?from=r%0d%0aX:y@mail.example"} {
		if a, err := ReadAccount(map[string]string{"url": u, "password": "pass-word"}); err == nil || strings.Contains(err.Error(), "pass-word") {
			t.Errorf("%q: %+v %v", u, a, err)
		}
	}
}

// registry is a registry of domains over TLS.
func (d *desk) registry(entities string) {
	d.t.Helper()
	var own *httptest.Server
	own = httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/lists/dns.json":
			fmt.Fprintf(w, `{"services": [[["example"], ["%s/rdap/"]]]}`, own.URL)
		case "/rdap/domain/shop.example":
			fmt.Fprintf(w, `{"objectClassName": "domain", "ldhName": "Shop.EXAMPLE", "entities": [%s]}`, entities)
		default:
			http.NotFound(w, r)
		}
	}))
	d.t.Cleanup(own.Close)
	d.a.Lists, d.a.Roots = own.URL+"/lists", own.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs
}

func card(role, name, address string) string {
	n, _ := json.Marshal(name)
	return fmt.Sprintf(`{"roles": [%q], "vcardArray": ["vcard", [["version", {}, "text", "4.0"], ["fn", {}, "text", %s], ["email", {}, "text", %q]]]}`, role, n, address)
}

func TestRegistryNamesTheHolder(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, entities string
		want           Outcome
		why            Reason
	}{
		{"the member", card("registrant", "TERRE-CIEL, Inc", "x@shop.example"), NotProven, OtherHolder},
		{"written alike", card("registrant", "terre ciel INC", "x@shop.example"), NotProven, OtherHolder},
		{"same", card("registrant", "Terre & Ciel Inc", "x@shop.example"), Proven, ""},
		{"the registrar", card("registrar", "Terre & Ciel inc.", "x@shop.example"), NotProven, HolderHidden},
		{"hidden", card("registrant", "REDACTED FOR PRIVACY", "x@shop.example"), NotProven, HolderHidden},
		{"another", card("registrant", "Jean Tremblay", "x@shop.example"), NotProven, OtherHolder},
		{"nobody", "", NotProven, HolderHidden},
		{"rubbish", `{"roles": ["registrant"], "vcardArray": [1, [["fn"]]]}, null`, NotProven, HolderHidden},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t, "shop.example")
			d.c.Name = "Terre Ciel inc."
			if c.want == Proven {
				d.c.Name = "Terre & Ciel inc."
			} else if c.name == "written alike" || c.name == "the member" {
				d.c.Name = "Terre et Ciel inc."
			}
			d.registry(c.entities)
			r := d.want(RDAP, RDAP, c.want, c.why)
			if strings.Contains(steps(r), "Tremblay") {
				t.Error("a stranger's name is kept")
			}
		})
	}
}

func TestRegistryThatDoesNotAnswer(t *testing.T) {
	t.Parallel()
	d := newDesk(t, "shop.example")
	d.want(RDAP, RDAP, Unreachable, NoRegistry)
	d.registry("")
	d.c.Asset, _ = ParseAsset("gone.example")
	d.want(RDAP, RDAP, Unreachable, NoRegistry)
	d.c.Asset, _ = ParseAsset("user.github.io")
	d.want(RDAP, RDAP, NotProven, SharedSuffix)
}

// The contact that the registry publishes is another way than a mailbox of the domain.
func TestCodeToTheRegistrysContact(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	d := newDesk(t, "shop.example")
	d.registry(card("registrant", "Someone", "contact@shop.example") + "," + card("technical", "Other", "tech@shop.example") + "," + card("administrative", "Bad", "a@b.example\r\nBcc: c@d.example"))
	list, ok := d.a.Contacts(ctx, d.c)
	if !ok || fmt.Sprint(list) != "[contact@shop.example]" {
		t.Errorf("%v %q", ok, list)
	}
	d.a.Mail, _ = postfix(t)
	d.is(d.a.Send(ctx, d.c, "contact@shop.example"), RegistrantMail, NotProven, CodeSent)
	d.is(d.a.Send(ctx, d.c, "tech@shop.example"), RegistrantMail, NotProven, NoContact)
	code := d.a.Key.code(d.c, "contact@shop.example", hourOf(time.Now())-1)
	d.is(d.a.Typed(ctx, d.c, "contact@shop.example", code), RegistrantMail, Proven, "")
	d.is(d.a.Typed(ctx, d.c, "postmaster@shop.example", code), Mail, NotProven, WrongCode)
}

// A relay that never says a word holds nobody for long.
func TestRelayThatHangs(t *testing.T) {
	t.Parallel()
	d := newDesk(t, "shop.example")
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	d.a.Mail = &Account{Server: l.Addr().String(), From: "r@counsel.example"}
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	d.is(d.a.Send(ctx, d.c, "postmaster@shop.example"), Mail, Unreachable, NotSent)
}

// The mail may lie with the provider against whom the member turns.
func TestTheLetterAndTheTokenTellNobodyWhoClaims(t *testing.T) {
	a := &Asker{Key: Key{1}, Mail: &Account{From: "codes@mail.example"}}
	c := Challenge{Claim: "whc-2021", Member: 4711, Asset: Asset{Host: "shop.example", Domain: "shop.example"}, Name: "Élodie Planté"}
	texts := []string{string(a.letter(c, "postmaster@shop.example", "abcd-efgh-jkmn")), a.Key.Token(c), FilePath}
	for _, task := range a.Tasks(c) {
		for _, p := range task.Copies {
			texts = append(texts, p.Text)
		}
	}
	for _, s := range texts {
		for _, tell := range []string{"whc", "4711", "Planté", "register", "registre", "Member", "membre"} {
			if strings.Contains(s, tell) {
				t.Errorf("it tells %q:\n%s", tell, s)
			}
		}
	}
	for _, task := range a.Tasks(c) {
		for l, warn := range map[string][]string{"fr": {"fournisseur"}, "en": {"provider"}} {
			for _, w := range warn {
				if !strings.Contains(task.Words.In(l), w) {
					t.Errorf("%s, %s: nobody is warned of who can read it: %s", task.Way, l, task.Words.In(l))
				}
			}
		}
	}
}

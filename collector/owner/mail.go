package owner

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/subtle"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"net/netip"
	"net/smtp"
	"net/textproto"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Mailboxes are those of a domain that a code can be sent to: who may change the domain
// reads them (RFC 2142, and the constructed addresses of the CA/Browser Forum's baseline
// requirements, 3.2.2.4.4).
var Mailboxes = []string{"postmaster", "hostmaster", "webmaster", "admin", "administrator"}

// An Account is who takes our mail.
type Account struct {
	Server   string // host:port
	TLS      bool   // before anything is said; else STARTTLS, without which nothing is sent but on this machine
	User     string
	Password string
	From     string // a bare address
	Roots    *x509.CertPool
}

// ReadAccount reads what a secret file says: url as
// smtp://mail.example:587/?from=register@mail.example (or smtps), user and password. The
// error says nothing of user and password.
func ReadAccount(secret map[string]string) (*Account, error) {
	u, err := url.Parse(secret["url"])
	if err != nil || u.Hostname() == "" || u.User != nil || u.Scheme != "smtp" && u.Scheme != "smtps" {
		return nil, errors.New(`url: write smtp://SERVER:PORT/?from=ADDRESS (or smtps), with user and password on lines of their own`)
	}
	a := &Account{TLS: u.Scheme == "smtps", User: secret["user"], Password: secret["password"], From: u.Query().Get("from")}
	if !bareAddress(a.From) {
		return nil, errors.New("url: from= must be a bare address, as register@mail.example")
	}
	a.Server = u.Host
	if u.Port() == "" {
		a.Server = net.JoinHostPort(u.Hostname(), map[bool]string{false: "587", true: "465"}[a.TLS])
	}
	return a, nil
}

var addressForm = regexp.MustCompile(`^[A-Za-z0-9!#$%&'*+/=?^_{|}~.-]{1,64}@[A-Za-z0-9.-]{1,253}$`)

// bareAddress takes what stands in a header and in a command without a change.
func bareAddress(s string) bool {
	a, err := mail.ParseAddress(s)
	return err == nil && a.Name == "" && a.Address == s && addressForm.MatchString(s)
}

// Mailable are the addresses of the domain that a code can be sent to; none where the domain
// belongs to who lets others put sites there.
func (a Asset) Mailable() (list []string) {
	if a.Shared {
		return nil
	}
	for _, m := range Mailboxes {
		list = append(list, m+"@"+a.Domain)
	}
	return list
}

// Send mails a code to one of [Asset.Mailable] (the way [Mail]) or to one of what
// [Asker.Contacts] finds (the way [RegistrantMail]). What comes of it is never a proof:
// it is not_proven with code_sent, or says why nothing was sent.
func (a *Asker) Send(ctx context.Context, c Challenge, to string) Result {
	ctx, cancel := context.WithTimeout(ctx, mailTime+tryTime)
	defer cancel()
	r, why := a.wayOf(ctx, c, to)
	if why != "" {
		return r.end(NotProven, why)
	}
	if a.Mail == nil {
		return r.end(Unreachable, NotSent)
	}
	letter := a.letter(c, to, a.Key.code(c, to, hourOf(time.Now())))
	said, err := a.Mail.hand(ctx, to, letter)
	if err != nil {
		r.note("mail to "+to, a.Mail.Server, "relay", mailFault(err))
		return r.end(Unreachable, NotSent)
	}
	r.note("mail to "+to, a.Mail.Server, "relay", said)
	return r.end(NotProven, CodeSent)
}

// Typed compares a code that came back with what was mailed to an address within the last
// three days.
func (a *Asker) Typed(ctx context.Context, c Challenge, to, code string) Result {
	ctx, cancel := context.WithTimeout(ctx, tryTime)
	defer cancel()
	r, why := a.wayOf(ctx, c, to)
	if why != "" {
		return r.end(NotProven, why)
	}
	if !a.Key.isCode(c, to, code, time.Now()) {
		r.note("code of the mail to "+to, "", "form", "another code")
		return r.end(NotProven, WrongCode)
	}
	r.note("code of the mail to "+to, "", "form", "the code")
	return r.end(Proven, "")
}

// wayOf tells which way an address is: a member can't choose another one.
func (a *Asker) wayOf(ctx context.Context, c Challenge, to string) (Result, Reason) {
	if slices.Contains(c.Asset.Mailable(), to) {
		return begin(Mail, c), ""
	}
	r := begin(RegistrantMail, c)
	if c.Asset.Shared {
		return r, SharedSuffix
	}
	list, ok := a.contacts(ctx, c, &r)
	switch {
	case !ok:
		return r, NoRegistry
	case !slices.Contains(list, to):
		return r, NoContact
	}
	return r, ""
}

func hourOf(t time.Time) int64 { return t.Unix() / 3600 }

// isCode tries every hour in which the code can have been sent, all of them always.
func (k Key) isCode(c Challenge, to, typed string, now time.Time) bool {
	typed, found := readCode(typed), 0
	for back := range int64(codeLife / time.Hour) {
		found |= subtle.ConstantTimeCompare([]byte(typed), []byte(k.code(c, to, hourOf(now)-back)))
	}
	return found == 1
}

// readCode forgives what a person types: case, spaces, dashes, O for 0, I and L for 1.
func readCode(s string) string {
	s = strings.NewReplacer("-", "", " ", "", "\u00a0", "", "o", "0", "i", "1", "l", "1").Replace(strings.ToLower(s[:min(len(s), 64)]))
	if len(s) != 12 {
		return s
	}
	return s[:4] + "-" + s[4:8] + "-" + s[8:]
}

// letter is the whole mail. Nothing that the member wrote is in it but the name of the host,
// which is ASCII; of the register only the address that it is sent from.
func (a *Asker) letter(c Challenge, to, code string) []byte {
	var b bytes.Buffer
	_, domain, _ := strings.Cut(a.Mail.From, "@")
	fmt.Fprintf(&b, "From: %s\r\nTo: %s\r\nSubject: Code for %s / Code pour %s\r\nDate: %s\r\nMessage-ID: <%s@%s>\r\n",
		a.Mail.From, to, c.Asset.Host, c.Asset.Host, time.Now().UTC().Format(time.RFC1123Z), strings.ToLower(rand.Text()), domain)
	b.WriteString("Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n")
	w := quotedprintable.NewWriter(&b)
	fmt.Fprintf(w, letterText, c.Asset.Host, code, c.Asset.Host, code)
	w.Close()
	return b.Bytes()
}

// letterText names neither who asks nor what for: the mail may lie with the very provider
// against whom the site's holder turns.
const letterText = `Somebody declared that the site %s is theirs.
If that is you, type this code where you were asked for it, within three days:

    %s

If it is not you, do nothing: without the code nothing is recorded as shown.

Quelqu'un a déclaré que le site %s est le sien.
Si c'est vous, saisissez ce code là où il vous a été demandé, dans les trois jours :

    %s

Si ce n'est pas vous, ne faites rien : sans le code, rien ne sera tenu pour établi.
`

// hand gives one mail to the account's server and returns its last word.
func (m *Account) hand(ctx context.Context, to string, letter []byte) (said string, err error) {
	if !bareAddress(to) || !bareAddress(m.From) {
		return "", errors.New("not a bare address")
	}
	ctx, cancel := context.WithTimeout(ctx, mailTime)
	defer cancel()
	conn, err := new(net.Dialer).DialContext(ctx, "tcp", m.Server)
	if err != nil {
		return "", err
	}
	defer conn.Close()
	at, _ := ctx.Deadline()
	_ = conn.SetDeadline(at)
	host, _, _ := net.SplitHostPort(m.Server)
	secured := &tls.Config{ServerName: host, RootCAs: m.Roots, MinVersion: tls.VersionTLS12}
	if m.TLS {
		conn = tls.Client(conn, secured)
	}
	c, err := smtp.NewClient(conn, host)
	if err != nil {
		return "", err
	}
	if err := m.enter(c, host, secured); err != nil {
		return "", err
	}
	return deliver(c, m.From, to, letter)
}

// enter secures the connection, and says who we are. Nothing goes in clear but to this machine.
func (m *Account) enter(c *smtp.Client, host string, secured *tls.Config) error {
	if ok, _ := c.Extension("STARTTLS"); ok && !m.TLS {
		if err := c.StartTLS(secured); err != nil {
			return err
		}
	} else if at, err := netip.ParseAddr(host); !m.TLS && (err != nil || !at.IsLoopback()) {
		return errors.New("the server offers no STARTTLS")
	}
	if m.User == "" {
		return nil
	}
	return c.Auth(smtp.PlainAuth("", m.User, m.Password, host))
}

func deliver(c *smtp.Client, from, to string, letter []byte) (string, error) {
	if err := c.Mail(from); err != nil {
		return "", err
	}
	if err := c.Rcpt(to); err != nil {
		return "", err
	}
	w, err := c.Data()
	if err != nil {
		return "", err
	}
	if _, err := w.Write(letter); err != nil {
		return "", err
	}
	if err := w.Close(); err != nil {
		return "", err
	}
	_ = c.Quit()
	return "taken over", nil
}

// mailFault names the kind of a fault: a server's words may repeat an account's name.
func mailFault(err error) string {
	var said *textproto.Error
	if errors.As(err, &said) {
		return fmt.Sprintf("refused (%d)", said.Code)
	}
	var network net.Error
	if errors.As(err, &network) {
		return "no answer"
	}
	return "not sent"
}

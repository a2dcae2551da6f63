package probe

import (
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"testing"
	"time"

	"constat/collector/servertest"
	"constat/store/record"
)

// keyPair writes a certificate for 127.0.0.1 and its key where servers can
// read them.
func keyPair(t *testing.T, dir string) *x509.CertPool {
	t.Helper()
	pair, pool := certificate(t, "127.0.0.1", time.Now().Add(time.Hour))
	key, err := x509.MarshalPKCS8PrivateKey(pair.PrivateKey)
	if err != nil {
		t.Fatal(err)
	}
	write(t, dir, map[string]string{
		"cert.pem": string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: pair.Certificate[0]})),
		"key.pem":  string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: key})),
	})
	return pool
}

// asRoot skips the test where a server cannot be run by who runs it.
func asRoot(t *testing.T, server string) {
	t.Helper()
	if os.Getuid() != 0 {
		t.Skipf("%s is started by root only", server)
	}
}

// postfix runs a real mail server for shop.example, whose only mailbox is
// postmaster's, and returns its port.
func postfix(t *testing.T) (int, *x509.CertPool) {
	t.Helper()
	program, dir, port := installed(t, "master"), servertest.Readable(t), freePort(t)
	asRoot(t, "postfix")
	pool := keyPair(t, dir)
	for _, sub := range []string{"conf", "queue", "data"} {
		if err := os.Mkdir(dir+"/"+sub, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := chownTo("postfix", dir+"/data"); err != nil {
		t.Skip(err)
	}
	write(t, dir+"/conf", map[string]string{
		"main.cf": fmt.Sprintf(`compatibility_level = 3.6
config_directory = %[1]s/conf
queue_directory = %[1]s/queue
data_directory = %[1]s/data
myhostname = mx1.shop.example
mydestination = shop.example
mynetworks =
inet_interfaces = 127.0.0.1
local_recipient_maps = inline:{postmaster=x}
in_flow_delay = 0s
smtpd_relay_restrictions = reject_unauth_destination
smtpd_recipient_restrictions = check_recipient_access inline:{{grey@shop.example=450 4.2.0 Greylisted, try again in 297 seconds}, {full@shop.example = 452 4.3.1 Insufficient system storage}}
smtpd_tls_security_level = may
smtpd_tls_cert_file = %[1]s/cert.pem
smtpd_tls_key_file = %[1]s/key.pem
`, dir),
		"master.cf": fmt.Sprintf(`127.0.0.1:%d inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
rewrite unix - - n - - trivial-rewrite
proxymap unix - - n - - proxymap
anvil unix - - n - 1 anvil
tlsmgr unix - - n 1000? 1 tlsmgr
`, port),
	})
	run(t, "postfix", "-c", dir+"/conf", "check") // makes the folders of the queue
	start(t, port, program, "-c", dir+"/conf", "-d")
	return port, pool
}

func TestPostfixAnswers(t *testing.T) {
	port, pool := postfix(t)
	server := fmt.Sprint("smtp://127.0.0.1:", port)
	for _, c := range []struct {
		what   string
		status int
		code   string
		says   string
	}{
		{"", 250, "", "\nSTARTTLS\n"},
		{"/?rcpt=postmaster@shop.example", 250, "2.1.5", "\nMAIL 250 2.1.0 Ok\nRCPT 250 2.1.5 Ok"},
		{"/?rcpt=gone@shop.example", 550, "5.1.1", "\nRCPT 550 5.1.1 <gone@shop.example>: Recipient address rejected: User unknown in local recipient table"},
		{"/?rcpt=grey@shop.example", 450, "4.2.0", "\nRCPT 450 4.2.0 <grey@shop.example>: Recipient address rejected: Greylisted, try again in"},
		{"/?rcpt=full@shop.example", 452, "4.3.1", "\nRCPT 452 4.3.1 <full@shop.example>: Recipient address rejected: Insufficient system storage"},
		{"/?rcpt=other@elsewhere.example", 554, "5.7.1", "Relay access denied"},
		{"/?rcpt=postmaster@shop.example&starttls=never", 250, "2.1.5", ""},
		{"/?starttls=always", 250, "", "0 subject CN=127.0.0.1"},
	} {
		q := asked(server + c.what)
		q.Timeout = 10_000
		r := askWith(t, Ask{Question: q, Roots: pool})
		want(t, r, record.NoFault, c.status)
		phases := "CTFB"
		if strings.Contains(c.what, "never") {
			phases = "CFB"
		}
		reached(t, r, phases)
		a := r.Answer
		if a.Code != c.code || a.Proto != "SMTP" || !strings.HasPrefix(a.Text, "220 mx1.shop.example ESMTP Postfix") || !strings.Contains(a.Text+"\n", c.says) || a.Certificate.IsZero() == (phases == "CTFB") {
			t.Errorf("%s: answer %+v", c.what, a)
		}
	}
	q := asked(server + "/?starttls=always")
	want(t, askWith(t, Ask{Question: q, Roots: x509.NewCertPool()}), record.TLSUntrusted, 220)
	q = asked(server)
	r := askWith(t, Ask{Question: q, Roots: x509.NewCertPool()}) // senders do not mind either
	want(t, r, record.NoFault, 250)
}

// dovecot runs a real mail store and returns its ports, by scheme.
func dovecot(t *testing.T) (map[string]int, *x509.CertPool) {
	t.Helper()
	program, dir := installed(t, "dovecot"), servertest.Readable(t)
	asRoot(t, "dovecot")
	pool := keyPair(t, dir)
	ports := map[string]int{}
	for _, scheme := range []string{"imap", "imaps", "pop3", "pop3s"} {
		ports[scheme] = freePort(t)
	}
	write(t, dir, map[string]string{"dovecot.conf": fmt.Sprintf(`base_dir = %[1]s/run
log_path = /dev/stderr
protocols = imap pop3
listen = 127.0.0.1
ssl = yes
ssl_cert = <%[1]s/cert.pem
ssl_key = <%[1]s/key.pem
passdb {
  driver = static
  args = password=x
}
userdb {
  driver = static
  args = uid=nobody gid=nogroup home=%[1]s
}
service imap-login {
  inet_listener imap {
    port = %[2]d
  }
  inet_listener imaps {
    port = %[3]d
  }
}
service pop3-login {
  inet_listener pop3 {
    port = %[4]d
  }
  inet_listener pop3s {
    port = %[5]d
  }
}
`, dir, ports["imap"], ports["imaps"], ports["pop3"], ports["pop3s"])})
	start(t, ports["imap"], program, "-F", "-c", dir+"/dovecot.conf")
	return ports, pool
}

func TestDovecotAnswers(t *testing.T) {
	ports, pool := dovecot(t)
	for scheme, says := range map[string][]string{
		"imap":  {"OK Dovecot (Debian) ready.", "CAPABILITY IMAP4rev1", "STARTTLS", "0 names 127.0.0.1"},
		"imaps": {"0 subject CN=127.0.0.1", "OK Dovecot (Debian) ready.", "AUTH=PLAIN"},
		"pop3":  {"+OK Dovecot (Debian) ready.", "STLS", "0 subject CN=127.0.0.1", "UIDL"},
		"pop3s": {"0 subject CN=127.0.0.1", "+OK Dovecot (Debian) ready.", "SASL PLAIN"},
	} {
		q := asked(fmt.Sprint(scheme, "://127.0.0.1:", ports[scheme]), "[CERTIFICATE_EXPIRATION] > 1m", "[CONNECTED] == true")
		q.Timeout = 10_000
		r := askWith(t, Ask{Question: q, Roots: pool})
		want(t, r, record.NoFault, 0)
		reached(t, r, "CTFB")
		if !r.Answer.Declined() && r.Answer.Conditions == "tt" && r.Answer.Code != "" {
			for _, s := range says {
				if !strings.Contains(r.Answer.Text, s) {
					t.Errorf("%s: no %q in\n%s", scheme, s, r.Answer.Text)
				}
			}
			continue
		}
		t.Errorf("%s: answer %+v", scheme, r.Answer)
	}
	for _, scheme := range []string{"imap", "pop3"} {
		address := fmt.Sprint(scheme, "://127.0.0.1:", ports[scheme])
		r := askWith(t, Ask{Question: asked(address), Roots: x509.NewCertPool()})
		want(t, r, record.TLSUntrusted, 0)
		r = askWith(t, Ask{Question: asked(address + "/?starttls=never")})
		want(t, r, record.NoFault, 0)
		reached(t, r, "CFB")
	}
}

// sshd runs a real server and returns its port.
func sshd(t *testing.T) int {
	t.Helper()
	program, dir, port := installed(t, "sshd"), t.TempDir(), freePort(t)
	if err := os.MkdirAll("/run/sshd", 0o755); err != nil {
		t.Skip("sshd needs its folder:", err)
	}
	run(t, "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", dir+"/key")
	write(t, dir, map[string]string{"sshd_config": fmt.Sprintf("ListenAddress 127.0.0.1:%d\nHostKey %s/key\nPidFile none\nUsePAM no\n", port, dir)})
	start(t, port, program, "-D", "-e", "-f", dir+"/sshd_config")
	return port
}

func TestOpenSSHAnswers(t *testing.T) {
	r := ask(t, asked(fmt.Sprint("ssh://127.0.0.1:", sshd(t)), "[BODY] == pat(SSH-2.0-OpenSSH*)"))
	want(t, r, record.NoFault, 0)
	reached(t, r, "CFB")
	if r.Answer.Conditions != "t" || r.Answer.Proto != "SSH" || strings.Contains(r.Answer.Text, "\n") {
		t.Errorf("answer %+v", r.Answer)
	}
}

// script has a server say lines, one after each line that it hears, the first
// at once; the last is followed by the end.
func script(lines ...string) func(net.Conn) {
	return func(c net.Conn) {
		b := make([]byte, 1000)
		for i, l := range lines {
			if i > 0 {
				if _, err := c.Read(b); err != nil {
					return
				}
			}
			io.WriteString(c, l)
		}
	}
}

// flood says the same thing until the other side goes.
func flood(s string) func(net.Conn) {
	return func(c net.Conn) {
		for {
			if _, err := io.WriteString(c, s); err != nil {
				return
			}
		}
	}
}

// drip says a byte every 20 ms.
func drip(c net.Conn) {
	for range 1000 {
		if _, err := c.Write([]byte("2")); err != nil {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func TestTalkFailsInItsOwnWay(t *testing.T) {
	for _, c := range []struct {
		kinds string
		why   string
		do    func(net.Conn)
		fault record.Fault
		code  string
		text  string
	}{
		{"smtp imap pop3 ssh", "silent", hold, record.AnswerTimeout, "", ""},
		{"smtp imap pop3 ssh", "a byte at a time", drip, record.AnswerTimeout, "", ""},
		{"smtp imap pop3", "closed at once", func(net.Conn) {}, record.TCPClosed, "", ""},
		{"ssh", "closed at once", func(net.Conn) {}, record.NoFault, "closed", ""},
		{"ssh", "reset at once", reset, record.TCPReset, "", ""},
		{"ssh", "one word without end", script("SSH-" + strings.Repeat("x", 9000) + "\r\n"), record.NoFault, "", "SSH-" + strings.Repeat("x", 508)},
		{"imap", "a greeting of one long word", script("* BYE " + strings.Repeat("x", 9000) + "\r\n"), record.NoFault, "BYE", "BYE " + strings.Repeat("x", 512)},
		{"smtp imap pop3", "another protocol", script("SSH-2.0-x\r\n"), record.AnswerProtocol, "", ""},
		{"smtp imap pop3 ssh", "a line without end", flood("x"), record.AnswerProtocol, "", ""},
		{"ssh", "lines without end", flood("hello\r\n"), record.AnswerProtocol, "", ""},
		{"smtp", "lines without end", flood("220-hello\r\n"), record.AnswerProtocol, "", ""},
		{"imap", "lines without end", flood("* OK hello\r\n"), record.AnswerProtocol, "", "OK hello"},
		{"pop3", "lines without end", flood("+OK hello\r\n"), record.AnswerProtocol, "", "+OK hello"},

		{"ssh", "no room", script("Exceeded MaxStartups\r\n"), record.NoFault, "Exceeded MaxStartups", ""},
		{"ssh", "other words", script("go away\r\n"), record.AnswerProtocol, "", ""},
		{"ssh", "invalid UTF-8", script("SSH-2.0-\xff\xfe\x00x\r\n"), record.NoFault, "", "SSH-2.0-\ufffd x"},

		{"smtp", "no service", script("554 5.7.1 mx.example blocked 192.0.2.1 id 7\r\n"), record.NoFault, "5.7.1", "554 5.7.1 mx.example blocked"},
		{"smtp", "too busy", script("421-mx.example\r\n421 busy\r\n"), record.NoFault, "", "421 mx.example"},
		{"smtp", "numbers of another kind", script("220-mx.example\r\n250 x\r\n"), record.AnswerProtocol, "", ""},
		{"smtp", "gone after the greeting", script("220 mx.example ESMTP Exim 4.96 Mon, 02 Nov 2026\r\n", ""), record.TCPClosed, "", "220 mx.example ESMTP Exim"},
		{"smtp", "of old times", script("220 mx.example\r\n", "500 what\r\n", "250 mx.example\r\n"), record.NoFault, "", "220 mx.example\nEHLO 250 mx.example"},
		{"smtp", "a code of another class", script("220 mx\r\n", "550 2.1.0 no\r\n", "550 no\r\n"), record.NoFault, "", "220 mx\nEHLO 550 no"},
		{"smtp", "TLS offered and broken", script("220 mx\r\n", "250-mx\r\n250 STARTTLS\r\n", "220 go\r\n", "garbage"), record.TLSFailure, "", "220 mx\nEHLO 250 mx\nSTARTTLS\nSTARTTLS 220 go"},
		{"smtp", "words before TLS", script("220 mx\r\n", "250-mx\r\n250 STARTTLS\r\n", "220 go\r\n250 injected\r\n"), record.TLSFailure, "", "220 mx\nEHLO 250 mx\nSTARTTLS\nSTARTTLS 220 go"},

		{"imap", "away", script("* BYE [UNAVAILABLE] no store 3\r\n"), record.NoFault, "BYE [UNAVAILABLE]", "BYE [UNAVAILABLE] no store"},
		{"imap", "too many", script("* BYE Too many\r\n"), record.NoFault, "BYE", "BYE Too many"},
		{"imap", "no capabilities", script("* PREAUTH hello\r\n", "a1 BAD what\r\n"), record.AnswerProtocol, "PREAUTH", "PREAUTH hello"},
		{"imap", "no TLS after all", script("* OK hello\r\n", "* CAPABILITY STARTTLS\r\na1 OK\r\n", "a2 NO\r\n"), record.TLSFailure, "OK", "OK hello\nCAPABILITY STARTTLS"},
		{"pop3", "a system error", script("-ERR [SYS/TEMP] later\r\n"), record.NoFault, "-ERR [SYS/TEMP]", "-ERR [SYS/TEMP] later"},
		{"pop3", "no", script("-ERR no\r\n"), record.NoFault, "-ERR", "-ERR no"},
		{"pop3", "of old times", script("+OK hello <12.34@x>\r\n", "-ERR what\r\n"), record.NoFault, "+OK", "+OK hello"},
		{"pop3", "no TLS after all", script("+OK hello\r\n", "+OK\r\nSTLS\r\n.\r\n", "-ERR\r\n"), record.TLSFailure, "+OK", "+OK hello\nSTLS"},
	} {
		for kind := range strings.FieldsSeq(c.kinds) {
			t.Run(kind+" "+c.why, func(t *testing.T) {
				t.Parallel()
				q := asked(kind + "://" + serveConn(t, c.do))
				q.Timeout = 700
				r := ask(t, q)
				if a := r.Answer; a.Fault != c.fault || (a.Detail == "") != (c.fault == record.NoFault) || !strings.HasPrefix(a.Text, c.text) || len(a.Text) > len(c.text) && !strings.Contains(c.why, "without end") || a.Code != c.code && c.code != "" {
					t.Errorf("answer %+v", a)
				}
			})
		}
	}
}

func TestTLSThatIsAskedForMustBeThere(t *testing.T) {
	for kind, do := range map[string]func(net.Conn){
		"smtp": script("220 mx\r\n", "250 mx\r\n"),
		"imap": script("* OK hello\r\n", "* CAPABILITY IMAP4rev1\r\na1 OK\r\n"),
		"pop3": script("+OK hello\r\n", "+OK\r\n.\r\n"),
	} {
		r := ask(t, asked(kind+"://"+serveConn(t, do)+"/?starttls=always"))
		if r.Answer.Fault != record.TLSFailure || r.Answer.Detail != "STARTTLS is not offered" {
			t.Errorf("%s: answer %+v", kind, r.Answer)
		}
	}
}

func TestRecipientsGiveNoOrders(t *testing.T) {
	for address, want := range map[string]string{
		"smtp://h/?rcpt=postmaster@a.example":                "postmaster@a.example",
		"smtp://h/?rcpt=a@b.example%3e%0d%0aDATA":            "",
		"smtp://h/?rcpt=a%20b@c.example":                     "",
		"smtp://h/?rcpt=a@b@c.example":                       "",
		"smtp://h/?rcpt=" + strings.Repeat("a", 65) + "@b.c": "",
		"smtp://h": "",
	} {
		if got := recipient(address); got != want {
			t.Errorf("%s: %q", address, got)
		}
	}
}

func TestSteadyLines(t *testing.T) {
	for line, want := range map[string]string{
		"220 mx1.a.example ESMTP Postfix (Debian/GNU)":                         "220 mx1.a.example ESMTP Postfix (Debian/GNU)",
		"220 mx.google.example ESMTP a640c23a62f3a-a7 - gsmtp":                 "220 mx.google.example ESMTP",
		"220 h.example Microsoft ESMTP MAIL Service ready at Mon, 2 Nov 2026":  "220 h.example Microsoft ESMTP MAIL Service ready at",
		"220 h.example ESMTP Sendmail 8.17/8.17; Mon, 2 Nov 2026 03:04:05 GMT": "220 h.example ESMTP Sendmail",
		"220": "220", "": "",
	} {
		if got := steady(line, 2); got != want {
			t.Errorf("%q: %q", line, got)
		}
	}
}

package main

import (
	"bufio"
	"crypto/sha1"
	"encoding/base64"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// everythingServers are the programs of other people that the run of everything
// watches, as they are found on the path.
var everythingServers = []string{"ip", "rclone", "vsftpd", "nginx", "named", "/usr/lib/postfix/sbin/master", "dovecot", "/usr/sbin/sshd"}

// everythingFiles are their configurations. $DIR is the folder they stand in.
var everythingFiles = map[string]string{
	"good/index.html":  "<html><title>Terre Ciel</title><p>Réservez votre table.</p><p>Ouvert toute l’année.</p>" + strings.Repeat("<p>Fermé le lundi.</p>", 40) + "</html>\n",
	"other/index.html": "<html><title>Bienvenue</title><p>Ce site est en construction.</p></html>\n",
	"web.conf": `daemon off; pid $DIR/web.pid; error_log stderr; user root;
events {}
http { access_log off; default_type text/html; charset utf-8; server_tokens off;
  ssl_certificate $DIR/good.pem; ssl_certificate_key $DIR/good.key;
  server { listen 127.0.0.1:8100; root $DIR/good;
    location /ws { proxy_pass http://127.0.0.1:8200; proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade"; } }
  server { listen 127.0.0.1:8101; root $DIR/other; }
  server { listen 127.0.0.1:8102; return 403 "no"; add_header cf-mitigated challenge always; }
  server { listen 127.0.0.1:8403; return 403 "no"; }
  server { listen 127.0.0.1:8404; return 404 "gone"; }
  server { listen 127.0.0.1:8429; return 429 "too often"; }
  server { listen 127.0.0.1:8500; return 500 "error"; }
  server { listen 127.0.0.1:8502; return 502 "nobody behind"; }
  server { listen 127.0.0.1:8503; return 503 "later"; }
  server { listen 127.0.0.1:8110 ssl; root $DIR/good; }
  server { listen 127.0.0.1:8111 ssl; root $DIR/good; ssl_certificate $DIR/expired.pem; ssl_certificate_key $DIR/expired.key; }
  server { listen 127.0.0.1:8112 ssl; root $DIR/good; ssl_certificate $DIR/elsewhere.pem; ssl_certificate_key $DIR/elsewhere.key; }
  server { listen 127.0.0.1:8113 ssl; root $DIR/good; ssl_certificate $DIR/stranger.pem; ssl_certificate_key $DIR/stranger.key; }
}
`,
	"shop.conf": `daemon off; pid $DIR/shop.pid; error_log stderr; user root;
events {}
http { access_log off; server { listen 127.0.0.1:8120; root $DIR/good; } }
`,
	"named.conf": namedConf("5300", `zone "shop.localhost" { type primary; file "zone"; };`+wayZones("way")),
	"moved.conf": namedConf("5301", `zone "shop.localhost" { type primary; file "moved"; };`+wayZones("way-moved")),
	"gone.conf":  namedConf("5302", `zone "localhost" { type primary; file "gone"; };`),
	"torn.conf":  namedConf("5303", `zone "shop.localhost" { type primary; file "torn"; };`),
	"none.conf":  namedConf("5304", ``),
	"zone":       "$TTL 300\n@ SOA ns hostmaster 1 3600 600 86400 300\n@ NS ns\nns A 127.0.0.1\n@ A 127.77.0.53\n@ MX 10 mx1\n",
	"moved":      "$TTL 300\n@ SOA ns hostmaster 2 3600 600 86400 300\n@ NS ns\nns A 127.0.0.1\n@ A 127.77.0.99\n@ MX 10 mx1\n",
	"gone":       "$TTL 300\n@ SOA ns hostmaster 1 3600 600 86400 300\n@ NS ns\nns A 127.0.0.1\n",
	"torn":       "$TTL 300\n@ SOA ns hostm",
	"sshd.conf":  "ListenAddress 127.0.0.1:2200\nHostKey $DIR/host\nPidFile none\nUsePAM no\nMaxStartups 100\n",
	"dovecot.conf": `base_dir = $DIR/dovecot
log_path = /dev/stderr
protocols = imap pop3
listen = 127.0.0.1
ssl = yes
ssl_cert = <$DIR/good.pem
ssl_key = <$DIR/good.key
passdb {
  driver = static
  args = password=x
}
userdb {
  driver = static
  args = uid=nobody gid=nogroup home=$DIR
}
service imap-login {
  inet_listener imap {
    port = 1430
  }
  inet_listener imaps {
    port = 9930
  }
}
service pop3-login {
  inet_listener pop3 {
    port = 1100
  }
  inet_listener pop3s {
    port = 9950
  }
}
`,
	"mail/main.cf":   mainCf("mail", "info=x"),
	"mail/master.cf": masterCf("2500"),
	"full/main.cf":   mainCf("full", "other=x"),
	"full/master.cf": masterCf("2501"),
	"vsftpd.conf":    vsftpdConf,
	"box/main.cf":    mainCf("box", "info=x"),
	"box/master.cf":  masterCf("2502"),
}

func namedConf(port, zone string) string {
	return `options { directory "$DIR"; pid-file none; session-keyfile "$DIR/session` + port + `.key"; managed-keys-directory "$DIR";
  listen-on port ` + port + ` { 127.0.0.1; }; listen-on-v6 { none; }; recursion no; dnssec-validation no; };
controls {};
` + zone + "\n"
}

func mainCf(dir, mailboxes string) string {
	return strings.NewReplacer("$NAME", dir, "$BOXES", mailboxes).Replace(`compatibility_level = 3.6
config_directory = $DIR/$NAME
queue_directory = $DIR/$NAME/queue
data_directory = $DIR/$NAME/data
myhostname = mx1.shop.example
mydestination = shop.example
mynetworks =
inet_interfaces = 127.0.0.1
smtpd_peername_lookup = no
smtpd_error_sleep_time = 0s
smtpd_client_connection_count_limit = 0
in_flow_delay = 0s
local_recipient_maps = inline:{$BOXES}
smtpd_relay_restrictions = reject_unauth_destination
smtpd_tls_security_level = may
smtpd_tls_cert_file = $DIR/good.pem
smtpd_tls_key_file = $DIR/good.key
`)
}

func masterCf(port string) string {
	return "127.0.0.1:" + port + ` inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
rewrite unix - - n - - trivial-rewrite
proxymap unix - - n - - proxymap
anvil unix - - n - 1 anvil
tlsmgr unix - - n 1000? 1 tlsmgr
`
}

// servers are those that run, by address.
type servers map[string]*server

// startServers writes all configurations into dir and starts every server.
func startServers(dir string) (servers, error) {
	files := maps.Clone(everythingFiles)
	for _, more := range []map[string]string{frontFiles, saidFiles, wayFiles} {
		maps.Copy(files, more)
	}
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return nil, err
		}
		if err := os.WriteFile(path, []byte(strings.ReplaceAll(text, "$DIR", dir)), 0o644); err != nil {
			return nil, err
		}
	}
	if err := prepare(dir); err != nil {
		return nil, err
	}
	for address, serve := range map[string]func(net.Listener){"127.0.0.1:8200": serveSockets(true), "127.0.0.1:8201": serveSockets(false), "127.0.0.1:8300": serveRegistry, "127.0.0.1:8301": serveNetworks} {
		l, err := net.Listen("tcp", address)
		if err != nil {
			return nil, err
		}
		go serve(l)
	}
	all := servers{}
	commands := storeServers(dir)
	maps.Copy(commands, frontServers(dir))
	maps.Copy(commands, map[string][]string{
		"127.0.0.1:8100": {"nginx", "-c", dir + "/web.conf"},
		"127.0.0.1:8120": {"nginx", "-c", dir + "/shop.conf"},
		"127.0.0.1:5300": {"named", "-g", "-n", "1", "-c", dir + "/named.conf"},
		"127.0.0.1:5301": {"named", "-g", "-n", "1", "-c", dir + "/moved.conf"},
		"127.0.0.1:5302": {"named", "-g", "-n", "1", "-c", dir + "/gone.conf"},
		"127.0.0.1:5303": {"named", "-g", "-n", "1", "-c", dir + "/torn.conf"},
		"127.0.0.1:5304": {"named", "-g", "-n", "1", "-c", dir + "/none.conf"},
		"127.0.0.1:2500": {"/usr/lib/postfix/sbin/master", "-c", dir + "/mail", "-d"},
		"127.0.0.1:2501": {"/usr/lib/postfix/sbin/master", "-c", dir + "/full", "-d"},
		"127.0.0.1:2502": {"/usr/lib/postfix/sbin/master", "-c", dir + "/box", "-d"},
		"127.0.0.1:1430": {"dovecot", "-F", "-c", dir + "/dovecot.conf"},
		"127.0.0.1:2200": {"/usr/sbin/sshd", "-D", "-e", "-f", dir + "/sshd.conf"},
	})
	for address, command := range commands {
		all[address] = &server{address: address, dir: dir, command: command}
		if err := all[address].start(); err != nil {
			all.stop()
			return nil, err
		}
	}
	return all, nil
}

func (all servers) stop() {
	for _, s := range all {
		_ = s.stop()
	}
}

// prepare makes what servers want beside their configurations.
func prepare(dir string) error {
	for name, hosts := range map[string][]string{"good": everythingHosts(), "expired": everythingHosts(), "elsewhere": {"elsewhere.example"}, "stranger": everythingHosts()} {
		left := 24 * time.Hour
		if name == "expired" {
			left = -time.Hour
		}
		if err := writeCertificate(filepath.Join(dir, name), left, hosts...); err != nil {
			return err
		}
	}
	for _, command := range [][]string{
		{"sh", "-c", "cat good.pem expired.pem elsewhere.pem > roots.pem; mkdir -p /run/sshd empty cache stores/cloud stores/drive stores/vault"},
		{"ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "host"},
		{"sh", "-c", "for d in mail full box; do mkdir $d/queue $d/data && chown postfix $d/data && postfix -c $PWD/$d check || exit 1; done"},
	} {
		c := exec.Command(command[0], command[1:]...)
		c.Dir = dir
		if out, err := c.CombinedOutput(); err != nil {
			return fmt.Errorf("%q: %w: %s", command, err, out)
		}
	}
	return nil
}

// everythingHosts are the addresses of all gates.
func everythingHosts() (list []string) {
	for n := range 64 {
		list = append(list, fmt.Sprintf("127.77.0.%d", n))
	}
	return list
}

// serveRegistry answers RDAP for one domain.
func serveRegistry(l net.Listener) {
	_ = http.Serve(l, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/domain/shop.localhost" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "application/rdap+json")
		fmt.Fprintf(w, `{"objectClassName": "domain", "ldhName": "shop.localhost", "status": ["active"],
 "events": [{"eventAction": "expiration", "eventDate": "2031-01-01T00:00:00Z"}]}`)
	}))
}

// serveSockets takes WebSockets, and answers their pings or not.
func serveSockets(pong bool) func(net.Listener) {
	return func(l net.Listener) {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				socket(c, pong)
			}()
		}
	}
}

// socket takes the upgrade of RFC 6455, section 4.2, and answers one ping, or
// none.
func socket(c net.Conn, pong bool) {
	in := bufio.NewReader(c)
	r, err := http.ReadRequest(in)
	if err != nil {
		return
	}
	digest := sha1.Sum([]byte(r.Header.Get("Sec-WebSocket-Key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"))
	fmt.Fprintf(c, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n\r\n",
		base64.StdEncoding.EncodeToString(digest[:]))
	frame := make([]byte, 6)
	if _, err := io.ReadFull(in, frame); err != nil || frame[0] != 0x89 || !pong {
		silent(c)
		return
	}
	word := make([]byte, frame[1]&0x7f)
	if _, err := io.ReadFull(in, word); err != nil {
		return
	}
	for i := range word {
		word[i] ^= frame[2+i%4]
	}
	_, _ = c.Write(append([]byte{0x8a, byte(len(word))}, word...))
	_, _ = io.Copy(io.Discard, in)
}

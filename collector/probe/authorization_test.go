package probe

import (
	"bytes"
	"compress/gzip"
	"crypto/sha1"
	"encoding/base64"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"constat/collector/servertest"
	"constat/store/record"
)

var (
	member = map[string]string{"user": "constat", "password": "s3cret/Swordfish"}
	bearer = map[string]string{"token": "abcDEF0123456789-._~"}
)

// authorized asks url with an authorization, and checks that nothing of the
// secret is in what would be kept.
func authorized(t *testing.T, url, way string, secret map[string]string) Result {
	t.Helper()
	q := question(url)
	q.Auth = way
	r := askWith(t, Ask{Question: q, Secret: secret})
	sent, _ := Authorization(way, secret)
	_, credentials, _ := strings.Cut(sent, " ")
	kept := r.Answer.Encode()
	if r.Exchange != nil {
		kept = append(kept, fmt.Sprintf("%s%s%s", r.Exchange.Request, r.Exchange.Response, r.Exchange.Body)...)
	}
	for _, s := range []string{credentials, secret["password"], secret["token"]} {
		if s != "" && bytes.Contains(kept, []byte(s)) {
			t.Errorf("%s: %q is kept:\n%s", way, s, kept)
		}
	}
	return r
}

func TestNginxLetsInWhoSendsTheSecret(t *testing.T) {
	nginx, dir, port := installed(t, "nginx"), servertest.Readable(t), freePort(t)
	sum := sha1.Sum([]byte(member["password"]))
	write(t, dir, map[string]string{
		"users": "constat:{SHA}" + base64.StdEncoding.EncodeToString(sum[:]) + "\n",
		"nginx.conf": fmt.Sprintf(`daemon off; pid %[1]s/pid; error_log stderr; events {}
http { access_log off; server { listen 127.0.0.1:%[2]d; root %[1]s;
  location /basic { auth_basic "members"; auth_basic_user_file %[1]s/users; try_files /none =204; }
  location /bearer { if ($http_authorization != "Bearer %[3]s") { return 401; } return 204; }
  location /echo { add_header X-Cache $http_authorization; return 200 "you sent $http_authorization"; } } }
`, dir, port, bearer["token"])})
	if err := os.Chmod(filepath.Join(dir, "users"), 0o644); err != nil {
		t.Fatal(err)
	}
	start(t, port, nginx, "-c", dir+"/nginx.conf")
	server := fmt.Sprint("http://127.0.0.1:", port)

	r := authorized(t, server+"/basic", "basic", member)
	want(t, r, record.NoFault, 204)
	if !strings.Contains(string(r.Exchange.Request), "\r\nAuthorization: Basic ***\r\n") {
		t.Errorf("kept request:\n%s", r.Exchange.Request)
	}
	want(t, authorized(t, server+"/basic", "basic", map[string]string{"user": "constat", "password": "not this one"}), record.NoFault, 401)
	want(t, ask(t, question(server+"/basic")), record.NoFault, 401)
	want(t, authorized(t, server+"/bearer", "bearer", bearer), record.NoFault, 204)

	for way, secret := range map[string]map[string]string{"basic": member, "bearer": bearer} {
		r = authorized(t, server+"/echo", way, secret)
		want(t, r, record.NoFault, 200)
		if !bytes.Contains(r.Exchange.Body, []byte("you sent "+strings.ToUpper(way[:1])+way[1:]+" ****")) {
			t.Errorf("%s: kept body %q", way, r.Exchange.Body)
		}
	}
}

// A server that says the secret back, in full, escaped, or cut where our
// reading ends, has it kept nowhere.
func TestSecretsSaidBackAreNotKept(t *testing.T) {
	for _, body := range []string{"%s", `{"password":"%s"}`, "%s%[1]s", strings.Repeat("x", 1<<20-10) + "%s"} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			_, password, _ := r.BasicAuth()
			w.Header().Set("Location", "/?password="+password)
			fmt.Fprintf(w, body, strings.ReplaceAll(password, "/", `\/`))
			fmt.Fprintf(w, body, password)
		}))
		r := authorized(t, server.URL, "basic", member)
		if strings.Contains(string(r.Exchange.Body), "s3cret") {
			t.Errorf("a beginning of the secret is kept: %q", r.Exchange.Body[max(0, len(r.Exchange.Body)-40):])
		}
		server.Close()
	}
	r := authorized(t, serveRaw(t, func(c net.Conn) { io.WriteString(c, "HTTP/1.1 s3cret/Swordfish\r\n\r\n") }), "basic", member)
	want(t, r, record.HTTPProtocol, 0)
}

// Nor is what it says in a coding, and the session that it opens.
func TestSecretsInACodingAndSessionsAreNotKept(t *testing.T) {
	for coding, overwritten := range map[string]bool{"gzip": true, "br": true, "": false} {
		var zipped bytes.Buffer
		z := gzip.NewWriter(&zipped)
		fmt.Fprintf(z, "you sent %s", member["password"])
		z.Close()
		r := authorized(t, serveRaw(t, func(c net.Conn) {
			body := zipped.String()
			if coding == "" {
				body = "welcome"
			}
			fmt.Fprintf(c, "HTTP/1.1 200 OK\r\nSet-Cookie: sid=0123456789; HttpOnly\r\nContent-Encoding: %s\r\nContent-Length: %d\r\n\r\n%s", coding, len(body), body)
		}), "basic", member)
		want(t, r, record.NoFault, 200)
		if all := strings.Trim(string(r.Exchange.Body), "*") == ""; all != overwritten {
			t.Errorf("coding %q: kept body %q", coding, r.Exchange.Body)
		}
		if head := string(r.Exchange.Response); !strings.Contains(head, "Set-Cookie: sid=***; HttpOnly\r\n") {
			t.Errorf("kept head:\n%s", head)
		}
	}
}

// Without the secret nothing is asked: that is our doing.
func TestWithoutItsSecretNothingIsAsked(t *testing.T) {
	want(t, authorized(t, serveRaw(t, func(c net.Conn) { t.Error("asked") }), "basic", nil), record.Local, 0)
	for way, secret := range map[string]map[string]string{"basic": {"user": "a:b", "password": "x"}, "bearer": {"token": "a b\r\n"}, "digest": member} {
		if value, err := Authorization(way, secret); err == nil || strings.Contains(err.Error(), "a:b") || strings.Contains(err.Error(), "a b") {
			t.Errorf("%s: %q, %v", way, value, err)
		}
	}
}

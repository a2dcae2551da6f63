package inventory

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"constat/store/record"
)

// serve starts a program that listens on a loopback port, and stops it when
// the test ends.
func serve(t *testing.T, port string, name string, args ...string) {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("%s is not installed", name)
	}
	ctx, cancel := context.WithCancel(context.Background())
	c := exec.CommandContext(ctx, path, args...)
	// Killed, a server leaves its workers behind.
	c.Cancel, c.WaitDelay = func() error { return c.Process.Signal(syscall.SIGTERM) }, 5*time.Second
	var said strings.Builder
	c.Stdout, c.Stderr = &said, &said
	c.Env = append(os.Environ(), "HOME="+t.TempDir())
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() { c.Wait(); close(ended) }()
	t.Cleanup(func() {
		cancel()
		<-ended
		if t.Failed() {
			t.Log(said.String())
		}
	})
	deadline := time.After(20 * time.Second)
	for {
		conn, err := net.Dial("tcp", "127.0.0.1:"+port)
		if err == nil {
			conn.Close()
			return
		}
		select {
		case <-ended:
			t.Fatalf("%s ended: %s", name, said.String())
		case <-deadline:
			t.Fatalf("%s does not listen: %s", name, said.String())
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func freePort(t *testing.T) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, port, _ := net.SplitHostPort(l.Addr().String())
	return port
}

// someFiles are what every kind of store is given to hold.
var someFiles = map[string]string{"Léa/été 2021.jpg": "photo", "Léa/50 % à voir & #1?.txt": "odd", "docs/a/b/c.pdf": "document", "vide.txt": "", "mail.mbox": "From"}

func fill(t testing.TB, dir string) {
	for path, content := range someFiles {
		write(t, dir, path, content)
	}
}

// linked lists a store in which a link to a folder outside stands.
func (w *watched) linked(dir string) {
	t := w.t
	t.Helper()
	link := filepath.Join(dir, "beyond")
	if err := os.Symlink("/etc", link); err != nil {
		t.Fatal(err)
	}
	defer func() { os.Remove(link); w.before, w.ask.Before = nil, nil }()
	e, files := w.list()
	if l := files["beyond"]; !e.Whole() || !l.Link() || e.Items != int64(len(someFiles))+1 {
		t.Errorf("a link is listed as %+v: %+v", l, e)
	}
}

// holds lists a store that holds someFiles, changes it and lists it again.
func (w *watched) holds(dir string) {
	t := w.t
	t.Helper()
	e, files := w.list()
	if !e.Whole() || e.Items != int64(len(someFiles)) || e.Read != e.Items || e.Unreadable != 0 {
		t.Fatalf("%+v", e)
	}
	for path, content := range someFiles {
		if h := files[path]; h.Sum != sum(content) || h.Size != int64(len(content)) || h.Modified == 0 {
			t.Errorf("%q: %+v", path, h)
		}
	}
	if dir == "" {
		return
	}
	os.Remove(filepath.Join(dir, "mail.mbox"))
	os.Rename(filepath.Join(dir, "docs/a/b/c.pdf"), filepath.Join(dir, "docs/c.pdf"))
	write(t, dir, "vide.txt", "no longer")
	if e, files = w.list(); e.Missing != 2 || e.New != 1 || e.Altered != 1 || files["docs/c.pdf"].Sum != sum("document") {
		t.Errorf("%+v", e)
	}
	os.RemoveAll(dir)
	os.Mkdir(dir, 0o755)
	if e, _ = w.list(); !e.Whole() || e.Items != 0 || e.Missing != 4 {
		t.Errorf("an empty store is a whole list: %+v", e)
	}
}

func TestWebDAVServerOfOthers(t *testing.T) {
	dir, port := t.TempDir(), freePort(t)
	store := filepath.Join(dir, "photos")
	fill(t, store)
	serve(t, port, "rclone", "serve", "webdav", dir, "--addr", "127.0.0.1:"+port, "--user", "léa", "--pass", "s3cr3t-wörd", "--dir-cache-time", "0s")
	w := watch(t, "webdav://127.0.0.1:"+port+"/photos")
	w.ask.Secret = Secret{"user": "léa", "password": "wrong-wörd"}
	if e, _ := w.list(); e.Fault != record.ListRefused || strings.Contains(e.Detail, "wrong") {
		t.Errorf("a wrong password: %+v", e)
	}
	w.ask.Secret["password"], w.ask.AccountKey = "s3cr3t-wörd", [32]byte{7}
	w.holds(store)
	fill(t, store)
	named := watch(t, "webdav://cloud.example/photos")
	named.ask.Secret, named.ask.Question.Address = w.ask.Secret, "127.0.0.1:"+port // whatever the name leads to
	named.holds("")
	w.ask.Question.URL = "webdav://127.0.0.1:" + port + "/nothing-here"
	if e, _ := w.list(); e.Fault != record.ListAbsent {
		t.Errorf("no such folder: %+v", e)
	}
}

const davHead = `<?xml version="1.0"?><D:multistatus xmlns:D="DAV:">`

func davItem(href, status, props string) string {
	return fmt.Sprintf(`<D:response><D:href>%s</D:href><D:propstat><D:prop>%s</D:prop><D:status>HTTP/1.1 %s</D:status></D:propstat></D:response>`, href, props, status)
}

const davFolder = "<D:resourcetype><D:collection/></D:resourcetype>"

// A list that lacks something must never look like a list without it.
func TestWebDAVListThatIsNotWholeIsUnknown(t *testing.T) {
	self, a := davItem("/p/", "200 OK", davFolder), davItem("/p/a", "200 OK", "<D:getcontentlength>1</D:getcontentlength>")
	for name, c := range map[string]struct {
		answer string
		fault  record.Fault
	}{
		"whole":                       {davHead + self + a + "</D:multistatus>", record.NoFault},
		"cut between two members":     {davHead + self + a, record.ListBroken},
		"cut within one":              {davHead + self + a[:len(a)-30], record.ListBroken},
		"cut in a tag":                {davHead + self + a[:len(a)-4], record.ListBroken},
		"not XML":                     {davHead + self + "<D:response", record.ListBroken},
		"another document":            {"<html><body>login</body></html>", record.ListProtocol},
		"tags crossed":                {davHead + "<a><b></a></b>" + "</D:multistatus>", record.ListProtocol},
		"a member it may not tell":    {davHead + self + davItem("/p/a", "403 Forbidden", "") + "</D:multistatus>", record.ListRefused},
		"a member it fails to tell":   {davHead + self + davItem("/p/a", "500 Error", "") + "</D:multistatus>", record.ListBroken},
		"a member without any status": {davHead + self + "<D:response><D:href>/p/a</D:href></D:response></D:multistatus>", record.ListProtocol},
		"a member elsewhere":          {davHead + self + davItem("/etc/passwd", "200 OK", "") + "</D:multistatus>", record.ListProtocol},
		"a member two folders down":   {davHead + self + davItem("/p/a/b", "200 OK", "") + "</D:multistatus>", record.ListProtocol},
		"a member twice":              {davHead + self + a + a + "</D:multistatus>", record.ListProtocol},
		"folders without an end":      {"", record.ListLimit},
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(http.StatusMultiStatus)
			if c.answer == "" {
				fmt.Fprint(w, davHead, davItem(r.URL.Path, "200 OK", davFolder), davItem(r.URL.Path+"x/", "200 OK", davFolder), "</D:multistatus>")
				return
			}
			fmt.Fprint(w, c.answer)
		}))
		w := watch(t, strings.Replace(server.URL, "http", "webdav", 1)+"/p")
		w.ask.Budget = 0
		if e, _ := w.list(); e.Fault != c.fault {
			t.Errorf("%s: %s (%s), want %q", name, e.Fault, e.Detail, c.fault)
		}
		server.Close()
	}
}

// The server closes the connection within its list.
func TestWebDAVServerThatHangsUpIsUnknown(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "100000")
		w.WriteHeader(http.StatusMultiStatus)
		fmt.Fprint(w, davHead, davItem("/p/", "200 OK", davFolder), davItem("/p/a", "200 OK", ""))
		w.(http.Flusher).Flush()
		conn, _, _ := w.(http.Hijacker).Hijack()
		conn.Close()
	}))
	defer server.Close()
	if e, _ := watch(t, strings.Replace(server.URL, "http", "webdav", 1)+"/p").list(); e.Fault != record.ListBroken || e.Items != 1 {
		t.Errorf("%+v", e)
	}
	server.Close()
	if e, _ := watch(t, strings.Replace(server.URL, "http", "webdav", 1)+"/p").list(); e.Fault != record.TCPRefused {
		t.Errorf("nobody there: %+v", e)
	}
}

// A password goes over TLS, to one host, and into nothing that is kept.
func TestSecretGoesToItsHostAlone(t *testing.T) {
	w := watch(t, "webdav://cloud.invalid/p")
	w.ask.Secret = Secret{"user": "u", "password": "p"}
	if e, _ := w.list(); e.Fault != record.Local || !strings.Contains(e.Detail, "TLS") {
		t.Errorf("without TLS: %+v", e)
	}
	told := make(chan string, 4)
	other := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { told <- r.Header.Get("Authorization") }))
	defer other.Close()
	server := httptest.NewServer(http.RedirectHandler(other.URL, http.StatusTemporaryRedirect))
	defer server.Close()
	w.ask.Question.URL = strings.Replace(server.URL, "http", "webdav", 1) + "/p"
	if e, _ := w.list(); e.Fault != record.ListProtocol || len(told) > 0 {
		t.Errorf("led elsewhere: %+v, %d told", e, len(told))
	}
}

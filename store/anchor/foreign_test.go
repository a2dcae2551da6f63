package anchor

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// foreign is an authority that is not ours: "openssl ts -reply" behind a
// handler, under a root that OpenSSL made.
type foreign struct {
	URL    string
	root   []byte
	change func(query []byte) []byte // before the authority sees it

	mu  sync.Mutex // the serial number is in a file
	dir string
	t   *testing.T
}

const foreignConfig = `
[ tsa ]
default_tsa = here
[ here ]
serial = serial
signer_cert = tsa.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.3.6.1.4.1.32473.2
digests = sha256
accuracy = secs:1, millisecs:500, microsecs:100
clock_precision_digits = 3
ordering = no
tsa_name = yes
ess_cert_id_chain = no
`

const foreignExtensions = `
basicConstraints = CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
`

// newForeign starts one whose key is "rsa:2048" or "ec:P-256".
func newForeign(t *testing.T, key string) *foreign {
	needOpenSSL(t)
	f := &foreign{dir: t.TempDir(), t: t}
	for name, text := range map[string]string{"serial": "2a\n", "config": foreignConfig, "extensions": foreignExtensions} {
		if err := os.WriteFile(filepath.Join(f.dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	newkey := []string{"-newkey", key, "-nodes"}
	if curve, ok := strings.CutPrefix(key, "ec:"); ok {
		newkey = []string{"-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:" + curve, "-nodes"}
	}
	openssl(t, f.dir, append([]string{"req", "-x509", "-keyout", "root.key", "-out", "root.pem", "-days", "9", "-subj", "/O=Foreign/CN=root",
		"-addext", "keyUsage=critical,keyCertSign"}, newkey...)...)
	openssl(t, f.dir, append([]string{"req", "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", "/O=Foreign/CN=time stamps"}, newkey...)...)
	openssl(t, f.dir, "x509", "-req", "-in", "tsa.csr", "-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial", "-days", "3",
		"-extfile", "extensions", "-out", "tsa.pem")
	var err error
	if f.root, err = os.ReadFile(filepath.Join(f.dir, "root.pem")); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(f)
	t.Cleanup(server.Close)
	f.URL = server.URL
	return f
}

func (f *foreign) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	defer f.mu.Unlock()
	query, err := io.ReadAll(r.Body)
	if err == nil && f.change != nil {
		query = f.change(query)
	}
	if err == nil {
		err = os.WriteFile(filepath.Join(f.dir, "tsq"), query, 0o600)
	}
	if err != nil {
		f.t.Error(err)
		return
	}
	c := exec.Command("openssl", "ts", "-reply", "-config", "config", "-queryfile", "tsq")
	c.Dir = f.dir
	reply, err := c.Output()
	if err != nil {
		f.t.Error(err)
	}
	w.Header().Set("Content-Type", "application/timestamp-reply")
	_, _ = w.Write(reply)
}

func needOpenSSL(t *testing.T) {
	if _, err := exec.LookPath("openssl"); err != nil {
		t.Skip("openssl is not here")
	}
}

func openssl(t *testing.T, dir string, args ...string) {
	t.Helper()
	c := exec.Command("openssl", args...)
	c.Dir = dir
	if said, err := c.CombinedOutput(); err != nil {
		t.Fatalf("openssl %s: %v\n%s", strings.Join(args, " "), err, said)
	}
}

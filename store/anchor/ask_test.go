package anchor

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/asn1"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"constat/cmd/constat/demo"
	"constat/store/seal"
)

var checkpoint = []byte("saguenay-1/1\n12\nAAAA\n")

func policy(t *testing.T, roots ...[]byte) *seal.Policy {
	text := "quorum none\n"
	for i, r := range roots {
		text += fmt.Sprintf("authority a%d\n%s", i, r)
	}
	p, err := seal.ParsePolicy([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// believed checks an answer as a reader does, with us and with OpenSSL.
func believed(t *testing.T, a *Answer, root []byte) {
	t.Helper()
	if _, _, err := policy(t, root).CheckToken(a.Token, checkpoint); err != nil {
		t.Error(err)
	}
	if !bytes.Equal(a.Request, seal.Request(checkpoint, a.Stamp.Nonce)) {
		t.Error("the request does not follow from the token")
	}
	needOpenSSL(t)
	dir := t.TempDir()
	for name, b := range map[string][]byte{"tsr": a.Response, "tsq": a.Request, "token": a.Token, "data": checkpoint, "root": root} {
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	openssl(t, dir, "ts", "-verify", "-in", "tsr", "-data", "data", "-CAfile", "root")
	openssl(t, dir, "ts", "-verify", "-in", "tsr", "-queryfile", "tsq", "-CAfile", "root")
	openssl(t, dir, "ts", "-verify", "-in", "token", "-token_in", "-data", "data", "-CAfile", "root")
}

func TestForeignAuthorities(t *testing.T) {
	for _, key := range []string{"rsa:2048", "ec:P-256", "ec:P-384"} {
		t.Run(key, func(t *testing.T) {
			f := newForeign(t, key)
			a, err := Ask(t.Context(), NewClient(), f.URL, checkpoint)
			if err != nil {
				t.Fatal(err)
			}
			if a.Stamp.Accuracy != 1500100*time.Microsecond || a.Stamp.Authority != "time stamps" {
				t.Errorf("%+v", a.Stamp)
			}
			believed(t, a, f.root)
		})
	}
}

func TestDemonstrationAuthority(t *testing.T) {
	d := newDemo(t)
	if err := d.Open(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	a, err := Ask(t.Context(), NewClient(), d.URL(), checkpoint)
	if err != nil {
		t.Fatal(err)
	}
	if a.Stamp.Authority != "Horodateur de démonstration" || a.Stamp.Qualified || a.Stamp.Policy != "1.3.6.1.4.1.32473.1" {
		t.Errorf("%+v", a.Stamp)
	}
	believed(t, a, d.Root())
}

func newDemo(t *testing.T) *demo.Authority {
	d, err := demo.NewAuthority("Horodateur de démonstration")
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// nonceOf reads the nonce of a request as [seal.Request] makes it.
func nonceOf(t *testing.T, request []byte) *big.Int {
	var q struct {
		Version int
		Imprint asn1.RawValue
		Nonce   *big.Int
		CertReq bool
	}
	if _, err := asn1.Unmarshal(request, &q); err != nil {
		t.Error(err)
		return new(big.Int)
	}
	return q.Nonce
}

// An authority may answer anything.
func TestWrongAnswersAreRefused(t *testing.T) {
	d := newDemo(t)
	other := sha256.Sum256([]byte("other data"))
	ours := sha256.Sum256(checkpoint)
	granted := func(sum []byte, change int64) func([]byte) []byte {
		return func(q []byte) []byte {
			nonce := nonceOf(t, q)
			token, err := d.Token(sum, nonce.Add(nonce, big.NewInt(change)), time.Now())
			if err != nil {
				t.Error(err)
			}
			resp, err := asn1.Marshal(struct {
				Status struct{ Status int }
				Token  asn1.RawValue
			}{Token: asn1.RawValue{FullBytes: token}})
			if err != nil {
				t.Error(err)
			}
			return resp
		}
	}
	at := func(ahead time.Duration) func([]byte) []byte {
		return func(q []byte) []byte {
			late := *d
			late.Now = func() time.Time { return time.Now().Add(ahead) }
			resp, err := late.Reply(q)
			if err != nil {
				t.Error(err)
			}
			return resp
		}
	}
	for name, c := range map[string]struct {
		want  string
		reply func(q []byte) []byte
	}{
		"good":                {"", granted(ours[:], 0)},
		"nothing":             {"response", func([]byte) []byte { return nil }},
		"rubbish":             {"response", func([]byte) []byte { return []byte("<html>Bienvenue</html>") }},
		"the question":        {"response", bytes.Clone},
		"too much":            {"over 69632 bytes", func([]byte) []byte { return make([]byte, 1<<20) }},
		"another nonce":       {"nonce is not ours", granted(ours[:], 1)},
		"other data":          {"for other data", granted(other[:], 0)},
		"a refusal":           {"only SHA-256 is stamped", func([]byte) []byte { return at(0)([]byte("?")) }},
		"an hour ahead":       {"1h0m0s ahead of our clock", at(time.Hour)},
		"a little ahead":      {"", at(Tolerance - time.Minute)},
		"more than tolerance": {"ahead", at(Tolerance + time.Minute)},
		"an hour ago":         {"", at(-time.Hour)}, // a wrong clock, but perhaps ours: it is kept
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			q, err := io.ReadAll(r.Body)
			if err != nil || r.Method != http.MethodPost || r.Header.Get("Content-Type") != "application/timestamp-query" {
				t.Error(r.Method, r.Header, err)
			}
			_, _ = w.Write(c.reply(q))
		}))
		_, err := Ask(t.Context(), NewClient(), server.URL, checkpoint)
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: %v", name, err)
		}
		server.Close()
	}
}

// An authority that forgets its certificates leaves nothing to check.
func TestAnswerWithoutCertificatesIsRefused(t *testing.T) {
	f := newForeign(t, "ec:P-256")
	f.change = func(q []byte) []byte { // certReq is the last element: TRUE, of three bytes
		q[1] -= 3
		return q[:len(q)-3]
	}
	if _, err := Ask(t.Context(), NewClient(), f.URL, checkpoint); err == nil || !strings.Contains(err.Error(), "carries no certificates") {
		t.Error(err)
	}
}

func TestOnlyTheGivenAddressIsAsked(t *testing.T) {
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("asked elsewhere") }))
	defer elsewhere.Close()
	server := httptest.NewServer(http.RedirectHandler(elsewhere.URL, http.StatusTemporaryRedirect))
	defer server.Close()
	if _, err := Ask(t.Context(), NewClient(), server.URL, checkpoint); err == nil || !strings.Contains(err.Error(), "status 307") {
		t.Error(err)
	}
	if tr := NewClient().Transport.(*http.Transport); tr.Proxy != nil {
		t.Error("the client asks a proxy")
	}
	server.Close()
	_, err := Ask(t.Context(), NewClient(), server.URL, checkpoint)
	if err == nil || strings.Count(err.Error(), server.URL) != 1 {
		t.Errorf("the address should be named once: %v", err)
	}
}

// Neither silence nor a byte now and then holds us for longer than Patience.
func TestSlowAnswersAreCutOff(t *testing.T) {
	for name, silent := range map[string]bool{"silent": true, "trickling": false} {
		synctest.Test(t, func(t *testing.T) {
			var street pipes
			street.serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				_, _ = io.Copy(io.Discard, r.Body) // or the server would not notice that we left
				for r.Context().Err() == nil {
					if !silent {
						_, _ = w.Write([]byte{0x30})
						w.(http.Flusher).Flush()
					}
					select {
					case <-time.After(time.Second):
					case <-r.Context().Done():
					}
				}
			}))
			begun := time.Now()
			_, err := Ask(t.Context(), street.client(), "http://tsa.example/", checkpoint)
			if took := time.Since(begun); err == nil || took != Patience {
				t.Errorf("%s: %v after %v", name, err, took)
			}
		})
	}
}

func TestAskEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Ask(ctx, NewClient(), "http://127.0.0.1:1/", checkpoint); err == nil || !strings.Contains(err.Error(), "canceled") {
		t.Error(err)
	}
}

package notify

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// The test's own program carries letters, as the daemon's does.
func TestMain(m *testing.M) {
	if filepath.Base(os.Args[0]) == "carrier" {
		if Carry(os.Stdin, os.Stdout) != nil {
			os.Exit(2)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func carrier(t *testing.T, patience time.Duration) Apart {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return Apart{Path: self, Args: []string{"carrier"}, Patience: patience}
}

type arrived struct {
	header http.Header
	path   string
	body   []byte
}

// taker answers every letter as f does, and passes on what came.
func taker(t *testing.T, f http.HandlerFunc) (address string, came chan arrived) {
	t.Helper()
	came = make(chan arrived, 10)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		came <- arrived{r.Header, r.URL.RequestURI(), body}
		f(w, r)
	}))
	t.Cleanup(func() {
		s.CloseClientConnections()
		s.Close()
	})
	return strings.TrimPrefix(s.URL, "http://"), came
}

func ok(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "{}") }

var letter = Letter{Title: "constat\u00a0: boutique ne répond pas", Text: "ligne 1\nligne 2 « à l’heure »\n"}

func TestWebhookIsHandedTitleAndMessage(t *testing.T) {
	address, came := taker(t, ok)
	l := letter
	l.To = "http://" + address + "/hook?channel=7"
	// The library asks webhooks over TLS unless told otherwise.
	l.To = "generic://" + address + "/hook?channel=7&disabletls=yes&template=json"
	if why := carrier(t, 0).Send(context.Background(), l); why != "" {
		t.Fatal(why)
	}
	var got map[string]string
	a := <-came
	if err := json.Unmarshal(a.body, &got); err != nil || got["title"] != l.Title || got["message"] != l.Text || a.path != "/hook?channel=7" {
		t.Errorf("%v, %q, %v", err, a.path, got)
	}
	l.To = "http://" + address + "/hook?channel=8"
	if why := carrier(t, 0).Send(context.Background(), l); why != "" {
		t.Fatal(why)
	}
	if a := <-came; a.path != "/hook?channel=8" || !bytes.Contains(a.body, []byte(`"message"`)) {
		t.Errorf("%q, %s", a.path, a.body)
	}
}

func TestNtfyIsHandedTitleAndMessage(t *testing.T) {
	address, came := taker(t, ok)
	l := letter
	l.To = "ntfy://marie:motdepasse@" + address + "/nuit?scheme=http"
	if why := carrier(t, 0).Send(context.Background(), l); why != "" {
		t.Fatal(why)
	}
	if a := <-came; a.path != "/nuit" || string(a.body) != l.Text || a.header.Get("Title") != l.Title {
		t.Errorf("%q, %s, %v", a.path, a.body, a.header)
	}
}

func TestHostileTakersAreBounded(t *testing.T) {
	endless := func(w http.ResponseWriter, _ *http.Request) {
		chunk := bytes.Repeat([]byte("motdepasse "), 1<<16)
		for {
			if _, err := w.Write(chunk); err != nil {
				return
			}
		}
	}
	hang := make(chan struct{})
	slow := func(http.ResponseWriter, *http.Request) { <-hang }
	status := func(code int) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(code)
			_, _ = io.WriteString(w, "motdepasse 999")
		}
	}
	for _, c := range []struct {
		what string
		f    http.HandlerFunc
		want string
	}{
		{"500", status(500), "answer 500"},
		{"429", status(429), "answer 429"},
		{"401", status(401), "password"},
		{"slow", slow, "slow"},
		{"endless", endless, "ended"},
	} {
		address, _ := taker(t, c.f)
		for _, to := range []string{"generic://" + address + "/motdepasse?disabletls=yes", "ntfy://:motdepasse@" + address + "/nuit?scheme=http"} {
			began := time.Now()
			why := carrier(t, 3*time.Second).Send(context.Background(), Letter{To: to, Title: "t", Text: "x"})
			if why != c.want && !(c.what == "endless" && why == "slow") {
				t.Errorf("%s, %s: %q, want %q", c.what, to[:5], why, c.want)
			}
			if d := time.Since(began); d > 6*time.Second {
				t.Errorf("%s took %v", c.what, d)
			}
		}
	}
	close(hang)
}

func TestMailServerThatSaysNothingIsGivenUp(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	to := fmt.Sprintf("smtp://%s/?from=a@shop.example&to=b@shop.example", l.Addr())
	if why := carrier(t, time.Second).Send(context.Background(), Letter{To: to, Title: "t", Text: "x"}); why != "slow" {
		t.Errorf("%q", why)
	}
	l.Close()
	if why := carrier(t, 5*time.Second).Send(context.Background(), Letter{To: to, Title: "t", Text: "x"}); why != "refused" {
		t.Errorf("%q", why)
	}
}

func TestStoppingEndsWhatIsOnItsWay(t *testing.T) {
	hang := make(chan struct{})
	address, came := taker(t, func(http.ResponseWriter, *http.Request) { <-hang })
	defer close(hang)
	ctx, cancel := context.WithCancel(context.Background())
	why := make(chan string)
	go func() {
		why <- carrier(t, time.Minute).Send(ctx, Letter{To: "ntfy://" + address + "/n?scheme=http", Title: "t", Text: "x"})
	}()
	<-came
	cancel()
	if got := <-why; got != "slow" {
		t.Errorf("%q", got)
	}
}

// What the library says is never passed on: it holds addresses, and what
// strangers said.
func TestReasonsHoldNothingOfTheAddress(t *testing.T) {
	const secret = "motdepasse"
	for _, err := range []string{
		`posting to "https://api.example/bot` + secret + `/send": connection refused`,
		"something else " + secret, `550 5.1.1 <` + secret + `@shop.example>: Recipient address rejected`, secret + " 404", "https://x/" + secret + "?404 Not Found",
	} {
		why := reason(fmt.Errorf("%s", err))
		if strings.Contains(why, secret) || !known(why) {
			t.Errorf("%q: %q", err, why)
		}
	}
	if got := reason(fmt.Errorf("550 5.1.1 <x>: no")); got != "answer 550" {
		t.Errorf("%q", got)
	}
}

func TestAddressesAreChecked(t *testing.T) {
	for address, good := range map[string]bool{
		"smtp://u:p@mail.example:587/?from=a@b.example&to=c@d.example": true,
		"smtp://mail.example":                                     false,
		"slack://hook:T0-B0-x@webhook":                            false,
		"ntfy://ntfy.example/nuit":                                true,
		"https://hook.example/x?y=z":                              true,
		"matrix://:token@matrix.example/?rooms=!a:matrix.example": true,
		"logger://":  false,
		"nuit":       false,
		"ftp://x":    false,
		"http://[::": false,
	} {
		err := CheckAddress(address)
		if (err == nil) != good {
			t.Errorf("%s: %v", address, err)
		}
		if err != nil && strings.Contains(err.Error(), "hook") && strings.Contains(err.Error(), "T0") {
			t.Errorf("an error holds the address: %v", err)
		}
	}
}

func TestOnlyKnownWordsComeBack(t *testing.T) {
	if why := (Apart{Path: "/bin/echo", Args: []string{"echo", "answer 500 and more"}}).Send(context.Background(), letter); why != "unknown" {
		t.Errorf("%q", why)
	}
}

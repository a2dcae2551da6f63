package picture

import (
	"bytes"
	"fmt"
	"image/png"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"strings"
	"sync/atomic"
	"testing"

	"constat/store/record"
)

func camera(t *testing.T) *Camera {
	c := Find()
	if c == nil {
		t.Skip("no Chromium here")
	}
	return c
}

func TestAPageIsPictured(t *testing.T) {
	c := camera(t)
	var reached atomic.Int64
	beside := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached.Add(1) }))
	defer beside.Close()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/style.css":
			w.Header().Set("Content-Type", "text/css")
			fmt.Fprint(w, "body { background: rgb(10, 20, 30); margin: 0 }")
		case "/":
			w.WriteHeader(http.StatusServiceUnavailable)
			fmt.Fprintf(w, "<title>Avis</title><link rel=stylesheet href=style.css><img src=%q><script>fetch(%q, {mode: 'no-cors'})</script><p style='height: 20000px'>Le site est fermé.", beside.URL+"/photo.png", beside.URL+"/told")
		}
	}))
	defer s.Close()
	e, view, full := c.Take(t.Context(), s.URL+"/")
	if e.Fault != "" || e.Status != 503 || !strings.Contains(e.Browser, "Chrom") || !e.Cut || e.Refused < 1 {
		t.Fatalf("got %+v", e)
	}
	if reached.Load() > 0 {
		t.Error("the page led the browser to what stands beside the vantage")
	}
	if _, h, err := record.CheckPicture(view); err != nil || h != record.ViewHeight {
		t.Errorf("view: %d, %v", h, err)
	}
	if _, h, err := record.CheckPicture(full); err != nil || h != record.MaxFullHeight {
		t.Errorf("full: %d, %v", h, err)
	}
	m, err := png.Decode(bytes.NewReader(view))
	if err != nil {
		t.Fatal(err)
	}
	if r, g, b, _ := m.At(1200, 700).RGBA(); r>>8 != 10 || g>>8 != 20 || b>>8 != 30 {
		t.Errorf("the style did not come: %d %d %d", r>>8, g>>8, b>>8)
	}
	if out := os.Getenv("CONSTAT_LOOK"); out != "" {
		os.WriteFile(out+"/view.png", view, 0o644)
	}
}

func TestWhyThereIsNoPicture(t *testing.T) {
	c := camera(t)
	closed := httptest.NewServer(nil)
	closed.Close()
	greedy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		for range 40 {
			if _, err := w.Write(bytes.Repeat([]byte(" "), 1<<20)); err != nil {
				return
			}
		}
	}))
	defer greedy.Close()
	for address, want := range map[string]record.Fault{
		closed.URL:              record.PictureLoad,
		greedy.URL + "/big":     record.PictureLimit,
		"ftp://files.example/":  record.PictureBrowser,
		"http://u:p@a.example/": record.PictureBrowser,
	} {
		e, view, full := c.Take(t.Context(), address)
		if e.Fault != want || view != nil || full != nil {
			t.Errorf("%s: got %+v, want %s", address, e, want)
		}
	}
	e, _, _ := (&Camera{Path: "/nonexistent/chromium"}).Take(t.Context(), closed.URL)
	if e.Fault != record.PictureBrowser {
		t.Errorf("without a browser: %+v", e)
	}
}

func TestOnlyPublicAddressesAreLedTo(t *testing.T) {
	for address, want := range map[string]bool{
		"93.184.216.34": true, "2606:2800:220:1::1": true,
		"127.0.0.1": false, "10.1.2.3": false, "192.168.1.1": false, "172.16.0.1": false, "169.254.169.254": false, "100.64.0.1": false, "0.0.0.0": false, "224.0.0.1": false, "255.255.255.255": false,
		"::1": false, "fe80::1": false, "fc00::1": false, "::ffff:127.0.0.1": false, "64:ff9b::7f00:1": false, "2002:7f00:1::": false, "2001:db8::1": false,
	} {
		if got := public(netip.MustParseAddr(address).Unmap()); got != want {
			t.Errorf("%s: %v", address, got)
		}
	}
	g, err := openGate("192.0.2.1:80", nil)
	if err != nil {
		t.Fatal(err)
	}
	defer g.close()
	for _, address := range []string{"localhost:80", "127.0.0.1:22", "[::1]:80", "169.254.169.254:80"} {
		if c, err := g.dial(t.Context(), "tcp", address); err == nil {
			c.Close()
			t.Errorf("%s was reached", address)
		}
	}
}

package form

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
)

// posts tells how many of n posts a caller told of by the proxy gets in.
func (h *house) posts(n int, forwarded func(int) string) (taken int) {
	for i := range n {
		r := httptest.NewRequest("POST", "/claim/nordique-2021/en/file", strings.NewReader("no=1&code=x"))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		if f := forwarded(i); f != "" {
			r.Header.Set("X-Forwarded-For", f)
		}
		w := httptest.NewRecorder()
		h.form.ServeHTTP(w, r)
		if w.Code != 429 {
			taken++
		}
	}
	return taken
}

// However the proxy writes an address, each caller is bounded by itself, and one alone.
func TestEachCallerBehindAProxyIsBoundedByItself(t *testing.T) {
	for name, write := range map[string]string{"bare": "198.51.%d.7", "with a port": "198.51.%d.7:4711", "v6": "2001:db8:0:%d::7", "v6 with a port": "[2001:db8:0:%d::7]:4711", "v6 in brackets": "[2001:db8:0:%d::7]"} {
		h := newHouse(t, Options{Proxy: true})
		if n := h.posts(3*postsAtOnce, func(i int) string { return fmt.Sprintf("203.0.113.9, "+write, i) }); n != 3*postsAtOnce {
			t.Errorf("%s: of %d callers %d come in", name, 3*postsAtOnce, n)
		}
		if n := h.posts(3*postsAtOnce, func(i int) string { return fmt.Sprintf("10.0.0.%d, "+write, i, 1) }); n > 2*postsAtOnce {
			t.Errorf("%s: one caller comes in %d times", name, n)
		}
		if strings.Contains(h.log.String(), "X-Forwarded-For") {
			t.Errorf("%s: %s", name, h.log)
		}
	}
}

// A proxy that doesn't say who asks shuts nobody out; the operator is told, once, and no address.
func TestAProxyThatTellsNothingShutsNobodyOut(t *testing.T) {
	for name, forwarded := range map[string]string{"none": "", "unknown": "unknown", "a name": "10.1.2.3, client.example:80"} {
		h := newHouse(t, Options{Proxy: true})
		if n := h.posts(3*postsAtOnce, func(int) string { return forwarded }); n != 3*postsAtOnce {
			t.Errorf("%s: %d of %d come in", name, n, 3*postsAtOnce)
		}
		if log := h.log.String(); strings.Count(log, "X-Forwarded-For") != 1 || forwarded != "" && strings.Contains(log, forwarded) {
			t.Errorf("%s: the log holds %q", name, log)
		}
	}
	h := newHouse(t, Options{}) // what anybody says of himself is not heard
	if n := h.posts(3*postsAtOnce, func(i int) string { return fmt.Sprintf("198.51.%d.7", i) }); n > 2*postsAtOnce {
		t.Errorf("without a proxy: %d", n)
	}
}

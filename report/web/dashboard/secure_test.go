package dashboard

import (
	"net/http"
	"strings"
	"testing"
)

// Behind a proxy that notes who asks and says no more, the cookie still goes over encrypted ways alone, to this host alone.
func TestCookieBehindAProxyIsBound(t *testing.T) {
	s := serve(t, aView(1), Options{Proxy: true})
	for says, want := range map[string]string{"": "__Host-constat=", "https": "__Host-constat=", "http": "constat="} {
		r, err := http.NewRequest("GET", s.URL+"/fr/login", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("X-Forwarded-For", "198.51.100.1")
		if says != "" {
			r.Header.Set("X-Forwarded-Proto", says)
		}
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		if got := answer.Header.Get("Set-Cookie"); !strings.HasPrefix(got, want) || strings.Contains(got, "Secure") != (says != "http") {
			t.Errorf("it says %q: %s", says, got)
		}
	}
}

package form

import (
	"log/slog"
	"strings"
	"testing"

	"constat/report/web"
)

// Whatever host the proxy asks for, the receipt leads where members know the form, and an older browser's post from there is taken.
func TestTheReceiptLeadsToThePublicAddress(t *testing.T) {
	const at = "https://claim.example"
	h := newHouse(t, Options{At: at, Proxy: true})
	for origin, want := range map[string]int{at: 200, "https://evil.example": 403} {
		w, r := h.visit("en/join", h.whole("Ann"))
		r.Host = "localhost:8470"
		r.Header.Set("Origin", origin)
		web.Guard(h.form, slog.New(slog.DiscardHandler), at).ServeHTTP(w, r)
		if w.Code != want {
			t.Errorf("%s: %d", origin, w.Code)
		}
		if want == 200 && (!strings.Contains(w.Body.String(), at+"/claim/nordique-2021/en/file#1.") || strings.Contains(w.Body.String(), "localhost")) {
			t.Error("the link leads elsewhere")
		}
		if want == 200 && (!strings.Contains(w.Body.String(), "shared computer") || strings.Contains(w.Body.String(), "cannot be shown")) {
			t.Error("what is said of the code is not so")
		}
	}
}

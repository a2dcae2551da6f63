package form

import (
	"net/http"
	"strings"
	"testing"

	"constat/store/registry"
)

// keeps asserts that an answer is the sheet itself, with a word and all that was typed, and leads nowhere else.
func keeps(t *testing.T, status, want int, body string, typed ...string) {
	t.Helper()
	if status != want || strings.Contains(body, "Back to the start") || strings.Contains(body, "Revenir au début") || strings.Contains(body, "Received.") || !strings.Contains(body, `role="alert"`) {
		t.Errorf("%d, want %d:\n%s", status, want, body)
	}
	for _, s := range typed {
		if !strings.Contains(body, s) {
			t.Errorf("%q is gone", s)
		}
	}
}

// Turning pages is not counted; who sends too often keeps what was typed, and sends it later.
func TestManyRequestsLoseNothingThatWasTyped(t *testing.T) {
	h := newHouse(t, Options{})
	v := h.whole("Ann Typed")
	v.Set("go", "next")
	for range 3 * postsAtOnce {
		if w := h.post("en/join", v); w.Code != 200 {
			t.Fatalf("turning pages: %d", w.Code)
		}
	}
	for range sendsAtOnce + 1 {
		h.post("en/join", h.whole("B"))
	}
	v.Set("go", "send")
	w := h.post("en/join", v)
	keeps(t, w.Code, 429, w.Body.String(), "Ann Typed", "a@b.example", "25 500,00", v.Get("key"), "Wait a minute", `value="send"`)
	w = h.post("fr/join", v)
	keeps(t, w.Code, 429, w.Body.String(), "Ann Typed", "Attendez une minute")
	if w.Header().Get("Retry-After") == "" {
		t.Error("nothing says how long to wait")
	}
	for h.post("en/file", map[string][]string{"no": {"1"}, "code": {"x"}}).Code != 429 {
	}
	w = h.post("en/file", map[string][]string{"no": {"1"}, "code": {"MINE"}})
	keeps(t, w.Code, 429, w.Body.String(), "MINE")
	if strings.Contains(w.Body.String(), "did not find") {
		t.Error("a file that was not looked for is said not to be there")
	}
}

// What a browser's keeper of passwords puts into the hidden field keeps nobody out twice.
func TestTheTrapLosesNothingThatWasTyped(t *testing.T) {
	h := newHouse(t, Options{})
	v := h.whole("Ann Typed")
	v.Set("leave-empty", "ann@b.example")
	w := h.post("en/join", v)
	keeps(t, w.Code, 400, w.Body.String(), "Ann Typed", "a@b.example", "hidden field")
	if strings.Contains(w.Body.String(), `name="leave-empty"`) {
		t.Error("the trap is there again")
	}
	if len(h.members(t)) != 0 {
		t.Error("it is in")
	}
	v.Del("leave-empty")
	if w := h.post("en/join", v); w.Code != 200 {
		t.Errorf("%d", w.Code)
	}
}

// What is too long comes back as far as it could be read; of a post that is no page of ours nothing does.
func TestWhatIsTooLongComesBack(t *testing.T) {
	h := newHouse(t, Options{})
	v := h.whole("Ann Typed")
	v.Set("zz", strings.Repeat("x", maxPost+1)) // after key and token, as in the page
	w := h.post("en/join", v)
	keeps(t, w.Code, 413, w.Body.String(), "Ann Typed", "a@b.example", "too long")
	v.Del("token")
	if w := h.post("en/join", v); w.Code != 413 || strings.Contains(w.Body.String(), "Ann Typed") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

// Whatever the register could not do, the answers stay in front of the person.
func TestTroubleOfTheRegisterLosesNothingThatWasTyped(t *testing.T) {
	for err, want := range map[error]int{registry.ErrFullDisk: 507, registry.ErrOldClaim: 503, http.ErrAbortHandler: 500, registry.ErrNothing: 400} {
		h := newHouse(t, Options{})
		v := h.whole("Ann Typed")
		w, r := h.visit("fr/join", v)
		at := &visit{Form: h.form, w: w, r: r, lang: "fr", page: "join"}
		at.again = func() { at.sheet(len(steps)-1, reading{values: known(v)}, "", v.Get("key"), "") }
		at.refused(err)
		keeps(t, w.Code, want, w.Body.String(), "Ann Typed", "a@b.example", "encore")
	}
}

package form

import (
	"strings"
	"sync"
	"testing"

	"constat/store/registry"
)

// Who finds a mistake on the receipt goes back, mends it and sends again: that is what counsel reads, under the
// same number and code. The same words sent twice are one version.
func TestACorrectionSentAfterBackIsTaken(t *testing.T) {
	h := newHouse(t, Options{})
	v := h.whole("Ann")
	first := h.post("en/join", v).Body.String()
	if again := h.post("en/join", v).Body.String(); again != first {
		t.Error("the same post gets another receipt")
	}
	for i, mail := range []string{"new@b.example", "newer@b.example", "new@b.example"} {
		v.Set("email", mail)
		for range 2 {
			w := h.post("en/join", v)
			if body := w.Body.String(); w.Code != 200 || !strings.Contains(body, "Received.") {
				t.Fatalf("%d %s", w.Code, body)
			}
		}
		m := h.members(t)
		if len(m) != 1 || string(m[0].Email) != mail || m[0].Name != "Ann" || len(m[0].Damage) != 1 {
			t.Errorf("counsel reads %+v", m)
		}
		if parts, err := h.claim.Parts(1); err != nil || len(parts) != i+1 || parts[i].Kind != registry.PartReplace {
			t.Errorf("%d: %+v, %v", i, parts, err)
		}
	}
	// another run of the program knows nothing of what was sent; nothing is thrown away for that
	h.form = New(h.claim, h.form.log, Options{})
	v.Set("token", h.form.token(v.Get("key")))
	v.Set("email", "last@b.example")
	if w := h.post("en/join", v); w.Code != 200 || h.members(t)[0].Email != "last@b.example" {
		t.Errorf("%d: %+v", w.Code, h.members(t))
	}
}

// A finger that presses twice sends once.
func TestAPostSentManyTimesAtOnceIsOneVersion(t *testing.T) {
	h := newHouse(t, Options{Free: true})
	v := h.whole("Ann")
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			if w := h.post("en/join", v); w.Code != 200 {
				t.Errorf("%d", w.Code)
			}
		})
	}
	all.Wait()
	if parts, err := h.claim.Parts(1); err != nil || len(parts) != 0 || len(h.members(t)) != 1 {
		t.Errorf("%v %v", parts, err)
	}
}

// Where it was completed since, a whole new version would take that away: the person is told, and nothing says Received.
func TestACorrectionOfWhatWasCompletedSinceIsNotSaidToBeReceived(t *testing.T) {
	h := newHouse(t, Options{})
	v := h.whole("Ann")
	first := h.post("en/join", v)
	_, rest, _ := strings.Cut(first.Body.String(), `name="code" value="`)
	code, _, _ := strings.Cut(rest, `"`)
	place, err := h.claim.Access(1, code)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := place.Complete([]byte(`{"phone": "514 555-0100"}`), [32]byte{7}, h.form.now()); err != nil {
		t.Fatal(err)
	}
	v.Set("email", "new@b.example")
	w := h.post("en/join", v)
	if body := w.Body.String(); w.Code != 422 || strings.Contains(body, "Received.") || !strings.Contains(body, "was not taken") || !strings.Contains(body, code) {
		t.Errorf("%d %s", w.Code, body)
	}
	// and of what was withdrawn nothing comes back
	if err := place.Withdraw(registry.Withdrawn, h.form.now()); err != nil {
		t.Fatal(err)
	}
	if w := h.post("en/join", v); w.Code != 200 || !strings.Contains(w.Body.String(), "was withdrawn") || len(h.members(t)) != 0 {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

// A completion changed after Back is shown again with what was typed, and added when the person says so.
func TestACompletionChangedAfterBackIsNeverThankedForAndDropped(t *testing.T) {
	h := newHouse(t, Options{})
	r := h.reader(t)
	r.open(h.at("en/join")).fill("name_or_legal_name", "A").press("go", "later").agree()
	no, code := r.slipOf()
	v := h.whole("")
	for _, name := range []string{"email", "name_or_legal_name", "kind", "damage[0].head", "damage[0].amount", "agree"} {
		v.Del(name)
	}
	v.Set("no", no)
	v.Set("code", code)
	v.Set("do", "complete")
	v.Set("phone", "514 555-0001")
	for range 2 {
		if w := h.post("en/file", v); w.Code != 200 || !strings.Contains(w.Body.String(), "were added") {
			t.Fatalf("%d %s", w.Code, w.Body)
		}
	}
	v.Set("phone", "514 555-0002")
	w := h.post("en/file", v)
	body := w.Body.String()
	if w.Code != 422 || strings.Contains(body, "were added") || !strings.Contains(body, "514 555-0002") || !strings.Contains(body, "not been taken yet") {
		t.Fatalf("%d %s", w.Code, body)
	}
	_, rest, _ := strings.Cut(body, `name="key" value="`)
	v.Set("key", rest[:64])
	v.Set("token", h.form.token(rest[:64]))
	if w := h.post("en/file", v); w.Code != 200 || h.members(t)[0].Phone != "514 555-0002" {
		t.Errorf("%d %+v", w.Code, h.members(t))
	}
}

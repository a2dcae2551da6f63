package form

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
	"time"

	"constat/store/registry"
)

// chunk posts as the page's script does.
func (h *house) chunk(t *testing.T, piece []byte, pairs ...string) (int, chunkAnswer) {
	t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for i := 0; i < len(pairs); i += 2 {
		_ = m.WriteField(pairs[i], pairs[i+1])
	}
	if piece != nil {
		w, _ := m.CreateFormFile("file", "piece")
		_, _ = w.Write(piece)
	}
	_ = m.Close()
	answer, err := http.Post(h.at("en/chunk"), m.FormDataContentType(), &b)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	all, err := io.ReadAll(answer.Body)
	var a chunkAnswer
	if err != nil || json.Unmarshal(all, &a) != nil {
		t.Fatalf("%v: %s", err, all)
	}
	return answer.StatusCode, a
}

// Who did not hear that a voucher was closed asks again, and hears the same; nothing else of
// a closed voucher can be done again.
func TestACloseWhoseAnswerWasLostIsAnsweredAgain(t *testing.T) {
	h := newHouse(t, Options{})
	r := h.reader(t)
	r.open(h.at("en/join")).fill("name_or_legal_name", "A").press("go", "later").agree()
	no, code := r.slipOf()
	of := []string{"no", no, "code", code}
	_, begun := h.chunk(t, nil, append(of, "do", "begin", "name", "invoice.pdf")...)
	of = append(of, "voucher", itoa(begun.Voucher))
	if status, _ := h.chunk(t, []byte("hello"), append(of, "do", "piece", "n", "1")...); status != 200 {
		t.Fatalf("piece: %d", status)
	}
	_, first := h.chunk(t, nil, append(of, "do", "close")...)
	for range 2 {
		if status, again := h.chunk(t, nil, append(of, "do", "close")...); status != 200 || !again.OK || first.Digest == "" || again.Digest != first.Digest {
			t.Errorf("again: %d %+v, at first %+v", status, again, first)
		}
	}
	if status, _ := h.chunk(t, []byte("other"), append(of, "do", "piece", "n", "2")...); status != 409 {
		t.Errorf("a piece of a closed voucher: %d", status)
	}
	if status, a := h.chunk(t, nil, append(of[:4:4], "do", "close", "voucher", "7")...); status == 200 {
		t.Errorf("a voucher that never was: %+v", a)
	}
	if parts, err := h.claim.Parts(noCount(no)); err != nil || len(parts) != 1 {
		t.Errorf("%d parts, %v", len(parts), err)
	}
}

// Back and Send after a withdrawal: the page says that all was withdrawn, before and after a
// restart of the server, and the log tells of no fault.
func TestThePageBeforeAWithdrawalSaysThatItWasWithdrawn(t *testing.T) {
	h := newHouse(t, Options{})
	v := h.whole("A")
	if w := h.post("en/join", v); w.Code != 200 {
		t.Fatal(w.Code)
	}
	place, err := h.claim.Place(1)
	if err == nil {
		err = place.Withdraw(registry.Withdrawn, time.Now())
	}
	if err != nil {
		t.Fatal(err)
	}
	sends := func() {
		t.Helper()
		if w := h.post("en/join", v); w.Code != 200 || !strings.Contains(w.Body.String(), "Your file was withdrawn") {
			t.Errorf("%d: %s", w.Code, w.Body)
		}
	}
	sends()
	if h.claim, err = registry.Open(h.dir, "nordique-2021"); err != nil {
		t.Fatal(err)
	}
	h.form = New(h.claim, slog.New(slog.NewTextHandler(h.log, nil)), Options{})
	if w := h.post("en/join", v); w.Code != 422 || !strings.Contains(w.Body.String(), "send once more") {
		t.Errorf("a token of before the restart: %d", w.Code)
	}
	v.Set("token", h.form.token(v.Get("key")))
	sends()
	if all, err := h.claim.List(); err != nil || len(all) != 0 || h.log.String() != "" {
		t.Errorf("%d members, %v, log %q", len(all), err, h.log)
	}
	v = h.whole("A") // a form opened anew
	if w := h.post("en/join", v); w.Code != 200 || !strings.Contains(w.Body.String(), "Received") {
		t.Errorf("in again: %d", w.Code)
	}
}

package form

import (
	"bytes"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"testing"
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

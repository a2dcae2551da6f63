package inventory

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"constat/store/record"
)

func TestS3BucketOfOthers(t *testing.T) {
	backend := s3mem.New()
	handler := gofakes3.New(backend).Server()
	var cut bool
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !cut || r.Method != http.MethodGet || !r.URL.Query().Has("list-type") {
			handler.ServeHTTP(w, r)
			return
		}
		answer := httptest.NewRecorder() // the list, cut in its middle, and told to be whole
		handler.ServeHTTP(answer, r)
		w.Write(answer.Body.Bytes()[:answer.Body.Len()/2])
	}))
	defer server.Close()
	if err := backend.CreateBucket("bucket"); err != nil {
		t.Fatal(err)
	}
	put := func(path, content string) {
		t.Helper()
		if _, err := backend.PutObject("bucket", path, map[string]string{"Last-Modified": time.Now().UTC().Format(http.TimeFormat)}, bytes.NewReader([]byte(content)), int64(len(content)), nil); err != nil {
			t.Fatal(err)
		}
	}
	for path, content := range someFiles {
		put("photos/"+path, content)
	}
	put("elsewhere/a", "A")
	address := "s3+" + server.URL
	w := watch(t, address+"/bucket/photos")
	w.ask.Secret = Secret{"access_key": "who", "secret_key": "what", "region": "us-east-1"}
	w.holds("")
	if _, err := backend.DeleteObject("bucket", "photos/mail.mbox"); err != nil {
		t.Fatal(err)
	}
	put("photos/vide.txt", "no longer")
	if e, files := w.list(); e.Missing != 1 || e.Altered != 1 || !strings.HasPrefix(files["vide.txt"].Told, "etag:") {
		t.Errorf("%+v, %+v", e, files["vide.txt"])
	}
	cut = true
	if e, _ := w.list(); e.Fault != record.ListBroken && e.Fault != record.ListProtocol {
		t.Errorf("a list cut short: %+v", e)
	}
	cut = false
	w.ask.Question.URL = address + "/no-such-bucket"
	if e, _ := w.list(); e.Fault != record.ListAbsent {
		t.Errorf("no such bucket: %+v", e)
	}
}

package main

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"constat/cmd/constat/demo"
	"constat/report/dossier"
	"constat/report/pdf"
	"constat/store/record"
	"constat/store/seal"
)

// hundredPages is a report of as many pages, most of them notes.
func hundredPages(tb testing.TB) []byte {
	tb.Helper()
	d := &dossier.Dossier{}
	for n := range 5000 {
		d.Notes = append(d.Notes, dossier.Note{Note: record.Note{Time: record.Instant(n), Text: fmt.Sprintf("the provider was called for the time no. %d, and said nothing", n)}})
	}
	var b bytes.Buffer
	if err := pdf.Write(&b, d, pdf.Options{Lang: "en"}); err != nil {
		tb.Fatal(err)
	}
	if n := bytes.Count(b.Bytes(), []byte("/Type /Page\n")); n < 100 {
		tb.Fatalf("%d pages", n)
	}
	return b.Bytes()
}

// signTimed signs and stamps as the command does, and returns how long that
// took beside the authority's answer.
func signTimed(tb testing.TB, file []byte) time.Duration {
	tb.Helper()
	a, err := demo.NewAuthority("one")
	if err != nil {
		tb.Fatal(err)
	}
	var answering time.Duration
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		a.ServeHTTP(w, r)
		answering += time.Since(start)
	}))
	defer server.Close()
	policy, err := seal.ParsePolicy(fmt.Appendf(nil, "quorum none\nauthority one\n%s", a.Root()))
	if err != nil {
		tb.Fatal(err)
	}
	s, err := makeSigner(eve, time.Now())
	if err != nil {
		tb.Fatal(err)
	}
	start := time.Now()
	s.At, s.Stamp = now(), stamper{policy, []string{server.URL}, s}.stamp
	signed, stamped, err := pdf.Sign(context.Background(), file, s)
	if err != nil || !stamped || len(signed) <= len(file) {
		tb.Fatal(err)
	}
	return time.Since(start) - answering
}

func BenchmarkSignAndStampHundredPages(b *testing.B) {
	file := hundredPages(b)
	var took time.Duration
	for b.Loop() {
		took += signTimed(b, file)
	}
	b.ReportMetric(float64(took.Microseconds())/float64(b.N)/1000, "ms-besides-authority/op")
	b.ReportMetric(float64(len(file))/1e6, "MB")
}

// A hundred pages are signed and stamped in under a second besides the
// authority's answer.
func TestSigningAndStampingIsQuick(t *testing.T) {
	file := hundredPages(t)
	took := signTimed(t, file)
	if t.Logf("%d bytes took %v", len(file), took); took > time.Second {
		t.Error("more than a second")
	}
}

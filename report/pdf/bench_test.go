package pdf

import (
	"bytes"
	"io"
	"testing"
	"time"
)

// BenchmarkDemoReport writes a report of the demonstration's size, six targets
// seen from two vantages, and tells how much of a second it takes.
func BenchmarkDemoReport(b *testing.B) {
	d := demo()
	var size bytes.Buffer
	if err := Write(&size, d, Options{Lang: "fr"}); err != nil {
		b.Fatal(err)
	}
	begin := time.Now()
	for b.Loop() {
		if err := Write(io.Discard, d, Options{Lang: "fr"}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(time.Since(begin).Seconds()/float64(b.N), "of-a-second")
	b.ReportMetric(float64(size.Len())/1e3, "kB")
}

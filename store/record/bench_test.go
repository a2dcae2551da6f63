package record

import "testing"

// BenchmarkDecodeSegment reads the segment of an hour.
func BenchmarkDecodeSegment(b *testing.B) {
	leaf, err := Encode(steady(60))
	if err != nil {
		b.Fatal(err)
	}
	var s Segment
	for b.Loop() {
		if err := DecodeSegment(leaf, &s); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/60, "ns/obs")
}

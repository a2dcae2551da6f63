package bundle

import (
	"crypto/x509"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"constat/store/record"
	"constat/store/seal"
)

// Bounds are those that comparing every stamp with every other gives.
func TestBoundsAreTheFirstIndependentPair(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := &Log{}
		for i := range rapid.IntRange(0, 12).Draw(t, "stamps") {
			l.Stamps = append(l.Stamps, drawStamp(t, int64(i)))
		}
		for leaf := range int64(12) {
			got, ok := l.NotAfter(leaf)
			want, ok2 := slowly(l.Stamps, func(s Stamped) (time.Time, bool) { return s.Time.Add(s.Accuracy), s.Size > leaf }, time.Time.Compare)
			if got != want || ok != ok2 {
				t.Fatalf("leaf %d is not after %v %v, want %v %v", leaf, got, ok, want, ok2)
			}
			got, ok = l.NotBefore(leaf)
			want, ok2 = slowly(l.Stamps, func(s Stamped) (time.Time, bool) { return s.Time.Add(-s.Accuracy), s.Leaf < leaf },
				func(a, b time.Time) int { return b.Compare(a) })
			if got != want || ok != ok2 {
				t.Fatalf("anchor %d is not before %v %v, want %v %v", leaf, got, ok, want, ok2)
			}
		}
	})
}

func drawStamp(t *rapid.T, leaf int64) Stamped {
	signer, root := rapid.ByteRange(0, 3).Draw(t, "signer"), rapid.ByteRange(0, 2).Draw(t, "root")
	key := func(b byte) *x509.Certificate { return &x509.Certificate{RawSubjectPublicKeyInfo: []byte{b}} }
	s := Stamped{Leaf: leaf, Size: rapid.Int64Range(1, leaf+1).Draw(t, "size"), Authority: string([]byte{'a' + root})}
	s.Time, s.Accuracy = time.UnixMilli(rapid.Int64Range(0, 20).Draw(t, "time")), time.Duration(rapid.Int64Range(0, 3).Draw(t, "accuracy"))*time.Millisecond
	s.Root, s.Chain = [32]byte{root}, []*x509.Certificate{key(10 + signer), key(root)}
	return s
}

func slowly(stamps []Stamped, when func(Stamped) (time.Time, bool), order func(a, b time.Time) int) (Bound, bool) {
	type said struct {
		Stamped
		at time.Time
	}
	var list []said
	for _, s := range stamps {
		if at, ok := when(s); ok {
			list = append(list, said{s, at})
		}
	}
	slices.SortStableFunc(list, func(a, b said) int { return order(a.at, b.at) })
	for i, s := range list {
		for _, t := range list[:i] {
			if seal.Independent(s.Stamp, t.Stamp) {
				return Bound{record.At(s.at), [2]string{t.Authority, s.Authority}}, true
			}
		}
	}
	return Bound{}, false
}

package record

import (
	"slices"
	"testing"
)

func TestKeptFieldsStayTheSame(t *testing.T) {
	for _, c := range [][3]string{
		{"Age", "0", "0"}, {"Age", "3601", ""}, {"Age", "soon", ""}, {"Cf-Ray", "8f2-YUL", ""}, {"Server", "nginx", "nginx"}, {"X-Cache", "Hit from cloudfront", "Hit from cloudfront"},
		{"Cache-Status", "ExampleCache; hit; ttl=376", "ExampleCache; hit"},
		{"Cache-Status", `"a, b"; hit; ttl=-412, CDN;fwd=uri-miss;stored;detail="x;y, z"`, "-; hit, CDN; fwd=uri-miss"},
		{"Cache-Status", "", "-"},
	} {
		if got := KeptValue(c[0], c[1]); got != c[2] || KeptValue(c[0], got) != got {
			t.Errorf("%s: %q is kept as %q, want %q", c[0], c[1], got, c[2])
		}
	}
	all, early := KeptFields()
	if !slices.IsSorted(all) || !slices.IsSorted(early) || len(all) != 27 || slices.ContainsFunc(early, func(n string) bool { return !slices.Contains(all, n) }) {
		t.Errorf("%q and %q", all, early)
	}
}

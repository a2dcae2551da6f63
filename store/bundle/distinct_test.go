package bundle

import (
	"os"
	"strings"
	"testing"
)

// A policy names authorities by their keys: that two of them are independent of
// each other is not for the program to say.
func TestDistinctAuthoritiesAreNotCalledIndependent(t *testing.T) {
	text, err := os.ReadFile("trust.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"horodatages indépendants", "independent time stamps"} {
		if strings.Contains(string(text), word) {
			t.Errorf("%q", word)
		}
	}
}

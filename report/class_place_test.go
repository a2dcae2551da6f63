package report

import "testing"

// TestOnePageUnderTwoNamesIsOne, and two customers of one host are two.
func TestOnePageUnderTwoNamesIsOne(t *testing.T) {
	for address, want := range map[string]string{
		"https://leblanc.example/": "leblanc.example/?", "http://www.leblanc.example": "leblanc.example/?", "https://WWW.Leblanc.example.:443/": "leblanc.example/?",
		"http://leblanc.example:80/a?b=1": "leblanc.example/a?b=1", "http://leblanc.example:8080/": "leblanc.example:8080/?", "https://leblanc.example:80/": "leblanc.example:80/?",
		"https://host.example/~alice": "host.example/~alice?", "https://host.example/~bob": "host.example/~bob?",
		"smtp://leblanc.example:25": "", "photos/a.jpg": "", "push://backup": "", "http://[::1]/": "::1/?", "%": "",
	} {
		if got := placeOf(address); got != want {
			t.Errorf("%s: %q, want %q", address, got, want)
		}
	}
}

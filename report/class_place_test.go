package report

import (
	"slices"
	"testing"

	"constat/report/dossier"
)

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

// Pages of one host name are told as such, whoever hands them in: they can be one site.
func TestSitesUnderOneHostNameAreTold(t *testing.T) {
	at := func(number int, ours bool, places ...string) *gathered {
		s := &gathered{number: number, classSite: classSite{places: places}}
		s.Ours = ours
		return s
	}
	g := gathering{d: &dossier.Class{Sites: make([]dossier.ClassSite, 3), Others: make([]dossier.ClassSite, 1)},
		list: []*gathered{at(1, true, "leblanc.example/?", "leblanc.example/a?"), at(2, true, "leblanc.example/contact?", "roy.example/?"), at(3, true, "cote.example/?"), at(4, false, "roy.example/b?")}}
	g.sameHosts()
	for i, want := range [][]int{{2}, {1, 4}, nil} {
		if got := g.d.Sites[i].SameHost; !slices.Equal(got, want) {
			t.Errorf("site %d: %v, want %v", i+1, got, want)
		}
	}
	if got := g.d.Others[0].SameHost; !slices.Equal(got, []int{2}) {
		t.Errorf("%v", got)
	}
}

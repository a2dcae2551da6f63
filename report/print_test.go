package report

import (
	"fmt"
	"strings"
	"testing"

	"constat/report/dossier"
)

// Where pictures are many, each site has those of one page, its front page, before
// any site has those of a second, and what merely failed comes last.
func TestEachSiteIsShownBeforeAnyIsShownTwice(t *testing.T) {
	b := &builder{d: &dossier.Dossier{}}
	page := func(site, path, state string) {
		p := dossier.Page{Site: site, URL: "https://" + site + path, States: []dossier.PageState{{State: state, From: dossier.Known(1)}}}
		p.Pictures = []dossier.PagePicture{{Browser: site + path, Shown: "before"}, {Browser: "none"}}
		b.d.Pages = append(b.d.Pages, p)
	}
	page("a.example", "/one", "gone")
	page("a.example", "/two", "gone")
	page("b.example", "/one", "unchanged")
	page("c.example", "/one", "gone")
	page("c.example", "/", "replaced")
	var got []string
	for _, x := range b.inPrint() {
		got = append(got, fmt.Sprint(x.Browser, " ", x.lost))
	}
	if want := "a.example/one true, c.example/ true, a.example/two true, c.example/one true, b.example/one false"; strings.Join(got, ", ") != want {
		t.Errorf("%s", strings.Join(got, ", "))
	}
}

package pdf

import (
	"regexp"
	"slices"
	"testing"
	"time"

	"constat/report/dossier"
	"constat/report/lang"
)

// bareDate is a word before a French date that calls for an article, and has none.
var bareDate = regexp.MustCompile(`(?i)\b(après|avant|depuis|jusqu.au|à partir|et|instrument,|divulguée,) \d{1,2}(er)? (janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)`)

func TestAFrenchDateHasItsArticle(t *testing.T) {
	d := sample()
	s := newStory(2*time.Hour, 10*time.Second)
	for i := range d.Incidents {
		d.Incidents[i].NotBefore, d.Incidents[i].NotAfter = s.at(0), s.at(2*time.Hour)
		d.Incidents[i].Authorities = []string{"un.example", "deux.example"}
	}
	for i := range d.Vantages {
		v := &d.Vantages[i]
		v.ShownFrom, v.ShownTo = s.at(time.Minute), s.at(time.Hour)
	}
	for _, words := range []string{flat(t, written(t, d, Options{Lang: "fr"})), flat(t, onDisk(t, declared(t, d, exhibitsIn(d, "fr"))))} {
		for _, found := range bareDate.FindAllString(words, -1) {
			t.Errorf("%q", found)
		}
	}
}

func exhibitsIn(d *dossier.Dossier, lang string) DeclareOptions {
	opt := exhibits(d)
	opt.Lang = lang
	return opt
}

func TestTheVerifiersWordsHaveTheSpacesOfFrench(t *testing.T) {
	s := newSheet(sample(), Options{Lang: "fr", Zone: time.UTC}, lang.French, papers["letter"], [32]byte{})
	c := dossier.Check{Detail: "one; two: 3%", French: "un ; deux : 3 % de « tout »"}
	if got, want := s.detailOf(c), "un\u00a0; deux\u00a0: 3\u00a0% de «\u00a0tout\u00a0»"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestATargetWithoutASiteIsCalledOne(t *testing.T) {
	d := sample()
	d.Targets[0].Site, d.Targets[0].Descriptions = "", nil
	for _, l := range []*lang.Language{lang.French, lang.English} {
		s := newSheet(d, Options{Zone: time.UTC}, l, papers["letter"], [32]byte{})
		if name := s.bare(d.Targets[0].Name); slices.Contains(s.sites(), name) || !slices.Contains(s.unsited(), name) {
			t.Errorf("%s: sites %q, without one %q", l.Code, s.sites(), s.unsited())
		}
	}
}

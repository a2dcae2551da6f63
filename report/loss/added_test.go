package loss

import (
	"testing"

	"constat/store/page"
	"constat/store/record"
)

// A page that was added counts for what was received since, and never before;
// the catalogue itself is the same.
func TestAnAddedPageCountsFromThenOn(t *testing.T) {
	own, err := ParseCatalogue([]byte(`{"name":"nous","version":1,"pages":[{"id":"vide","sort":"default","of":"Hébergement Exemple","titles":["Compte en attente"],"most_words":50}]}`))
	if err != nil {
		t.Fatal(err)
	}
	c := Standard().With([]Added{{own, 1000}})
	if c.Own() != len(Standard().Pages) || len(c.Pages) != c.Own()+1 || c.Digest != Standard().Digest {
		t.Errorf("%d own of %d", c.Own(), len(c.Pages))
	}
	if Standard().With(nil).Own() != len(Standard().Pages) {
		t.Error("nothing added changes it")
	}
	body := []byte("<title>Compte en attente</title><p>Rien ici")
	kept := Kept{Capture: record.Capture{Body: record.Sum(body), Normal: page.Normal("text/html", body), Rules: page.Version}, Read: func() (string, []byte, error) { return "text/html", body, nil }}
	for at, want := range map[record.Instant]class{999: 0, 1000: known} {
		s := Sight{Start: at, Status: 200, Body: kept.Body, Size: int64(len(body)), Normal: kept.Normal, Rules: kept.Rules}
		l, err := newLibrary([]Sight{s}, []Kept{kept}, c).look(s)
		if err != nil || l.class != want {
			t.Errorf("at %d: class %d, %v", at, l.class, err)
		}
	}
}

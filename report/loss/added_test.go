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
	c := Standard().With([]Added{{own, 1000, Ref{Log: "a/1", Leaf: 7, Item: -1}}})
	if c.Own() != len(Standard().Pages) || len(c.Pages) != c.Own()+1 || c.Digest != Standard().Digest {
		t.Errorf("%d own of %d", c.Own(), len(c.Pages))
	}
	if Standard().With(nil).Own() != len(Standard().Pages) {
		t.Error("nothing added changes it")
	}
	body := []byte("<title>Compte en attente</title><p>Rien ici")
	kept := Kept{Capture: record.Capture{Body: record.Sum(body), Normal: page.Normal("text/html", body), Rules: page.Version}, Read: func() (string, []byte, error) { return "text/html", body, nil }}
	for at, want := range map[Sight]class{{Start: 999}: 0, {Start: 1000}: known, {Start: 1000, Ref: Ref{Log: "a/1", Leaf: 6}}: 0, {Start: 1000, Ref: Ref{Log: "a/1", Leaf: 8}}: known, {Start: 1000, Ref: Ref{Log: "b/1", Leaf: 6}}: known} {
		s := Sight{Start: at.Start, Ref: at.Ref, Status: 200, Body: kept.Body, Size: int64(len(body)), Normal: kept.Normal, Rules: kept.Rules}
		l, err := newLibrary([]Sight{s}, []Kept{kept}, c).look(s)
		if err != nil || l.class != want {
			t.Errorf("at %d, leaf %d: class %d, %v", at.Start, at.Ref.Leaf, l.class, err)
		}
		if got := len(l.chosen(nil)) == 1; got != (want == known) {
			t.Errorf("at %d, leaf %d: chosen by the log: %v", at.Start, at.Ref.Leaf, got)
		}
	}
	for _, k := range Standard().Pages {
		if k.Added() {
			t.Errorf("%s: nobody added it", k.ID)
		}
	}
}

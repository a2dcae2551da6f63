package report

import (
	"bytes"
	"io"
	"testing"

	"constat/report/dossier"
	"constat/report/incident"
	"constat/report/loss"
	"constat/store/record"
)

// counts makes a listing of files of these names, in order, under an account, ""
// for none told.
func counts(t *testing.T, at record.Instant, account string, names ...string) counting {
	t.Helper()
	c := counting{Listed: dossier.Listed{Time: dossier.Known(at), Ended: dossier.Known(at + 1), Counts: true, Proof: dossier.Ref{Log: "a/1", Leaf: int64(at), Item: -1}}}
	if account != "" {
		c.account = record.Sum([]byte(account))
	}
	var b bytes.Buffer
	m, err := record.NewManifestWriter(&b, [32]byte{1})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		h := record.Held{Path: name, Size: int64(10 + len(name)), Sum: record.Sum([]byte(name)), Modified: -120_000, Read: 1}
		if err := m.Add(h); err != nil {
			t.Fatal(err)
		}
		c.Items, c.Bytes = c.Items+1, c.Bytes+h.Size
	}
	sum, err := m.Close()
	if err != nil {
		t.Fatal(err)
	}
	c.File, c.open = sum.File, func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(b.Bytes())), nil }
	return c
}

// wholeLoss is what is gone of a store in a period that ends at to; nil for nothing.
func wholeLoss(t *testing.T, to record.Instant, counted []counting, others ...witness) (*dossier.Loss, dossier.Inventory) {
	t.Helper()
	b := &builder{d: &dossier.Dossier{}, period: incident.Span{To: to}}
	n := dossier.Inventory{Target: "photos", Vantages: []string{"levis-1"}, Whole: len(counted)}
	h, err := loss.Of(listings(counted), loss.Listed)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.files(&subject{}, &n, counted, others, h); err != nil {
		t.Fatal(err)
	}
	if len(b.d.Losses) == 0 {
		return nil, n
	}
	return &b.d.Losses[0], n
}

const ever = 1 << 50

// A store is emptied by the list that found nothing where the one before held
// something, and all of that is gone by it: not where a file went earlier.
func TestAnEmptyingIsOfItsOwnTwoListings(t *testing.T) {
	w, _ := wholeLoss(t, ever, []counting{counts(t, 1000, "", "a", "bb", "ccc"), counts(t, 2000, "", "bb", "ccc"), counts(t, 3000, "", "bb", "ccc"), counts(t, 4000, ""), counts(t, 5000, "")})
	if w.State != "emptied" || w.Emptied == nil || *w.Emptied != (dossier.Emptying{LastHeld: dossier.Known(3000), FoundEmpty: dossier.Known(4001), Files: 2, Bytes: 25}) {
		t.Errorf("%s %+v", w.State, w.Emptied)
	}
	if w.Files != 3 || w.OfFiles != 3 || w.LastSeen.Instant != 1000 || w.FirstMissing.Instant != 2001 {
		t.Errorf("%+v", w)
	}
}

// An empty list empties nothing while anything of the list before is unknown.
func TestAnEmptyListAloneEmptiesNoStore(t *testing.T) {
	x := func(account string) []counting {
		return []counting{counts(t, 1000, "x", "a", "bb", "ccc"), counts(t, 2000, "x", "bb", "ccc"), counts(t, 3000, "x", "bb", "ccc"), counts(t, 4000, account), counts(t, 5000, account)}
	}
	sawAll := witness{counted: []counting{counts(t, 500, "x", "bb", "ccc"), counts(t, 4500, "x", "bb", "ccc")}}
	for name, c := range map[string]struct {
		to     record.Instant
		list   []counting
		others []witness
		state  string
	}{
		"the same account":   {ever, x("x"), nil, "emptied"},
		"another account":    {ever, x("y"), nil, "partial"},
		"seen from beside":   {ever, x("x"), []witness{sawAll}, "partial"},
		"outside the period": {3500, x("x"), nil, "partial"},
	} {
		if w, _ := wholeLoss(t, c.to, c.list, c.others...); w == nil || w.State != c.state || (w.Emptied != nil) != (c.state == "emptied") {
			t.Errorf("%s: %+v, want %s", name, w, c.state)
		}
	}
}

// Files that came after the first list are in no share of it, and the sentence
// that sets what is gone against that list leaves them out.
func TestTheShareGoneIsOfTheFirstListing(t *testing.T) {
	w, n := wholeLoss(t, ever, []counting{counts(t, 1000, "", "a"), counts(t, 2000, "", "a", "bb", "ccc", "dddd"), counts(t, 3000, "", "a"), counts(t, 4000, "", "a")})
	if w.Files != 3 || w.OfFirst.Files != 0 || n.Total.GoneShare.Files != "0.000000" || n.Total.MissingShare.Bytes != "0.000000" {
		t.Errorf("%+v %+v", w, n.Total)
	}
	w, n = wholeLoss(t, ever, []counting{counts(t, 1000, "", "a", "bb"), counts(t, 2000, "", "a", "bb", "ccc"), counts(t, 3000, "", "a"), counts(t, 4000, "", "a")})
	if w.Files != 2 || w.OfFirst != (dossier.Amount{Files: 1, Bytes: 12}) || n.Total.GoneShare.Files != "50.000000" || n.Total.MissingFirst != w.OfFirst {
		t.Errorf("%+v %+v", w, n.Total)
	}
}

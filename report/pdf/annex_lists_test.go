package pdf

import (
	"strings"
	"testing"

	"constat/report/dossier"
	"constat/report/lang"
	"constat/store/record"
)

// listedStore is one store that two vantages listed over SFTP, and one of which
// another's list was brought.
func listedStore() *dossier.Dossier {
	d := sample()
	q := record.Question{Kind: record.AskInventory, URL: "sftp://store.example/photos", Timeout: 60_000}
	for _, v := range []string{"levis-1", "saguenay-1"} {
		d.Inventories = append(d.Inventories, dossier.Inventory{Target: "photos", TargetID: q.ID(), Question: q, Vantages: []string{v}, Interval: 86_400_000,
			Listings: []dossier.Listed{{Vantage: v, Time: d.Period.From, Ended: d.Period.To, Counts: true, Proof: dossier.Ref{Log: v + "/1", Leaf: 3}}}, Whole: 1})
	}
	told := record.Sum([]byte("album"))
	d.Inventories = append(d.Inventories, dossier.Inventory{Target: "album", TargetID: told, Vantages: []string{"levis-1"}, SecondHand: true, Whole: 1,
		Listings: []dossier.Listed{{Vantage: "levis-1", Time: d.Period.From, Ended: d.Period.From, Counts: true}}})
	d.SecondHand = append(d.SecondHand, dossier.SecondHand{Source: "md5sums", Target: "album", TargetID: told, Vantage: "levis-1", Of: d.Period.From, Imported: d.Period.To, Proof: dossier.Ref{Log: "levis-1/1", Leaf: 9}})
	return d
}

func TestAnnexCSaysWhoListedAndHow(t *testing.T) {
	for l, want := range map[*lang.Language][]string{
		lang.French:  {"Liste dressée par levis-1 saguenay-1", "SFTP, par SSH", "Inscrites au journal de levis-1", "de seconde main : listes que d’autres ont établies (empreintes MD5)"},
		lang.English: {"Listed by levis-1 saguenay-1", "SFTP, over SSH", "Entered in the log of levis-1", "second-hand: lists that others made (MD5 digests)"},
	} {
		got := plainly(t, listedStore(), Options{Lang: l.Code})
		for _, w := range want {
			if !strings.Contains(got, w) {
				t.Errorf("%s: %q is not there", l.Code, w)
			}
		}
	}
}

// A report of brought lists alone has its annex too.
func TestBroughtListsAloneStandInAnnexC(t *testing.T) {
	d := listedStore()
	d.Targets, d.Incidents, d.Unconfirmed, d.Changes, d.Inventories = nil, nil, nil, nil, d.Inventories[2:]
	got := plainly(t, d, Options{Lang: lang.English.Code})
	if i, j := strings.LastIndex(got, "Questions as asked"), strings.Index(got, "second-hand: lists that others made (MD5 digests)"); i < 0 || j < i {
		t.Error("it is not there")
	}
}

// Every manner of listing has its words: the schemes of package inventory.
func TestEveryMannerOfListingHasItsWords(t *testing.T) {
	for _, l := range []*lang.Language{lang.French, lang.English} {
		for _, scheme := range []string{"file", "webdav", "webdavs", "sftp", "ftp", "ftps", "s3", "s3+http", "http", "https", "postgres", "mysql"} {
			if l.Annex.Manners[scheme] == "" {
				t.Errorf("%s: %s has none", l.Code, scheme)
			}
		}
	}
}

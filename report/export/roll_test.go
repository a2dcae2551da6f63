package export

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"constat/report/dossier"
	"constat/report/lang"
	"constat/store/registry"
)

const (
	one = registry.Digest("1111111111111111111111111111111111111111111111111111111111111111")
	two = registry.Digest("2222222222222222222222222222222222222222222222222222222222222222")
)

// filed is a member's file with all that can come: three items of damage, four vouchers.
func filed(t *testing.T) []registry.File {
	t.Helper()
	m := read(t, `{"member_no": 1, "name_or_legal_name": "OXIA", "contract": {"currency": "CAD"}, "damage": [
		{"head": "rebuild_cost", "amount": "100.00", "documented": true}, {"head": "rebuild_cost", "amount": "20.00", "documented": true},
		{"head": "lost_sales", "amount": "3.00", "voucher_hashes": ["`+string(two)+`"]}, {"head": "time_spent", "amount": "0.40", "documented": true}]}`)
	return []registry.File{{Member: m, Received: "2021-09-01T12:00:00Z",
		Versions: []registry.Version{{Part: 1, Said: m}, {Part: 2, Kind: registry.PartComplete, Said: m}},
		Vouchers: []registry.Voucher{
			{No: 1, Part: 3, Time: "2021-09-03T12:00:00Z", Of: registry.VoucherName{Name: "=cmd()|' /C calc'!A0.pdf", Type: "application/pdf", Damage: 2}, Size: 17, SHA256: one},
			{No: 2, Part: 4, Time: "2021-09-04T12:00:00Z", Of: registry.VoucherName{Name: "ventes.csv"}, Size: 5, SHA256: two},
			{No: 3, Part: 5, Time: "2021-09-04T12:00:00Z", Of: registry.VoucherName{Name: "photo.jpg", Head: "reputation_image"}},
		},
		Parts: []registry.Came{{Part: 1, Time: "2021-09-01T12:00:00Z", First: one, Digest: two, Shown: true}, {Part: 2, Kind: registry.PartComplete, Time: "2021-09-02T12:00:00Z", First: two, Digest: two, Shown: true},
			{Part: 3, Kind: registry.PartVoucher, Time: "2021-09-03T12:00:00Z", First: one, Digest: one, Shown: true}, {Part: 4, Kind: registry.PartVoucher, Time: "2021-09-04T12:00:00Z", First: one, Digest: two},
			{Part: 5, Kind: registry.PartVoucher, Time: "2021-09-04T12:00:00Z", First: one, Digest: one, Shown: true}, {Part: 6, Kind: registry.PartOwner, Time: "2021-09-05T12:00:00Z", First: one, Digest: one, Shown: true}},
	}}
}

func asked() map[int][]dossier.Ownership {
	return map[int][]dossier.Ownership{1: {
		{Part: 6, Received: "2021-09-05T12:00:00Z", Known: true, Site: "oxia.example", At: "2021-09-05T11:59:58Z", Token: "constat-owner=x",
			Way: dossier.Coded{Code: "dns", Words: "DNS record"}, Weight: dossier.Coded{Code: "control", Words: "control of the name"}, Result: dossier.Coded{Code: "proven", Words: "shown"},
			Steps: []dossier.OwnershipStep{{Asked: "TXT", Where: "192.0.2.1:53", As: "authority", Answered: "the token", Words: "the zone's server: TXT → the token"}}},
		{Part: 7, Received: "2021-09-05T12:00:00Z", Known: true, Site: "oxia.example", At: "2021-09-05T11:59:59Z",
			Way: dossier.Coded{Code: "invoice", Words: "invoice"}, Weight: dossier.Coded{Code: "declared", Words: "declaration"}, Result: dossier.Coded{Code: "looked_at", Words: "looked at by a person"}},
		{Part: 8, Received: "2021-09-05T12:00:00Z"},
	}}
}

func left() []registry.Tombstone {
	return []registry.Tombstone{{MemberNo: 9, Time: "2021-10-01T12:00:00Z", By: registry.ByMember, Reason: registry.Withdrawn}}
}

func doubted() []Doubt { return []Doubt{{1, 4, "again_unshown"}} }

func rollWhole(t *testing.T) Roll {
	return Roll{Claim: registry.Header{Name: "whc"}, Files: filed(t), Ownership: asked(), Gone: left(), Doubts: doubted()}
}

// TestAFileBacksOnlyWhatItWasSentFor: the item it names, else the items of its head; a digest
// that the member gave with an item is that item's.
func TestAFileBacksOnlyWhatItWasSentFor(t *testing.T) {
	f := filed(t)[0]
	for i, want := range [][]int{{2}, {3}, {}} {
		if got := backs(f, f.Vouchers[i]); !slices.Equal(got, want) {
			t.Errorf("voucher %d backs %v, want %v", i+1, got, want)
		}
	}
	f.Parts = append(f.Parts, registry.Came{Part: 7, Kind: registry.PartReplace})
	if got := backs(f, f.Vouchers[0]); len(got) != 0 {
		t.Errorf("a place in a list that was replaced since still counts: %v", got)
	}
	f.Vouchers[0].Of.Head = "rebuild_cost"
	if got := backs(f, f.Vouchers[0]); !slices.Equal(got, []int{1, 2}) {
		t.Errorf("its head backs %v", got)
	}
}

func TestWhatIsCalledDocumentedIsToldFromWhatWasReceived(t *testing.T) {
	want := []Received{
		{"CAD", "rebuild_cost", 1, 1, 1, "120.00", "0.00", "20.00", "100.00", "100.00"},
		{"CAD", "lost_sales", 1, 1, 1, "0.00", "3.00", "3.00", "0.00", "0.00"},
		{"CAD", "time_spent", 1, 0, 0, "0.40", "0.00", "0.00", "0.40", "0.40"},
	}
	if got := ReceivedFor(append(filed(t), rollOf(read(t, `{"name_or_legal_name": "B"}`)).Files...)); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestTheJSONHasVouchersOwnershipAndHistory(t *testing.T) {
	var b bytes.Buffer
	if err := MembersJSON(&b, rollWhole(t)); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Files []struct {
			MemberNo int `json:"member_no"`
			Parts    []struct {
				Kind   string
				SHA256 registry.Digest
				Again  *registry.Digest `json:"encrypted_again"`
				Shown  bool
			}
			Vouchers []struct {
				Name   string
				SHA256 *registry.Digest
				Head   *string
				Item   *int
				Backs  []int
			}
			Ownership []struct {
				Known                     bool
				Site, Way, Weight, Result string
			}
		}
		History   map[string]int
		Withdrawn []map[string]any
		Doubts    []map[string]any
	}
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	f := got.Files[0]
	if len(f.Parts) != 6 || f.Parts[0].Kind != "first" || f.Parts[0].SHA256 != one || *f.Parts[0].Again != two || f.Parts[1].Again != nil || f.Parts[3].Shown {
		t.Errorf("%+v", f.Parts)
	}
	if v := f.Vouchers; len(v) != 3 || *v[0].SHA256 != one || *v[0].Item != 2 || v[2].SHA256 != nil || *v[2].Head != "reputation_image" || v[2].Item != nil {
		t.Errorf("%+v", v)
	}
	if o := f.Ownership; len(o) != 3 || o[0].Way != "dns" || o[0].Weight != "control" || o[1].Result != "looked_at" || o[2].Known || o[2].Way != "" {
		t.Errorf("%+v", o)
	}
	if h := got.History; h["voucher"] != 3 || h["complete"] != 1 || h["withdrawn"] != 1 || h["first"] != 1 || len(got.Withdrawn) != 1 || len(got.Doubts) != 1 {
		t.Errorf("%+v", got.History)
	}
}

func TestTheWorkbookHasVouchersOwnershipAndHistory(t *testing.T) {
	for _, l := range []*lang.Language{lang.French, lang.English} {
		var b bytes.Buffer
		if err := MembersXLSX(&b, rollWhole(t), l); err != nil {
			t.Fatal(err)
		}
		all, w := tables(t, b.Bytes()), l.Register
		text := func(sheet string) string {
			var s strings.Builder
			for _, row := range all[sheet] {
				for _, c := range row {
					if c.Formula() != "" {
						t.Errorf("%s has a formula: %q", sheet, c.Formula())
					}
					s.WriteString(c.Value + "|")
				}
				s.WriteString("\n")
			}
			return s.String()
		}
		for sheet, want := range map[string][]string{
			w.Vouchers:  {"=cmd()|' /C calc'!A0.pdf", string(one), "ventes.csv", l.Contract.Heads["reputation_image"]},
			w.Ownership: {"oxia.example|DNS record|control of the name|", "looked at by a person", w.Foreign, "TXT → the token"},
			w.History:   {w.Came["first"], w.Came["complete"], w.Came["withdrawn"] + " (" + w.Came["member"] + ")", string(one) + "|" + string(two) + "|" + w.Yes, string(one) + "|" + string(two) + "|" + w.No},
			w.Received:  {"|120.00|0.00|20.00|100.00|100.00|"},
			w.Doubts:    {w.Why["again_unshown"]},
			w.All:       {"oxia.example (dns)", w.Why["again_unshown"]},
			w.About:     {w.OfVouchers, w.OfOwnership, w.OfHistory, w.Came["withdrawn"]},
		} {
			if len(all[sheet]) == 0 || sheet == "" {
				t.Errorf("%s: no sheet %q", l.Name, sheet)
			}
			for _, s := range want {
				if s == "" || !strings.Contains(text(sheet), s) {
					t.Errorf("%s: %q does not say %q:\n%s", l.Name, sheet, s, text(sheet))
				}
			}
		}
		for _, c := range (Roll{}).fileColumns() {
			if w.Columns[c.name] == "" {
				t.Errorf("%s: column %q has no title", l.Name, c.name)
			}
		}
	}
}

func TestTheCSVTellsOfVouchersAndSites(t *testing.T) {
	var b bytes.Buffer
	if err := MembersCSV(&b, rollWhole(t)); err != nil {
		t.Fatal(err)
	}
	row := rows(t, b.Bytes())[0]
	for name, want := range map[string]string{"vouchers_received": "3", "voucher_heads": "reputation_image", "sites_shown": "oxia.example (dns)", "versions": "2", "last_received": "2021-09-05T12:00:00Z", "doubts": "again_unshown"} {
		if row[name] != want {
			t.Errorf("%s: %q, want %q", name, row[name], want)
		}
	}
}

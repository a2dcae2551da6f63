package pdf

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"constat/report/dossier"
	"constat/report/lang"
	"constat/store/registry"
)

// registered are the full member of the register's tests, one with a name alone,
// and one with more than a page holds.
func registered(t testing.TB) []registry.Member {
	t.Helper()
	raw, err := os.ReadFile("../../store/registry/testdata/full.json")
	if err != nil {
		t.Fatal(err)
	}
	long := map[string]any{"member_no": 3, "name_or_legal_name": strings.Repeat("É", 100) + " « Œ » 東京 שלום", "country": "FR"}
	var damage, assets []any
	for i := range 60 {
		damage = append(damage, map[string]any{"head": "lost_sales", "amount": fmt.Sprintf("%d.3333", 1000+i), "currency": "EUR", "description": strings.Repeat("ventes perdues ", 10)})
		assets = append(assets, map[string]any{"url": fmt.Sprintf("https://shop-%d.example/%s", i, strings.Repeat("a", 100))})
	}
	long["damage"], long["assets"] = damage, assets
	b, err := json.Marshal(long)
	if err != nil {
		t.Fatal(err)
	}
	var all []registry.Member
	for _, text := range [][]byte{raw, []byte(`{"member_no": 2, "name_or_legal_name": "Terre Ciel"}`), b} {
		m, err := registry.ParseMember(text)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, m)
	}
	return all
}

func sheets(t testing.TB, members []registry.Member, opt MemberOptions) []byte {
	t.Helper()
	var b bytes.Buffer
	opt.Claim, opt.At = "whc-2021", time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	files := make([]registry.File, len(members))
	for i, m := range members {
		files[i] = registry.File{Member: m}
	}
	if err := WriteMembers(&b, files, opt); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestASheetForEachMember(t *testing.T) {
	for _, opt := range []MemberOptions{{Lang: "fr", Paper: "letter"}, {Lang: "en", Paper: "a4"}} {
		b := sheets(t, registered(t), opt)
		got := judge(t, "pdftotext", "-layout", save(t, b), "-")
		want := []string{"Fiche du membre n° 1", "1 de 3", "Terre Ciel", "Il manque", "Sommes du membre", "25 500,00 CAD", "Reconstruction"}
		if opt.Lang == "en" {
			want = []string{"Sheet of member no. 1", "1 of 3", "Terre Ciel", "Missing: ", "Sums of the member", "CAD 25,500.00"}
		}
		for _, w := range want {
			if !strings.Contains(strings.ToLower(strings.ReplaceAll(got, "\u00a0", " ")), strings.ToLower(w)) {
				t.Errorf("%s does not say %q:\n%.3000s", opt.Lang, w, got)
			}
		}
		sound(t, b)
	}
}

// TestASheetShowsVouchersOwnershipAndHistory: each way by its own name and weight, and
// what is not a check's result is not repeated.
func TestASheetShowsVouchersOwnershipAndHistory(t *testing.T) {
	one, two := registry.Digest(strings.Repeat("1", 64)), registry.Digest(strings.Repeat("2", 64))
	f := registry.File{Member: registered(t)[1], Vouchers: []registry.Voucher{
		{No: 1, Part: 2, Time: "2021-09-03T12:00:00Z", Of: registry.VoucherName{Name: "facture \u202efdp.exe 東.pdf", Type: "application/pdf", Head: "rebuild_cost", Damage: 2}, Size: 12345, SHA256: one},
		{No: 2, Part: 3, Time: "2021-09-03T12:00:00Z"}},
		Parts: []registry.Came{{Part: 1, Time: "2021-09-01T12:00:00Z", First: one, Digest: two}, {Part: 2, Kind: "voucher", Time: "2021-09-03T12:00:00Z", First: two, Digest: two, Shown: true}, {Part: 4, Kind: "owner", Time: "2021-09-04T12:00:00Z", First: two, Digest: two, Shown: true}}}
	for _, l := range []string{"fr", "en"} {
		opt := MemberOptions{Lang: l, Doubts: map[int][]string{2: {"again_unshown", "again_unshown"}}, Ownership: map[int][]dossier.Ownership{2: {{Known: true, Site: "shop.example", At: "2021-09-04T11:00:00Z",
			Way: dossier.Coded{Code: "dns", Words: "DNS WAY"}, Weight: dossier.Coded{Words: "ITS WEIGHT"}, Result: dossier.Coded{Words: "ITS RESULT"}, Reason: dossier.Coded{Words: "ITS REASON"}}, {Site: "never.example"}}}}
		var b bytes.Buffer
		if err := WriteMembers(&b, []registry.File{f}, opt); err != nil {
			t.Fatal(err)
		}
		sound(t, b.Bytes())
		got := strings.Join(strings.Fields(strings.ReplaceAll(judge(t, "pdftotext", "-raw", save(t, b.Bytes()), "-"), "\u00a0", " ")), " ")
		w := map[string]lang.Register{"fr": lang.French.Register, "en": lang.English.Register}[l]
		start := func(s string) string { return s[:strings.Index(s, ".")] } // a page may end behind it
		for _, want := range []string{w.Vouchers, "application/pdf", "11111111", w.OfVouchers, w.Ownership, "shop.example", "DNS WAY", "ITS WEIGHT", "ITS RESULT", "ITS REASON", w.OfOwnership, w.History, w.Came["first"], w.Came["owner"], w.Why["again_unshown"], start(w.OfHistory)} {
			if want == "" || !strings.Contains(strings.ToLower(got), strings.ToLower(strings.Join(strings.Fields(strings.ReplaceAll(want, "\u00a0", " ")), " "))) {
				t.Errorf("%s does not say %q:\n%s", l, want, got)
			}
		}
		if strings.Contains(got, "never.example") || strings.Contains(got, "\u202e") {
			t.Errorf("%s repeats what it must not:\n%s", l, got)
		}
	}
}

func sound(t *testing.T, b []byte) {
	t.Helper()
	if out := judge(t, "qpdf", "--check", save(t, b)); strings.Contains(out, "WARNING") {
		t.Error(out)
	}
}

func TestTheSameMembersAreTheSameSheets(t *testing.T) {
	one := sheets(t, registered(t), MemberOptions{})
	if !bytes.Equal(one, sheets(t, registered(t), MemberOptions{})) {
		t.Error("other bytes")
	}
	if bytes.Equal(one, sheets(t, registered(t)[1:], MemberOptions{})) {
		t.Error("the same bytes of other members")
	}
	sound(t, sheets(t, nil, MemberOptions{}))
}

func BenchmarkMemberSheets(b *testing.B) {
	one := registered(b)[0]
	all := make([]registry.Member, 1000)
	for i := range all {
		all[i] = one
		all[i].MemberNo = i + 1
	}
	for b.Loop() {
		sheets(b, all, MemberOptions{})
	}
}

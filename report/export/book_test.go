package export

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/tealeg/xlsx/v3"

	"constat/report/lang"
	"constat/store/registry"
)

// tables reads a workbook back: the texts of its cells, by sheet.
func tables(t *testing.T, b []byte) map[string][][]*xlsx.Cell {
	t.Helper()
	f, err := xlsx.OpenBinary(b)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][][]*xlsx.Cell{}
	for _, s := range f.Sheets {
		err := s.ForEachRow(func(r *xlsx.Row) error {
			var row []*xlsx.Cell
			for i := range s.MaxCol {
				row = append(row, r.GetCell(i))
			}
			all[s.Name] = append(all[s.Name], row)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return all
}

func bookOf(t *testing.T, ms []registry.Member, l *lang.Language) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := MembersXLSX(&b, rollOf(ms...), l); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// sorted are members with groups, days and a hostile one.
func sorted(t *testing.T) []registry.Member {
	t.Helper()
	return append(three(t), read(t, `{"member_no": 7, "name_or_legal_name": "_x0041_ 東京", "kind": "company", "country": "CA", "province_state": "Québec",
		"created_at": "2021-08-30T23:30:00-04:00", "contract": {"start": "2019-02-28", "currency": "CAD", "arbitration_clause": false},
		"assets": [{"domain": "a.example", "server_name": "WHC-12"}, {"domain": "b.example", "server_name": "whc-12"}],
		"group": {"group_id": "data_lost", "subgroup_ids": ["a/b:c*[d]?", "reseller"]},
		"damage": [{"head": "rebuild_cost", "amount": "999999999999.9999", "documented": true, "date": "2021-09-02"}]}`))
}

func TestAWorkbookHasASheetForEachGroup(t *testing.T) {
	got := tables(t, bookOf(t, sorted(t), lang.French))
	for _, name := range []string{"À lire", "Totaux", "Entonnoir", "Répartition", "Membres", "Groupe data_lost", "Groupe a_b_c__d__", "Groupe reseller", "Dommages"} {
		if len(got[name]) == 0 {
			t.Errorf("no sheet %q", name)
		}
	}
	if n := len(got["Membres"]); n != 5 {
		t.Errorf("%d rows of members", n)
	}
	if n := len(got["Groupe data_lost"]); n != 2 {
		t.Errorf("%d rows of the group", n)
	}
}

// What a member wrote is text; days are dates; an amount keeps each digit.
func TestACellIsWhatItHolds(t *testing.T) {
	all := tables(t, bookOf(t, sorted(t), lang.English))["Members"]
	column := func(title string) int {
		for i, c := range all[0] {
			if c.Value == title {
				return i
			}
		}
		t.Fatalf("no column %q", title)
		return -1
	}
	at := func(row int, title string) *xlsx.Cell { return all[row][column(title)] }
	if c := at(2, "Name or legal name"); c.Type() != xlsx.CellTypeString || c.Formula() != "" || c.Value != `=HYPERLINK("https://evil.example";"x")` || c.NumFmt != "@" {
		t.Errorf("%v %q %q", c.Type(), c.Formula(), c.Value)
	}
	if c := at(2, "Phone"); c.Value != "+1 514 555-0100" || c.Type() != xlsx.CellTypeString {
		t.Errorf("%q", c.Value)
	}
	if c := at(4, "Name or legal name"); c.Value != "_x005F_x0041_ 東京" {
		t.Errorf("%q", c.Value)
	}
	if c := at(4, "Contract began"); c.Type() != xlsx.CellTypeNumeric || c.Value != "43524" {
		t.Errorf("%v %q", c.Type(), c.Value)
	}
	registered := at(4, "Registered on")
	if at, err := registered.GetTime(false); err != nil || !at.Round(time.Second).Equal(time.Date(2021, 8, 31, 3, 30, 0, 0, time.UTC)) {
		t.Errorf("%v %v", at, err)
	}
	if c := at(4, "Documented (CAD)"); c.Type() != xlsx.CellTypeString || c.Value != "999999999999.9999" {
		t.Errorf("%v %q: a spreadsheet would round it", c.Type(), c.Value)
	}
	if c := at(1, "Documented (CAD)"); c.Type() != xlsx.CellTypeNumeric || c.Value != "25500.00" {
		t.Errorf("%v %q", c.Type(), c.Value)
	}
	if c := at(4, "Arbitration clause"); c.Value != "no" {
		t.Errorf("%q", c.Value)
	}
}

func TestTheSameMembersAreTheSameWorkbook(t *testing.T) {
	one := bookOf(t, sorted(t), lang.French)
	for range 3 {
		if !bytes.Equal(one, bookOf(t, sorted(t), lang.French)) {
			t.Fatal("another workbook")
		}
	}
}

func TestATextLongerThanACellSaysSo(t *testing.T) {
	b := newBook(lang.English.Register.Cut)
	for _, s := range []string{strings.Repeat("é", 40_000), strings.Repeat("😀", 20_000)} {
		got := b.fitting(s)
		if units(got) > longestCell || !strings.Contains(got, "more characters, in the JSON") {
			t.Errorf("%d units: …%s", units(got), got[len(got)-60:])
		}
	}
}

func TestANameOfASheetIsTakenBySpreadsheets(t *testing.T) {
	b := newBook(nil)
	for _, tt := range [][2]string{{"a/b", "a_b"}, {"A/B", "A_B (2)"}, {strings.Repeat("x", 40), strings.Repeat("x", 31)}, {strings.Repeat("x", 50), strings.Repeat("x", 27) + " (2)"}, {"''", "_"}} {
		if got := b.free(tt[0]); got != tt[1] {
			t.Errorf("%q: %q, want %q", tt[0], got, tt[1])
		}
	}
}

func TestTheFunnelOnlyNarrows(t *testing.T) {
	raw, err := os.ReadFile("../../store/registry/testdata/full.json")
	if err != nil {
		t.Fatal(err)
	}
	ms := append(sorted(t), read(t, string(raw)))
	steps := Funnel(ms)
	if steps[0].Members != len(ms) || steps[len(steps)-1].Step != "complete" {
		t.Errorf("%+v", steps)
	}
	named := map[registry.FieldName]bool{}
	for i, s := range steps {
		if i > 0 && s.Members > steps[i-1].Members {
			t.Errorf("%+v", steps)
		}
		for _, n := range s.Needs {
			named[n] = true
		}
	}
	for _, l := range []*lang.Language{lang.French, lang.English} {
		for _, c := range Lacking(ms) {
			if l.Register.Missing[c.Value] == "" {
				t.Errorf("%s: %q has no words", l.Name, c.Value)
			}
		}
		for _, s := range steps {
			if l.Register.Steps[s.Step] == "" {
				t.Errorf("%s: step %q has no words", l.Name, s.Step)
			}
		}
		for _, c := range columns(nil) {
			if l.Register.Columns[c.name] == "" {
				t.Errorf("%s: column %q has no title", l.Name, c.name)
			}
		}
		for _, h := range registry.Heads {
			if l.Contract.Heads[string(h)] == "" {
				t.Errorf("%s: head %q has no words", l.Name, h)
			}
		}
	}
}

// LibreOffice is another reader's judge: it opens the book, and runs nothing.
func TestLibreOfficeReadsTheWorkbook(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("soffice is not installed: apt-get install libreoffice-calc")
	}
	dir := t.TempDir()
	more := filed(t)[0]
	more.Member.MemberNo = 8
	r := Roll{Claim: registry.Header{Name: "whc"}, Files: append(rollOf(sorted(t)...).Files, more), Ownership: asked(), Gone: left(), Doubts: doubted()}
	var book, list bytes.Buffer
	if err := errors.Join(MembersXLSX(&book, r, lang.English), MembersCSV(&list, r)); err != nil {
		t.Fatal(err)
	}
	for name, b := range map[string][]byte{"members.xlsx": book.Bytes(), "list.csv": list.Bytes()} {
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	// Every sheet as a CSV of its own, as shown: token 12 of the filter's options is -1.
	cmd := exec.CommandContext(ctx, office, "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--convert-to",
		"csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1", "--outdir", dir, filepath.Join(dir, "members.xlsx"))
	cmd.Env = append(os.Environ(), "HOME="+dir)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	read := func(sheet string) string {
		b, err := os.ReadFile(filepath.Join(dir, "members-"+sheet+".csv"))
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	members := read("Members")
	for _, want := range []string{`=HYPERLINK(""https://evil.example"";""x"")`, "+1 514 555-0100", "@SUM(A1)", "-1+1", "_x0041_ 東京", "2019-02-28", "2021-08-31 03:30:00", "999999999999.9999", ",25500,"} {
		if !strings.Contains(members, want) {
			t.Errorf("LibreOffice does not show %q in\n%s", want, members)
		}
	}
	if totals := read("Totals"); !strings.Contains(totals, "Total") {
		t.Errorf("%s", totals)
	}
	_ = read("Group data_lost")
	if vouchers := read("Vouchers"); !strings.Contains(vouchers, "=cmd()|' /C calc'!A0.pdf") {
		t.Errorf("the name of a file is not shown as it is:\n%s", vouchers)
	}
	if checks := read("Checks of sites"); !strings.Contains(checks, "DNS record") {
		t.Errorf("%s", checks)
	}
	_, _ = read("History"), read("Claimed and received")

	// The CSV, taken in as a spreadsheet does and written out as a workbook: no cell is a formula.
	cmd = exec.CommandContext(ctx, office, "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--convert-to", "xlsx", "--outdir", dir, filepath.Join(dir, "list.csv"))
	cmd.Env = append(os.Environ(), "HOME="+dir)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	b, err := os.ReadFile(filepath.Join(dir, "list.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	cells := 0
	for _, rows := range tables(t, b) {
		for _, row := range rows {
			for _, c := range row {
				cells++
				if c.Formula() != "" {
					t.Errorf("LibreOffice takes %q for a formula", c.Formula())
				}
			}
		}
	}
	if cells < 100 {
		t.Errorf("%d cells", cells)
	}
}

// Ten thousand members of every field are written in all forms in seconds.
func many(tb testing.TB, n int) []registry.Member {
	raw, err := os.ReadFile("../../store/registry/testdata/full.json")
	if err != nil {
		tb.Fatal(err)
	}
	m, err := registry.ParseMember(raw)
	if err != nil {
		tb.Fatal(err)
	}
	ms := make([]registry.Member, n)
	for i := range ms {
		ms[i] = m
		ms[i].MemberNo, ms[i].Name = i+1, fmt.Sprint("member ", i)
	}
	return ms
}

func BenchmarkMembersXLSX(b *testing.B) {
	ms := many(b, 10_000)
	b.ReportAllocs()
	for b.Loop() {
		if err := MembersXLSX(new(bytes.Buffer), rollOf(ms...), lang.French); err != nil {
			b.Fatal(err)
		}
	}
}

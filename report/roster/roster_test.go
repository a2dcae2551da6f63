package roster

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/tealeg/xlsx/v3"

	"constat/store/registry"
)

func mapOf(t *testing.T, s string) *Map {
	t.Helper()
	m, err := ParseMap([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

const frenchMap = `
dates: fr
amounts: fr
zone: America/Toronto
columns:
  Nom: name_or_legal_name
  Courriel: email
  Pays: {field: country, values: {Canada: CA, "états-unis": US}}
  Services: {field: impact.service_types, split: "+", values: {courrier: mail}}
  Constaté: impact.first_noticed_at
  Perte: damage[0].amount
  Facture: damage[0].documented
constants:
  damage[0].currency: CAD
  damage[0].head: lost_sales
  contract.provider: whc
ignore: [Notes]
`

const frenchList = "Nom;Courriel;Pays;Services;Constaté;Perte;Facture;Notes;Autre\r\n" +
	"\"Boulangerie; L’Épi\";a@x.example;Canada;web + courrier;28/08/2021 06:05;1 234,56 $;oui;rien;x\r\n" +
	"Terre Ciel;B@X.example;états-unis;;1er septembre 2021;;;;\r\n" +
	";;;;;;;;\r\n" +
	"OXIA;;CA;web;2021-08-28;25 500,00;non;;\r\n"

func TestAListBecomesMembers(t *testing.T) {
	l, err := Read([]byte(frenchList), mapOf(t, frenchMap))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		`{"contract":{"provider":"whc"},"country":"CA","damage":[{"amount":"1234.56","currency":"CAD","documented":true,"head":"lost_sales"}],"email":"a@x.example","impact":{"first_noticed_at":"2021-08-28T06:05:00-04:00","service_types":["web","mail"]},"name_or_legal_name":"Boulangerie; L’Épi","source":"import"}`,
		`{"contract":{"provider":"whc"},"country":"US","email":"B@X.example","impact":{"first_noticed_at":"2021-09-01"},"name_or_legal_name":"Terre Ciel","source":"import"}`,
		`{"contract":{"provider":"whc"},"country":"CA","damage":[{"amount":"25500.00","currency":"CAD","documented":false,"head":"lost_sales"}],"impact":{"first_noticed_at":"2021-08-28","service_types":["web"]},"name_or_legal_name":"OXIA","source":"import"}`,
	}
	if len(l.Rows) != len(want) || !slices.Equal(l.LeftOut, []string{"Autre"}) || l.Told.Separator != ";" {
		t.Fatalf("%d rows, left out %q, told %+v", len(l.Rows), l.LeftOut, l.Told)
	}
	for i, r := range l.Rows {
		if r.Problem != nil || string(r.JSON) != want[i] {
			t.Errorf("row %d: %v\n%s, want\n%s", i, r.Problem, r.JSON, want[i])
		}
	}
	if l.Rows[2].Line != 5 {
		t.Errorf("line %d", l.Rows[2].Line)
	}
}

func TestAnEncodingIsToldOrAskedFor(t *testing.T) {
	units := utf16.Encode([]rune("Nom,Courriel\nÉlodie,e@x.example\n"))
	var le, be []byte
	for _, u := range units {
		le, be = append(le, byte(u), byte(u>>8)), append(be, byte(u>>8), byte(u))
	}
	old := []byte("Nom,Courriel\n\xc9lodie,e@x.example\n")
	for _, tt := range []struct {
		file     []byte
		encoding string
		told     string
		err      error
	}{
		{[]byte("Nom,Courriel\nÉlodie,e@x.example\n"), "", "utf-8", nil},
		{[]byte("\xef\xbb\xbfNom,Courriel\nÉlodie,e@x.example\n"), "", "utf-8", nil},
		{slices.Concat([]byte{0xff, 0xfe}, le), "", "utf-16le", nil},
		{slices.Concat([]byte{0xfe, 0xff}, be), "", "utf-16be", nil},
		{slices.Concat([]byte{0xfe, 0xff}, be), "utf-16", "utf-16be", nil},
		{le, "utf-16le", "utf-16le", nil},
		{le, "", "", ErrEncoding},
		{le, "utf-16", "", ErrEncoding},
		{le[:len(le)-1], "utf-16le", "", ErrText},
		{old, "", "", ErrEncoding},
		{old, "utf-8", "", ErrText},
		{old, "windows-1252", "windows-1252", nil},
		{[]byte("Nom,Courriel\n\x81,e@x.example\n"), "windows-1252", "", ErrText},
		{slices.Concat([]byte{0xff, 0xfe}, le), "windows-1252", "", ErrText},
	} {
		m := mapOf(t, "encoding: "+`"`+tt.encoding+`"`+"\ncolumns: {Nom: name_or_legal_name, Courriel: email}\n")
		l, err := Read(tt.file, m)
		if !errors.Is(err, tt.err) {
			t.Errorf("%.12q as %q: %v, want %v", tt.file, tt.encoding, err, tt.err)
			continue
		}
		if err == nil && (l.Told.Encoding != tt.told || l.Rows[0].Member.Name != "Élodie") {
			t.Errorf("%.12q as %q: %q %+v", tt.file, tt.encoding, l.Told.Encoding, l.Rows[0])
		}
	}
}

func TestASeparatorIsProvenByTheTitles(t *testing.T) {
	m := mapOf(t, "columns: {Nom: name_or_legal_name, Courriel: email}\n")
	for _, sep := range []string{",", ";", "\t"} {
		l, err := Read([]byte("Nom"+sep+"Courriel\nA"+sep+"a@x.example\n"), m)
		if err != nil || l.Told.Separator != sep {
			t.Errorf("%q: %v", sep, err)
		}
	}
	if _, err := Read([]byte("Nom|Courriel\nA|a@x.example\n"), m); !errors.Is(err, ErrSeparator) {
		t.Errorf("%v", err)
	}
	if _, err := Read([]byte("Nom,E-mail\nA,a@x.example\n"), m); !errors.Is(err, ErrNoColumn) || !strings.Contains(err.Error(), "Courriel") {
		t.Errorf("%v", err)
	}
	one := mapOf(t, "columns: {Nom: name_or_legal_name}\n") // a list of one column fits every separator
	if _, err := Read([]byte("Nom\nA\n"), one); !errors.Is(err, ErrSeparator) {
		t.Errorf("%v", err)
	}
}

func TestAFormIsNeverGuessed(t *testing.T) {
	for _, tt := range []struct{ forms, field, in, want string }{
		{"", "damage[0].amount", "1234.5", "1234.5"},
		{"", "damage[0].amount", "1,234", ""},
		{"", "damage[0].amount", "1234,50", ""},
		{"amounts: fr", "damage[0].amount", "1.234", "1234"},
		{"amounts: fr", "damage[0].amount", "1.234.567,89 €", "1234567.89"},
		{"amounts: fr", "damage[0].amount", "1 234,56 $", "1234.56"},
		{"amounts: fr", "damage[0].amount", "12 34,56", ""},
		{"amounts: fr", "damage[0].amount", "12.50", "12.50"},
		{"amounts: en", "damage[0].amount", "$1,234.56", "1234.56"},
		{"amounts: en", "damage[0].amount", "CHF 25’500.00", "25500.00"},
		{"amounts: en", "damage[0].amount", "1,23", ""},
		{"amounts: en", "damage[0].amount", "-5", ""},
		{"amounts: en", "damage[0].amount", "007.10", "7.10"},
		{"amounts: en", "damage[0].amount", "１２", ""},
		{"", "contract.start", "2021-02-29", ""},
		{"", "contract.start", "03/04/2021", ""},
		{"", "contract.start", "31/12/2021", ""},
		{"dates: fr", "contract.start", "03/04/2021", "2021-04-03"},
		{"dates: us", "contract.start", "03/04/2021", "2021-03-04"},
		{"dates: us", "contract.start", "31/12/2021", ""},
		{"dates: fr", "contract.start", "03/04/21", ""},
		{"", "contract.start", "1er août 2021", "2021-08-01"},
		{"", "contract.start", "August 28, 2021", "2021-08-28"},
		{"", "contract.start", "28 Aug 2021", "2021-08-28"},
		{"", "impact.first_noticed_at", "2021-08-28 06:05", ""},
		{"zone: America/Toronto", "impact.first_noticed_at", "2021-08-28 6 h 05", "2021-08-28T06:05:00-04:00"},
		{"zone: America/Toronto", "impact.first_noticed_at", "2021-03-14 02:30", ""}, // skipped
		{"zone: America/Toronto", "impact.first_noticed_at", "2021-11-07 01:30", ""}, // twice
		{"zone: America/Toronto", "impact.first_noticed_at", "2021-12-24T06:05:00Z", "2021-12-24T06:05:00Z"},
		{"", "contract.class_waiver", "Oui", "true"},
		{"", "contract.class_waiver", "1", ""},
	} {
		m := mapOf(t, tt.forms+"\ncolumns: {N: name_or_legal_name, V: \""+tt.field+"\"}\n")
		l, err := Read([]byte("N\tV\nA\t"+tt.in+"\n"), m)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if l.Rows[0].Problem == nil {
			got = leafOf(t, l.Rows[0].JSON, tt.field)
		} else if strings.Contains(l.Rows[0].Problem.Error(), tt.in) && !strings.Contains(ErrAmount.Error()+ErrDay.Error(), tt.in) {
			t.Errorf("%q stands in %q", tt.in, l.Rows[0].Problem)
		}
		if got != tt.want {
			t.Errorf("%s %s %q: %q (%v), want %q", tt.forms, tt.field, tt.in, got, l.Rows[0].Problem, tt.want)
		}
	}
}

func leafOf(t *testing.T, b []byte, field string) string {
	t.Helper()
	var v any
	if err := json.Unmarshal(b, &v); err != nil {
		t.Fatal(err)
	}
	for part := range strings.SplitSeq(strings.ReplaceAll(field, "[0]", ".0"), ".") {
		if list, ok := v.([]any); ok {
			v = list[0]
			continue
		}
		v = v.(map[string]any)[part]
	}
	return fmt.Sprint(v)
}

func TestAMapIsStrict(t *testing.T) {
	for s, says := range map[string]string{
		"colums: {}":          "unknown field",
		"columns: {N: email}": "name_or_legal_name",
		"columns: {N: name_or_legal_name, M: nom}":                `"M": not a field`,
		"columns: {N: name_or_legal_name, M: member_no}":          `"M": not a field`,
		"columns: {N: name_or_legal_name, M: damage}":             `"M": not a field`,
		"columns: {N: name_or_legal_name, M: 'damage[100].head'}": `"M": not a field`,
		"columns: {N: name_or_legal_name, M: name_or_legal_name}": `"M"`,
		"columns: {N: {feld: name_or_legal_name}}":                "unknown field",
		"dates: de\ncolumns: {N: name_or_legal_name}":             `"dates": not one of`,
		"zone: Local\ncolumns: {N: name_or_legal_name}":           `"zone"`,
		"columns: [": "not a map",
		"a: &a [*a]": "",
		"columns: {N: name_or_legal_name}\nconstants: {country: CA, 'damage[0].amount': '1,2'}": "damage[0].amount",
	} {
		if _, err := ParseMap([]byte(s)); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v, want %q", s, err, says)
		}
	}
}

func TestTwinsAreTold(t *testing.T) {
	m := mapOf(t, "columns: {N: name_or_legal_name, E: email, No: enterprise_no}\n")
	l, err := Read([]byte("N,E,No\nA inc.,a@x.example,\nB,A@X.EXAMPLE,\na inc,,\nC,,1170-000-000\nD,,1170000000\nE,e@x.example,\n"), m)
	if err != nil {
		t.Fatal(err)
	}
	l.FindTwins([]registry.Member{{MemberNo: 12, Name: "other", Email: "e@x.example"}, {MemberNo: 13, Name: "D."}})
	got := []string{}
	for _, r := range l.Rows {
		got = append(got, fmt.Sprint(r.Line, r.Same, r.Likely))
	}
	want := []string{"2 {[] []} {[] []}", "3 {[2] []} {[] []}", "4 {[] []} {[2] []}", "5 {[] []} {[] []}", "6 {[5] []} {[] [13]}", "7 {[] [12]} {[] []}"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want\n%q", got, want)
	}
}

func TestARowWithAnotherNumberOfCellsIsRefused(t *testing.T) {
	m := mapOf(t, "separator: \",\"\ncolumns: {N: name_or_legal_name, E: email}\n")
	l, err := Read([]byte("N,E\nA\nB,b@x.example,more\nC,c@x.example,,\n"), m)
	if err != nil || !errors.Is(l.Rows[0].Problem, ErrCells) || !errors.Is(l.Rows[1].Problem, ErrCells) || l.Rows[2].Problem != nil {
		t.Errorf("%v %+v", err, l.Rows)
	}
	if _, err := Read([]byte("N,E\nA,\"b@x.example\n"), m); !errors.Is(err, ErrQuotes) {
		t.Errorf("%v", err)
	}
}

// workbook writes one with the library that writes our own.
func workbook(t *testing.T, fill func(f *xlsx.File)) []byte {
	t.Helper()
	f := xlsx.NewFile()
	fill(f)
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func sheetOf(t *testing.T, f *xlsx.File, name string, rows ...[]any) {
	t.Helper()
	s, err := f.AddSheet(name)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		r := s.AddRow()
		for _, v := range row {
			c := r.AddCell()
			switch v := v.(type) {
			case time.Time:
				c.SetDateTime(v)
			case string:
				if text, ok := strings.CutPrefix(v, "="); ok {
					c.SetStringFormula(text)
					c.Value = "kept"
				} else if n, ok := strings.CutPrefix(v, "#"); ok {
					c.SetNumeric(n)
				} else {
					c.SetString(v)
				}
			}
		}
	}
}

func TestAWorkbookIsRead(t *testing.T) {
	m := mapOf(t, "zone: Europe/Paris\ncolumns: {Nom: name_or_legal_name, Début: contract.start, Vu: impact.first_noticed_at, Montant: 'damage[0].amount', Compte: contract.account_id}\n")
	file := workbook(t, func(f *xlsx.File) {
		sheetOf(t, f, "À lire", []any{"Ce qu’il faut savoir"})
		sheetOf(t, f, "Membres", []any{"Nom", "Début", "Vu", "Montant", "Compte"},
			[]any{"Élodie_x0041_ _x005F_x0041_", time.Date(2019, 2, 28, 0, 0, 0, 0, time.UTC), time.Date(2021, 8, 28, 6, 5, 30, 0, time.UTC), "#83.325000000000003", "#12345"},
			[]any{"=1+1", "", "", "#1E-3", ""},
			[]any{"B", "", "", "#1E+17", ""},
			[]any{"C", "", "", "", ""})
	})
	l, err := Read(file, m)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"contract":{"account_id":"12345","start":"2019-02-28"},"damage":[{"amount":"83.325"}],"impact":{"first_noticed_at":"2021-08-28T06:05:30+02:00"},"name_or_legal_name":"ÉlodieA _x0041_","source":"import"}`
	if l.Told.Sheet != "Membres" || string(l.Rows[0].JSON) != want {
		t.Errorf("%q %s %v, want\n%s", l.Told.Sheet, l.Rows[0].JSON, l.Rows[0].Problem, want)
	}
	if !errors.Is(l.Rows[1].Problem, ErrFormula) || !errors.Is(l.Rows[2].Problem, ErrDigits) || l.Rows[3].Problem != nil {
		t.Errorf("%v %v %v", l.Rows[1].Problem, l.Rows[2].Problem, l.Rows[3].Problem)
	}
	m.formulas = true
	if l, err = Read(file, m); err != nil || l.Rows[1].Member.Name != "kept" || l.Rows[1].Member.Damage[0].Amount != "0.001" {
		t.Errorf("%v %+v", err, l.Rows[1])
	}
	m.sheet = "À lire"
	if _, err = Read(file, m); !errors.Is(err, ErrNoColumn) {
		t.Errorf("%v", err)
	}
	m.sheet = "Nulle part"
	if _, err = Read(file, m); !errors.Is(err, ErrSheet) {
		t.Errorf("%v", err)
	}
}

// parts makes a workbook of the given sheet by hand.
func parts(t *testing.T, sheet string, more ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	write := func(name, text string) {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	write("xl/workbook.xml", `<workbook xmlns:r="r"><sheets><sheet name="S" r:id="rId1"/></sheets></workbook>`)
	write("xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>`)
	write("xl/worksheets/sheet1.xml", sheet)
	for i := 0; i+1 < len(more); i += 2 {
		write(more[i], more[i+1])
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// What a file says of its size is not believed, and what it unpacks to is bounded.
func TestAHostileWorkbookIsRefusedSoon(t *testing.T) {
	m := mapOf(t, "columns: {N: name_or_legal_name}\n")
	defer func(n int64) { unpacked = n }(unpacked)
	unpacked = 8 << 20
	title := `<row r="1"><c r="A1" t="inlineStr"><is><t>N</t></is></c></row>`
	for name, file := range map[string][]byte{
		"spans":   parts(t, `<worksheet><dimension ref="A1:XFD1048576"/><sheetData>`+title+`<row r="2" spans="1:2000000000"><c r="A2" t="inlineStr"><is><t>A</t></is></c></row></sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>`),
		"far":     parts(t, `<worksheet><sheetData>`+title+`<row r="2000000000"><c r="XFD2" t="inlineStr"><is><t>A</t></is></c></row></sheetData></worksheet>`),
		"bomb":    parts(t, `<worksheet><sheetData>`+title+`<row r="2"><c r="A2" t="inlineStr"><is><t>`+strings.Repeat("A", 9<<20)+`</t></is></c></row></sheetData></worksheet>`),
		"rows":    parts(t, `<worksheet><sheetData>`+title+strings.Repeat(`<row><c t="inlineStr"><is><t>A</t></is></c></row>`, MaxRows+1)+`</sheetData></worksheet>`),
		"entity":  parts(t, `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet><sheetData>`+title+`<row><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>`),
		"deep":    parts(t, strings.Repeat("<a>", 1<<20)),
		"twice":   parts(t, `<worksheet/>`, "xl/worksheets/sheet1.xml", "<worksheet/>"),
		"nothing": []byte("PK\x03\x04"),
		"index":   parts(t, `<worksheet><sheetData>`+title+`<row><c t="s"><v>99999999999</v></c></row></sheetData></worksheet>`),
		"back":    parts(t, `<worksheet><sheetData>`+title+`<row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>`),
	} {
		l, err := Read(file, m)
		var p *Problem
		if name == "spans" {
			if err != nil || len(l.Rows) != 1 || l.Rows[0].Member.Name != "A" {
				t.Errorf("%s: %v", name, err)
			}
		} else if !errors.As(err, &p) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(frenchList), []byte(frenchMap))
	f.Add([]byte("N,E\nA,b\n"), []byte("columns: {N: name_or_legal_name}"))
	f.Fuzz(func(t *testing.T, file, text []byte) {
		m, err := ParseMap(text)
		if err != nil {
			return
		}
		l, err := Read(file, m)
		if err != nil {
			return
		}
		l.FindTwins(nil)
		for _, r := range l.Rows {
			if (r.Problem == nil) != (r.JSON != nil) {
				t.Errorf("%+v", r)
			}
		}
	})
}

func FuzzBook(f *testing.F) {
	f.Add([]byte(`<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>N</t></is></c></row><row r="2"><c r="A2" s="1"><f>1</f><v>43524.5</v></c></row></sheetData></worksheet>`), []byte(`<sst><si><t>N</t><rPh><t>x</t></rPh></si></sst>`))
	f.Fuzz(func(t *testing.T, sheet, texts []byte) {
		m, err := ParseMap([]byte("columns: {N: name_or_legal_name}"))
		if err != nil {
			t.Fatal(err)
		}
		_, _ = Read(parts(t, string(sheet), "xl/sharedStrings.xml", string(texts)), m)
	})
}

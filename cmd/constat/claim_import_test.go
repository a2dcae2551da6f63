package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tealeg/xlsx/v3"

	"constat/report/roster"
)

const listMap = `
dates: fr
amounts: fr
columns:
  Nom: name_or_legal_name
  Courriel: email
  Perte: damage[0].amount
constants: {"damage[0].currency": CAD}
ignore: [Notes]
`

func importDesk(t *testing.T, list string) claimDesk {
	d := newClaimDesk(t)
	d.file("map.yaml", listMap)
	d.file("list.csv", list)
	d.run(0, "new", "whc", "--recipient", d.public)
	return d
}

func (d claimDesk) membersLeft() int {
	left, err := os.ReadDir(d.path("claims/whc/members"))
	if err != nil {
		d.t.Fatal(err)
	}
	return len(left)
}

func TestAListIsTriedThenBroughtIn(t *testing.T) {
	d := importDesk(t, "Nom;Courriel;Perte;Notes;Reste\nÉlodie Planté;p@x.example;1 234,56;;\nTerre Ciel;t@x.example;;;\nTerre Ciel;P@x.example;;;\nÉlodie  PLANTÉ;;12,5;;\n")
	out, _ := d.run(0, "import", "whc", d.path("list.csv"), "--map", d.path("map.yaml"), "--dry-run")
	d.has(out, "to be added", "same e-mail or enterprise number: line 2", "same name: line 2", "Columns left out: Reste", "Rows: 4; to be added: 2, there already: 1, held back: 1, refused: 0", "compared with itself and with what this map brought before")
	if strings.Contains(out, "Planté") || d.membersLeft() != 0 {
		t.Errorf("a name, or a member, after a dry run: %s", out)
	}
	out, _ = d.run(0, "import", "whc", d.path("list.csv"), "--map", d.path("map.yaml"), "--also", "5")
	d.has(out, "member 1", "member 3", "added: 3")
	out, _ = d.run(0, "import", "whc", d.path("list.csv"), "--map", d.path("map.yaml"), "--identity", d.path("key.txt"), "--lang", "fr")
	d.has(out, "même courriel ou n° d'entreprise\u00a0: membre 1", "même nom\u00a0: membre 1, 3, ligne 2", "à ajouter\u00a0: 0")
	if n := d.membersLeft(); n != 3 {
		t.Errorf("%d members", n)
	}
}

func TestAListWithARefusedRowAddsNothing(t *testing.T) {
	d := importDesk(t, "Nom;Courriel;Perte;Notes\nA;a@x.example;1.5.2;\nB;no address;;\n;c@x.example;;\nD;d@x.example;;\n")
	out, complaints := d.run(2, "import", "whc", d.path("list.csv"), "--map", d.path("map.yaml"))
	d.has(out, "Perte: not an amount", "email: not an e-mail address", "name_or_legal_name: missing", "refused: 3")
	d.has(complaints, "Nothing was added")
	if d.membersLeft() != 0 {
		t.Error("members were added")
	}
	out, _ = d.run(0, "import", "whc", d.path("list.csv"), "--map", d.path("map.yaml"), "--skip-refused", "--json")
	var got struct {
		Rows    []fate   `json:"rows"`
		LeftOut []string `json:"left_out"`
	}
	if err := json.Unmarshal([]byte(out), &got); err != nil || len(got.Rows) != 4 || got.Rows[3].MemberNo != 1 || got.Rows[0].Fate != "refused" || got.LeftOut == nil {
		t.Errorf("%v %s", err, out)
	}
	if d.membersLeft() != 1 {
		t.Error("the good row was not added")
	}
}

func TestImportSaysWhatIsWrongInBothLanguages(t *testing.T) {
	d := importDesk(t, "Nom;Courriel;Perte\n\xc9lodie;;\n")
	for _, tt := range []struct {
		args   []string
		fr, en string
	}{
		{[]string{"import", "whc"}, "une liste", "a list"},
		{[]string{"import", "whc", d.path("list.csv")}, "--map manque", "--map is missing"},
		{[]string{"import", "whc", d.path("list.csv"), "--map", d.path("map.yaml")}, "encoding: windows-1252", "encoding: windows-1252"},
		{[]string{"import", "whc", d.path("none.csv"), "--map", d.path("map.yaml")}, "introuvable", "no such file"},
		{[]string{"import", "whc", d.path("list.csv"), "--map", d.file("bad.yaml", "columns: {N: nom}")}, "n'est pas un champ", "not a field"},
		{[]string{"import", "whc", d.path("list.csv"), "--map", d.file("other.yaml", "encoding: windows-1252\ncolumns: {Raison: name_or_legal_name, Nom: email}")}, "n'a pas", "does not have"},
	} {
		_, fr := d.run(2, append(tt.args, "--lang=fr")...)
		_, en := d.run(2, append(tt.args, "--lang=en")...)
		d.has(fr, tt.fr)
		d.has(en, tt.en)
	}
	for _, f := range listFaults {
		if f.fr == f.err.Error() || !errors.Is(&roster.Problem{Err: f.err}, f.err) {
			t.Errorf("%v", f.err)
		}
	}
}

// TestTheSameListTwiceBringsNobodyTwice without counsel's key, in whatever kind of file; what comes new
// is added, who withdrew is not brought back, and of whom nothing tells the register nothing tells it then.
func TestTheSameListTwiceBringsNobodyTwice(t *testing.T) {
	d := importDesk(t, "Nom;Courriel;Perte;Notes\nA;;1 234,50;x\nA;;1 234,50;\nB;b@x.example;;\n")
	bring := func(list string, more ...string) string {
		t.Helper()
		out, _ := d.run(0, append([]string{"import", "whc", d.path(list), "--map", d.path("map.yaml"), "--also", "3"}, more...)...)
		return out
	}
	d.has(bring("list.csv"), "added: 3")
	d.has(bring("list.csv", "--dry-run"), "to be added: 0", "brought them before: 3, of them withdrawn since: 0", "imported before")
	if out := bring("list.csv"); !strings.Contains(out, "brought them before: 3") || d.membersLeft() != 3 {
		t.Errorf("%d members\n%s", d.membersLeft(), out)
	}
	d.run(0, "erase", "whc", "3")
	book := xlsx.NewFile()
	sheet, err := book.AddSheet("Liste")
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range [][]string{{"Courriel", "Nom", "Perte", "Notes"}, {"", "A", "1234,5", ""}, {"", "A", "1234,50", "y"}, {"b@x.example", "B", "", ""}, {"c@x.example", "C", "", ""}} {
		r := sheet.AddRow()
		for _, cell := range row {
			r.AddCell().SetString(cell)
		}
	}
	if err := book.Save(d.path("list.xlsx")); err != nil {
		t.Fatal(err)
	}
	out := bring("list.xlsx")
	d.has(out, "added: 1", "brought them before: 3, of them withdrawn since: 1", "withdrawn since", "member 4")
	if d.membersLeft() != 4 { // the tombstone is one
		t.Errorf("%d members", d.membersLeft())
	}
	key, err := os.ReadFile(d.path("map.yaml.key"))
	if err != nil {
		t.Fatal(err)
	}
	if err := filepath.WalkDir(d.path("claims"), func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		if bytes.Contains(b, bytes.TrimSpace(key)) {
			t.Errorf("%s holds the key that tells who is in the register", path)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	d.file("map.yaml.key", "x")
	_, complaints := d.run(2, "import", "whc", d.path("list.csv"), "--map", d.path("map.yaml"))
	d.has(complaints, "hexadecimal")
}

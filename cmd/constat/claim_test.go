package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"filippo.io/age"

	"constat/store/registry"
)

// claimDesk is a folder with a configuration, counsel's key and members to add.
type claimDesk struct {
	t      *testing.T
	dir    string
	public string
}

func newClaimDesk(t *testing.T) claimDesk {
	t.Helper()
	for _, v := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		t.Setenv(v, "")
	}
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	d := claimDesk{t, t.TempDir(), id.Recipient().String()}
	d.file("key.txt", "# made for a test\n"+id.String()+"\n")
	d.file("a.json", `{"name_or_legal_name": "Élodie Planté", "damage": [{"head": "rebuild_cost", "amount": "25500.00", "currency": "CAD", "documented": true}]}`)
	d.file("b.json", `{"name_or_legal_name": "=Formule, \"SARL\""}`)
	d.file("bad.json", `{"name_or_legal_name": "C", "damage": [{"amount": 12}]}`)
	return d
}

func (d claimDesk) path(name string) string { return filepath.Join(d.dir, name) }

func (d claimDesk) file(name, text string) string {
	d.t.Helper()
	if err := os.WriteFile(d.path(name), []byte(text), 0o600); err != nil {
		d.t.Fatal(err)
	}
	return d.path(name)
}

// run calls the command with --config in front, and fails when the status is another.
func (d claimDesk) run(status int, args ...string) (stdout, stderr string) {
	d.t.Helper()
	var out, complaints bytes.Buffer
	got := claimCmd(context.Background(), append([]string{"--config", d.path("constat.yaml")}, args...), &out, &complaints)
	if got != status {
		d.t.Errorf("constat claim %q: status %d, want %d\n%s%s", args, got, status, out.String(), complaints.String())
	}
	if status != 0 && complaints.Len() == 0 || strings.ContainsRune(out.String()+complaints.String(), '\x1b') || strings.Contains(complaints.String(), "%!") || strings.Contains(out.String(), "%!") {
		d.t.Errorf("constat claim %q says: %q %q", args, out.String(), complaints.String())
	}
	return out.String(), complaints.String()
}

func (d claimDesk) has(text string, parts ...string) {
	d.t.Helper()
	for _, p := range parts {
		if !strings.Contains(text, p) {
			d.t.Errorf("%q does not say %q", text, p)
		}
	}
}

func TestClaimFromNewToExport(t *testing.T) {
	d := newClaimDesk(t)
	d.run(0, "new", "whc", "--recipient", d.public)
	out, _ := d.run(0, "add", "whc", d.path("a.json"), d.path("b.json"))
	d.has(out, "Member 1 received", "Member 2 received", "SHA-256: ", "missing: kind")
	out, _ = d.run(0, "list", "whc")
	d.has(out, "Members: 2; complete: 0", "MISSING")
	out, _ = d.run(0, "list")
	d.has(out, "whc", "MEMBERS")

	to := d.path("members.csv")
	d.run(0, "-o", to, "export", "--identity", d.path("key.txt"), "whc") // flags anywhere; the format is the file's
	f, err := os.Open(to)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil || len(rows) != 3 || rows[1][3] != "Élodie Planté" || rows[2][3] != `'=Formule, "SARL"` {
		t.Errorf("%v %q", err, rows)
	}
	if i, err := f.Stat(); err != nil || i.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", i.Mode(), err)
	}

	out, _ = d.run(0, "export", "whc", "--identity", d.path("key.txt"), "--format", "json", "-o", "-")
	var got struct {
		Schema  string
		Members []registry.Member
	}
	if err := json.Unmarshal([]byte(out), &got); err != nil || got.Schema != "constat-members/1" || len(got.Members) != 2 {
		t.Errorf("%v %s", err, out)
	}
}

func TestClaimFolderHoldsNoName(t *testing.T) {
	d := newClaimDesk(t)
	d.run(0, "new", "whc", "--recipient", d.public)
	d.run(0, "add", "whc", d.path("a.json"))
	files := 0
	err := filepath.WalkDir(d.path("claims"), func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		files++
		b, err := os.ReadFile(path)
		if bytes.Contains(b, []byte("Planté")) {
			t.Errorf("%s holds the name", path)
		}
		return err
	})
	if err != nil || files != 3 {
		t.Errorf("%d files, %v", files, err)
	}
}

func TestClaimListJSON(t *testing.T) {
	d := newClaimDesk(t)
	out, _ := d.run(0, "list", "--json")
	if out != "{\n  \"claims\": []\n}\n" {
		t.Errorf("no claims: %s", out)
	}
	d.run(0, "new", "whc", "--recipient", d.public)
	d.run(0, "add", "whc", d.path("a.json"))
	for _, args := range [][]string{{"list", "--json"}, {"list", "whc", "--json"}} {
		out, _ := d.run(0, args...)
		var got listedClaims
		if err := json.Unmarshal([]byte(out), &got); err != nil || len(got.Claims) != 1 || len(got.Claims[0].Members) != 1 ||
			got.Claims[0].Recipients[0] != d.public || got.Claims[0].Members[0].MemberNo != 1 || len(got.Claims[0].Members[0].SHA256) != 64 {
			t.Errorf("%v %s", err, out)
		}
	}
}

func TestClaimABadMemberAddsNothing(t *testing.T) {
	d := newClaimDesk(t)
	d.run(0, "new", "whc", "--recipient", d.public)
	d.file("n5.json", `{"member_no": 5, "name_or_legal_name": "A"}`)
	for _, tt := range []struct {
		files []string
		says  []string
	}{
		{[]string{"a.json", "bad.json"}, []string{"bad.json: damage[0].amount: ", `"25500.00"`, "Nothing was added"}},
		{[]string{"a.json", "missing.json"}, []string{"missing.json: no such file"}},
		{[]string{"n5.json", "n5.json"}, []string{"n5.json: this member_no is taken"}},
		{[]string{"bad.json", "key.txt"}, []string{"bad.json", "key.txt: not valid JSON near line 1"}},
	} {
		args := []string{"add", "whc"}
		for _, f := range tt.files {
			args = append(args, d.path(f))
		}
		_, complaints := d.run(2, args...)
		d.has(complaints, tt.says...)
		if left, err := os.ReadDir(d.path("claims/whc/members")); err != nil || len(left) != 0 {
			t.Errorf("%q: left %v, %v", tt.files, left, err)
		}
	}
	d.run(0, "add", "whc", d.path("n5.json"))
	_, complaints := d.run(2, "add", "whc", d.path("a.json"), d.path("n5.json"))
	d.has(complaints, "taken", "Nothing was added")
}

func TestClaimExportRefuses(t *testing.T) {
	d := newClaimDesk(t)
	d.run(0, "new", "whc", "--recipient", d.public)
	d.run(0, "add", "whc", d.path("a.json"))
	other, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	wrong, key, kept := d.file("wrong.txt", other.String()), d.path("key.txt"), d.file("kept.csv", "kept")
	for _, tt := range []struct {
		args []string
		says string
	}{
		{[]string{"export", "whc", "-o", d.path("o.csv")}, "--identity is missing"},
		{[]string{"export", "whc", "--identity", key}, "-o is missing"},
		{[]string{"export", "whc", "--identity", key, "-o", d.path("o.txt")}, "csv, xlsx, json, pdf, notice"},
		{[]string{"export", "whc", "--identity", key, "-o", d.path("o.csv"), "--format", "xml"}, "csv, xlsx, json, pdf, notice"},
		{[]string{"export", "whc", "--identity", wrong, "-o", d.path("o.csv")}, "this key does not open"},
		{[]string{"export", "whc", "--identity", d.path("a.json"), "-o", d.path("o.csv")}, "not an age secret key"},
		{[]string{"export", "whc", "--identity", d.path("none"), "-o", d.path("o.csv")}, d.path("none") + ": no such file"},
		{[]string{"export", "other", "--identity", key, "-o", d.path("o.csv")}, "no such claim"},
		{[]string{"export", "whc", "--identity", key, "-o", d.path("no/o.csv")}, d.path("no") + ": no such file"},
		{[]string{"export", "whc", "--identity", key, "-o", kept}, "--force replaces it"},
	} {
		_, complaints := d.run(2, tt.args...)
		d.has(complaints, tt.says)
		if exists(d.path("o.csv")) || exists(d.path("o.txt")) {
			t.Fatalf("%q left an output", tt.args)
		}
	}
	if b, err := os.ReadFile(kept); err != nil || string(b) != "kept" {
		t.Errorf("%q %v", b, err)
	}
	d.run(0, "export", "whc", "--identity", key, "-o", kept, "--force")
	if b, err := os.ReadFile(kept); err != nil || !strings.HasPrefix(string(b), "member_no,") {
		t.Errorf("%.20q %v", b, err)
	}
	if err := os.Remove(d.path("claims/whc/members/000001/member.age")); err != nil {
		t.Fatal(err)
	}
	_, complaints := d.run(2, "export", "whc", "--identity", key, "-o", d.path("o.csv"))
	d.has(complaints, "member 000001")
	left, err := filepath.Glob(d.path(".constat-*"))
	if exists(d.path("o.csv")) || err != nil || len(left) > 0 {
		t.Errorf("left %v, %v", left, err)
	}
}

func TestClaimMisuseIsExplainedInBothLanguages(t *testing.T) {
	d := newClaimDesk(t)
	secret := "AGE-SECRET-KEY-1QQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQ"
	for _, tt := range []struct {
		args   []string
		fr, en string
	}{
		{nil, "que faire\u00a0?", "do what?"},
		{[]string{"frob"}, "n'existe pas", "there is no"},
		{[]string{"--frob"}, "pas d’option", "no flag"},
		{[]string{"new", "--recipient"}, "veut une valeur", "needs a value"},
		{[]string{"new", "whc", "--json"}, "ne prend pas --json", "does not take --json"},
		{[]string{"new", "whc"}, "--recipient manque", "--recipient is missing"},
		{[]string{"new", "--recipient", d.public}, "veut un nom", "takes one name"},
		{[]string{"new", "WHC", "--recipient", d.public}, "minuscules", "lower-case"},
		{[]string{"new", "whc", "--recipient", "age1zz"}, "clés publiques age", "age public keys"},
		{[]string{"new", "whc", "--recipient", secret}, "clé secrète", "secret key"},
		{[]string{"add", "whc"}, "au moins un fichier", "at least one file"},
		{[]string{"add", "whc", d.path("a.json")}, "registre n'existe pas", "no such claim"},
		{[]string{"list", "a", "b"}, "au plus", "at most"},
		{[]string{"list", "../x"}, "minuscules", "lower-case"},
	} {
		_, fr := d.run(2, append(tt.args, "--lang=fr")...)
		_, en := d.run(2, append(tt.args, "--lang=en")...)
		if len(tt.args) > 0 && tt.args[len(tt.args)-1] == "--recipient" { // it would take --lang for its value
			_, fr = d.run(2, append([]string{"--lang=fr"}, tt.args...)...)
			_, en = d.run(2, append([]string{"--lang=en"}, tt.args...)...)
		}
		d.has(fr, tt.fr)
		d.has(en, tt.en)
		if strings.Contains(fr+en, secret) {
			t.Errorf("a secret key is repeated: %s", fr)
		}
	}
	_, complaints := d.run(2, "list", "--lang", "de")
	d.has(complaints, "fr or en")
	t.Setenv("LANG", "fr_CA.UTF-8")
	out, _ := d.run(0, "--help")
	d.has(out, "constat claim new NOM", "\u00a0;")
	d.run(0, "new", "whc", "--recipient", d.public)
	_, complaints = d.run(2, "add", "whc", d.path("bad.json"))
	d.has(complaints, "bad.json\u00a0: damage[0].amount\u00a0: est un nombre sans guillemets", "Rien n'a été ajouté.")
}

func TestClaimSaysEveryFaultInFrench(t *testing.T) {
	for f, en := range registry.FaultText {
		if fr := faultsFR[f]; fr == "" || strings.Count(fr, "%s") != strings.Count(en, "%s") {
			t.Errorf("%s: %q", f, fr)
		}
	}
	if len(faultsFR) != len(registry.FaultText) {
		t.Error("a French fault too many")
	}
}

func TestClaimSameNameIsPointedOut(t *testing.T) {
	d := newClaimDesk(t)
	d.run(0, "new", "whc", "--recipient", d.public)
	d.run(0, "add", "whc", d.path("a.json"), d.path("b.json"), d.path("a.json"))
	out, _ := d.run(0, "export", "whc", "--identity", d.path("key.txt"), "-o", d.path("m.csv"))
	d.has(out, "member 1 has the same name as 3")
	if strings.Contains(out, "Planté") {
		t.Error("a name on the terminal")
	}
}

// TestHelpIsInTheLanguageAskedFor wherever --lang stands, for every command.
func TestHelpIsInTheLanguageAskedFor(t *testing.T) {
	for _, v := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		t.Setenv(v, "")
	}
	for _, c := range commands() {
		var before string
		for i, args := range [][]string{{"--lang", "fr", "--help"}, {"--help", "--lang", "fr"}, {"-h", "--lang=fr"}} {
			var out, complaints strings.Builder
			if code := c.run(t.Context(), args, &out, &complaints); code != 0 || complaints.Len() > 0 {
				t.Errorf("constat %s %v: %d %s", c.name, args, code, complaints.String())
			}
			if i == 0 {
				before = out.String()
			} else if out.String() != before {
				t.Errorf("constat %s %v says\n%s, and with --lang first\n%s", c.name, args, out.String(), before)
			}
		}
	}
}

func TestClaimExportsInEveryForm(t *testing.T) {
	d := newClaimDesk(t)
	d.run(0, "new", "whc", "--recipient", d.public)
	d.run(0, "add", "whc", d.path("a.json"), d.path("b.json"))
	for form, begins := range map[string]string{"csv": "member_no,", "xlsx": "PK", "json": "{", "pdf": "%PDF-1.7", "notice": "member_no,name"} {
		to := d.path("all." + form)
		d.run(0, "export", "whc", "--identity", d.path("key.txt"), "--format", form, "-o", to)
		b, err := os.ReadFile(to)
		if err != nil || !bytes.HasPrefix(b, []byte(begins)) {
			t.Errorf("%s: %v %.20q", form, err, b)
		}
		again := d.path("again." + form)
		d.run(0, "export", "whc", "--identity", d.path("key.txt"), "--format", form, "-o", again)
		if c, err := os.ReadFile(again); err != nil || !bytes.Equal(b, c) {
			t.Errorf("%s: another file the second time, %v", form, err)
		}
	}
	one := d.path("one.csv")
	d.run(0, "export", "whc", "--identity", d.path("key.txt"), "-o", one, "--member", "2")
	if b, err := os.ReadFile(one); err != nil || bytes.Count(b, []byte("\r\n")) != 2 {
		t.Errorf("%v %s", err, b)
	}
	_, complaints := d.run(2, "export", "whc", "--identity", d.path("key.txt"), "-o", d.path("none.csv"), "--member", "7")
	d.has(complaints, "member 7")
	out, _ := d.run(0, "schema")
	d.has(out, "json-schema.org")
}

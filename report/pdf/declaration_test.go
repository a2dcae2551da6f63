package pdf

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"constat/report/dossier"
	"constat/report/lang"
	"constat/store/record"
)

func declared(t *testing.T, d *dossier.Dossier, opt DeclareOptions) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Declare(&b, d, opt); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// exhibits are the files that go with the sample.
func exhibits(d *dossier.Dossier) DeclareOptions {
	opt := DeclareOptions{Report: ExhibitOf("report", "rapport.pdf", []byte("%PDF"))}
	opt.Files = []Exhibit{ExhibitOf("facts", "dossier.json", []byte("{}")), ExhibitOf("recipe", "report.json", []byte("{ }"))}
	for _, f := range d.Files {
		opt.Files = append(opt.Files, Exhibit{"bundle", f.Name, f.Bytes, f.SHA256})
	}
	return opt
}

func onDisk(t *testing.T, b []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "declarations.pdf")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// flat is the text of a file, blanks and no-break spaces as one blank.
func flat(t *testing.T, path string, options ...string) string {
	t.Helper()
	out := judge(t, "pdftotext", append(append([]string{}, options...), path, "-")...)
	return strings.Join(strings.Fields(strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(out)), " ")
}

func TestDeclarationsHoldEveryDigest(t *testing.T) {
	d := sample()
	opt := exhibits(d)
	opt.Lang = "en"
	all := flat(t, onDisk(t, declared(t, d, opt)))
	want := map[string]record.Hash{"report": opt.Report.SHA256, "method": d.Method.SHA256, "program of the report": d.Built.Binary}
	for _, e := range opt.Files {
		want[e.Name] = e.SHA256
	}
	for _, v := range d.Vantages {
		i := v.Instrument[0]
		want[v.Log+" root"], want[v.Log+" config"], want[v.Log+" binary"], want[v.Log+" libraries"] = v.Root, i.Config, i.Binary, i.Build.Dependencies
	}
	for name, h := range want {
		for _, group := range strings.Fields(groups(h.String())) {
			if n := strings.Count(all, group); n < 1 || name == "report" && n < 10 {
				t.Errorf("the digest of %s stands there %d times", name, n)
			}
		}
	}
	if !strings.Contains(all, d.Vantages[0].Instrument[0].Build.Commit) {
		t.Error("the commit is not there")
	}
}

func TestDeclarationsInBothLanguagesAreWhole(t *testing.T) {
	for code, want := range map[string][]string{
		"fr": {"Déclarations à signer", "FRE 902(11)", "FRE 902(13)", "FRE 902(14)", "I declare under penalty of perjury under the laws of the United States of America", "Déclaration sous serment relative", "articles 6, 7, 15 et 17",
			"Mention de copie", "Documentation des changements de forme", "établie en vue de sa production en justice", "PROJET À FAIRE RELIRE"},
		"en": {"Declarations ready to sign", "at or near the time", "Affidavit concerning technology-based documents", "Mention of copy", "établie en vue de sa production en justice", "DRAFT, TO BE REVIEWED BY COUNSEL"},
	} {
		opt := exhibits(sample())
		opt.Lang = code
		path := onDisk(t, declared(t, sample(), opt))
		all := flat(t, path)
		for _, w := range want {
			if !strings.Contains(all, w) {
				t.Errorf("%s: %q is not there", code, w)
			}
		}
		l, _ := lang.For(code)
		for _, deed := range lang.Deeds(l) {
			if n := strings.Count(all, strings.ReplaceAll(deed.Name, "\u00a0", " ")+" – "); n < 2 {
				t.Errorf("%s: %s has %d pages", code, deed.Name, n)
			}
		}
		if out := judge(t, "qpdf", "--check", path); strings.Contains(out, "WARNING") {
			t.Error(out)
		}
	}
}

func TestSameReportSameDeclarations(t *testing.T) {
	one := declared(t, sample(), exhibits(sample()))
	if !bytes.Equal(one, declared(t, sample(), exhibits(sample()))) {
		t.Error("two declarations of one report differ")
	}
	other := exhibits(sample())
	other.Report.SHA256[0]++
	if bytes.Equal(one, declared(t, sample(), other)) {
		t.Error("another report gives the same declarations")
	}
}

// Nothing leaves the page, whatever a name is: no word of the text stands
// beyond the right margin.
func TestALongNameStaysOnThePage(t *testing.T) {
	long := strings.Repeat("W", 200)
	for _, d := range []*dossier.Dossier{crowd(14), sample(), {}} {
		for n := range d.Vantages {
			d.Vantages[n].Name, d.Vantages[n].Log = fmt.Sprint(long, n), fmt.Sprint(long, n, "/1")
		}
		opt := exhibits(d)
		opt.Report.Name = long + ".pdf"
		path := onDisk(t, declared(t, d, opt))
		for line := range strings.Lines(judge(t, "pdftotext", "-bbox", path, "-")) {
			var x0, y0, x1, y1 float64
			if n, _ := fmt.Sscanf(strings.TrimSpace(line), `<word xMin="%f" yMin="%f" xMax="%f" yMax="%f"`, &x0, &y0, &x1, &y1); n == 4 && (x1 > (215.9-right)/point+1 || y1 > 279.4/point-20) {
				t.Fatalf("beyond the page: %s", line)
			}
		}
	}
}

// A box that somebody else ticked would be a lie.
func TestNothingIsFilledInForThePerson(t *testing.T) {
	all := flat(t, onDisk(t, declared(t, sample(), exhibits(sample()))))
	for _, never := range []string{"☑", "☒", "✓", "[x]"} {
		if strings.Contains(all, never) {
			t.Errorf("%q is there", never)
		}
	}
}

func TestDeclareForLooking(t *testing.T) {
	dir, many := os.Getenv("CONSTAT_LOOK"), 40
	if dir == "" {
		dir, many = t.TempDir(), 8
	}
	for name, d := range map[string]*dossier.Dossier{"sample": sample(), "quiet": quiet(), "crowd": crowd(many)} {
		for _, l := range []string{"fr", "en"} {
			opt := exhibits(d)
			opt.Lang = l
			if err := os.WriteFile(filepath.Join(dir, name+"-declarations-"+l+".pdf"), declared(t, d, opt), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

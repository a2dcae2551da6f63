package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"constat/store"
)

// leads are texts that lead to a member: names of theirs, of a vantage, of
// sites, and addresses.
var leads = []string{"leblanc", "studio-oxia", "boutique", "23.1.1.", "23.9.1.", "tremblay", "AS64900"}

// The public exhibit names nobody: in its figures, on its pages, in what is attached
// to it, or in what the file says of itself.
func TestClassPublicExhibitNamesNobody(t *testing.T) {
	v := stageVantage(t, "studio-oxia/1", classStart, 0, namedClass())
	v.watch(smallMinutes)
	w := stageVantage(t, "levis-22/1", classStart, 30, namedClass())
	w.watch(smallMinutes)
	dir := t.TempDir()
	list := "member,bundle,sites\n"
	for i, member := range []string{"Leblanc inc.", "Tremblay", "-"} {
		for _, x := range []*stagedVantage{v, w} {
			list += fmt.Sprintf("%s,%s,\n", member, filepath.Base(x.export(dir, member, store.Query{})))
		}
		if i == 0 {
			copyFile(t, filepath.Join(dir, "studio-oxia-Leblanc inc..zip"), filepath.Join(dir, "leblanc-coupe.zip"), func(b []byte) []byte { return b[:len(b)-9] })
			list += "Leblanc inc.,leblanc-coupe.zip,\n"
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "list.csv"), []byte(list), 0o600); err != nil {
		t.Fatal(err)
	}
	public := filepath.Join(dir, "public.pdf")
	d := (stagedFolder{}).class(t, "--list", filepath.Join(dir, "list.csv"), "--lang", "fr", "--representative", "Leblanc inc.", "-o", filepath.Join(dir, "sealed.pdf"), "--public", public)
	if len(d.Events) != 1 || len(d.Members) != 2 || len(d.LeftOut) != 1 {
		t.Fatalf("%d events, %d members, %d left out", len(d.Events), len(d.Members), len(d.LeftOut))
	}
	var told bytes.Buffer
	if run(t.Context(), []string{"verify", "--lang", "en", public}, &told, &told); !strings.Contains(told.String(), "the log of what is not shown is exact") || strings.Contains(told.String(), "FAILED") {
		t.Error(told.String())
	}
	if pages := pdfText(t, public); !strings.Contains(pages, "peut y reconnaître un site") {
		t.Error("the public version does not say that numbers are no anonymity")
	}
	figures, err := os.ReadFile(filepath.Join(dir, "public.json"))
	if err != nil {
		t.Fatal(err)
	}
	clean(t, "public.json", figures)
	file, err := os.ReadFile(public)
	if err != nil {
		t.Fatal(err)
	}
	clean(t, "the file", file)
	for _, tool := range [][]string{{"pdftotext", public, "-"}, {"pdfinfo", public}, {"pdfinfo", "-meta", public}, {"pdfdetach", "-list", public}, {"qpdf", "--qdf", "--object-streams=disable", public, "-"}} {
		if _, err := exec.LookPath(tool[0]); err != nil {
			t.Skip(tool[0], "is not here")
		}
		out, err := exec.CommandContext(t.Context(), tool[0], tool[1:]...).Output()
		if err != nil {
			t.Fatal(tool, err)
		}
		clean(t, strings.Join(tool[:1], " "), out)
	}
	// The sealed one is of the same figures, and names them all.
	sealed, err := exec.CommandContext(t.Context(), "pdftotext", filepath.Join(dir, "sealed.pdf"), "-").Output()
	if err != nil || !bytes.Contains(sealed, []byte("boutique")) || !bytes.Contains(sealed, []byte("studio-oxia")) {
		t.Error("the sealed report does not name what the public one hides", err)
	}
}

func namedClass() []stagedSite {
	sites := smallClass()
	for i := range sites {
		s := &sites[i]
		s.name = fmt.Sprintf("boutique-%d", i)
		switch s.member {
		case "1":
			s.member = "Leblanc inc."
		case "2":
			s.member = "Tremblay"
		default:
			s.provider = "elsewhere"
		}
	}
	return sites
}

func clean(t *testing.T, where string, text []byte) {
	t.Helper()
	for _, name := range leads {
		if bytes.Contains(bytes.ToLower(text), []byte(strings.ToLower(name))) {
			t.Errorf("%s shows %q", where, name)
		}
	}
}

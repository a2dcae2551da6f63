package main

import (
	"archive/zip"
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"constat/cmd/constat/demo"
)

func freezeDesk(t *testing.T) claimDesk {
	d := newClaimDesk(t)
	d.run(0, "new", "whc", "--recipient", d.public)
	d.file("c.json", `{"name_or_legal_name": "Camille Cachée", "kind": "company", "country": "CA", "email": "planted@x.example", "damage": [{"head": "lost_sales", "amount": "12.50", "currency": "CAD"}]}`)
	d.run(0, "add", "whc", d.path("a.json"), d.path("b.json"), d.path("c.json"))
	return d
}

// tree reads a folder: the files by their names.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		all[filepath.ToSlash(name)] = string(b)
		if i, _ := e.Info(); i.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v", name, i.Mode())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestTheSameRegisterFreezesToTheSameFiles(t *testing.T) {
	d := freezeDesk(t)
	for _, name := range []string{"one", "two"} {
		out, _ := d.run(0, "freeze", "whc", "--identity", d.path("key.txt"), "-o", d.path(name), "--exhibit")
		d.has(out, "members 3", "No time-stamping authority", "Too few to stay anonymous (3)")
		if strings.Contains(out, "Planté") {
			t.Error("a name on the terminal")
		}
	}
	one, two := tree(t, d.path("one")), tree(t, d.path("two"))
	if len(one) != 13 || len(two) != len(one) {
		t.Errorf("%d files, %d the second time", len(one), len(two))
	}
	for name, text := range one {
		if two[name] != text && name != "sealed/register.age" {
			t.Errorf("%s is another the second time", name)
		}
		if strings.HasPrefix(name, "exhibit/") && (strings.Contains(text, "Cachée") || strings.Contains(text, "planted@")) {
			t.Errorf("%s holds a name", name)
		}
	}
	if strings.Contains(one["SHA256SUMS"], ".age") {
		t.Error("the sealed version, which is another each time, is listed")
	}
	d.run(0, "freeze", "whc", "--identity", d.path("key.txt"), "-o", d.path("a.zip"))
	d.run(0, "freeze", "whc", "--identity", d.path("key.txt"), "-o", d.path("b.zip"))
	a, err := os.ReadFile(d.path("a.zip"))
	b, err2 := os.ReadFile(d.path("b.zip"))
	if err != nil || err2 != nil || !bytes.Equal(a, b) {
		t.Errorf("two ZIP files differ: %v %v", err, err2)
	}
	if z, err := zip.NewReader(bytes.NewReader(a), int64(len(a))); err != nil || len(z.File) != 8 {
		t.Errorf("%v %d files", err, len(z.File))
	}
	_, complaints := d.run(2, "freeze", "whc", "--identity", d.path("key.txt"), "-o", d.path("one"))
	d.has(complaints, "not replaced")
}

func TestOthersCheckWhatIsFrozen(t *testing.T) {
	d := freezeDesk(t)
	a, err := demo.NewAuthority("one")
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Open(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close() })
	d.file("root.pem", string(a.Root()))
	d.run(0, "freeze", "whc", "--identity", d.path("key.txt"), "-o", d.path("f"), "--exhibit", "--stamp", a.URL(), "--stamp", "http://127.0.0.1:1/")
	for _, dir := range []string{d.path("f"), d.path("f/exhibit")} {
		for _, args := range [][]string{{"sha256sum", "-c", "--strict", "SHA256SUMS"},
			{"openssl", "ts", "-verify", "-data", "SHA256SUMS", "-in", "SHA256SUMS.1.tsr", "-CAfile", d.path("root.pem")},
			{"openssl", "ts", "-verify", "-queryfile", "SHA256SUMS.1.tsq", "-in", "SHA256SUMS.1.tsr", "-CAfile", d.path("root.pem")}} {
			if _, err := exec.LookPath(args[0]); err != nil {
				t.Skip(args[0] + " is not installed")
			}
			cmd := exec.Command(args[0], args[1:]...)
			cmd.Dir = dir
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("%q in %s: %v %s", args, dir, err, out)
			}
		}
	}
	d.run(2, "freeze", "whc", "--identity", d.path("key.txt"), "-o", d.path("g"), "--stamp", "http://127.0.0.1:1/")
	if exists(d.path("g")) {
		t.Error("frozen without a stamp")
	}
}

func TestACourtComparesTheExhibit(t *testing.T) {
	d := freezeDesk(t)
	d.run(0, "freeze", "whc", "--identity", d.path("key.txt"), "-o", d.path("f"), "--exhibit")
	exhibit, sealed := d.path("f/exhibit/exhibit.json"), d.path("f/sealed/register.age")
	out, _ := d.run(0, "compare", exhibit, sealed, "--identity", d.path("key.txt"))
	d.has(out, "Members: 3", "nothing else")
	b, err := os.ReadFile(exhibit)
	if err != nil {
		t.Fatal(err)
	}
	d.file("forged.json", strings.Replace(string(b), `"12.50"`, `"99.50"`, 1))
	_, complaints := d.run(1, "compare", d.path("forged.json"), sealed, "--identity", d.path("key.txt"), "--lang", "fr")
	d.has(complaints, "différence\u00a0: M-00", "n'est pas cette version")
	_, complaints = d.run(2, "compare", exhibit, sealed)
	d.has(complaints, "--identity names the key")
	_, complaints = d.run(2, "compare", exhibit, exhibit)
	d.has(complaints, "not a sealed version")
}

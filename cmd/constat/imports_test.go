package main

import (
	"bytes"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// mayImport is the picture of the house: which package of ours may import
// which, and which library each uses. Data runs one way, from collector
// through store to report, and nothing imports cmd.
var mayImport = map[string]string{
	"store/record":   "",
	"store/page":     "golang.org/x/net/html golang.org/x/net/html/atom",
	"report/lang":    "",
	"store/registry": "filippo.io/age filippo.io/age/armor",
	"store/warc":     "store/record",
	"store/seal":     "golang.org/x/mod/sumdb/note golang.org/x/mod/sumdb/tlog",
	"store/anchor":   "store/seal",
	"store/witness":  "store/seal golang.org/x/mod/sumdb/note golang.org/x/mod/sumdb/tlog",
	"store/bundle":   "store/record store/seal store/warc golang.org/x/mod/sumdb/note",
	"store": "store/record store/seal store/warc store/bundle go.etcd.io/bbolt go.etcd.io/bbolt/errors " +
		"golang.org/x/mod/sumdb/note golang.org/x/mod/sumdb/tlog",
	"collector/probe":     "store/record store/page github.com/go-resty/resty/v2 github.com/miekg/dns golang.org/x/crypto/ocsp golang.org/x/net/http2 golang.org/x/net/icmp golang.org/x/net/idna golang.org/x/net/ipv4 golang.org/x/net/ipv6",
	"collector/inventory": "store/record store/warc github.com/go-sql-driver/mysql github.com/jackc/pgx/v5 github.com/minio/minio-go/v7 github.com/pkg/sftp golang.org/x/crypto/ssh golang.org/x/net/html",
	"collector/importer":  "store/record",
	"collector/path":      "store/record collector/probe collector/rdap golang.org/x/sys/unix",
	"collector/rdap":      "",
	"collector/owner":     "store/record collector/probe collector/rdap github.com/miekg/dns golang.org/x/net/html golang.org/x/net/idna golang.org/x/net/publicsuffix",
	"collector/requisite": "store/record store/warc golang.org/x/net/html",
	"collector/picture": "store/record github.com/chromedp/chromedp github.com/chromedp/cdproto/browser github.com/chromedp/cdproto/cdp " +
		"github.com/chromedp/cdproto/network github.com/chromedp/cdproto/page",
	"report/breach":        "store/record report/contract report/dossier report/lang",
	"collector":            "store/record store/page collector/probe collector/inventory collector/path collector/requisite github.com/beevik/ntp golang.org/x/time/rate",
	"report/incident":      "store/record",
	"report/clock":         "store/record",
	"report/contract":      "store/record report/incident report/lang github.com/goccy/go-yaml",
	"report/loss":          "store/record store/page golang.org/x/text/cases golang.org/x/text/unicode/norm",
	"report/statement":     "store/record store/page",
	"report/class":         "store/record report/incident",
	"report/live":          "store/record report/incident",
	"report/notify":        "report/lang store/record github.com/nicholas-fedor/shoutrrr",
	"report/forum":         "report/dossier store/record",
	"report/veil":          "store/record store/seal golang.org/x/mod/sumdb/note",
	"report/dossier":       "store/record report/contract report/incident report/lang report/loss",
	"report":               "report/dossier report/forum report/lang store/page store/record store/seal store/bundle report/class report/clock report/contract report/incident report/loss report/statement",
	"report/pdf":           "report/forum report/breach report/class report/dossier report/contract report/lang store/record store/seal store/registry github.com/jung-kurt/gofpdf github.com/go-fonts/liberation github.com/boombuler/barcode",
	"report/export":        "report/breach report/dossier report/contract report/lang store/record store/registry github.com/tealeg/xlsx/v3",
	"report/roster":        "store/registry github.com/goccy/go-yaml",
	"report/restore":       "report/dossier report/lang store/bundle store/record store/warc golang.org/x/net/html",
	"report/web":           "golang.org/x/net/netutil",
	"report/web/dashboard": "report/incident report/lang report/live report/web store/record golang.org/x/crypto/argon2 golang.org/x/time/rate",
	"report/web/form":      "report/lang report/web store/registry github.com/boombuler/barcode golang.org/x/time/rate",
	"collector/servertest": "",
	"report/web/webtest":   "github.com/chromedp/chromedp github.com/chromedp/cdproto/cdp github.com/chromedp/cdproto/emulation github.com/chromedp/cdproto/page",
	"cmd/constat-verify":   "store/bundle store/seal",
	"cmd/constat":          "*",
	"cmd/constat/demo":     "*",
}

func TestImportsRunOneWay(t *testing.T) {
	root := filepath.Join("..", "..")
	seen := map[string]bool{}
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(file, ".go") {
			return err
		}
		rel, err := filepath.Rel(root, file)
		if err != nil {
			return err
		}
		pkg := path.Dir(filepath.ToSlash(rel))
		allowed, known := mayImport[pkg]
		if !known {
			t.Errorf("%s: package %s is not in the picture", rel, pkg)
			return nil
		}
		seen[pkg] = true
		if strings.HasSuffix(file, "_test.go") {
			allowed = "*" // a test may build what its package is given
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, i := range f.Imports {
			if p := strings.Trim(i.Path.Value, `"`); !permitted(p, allowed) {
				t.Errorf("%s imports %s", rel, p)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for pkg := range mayImport {
		if !seen[pkg] {
			t.Errorf("package %s of the picture does not exist", pkg)
		}
	}
}

// permitted reports whether a package with the given allowance may import p.
// Subpackages of an allowed library are allowed, those of ours are not.
func permitted(p, allowed string) bool {
	if allowed == "*" {
		return true
	}
	ours, isOurs := strings.CutPrefix(p, "constat/")
	for _, a := range strings.Fields(allowed) {
		if isOurs && a == ours || !isOurs && (p == a || strings.HasPrefix(p, a+"/")) {
			return true
		}
	}
	return !isOurs && !strings.Contains(strings.Split(p, "/")[0], ".")
}

// The verifier's reader must be able to read all of it: no network, no
// database, no layout. Package net is linked, because crypto/x509 has addresses
// in certificates; nothing of ours may reach it.
func TestVerifierIsSmall(t *testing.T) {
	format := `{{.ImportPath}}{{if not .Standard}}{{range .Imports}} {{.}}{{end}}{{end}}`
	out, err := exec.Command("go", "list", "-deps", "-f", format, "constat/cmd/constat-verify").Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(out)) {
		fields := strings.Fields(line)
		dep := fields[0]
		if dep == "net/http" || strings.Contains(dep, "bbolt") || strings.Contains(dep, "gofpdf") {
			t.Errorf("constat-verify depends on %s", dep)
		}
		if slices.Contains(fields[1:], "net") {
			t.Errorf("%s imports net", dep)
		}
		if strings.Contains(strings.Split(dep, "/")[0], ".") && !strings.HasPrefix(dep, "golang.org/x/mod/sumdb/") {
			t.Errorf("constat-verify depends on %s", dep)
		}
	}
}

// The top level is the user's.
func TestTopLevel(t *testing.T) {
	want := []string{"CHANGELOG.md", "LICENSE", "Makefile", "README.md", "cmd", "collector", "go.mod", "go.sum", "report", "store"}
	entries, err := os.ReadDir(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	have := map[string]bool{}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") && e.Name() != "bin" && e.Name() != "demo" {
			have[e.Name()] = true
		}
	}
	if got := slices.Sorted(maps.Keys(have)); !slices.Equal(got, want) {
		t.Errorf("top level is %v, want %v", got, want)
	}
}

// Each package is one sentence, the first line of its package comment.
func TestEachPackageIsOneSentence(t *testing.T) {
	for pkg := range mayImport {
		if !hasSentence(t, pkg) {
			t.Errorf("package %s has no comment that begins with its sentence", pkg)
		}
	}
}

func hasSentence(t *testing.T, pkg string) bool {
	files, err := filepath.Glob(filepath.Join("..", "..", filepath.FromSlash(pkg), "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	name := path.Base(pkg)
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.HasPrefix(b, []byte("// Package "+name+" ")) || bytes.HasPrefix(b, []byte("// Command "+name+" ")) {
			return true
		}
	}
	return false
}

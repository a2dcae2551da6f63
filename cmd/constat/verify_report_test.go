package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"constat/report/dossier"
	"constat/report/pdf"
	"constat/store/bundle"
	"constat/store/record"
)

func TestAReportIsVerified(t *testing.T) {
	x := newExhibit(t)
	out := x.run(0, "verify", x.path("report.pdf"), "--policy", x.path("policy"))
	for _, want := range []string{"the signature holds, over the whole file", "give this report again, byte for byte", "by \"one\", a time stamp that does not call itself qualified",
		"signed by \"CN=Ève Côté,O=Terreciel,C=CA\" (self-signed certificate), for whom the policy (\"eve\") vouches", "under the reader's policy", "PROVEN"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	out = x.run(2, "verify", x.path("report.pdf"))
	for _, want := range []string{"? report.pdf: no policy was given: \"one\" says", "only a list of the reader's own could say", "none was given here", "byte for byte", "UNCHECKED"} {
		if !strings.Contains(strings.Join(strings.Fields(out), " "), want) {
			t.Errorf("without a policy, no %q in\n%s", want, out)
		}
	}
	out = x.run(2, "verify", x.path("report.pdf"), "--certificate", x.path(certificateName))
	if !strings.Contains(out, "for whom the reader's certificate") {
		t.Error(out)
	}
	out = x.run(0, "verify", x.path("report.pdf"), x.path("bundle.zip"), "--policy", x.path("policy"), "--json")
	if !strings.Contains(out, `"verdict": "proven"`) || strings.Count(out, "is in its one form") != 1 {
		t.Errorf("with its bundle beside it:\n%s", out)
	}
}

// Signing appends: what is signed is the report that anybody makes.
func TestSigningOnlyAppends(t *testing.T) {
	x := newExhibit(t)
	unsigned := x.report("unsigned.pdf")
	if signed := contents(t, x.path("report.pdf")); !bytes.HasPrefix(signed, unsigned) || len(signed) == len(unsigned) {
		t.Error("the signed report does not begin with the unsigned one")
	}
	out := x.run(2, "verify", x.path("unsigned.pdf"), "--policy", x.path("policy"))
	if !strings.Contains(out, "the report is not signed") || !strings.Contains(out, "byte for byte") {
		t.Error(out)
	}
}

// Every byte of the signature's revision, and a sample of the signature itself
// and of the report: a flipped one is seen, and so is every cut. Package pdf
// flips every byte of the signature.
func TestNoByteOfASignedReportChanges(t *testing.T) {
	x := newExhibit(t)
	file := contents(t, x.path("report.pdf"))
	base := len(x.report("unsigned.pdf"))
	value := base + bytes.Index(file[base:], []byte("/Contents <")) + len("/Contents <")
	zeros := base + bytes.Index(file[base:], bytes.Repeat([]byte("0"), 4096))
	end := base + bytes.Index(file[base:], []byte("0>>>"))
	var at []int
	for n := range file {
		switch {
		case n < base-300 && n%997 != 0:
		case n > value && n < zeros && n%13 != 0:
		case n > zeros+64 && n < end-64 && n%499 != 0: // one comparison looks at all of them
		default:
			at = append(at, n)
		}
	}
	r := x.reader()
	var wait sync.WaitGroup
	for worker := range 2 {
		wait.Go(func() {
			changed := bytes.Clone(file)
			for i := worker; i < len(at); i += 2 {
				changed[at[i]] ^= 1
				if got := verdictOf(t, r, x.save(fmt.Sprint(worker), changed)); got != bundle.Broken {
					t.Errorf("byte %d of %d (%q) flipped: %s", at[i], len(file), file[at[i]], got)
				}
				changed[at[i]] ^= 1
			}
		})
	}
	wait.Wait()
	for _, n := range []int{0, 5, 100, base - 1, base + 1, base + 4000, len(file) - 1} {
		if got := verdictOf(t, r, x.save("cut", file[:n])); got != bundle.Broken {
			t.Errorf("cut at %d: %s", n, got)
		}
	}
	t.Logf("%d of %d bytes", len(at), len(file))
}

// verdictOf is what a reader finds of one file; r is not changed.
func verdictOf(t *testing.T, r *reader, path string) bundle.Verdict {
	t.Helper()
	own := *r
	checks, err := own.report(path)
	if err != nil {
		t.Error(err)
	}
	return bundle.Judge(append(checks, allChecks(own.proofs)...))
}

// What somebody with a key of their own can do to a report, and what the
// reader is told.
func TestForgedReports(t *testing.T) {
	x := newExhibit(t)
	genuine := contents(t, x.path("report.pdf"))
	unsigned := x.report("unsigned.pdf")
	stranger, err := makeSigner(signatory{name: "Mallory"}, time.Now())
	x.must(err)
	signed := func(file []byte) []byte { return x.sign(file, x.signer, x.stamp(time.Now())) }
	forged := func(change func(*composed, *[]pdf.Attachment)) []byte {
		c, proofs := x.composed()
		all, err := c.attachments(proofs)
		x.must(err)
		change(c, &all)
		return signed(x.pages(c, all))
	}
	replace := func(all []pdf.Attachment, name string, data []byte) {
		for i := range all {
			if all[i].Name == name {
				all[i].Data = data
			}
		}
	}
	recipe := func(c *composed, all []pdf.Attachment) {
		text, err := c.recipe.Text()
		x.must(err)
		replace(all, recipeName, text)
	}
	other := record.Sum([]byte("another program"))
	for name, f := range map[string]struct {
		file    []byte
		verdict bundle.Verdict
		says    string
	}{
		"signed by a stranger too":  {x.sign(genuine, stranger, x.stamp(time.Now())), bundle.Partial, "Mallory"},
		"a revision of its own":     {append(bytes.Clone(genuine), shadow(genuine)...), bundle.Broken, "was changed"},
		"signed by a stranger only": {x.sign(unsigned, stranger, x.stamp(time.Now())), bundle.Partial, "nothing that the reader believes vouches"},
		"not stamped":               {x.sign(unsigned, x.signer, nil), bundle.Partial, "no time stamp"},
		"stamped by a stranger":     {x.sign(unsigned, x.signer, strangersStamp(t)), bundle.Partial, "the policy does not vouch"},
		"another signature's stamp": {x.sign(unsigned, x.signer, func(ctx context.Context, _ []byte) ([]byte, error) { return x.stamp(time.Now())(ctx, []byte("x")) }), bundle.Broken, "not one of this signature"},
		"stamped before its facts":  {x.sign(unsigned, x.signer, x.stamp(x.from.Add(-10*time.Minute))), bundle.Broken, "attested later"},
		"pages that say more": {forged(func(c *composed, _ *[]pdf.Attachment) { c.dossier.Incidents[0].AtMost *= 100 }), bundle.Broken,
			"(dossier.json) are those that the evidence gives"},
		"facts that say more": {forged(func(c *composed, all *[]pdf.Attachment) {
			replace(*all, factsName, bytes.Replace(c.facts, []byte(`"shop"`), []byte(`"shap"`), 1))
		}), bundle.Broken, "(dossier.json) are not those"},
		"a recipe that says less": {forged(func(c *composed, all *[]pdf.Attachment) {
			c.recipe.Zone = "America/Toronto"
			recipe(c, *all)
			c.recipe.Zone = "UTC"
		}), bundle.Broken, "not the same"},
		"another bundle": {forged(func(c *composed, all *[]pdf.Attachment) {
			replace(*all, c.recipe.Files[0].Name, append(bytes.Clone((*all)[2].Data), 0))
		}), bundle.Broken, "is not the one that the report names"},
		"another bundle, named": {forged(func(c *composed, all *[]pdf.Attachment) {
			data := append(bytes.Clone((*all)[2].Data), 0)
			replace(*all, c.recipe.Files[0].Name, data)
			c.recipe.Files[0].SHA256 = record.Sum(data)
			recipe(c, *all)
		}), bundle.Broken, "the archive"},
		"a bundle taken out": {forged(func(_ *composed, all *[]pdf.Attachment) { *all = (*all)[:2] }), bundle.Partial, "is not attached: give it"},
		"a file put in": {forged(func(_ *composed, all *[]pdf.Attachment) {
			*all = append(*all, pdf.Attachment{Name: "x.zip", Data: []byte("x")})
		}), bundle.Broken, "the attached file \"x.zip\" is not"},
		"nothing to rebuild it from": {forged(func(_ *composed, all *[]pdf.Attachment) { *all = nil }), bundle.Partial, "carries no report.json"},
		"a recipe that is none":      {forged(func(_ *composed, all *[]pdf.Attachment) { replace(*all, recipeName, []byte("{}")) }), bundle.Partial, "cannot be read"},
		"another program": {forged(func(c *composed, all *[]pdf.Attachment) {
			c.recipe.Built, c.dossier.Built = dossier.Built{Version: "9", Binary: other}, dossier.Built{Version: "9", Binary: other}
			last := &c.dossier.Conversions[len(c.dossier.Conversions)-1] // into the dossier, by the same
			last.Version, last.Binary = "9", other
			c.facts, err = c.dossier.JSON()
			x.must(err)
			replace(*all, factsName, c.facts)
			recipe(c, *all)
		}), bundle.Proven, "it says it was made by constat 9 (" + other.String()[:12]},
		"another program, and pages that say more": {forged(func(c *composed, all *[]pdf.Attachment) {
			c.recipe.Built, c.dossier.Incidents[0].AtMost = dossier.Built{Version: "9", Binary: other}, 1<<30
			recipe(c, *all)
		}), bundle.Partial, "verify it with the former"},
		"an authority of its own": {forged(func(c *composed, all *[]pdf.Attachment) {
			x.believing(authorityOf(t), c, all)
		}), bundle.Partial, "it would say other things"},
	} {
		r := x.reader()
		checks, err := r.report(x.save("forged.pdf", f.file))
		x.must(err)
		checks = append(checks, allChecks(r.proofs)...)
		var said strings.Builder
		bundle.Print(&said, "en", checks)
		if got := bundle.Judge(checks); got != f.verdict || !strings.Contains(said.String(), f.says) {
			t.Errorf("%s: %s, want %s and %q in\n%s", name, got, f.verdict, f.says, &said)
		}
	}
}

// shadow is a revision after file that shows another first page.
func shadow(file []byte) []byte {
	page := regexp.MustCompile(`\n(\d+) 0 obj\n<</Type /Page\n`).FindSubmatch(file)
	object := fmt.Sprintf("%s 0 obj\n<</Type /Page /MediaBox [0 0 9 9]>>\nendobj\n", page[1])
	tail := file[bytes.LastIndex(file, []byte("trailer\n")):]
	before := regexp.MustCompile(`startxref\n(\d+)`).FindSubmatch(tail)
	trailer := regexp.MustCompile(`/Prev \d+`).ReplaceAll(tail, append([]byte("/Prev "), before[1]...))
	trailer = regexp.MustCompile(`startxref\n\d+`).ReplaceAll(trailer, fmt.Appendf(nil, "startxref\n%d", len(file)+len(object)))
	return fmt.Appendf(nil, "%sxref\n%s 1\n%010d 00000 n \n%s", object, page[1], len(file), trailer)
}

func TestWhatCannotBeSignedIsNotWritten(t *testing.T) {
	x := newExhibit(t)
	to := x.path("new.pdf")
	base := []string{"report", x.path("bundle.zip"), "--policy", x.path("policy"), "-o", to}
	open := x.save("open.pem", contents(t, x.path(signerName)))
	x.must(os.Chmod(open, 0o644))
	down := x.authorities[1].URL()
	x.must(x.authorities[1].Close())
	for want, more := range map[string][]string{
		"can be read by others":            {"--sign", open},
		"go with --sign":                   {"--stamp", down},
		"no such file":                     {"--sign", x.path("none.pem")},
		"nothing was written: try again":   {"--sign", x.path(signerName), "--stamp", down},
		"the policy does not vouch for it": {"--sign", x.path(signerName), "--stamp", authorityOf(t).URL()},
		"no private key in PEM form":       {"--sign", x.save("key.pem", contents(t, x.path(certificateName)))},
	} {
		if out := x.run(2, append(base, more...)...); !strings.Contains(out, want) {
			t.Errorf("%q: no %q in %s", more, want, out)
		}
		if exists(to) {
			t.Errorf("%q: a file was written", more)
		}
	}
	// One that is down is passed over when another answers.
	x.report("new.pdf", "--sign", x.path(signerName), "--stamp", down, "--stamp", x.authorities[0].URL())
	x.run(0, "verify", to, "--policy", x.path("policy"))
}

// Bundles too large to be carried are given beside the report.
func TestABundleThatIsNotAttachedIsGiven(t *testing.T) {
	defer func(n int64) { maxAttached = n }(maxAttached)
	maxAttached = 100
	x := newExhibit(t)
	out := x.run(2, "verify", x.path("report.pdf"), "--policy", x.path("policy"))
	if !strings.Contains(out, "is not attached: give it") {
		t.Error(out)
	}
	out = x.run(0, "verify", x.path("bundle.zip"), x.path("report.pdf"), "--policy", x.path("policy"))
	if !strings.Contains(out, "byte for byte") {
		t.Error(out)
	}
}

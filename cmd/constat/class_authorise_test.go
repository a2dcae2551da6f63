package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"constat/cmd/constat/demo"
	"constat/report"
	"constat/report/dossier"
	"constat/report/export"
	"constat/report/pdf"
	"constat/report/veil"
	"constat/store/bundle"
	"constat/store/registry"
	"constat/store/seal"
)

// A desk is where counsel keeps the bundles of a small class, seen by two vantages,
// with all that signs what is made of them.
type classDesk struct {
	*exhibit
	bundles []string
	list    string
}

func newClassDesk(t *testing.T) classDesk {
	t.Helper()
	d := classDesk{exhibit: &exhibit{t: t, dir: t.TempDir()}}
	var policy, list bytes.Buffer
	list.WriteString("member,bundle,sites\n")
	for i, origin := range []string{"saguenay-1/1", "levis-22/1"} {
		v, dir := stageSmall(t, origin, 30*i, nil)
		for _, member := range []string{"1", "2", "-"} {
			vantage, _, _ := strings.Cut(origin, "/")
			name := fmt.Sprintf("%s-%s.zip", vantage, member)
			copyFile(t, filepath.Join(dir, name), d.path(name), nil)
			d.bundles = append(d.bundles, d.path(name))
			fmt.Fprintf(&list, "%s,%s,\n", member, name)
		}
		for line := range strings.Lines(string(v.Policy())) {
			if i == 0 || strings.HasPrefix(line, "log ") {
				policy.WriteString(line)
			}
		}
	}
	a, err := demo.NewAuthority("one")
	d.must(err)
	d.must(a.Open())
	t.Cleanup(func() { _ = a.Close() })
	d.authorities = append(d.authorities, a)
	d.signer, err = makeSigner(eve, time.Now())
	d.must(err)
	d.must(writeSigner(d.path(signerName), d.path(certificateName), d.signer))
	d.save("policy", policy.Bytes())
	d.list = d.save("members.csv", list.Bytes())
	return d
}

// make runs the command on the list, and returns what was written under each name.
func (d classDesk) make(args ...string) {
	d.t.Helper()
	d.run(0, append([]string{"class", "--list", d.list, "--provider", "whc", "--policy", d.path("policy"), "--representative", "1"}, args...)...)
}

func (d classDesk) verify(status int, args ...string) string {
	d.t.Helper()
	return d.run(status, append([]string{"verify", "--policy", d.path("policy")}, args...)...)
}

func tells(t *testing.T, out string, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in\n%s", want, out)
		}
	}
}

func TestAClassReportIsMadeAgainOfItsBundles(t *testing.T) {
	d := newClassDesk(t)
	all := []string{"-o", d.path("class.pdf"), "--public", d.path("public.pdf"), "--authorisation", d.path("court.pdf"), "--forum", "quebec"}
	d.make(all...)
	first := map[string][]byte{}
	for _, name := range []string{"class.pdf", "public.pdf", "public.json", "court.pdf"} {
		first[name] = contents(t, d.path(name))
	}
	d.make(all...)
	for name, b := range first {
		if !bytes.Equal(b, contents(t, d.path(name))) {
			t.Errorf("%s is another the second time", name)
		}
	}
	// Alone, each says what it can't be held against.
	tells(t, d.verify(2, d.path("class.pdf")), "give this file again, byte for byte", "6 of the 6 bundles named are not given", "missing:")
	tells(t, d.verify(2, d.path("class.pdf"), d.bundles[0]), "5 of the 6 bundles named are not given")
	tells(t, d.verify(2, d.path("public.pdf")), "give this file again, byte for byte", "that is not given: give it with this exhibit")
	tells(t, d.verify(2, d.path("court.pdf")), "give this file again, byte for byte", "that is not given: give it with this exhibit")
	// Whatever they lie as, the bundles give the figures again.
	var moved []string
	for n, b := range d.bundles {
		moved = append(moved, d.path(fmt.Sprintf("moved-%d.zip", n)))
		copyFile(t, b, moved[n], nil)
	}
	whole := append([]string{d.path("court.pdf"), d.path("public.pdf"), d.path("class.pdf")}, moved...)
	tells(t, d.verify(2, whole...), "class.pdf: the bundles named (6) give the figures of this report again", "each of the bundles (6) verifies",
		"public.pdf: the sealed report gives these figures without names", "court.pdf: the sealed report gives these figures without names", "under the reader's policy", "is not signed")
	// A reader without a policy, and one of another.
	tells(t, d.run(2, append([]string{"verify"}, whole...)...), "none was given here")
	d.save("other", append(contents(t, d.path("policy")), "\n# read and kept\n"...))
	tells(t, d.run(2, append([]string{"verify", "--policy", d.path("other")}, whole...)...), "under the reader's policy the figures would be the same")
}

func TestExhibitsNameNobody(t *testing.T) {
	d := newClassDesk(t)
	d.make("--public", d.path("public.pdf"), "--authorisation", d.path("court.pdf"), "--forum", "us")
	for _, name := range []string{"public.pdf", "court.pdf"} {
		attached, err := pdf.Attached(contents(t, d.path(name)), maxUnpacked)
		d.must(err)
		for _, a := range attached {
			for _, word := range []string{"site-0", "other-1", "members.csv", d.dir} {
				if bytes.Contains(a.Data, []byte(word)) {
					t.Errorf("%s: %s holds %q", name, a.Name, word)
				}
			}
		}
	}
}

func TestClassExhibitsAreSignedAndStamped(t *testing.T) {
	d := newClassDesk(t)
	d.make("-o", d.path("unsigned.pdf"))
	d.make("-o", d.path("class.pdf"), "--public", d.path("public.pdf"), "--authorisation", d.path("court.pdf"), "--forum", "belgium",
		"--sign", d.path(signerName), "--stamp", d.authorities[0].URL())
	if signed, unsigned := contents(t, d.path("class.pdf")), contents(t, d.path("unsigned.pdf")); !bytes.HasPrefix(signed, unsigned) || len(signed) == len(unsigned) {
		t.Error("the signed report does not begin with the unsigned one")
	}
	p := string(contents(t, d.path("policy"))) + seal.NewSigner("eve", d.signer.Chain[0]).String() + fmt.Sprintf("authority %s\n%s", d.authorities[0].Name, d.authorities[0].Root())
	d.save("signed-policy", []byte(p))
	out := d.run(2, append([]string{"verify", "--policy", d.path("signed-policy"), d.path("class.pdf"), d.path("public.pdf"), d.path("court.pdf")}, d.bundles...)...)
	tells(t, out, "Integrity")
	for _, name := range []string{"class.pdf", "public.pdf", "court.pdf"} {
		tells(t, out, name+": the attached figures (class.json) give this file again")
	}
	if strings.Contains(out, "is not signed") || strings.Contains(out, "no time stamp") {
		t.Error(out)
	}
	tells(t, d.run(2, "class", d.dir, "--provider", "whc", "--json", d.path("x.json"), "--sign", d.path(signerName)), "--sign signs the PDF")
}

// What somebody can do who makes such a file with this very program, and what the
// reader is told.
func TestForgedClassReports(t *testing.T) {
	d := newClassDesk(t)
	d.make("-o", d.path("class.pdf"), "--public", d.path("public.pdf"))
	carried := func(name string) (report.ClassRecipe, *dossier.Class) {
		all, err := pdf.Attached(contents(t, d.path(name)), maxUnpacked)
		d.must(err)
		r, err := report.ParseClassRecipe(attachedNamed(all, recipeName))
		d.must(err)
		c, err := readClassFacts(attachedNamed(all, classFactsName))
		d.must(err)
		return r, c
	}
	forged := func(name, from string, change func(*report.ClassRecipe, *dossier.Class)) string {
		r, c := carried(from)
		change(&r, c)
		file, err := drawClassReport(r, c, listOf(t, c))
		d.must(err)
		return d.save(name, file)
	}
	better := forged("better.pdf", "class.pdf", func(_ *report.ClassRecipe, c *dossier.Class) { c.Others = c.Others[:1] })
	tells(t, d.verify(1, append([]string{better}, d.bundles...)...), "do not give the figures of this report again")
	r, _ := carried("class.pdf")
	fewer := forged("fewer.pdf", "class.pdf", func(r *report.ClassRecipe, _ *dossier.Class) {
		r.Sealed.Members = slices.DeleteFunc(r.Sealed.Members, func(m report.ClassMember) bool { return m.Member == "-" })
	})
	if len(r.Sealed.Members) != 3 {
		t.Fatalf("%+v", r.Sealed.Members)
	}
	tells(t, d.verify(1, append([]string{fewer}, d.bundles...)...), "do not give the figures of this report again")
	open := forged("open.pdf", "public.pdf", func(_ *report.ClassRecipe, c *dossier.Class) { c.Events = nil })
	tells(t, d.verify(1, open, d.path("class.pdf")), "the figures are not those that the sealed report gives without names")
	mixed := d.save("mixed.pdf", bytes.Replace(contents(t, d.path("class.pdf")), []byte("/Producer"), []byte("/Prpducer"), 1))
	if v := verdictOf(t, &reader{now: time.Now()}, mixed); v != bundle.Broken {
		t.Errorf("a changed byte: %s", v)
	}
	// A recipe of an exhibit that has the inputs of the sealed one, and the other way round.
	for _, change := range []func(*report.ClassRecipe){
		func(r *report.ClassRecipe) { r.Kind = report.ClassOpen },
		func(r *report.ClassRecipe) { r.Sealed = nil },
		func(r *report.ClassRecipe) { r.Forum = &report.ForumInputs{ID: "quebec"} },
		func(r *report.ClassRecipe) { r.Kind = "sworn" },
		func(r *report.ClassRecipe) { r.Zone = "Nowhere" },
	} {
		r, _ := carried("class.pdf")
		change(&r)
		if text, err := r.Text(); err == nil {
			t.Errorf("taken: %.200s", text)
		}
	}
}

func TestWhatAClassLeftOutIsReadAgain(t *testing.T) {
	d := newClassDesk(t)
	copyFile(t, d.bundles[0], d.path("z-again.zip"), nil)
	copyFile(t, d.bundles[0], d.path("z-flipped.zip"), func(b []byte) []byte { b[len(b)/2] ^= 1; return b })
	d.run(0, append([]string{"class", "--provider", "whc", "--policy", d.path("policy"), "-o", d.path("class.pdf"), d.path("z-again.zip"), d.path("z-flipped.zip")}, d.bundles...)...)
	out := d.verify(2, append([]string{d.path("class.pdf"), d.path("z-flipped.zip")}, d.bundles...)...)
	tells(t, out, "the bundles named (6) give the figures of this report again")
	if strings.Contains(out, "left out") {
		t.Error(out)
	}
	tells(t, d.verify(2, append([]string{d.path("class.pdf")}, d.bundles...)...), "the bundles named (6) give the figures of this report again", "the bundles left out (1) are not all given")
}

func TestTheAuthorisationExhibitAsksForWhatItCites(t *testing.T) {
	d := newClassDesk(t)
	base := []string{"class", "--list", d.list, "--provider", "whc", "-o", d.path("x.pdf")}
	for _, c := range []struct {
		says string
		args []string
	}{
		{"--public FILE.pdf too", []string{"--authorisation", d.path("c.pdf"), "--forum", "quebec"}},
		{"asks for --forum", []string{"--authorisation", d.path("c.pdf"), "--public", d.path("p.pdf")}},
		{"go with --authorisation", []string{"--forum", "quebec"}},
		{"is not known: quebec, france", []string{"--authorisation", d.path("c.pdf"), "--public", d.path("p.pdf"), "--forum", "ontario"}},
		{"constat claim freeze --exhibit", []string{"--authorisation", d.path("c.pdf"), "--public", d.path("p.pdf"), "--forum", "quebec", "--register", d.save("members.json", []byte(`{"schema":"constat-members/1"}`))}},
	} {
		if out := d.run(2, append(base, c.args...)...); !strings.Contains(out, c.says) {
			t.Errorf("%v: %s", c.args, out)
		}
		if _, err := os.Stat(d.path("c.pdf")); err == nil {
			t.Errorf("%v wrote the exhibit", c.args)
		}
	}
}

// The counts of a register come from its public exhibit: no member goes into the
// file, and what they add up to is told as declared.
func TestTheExhibitTakesTheCountsOfTheRegister(t *testing.T) {
	d := newClassDesk(t)
	x, _, err := export.MakeExhibit(registry.Header{Name: "whc"}, nil, []registry.Member{
		{MemberNo: 1, Kind: "company", Name: "Planted SA", Country: "CA", Damage: []registry.Damage{{Head: "rebuild_cost", Amount: "25500.00", Currency: "CAD", Documented: new(true)}}},
		{MemberNo: 2, Kind: "consumer", Name: "Planted Two", Country: "CA", Damage: []registry.Damage{{Head: "time_spent", Amount: "50.00", Currency: "CAD"}}}}, [32]byte{1}, 1)
	d.must(err)
	text, err := export.EncodeExhibit(x)
	d.must(err)
	d.make("--public", d.path("public.pdf"), "--authorisation", d.path("court.pdf"), "--forum", "quebec", "--register", d.save("exhibit.json", text))
	file := contents(t, d.path("court.pdf"))
	all, err := pdf.Attached(file, maxUnpacked)
	d.must(err)
	weighed := string(attachedNamed(all, forumFactsName))
	tells(t, weighed, `"documented": "25500.00"`, `"declared": "50.00"`, `"fact": "undocumented"`, `"fact": "registered"`)
	if strings.Contains(weighed, "Planted") {
		t.Error("the exhibit names a member")
	}
	tells(t, d.verify(2, d.path("court.pdf")), "no evidence establishes them")
}

// listOf is the list of facts that a forger makes who holds nothing else.
func listOf(t *testing.T, c *dossier.Class) *veil.Facts {
	t.Helper()
	text, err := c.JSON()
	if err != nil {
		t.Fatal(err)
	}
	list, err := veil.Make(text, text)
	if err != nil {
		t.Fatal(err)
	}
	if c.Public.Of.IsZero() {
		_, list, err = factsOf(c)
	}
	if err != nil {
		t.Fatal(err)
	}
	return list
}

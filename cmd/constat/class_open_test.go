package main

import (
	"bytes"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"constat/report/veil"
	"constat/store/record"
)

// An opening of one outage is checked with the public exhibit alone, down to the
// signed log, and tells nothing of other members.
func TestAnOpeningIsCheckedWithThePublicExhibitAlone(t *testing.T) {
	d := newClassDesk(t)
	d.make("-o", d.path("class.pdf"), "--public", d.path("public.pdf"))
	d.run(0, append([]string{"class", "open", d.path("class.pdf"), "--fact", "sites[0].outages[0]", "-o", d.path("opening.json")}, d.bundles...)...)
	out := d.verify(2, d.path("public.pdf"), d.path("opening.json"))
	tells(t, out, "opening.json: that is the list of public.pdf", "lies under a signed head that the bundle it comes from names",
		"sites[0].outages[0]: log saguenay-1/1", "the reader's policy names the key of the log saguenay-1/1")
	if strings.Contains(out, "FAILED") || strings.Contains(out, "no record shown is of the instant") {
		t.Error(out)
	}
	tells(t, d.verify(2, d.path("opening.json")), "no exhibit given has that list")
	text := contents(t, d.path("opening.json"))
	o, err := veil.ParseOpening(text)
	d.must(err)
	for _, r := range o.Rows {
		if strings.HasPrefix(r.Path, "sites[") && !strings.HasPrefix(r.Path, "sites[0]") || strings.HasPrefix(r.Path, "members") {
			t.Errorf("%s is opened too", r.Path)
		}
	}
	look(t, d.dir, "public.pdf", "opening.json")
	if os.Getenv("CONSTAT_LOOK") != "" {
		var said bytes.Buffer
		if run(t.Context(), []string{"class", "--list", d.list, "--provider", "whc", "--policy", d.path("policy"), "--lang", "fr", "--paper", "a4", "-o", d.path("fr.pdf"), "--public", d.path("fr-public.pdf"), "--authorisation", d.path("fr-piece.pdf"), "--forum", "quebec"}, &said, &said) != 0 {
			t.Error(said.String())
		}
		look(t, d.dir, "fr.pdf", "fr-public.pdf", "fr-piece.pdf")
		t.Log(out)
	}
	d.refusals(o)
	// What is asked for is named where it is not there.
	tells(t, d.run(2, "class", "open", d.path("class.pdf"), "--site", "99", "-o", d.path("x")), "the sealed report has no site 99")
	tells(t, d.run(2, "class", "open", d.path("class.pdf"), "--site", "1", "-o", d.path("x")), "give it with the report")
	tells(t, d.run(2, "class", "open", d.path("public.pdf"), "--site", "1", "-o", d.path("x")), "it is not the sealed report")
	d.run(0, append([]string{"class", "open", d.path("class.pdf"), "--member", "2", "-o", d.path("member.json")}, d.bundles...)...)
	tells(t, d.verify(2, d.path("public.pdf"), d.path("member.json")), "member.json: that is the list of public.pdf")
}

// refusals are openings that someone changed.
func (d classDesk) refusals(o *veil.Opening) {
	d.t.Helper()
	text, err := o.Text()
	d.must(err)
	row := func(o *veil.Opening, prefix string) *veil.Opened {
		return &o.Rows[slices.IndexFunc(o.Rows, func(r veil.Opened) bool { return strings.HasPrefix(r.Path, prefix) })]
	}
	swap := func(text, from, to string) string {
		d.t.Helper()
		if !strings.Contains(text, from) {
			d.t.Fatalf("no %q in %s", from, text)
		}
		return strings.Replace(text, from, to, 1)
	}
	for _, x := range []struct {
		told   string
		change func(*veil.Opening)
	}{
		{"fact sites[0].outages[0]: it is not the one in the list of digest", func(o *veil.Opening) {
			r := row(o, "sites[0].outages")
			r.Shown = swap(r.Shown, `"event":1`, `"event":2`)
		}},
		{"fact sites[0]: what was left out is not what its commitment binds", func(o *veil.Opening) {
			r := row(o, "sites[0]")
			r.Sealed = swap(r.Sealed, `"name":"`, `"name":"x`)
		}},
		{"what was left out is not what its commitment binds", func(o *veil.Opening) { o.Rows[0].Salt = strings.Repeat("0", 64) }},
		{"a salt is 64 small hexadecimal digits", func(o *veil.Opening) { o.Rows[0].Salt = "00" }},
		{"it is not the one in the list", func(o *veil.Opening) { o.Root = record.Hash{1} }},
		{"it is not the one in the list", func(o *veil.Opening) { o.Rows[0].Place++ }},
		{"it is not the one in the list", func(o *veil.Opening) { o.Rows[0].Left = "name=1" }},
		{"the heads of its bundle (bundles[", func(o *veil.Opening) {
			o.Rows = slices.DeleteFunc(o.Rows, func(r veil.Opened) bool { return strings.HasPrefix(r.Path, "bundles") })
		}},
		{"it is not under the head", func(o *veil.Opening) { o.Leaves[1].Entry[40] ^= 1 }},
		{"it is not under the head", func(o *veil.Opening) { o.Leaves[1].Index++ }},
		{"it is not under the head", func(o *veil.Opening) { o.Leaves[0].Heads[0].Proof = o.Leaves[0].Heads[0].Proof[1:] }},
		{"signature", func(o *veil.Opening) {
			h := &o.Leaves[0].Heads[0]
			h.Checkpoint = swap(h.Checkpoint, "\n", "x\n")
		}},
		{"it is under no head that its bundle names", func(o *veil.Opening) { o.Leaves[0].Heads = o.Leaves[0].Heads[:0] }},
		{"the record that proves it is", func(o *veil.Opening) { o.Leaves = o.Leaves[:1] }},
		{"its answer is not in the", func(o *veil.Opening) { o.Answers = o.Answers[:0] }},
		{"an answer cannot be read", func(o *veil.Opening) { o.Answers[0] += " " }},
		{"it opens nothing", func(o *veil.Opening) { o.Rows = o.Rows[:0] }},
	} {
		var changed veil.Opening
		d.must(json.Unmarshal(text, &changed))
		x.change(&changed)
		b, err := changed.Text()
		d.must(err)
		tells(d.t, d.verify(1, d.save("changed.json", b)), "FAILED", x.told)
	}
	tells(d.t, d.verify(1, d.save("changed.json", append(bytes.Clone(text), '\n'))), "not in its one form")
}

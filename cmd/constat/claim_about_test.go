package main

import (
	"encoding/json"
	"strings"
	"testing"

	"constat/store/registry"
)

func TestClaimAboutFromTemplateToVersion(t *testing.T) {
	d := newClaimDesk(t)
	for _, lang := range []string{"fr", "en"} {
		template, _ := d.run(0, "about", "--template", "--lang", lang)
		file := d.file("about-"+lang+".yaml", template)
		d.run(0, "new", "whc-"+lang, "--recipient", d.public, "--about", file)
		out, _ := d.run(0, "about", "whc-"+lang)
		var a registry.About
		if err := json.Unmarshal([]byte(out), &a); err != nil || len(a.Groups) != 6 || a.Groups[2].Definition.FR == "" {
			t.Errorf("%v %s", err, out)
		}
		own := strings.ReplaceAll(template, "\n  # ", "\n  ")
		out, _ = d.run(0, "about", "whc-"+lang, d.file("own.yaml", own), "--lang=en")
		d.has(out, "version 2", "Text of the consent: ")
	}
}

func TestClaimAboutSaysWhatIsWrong(t *testing.T) {
	d := newClaimDesk(t)
	d.run(0, "new", "whc", "--recipient", d.public)
	_, complaints := d.run(2, "about", "whc", "--lang=fr")
	d.has(complaints, "de quoi il s'agit")
	template, _ := d.run(0, "about", "--template")
	for from, says := range map[string]string{
		"jurisdiction: quebec": "jurisdiction: not one of",
		"  - id: data_lost":    "groups[0].id: not an id",
		"title: {":             "not readable YAML",
	} {
		bad := d.file("bad.yaml", strings.Replace(template, from, map[string]string{
			"jurisdiction: quebec": "jurisdiction: ontario", "  - id: data_lost": "  - id: Data", "title: {": "title: [{",
		}[from], 1))
		_, complaints := d.run(2, "about", "whc", bad)
		d.has(complaints, "bad.yaml", says)
		_, complaints = d.run(2, "new", "other", "--recipient", d.public, "--about", bad)
		d.has(complaints, says)
	}
	if exists(d.path("claims/other")) || exists(d.path("claims/whc/about/0001.json")) {
		t.Error("something was written")
	}
}

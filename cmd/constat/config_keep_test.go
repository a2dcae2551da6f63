package main

import (
	"strings"
	"testing"
)

func TestKeepIsOfOpenSites(t *testing.T) {
	const head = "name: a\ntargets:\n  - {name: site, interval: 24h, "
	c, mistakes := ParseConfig("constat.yaml", []byte(head+`inventory: "https://www.example.com/", keep: 500MiB}`))
	if len(mistakes) > 0 || c.Targets[0].Inventory.Keep != 500<<20 || stocked(c)["site"] != 500<<20 {
		t.Fatalf("%+v, %+v", c, mistakes)
	}
	for line, says := range map[string]string{
		`inventory: "webdavs://www.example.com/", keep: 1GiB}`:                 "followed from page to page",
		`inventory: "https://www.example.com/", records: "$.n", keep: 1GiB}`:   "followed from page to page",
		`inventory: "https://www.example.com/", secret: a.secret, keep: 1GiB}`: "what a password opens is not kept",
		`inventory: "https://www.example.com/", keep: 0B}`:                     "not possible",
		`inventory: "https://www.example.com/", keep: 2000TiB}`:                "not possible",
		`inventory: "https://www.example.com/", keep: much}`:                   "not a size",
		`url: "https://www.example.com/", keep: 1GiB}`:                         "goes with an inventory",
	} {
		_, mistakes := ParseConfig("constat.yaml", []byte(head+line))
		if len(mistakes) == 0 || !strings.Contains((&ConfigError{mistakes}).Error(), says) {
			t.Errorf("%s: %v, want %q", line, mistakes, says)
		}
	}
}

// A store can be asked at an address of its own, as a page can; a folder has none.
func TestAnInventoryCanNameItsAddress(t *testing.T) {
	const head = "name: a\ntargets:\n  - {name: site, interval: 24h, "
	c, mistakes := ParseConfig("constat.yaml", []byte(head+`inventory: "webdavs://cloud.example/", address: 192.0.2.7}`))
	if len(mistakes) > 0 || c.Targets[0].Question().Address != "192.0.2.7" {
		t.Fatalf("%+v, %+v", c, mistakes)
	}
	if _, mistakes := ParseConfig("constat.yaml", []byte(head+`inventory: "file:///photos", address: 192.0.2.7}`)); len(mistakes) == 0 || !strings.Contains((&ConfigError{mistakes}).Error(), "has no place here") {
		t.Errorf("a folder: %v", mistakes)
	}
}

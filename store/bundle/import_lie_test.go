package bundle

import (
	"bytes"
	"testing"
	"time"

	"constat/store/record"
)

// What can be told of somebody else's record.
var importLies = []lie{
	{"other rows", Integrity, "imports", "other rows", imported(func(e *record.Import, _ *forge) { e.Root[0] ^= 1 })},
	{"more rows", Integrity, "imports", "other rows", imported(func(e *record.Import, _ *forge) { e.Items++ })},
	{"more bytes", Integrity, "imports", "other rows", imported(func(e *record.Import, _ *forge) { e.Bytes++ })},
	{"rows that are none", Integrity, "imports", "malformed", imported(func(e *record.Import, f *forge) { e.File = f.text("none\n") })},
	{"a list that was read", Integrity, "imports", "tell of readings", imported(func(e *record.Import, f *forge) {
		f.rowsOf(e, record.Held{Path: "a", Size: 1, Sum: record.Hash{1}, Read: e.Time})
	})},
	{"a folder read before", Integrity, "imports", "at another time", imported(func(e *record.Import, f *forge) {
		e.Form, e.Source, e.Size = "folder", record.Hash{}, 0
		f.rowsOf(e, record.Held{Path: "a", Size: 1, Sum: record.Hash{1}, Read: e.Time - 1})
	})},
	{"a failure passed over", Integrity, "imports", "could not be read", imported(func(e *record.Import, f *forge) {
		e.Form, e.Source, e.Size = "folder", record.Hash{}, 0
		f.rowsOf(e, record.Held{Path: "a", Size: 1, Read: e.Time})
	})},
	{"another salt", Integrity, "imports", "salted otherwise", imported(func(e *record.Import, f *forge) {
		f.importOf("album", func(*record.Import) {})
		e.Link = f.link(f.named["album"].chain)
		rows := bytes.Replace(f.files[e.File], []byte("/1 01"), []byte("/1 02"), 1)
		sum, _ := record.CheckManifest(bytes.NewReader(rows))
		e.File, e.Root = f.text(string(rows)), sum.Root
	})},
	{"of a control", Integrity, "imports", "of a control", lied(func(f *forge) {
		f.story().importOf("control", func(*record.Import) {})
		f.seal(morning.Add(4 * time.Hour))
	})},
	{"at another address", Integrity, "imports", "nothing is asked of", lied(func(f *forge) {
		f.story().enterAs("album", false, record.Question{Kind: record.AskNothing, URL: "https://album.example/", Timeout: 1})
		f.importOf("album", func(*record.Import) {})
		f.seal(morning.Add(4 * time.Hour))
	}, "album")},
	{"answers of what nobody asks", Integrity, "entries", "import", lied(func(f *forge) {
		f.story().enterAs("album", false, record.Question{Kind: record.AskNothing, URL: record.ImportURL("album"), Timeout: 1})
		f.segment("album", record.Answer{Fault: record.Local}, 1)
		f.seal(morning.Add(4 * time.Hour))
	}, "album")},
}

func imported(edit func(*record.Import, *forge)) func(*testing.T, *forge) []byte {
	return lied(func(f *forge) { f.album(edit) }, "album")
}

// ofADay is of the day before, as it was told at UTC-5.
func ofADay(e *record.Import) {
	e.Day, e.Offset, e.Of = true, -300, e.Of-e.Of%86_400_000-19*3_600_000
}

// album adds a target of which nothing is asked, and one list of it.
func (f *forge) album(edit func(*record.Import, *forge)) *forge {
	f.story().enterAs("album", false, record.Question{Kind: record.AskNothing, URL: record.ImportURL("album"), Timeout: 1})
	f.importOf("album", func(e *record.Import) { edit(e, f) })
	f.seal(morning.Add(4 * time.Hour))
	return f
}

func (f *forge) importOf(name string, edit func(*record.Import)) {
	e := record.Import{Link: f.link(f.named[name].chain), Time: record.At(morning), Importer: "manifest", Form: "tsv", Version: "constat test",
		Source: record.Sum([]byte("source")), Size: 6, Of: record.At(morning) - 1000}
	f.rowsOf(&e, record.Held{Path: "a", Size: 1, Told: "md5:00"}, record.Held{Path: "b", Size: -1})
	edit(&e)
	f.add(e)
}

func (f *forge) rowsOf(e *record.Import, list ...record.Held) {
	rows := f.manifest(list...)
	sum, err := record.CheckManifest(bytes.NewReader(rows))
	if err != nil {
		f.t.Fatal(err)
	}
	e.File, e.Root, e.Items, e.Bytes = f.text(string(rows)), sum.Root, sum.Items, sum.Bytes
}

// A record of others verifies, and the verifier says whose word it is.
func TestImportsVerify(t *testing.T) {
	f := newForge(t).album(func(*record.Import, *forge) {})
	b := verifyBytes(t, f.write(f.contents(-1, int64(len(f.leaves))-1, "shop", "blog", "control", "album")), f.policy())
	if b.Verdict() != Proven {
		t.Fatalf("%s: %+v", b.Verdict(), b.Checks)
	}
	n := 0
	for _, c := range b.Checks {
		if c.Name == "imports" {
			n++
		}
	}
	if n != 1 {
		t.Errorf("%d lines on imports", n)
	}
}

// A day, in whatever zone it was told, verifies as an hour does.
func TestADayThatWasToldVerifies(t *testing.T) {
	f := newForge(t).album(func(e *record.Import, _ *forge) { ofADay(e) })
	b := verifyBytes(t, f.write(f.contents(-1, int64(len(f.leaves))-1, "shop", "blog", "control", "album")), f.policy())
	if b.Verdict() != Proven {
		t.Fatalf("%s: %+v", b.Verdict(), b.Checks)
	}
	for _, target := range b.Logs[0].Targets {
		for _, item := range target.Imports {
			if e := item.Entry.(record.Import); !e.Day || e.Offset != -300 {
				t.Errorf("%+v", e)
			}
		}
	}
}

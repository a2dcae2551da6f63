package bundle

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"constat/store/record"
)

// What can be told of what a store held.
var inventoryLies = []lie{
	{"list with another file", Integrity, "inventories", "another list", listing(func(n int, e *record.Inventory, _ *forge) {
		if n == 1 {
			e.Root[0] ^= 1
		}
	})},
	{"more files than the list has", Integrity, "inventories", "another list", listing(func(n int, e *record.Inventory, _ *forge) {
		if n == 1 {
			e.Items++
		}
	})},
	{"more bytes than the list has", Integrity, "inventories", "another list", listing(func(n int, e *record.Inventory, _ *forge) {
		if n == 1 {
			e.Bytes--
		}
	})},
	{"more missing than is", Integrity, "inventories", "differs from the one before", listing(func(n int, e *record.Inventory, _ *forge) {
		if n == 1 {
			e.Missing++
		}
	})},
	{"a change passed over", Integrity, "inventories", "differs from the one before", listing(func(n int, e *record.Inventory, _ *forge) {
		if n == 2 {
			e.Altered = 0
		}
	})},
	{"compared with the list before the last", Integrity, "inventories", "another list than the one before", listing(func(n int, e *record.Inventory, f *forge) {
		if n == 2 {
			e.Before = f.lists[0]
		}
	})},
	{"compared with nothing", Integrity, "inventories", "another list than the one before", listing(func(n int, e *record.Inventory, _ *forge) {
		if n == 2 {
			e.Before, e.Difference = record.Hash{}, record.Difference{}
		}
	})},
	{"a round told twice", Integrity, "inventories", "does not come after", listing(func(n int, e *record.Inventory, _ *forge) {
		if n == 2 {
			e.Round = roundAt(1)
		}
	})},
	{"times that go back", Integrity, "inventories", "began before the one before", listing(func(n int, e *record.Inventory, _ *forge) {
		if n == 2 {
			e.Time -= 1500
			e.Ended = e.Time + 1
		}
	})},
	{"a reading of after the listing", Integrity, "inventories", "reading of after", lied(func(f *forge) {
		f.story()
		f.enterStore("photos")
		f.inventory("photos", 0, f.manifest(record.Held{Path: "a", Size: 1, Sum: record.Hash{1}, Read: record.At(morning) + 2}), func(*record.Inventory) {})
		f.seal(morning.Add(4 * time.Hour))
	}, "photos")},
	{"a content that changed with nobody reading it", Integrity, "inventories", "neither of its listing", lied(func(f *forge) {
		f.story()
		f.enterStore("photos")
		f.inventory("photos", 0, f.manifest(record.Held{Path: "a", Size: 1, Sum: record.Hash{1}, Read: listedAt(0)}), func(e *record.Inventory) { e.Read, e.ReadBytes = 1, 1 })
		f.inventory("photos", 1, f.manifest(record.Held{Path: "a", Size: 1, Sum: record.Hash{2}, Read: listedAt(0)}), func(e *record.Inventory) {
			e.Time, e.Ended, e.Altered = listedAt(1), listedAt(1)+1, 1
		})
		f.seal(morning.Add(4 * time.Hour))
	}, "photos")},
	{"a reading that stays though the file was written since", Integrity, "inventories", "neither of its listing", lied(func(f *forge) {
		f.story()
		f.enterStore("photos")
		f.inventory("photos", 0, f.manifest(record.Held{Path: "a", Size: 1, Modified: 1, Sum: record.Hash{1}, Read: listedAt(0)}), func(e *record.Inventory) { e.Read, e.ReadBytes = 1, 1 })
		f.inventory("photos", 1, f.manifest(record.Held{Path: "a", Size: 1, Modified: 2, Sum: record.Hash{1}, Read: listedAt(0)}), func(e *record.Inventory) { e.Time, e.Ended = listedAt(1), listedAt(1)+1 })
		f.seal(morning.Add(4 * time.Hour))
	}, "photos")},
	{"a reading between two listings", Integrity, "inventories", "neither of its listing", lied(func(f *forge) {
		f.story()
		f.enterStore("photos")
		f.inventory("photos", 0, f.manifest(record.Held{Path: "a", Size: 1}), func(*record.Inventory) {})
		f.inventory("photos", 1, f.manifest(record.Held{Path: "a", Size: 1, Sum: record.Hash{1}, Read: listedAt(0) + 500}), func(e *record.Inventory) { e.Time, e.Ended = listedAt(1), listedAt(1)+1 })
		f.seal(morning.Add(4 * time.Hour))
	}, "photos")},
	{"a reading of before the first listing", Integrity, "inventories", "neither of its listing", lied(func(f *forge) {
		f.story()
		f.enterStore("photos")
		f.inventory("photos", 0, f.manifest(record.Held{Path: "a", Size: 1, Sum: record.Hash{1}, Read: 1}), func(*record.Inventory) {})
		f.seal(morning.Add(4 * time.Hour))
	}, "photos")},
	{"another salt", Integrity, "inventories", "salted otherwise", lied(func(f *forge) {
		f.story()
		f.enterStore("photos")
		list := f.manifest(record.Held{Path: "a", Size: 1})
		f.inventory("photos", 0, list, func(*record.Inventory) {})
		f.inventory("photos", 1, bytes.Replace(list, []byte("/1 01"), []byte("/1 02"), 1), func(*record.Inventory) {})
		f.seal(morning.Add(4 * time.Hour))
	}, "photos")},
	{"sizes that no number holds", Integrity, "inventories", "63 bits", lied(func(f *forge) {
		f.story()
		f.enterStore("photos")
		list := string(f.manifest(record.Held{Path: "a", Size: 1 << 62})) + "b\t4611686018427387904\t-\t-\t-\t-\n"
		f.inventory("photos", 0, []byte(list), func(e *record.Inventory) { e.Items, e.Bytes = 2, 0 })
		f.seal(morning.Add(4 * time.Hour))
	}, "photos")},
	{"far from its round", Integrity, "inventories", "from its round", listing(func(n int, e *record.Inventory, _ *forge) {
		if n == 2 {
			e.Time += 3600_000
			e.Ended = e.Time + 1
		}
	})},
	{"long before its round", Integrity, "inventories", "from its round", listing(func(n int, e *record.Inventory, _ *forge) {
		if n == 2 {
			e.Round += 6000
		}
	})},
	{"whole after its time", Integrity, "inventories", "was over after 1", listing(func(n int, e *record.Inventory, _ *forge) {
		if n == 2 {
			e.Ended += 120_000
		}
	})},
	{"contents said to be read", Integrity, "inventories", "contents that were read", listing(func(n int, e *record.Inventory, _ *forge) {
		if n == 2 {
			e.Read = 2
		}
	})},
	{"bytes said to be read", Integrity, "inventories", "bytes that were read", listing(func(n int, e *record.Inventory, _ *forge) {
		if n == 2 {
			e.ReadBytes = 2
		}
	})},
	{"more read than it may", Integrity, "inventories", "may read 1 a day", listing(func(n int, e *record.Inventory, _ *forge) {
		if n == 2 {
			e.ReadBytes = 4
		}
	})},
	{"more unreadable than there is", Integrity, "inventories", "could not be read", listing(func(n int, e *record.Inventory, _ *forge) {
		if n == 2 {
			e.Unreadable = 2
		}
	})},
	{"a reading passed over", Integrity, "inventories", "contents that were read", lied(func(f *forge) {
		f.story()
		f.enterStore("photos")
		f.inventory("photos", 0, f.manifest(record.Held{Path: "a", Size: 1, Sum: record.Hash{1}, Read: record.At(morning)}), func(*record.Inventory) {})
		f.seal(morning.Add(4 * time.Hour))
	}, "photos")},
	{"a failure to read passed over", Integrity, "inventories", "could not be read", lied(func(f *forge) {
		f.story()
		f.enterStore("photos")
		f.inventory("photos", 0, f.manifest(record.Held{Path: "a", Size: 1, Read: record.At(morning)}), func(*record.Inventory) {})
		f.seal(morning.Add(4 * time.Hour))
	}, "photos")},
	{"mounted far away", Integrity, "inventories", "not of this machine", listing(func(n int, e *record.Inventory, _ *forge) { e.Mount = true })},
	{"whole, and without a list", Integrity, "inventories", "without its list", listing(func(n int, e *record.Inventory, _ *forge) {
		if n == 2 {
			e.File, e.Root, e.Before, e.Difference, e.Bytes, e.Read, e.ReadBytes = record.Hash{}, record.Hash{}, record.Hash{}, record.Difference{}, 0, 0, 0
		}
	})},
	{"of a page", Integrity, "inventories", "not asked what it holds", lied(func(f *forge) {
		f.story().inventory("shop", 0, f.manifest(record.Held{Path: "a", Size: 1}), func(*record.Inventory) {})
		f.seal(morning.Add(4 * time.Hour))
	})},
	{"a list that is none", Integrity, "inventories", "malformed", lied(func(f *forge) {
		f.story()
		f.enterStore("photos")
		b := bytes.Replace(f.manifest(record.Held{Path: "a", Size: 1}), []byte("\t1\t"), []byte("\t01\t"), 1)
		f.inventory("photos", 0, b, func(*record.Inventory) {})
		f.seal(morning.Add(4 * time.Hour))
	}, "photos")},
	{"digests that no store told", Integrity, "inventories", "digests that no store tells", listedWith("webdav://photos.example/", record.Held{Path: "a", Size: 1, Told: "sha256:" + strings.Repeat("0", 64)})},
	{"a list of others for our own", Integrity, "inventories", "digests that no store tells", lied(func(f *forge) {
		f.album(func(*record.Import, *forge) {})
		f.enterStore("photos")
		f.inventory("photos", 0, f.files[f.imported("album")], func(*record.Inventory) {})
		f.seal(morning.Add(5 * time.Hour))
	}, "album", "photos")},
	{"an ETag of a folder", Integrity, "inventories", "such a store does not", listedWith("file:///srv/photos", record.Held{Path: "a", Size: 1, Told: "etag:1"})},
	{"a link in a bucket", Integrity, "inventories", "such a store does not", listedWith("s3://photos.example/b", record.Held{Path: "a", Size: -1, Told: record.LinkTold})},
	{"a mount point over the network", Integrity, "inventories", "such a store does not", listedWith("sftp://photos.example/", record.Held{Path: "a", Size: -1, Told: record.MountTold + "00"})},
	{"a content of no bytes that is some", Integrity, "inventories", "of no bytes", lied(func(f *forge) {
		f.story()
		f.enterStore("photos")
		f.inventory("photos", 0, f.manifest(record.Held{Path: "a", Size: 0, Sum: record.Hash{1}, Read: listedAt(0)}), func(e *record.Inventory) { e.Read = 1 })
		f.seal(morning.Add(4 * time.Hour))
	}, "photos")},
	{"a list left out", Integrity, "inventories", "is not in this bundle", func(t *testing.T, f *forge) []byte {
		f.photos(func(int, *record.Inventory, *forge) {})
		c := f.contents(-1, int64(len(f.leaves))-1, "shop", "blog", "control", "photos")
		for i, file := range c.Files {
			if file.Digest == f.lists[1] {
				c.Files = append(c.Files[:i:i], c.Files[i+1:]...)
				break
			}
		}
		return f.write(c)
	}},
	{"a listing left out", Integrity, "inventories", "another list than the one before", func(t *testing.T, f *forge) []byte {
		f.photos(func(int, *record.Inventory, *forge) {})
		c := f.contents(-1, int64(len(f.leaves))-1, "shop", "blog", "control", "photos")
		for i, leaf := range c.Leaves {
			if e, _ := record.Decode(leaf.Bytes); e.Kind() == record.KindInventory {
				c.Leaves = append(c.Leaves[:i:i], c.Leaves[i+1:]...)
				break
			}
		}
		f.complete(&c)
		return f.write(c)
	}},
}

// listing has edit lie of one of three inventories.
func listing(edit func(n int, e *record.Inventory, f *forge)) func(*testing.T, *forge) []byte {
	return lied(func(f *forge) { f.photos(edit) }, "photos")
}

// listedWith has a store at an address list one file.
func listedWith(address string, h record.Held) func(*testing.T, *forge) []byte {
	return lied(func(f *forge) {
		f.story().enterAs("photos", false, record.Question{Kind: record.AskInventory, URL: address, Timeout: 1000, Read: 1})
		f.inventory("photos", 0, f.manifest(h), func(*record.Inventory) {})
		f.seal(morning.Add(4 * time.Hour))
	}, "photos")
}

// imported is the list of the newest import of a target.
func (f *forge) imported(name string) (file record.Hash) {
	for _, leaf := range f.leaves {
		if e, _ := record.Decode(leaf.Bytes); e != nil {
			if i, ok := e.(record.Import); ok && i.Chain == f.named[name].chain {
				file = i.File
			}
		}
	}
	return file
}

// photos adds a store to the story, and three lists of it: one file goes, one is altered.
func (f *forge) photos(edit func(n int, e *record.Inventory, f *forge)) *forge {
	f.story()
	f.enterStore("photos")
	sum := func(s string) record.Hash { return record.Sum([]byte(s)) }
	for n, list := range [][]record.Held{
		{{Path: "a", Size: 1}, {Path: "b", Size: 1, Sum: sum("b"), Read: listedAt(0)}},
		{{Path: "b", Size: 1, Sum: sum("b"), Read: listedAt(0)}},
		{{Path: "b", Size: 1, Sum: sum("B"), Read: listedAt(2)}},
	} {
		f.inventory("photos", n, f.manifest(list...), func(e *record.Inventory) {
			e.Missing, e.Altered = int64(n%2), int64(n/2)
			if n != 1 {
				e.Read, e.ReadBytes = 1, 1
			}
			edit(n, e, f)
		})
	}
	f.seal(morning.Add(4 * time.Hour))
	return f
}

// listedAt is when the nth of these lists is begun.
func listedAt(n int) record.Instant { return record.At(morning) + record.Instant(n)*1000 }

func (f *forge) enterStore(name string) {
	f.enterAs(name, false, record.Question{Kind: record.AskInventory, URL: "webdav://" + name + ".example/", Timeout: 1000, Read: 1})
}

func (f *forge) manifest(list ...record.Held) []byte {
	var b bytes.Buffer
	m, err := record.NewManifestWriter(&b, [32]byte{1})
	for _, h := range list {
		if err == nil {
			err = m.Add(h)
		}
	}
	if err == nil {
		_, err = m.Close()
	}
	if err != nil {
		f.t.Fatal(err)
	}
	return b.Bytes()
}

// inventory writes one of a manifest, compared with the one before.
func (f *forge) inventory(name string, n int, manifest []byte, edit func(*record.Inventory)) {
	e := record.Inventory{Link: f.link(f.named[name].chain), Time: listedAt(n), Ended: listedAt(n) + 1, Round: roundAt(n), File: f.text(string(manifest))}
	sum, err := record.CheckManifest(bytes.NewReader(manifest))
	if e.Items, e.Bytes, e.Root = sum.Items, sum.Bytes, sum.Root; err != nil {
		e.Root = record.Hash{1}
	}
	if len(f.lists) > 0 {
		e.Before = f.lists[len(f.lists)-1]
	}
	f.lists = append(f.lists, e.File)
	edit(&e)
	f.add(e)
}

// What a store held, and what is gone of it, is shown and verifies, also where
// the bundle begins with what was listed before.
func TestInventoriesVerify(t *testing.T) {
	f := newForge(t).photos(func(int, *record.Inventory, *forge) {})
	middle := int64(len(f.leaves)) - 1
	f.inventory("photos", 3, f.manifest(record.Held{Path: "c", Size: 3}), func(e *record.Inventory) { e.Missing, e.New = 1, 1 })
	f.seal(morning.Add(5 * time.Hour))
	last := int64(len(f.leaves)) - 1
	whole := f.contents(-1, last, "shop", "blog", "control", "photos")
	for name, c := range map[string]Contents{"whole": whole, "from its middle on": f.contents(middle, last, "photos", "control")} {
		b := verifyBytes(t, f.write(c), f.policy())
		if b.Verdict() != Proven {
			t.Fatalf("%s: %s: %+v", name, b.Verdict(), b.Checks)
		}
		n := 0
		for _, target := range b.Logs[0].Targets {
			for l := range target.Listings() {
				r, err := b.Logs[0].Open(l.File)
				if err != nil {
					t.Fatal(err)
				}
				if sum, err := record.CheckManifest(r); err != nil || sum.Root != l.Root || l.Definition.Name != "photos" {
					t.Errorf("%+v, %v", l, err)
				}
				n++
			}
		}
		if want := map[string]int{"whole": 4, "from its middle on": 2}; n != want[name] {
			t.Errorf("%s: %d inventories", name, n)
		}
	}
}

// What is listed after the program said that it stopped, and before it said that
// it began again, was listed by nobody: it counts for nothing.
func TestNobodyListsAfterAStop(t *testing.T) {
	f := newForge(t).story()
	f.enterStore("photos")
	list := f.manifest(record.Held{Path: "a", Size: 1})
	f.inventory("photos", 0, list, func(*record.Inventory) {})
	f.add(record.Watch{Time: record.At(morning.Add(3*time.Hour + 5*time.Minute)), Event: "stop", Version: "1", Targets: 2, Controls: 1, Config: f.text("name: saguenay-1\n")})
	f.inventory("photos", 1, list, func(*record.Inventory) {})
	f.add(record.Watch{Time: record.At(morning.Add(3*time.Hour + 6*time.Minute)), Event: "start", Version: "1", Targets: 2, Controls: 1, Config: f.text("name: saguenay-1\n")})
	f.inventory("photos", 2, list, func(*record.Inventory) {})
	f.seal(morning.Add(4 * time.Hour))
	var away []bool
	for _, target := range verifyBytes(t, f.write(f.contents(-1, int64(len(f.leaves))-1, "shop", "blog", "control", "photos")), f.policy()).Logs[0].Targets {
		for l := range target.Listings() {
			away = append(away, l.Away)
		}
	}
	if len(away) != 3 || away[0] || !away[1] || away[2] {
		t.Errorf("%v", away)
	}
}

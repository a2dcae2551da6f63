package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"constat/report/dossier"
)

// imports takes lists in, in order, a pair of time and path each, and returns
// the dossier of a bundle of them.
func imports(t *testing.T, lists ...[2]string) *dossier.Dossier {
	t.Helper()
	var all [][3]string
	for _, l := range lists {
		all = append(all, [3]string{"photos", l[0], l[1]})
	}
	return importsAs(t, all...)
}

// importsAs does so for several stores: each list with its store's name first.
func importsAs(t *testing.T, lists ...[3]string) *dossier.Dossier {
	t.Helper()
	dir := t.TempDir()
	do := func(args ...string) {
		t.Helper()
		var out, errs bytes.Buffer
		if code := run(context.Background(), args, &out, &errs); code != 0 {
			t.Fatalf("constat %s: %d %s", strings.Join(args, " "), code, errs.String())
		}
	}
	config := "--config=" + filepath.Join(dir, "constat.yaml")
	do("init", dir)
	for _, l := range lists {
		args := []string{"import", "manifest", l[2], "--as", l[0], "--site", "album", config, "--json"}
		if l[1] != "" {
			args = append(args, "--at", l[1])
		}
		do(args...)
	}
	evidence, pdf, facts := filepath.Join(dir, "b.zip"), filepath.Join(dir, "r.pdf"), filepath.Join(dir, "d.json")
	do("bundle", "-o", evidence, config)
	do("fsck", config)
	do("report", evidence, "-o", pdf, "--json", facts)
	b, err := os.ReadFile(facts)
	if err != nil {
		t.Fatal(err)
	}
	d := new(dossier.Dossier)
	if err := json.Unmarshal(b, d); err != nil {
		t.Fatal(err)
	}
	return d
}

func realData(t *testing.T, folder string) string {
	if os.Getenv("CONSTAT_DATA") == "" {
		t.Skip("CONSTAT_DATA names no folder of test data")
	}
	return filepath.Join(os.Getenv("CONSTAT_DATA"), folder)
}

// lostIn returns the files that a dossier says are gone, all second-hand.
func lostIn(t *testing.T, d *dossier.Dossier) (paths []string, bytes, local int64) {
	for _, l := range d.Losses {
		if !l.SecondHand {
			t.Errorf("not second-hand: %+v", l)
		}
		if l.State == "gone" {
			paths, bytes = append(paths, l.Item), bytes+l.Bytes
			local += l.Local.Files
		}
	}
	slices.Sort(paths)
	return paths, bytes, local
}

// Two lists of others give exactly what a script of others found in them: files
// that only moved are not gone, contents that a list lacks are not lost, and
// each of several copies that went is.
func TestImportedListsOfARealSiteLoseExactlyWhatIsExpected(t *testing.T) {
	dir := realData(t, "site-mdn-learning-area")
	files, err := filepath.Glob(filepath.Join(dir, "expected-2*.json"))
	if err != nil || len(files) != 4 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		old, now, _ := strings.Cut(strings.TrimSuffix(strings.TrimPrefix(filepath.Base(file), "expected-"), ".json"), "-to-")
		t.Run(old, func(t *testing.T) {
			lose(t, file, [2]string{old, tsvOf(t, dir, old)}, [2]string{now, tsvOf(t, dir, now)})
		})
	}
	before, after := filepath.Join(dir, "before"), filepath.Join(dir, "after")
	t.Run("lists", func(t *testing.T) {
		lose(t, filepath.Join(dir, "expected-asynchronous.json"), [2]string{"2022-02-10", tsvOf(t, dir, "asynchronous-before")}, [2]string{"2022-02-11", tsvOf(t, dir, "asynchronous-after")})
	})
	t.Run("folders", func(t *testing.T) {
		lose(t, filepath.Join(dir, "expected-asynchronous.json"), [2]string{"2022-02-10", before}, [2]string{"2022-02-11", after})
	})
	t.Run("a list and a folder", func(t *testing.T) {
		lose(t, filepath.Join(dir, "expected-asynchronous.json"), [2]string{"2022-02-10", tsvOf(t, dir, "asynchronous-before")}, [2]string{"2022-02-11", after})
	})
	d := imports(t, [2]string{"2022-02-10", tsvOf(t, dir, "asynchronous-before")}, [2]string{"2022-02-11", tsvOf(t, dir, "asynchronous-after")}, [2]string{"", before})
	if paths, _, local := lostIn(t, d); len(paths) != 33 || local != 33 || d.Inventories[0].Total.HeldLocally.Files != 33 || d.Losses[0].Local.Bytes != 137_922 {
		t.Errorf("of %d that are gone %d are held locally", len(paths), local)
	}
}

func tsvOf(t *testing.T, dir, date string) string {
	files, err := filepath.Glob(filepath.Join(dir, "manifests", date+"*.tsv"))
	if err != nil || len(files) != 1 {
		t.Fatal(date, files, err)
	}
	return files[0]
}

func lose(t *testing.T, expected string, lists ...[2]string) {
	var want struct {
		Added, Removed, Changed int64
		OldFiles                int64    `json:"old_files"`
		OldBytes                int64    `json:"old_bytes"`
		NewFiles                int64    `json:"new_files"`
		NewBytes                int64    `json:"new_bytes"`
		Elsewhere               int64    `json:"removed_but_same_content_somewhere"`
		Lost                    int64    `json:"content_lost"`
		Bytes                   int64    `json:"content_lost_bytes"`
		Paths                   []string `json:"content_lost_paths"`
	}
	b, err := os.ReadFile(expected)
	if err == nil {
		err = json.Unmarshal(b, &want)
	}
	if err != nil {
		t.Fatal(err)
	}
	d := imports(t, lists...)
	paths, bytes, _ := lostIn(t, d)
	all := d.Inventories[0].Total
	if int64(len(paths)) != want.Lost || bytes != want.Bytes || !slices.Equal(paths, want.Paths) {
		t.Errorf("%d gone of %d bytes, want %d of %d", len(paths), bytes, want.Lost, want.Bytes)
	}
	if all.Moved.Files != want.Elsewhere || all.New.Files != want.Added || all.Altered.Files != want.Changed || all.Unknown.Files != 0 || all.Gone.Files+all.Moved.Files != want.Removed {
		t.Errorf("%+v\nwant %+v", all, want)
	}
	if all.First.Files != want.OldFiles || all.First.Bytes != want.OldBytes || all.Last.Files != want.NewFiles || all.Last.Bytes != want.NewBytes { // five have no size
		t.Errorf("from %+v to %+v", all.First, all.Last)
	}
	if len(d.SecondHand) != len(lists) || d.SecondHand[0].Kind != "manifest" || d.SecondHand[0].Records != int(want.OldFiles) {
		t.Errorf("%+v", d.SecondHand)
	}
	if len(d.Targets) != 0 || d.Losses[0].State != "partial" || d.Losses[0].Files != want.Lost {
		t.Errorf("%+v", d.Losses[0])
	}
}

func TestImportedListsOfRealPackages(t *testing.T) {
	dir := realData(t, "manifests-debian")
	sums := func(name string) string { return filepath.Join(dir, "md5sums", name+"_all.md5sums") }
	d := imports(t, [2]string{"2024-01-01", sums("nginx-common_1.22.1-9+deb12u9")}, [2]string{"2025-01-01", sums("nginx-common_1.22.1-9+deb12u11")})
	if all := d.Inventories[0].Total; len(d.Losses) != 0 || all.First.Files != 12 || all.Last.Files != 12 || all.Altered.Files != 1 || all.New.Files+all.Moved.Files+all.Unknown.Files != 0 {
		t.Errorf("nginx-common: %+v", all)
	}
	// A list of MD5 and the folder itself.
	d = imports(t, [2]string{"2024-01-01", sums("sound-theme-freedesktop_0.8-2")}, [2]string{"2025-01-01", filepath.Join(dir, "sound-theme-freedesktop")})
	if all := d.Inventories[0].Total; len(d.Losses) != 0 || all.First.Files != 31 || all.Last.Files != 31 || all.Altered.Files+all.New.Files+all.Moved.Files+all.Unknown.Files != 0 {
		t.Errorf("sound-theme-freedesktop: %+v", all)
	}
	// All of it lost, and all of it there still.
	d = imports(t, [2]string{"2024-01-01", sums("sound-theme-freedesktop_0.8-2")}, [2]string{"2025-01-01", sums("nginx-common_1.22.1-9+deb12u9")}, [2]string{"", filepath.Join(dir, "sound-theme-freedesktop")})
	if paths, _, local := lostIn(t, d); len(paths) != 31 || local != 31 {
		t.Errorf("%d gone, %d held locally", len(paths), local)
	}
}

// A list that gives no sizes is not said to be of files without a byte.
func TestUnknownSizesAreSaidToBeUnknown(t *testing.T) {
	dir := t.TempDir()
	list := filepath.Join(dir, "before.md5")
	putText(t, list, "d41d8cd98f00b204e9800998ecf8427e  a.jpg\n0cc175b9c0f1b6a831c399e269772661  b.jpg\n")
	config := "--config=" + filepath.Join(dir, "constat.yaml")
	var out bytes.Buffer
	for _, args := range [][]string{{"init", dir}, {"import", "manifest", list, "--as", "photos", "--at", "2021-08-27", config, "--lang", "en"}} {
		if code := run(t.Context(), args, &out, &out); code != 0 {
			t.Fatalf("constat %v: %d %s", args, code, &out)
		}
	}
	if !strings.Contains(out.String(), "2 files, sizes unknown") {
		t.Error(out.String())
	}
}

// A list without sizes tells of no bytes, and of no share of bytes; one that has
// some sizes says how many it lacks.
func TestListsWithoutSizesLoseFilesOfUnknownSize(t *testing.T) {
	dir := t.TempDir()
	list := func(name string, sizes ...string) string {
		var b strings.Builder
		for i, size := range sizes {
			digest := strings.Repeat(string("1234567890"[i]), 32)
			if size == "none" {
				b.WriteString(digest + "  " + string("abcde"[i]) + ".jpg\n")
			} else {
				b.WriteString(digest + "\t" + size + "\t" + string("abcde"[i]) + ".jpg\n")
			}
		}
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	d := imports(t, [2]string{"2021-08-27", list("l1", "none", "none", "none")}, [2]string{"2021-08-28", list("l2", "none")})
	if n := d.Inventories[0].Total; n.Gone != (dossier.Amount{Files: 2, Unsized: 2}) || n.First.Unsized != 3 || n.Missing.Unsized != 2 || n.GoneShare.Bytes != "" || n.GoneShare.Files != "66.666666" {
		t.Errorf("%+v", n)
	}
	for _, l := range d.Losses {
		if l.Bytes != 0 || l.Unsized != l.Files || l.Missing.Unsized != l.Files || l.Item == "" && l.OfUnsized != 3 {
			t.Errorf("%+v", l)
		}
	}
	d = imports(t, [2]string{"2021-08-27", list("t1", "50", "60", "-")}, [2]string{"2021-08-28", list("t2", "50")})
	if n := d.Inventories[0].Total; n.Gone != (dossier.Amount{Files: 2, Bytes: 60, Unsized: 1}) || n.First != (dossier.Amount{Files: 3, Bytes: 110, Unsized: 1}) || n.GoneShare.Bytes != "" {
		t.Errorf("%+v", n)
	}
}

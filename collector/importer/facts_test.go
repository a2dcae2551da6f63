package importer

import (
	"context"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"constat/store/record"
)

// Of each real package as many files of each form come out as are told of it,
// and of the kind that harm is counted by.
func TestRealPackagesHaveTheirFilesByForm(t *testing.T) {
	dir := facts(t)
	for name, c := range map[string]struct {
		files int
		forms map[string]int
	}{
		"planetblupi-common_1.14.2-3_all":   {397, map[string]int{".wav": 255, ".png": 62, ".mkv": 14}},
		"gnome-backgrounds_43.1-1_all":      {44, map[string]int{".webp": 16, ".svg": 9}},
		"sound-theme-freedesktop_0.8-2_all": {31, map[string]int{".oga": 27}},
	} {
		r, err := Manifest(context.Background(), filepath.Join(dir, "md5sums", name+".md5sums"), now)
		if err != nil {
			t.Fatal(err)
		}
		forms, wrong := map[string]int{}, 0
		for _, f := range r.Files {
			form := path.Ext(f.Path)
			forms[form]++
			if kind, told := kinds[form]; told && record.FileKindOf(f.Path) != kind {
				wrong++
			}
		}
		if len(r.Files) != c.files || wrong > 0 {
			t.Errorf("%s: %d files, %d of another kind than their form", name, len(r.Files), wrong)
		}
		for form, n := range c.forms {
			if forms[form] != n {
				t.Errorf("%s: %d %s, want %d", name, forms[form], form, n)
			}
		}
	}
}

var kinds = map[string]record.FileKind{".wav": record.Music, ".oga": record.Music, ".png": record.Photo, ".webp": record.Photo, ".svg": record.Photo, ".mkv": record.Video}

// Between two releases of a real package one file changed, its changelog.
func TestTheOneRealFileThatChangedIsTheChangelog(t *testing.T) {
	dir := facts(t)
	told := map[string]string{}
	for i, release := range []string{"u9", "u11"} {
		r, err := Manifest(context.Background(), filepath.Join(dir, "md5sums", "nginx-common_1.22.1-9+deb12"+release+"_all.md5sums"), now)
		if err != nil || len(r.Files) != 12 {
			t.Fatalf("%s: %v", release, err)
		}
		for _, f := range r.Files {
			was, before := told[f.Path]
			if i > 0 && (!before || was != f.Told) != (f.Path == "usr/share/doc/nginx-common/changelog.Debian.gz") {
				t.Errorf("%s: %q, and %q in %s", f.Path, was, f.Told, release)
			}
			told[f.Path] = f.Told
		}
	}
	if len(told) != 12 {
		t.Errorf("%d paths in both", len(told))
	}
}

// Each film and each piece of music that Debian 12 has is told by its name.
func TestRealNamesOfFilmsAndMusicAreOfTheirKind(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(facts(t), "contents-media-bookworm.txt"))
	if err != nil {
		t.Fatal(err)
	}
	got, lines := map[record.FileKind]int{}, 0
	for line := range strings.Lines(string(text)) {
		_, name, ok := strings.Cut(strings.TrimSuffix(line, "\n"), ": ")
		if !ok {
			t.Fatalf("%q", line)
		}
		lines++
		kind := record.FileKindOf(strings.TrimPrefix(name, "/"))
		if got[kind]++; kind != record.Video && kind != record.Music {
			t.Errorf("%s is %s", name, kind)
		}
	}
	if got[record.Video] != 258 || got[record.Music] != 1353 || lines != 1611 {
		t.Errorf("%v of %d lines", got, lines)
	}
}

func facts(t *testing.T) string {
	t.Helper()
	if os.Getenv("CONSTAT_DATA") == "" {
		t.Skip("CONSTAT_DATA names no folder of test data")
	}
	return filepath.Join(os.Getenv("CONSTAT_DATA"), "manifests-debian")
}

package importer

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"constat/store/record"
)

const now = record.Instant(1_795_316_645_123)

func read(t testing.TB, name, content string) (*Rows, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return Manifest(context.Background(), path, now)
}

const (
	md5Of    = "d41d8cd98f00b204e9800998ecf8427e"
	sha256Of = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
)

func TestListsAreReadInEachForm(t *testing.T) {
	for name, c := range map[string]struct {
		form, text string
		want       []record.Held
	}{
		"md5sums":         {"md5sums", md5Of + "  b b\n" + md5Of + " *a\n", []record.Held{{Path: "a", Size: -1, Told: "md5:" + md5Of}, {Path: "b b", Size: -1, Told: "md5:" + md5Of}}},
		"sha256sums":      {"sha256sums", sha256Of + "  ./d/a\n", []record.Held{{Path: "d/a", Size: -1, Told: "sha256:" + sha256Of}}},
		"a name escaped":  {"md5sums", `\` + md5Of + `  a\nb\\c` + "\n", []record.Held{{Path: "a\nb\\c", Size: -1, Told: "md5:" + md5Of}}},
		"tsv":             {"tsv", strings.ToUpper(sha256Of) + "\t0\ta\n-\t-\tb\tc\n", []record.Held{{Path: "a", Size: 0, Told: "sha256:" + sha256Of}, {Path: "b\tc", Size: -1}}},
		"ends of Windows": {"md5sums", "\ufeff" + md5Of + "  a\r\n", []record.Held{{Path: "a", Size: -1, Told: "md5:" + md5Of}}},
		"listed twice":    {"md5sums", md5Of + "  a\n" + md5Of + "  a\n# a remark\n\n", []record.Held{{Path: "a", Size: -1, Told: "md5:" + md5Of}}},
		"a tab in a name": {"md5sums", md5Of + "  a\n" + md5Of + "  b\tc\n", []record.Held{{Path: "a", Size: -1, Told: "md5:" + md5Of}, {Path: "b\tc", Size: -1, Told: "md5:" + md5Of}}},
		"an end escaped":  {"md5sums", `\` + md5Of + `  a\rb` + "\n", []record.Held{{Path: "a\rb", Size: -1, Told: "md5:" + md5Of}}},
		"two ways there":  {"md5sums", md5Of + "  a\n" + md5Of + "  b/../a\n", []record.Held{{Path: "a", Size: -1, Told: "md5:" + md5Of}, {Path: "b/../a", Size: -1, Told: "md5:" + md5Of}}},
	} {
		r, err := read(t, "list", c.text)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if r.Form != c.form || len(r.Files) != len(c.want) || r.Source != record.Sum([]byte(c.text)) || r.Size != int64(len(c.text)) {
			t.Errorf("%s: %+v", name, r)
			continue
		}
		for i := range c.want {
			if r.Files[i] != c.want[i] {
				t.Errorf("%s: %+v, want %+v", name, r.Files[i], c.want[i])
			}
		}
	}
}

// What can't be read whole is not read at all, and the line is named.
func TestListThatCannotBeReadIsRefused(t *testing.T) {
	for name, c := range map[string][2]string{
		"empty":                {"", "lists nothing"},
		"remarks alone":        {"# nothing\n", "lists nothing"},
		"prose":                {"these are my files\n", "line 1"},
		"another form":         {md5Of + "  a\n" + sha256Of + "  b\n", "line 2"},
		"a digest cut":         {md5Of + "  a\n" + md5Of[1:] + "  b\n", "line 2"},
		"a digest of letters":  {strings.Repeat("z", 32) + "  a\n", "digest"},
		"a size below nothing": {md5Of + "\t-5\ta\n", "size"},
		"no path":              {md5Of + "  \n", "path"},
		"two contents":         {md5Of + "  a\n" + strings.Repeat("0", 32) + "  a\n", "twice"},
		"a line without end":   {md5Of + "  " + strings.Repeat("a", maxLine) + "\n", "longer"},
		"a path without end":   {md5Of + "  " + strings.Repeat("a", 9000) + "\n", "path of 9000"},
	} {
		if r, err := read(t, "list", c[0]); err == nil || !strings.Contains(err.Error(), c[1]) {
			t.Errorf("%s: %+v, %v", name, r, err)
		}
	}
}

// What ends lines elsewhere would make one file of a whole list, and the rest of it gone.
func TestListOfOtherLineEndsIsRefused(t *testing.T) {
	row := func(end string) string { return md5Of + "  a" + end + md5Of + "  b" + end }
	for name, c := range map[string][2]string{
		"sums ended by NUL":           {row("\x00"), "without -z"},
		"sums ended by NUL, LF after": {row("\x00") + "\n", "without -z"},
		"sums ended by CR":            {row("\r"), "carriage return"},
		"sums ended by CR, LF after":  {row("\r") + "\n", "carriage return"},
		"sums ended by RS":            {row("\x1e") + "\n", "0x1e"},
		"a table ended by NUL":        {md5Of + "\t0\ta\x00" + md5Of + "\t0\tb\x00", "without -z"},
		"a table ended by CR":         {md5Of + "\t0\ta\r" + md5Of + "\t0\tb\r\n", "carriage return"},
		"an escaped name with NUL":    {`\` + md5Of + "  a\x00b\n", "without -z"},
		"DEL":                         {md5Of + "  a\x7f\n", "0x7f"},
		"a remark, then NUL":          {"# r\n" + row("\x00"), "line 2"},
	} {
		if r, err := read(t, "list", c[0]); err == nil || !strings.Contains(err.Error(), c[1]) {
			t.Errorf("%s: %+v, %v", name, r, err)
		}
	}
}

// Cut in the middle of a line, a list would show a file under another name, and the rest gone.
func TestListWithoutItsLastLineEndIsRefusedAsCut(t *testing.T) {
	for name, text := range map[string]string{
		"in a path":   md5Of + "  a\n" + md5Of + "  ph",
		"in a digest": md5Of + "  a\n" + md5Of[:9],
		"in an end":   md5Of + "  a\r\n" + md5Of + "  b\r",
		"in a remark": md5Of + "  a\n# and",
		"in a size":   md5Of + "\t0\ta\n" + md5Of + "\t1",
		"one alone":   md5Of + "  a",
	} {
		if r, err := read(t, "list", text); err == nil || !strings.Contains(err.Error(), "the last line has no end") || !strings.Contains(err.Error(), "echo >> FILE") {
			t.Errorf("%s: %+v, %v", name, r, err)
		}
	}
}

func TestOnePathWrittenTwoWaysHasOneContent(t *testing.T) {
	other := strings.Repeat("0", 32)
	for _, text := range []string{
		md5Of + "  a\n" + other + "  ./b/../a\n",
		md5Of + "  c/a\n" + other + "  c//a\n",
		md5Of + "  c//a\n" + other + "  c/./a\n",
	} {
		if r, err := read(t, "list", text); err == nil || !strings.Contains(err.Error(), "one path, with two contents") {
			t.Errorf("%q: %+v, %v", text, r, err)
		}
	}
}

func TestFolderIsReadThroughAndThrough(t *testing.T) {
	dir := t.TempDir()
	for path, content := range map[string]string{"a": "A", "d/b": "", "d/c.jpg": "photo"} {
		full := filepath.Join(dir, path)
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("/etc/passwd", filepath.Join(dir, "link")); err != nil {
		t.Fatal(err)
	}
	r, err := Manifest(context.Background(), dir, now)
	if err != nil || r.Form != "folder" || len(r.Files) != 4 || !r.Source.IsZero() {
		t.Fatalf("%+v, %v", r, err)
	}
	if a := r.Files[0]; a.Sum != record.Sum([]byte("A")) || a.Told != "md5:7fc56270e7a70fa81a5935b72eacbe29" || a.Read != now || a.Size != 1 {
		t.Errorf("%+v", a)
	}
	if l := r.Files[3]; !l.Link() {
		t.Errorf("%+v", l)
	}
	var b bytes.Buffer
	sum, err := r.Write(&b, [32]byte{1})
	if err != nil || sum.Items != 4 || sum.Bytes != 6 {
		t.Errorf("%+v, %v", sum, err)
	}
	if _, err := record.Encode(r.Entry(now, 0, "1", sum)); err != nil {
		t.Error(err)
	}
}

// What Debian says of its own packages, see SOURCE.md beside the lists.
func TestRealListsHaveTheirFiguresExactly(t *testing.T) {
	dir := filepath.Join(os.Getenv("CONSTAT_DATA"), "manifests-debian")
	if os.Getenv("CONSTAT_DATA") == "" {
		t.Skip("CONSTAT_DATA names no folder of test data")
	}
	for name, want := range map[string]struct {
		files int
		kind  record.FileKind
		of    int
	}{
		"nginx-common_1.22.1-9+deb12u11_all": {12, record.Photo, 0},
		"planetblupi-common_1.14.2-3_all":    {397, record.Video, 14},
		"sound-theme-freedesktop_0.8-2_all":  {31, record.Music, 27},
		"gnome-backgrounds_43.1-1_all":       {44, record.Photo, 0},
	} {
		r, err := Manifest(context.Background(), filepath.Join(dir, "md5sums", name+".md5sums"), now)
		if err != nil || len(r.Files) != want.files || r.Form != "md5sums" {
			t.Errorf("%s: %v", name, err)
			continue
		}
		n := 0
		for _, f := range r.Files {
			if record.FileKindOf(f.Path) == want.kind {
				n++
			}
		}
		if want.of > 0 && n != want.of {
			t.Errorf("%s: %d of kind %s, want %d", name, n, want.kind, want.of)
		}
	}
	list, err := Manifest(context.Background(), filepath.Join(dir, "md5sums", "sound-theme-freedesktop_0.8-2_all.md5sums"), now)
	if err != nil {
		t.Fatal(err)
	}
	folder, err := Manifest(context.Background(), filepath.Join(dir, "sound-theme-freedesktop"), now)
	if err != nil || len(folder.Files) != len(list.Files) {
		t.Fatalf("%d files in the folder, %d in the list: %v", len(folder.Files), len(list.Files), err)
	}
	for i, f := range folder.Files {
		if l := list.Files[i]; f.Path != l.Path || f.Told != l.Told {
			t.Errorf("%+v, the list has %+v", f, l)
		}
	}
}

func FuzzList(f *testing.F) {
	f.Add(md5Of + "  a\n" + md5Of + " *b\n")
	f.Add(sha256Of + "\t5\ta\n-\t-\tb\n")
	f.Add(`\` + md5Of + `  a\nb` + "\n")
	f.Fuzz(func(t *testing.T, text string) {
		r, err := read(t, "list", text)
		if err != nil {
			return
		}
		var b bytes.Buffer
		sum, err := r.Write(&b, [32]byte{})
		if err != nil {
			if strings.Contains(err.Error(), "63 bits") {
				return
			}
			t.Fatalf("%q: %v", text, err)
		}
		again, err := record.CheckManifest(&b)
		if err != nil || again.Root != sum.Root || again.Newest != 0 {
			t.Fatalf("%q: %v", text, err)
		}
	})
}

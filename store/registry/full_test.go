package registry

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// limited does to the claim in dir what one does whose files may have no more than most
// bytes: the kernel then fails a write in its midst, as a full disk does.
func limited(dir, most string) {
	c, err := Open(dir, "whc")
	if err != nil {
		panic(err)
	}
	n, err := strconv.ParseUint(most, 10, 63)
	if err != nil {
		panic(err)
	}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: n, Max: n}); err != nil {
		panic(err)
	}
	r, err := c.Add([]byte(`{"name_or_legal_name": "`+strings.Repeat("A", 200)+`"}`), noon)
	all := []error{err}
	if p, placeErr := c.Place(1); placeErr == nil {
		all = append(all, second(p.Complete([]byte(`{"address": "`+strings.Repeat("A", 900)+`"}`), [32]byte{8}, noon)),
			second(p.Take(VoucherName{Name: "x"}, strings.NewReader(strings.Repeat("x", 3000)), noon)),
			second(c.SetAbout([]byte(aboutText), noon)), p.Withdraw(Withdrawn, noon))
	}
	for _, err := range all {
		if !errors.Is(err, ErrFullDisk) || r.Digest != "" {
			os.Stdout.WriteString("not told: " + strconv.Quote(errText(err)) + "\n")
		}
	}
	os.Exit(0)
}

func errText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// TestAFullDiskLeavesNothingHalfWritten, and is told as that.
func TestAFullDiskLeavesNothingHalfWritten(t *testing.T) {
	for _, most := range []string{"0", "1", "100"} {
		id := newKey(t)
		c, r := begun(t, id)
		before := tree(t, c.dir)
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), "REGISTRY_MOST="+most, "REGISTRY_DIR="+filepath.Dir(c.dir))
		if out, err := cmd.CombinedOutput(); err != nil || len(out) > 0 {
			t.Fatalf("at most %s bytes: %v %s", most, err, out)
		}
		if after := tree(t, c.dir); after != before {
			t.Errorf("at most %s bytes: the folder had\n%s\nand has\n%s", most, before, after)
		}
		if fs := files(t, c, id); len(fs) != 1 || len(fs[0].Versions) != 2 {
			t.Errorf("%+v", fs)
		}
		if _, err := c.Access(1, r.Code); err != nil {
			t.Error(err)
		}
		if r := add(t, c, `{"name_or_legal_name": "next"}`); r.MemberNo != 2 {
			t.Errorf("number %d: one was lost", r.MemberNo)
		}
	}
}

// tree names all that is in a folder, with its size.
func tree(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			i, err := d.Info()
			if err != nil {
				return err
			}
			b.WriteString(path + " " + strconv.FormatInt(i.Size(), 10))
		}
		b.WriteString(path + "\n")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

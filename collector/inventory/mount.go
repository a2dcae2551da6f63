package inventory

import (
	"bufio"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"os"
	"path/filepath"
	"strings"

	"constat/store/record"
)

// mountInfo is where the kernel tells what is mounted, proc_pid_mountinfo(5).
var mountInfo = "/proc/self/mountinfo"

// A mountTable has what is mounted by where it is: file system, source, and the
// folder in it. It is nil where the system does not tell.
type mountTable map[string]string

func readMounts() mountTable {
	f, err := os.Open(mountInfo)
	if err != nil {
		return nil
	}
	defer f.Close()
	t := mountTable{}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		front, back, ok := strings.Cut(lines.Text(), " - ")
		a, b := strings.Fields(front), strings.Fields(back)
		if ok && len(a) > 4 && len(b) > 1 {
			t[octal.Replace(a[4])] = strings.Join([]string{b[0], b[1], a[3]}, "\n") // what came last lies on top
		}
	}
	return t
}

var octal = strings.NewReplacer(`\040`, " ", `\011`, "\t", `\012`, "\n", `\134`, `\`)

// within returns what is mounted at and below a folder, by the path from it.
// The folder itself is of the nearest mount above; one that lies on the
// system's own root is of none.
func (t mountTable) within(dir string) mountTable {
	out := mountTable{}
	for at, what := range t {
		if rel, err := filepath.Rel(dir, at); err == nil && rel != ".." && !strings.HasPrefix(rel, "../") && rel != "." {
			out[filepath.ToSlash(rel)] = what
		}
	}
	for at := dir; at != "/"; at = filepath.Dir(at) {
		if what, ok := t[at]; ok {
			rel, _ := filepath.Rel(at, dir)
			out["."] = what + "\n" + rel
			break
		}
	}
	return out
}

func (t mountTable) same(o mountTable) bool { return maps.Equal(t, o) }

// point is the line of a mount point. It tells nothing of what is mounted but
// to whoever knows that and the salt.
func point(path, what string, salt [32]byte) record.Held {
	m := hmac.New(sha256.New, salt[:])
	m.Write([]byte(what))
	return record.Held{Path: path, Size: -1, Told: record.MountTold + hex.EncodeToString(m.Sum(nil)[:8])}
}

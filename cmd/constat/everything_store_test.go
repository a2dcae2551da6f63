package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"constat/report/dossier"
	"constat/store/record"
)

// isGone is a file that was deleted, and given back: a loss, and no downtime.
const isGone = "(gone)"

// storedFiles is how many files each store holds: each is deleted once at most.
const storedFiles = 200

// stores are what holds files: a folder, WebDAV and FTP.
func (f *field) stores() error {
	for _, s := range [][2]string{{"album", "file://" + f.dir + "/stores/album"}, {"cloud", "webdav://$AT:8088/photos"}, {"drive", "ftp://127.0.0.1:2100/photos"}} {
		name, url := s[0], s[1]
		folder := filepath.Join(f.dir, "stores", name)
		if name != "album" {
			folder = filepath.Join(folder, "photos")
		}
		if err := fill(folder); err != nil {
			return err
		}
		behind := ""
		if name == "cloud" {
			behind = "8600>8088"
		}
		w, err := f.at(name, url, behind)
		if err != nil {
			return err
		}
		w.losesFiles(folderShelf(folder))
		if name == "cloud" {
			w.meets("the store refuses", "(unknown)", manner{refuse: true})
		}
	}
	return nil
}

func photo(n int64) string { return fmt.Sprintf("%03d.jpg", n) }

func writePhoto(folder string, n int64) error {
	return os.WriteFile(filepath.Join(folder, photo(n)), make([]byte, n+1), 0o644) // no two of a size: none can be another, moved
}

func fill(folder string) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	for n := range storedFiles {
		if err := writePhoto(folder, int64(n)); err != nil {
			return err
		}
	}
	return nil
}

// lost holds the losses of a dossier against what was deleted: each file,
// missing and back when it was, and no other.
func lost(d *dossier.Dossier, truth []*befallen) (wrong []string) {
	stores := func(l dossier.Loss) bool {
		return slices.ContainsFunc(d.Inventories, func(n dossier.Inventory) bool { return n.TargetID == l.TargetID })
	}
	left := slices.DeleteFunc(slices.Clone(d.Losses), func(l dossier.Loss) bool { return l.Item == "" || !stores(l) })
	slack := record.Instant(everythingSlack.Milliseconds())
	deleted, found := 0, 0
	for _, b := range truth {
		if b.want != isGone {
			continue
		}
		seen := 0
		left = slices.DeleteFunc(left, func(l dossier.Loss) bool {
			if l.Target != b.target || l.Item != b.item {
				return false
			}
			seen++
			b.unless(l.State == "gone", "state %s", l.State)
			b.unless(l.LastSeen.Known && l.LastSeen.Instant <= record.At(b.begun)+slack, "last seen after it was deleted")
			b.unless(l.FirstMissing.Instant >= record.At(b.from)-slack, "missing before it was")
			b.unless(l.Restored.Known && l.Restored.Instant >= record.At(b.ending)-slack, "back before it was")
			return true
		})
		deleted, found = deleted+1, found+min(seen, 1)
	}
	if found*3 < deleted { // what lists that overlap say of a file is doubt
		wrong = append(wrong, fmt.Sprintf("of %d files that were deleted %d are lost", deleted, found))
	}
	for _, l := range left {
		wrong = append(wrong, fmt.Sprintf("%s: %s is lost, which nobody deleted", l.Target, l.Item))
	}
	return wrong
}

// storeServers serve the folders that are not local.
func storeServers(dir string) map[string][]string {
	return map[string][]string{
		"127.0.0.1:8600": {"rclone", "serve", "webdav", filepath.Join(dir, "stores", "cloud"), "--addr", "127.0.0.1:8600", "--dir-cache-time", "0s"},
		"127.0.0.1:2022": {"rclone", "serve", "sftp", filepath.Join(dir, "stores", "vault"), "--addr", "127.0.0.1:2022", "--user", "lea", "--pass", "word", "--key", dir + "/host", "--dir-cache-time", "0s"},
		"127.0.0.1:2100": {"vsftpd", dir + "/vsftpd.conf"},
	}
}

const vsftpdConf = `listen=YES
listen_ipv6=NO
listen_address=127.0.0.1
listen_port=2100
background=NO
anonymous_enable=YES
local_enable=NO
no_anon_password=YES
anon_root=$DIR/stores/drive
secure_chroot_dir=$DIR/empty
seccomp_sandbox=NO
xferlog_enable=NO
utf8_filesystem=YES
isolate=NO
isolate_network=NO
`

package main

import (
	"bytes"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
)

// A shelf is a store whose files can be taken away and put back by whoever
// keeps it.
type shelf struct {
	remove, put func(n int64) error
}

func folderShelf(folder string) shelf {
	return shelf{
		remove: func(n int64) error { return os.Remove(filepath.Join(folder, photo(n))) },
		put:    func(n int64) error { return writePhoto(folder, n) },
	}
}

// losesFiles adds the trial in which a file is deleted.
func (w *watched) losesFiles(s shelf) {
	w.key = "inventory"
	var next atomic.Int64
	t := w.befalls("a file is deleted", isGone, func() error { return s.remove(next.Load()) }, func() error { return s.put(next.Add(1) - 1) })
	t.item = func() string { return photo(next.Load()) }
}

// buckets are stores that want credentials: SFTP and S3.
func (f *field) buckets() error {
	host, err := os.ReadFile(filepath.Join(f.dir, "host.pub"))
	if err != nil {
		return err
	}
	key := strings.Join(strings.Fields(string(host))[:2], " ")
	for name, text := range map[string]string{"vault": "user: lea\npassword: word\nhost_key: \"" + key + "\"\n", "bucket": "access_key: who\nsecret_key: what\nregion: us-east-1\n"} {
		if err := os.WriteFile(filepath.Join(f.dir, name+".secret"), []byte(text), 0o600); err != nil {
			return err
		}
	}
	folder := filepath.Join(f.dir, "stores", "vault", "photos")
	if err := fill(folder); err != nil {
		return err
	}
	vault, err := f.at("vault", "sftp://$AT:2022/photos", "2022")
	if err != nil {
		return err
	}
	bucket, err := f.at("bucket", "s3+http://$AT:8700/bucket/photos", "8700")
	if err != nil {
		return err
	}
	kept, err := serveBucket("127.0.0.1:8700")
	if err != nil {
		return err
	}
	vault.extra, bucket.extra = fmt.Sprintf(", secret: %q", f.dir+"/vault.secret"), fmt.Sprintf(", secret: %q", f.dir+"/bucket.secret")
	vault.losesFiles(folderShelf(folder))
	vault.meets("the list breaks off", "(unknown)", manner{passing: cut(9000)})
	vault.meets("the store refuses", "(unknown)", manner{refuse: true})
	bucket.losesFiles(kept)
	bucket.meets("the list breaks off", "(unknown)", manner{passing: cut(9000)})
	bucket.leads("the store is out of order", "(unknown)", "8503")
	return nil
}

// serveBucket serves S3 with files in it.
func serveBucket(address string) (s shelf, err error) {
	backend := s3mem.New()
	l, err := net.Listen("tcp", address)
	if err != nil {
		return s, err
	}
	handler := gofakes3.New(backend).Server()
	go func() { _ = http.Serve(l, handler) }() // it ends with all
	if err := backend.CreateBucket("bucket"); err != nil {
		return s, err
	}
	s.put = func(n int64) error {
		when := map[string]string{"Last-Modified": time.Now().UTC().Format(http.TimeFormat)}
		_, err := backend.PutObject("bucket", "photos/"+photo(n), when, bytes.NewReader(make([]byte, n+1)), n+1, nil)
		return err
	}
	s.remove = func(n int64) error {
		_, err := backend.DeleteObject("bucket", "photos/"+photo(n))
		return err
	}
	for n := range storedFiles {
		if err := s.put(int64(n)); err != nil {
			return s, err
		}
	}
	return s, nil
}

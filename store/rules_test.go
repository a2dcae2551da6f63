package store

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"constat/store/bundle"
	"constat/store/record"
	"constat/store/seal"
)

// Rule 3: a tree is signed only after it is on disk.
func TestTreeIsOnDiskBeforeItIsSigned(t *testing.T) {
	s, dir := newStore(t)
	w := enter(t, s, target("shop"))
	observe(t, s, seen(w[0], 0, "x"))
	var onDisk int64
	var before []byte
	defer func() { at = func(string) {} }()
	at = func(point string) {
		switch point {
		case "tree written":
			onDisk = leavesIn(t, dir)
			before, _ = os.ReadFile(filepath.Join(dir, checkpointName))
		}
	}
	c := sealAt(t, s, 1)
	at = func(string) {}
	if onDisk != c.Size || before != nil {
		t.Errorf("%d leaves were on disk before %d were signed; a checkpoint was there: %q", onDisk, c.Size, before)
	}
}

// leavesIn reads a copy of the database, as another would find it.
func leavesIn(t *testing.T, dir string) (n int64) {
	b, err := os.ReadFile(filepath.Join(dir, databaseName))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), databaseName)
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	db, err := bolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.View(func(tx *bolt.Tx) error {
		n = int64(tx.Bucket(leavesBucket).Stats().KeyN)
		return nil
	})
	return n
}

// Rule 3: two trees of one size are never signed.
func TestOneSizeIsSignedOnce(t *testing.T) {
	s, dir := newStore(t)
	w := enter(t, s, target("shop"))
	sizes := map[int64]seal.Checkpoint{}
	for n := range 5 {
		observe(t, s, seen(w[0], n, "x"))
		for range 2 { // the second has nothing new
			c := sealAt(t, s, n)
			if have, ok := sizes[c.Size]; ok && have != c {
				t.Errorf("two trees of %d leaves", c.Size)
			}
			sizes[c.Size] = c
		}
		if n == 2 { // stopped between the checkpoint outside and inside
			s.db.Update(func(tx *bolt.Tx) error { return tx.Bucket(checkpointsBucket).Delete(indexKey(s.head.Size)) })
			s.Close()
			s = openStore(t, dir)
			if c := sealAt(t, s, n+1); sizes[c.Size] != c {
				t.Errorf("a second tree of %d leaves, or one that nobody knows", c.Size)
			}
			if b := verify(t, s, export(t, s, Query{})); b.Logs[0].Head != s.Head() {
				t.Errorf("the bundle ends with %d leaves of %d", b.Logs[0].Head.Size, s.Head().Size)
			}
		}
	}
	if len(sizes) != 5 {
		t.Errorf("%d checkpoints, want 5", len(sizes))
	}
}

// Rule 4: a file named in a leaf was on disk before the leaf.
func TestFileIsOnDiskBeforeItsLeaf(t *testing.T) {
	s, dir := newStore(t)
	w := enter(t, s, target("shop"))
	kept, ready := 0, 0
	defer func() { at = func(string) {} }()
	at = func(point string) {
		switch point {
		case "file kept":
			kept++
		case "batch ready":
			ready++
			files, _ := filepath.Glob(filepath.Join(dir, capturesName, "*.warc.gz"))
			if len(files) != ready || kept != ready {
				t.Errorf("batch %d is about to be written, %d of its files are on disk", ready, len(files))
			}
		}
	}
	for n := range 4 {
		observe(t, s, seen(w[0], n, fmt.Sprint("edition ", n)))
	}
	at = func(string) {}
	if ready != 4 {
		t.Errorf("%d batches", ready)
	}
	// And where the file cannot be written, there is no leaf and no observation.
	os.RemoveAll(filepath.Join(dir, capturesName))
	before := s.counts[record.KindCapture]
	if err := s.Observe([]record.Seen{seen(w[0], 9, "new")}); err == nil {
		t.Error("an observation was accepted, its content is nowhere")
	}
	if s.counts[record.KindCapture] != before || s.chains[w[0].Chain].Last == seen(w[0], 9, "").Observation.Round {
		t.Error("something of it is there")
	}
	s.Close() // its captures are gone: Check would say so
}

// Rule 7: a wall clock is data, never an order; the round number is.
func TestWallClockIsNoOrder(t *testing.T) {
	s, _ := newStore(t)
	w := enter(t, s, target("shop"))
	for n := range 6 {
		o := seen(w[0], n, "")
		o.Observation.Late = int64(-n * 3_600_000) // each hour the clock is set back by an hour
		observe(t, s, o)
		sealAt(t, s, -n*60)
	}
	b := verify(t, s, export(t, s, Query{}))
	last := record.Round(0)
	for o := range b.Logs[0].Targets[0].Observations() {
		if o.Round <= last {
			t.Errorf("round %d after %d", o.Round, last)
		}
		last = o.Round
	}
	if b.Logs[0].Head.Size != s.Head().Size {
		t.Error("the newest checkpoint is not the one with most leaves")
	}
}

// Rule 7: within a batch and before they are sealed, observations come in any
// order; after that none is let in before another.
func TestOrderOfArrivalChangesNothing(t *testing.T) {
	s, _ := newStore(t)
	w := enter(t, s, target("shop"))
	attempt := func(n int, a uint8) record.Seen {
		o := seen(w[0], n, "")
		if o.Observation.Attempt = a; a > 0 {
			o.Answer.Asked = "family 6"
		}
		return o
	}
	observe(t, s, attempt(0, 0), attempt(1, 0), attempt(1, 2), attempt(0, 1), attempt(1, 1))
	sealAt(t, s, 2)
	for _, late := range []record.Seen{attempt(0, 2), attempt(1, 0), attempt(1, 2)} {
		if err := s.Observe([]record.Seen{late}); err == nil {
			t.Errorf("round %d, attempt %d came after it was sealed", late.Observation.Round, late.Observation.Attempt)
		}
	}
	observe(t, s, attempt(1, 3))
	sealAt(t, s, 3)
	var got []string
	for o := range verify(t, s, export(t, s, Query{})).Logs[0].Targets[0].Observations() {
		got = append(got, fmt.Sprintf("%d.%d", (o.Round-attempt(0, 0).Observation.Round)/w[0].Interval, o.Attempt))
	}
	if strings.Join(got, " ") != "0.0 0.1 1.0 1.1 1.2 1.3" {
		t.Errorf("got %v", got)
	}
}

// Rule 8: no personal data in the log. What servers say stays in the files
// beside it, which can be taken away without breaking the log.
func TestNoPersonalDataInTheLog(t *testing.T) {
	s, dir := newStore(t)
	w := enter(t, s, target("shop"))
	o := seen(w[0], 0, "<p>Jeanne Tremblay, 514 555 0199</p>")
	o.Exchange.Response = []byte("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nSet-Cookie: session=c0ffee\r\nX-User: jeanne@example.net\r\n\r\n")
	o.Exchange.Request = []byte("GET / HTTP/1.1\r\nHost: shop.example\r\nX-Constat-Id: " + record.ProbeID(w[0].Secret, o.Observation.Round) + "\r\nCookie: planted\r\n\r\n")
	observe(t, s, o)
	sealAt(t, s, 1)
	if err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Base(filepath.Dir(path)) == capturesName {
			return err
		}
		b, err := os.ReadFile(path)
		for _, planted := range []string{"Tremblay", "514 555", "c0ffee", "jeanne@", "planted"} {
			if bytes.Contains(b, []byte(planted)) {
				t.Errorf("%q is in %s", planted, path)
			}
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob(filepath.Join(dir, capturesName, "*"))
	if len(files) != 1 {
		t.Errorf("%d captures lie beside", len(files))
	}
}

// One member can be disclosed without the others: nothing of a target that is
// not shown is in a bundle, even where both serve the same page.
func TestBundleOfOneTargetTellsNothingOfAnother(t *testing.T) {
	s, _ := newStore(t)
	w := enter(t, s, target("hidden"), target("shop"))
	for n := range 3 {
		observe(t, s, seen(w[0], n, fmt.Sprint("the host's default page ", n)), seen(w[1], n, "the host's default page 0"))
	}
	sealAt(t, s, 5)
	file := export(t, s, Query{Show: func(t record.Target) bool { return t.Name == "shop" }})
	b := verify(t, s, file)
	if bytes.Contains(file, []byte("hidden")) {
		t.Error("the other target's name is in the bundle")
	}
	if bytes.Contains(file, []byte(record.Sum([]byte("the host's default page 1")).String())) {
		t.Error("a digest of what only the other target served is in the bundle")
	}
	for _, c := range b.Logs[0].Targets[0].Captures {
		text, err := b.Logs[0].Capture(c.Entry.(record.Capture).File)
		if err != nil || bytes.Contains(inflate(t, text), []byte("hidden")) {
			t.Errorf("the other target's address is in a capture (%v)", err)
		}
	}
}

// A body that was cut is kept anew each time: it is not known to be the same.
func TestCutBodyIsKept(t *testing.T) {
	s, _ := newStore(t)
	w := enter(t, s, target("shop"))
	list := []record.Seen{seen(w[0], 0, "abc"), seen(w[0], 1, ""), seen(w[0], 2, "abc"), seen(w[0], 3, ""), seen(w[0], 4, "abc"), seen(w[0], 5, ""), seen(w[0], 6, "abc")}
	for _, n := range []int{2, 4} {
		list[n].Answer.Cut, list[n].Exchange.Cut = true, true
	}
	observe(t, s, list...)
	sealAt(t, s, 9)
	b := verify(t, s, export(t, s, Query{}))
	if n := len(b.Logs[0].Targets[0].Captures); n != 4 {
		t.Errorf("%d captures, want 4", n)
	}
}

// A disk that is full leaves everything as it was.
func TestFullDiskChangesNothing(t *testing.T) {
	s, dir := newStore(t)
	w := enter(t, s, target("shop"))
	observe(t, s, seen(w[0], 0, "x"))
	sealAt(t, s, 1)
	s.db.MaxSize = 1 // no page more
	rounds, failed := 0, 0
	for n := 1; failed < 3; n++ {
		var text strings.Builder
		for i := range 200 {
			fmt.Fprintf(&text, "note %d %d ", n, i)
		}
		err := s.Append(record.Note{Time: record.At(noon), Text: text.String()})
		if err == nil {
			err = s.Observe([]record.Seen{seen(w[0], n, "x")})
			if err == nil {
				rounds++
			}
		}
		if err != nil {
			failed++
			if _, err := s.Seal(noon.Add(time.Duration(n) * time.Minute)); err == nil && failed == 1 {
				t.Log("there was room for a seal")
			}
		}
		if n > 5000 {
			t.Skip("the disk cannot be made full")
		}
	}
	s.db.MaxSize = 0
	check(t, s)
	s.Close()
	s = openStore(t, dir)
	sealAt(t, s, 100)
	n := 0
	for range verify(t, s, export(t, s, Query{})).Logs[0].Targets[0].Observations() {
		n++
	}
	if n != rounds+1 {
		t.Errorf("%d observations are there, %d were accepted", n, rounds+1)
	}
}

// A database cut short is refused, at every length, and never stops the program.
func TestOpenRefusesCutDatabase(t *testing.T) {
	s, dir := newStore(t)
	day(t, s, 120)
	s.Close()
	path := filepath.Join(dir, databaseName)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	used := int64(0)
	for _, at := range []int64{0, 4096} {
		if m, err := readMeta(bytes.NewReader(whole), at); err == nil {
			used = max(used, m.size())
		}
	}
	for n := 0; n < int(used); n += 1021 {
		if err := os.WriteFile(path, whole[:n], 0o600); err != nil {
			t.Fatal(err)
		}
		if s, err := Open(dir); err == nil {
			s.Close()
			t.Fatalf("opened with %d bytes of %d", n, used)
		} else if !strings.Contains(err.Error(), "cut short") && !strings.Contains(err.Error(), "not a database") {
			t.Errorf("%d bytes: %v", n, err)
		}
		if fi, _ := os.Stat(path); fi.Size() != int64(n) {
			t.Fatalf("the cut file of %d bytes was changed to %d", n, fi.Size())
		}
	}
	if err := os.WriteFile(path, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	openStore(t, dir)
}

// A damaged page is reported, not a panic.
func TestDamagedPagesAreReported(t *testing.T) {
	s, dir := newStore(t)
	day(t, s, 120)
	s.Close()
	path := filepath.Join(dir, databaseName)
	whole, _ := os.ReadFile(path)
	for at := 2 * 4096; at < len(whole); at += 4096 {
		b := bytes.Clone(whole)
		for i := range 256 {
			b[at+i] ^= 0x5a
		}
		damaged := t.TempDir()
		if err := os.CopyFS(damaged, os.DirFS(dir)); err != nil {
			t.Fatal(err)
		}
		os.Chmod(filepath.Join(damaged, keyName), 0o600)
		os.WriteFile(filepath.Join(damaged, databaseName), b, 0o600)
		for range Fsck(context.Background(), damaged) {
		}
		if s, err := Open(damaged); err == nil {
			s.Close()
		}
	}
}

// Check tells everything that is wrong with a store, not the first thing.
func TestCheckTellsAll(t *testing.T) {
	s, dir := newStore(t)
	day(t, s, 600)
	for range 300 { // enough for kept hashes
		if err := s.Append(record.Note{Time: 1, Text: "x"}); err != nil {
			t.Fatal(err)
		}
	}
	sealAt(t, s, 601)
	s.Close()
	db, err := bolt.Open(filepath.Join(dir, databaseName), 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	edit := func(bucket, key []byte, f func([]byte) []byte) {
		err := db.Update(func(tx *bolt.Tx) error {
			b := tx.Bucket(bucket)
			if key == nil {
				key, _ = b.Cursor().First()
			}
			if v := f(bytes.Clone(b.Get(key))); v != nil {
				return b.Put(bytes.Clone(key), v)
			}
			return b.Delete(bytes.Clone(key))
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	flip := func(b []byte) []byte { b[len(b)/2] ^= 1; return b }
	gone := func([]byte) []byte { return nil }
	edit(leavesBucket, indexKey(20), func(b []byte) []byte { return b[:10] })
	edit(leavesBucket, indexKey(30), flip)
	edit(treeBucket, treeKey(treeLevel, 0), gone)
	edit(answersBucket, nil, flip)
	edit(checkpointsBucket, nil, flip)
	edit(bodiesBucket, nil, func([]byte) []byte { return []byte("{}") })
	edit(sameBucket, nil, flip)
	edit(metaBucket, countsKey, func(b []byte) []byte { return bytes.Replace(b, []byte(`"note":300`), []byte(`"note":301`), 1) })
	db.Close()
	files, _ := filepath.Glob(filepath.Join(dir, capturesName, "*"))
	os.Remove(files[0])
	os.WriteFile(files[1], []byte("other"), 0o600)
	var all strings.Builder
	for err := range Fsck(context.Background(), dir) {
		fmt.Fprintln(&all, err)
	}
	for _, want := range []string{"leaf 20: malformed", "does not follow the one before", "tree: hash 0 of level 8 is missing", "other bytes than its name", "checkpoint", "cannot be read", "filed under",
		"301 leaves of kind note, there are 300", "no such file", "body"} {
		if !strings.Contains(all.String(), want) {
			t.Errorf("nothing says %q", want)
		}
	}
	if _, err := Open(dir); err == nil {
		t.Error("Open took it")
	}
	if t.Failed() {
		t.Log(all.String())
	}
}

// Nested bundles of other vantages are carried and checked whole.
func TestBundleCarriesAnother(t *testing.T) {
	one, _ := newStore(t)
	two, _ := newStore(t)
	for _, s := range []*Store{one, two} {
		w := enter(t, s, target("shop"))
		observe(t, s, seen(w[0], 0, "x"))
		sealAt(t, s, 1)
	}
	inner := export(t, two, Query{})
	open := func() (r readCloser, err error) { return readCloser{bytes.NewReader(inner)}, nil }
	file := export(t, one, Query{Nested: []bundle.Nested{{Name: "paris-1", Size: int64(len(inner)), Open: wrap(open)}}})
	policy, err := seal.ParsePolicy(fmt.Appendf(nil, "log %s\nlog %s\nquorum none\n", one.VerifierKey(), two.VerifierKey()))
	if err != nil {
		t.Fatal(err)
	}
	b, err := bundle.Verify("b.zip", bytes.NewReader(file), int64(len(file)), policy)
	if err != nil || b.Verdict() != bundle.Proven || len(b.Logs) != 2 {
		t.Errorf("%v, %+v", err, b)
	}
}

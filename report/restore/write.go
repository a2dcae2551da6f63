package restore

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"constat/store/bundle"
	"constat/store/record"
	"constat/store/warc"
)

// Names of what is written.
const (
	indexName    = "index.html"
	capturesName = "captures.warc.gz"
	missingName  = "missing.tsv"
	sumsName     = "SHA256SUMS"
)

// Write writes what is held as a new folder, whole or not at all; lang says
// which language comes first. It fails where something is there already.
func (h *Holdings) Write(dir, lang string) (err error) {
	if _, err := os.Lstat(dir); err == nil {
		return &os.PathError{Op: "create", Path: dir, Err: os.ErrExist}
	}
	made, err := os.MkdirTemp(filepath.Dir(filepath.Clean(dir)), ".constat-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(made)
	root, err := os.OpenRoot(made)
	if err != nil {
		return err
	}
	defer root.Close()
	w := &writing{Holdings: h, root: root, lang: lang, most: maxUnpacked}
	for _, step := range []func() error{w.originals, w.pages, w.captures, w.gaps, w.index, w.sums} {
		if err := step(); err != nil {
			return err
		}
	}
	// The folder stays its owner's, as the store is: what is in it may have been
	// shown to him alone.
	// An empty folder made meanwhile would be replaced, one with files is not.
	return os.Rename(made, dir)
}

// A writing is a folder under way. Everything goes through its root, which
// leads nowhere else.
type writing struct {
	*Holdings
	root  *os.Root
	lang  string
	lines []string // of the list of digests
	most  int64    // bytes that may still come of codings
}

func (w *writing) put(name string, content []byte) error {
	if err := w.roomFor(len(content)); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return w.stream(name, func(out io.Writer) error {
		_, err := out.Write(content)
		return err
	})
}

// leastRoom is what stays free of a disk, in bytes: the store may lie on it, too.
const leastRoom = 256 << 20

// roomFor says whether a disk has room for so many bytes more.
func (w *writing) roomFor(bytes int) error {
	f, err := w.root.Open(".")
	if err != nil {
		return err
	}
	defer f.Close()
	var fs syscall.Statfs_t
	if err := syscall.Fstatfs(int(f.Fd()), &fs); err != nil {
		return nil // where that is not known, writing tells
	}
	if fs.Bavail*uint64(fs.Bsize) < leastRoom+uint64(bytes) {
		return syscall.ENOSPC
	}
	return nil
}

func (w *writing) stream(name string, emit func(io.Writer) error) error {
	if err := w.root.MkdirAll(path.Dir(name), 0o700); err != nil {
		return err
	}
	f, err := w.root.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	sum := sha256.New()
	err = emit(io.MultiWriter(f, sum))
	if closed := f.Close(); err == nil {
		err = closed
	}
	w.lines = append(w.lines, fmt.Sprintf("%x  %s\n", sum.Sum(nil), name))
	return err
}

// originals writes every content as it was received. What a browser could take
// for a page gets a second name, by which it does not: nothing leads to the first.
func (w *writing) originals() error {
	names, shown := newNamer(), newNamer()
	for _, n := range w.Items {
		body, err := n.read(w.most)
		if err != nil {
			return fmt.Errorf("%s: %w", n.URL, err)
		}
		n.Name = names.name(n.URL, n.media)
		n.Shown = "original/" + n.Name
		n.loaded = n.Shown
		switch {
		case n.rewritten() && n.media == "text/css":
			n.Shown = "pages/" + shown.name(n.URL, n.media)
			n.loaded = n.Shown
		case n.rewritten():
			n.Shown = "pages/" + shown.name(n.URL, shownPage)
		case !isPassive(n.Name):
			n.Shown = "pages/" + shown.name(n.URL, shownText)
		}
		if sum := record.Sum(body); sum != n.Body {
			n.File = sum
			w.most -= int64(len(body))
		}
		if err := w.put("original/"+n.Name, body); err != nil {
			return fmt.Errorf("%s: %w", n.URL, err)
		}
	}
	return nil
}

// rewritten reports whether an item has links of its own.
func (n *Item) rewritten() bool {
	return !n.Coded && (n.isPage() || n.isDrawing() || n.media == "text/css")
}

// isDrawing says of a picture that it can have scripts and links. A page that
// shows it runs none, so it gets it as it was.
func (n *Item) isDrawing() bool { return n.media == "image/svg+xml" }

func (n *Item) isPage() bool { return n.media == "text/html" || n.media == "application/xhtml+xml" }

// pages writes what has links a second time, the links leading to what is here.
func (w *writing) pages() error {
	missing := map[Missing]bool{}
	for _, n := range w.Items {
		if strings.HasPrefix(n.Shown, "original/") {
			continue
		}
		body, err := w.root.ReadFile("original/" + n.Name)
		if err != nil {
			return err
		}
		base, err := url.Parse(n.URL)
		if err != nil {
			return fmt.Errorf("%s: %w", n.URL, err)
		}
		r := &rewriting{Holdings: w.Holdings, item: n, base: base, lack: func(address string, link bool) {
			if m, lacks := w.lacks(n, address, link); lacks {
				missing[m] = true
			}
		}}
		switch {
		case !n.rewritten():
		case n.media == "text/css":
			body = r.style(body)
		default:
			body = r.page(body)
		}
		if err := w.put(n.Shown, body); err != nil {
			return fmt.Errorf("%s: %w", n.URL, err)
		}
	}
	w.Missing = slices.Clone(w.lacking)
	for m := range missing {
		w.Missing = append(w.Missing, m)
	}
	slices.SortFunc(w.Missing, func(a, b Missing) int {
		return strings.Compare(string(a.Why)+" "+a.URL+" "+a.Of, string(b.Why)+" "+b.URL+" "+b.Of)
	})
	return nil
}

// lacks says what is missing where an item names an address that is not here.
// What another site holds was not lost with this one.
func (w *writing) lacks(n *Item, address string, link bool) (Missing, bool) {
	m := Missing{URL: address, Of: n.URL, Why: NotKept, Status: w.answers[address]}
	if m.Status != 0 {
		m.Why = Answered
	}
	if !link {
		return m, true
	}
	a, err := url.Parse(address)
	if err != nil {
		return m, false
	}
	b, err := url.Parse(n.URL)
	m.Why = Linked
	return m, err == nil && strings.EqualFold(a.Host, b.Host)
}

// captures writes the WARC files one after the other, as they were sealed: such
// a file is one as well (WARC/1.1, annex D). What others refer to comes first.
func (w *writing) captures() error {
	type file struct {
		log *bundle.Log
		sum record.Hash
	}
	var list []file
	seen := map[record.Hash]bool{}
	add := func(l *bundle.Log, h record.Hash) {
		if !h.IsZero() && !seen[h] {
			seen[h] = true
			list = append(list, file{l, h})
		}
	}
	for _, n := range w.Items {
		add(n.log, n.kept)
	}
	for _, n := range w.Items {
		add(n.log, n.file)
	}
	return w.stream(capturesName, func(out io.Writer) error {
		for _, f := range list {
			b, err := f.log.Capture(f.sum)
			if err == nil {
				err = w.roomFor(len(b))
			}
			if err == nil && record.Hash(warc.Digest(b)) != f.sum {
				err = fmt.Errorf("capture %v holds other bytes than its name says", f.sum)
			}
			if err == nil {
				_, err = out.Write(b)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// gaps writes the whole list of what is missing, of which the index may show a part.
func (w *writing) gaps() error {
	if len(w.Missing) == 0 {
		return nil
	}
	var b bytes.Buffer
	for _, m := range w.Missing {
		fmt.Fprintf(&b, "%s\t%d\t%s\t%s\n", m.Why, m.Status, m.URL, m.Of)
	}
	return w.put(missingName, b.Bytes())
}

func (w *writing) index() error {
	var b bytes.Buffer
	if err := w.describe(&b); err != nil {
		return err
	}
	return w.put(indexName, b.Bytes())
}

func (w *writing) sums() error {
	slices.SortFunc(w.lines, func(a, b string) int { return strings.Compare(a[64:], b[64:]) })
	return w.put(sumsName, []byte(strings.Join(w.lines, "")))
}

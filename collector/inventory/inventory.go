// Package inventory lists what a remote store or a site still holds.
//
// [List] asks one store once. What it brings is a manifest: every file with
// its path, size and time as the store tells them, and the digests of those
// contents that were read. Reading has a budget; files whose content was
// never read come first, in order of path, then those read longest ago, so
// that over days all is read and then read again.
//
// A listing is whole, or it has a fault: what could not be listed is unknown,
// never missing. So whoever lists a folder says whatever goes wrong, and skips
// nothing that may hold files.
//
// Secrets come from a [Secret] and go nowhere else: not into addresses,
// errors or manifests.
package inventory

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"time"

	"constat/store/record"
)

// An Ask is one listing.
type Ask struct {
	Question record.Question
	Budget   int64 // bytes of content to read in this run at most
	Secret   Secret
	Salt     [32]byte
	// AccountKey keys the commitment to whom the store is asked as; zero for none.
	AccountKey [32]byte
	// Before is the newest inventory of the same question that has a manifest,
	// and OpenBefore opens that; nil for none.
	Before     *record.Inventory
	OpenBefore func() (io.ReadCloser, error)
	Dir        string         // for temporary files
	Keep       *Keep          // contents of a site to keep; nil for none
	at         record.Instant // when the listing began
	began      time.Time      // likewise
	Roots      *x509.CertPool // who may vouch for certificates; nil: the system's roots
}

// A Result is what one listing brought.
type Result struct {
	Inventory record.Inventory // without link and round
	Manifest  string           // a temporary file, the caller's to remove; empty where there is no manifest
	Kinds     []Share          // what was listed, by kind
	Unread    int64            // files whose content is not known
	Kept      []Kept           // contents of a site, in order of place
	Spool     string           // the folder of their files, the caller's to remove; empty for none
}

// A source is a store that is open.
type source interface {
	// list calls each for every file, in any order, and none twice. An error
	// means that something may have been left out.
	list(ctx context.Context, each func(record.Held) error) error
	// read opens the content of a file that was listed.
	read(ctx context.Context, path string) (io.ReadCloser, error)
	close() error
}

// opener connects to a store. What it returns may already be a fault.
type opener func(context.Context, *url.URL, Ask) (source, error)

// sources by scheme.
var sources = map[string]opener{
	"file":    openFolder,
	"webdav":  openDAV,
	"webdavs": openDAV,
	"sftp":    openSFTP,
	"ftp":     openFTP,
	"ftps":    openFTP,
	"s3":      openS3,
	"s3+http": openS3,
	"http":    openSite,
	"https":   openSite,

	"postgres": openPostgres,
	"mysql":    openMySQL,
}

// MaxFiles bounds what a listing may hold.
const MaxFiles = 20_000_000

// List lists what a store holds. It always returns: what went wrong is the
// fault of the inventory.
func List(ctx context.Context, ask Ask) Result {
	started := time.Now()
	r := run{Ask: ask, at: record.At(started)}
	r.began = started
	ctx, cancel := context.WithTimeout(ctx, time.Duration(ask.Question.Timeout)*time.Millisecond)
	defer cancel()
	err := r.list(ctx)
	e := &r.out.Inventory
	e.Time, e.Ended = r.at, r.at+record.Instant(time.Since(started).Milliseconds())
	if err == nil {
		err = ctx.Err() // what is whole came in time
	}
	if err != nil {
		if r.out.Manifest != "" {
			os.Remove(r.out.Manifest)
		}
		*e = record.Inventory{Time: e.Time, Ended: e.Ended, Items: r.seen, Bytes: r.bytes}
		e.Fault, e.Detail = faultOf(ctx, err)
		if r.out.Spool != "" {
			os.RemoveAll(r.out.Spool)
		}
		r.out = Result{Inventory: *e}
	}
	r.out.Inventory.Account = ask.account()
	return r.out
}

// A run is one listing under way.
type run struct {
	Ask
	at    record.Instant
	seen  int64 // files listed so far
	bytes int64
	out   Result
	spool *spool // nil where no contents are kept
}

func (r *run) list(ctx context.Context) error {
	u, err := url.Parse(r.Question.URL)
	if err != nil {
		return &stopped{record.Local, "not an address"}
	}
	open := sources[u.Scheme]
	if open == nil {
		return &stopped{record.Local, "unknown kind of store"}
	}
	r.Ask.at = r.at
	s, err := open(ctx, u, r.Ask)
	if err != nil {
		return err
	}
	defer s.close()
	switch s := s.(type) {
	case *count:
		r.out.Inventory.Items, err = s.number(ctx)
		return err
	case *database:
		r.out.Inventory.Items, err = s.count(ctx)
		return err
	case *site:
		r.Budget = 0 // what it lists it has read
		if r.spool, err = r.newSpool(); err != nil {
			return err
		}
		s.spool = r.spool
	}
	sorted := newSorter(r.Dir)
	defer sorted.remove()
	err = s.list(ctx, func(h record.Held) error {
		if h.Mount() {
			return sorted.add(h)
		}
		if r.seen++; r.seen > MaxFiles {
			return &stopped{record.ListLimit, fmt.Sprintf("over %d files", MaxFiles)}
		}
		r.bytes += max(h.Size, 0)
		return sorted.add(h)
	})
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		return err
	}
	if f, ok := s.(*folder); ok {
		if r.out.Inventory.Mount = f.mount; !f.mount && r.Before != nil && r.Before.Mount {
			return &stopped{record.ListAbsent, "no longer a mounted folder"}
		}
	}
	return r.write(ctx, s, sorted)
}

// write makes the manifest of what was listed: what is known of contents is
// taken over from the one before, and some are read.
func (r *run) write(ctx context.Context, s source, sorted *sorter) error {
	picks, err := r.pick(sorted)
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(r.Dir, "manifest-*")
	if err != nil {
		return err
	}
	r.out.Manifest = f.Name()
	defer f.Close()
	m, err := record.NewManifestWriter(f, r.Salt)
	if err != nil {
		return err
	}
	e := &r.out.Inventory
	kinds := newShares()
	place := int64(-1)
	err = r.together(sorted, func(before, now *record.Held) error {
		switch {
		case now == nil && before.Mount():
			return nil
		case now == nil:
			e.Missing++
			return nil
		case now.Mount():
			place++
			if before != nil && !before.Mount() {
				e.Missing++
			}
			return twice(m.Add(*now))
		case (before == nil || before.Mount()) && r.Before != nil:
			e.New++
		}
		if place++; picks[place] {
			r.content(ctx, s, now)
		} else if now.Read == r.at && now.Sum.IsZero() {
			e.Unreadable++ // a page that went on and on
		} else if now.Read == r.at {
			e.Read, e.ReadBytes = e.Read+1, e.ReadBytes+now.Size // when it was listed
		}
		if before != nil && before.Alters(*now) {
			e.Altered++
		}
		if now.Sum.IsZero() {
			r.out.Unread++
		}
		r.spool.place(*now, place)
		kinds.add(*now)
		return twice(m.Add(*now))
	})
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		return err
	}
	sum, err := m.Close()
	if err != nil {
		return err
	}
	e.Items, e.Bytes, e.Root, e.File = sum.Items, sum.Bytes, sum.Root, sum.File
	if r.Before != nil {
		e.Before = r.Before.File
	}
	r.out.Kinds, r.out.Kept = kinds.list(), r.spool.list()
	return nil
}

// together goes over what was listed and the manifest before, path by path,
// and takes over what is known of a content that has not changed since, by all
// that the store says.
func (r *run) together(sorted *sorter, each func(before, now *record.Held) error) error {
	next, done := sorted.all()
	defer done()
	if r.Before == nil {
		for {
			h, err := next()
			if errors.Is(err, io.EOF) {
				return nil
			}
			if err == nil {
				err = each(nil, &h)
			}
			if err != nil {
				return err
			}
		}
	}
	f, m, err := r.openBefore()
	if err != nil {
		return err
	}
	defer f.Close()
	return record.Merge(func(at []int, held []record.Held) error {
		switch {
		case len(at) == 2:
			takeOver(held[0], &held[1])
			return each(&held[0], &held[1])
		case at[0] == 0:
			return each(&held[0], nil)
		}
		return each(nil, &held[0])
	}, m.Next, next)
}

// openBefore opens the manifest before.
func (r *run) openBefore() (io.Closer, *record.ManifestReader, error) {
	f, err := r.OpenBefore()
	if err != nil {
		return nil, nil, err
	}
	m, err := record.NewManifestReader(f)
	if err != nil {
		f.Close()
	}
	return f, m, err
}

// beforeEach goes over the manifest before.
func (r *run) beforeEach(each func(record.Held)) error {
	f, m, err := r.openBefore()
	if err != nil {
		return err
	}
	defer f.Close()
	return m.Each(func(h record.Held) error { each(h); return nil })
}

// takeOver gives now what was read of before, where nothing that the store
// tells has changed.
func takeOver(before record.Held, now *record.Held) {
	if now.Read != 0 || before.Modified != now.Modified || before.Told != now.Told {
		return
	}
	if now.Size < 0 {
		now.Size = before.Size // the store does not tell it: it is of our reading
	}
	if before.Size == now.Size {
		now.Sum, now.Read = before.Sum, before.Read
	}
}

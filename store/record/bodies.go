package record

import (
	"net/url"
	"strings"
)

// Bounds of kept bodies. The first keeps a leaf under [MaxLeaf].
const (
	MaxBodies = 200      // of one entry
	MaxBody   = 32 << 20 // bytes of one
)

// Bodies are contents that the crawl of a site read, kept: each is that of a
// file of the manifest. One inventory may have several such entries. A content
// is kept once; files that have it later are of it too.
type Bodies struct {
	Link
	Round    Round  `json:"round"`    // of the inventory
	Manifest Hash   `json:"manifest"` // its file
	Kept     []Body `json:"kept"`     // in order of their places
}

// A Body is one content.
type Body struct {
	Place int64   `json:"place"` // of the file in the manifest, from 0
	Time  Instant `json:"time"`  // it was asked for
	Body  Hash    `json:"body"`
	Size  int64   `json:"size"`
	File  Hash    `json:"file"` // the WARC file of the exchange
}

func (b Bodies) check() error {
	if b.Round < 1 || b.Manifest.IsZero() {
		return errorf("bodies of no inventory")
	}
	if len(b.Kept) == 0 || len(b.Kept) > MaxBodies {
		return errorf("%d bodies, 1 to %d", len(b.Kept), MaxBodies)
	}
	seen := map[Hash]bool{}
	for i, k := range b.Kept {
		switch {
		case k.Place < 0 || i > 0 && k.Place <= b.Kept[i-1].Place:
			return errorf("body %d at place %d, which is not after the one before", i, k.Place)
		case k.Size < 0 || k.Size > MaxBody || k.Body.IsZero() || k.File.IsZero():
			return errorf("body %d without its file, or of %d bytes", i, k.Size)
		case seen[k.Body]:
			return errorf("body %d is kept twice", i)
		}
		seen[k.Body] = true
	}
	return nil
}

// SitePath is the name under which the crawl of a site from start lists an
// address: its path below the folder of start and its query; a folder's own
// page under "./". What is not of the site has none.
func SitePath(start, at *url.URL) (name string, ok bool) {
	folder := SiteFolder(start)
	path := at.Path
	if path == "" {
		path = "/"
	}
	if at.Scheme != start.Scheme || at.Host != start.Host || at.User != nil || at.Fragment != "" || !strings.HasPrefix(path, folder) {
		return "", false
	}
	name = path[len(folder):]
	if name == "" || strings.HasSuffix(name, "/") {
		name += "./"
	}
	if at.RawQuery != "" {
		name += "?" + at.RawQuery
	}
	return name, true
}

// SiteFolder is the path that all of a site's lies under, with its slash.
func SiteFolder(start *url.URL) string {
	if start.Path == "" {
		return "/"
	}
	return start.Path[:strings.LastIndexByte(start.Path, '/')+1]
}

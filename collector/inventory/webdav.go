package inventory

import (
	"context"
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"constat/store/record"
)

// A dav is a WebDAV store (RFC 4918). Each folder is listed by a PROPFIND of
// its own. We read the answers ourselves: a list that ends early, or an item
// that the server does not tell, must stop the listing, not shorten it.
type dav struct {
	*web
	root string // path of the place, with a slash at its end
}

const (
	maxDepth   = 128       // folders in folders
	maxListing = 256 << 20 // bytes of one folder's list
)

func openDAV(_ context.Context, u *url.URL, ask Ask) (source, error) {
	base := *u
	base.Scheme = map[string]string{"webdav": "http", "webdavs": "https"}[u.Scheme]
	w, err := openWeb(&base, ask)
	if err != nil {
		return nil, err
	}
	return &dav{w, strings.TrimSuffix(u.Path, "/") + "/"}, nil
}

func (d *dav) at(p string) *url.URL {
	u := *d.base
	u.Path, u.RawPath = p, ""
	return &u
}

func (d *dav) list(ctx context.Context, each func(record.Held) error) error {
	return d.folder(ctx, d.root, 0, each)
}

// folder lists one folder, then those in it.
func (d *dav) folder(ctx context.Context, dir string, depth int, each func(record.Held) error) error {
	if depth > maxDepth {
		return &stopped{record.ListLimit, "folders lie too deep"}
	}
	var below []string
	err := d.propfind(ctx, dir, depth > 0, func(m member) error {
		name, err := m.path()
		switch {
		case err != nil:
			return err
		case strings.TrimSuffix(name, "/") == strings.TrimSuffix(dir, "/"):
			return nil // the folder itself
		case parentOf(name) != dir:
			return &stopped{record.ListProtocol, "a folder lists what is not in it"}
		}
		p, err := m.found()
		if err != nil {
			return err
		}
		if p.Type.Folder != nil {
			below = append(below, strings.TrimSuffix(name, "/")+"/")
			return nil
		}
		return each(p.held(strings.TrimPrefix(name, d.root)))
	})
	for i := 0; err == nil && i < len(below); i++ {
		err = d.folder(ctx, below[i], depth+1, each)
	}
	return err
}

// parentOf returns the folder that a path lies in, with its slash.
func parentOf(name string) string {
	name = strings.TrimSuffix(name, "/")
	return name[:strings.LastIndexByte(name, '/')+1]
}

const davQuestion = `<?xml version="1.0" encoding="utf-8"?><propfind xmlns="DAV:"><prop>` +
	`<resourcetype/><getcontentlength/><getlastmodified/><getetag/></prop></propfind>`

// propfind asks for a folder and what is in it, and calls each for every
// member. A list that does not close is an error.
func (d *dav) propfind(ctx context.Context, dir string, begun bool, each func(member) error) error {
	resp, err := d.do(ctx, "PROPFIND", d.at(dir), strings.NewReader(davQuestion), http.Header{"Depth": {"1"}, "Content-Type": {"application/xml; charset=utf-8"}})
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusMultiStatus {
		return refusal(resp.StatusCode, begun)
	}
	limited := &io.LimitedReader{R: resp.Body, N: maxListing}
	err = members(xml.NewDecoder(limited), each)
	if limited.N <= 0 {
		return &stopped{record.ListLimit, "a folder's list is too long"}
	}
	return err
}

func members(x *xml.Decoder, each func(member) error) error {
	inside := false
	for {
		token, err := x.Token()
		if err != nil {
			return unread(err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			if !inside {
				if t.Name != (xml.Name{Space: "DAV:", Local: "multistatus"}) {
					return &stopped{record.ListProtocol, "not a list of a folder"}
				}
				inside = true
				continue
			}
			if t.Name.Local != "response" {
				if err := x.Skip(); err != nil {
					return unread(err)
				}
				continue
			}
			var m member
			if err := x.DecodeElement(&m, &t); err != nil {
				return unread(err)
			}
			if err := each(m); err != nil {
				return err
			}
		case xml.EndElement:
			return nil // of multistatus: all others were consumed
		}
	}
}

// unread tells a list that broke off from one that is none.
func unread(err error) error {
	var syntax *xml.SyntaxError
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return &stopped{record.ListBroken, "the list ends before its end"}
	case errors.As(err, &syntax) && strings.Contains(syntax.Msg, "EOF"):
		return &stopped{record.ListBroken, "the list ends before its end"}
	case errors.As(err, &syntax):
		return &stopped{record.ListProtocol, "the list is not XML"}
	}
	return err
}

// A member is one response of a multistatus, RFC 4918 section 14.24.
type member struct {
	Href   string `xml:"DAV: href"`
	Status string `xml:"DAV: status"`
	Props  []struct {
		Status string   `xml:"DAV: status"`
		Prop   property `xml:"DAV: prop"`
	} `xml:"DAV: propstat"`
}

type property struct {
	Type struct {
		Folder *struct{} `xml:"DAV: collection"`
	} `xml:"DAV: resourcetype"`
	Length   string `xml:"DAV: getcontentlength"`
	Modified string `xml:"DAV: getlastmodified"`
	ETag     string `xml:"DAV: getetag"`
}

// path returns the member's path, percent signs read.
func (m member) path() (string, error) {
	u, err := url.Parse(strings.TrimSpace(m.Href))
	if err != nil || !strings.HasPrefix(u.Path, "/") {
		return "", &stopped{record.ListProtocol, "a list names something that is no path"}
	}
	return u.Path, nil
}

// found returns what is known of a member. One that the server lists and then
// does not tell makes the list no whole one.
func (m member) found() (property, error) {
	for _, p := range m.Props {
		if status(p.Status) == http.StatusOK {
			return p.Prop, nil
		}
	}
	code := status(m.Status)
	for _, p := range m.Props {
		code = max(code, status(p.Status))
	}
	if code == 0 {
		return property{}, &stopped{record.ListProtocol, "a member without a status"}
	}
	return property{}, refusal(code, true)
}

// status reads "HTTP/1.1 200 OK".
func status(line string) int {
	fields := strings.Fields(line)
	if len(fields) < 2 {
		return 0
	}
	n, _ := strconv.Atoi(fields[1])
	return n
}

func (p property) held(name string) record.Held {
	h := record.Held{Path: name, Size: -1, Told: record.Tell(record.ETag, strings.Trim(strings.TrimPrefix(strings.TrimSpace(p.ETag), "W/"), `"`))}
	if n, err := strconv.ParseInt(strings.TrimSpace(p.Length), 10, 64); err == nil && n >= 0 {
		h.Size = n
	}
	if t, err := http.ParseTime(strings.TrimSpace(p.Modified)); err == nil {
		h.Modified = record.At(t)
	}
	return h
}

func (d *dav) read(ctx context.Context, name string) (io.ReadCloser, error) {
	return d.get(ctx, d.at(d.root+name))
}

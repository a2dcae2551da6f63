package report

import (
	"bufio"
	"bytes"
	"net/textproto"

	"constat/report/loss"
	"constat/store/record"
	"constat/store/warc"
)

// changes adds the content of t that changed in the period.
func (b *builder) changes(t Target, w *witnessed) error {
	for _, vantage := range t.Vantages {
		list, err := loss.Changes(w.sights[vantage], kept(w.captures[vantage]))
		if err != nil {
			return err
		}
		for _, c := range list {
			if b.period.From <= c.FirstSeen && c.LastSeen < b.period.To {
				b.d.Changes = append(b.d.Changes, change(t, vantage, c))
			}
		}
	}
	return nil
}

func change(t Target, vantage string, c loss.Change) Change {
	n := Change{
		Target: t.Name, TargetID: t.ID, Vantage: vantage,
		LastSeen: Known(c.LastSeen), First: Known(c.FirstSeen), Status: c.Status,
		Before: content(c.Before), After: content(c.After),
		Equals: Time{c.LastSo, c.Returned}, More: c.More,
	}
	for _, l := range c.Diff {
		n.Diff = append(n.Diff, DiffLine{string(l.Op), l.Text})
	}
	for _, l := range c.Leaves {
		n.Leaves = append(n.Leaves, Ref(l))
	}
	return n
}

func content(c loss.Content) Content {
	return Content{SHA256: c.Body, Normal: c.Normal, Bytes: c.Bytes, Title: c.Title, File: c.File}
}

// kept makes captures readable. The files are read only where a change needs
// them.
func kept(list []capture) []loss.Kept {
	var out []loss.Kept
	for _, c := range list {
		e := c.Entry.(record.Capture)
		out = append(out, loss.Kept{
			Capture: e,
			Ref:     loss.Ref{Log: c.log.Origin, Leaf: c.Leaf},
			Read:    func() (string, []byte, error) { return c.read(e) },
		})
	}
	return out
}

// read returns the body of e and its Content-Type. Where it was kept before,
// it lies in the earlier file.
func (c capture) read(e record.Capture) (contentType string, body []byte, err error) {
	own, err := c.file(e.File)
	if err != nil {
		return "", nil, err
	}
	contentType = contentTypeOf(own.Response)
	if e.Kept.IsZero() {
		return contentType, own.Body, nil
	}
	earlier, err := c.file(e.Kept)
	return contentType, earlier.Body, err
}

func (c capture) file(h record.Hash) (warc.Capture, error) {
	b, err := c.log.Capture(h)
	if err != nil {
		return warc.Capture{}, err
	}
	return warc.Decode(b)
}

// contentTypeOf reads the head of a response as kept; without a Content-Type
// it is empty.
func contentTypeOf(head []byte) string {
	r := textproto.NewReader(bufio.NewReader(bytes.NewReader(head)))
	if _, err := r.ReadLine(); err != nil {
		return ""
	}
	h, _ := r.ReadMIMEHeader() // what was read before an error counts
	return h.Get("Content-Type")
}

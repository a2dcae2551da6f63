package bundle

import (
	"strings"

	"constat/store/record"
	"constat/store/warc"
)

// Body returns the content of a capture as received, and its Content-Type.
// Where the body was kept before, it lies in the earlier file.
func (l *Log) Body(c record.Capture) (contentType string, body []byte, err error) {
	own, err := l.warc(c.File)
	if err != nil {
		return "", nil, err
	}
	contentType = contentTypeOf(own.Response)
	if c.Kept.IsZero() {
		return contentType, own.Body, nil
	}
	earlier, err := l.warc(c.Kept)
	return contentType, earlier.Body, err
}

// Kept returns the fields of a response as they were kept, with the content that
// [Log.Body] returns.
func (l *Log) Kept(c record.Capture) (fields map[string][]string, body []byte, err error) {
	_, body, err = l.Body(c)
	if err != nil {
		return nil, nil, err
	}
	own, err := l.warc(c.File)
	_, fields = head(own.Response)
	return fields, body, err
}

func (l *Log) warc(h record.Hash) (warc.Capture, error) {
	b, err := l.Capture(h)
	if err != nil {
		return warc.Capture{}, err
	}
	return warc.Decode(b)
}

// contentTypeOf reads the head of a response as kept; without a Content-Type
// it is empty.
func contentTypeOf(head []byte) string {
	for line := range strings.Lines(string(head)) {
		name, value, ok := strings.Cut(line, ":")
		if ok && strings.EqualFold(name, "Content-Type") {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

// Request returns the head of the request of a capture, as it was sent.
func (l *Log) Request(c record.Capture) ([]byte, error) {
	w, err := l.warc(c.File)
	return w.Request, err
}

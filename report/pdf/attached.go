package pdf

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
	"unicode/utf16"
)

// maxAttachments bounds how many files a report carries, and maxSpec the
// dictionary of each, in bytes: many could lie over each other.
const (
	maxAttachments = 10_000
	maxSpec        = 16 << 10
)

// Attached returns the files that the first revision of a PDF carries, in the
// order of their names: what [Write] was given, whoever signed since. It reads
// what Write writes and refuses the rest, and files of more than limit bytes
// together.
func Attached(file []byte, limit int) ([]Attachment, error) {
	r, err := lastRevision(file)
	if err != nil {
		return nil, fmt.Errorf("read attachments: %w", err)
	}
	for r.previous != nil {
		r = r.previous
	}
	all, err := r.attached(limit)
	if err != nil {
		return nil, fmt.Errorf("read attachments: %w", err)
	}
	return all, nil
}

func (r *revision) attached(limit int) (all []Attachment, err error) {
	catalog, err := r.object(r.root)
	if err != nil {
		return nil, err
	}
	names, err := catalog.inner("Names", "EmbeddedFiles")
	if err != nil || names.text == nil {
		return nil, err
	}
	list := strings.Fields(strings.Trim(string(names.value("Names")), "[]"))
	if len(list)%4 != 0 || len(list) > 4*maxAttachments {
		return nil, fmt.Errorf("the list of files is broken")
	}
	for ; len(list) > 0; list = list[4:] {
		a, err := r.attachment(list[0], strings.Join(list[1:4], " "), limit)
		if err != nil {
			return nil, err
		}
		if n := len(all); n > 0 && hexText(all[n-1].Name) >= list[0] {
			return nil, fmt.Errorf("the list of files is not in order")
		}
		limit -= len(a.Data)
		all = append(all, a)
	}
	return all, nil
}

// inner is a dictionary in a dictionary; none at all where the first key is
// not there.
func (d dictionary) inner(names ...string) (dictionary, error) {
	for n, name := range names {
		text := d.value(name)
		if text == nil && n == 0 {
			return dictionary{}, nil
		}
		var err error
		if d, err = dictionaryAt(text); err != nil {
			return d, fmt.Errorf("/%s: %w", name, err)
		}
	}
	return d, nil
}

// attachment reads the file that a reference in the list of names leads to
// (ISO 32000-1, section 7.11.4).
func (r *revision) attachment(name, reference string, limit int) (a Attachment, err error) {
	if a.Name, err = textOf(name); err != nil {
		return a, fmt.Errorf("name of a file: %w", err)
	}
	n, err := (dictionary{[]byte(reference), map[string]extent{"": {0, len(reference)}}}).reference("")
	if err != nil {
		return a, err
	}
	spec, err := r.objectWithin(n, maxSpec)
	if err != nil {
		return a, err
	}
	if a.Description, err = textOf(string(spec.value("Desc"))); err != nil {
		return a, fmt.Errorf("file %q: description: %w", a.Name, err)
	}
	embedded, err := spec.inner("EF")
	if err != nil {
		return a, err
	}
	if n, err = embedded.reference("F"); err != nil {
		return a, err
	}
	if a.Data, a.MIME, err = r.embedded(n, limit); err != nil {
		return a, fmt.Errorf("file %q: %w", a.Name, err)
	}
	return a, nil
}

// embedded unpacks the stream of object n: as many bytes as it says, no more
// than limit.
func (r *revision) embedded(n, limit int) (data []byte, kind string, err error) {
	d, err := r.objectWithin(n, maxSpec)
	if err != nil {
		return nil, "", err
	}
	params, err := d.inner("Params")
	if err != nil {
		return nil, "", err
	}
	size, err := params.integer("Size")
	if err != nil {
		return nil, "", err
	}
	length, err := d.integer("Length")
	if err != nil {
		return nil, "", err
	}
	if size > limit {
		return nil, "", fmt.Errorf("%d bytes, more than the %d that are read", size, limit)
	}
	from := r.offsets[n] + len(fmt.Sprintf("%d 0 obj\n", n)) + len(d.text)
	packed, ok := bytes.CutPrefix(r.file[from:r.at], []byte("\nstream\n"))
	if !ok || length > len(packed) || !bytes.HasPrefix(packed[length:], []byte("\nendstream\nendobj\n")) || string(d.value("Filter")) != "/FlateDecode" {
		return nil, "", fmt.Errorf("it is not a stream of ours")
	}
	data, err = unpack(packed[:length], size)
	return data, strings.ReplaceAll(strings.TrimPrefix(string(d.value("Subtype")), "/"), "#2F", "/"), err
}

// unpack inflates a whole zlib stream (RFC 1950) of a known size.
func unpack(packed []byte, size int) ([]byte, error) {
	rest := bytes.NewReader(packed)
	z, err := zlib.NewReader(rest)
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(io.LimitReader(z, int64(size)+1))
	if err == nil && (len(data) != size || rest.Len() > 0) {
		err = fmt.Errorf("it does not hold the %d bytes that it says", size)
	}
	return data, err
}

// textOf reads a string that hexText wrote.
func textOf(written string) (string, error) {
	b, err := hex.DecodeString(strings.Trim(written, "<>"))
	if err != nil || len(b)%2 != 0 || len(b) < 2 {
		return "", fmt.Errorf("%.40q is not text of ours", written)
	}
	units := make([]uint16, len(b)/2-1)
	for n := range units {
		units[n] = binary.BigEndian.Uint16(b[2+2*n:])
	}
	text := string(utf16.Decode(units))
	if hexText(text) != written {
		return "", fmt.Errorf("%.40q is not text of ours", written)
	}
	return text, nil
}

package pdf

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
	"time"
)

// A draft is a revision to be appended, with room for a signature. Places
// count from the start of the file.
type draft struct {
	text     []byte
	from, to int // of Contents, with its angle brackets
}

// dateLength is that of every date that pdfDate writes.
const dateLength = len("D:20060102150405+00'00'")

// draftHead is what stands between the signature object's number and its
// date, and draftRange what follows: the reader counts on their lengths.
const (
	draftHead  = " 0 obj\n<</Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /M ("
	draftRange = ") /ByteRange [0 %-10d %-10d %-10d] /Contents "
)

// draft writes the revision that signs r: the signature, its field on the
// first page, where nothing is drawn, and the catalogue and the page anew
// (ISO 32000-1, sections 7.5.6, 12.7.2 and 12.8.1). It depends on nothing but
// its arguments: the reader of a signature writes it again and compares.
func (r *revision) draft(date string, room int) (draft, error) {
	catalog, err := r.object(r.root)
	if err != nil {
		return draft{}, fmt.Errorf("catalogue: %w", err)
	}
	number, page, err := r.firstPage(catalog)
	if err != nil {
		return draft{}, err
	}
	field := fmt.Sprintf("%d 0 R", r.size+1)
	fields, count, err := form(catalog, field)
	if err != nil {
		return draft{}, err
	}
	annotations, err := appended(page.value("Annots"), field)
	if err != nil {
		return draft{}, fmt.Errorf("annotations of the first page: %w", err)
	}
	w := writer{base: len(r.file), offsets: map[int]int{}}
	from, to := w.signature(r.size, date, room)
	w.object(r.size+1, fmt.Appendf(nil, "<</Type /Annot /Subtype /Widget /FT /Sig /T (Signature%d) /V %d 0 R /P %d 0 R /F 132 /Rect [0 0 0 0]>>", count, r.size, number))
	w.object(r.root, catalog.with("AcroForm", fields))
	w.object(number, page.with("Annots", annotations))
	w.end(r, date)
	return draft{w.text, from, to}, w.fill(from, to)
}

// form is the catalogue's form with one more field, and how many there are.
func form(catalog dictionary, field string) (text string, count int, err error) {
	fields := []byte("[]")
	if old := catalog.value("AcroForm"); old != nil {
		d, err := dictionaryAt(old)
		if err != nil {
			return "", 0, fmt.Errorf("form: %w", err)
		}
		if fields = d.value("Fields"); !bytes.Equal(old, fmt.Appendf(nil, "<</SigFlags 3 /Fields %s>>", fields)) {
			return "", 0, fmt.Errorf("the PDF has a form that is not for signatures alone")
		}
	}
	list, err := appended(fields, field)
	if err != nil {
		return "", 0, fmt.Errorf("form: %w", err)
	}
	// SigFlags 3: there are signatures, and the file is only ever appended to
	// (section 12.7.2, table 219).
	return "<</SigFlags 3 /Fields " + list + ">>", bytes.Count([]byte(list), []byte(" R")), nil
}

// appended is an array with one more item; no array at all is an empty one.
func appended(array []byte, item string) (string, error) {
	if array == nil {
		array = []byte("[]")
	}
	if array[0] != '[' {
		return "", fmt.Errorf("%.20q is not an array", array)
	}
	return string(array[:len(array)-1]) + " " + item + "]", nil
}

// A writer collects the objects of one revision.
type writer struct {
	base    int
	text    []byte
	offsets map[int]int
}

func (w *writer) object(n int, body []byte) {
	w.offsets[n] = w.base + len(w.text)
	w.text = fmt.Appendf(w.text, "%d 0 obj\n%s\nendobj\n", n, body)
}

// signature writes the signature's object, with zeros for what is not known
// yet, and returns where Contents stands in the file.
func (w *writer) signature(n int, date string, room int) (from, to int) {
	w.offsets[n] = w.base
	w.text = fmt.Appendf(w.text, "%d"+draftHead+"%s"+draftRange, n, date, 0, 0, 0)
	from = w.base + len(w.text)
	w.text = append(w.text, '<')
	w.text = append(w.text, bytes.Repeat([]byte("0"), 2*room)...)
	w.text = append(w.text, ">>>\nendobj\n"...)
	return from, from + 2*room + 2
}

// end writes the cross-reference section, one line pair per object, and the
// trailer. The second half of the identifier changes with the revision.
func (w *writer) end(r *revision, date string) {
	at := w.base + len(w.text)
	w.text = append(w.text, "xref\n"...)
	for _, n := range slices.Sorted(maps.Keys(w.offsets)) {
		w.text = fmt.Appendf(w.text, "%d 1\n%010d 00000 n \n", n, w.offsets[n])
	}
	w.text = append(w.text, "trailer\n<<\n"...)
	w.text = fmt.Appendf(w.text, "/Size %d\n/Root %d 0 R\n", r.size+2, r.root)
	if info := r.trailer.value("Info"); info != nil {
		w.text = fmt.Appendf(w.text, "/Info %s\n", info)
	}
	if id := r.trailer.value("ID"); len(id) == 2*34+2 {
		sum := sha256.Sum256(append(bytes.Clone(id), date...))
		w.text = fmt.Appendf(w.text, "/ID %s<%X>]\n", id[:35], sum[:16])
	}
	w.text = fmt.Appendf(w.text, "/Prev %d\n>>\nstartxref\n%d\n%%%%EOF\n", r.at, at)
}

// fill writes the byte range: all of the file but Contents. Spaces fill it up:
// whoever does the sum in a shell would read leading zeros as octal.
func (w *writer) fill(from, to int) error {
	end := w.base + len(w.text)
	if end > 9_999_999_999 {
		return fmt.Errorf("a file of %d bytes is too long for its table", end)
	}
	at := from - w.base - len(fmt.Sprintf(draftRange, 0, 0, 0))
	copy(w.text[at:], fmt.Sprintf(draftRange, from, to, end-to))
	return nil
}

// claimed reads a date that pdfDate wrote.
func claimed(date string) (time.Time, error) {
	t, err := time.Parse("D:20060102150405+00'00'", date)
	if err != nil || pdfDate(t) != date {
		return t, fmt.Errorf("%q is not a date", date)
	}
	return t, nil
}

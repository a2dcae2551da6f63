package pdf

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"
)

// A revision is one state of a file: what its last cross-reference section
// and those before it say (ISO 32000-1, section 7.5.6).
type revision struct {
	file     []byte // up to the end of this revision
	at       int    // of its cross-reference section
	offsets  map[int]int
	trailer  dictionary
	size     int // one more than the highest object number
	root     int
	previous *revision // nil for the first
}

// maxRevisions bounds how many revisions a file may have: the report and its
// signatures.
const maxRevisions = 17

// lastRevision reads a whole file of classic cross-reference sections, each
// revision ending where the next one begins.
func lastRevision(file []byte) (*revision, error) {
	tail := file[max(0, len(file)-64):]
	mark := bytes.LastIndex(tail, []byte("startxref\n"))
	if mark < 0 {
		return nil, fmt.Errorf("the file does not end as a PDF of ours does")
	}
	number, _, _ := bytes.Cut(tail[mark+len("startxref\n"):], []byte("\n"))
	at, err := strconv.Atoi(string(number))
	if err != nil {
		return nil, fmt.Errorf("the file does not end as a PDF of ours does")
	}
	r, err := revisionAt(file, at, maxRevisions)
	if err != nil {
		return nil, err
	}
	if len(r.file) != len(file) {
		return nil, fmt.Errorf("%d bytes stand after the end of the PDF", len(file)-len(r.file))
	}
	return r, nil
}

// revisionAt reads the revision whose cross-reference section is at a place,
// and those before it.
func revisionAt(file []byte, at, left int) (*revision, error) {
	if left == 0 {
		return nil, fmt.Errorf("more than %d revisions", maxRevisions)
	}
	if at < 0 || at >= len(file) {
		return nil, fmt.Errorf("cross-reference section at %d, outside the file", at)
	}
	r := &revision{at: at, offsets: map[int]int{}}
	rest, err := r.table(file[at:])
	if err != nil {
		return nil, err
	}
	if r.trailer, err = dictionaryAt(rest); err != nil {
		return nil, fmt.Errorf("trailer: %w", err)
	}
	rest, ended := bytes.CutPrefix(rest[len(r.trailer.text):], fmt.Appendf(nil, "\nstartxref\n%d\n%%%%EOF\n", at))
	if !ended {
		return nil, fmt.Errorf("the revision with its cross-reference section at %d has no end", at)
	}
	r.file = file[:len(file)-len(rest)]
	return r, r.resolve(file, left)
}

// resolve reads what the trailer says.
func (r *revision) resolve(file []byte, left int) (err error) {
	if r.size, err = r.trailer.integer("Size"); err != nil {
		return err
	}
	if r.root, err = r.trailer.reference("Root"); err != nil {
		return err
	}
	if r.trailer.value("Encrypt") != nil {
		return fmt.Errorf("the PDF is encrypted")
	}
	if r.trailer.value("Prev") == nil {
		if len(r.offsets) != r.size-1 {
			return fmt.Errorf("the first revision lists %d objects, not %d", len(r.offsets), r.size-1)
		}
		return nil
	}
	before, err := r.trailer.integer("Prev")
	if err != nil {
		return err
	}
	if before >= r.at {
		return fmt.Errorf("revision at %d follows one at %d", r.at, before)
	}
	r.previous, err = revisionAt(file, before, left-1)
	return err
}

// table reads the cross-reference section at the start of b, lines of twenty
// bytes (section 7.5.4), and returns what follows the word trailer.
func (r *revision) table(b []byte) ([]byte, error) {
	b, ok := bytes.CutPrefix(b, []byte("xref\n"))
	for ok {
		if rest, end := bytes.CutPrefix(b, []byte("trailer\n")); end {
			return rest, nil
		}
		b, ok = r.run(b)
	}
	return nil, fmt.Errorf("cross-reference section at %d is broken", r.at)
}

// run reads a subsection: a line with the first number and the count, then
// the places.
func (r *revision) run(b []byte) ([]byte, bool) {
	var first, count int
	line, _, _ := bytes.Cut(b[:min(len(b), 32)], []byte("\n"))
	if n, err := fmt.Sscanf(string(line), "%d %d", &first, &count); n != 2 || err != nil {
		return nil, false
	}
	rest := b[min(len(b), len(line)+1):]
	if first < 0 || count < 1 || count > len(rest)/20 || string(line) != fmt.Sprintf("%d %d", first, count) {
		return nil, false
	}
	for n := range count {
		line := string(rest[20*n : 20*n+20])
		if first+n == 0 {
			if line != "0000000000 65535 f \n" {
				return nil, false
			}
			continue
		}
		place, err := strconv.ParseUint(line[:10], 10, 40)
		if _, twice := r.offsets[first+n]; twice || err != nil || line[10:] != " 00000 n \n" {
			return nil, false
		}
		r.offsets[first+n] = int(place)
	}
	return rest[20*count:], true
}

// object is the dictionary of object n in its newest form.
func (r *revision) object(n int) (dictionary, error) {
	for at := r; at != nil; at = at.previous {
		place, ok := at.offsets[n]
		if !ok {
			continue
		}
		mark := fmt.Appendf(nil, "%d 0 obj\n", n)
		if place >= at.at || !bytes.HasPrefix(at.file[place:], mark) {
			break
		}
		d, err := dictionaryAt(at.file[place+len(mark) : at.at])
		if err != nil {
			return d, fmt.Errorf("object %d: %w", n, err)
		}
		return d, nil
	}
	return dictionary{}, fmt.Errorf("object %d is not where the table says", n)
}

// firstPage is the number of the first leaf of the tree of pages, and the
// page (section 7.7.3).
func (r *revision) firstPage(catalog dictionary) (int, dictionary, error) {
	node := catalog
	name := "Pages"
	for range maxDepth {
		n, err := node.reference(name)
		if err != nil {
			return 0, node, err
		}
		if node, err = r.object(n); err != nil {
			return 0, node, err
		}
		if string(node.value("Type")) == "/Page" {
			return n, node, nil
		}
		kids := node.value("Kids")
		if len(kids) == 0 || kids[0] != '[' {
			break
		}
		from := skipSpace(kids, 1)
		to, err := skipValue(kids, from, 0)
		if err != nil {
			break
		}
		node, name = dictionary{kids, map[string]extent{"Kids": {from, to}}}, "Kids"
	}
	return 0, node, fmt.Errorf("the PDF has no first page")
}

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

package pdf

import (
	"bytes"
	"fmt"
	"strconv"
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
func (r *revision) object(n int) (dictionary, error) { return r.objectWithin(n, len(r.file)) }

// objectWithin is the same of a dictionary of at most so many bytes.
func (r *revision) objectWithin(n, most int) (dictionary, error) {
	for at := r; at != nil; at = at.previous {
		place, ok := at.offsets[n]
		if !ok {
			continue
		}
		mark := fmt.Appendf(nil, "%d 0 obj\n", n)
		if place >= at.at || !bytes.HasPrefix(at.file[place:], mark) {
			break
		}
		from := place + len(mark)
		d, err := dictionaryAt(at.file[from:min(from+most, at.at)])
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

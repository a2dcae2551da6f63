package warc

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"
)

// maxHeader bounds the header of a record, in bytes.
const maxHeader = 64 << 10

// A Record is one record of a WARC file, whoever wrote it.
type Record struct {
	Version string // "WARC/1.0"
	Fields  []Field
	Block   []byte // the caller's to keep
}

// A Field is one named line of a record's header, as found.
type Field struct{ Name, Value string }

// Get is the value of the first field of that name, in any case; empty if there is none.
func (r Record) Get(name string) string {
	for _, f := range r.Fields {
		if strings.EqualFold(f.Name, name) {
			return f.Value
		}
	}
	return ""
}

// Type is warcinfo, response, resource, request, metadata, revisit, conversion,
// continuation or a later one.
func (r Record) Type() string { return strings.ToLower(r.Get("WARC-Type")) }

// URI is the target; the angle brackets that some writers put around it are taken off.
func (r Record) URI() string {
	return strings.TrimSuffix(strings.TrimPrefix(r.Get("WARC-Target-URI"), "<"), ">")
}

// HTTP cuts the block of a request, response or revisit into head, blank line
// included, and body; the head is nil when the block holds no HTTP message.
func (r Record) HTTP() (head, body []byte) {
	if !strings.HasPrefix(strings.ToLower(r.Get("Content-Type")), "application/http") {
		return nil, r.Block
	}
	end := bytes.Index(r.Block, blank)
	if end < 0 {
		return nil, r.Block
	}
	return r.Block[:end+len(blank)], r.Block[end+len(blank):]
}

// ErrDamaged is in every error of Read after which more records may follow.
var ErrDamaged = errors.New("damaged")

// Read gives the records of a WARC file, plain or gzip, of any size. Damage
// gives an error and goes on at the next record that can be found; what can't
// be read further ends with an error. Digests are not checked: see
// [Record.Check]. Memory stays bounded: a block over MaxSize is passed over
// with an error. The file can be read once.
func Read(r io.Reader) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		in, err := open(r)
		if err != nil {
			yield(Record{}, fmt.Errorf("read warc: %w", err))
			return
		}
		for n := 0; ; n++ {
			rec, err := readRecord(in)
			if err == io.EOF {
				return
			}
			if err != nil {
				err = fmt.Errorf("read warc: record %d: %w", n, err)
			}
			if !yield(rec, err) || err != nil && !errors.Is(err, ErrDamaged) {
				return
			}
			if err != nil && seek(in) != nil {
				return
			}
		}
	}
}

func open(r io.Reader) (*bufio.Reader, error) {
	in := bufio.NewReaderSize(r, maxHeader)
	if start, _ := in.Peek(2); !bytes.Equal(start, gzipHead[:2]) {
		return in, nil
	}
	z, err := gzip.NewReader(in)
	if err != nil {
		return nil, err
	}
	return bufio.NewReaderSize(z, maxHeader), nil
}

// readRecord reads one record and the two line ends after it. At the end of
// the file it gives io.EOF, and in the middle of a record io.ErrUnexpectedEOF.
func readRecord(in *bufio.Reader) (r Record, err error) {
	if err := blankLines(in); err != nil {
		return r, err
	}
	left := maxHeader
	if r.Version, err = textLine(in, &left); err != nil {
		return r, inside(err)
	}
	if !strings.HasPrefix(r.Version, "WARC/") {
		return Record{}, fmt.Errorf("%w: %.20q does not begin a record", ErrDamaged, r.Version)
	}
	if r.Fields, err = fields(in, &left); err != nil {
		return Record{}, inside(err)
	}
	if r.Block, err = block(in, r); err != nil {
		return Record{}, inside(err)
	}
	return r, nil
}

// blankLines passes over what ends a record, and what some writers put between two.
func blankLines(in *bufio.Reader) error {
	for {
		c, err := in.ReadByte()
		if err != nil {
			return err
		}
		if c != '\r' && c != '\n' {
			return in.UnreadByte()
		}
	}
}

// inside is the error in a record, where no end of file belongs.
func inside(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// fields reads the header up to its blank line; a line that begins with a blank goes on with the last.
func fields(in *bufio.Reader, left *int) (fs []Field, err error) {
	for {
		l, err := textLine(in, left)
		if err != nil || l == "" {
			return fs, err
		}
		if (l[0] == ' ' || l[0] == '\t') && len(fs) > 0 {
			fs[len(fs)-1].Value += " " + strings.TrimSpace(l)
			continue
		}
		name, value, ok := strings.Cut(l, ":")
		if !ok {
			return nil, fmt.Errorf("%w: %.40q is not a field", ErrDamaged, l)
		}
		fs = append(fs, Field{strings.TrimSpace(name), strings.TrimSpace(value)})
	}
}

// textLine reads a line without its end, within what is left of the header.
func textLine(in *bufio.Reader, left *int) (string, error) {
	l, err := in.ReadSlice('\n')
	if *left -= len(l); *left < 0 || err == bufio.ErrBufferFull {
		return "", fmt.Errorf("%w: a header of more than %d bytes", ErrDamaged, maxHeader)
	}
	return strings.TrimRight(string(l), "\r\n"), err
}

// block reads as many bytes as the header says, and grows only as they come.
func block(in *bufio.Reader, r Record) ([]byte, error) {
	n, err := strconv.ParseInt(r.Get("Content-Length"), 10, 64)
	if err != nil || n < 0 {
		return nil, fmt.Errorf("%w: Content-Length is %.40q", ErrDamaged, r.Get("Content-Length"))
	}
	if n > MaxSize {
		if _, err := io.CopyN(io.Discard, in, n); err != nil {
			return nil, inside(err)
		}
		return nil, fmt.Errorf("%w: a block of %d bytes is more than %d, passed over", ErrDamaged, n, MaxSize)
	}
	var b bytes.Buffer
	if _, err := io.CopyN(&b, in, n); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// seek goes to the next line that begins a record.
func seek(in *bufio.Reader) error {
	for {
		start, err := in.Peek(5)
		if string(start) == "WARC/" {
			return nil
		}
		if err != nil {
			return err
		}
		if err := endOfLine(in); err != nil {
			return err
		}
	}
}

func endOfLine(in *bufio.Reader) error {
	for {
		_, err := in.ReadSlice('\n')
		if err != bufio.ErrBufferFull {
			return err
		}
	}
}

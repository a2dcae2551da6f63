package veil

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"constat/store/record"
)

const schema = "constat-facts/2"

// MaxText bounds the text of a list of facts, in bytes.
const MaxText = 256 << 20

// maxLine bounds one line of it.
const maxLine = 4096

var (
	nameForm = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)
	pathForm = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}(\[(0|[1-9][0-9]{0,6})\](\.((outages|steps)\[(0|[1-9][0-9]{0,6})\]|heads|also|within))?)?$`)
	leftForm = regexp.MustCompile(`^([a-z][a-z0-9_]{0,39})=([1-9][0-9]{0,8})$`)
)

// Text writes f in its one form.
func (f *Facts) Text() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s %d %s\n", schema, len(f.Rows), f.Root)
	for _, r := range f.Rows {
		fmt.Fprintf(&b, "%s\t%s\t%s\t%s\n", r.Path, leftText(r.Left), commitText(r.Commitment), r.Leaf)
	}
	return b.Bytes()
}

func leftText(list []Left) string {
	if len(list) == 0 {
		return "-"
	}
	var all []string
	for _, l := range list {
		all = append(all, l.Key+"="+strconv.Itoa(l.Count))
	}
	return strings.Join(all, ",")
}

func commitText(h record.Hash) string {
	if h.IsZero() {
		return "-"
	}
	return h.String()
}

// Parse reads what Text writes, and nothing else: the root must be that of the
// leaves.
func Parse(text []byte) (*Facts, error) {
	if len(text) > MaxText {
		return nil, fmt.Errorf("parse facts: %d bytes, at most %d", len(text), MaxText)
	}
	f := new(Facts)
	n := bytes.Count(text, []byte{'\n'}) - 1
	if n < 1 || n > MaxRows {
		return nil, errors.New("parse facts: no rows, or too many")
	}
	f.Rows = make([]Row, 0, n)
	head, rest, _ := strings.Cut(string(text), "\n")
	for line := range strings.Lines(rest) {
		r, err := parseRow(strings.TrimSuffix(line, "\n"))
		if err != nil {
			return nil, fmt.Errorf("parse facts: row %d: %w", len(f.Rows), err)
		}
		f.Rows = append(f.Rows, r)
	}
	var err error
	if f.Root, err = rootOf(f.Rows); err != nil {
		return nil, fmt.Errorf("parse facts: %w", err)
	}
	if want := fmt.Sprintf("%s %d ", schema, len(f.Rows)); strings.HasPrefix(head, want) && head != want+f.Root.String() {
		return nil, fmt.Errorf("parse facts: the rows give the digest %s, its first line says %.64s", f.Root, head[len(want):])
	}
	if !bytes.Equal(f.Text(), text) {
		return nil, errors.New("parse facts: not in their one form")
	}
	return f, nil
}

func parseRow(line string) (r Row, err error) {
	if len(line) > maxLine {
		return r, errors.New("too long")
	}
	cols := strings.Split(line, "\t")
	if len(cols) != 4 || !pathForm.MatchString(cols[0]) {
		return r, errors.New("not a path and three more")
	}
	r.Path = cols[0]
	if r.Left, err = parseLeft(cols[1]); err != nil {
		return r, err
	}
	if cols[2] != "-" {
		if r.Commitment, err = parseHash(cols[2]); err != nil {
			return r, err
		}
	}
	if r.Leaf, err = parseHash(cols[3]); err != nil {
		return r, err
	}
	switch {
	case r.Commitment.IsZero() && len(r.Left) > 0:
		err = errors.New("something is left out, and nothing says what it was")
	case !r.Commitment.IsZero() && len(r.Left) == 0:
		err = errors.New("it is not as in the sealed report, and nothing is left out")
	}
	return r, err
}

func parseLeft(text string) (out []Left, err error) {
	if text == "-" {
		return nil, nil
	}
	for part := range strings.SplitSeq(text, ",") {
		m := leftForm.FindStringSubmatch(part)
		if m == nil {
			return nil, fmt.Errorf("%.60q is not a key and a number", part)
		}
		n, err := strconv.Atoi(m[2])
		if err != nil {
			return nil, err
		}
		out = append(out, Left{m[1], n})
	}
	return out, nil
}

func parseHash(text string) (h record.Hash, err error) {
	err = h.UnmarshalText([]byte(text))
	return h, err
}

package record

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// An Entry is one leaf of the log, of one of the kinds below.
type Entry interface{ Kind() Kind }

// A Kind names a sort of entry, as it stands in the leaf's first line.
type Kind string

// The kinds of entry in use. Others are reserved by the design and refused
// until they have a form.
const (
	KindAnchor     Kind = "anchor"
	KindBodies     Kind = "bodies"
	KindCapture    Kind = "capture"
	KindClock      Kind = "clock"
	KindClose      Kind = "close"
	KindCustody    Kind = "custody"
	KindGap        Kind = "gap"
	KindImport     Kind = "import"
	KindInventory  Kind = "inventory"
	KindNote       Kind = "note"
	KindPath       Kind = "path"
	KindPicture    Kind = "picture"
	KindRegister   Kind = "register"
	KindRequisites Kind = "requisites"
	KindSeal       Kind = "seal"
	KindSegment    Kind = "segment"
	KindSuccessor  Kind = "successor"
	KindTarget     Kind = "target"
	KindWatch      Kind = "watch"
)

// Kinds lists the kinds in alphabetical order, the order of counts in a seal.
var Kinds = []Kind{
	KindAnchor, KindBodies, KindCapture, KindClock, KindClose, KindCustody, KindGap,
	KindImport, KindInventory, KindNote, KindPath, KindPicture, KindRegister, KindRequisites, KindSeal, KindSegment, KindSuccessor, KindTarget, KindWatch,
}

// Kind says what sort of entry a target is; likewise below.
func (Target) Kind() Kind     { return KindTarget }
func (Segment) Kind() Kind    { return KindSegment }
func (Watch) Kind() Kind      { return KindWatch }
func (Anchor) Kind() Kind     { return KindAnchor }
func (Gap) Kind() Kind        { return KindGap }
func (Bodies) Kind() Kind     { return KindBodies }
func (Capture) Kind() Kind    { return KindCapture }
func (Import) Kind() Kind     { return KindImport }
func (Inventory) Kind() Kind  { return KindInventory }
func (Clock) Kind() Kind      { return KindClock }
func (Close) Kind() Kind      { return KindClose }
func (Custody) Kind() Kind    { return KindCustody }
func (Note) Kind() Kind       { return KindNote }
func (Path) Kind() Kind       { return KindPath }
func (Picture) Kind() Kind    { return KindPicture }
func (Register) Kind() Kind   { return KindRegister }
func (Requisites) Kind() Kind { return KindRequisites }
func (Seal) Kind() Kind       { return KindSeal }
func (Successor) Kind() Kind  { return KindSuccessor }

// Bound reports whether entries of kind k belong to one target and carry a
// [Link]. The others are the vantage's own and always shown.
func (k Kind) Bound() bool {
	return k == KindTarget || k == KindSegment || k == KindCapture || k == KindImport || k == KindInventory || k == KindPath || k == KindPicture || k == KindRequisites || k == KindBodies
}

// LinkOf returns the link of a target-bound entry.
func LinkOf(e Entry) (Link, bool) {
	switch e := e.(type) {
	case Target:
		return e.Link, true
	case Segment:
		return e.Link, true
	case Capture:
		return e.Link, true
	case Import:
		return e.Link, true
	case Inventory:
		return e.Link, true
	case Picture:
		return e.Link, true
	case Requisites:
		return e.Link, true
	case Bodies:
		return e.Link, true
	case Path:
		return e.Link, true
	}
	return Link{}, false
}

const magic = "constat/1 "

// Encode returns the leaf of e. It fails if the leaf would be larger than
// [MaxLeaf] or would not read back.
func Encode(e Entry) ([]byte, error) {
	b := []byte(magic + string(e.Kind()) + "\n")
	if s, ok := e.(Segment); ok {
		if err := s.check(); err != nil {
			return nil, fmt.Errorf("encode segment: %w", err)
		}
		b = s.append(b)
	} else {
		b = append(append(b, encodeJSON(e)...), '\n')
	}
	if len(b) > MaxLeaf {
		return nil, fmt.Errorf("encode %s: %d bytes, a leaf holds at most %d", e.Kind(), len(b), MaxLeaf)
	}
	if _, err := Decode(b); err != nil {
		return nil, fmt.Errorf("encode %s: %w", e.Kind(), err)
	}
	return b, nil
}

// Decode reads a leaf. It accepts the one encoding of each entry and refuses
// all else: unknown kinds and fields, other spellings, trailing bytes.
func Decode(leaf []byte) (Entry, error) {
	kind, body, err := split(leaf)
	if err != nil {
		return nil, err
	}
	switch kind {
	case KindSegment:
		var s Segment
		if err := s.decode(body, false); err != nil {
			return nil, err
		}
		return s, nil
	case KindTarget:
		return decodeLine[Target](body)
	case KindWatch:
		return decodeLine[Watch](body)
	case KindAnchor:
		return decodeLine[Anchor](body)
	case KindGap:
		return decodeLine[Gap](body)
	case KindBodies:
		return decodeLine[Bodies](body)
	case KindCapture:
		return decodeLine[Capture](body)
	case KindImport:
		return decodeLine[Import](body)
	case KindInventory:
		return decodeLine[Inventory](body)
	case KindClock:
		return decodeLine[Clock](body)
	case KindClose:
		return decodeLine[Close](body)
	case KindCustody:
		return decodeLine[Custody](body)
	case KindNote:
		return decodeLine[Note](body)
	case KindPicture:
		return decodeLine[Picture](body)
	case KindRegister:
		return decodeLine[Register](body)
	case KindRequisites:
		return decodeLine[Requisites](body)
	case KindPath:
		return decodeLine[Path](body)
	case KindSeal:
		return decodeLine[Seal](body)
	case KindSuccessor:
		return decodeLine[Successor](body)
	}
	return nil, errorf("unknown kind of entry %.20q", string(kind))
}

// split cuts a leaf into its first line and its body.
func split(leaf []byte) (Kind, []byte, error) {
	if len(leaf) > MaxLeaf {
		return "", nil, errorf("leaf of %d bytes, at most %d", len(leaf), MaxLeaf)
	}
	rest, ok := bytes.CutPrefix(leaf, []byte(magic))
	head, body, ok2 := bytes.Cut(rest, []byte("\n"))
	if !ok || !ok2 {
		return "", nil, errorf("leaf does not begin with %q and a kind", strings.TrimSpace(magic))
	}
	return kindOf(head), body, nil
}

// kindOf makes a word of a line without making room for it again.
func kindOf(head []byte) Kind {
	if string(head) == string(KindSegment) {
		return KindSegment
	}
	return Kind(head)
}

// KindOf tells the kind that a leaf says it is of, empty where it says none.
func KindOf(leaf []byte) Kind {
	kind, _, _ := split(leaf)
	return kind
}

func decodeLine[E interface {
	Entry
	check() error
}](body []byte) (Entry, error) {
	line, ok := bytes.CutSuffix(body, []byte("\n"))
	if !ok {
		return nil, errorf("entry does not end its line")
	}
	var e E
	if err := decodeJSON(line, &e); err != nil {
		return nil, err
	}
	return e, e.check()
}

// encodeJSON writes v in the one form we accept: encoding/json's, in the order
// of the fields, without HTML escapes.
func encodeJSON(v any) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic(fmt.Sprintf("record: internal error: encode %T: %v", v, err))
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// decodeJSON reads b into v and refuses what encodeJSON would not have written.
// That one comparison refuses unknown, repeated and reordered keys, other
// spellings of strings and numbers, and invalid UTF-8.
func decodeJSON(b []byte, v any) error {
	if err := json.Unmarshal(b, v); err != nil {
		return errorf("%v", err)
	}
	if again := encodeJSON(v); !slices.Equal(again, b) {
		return errorf("not in its one form")
	}
	return nil
}

type formatError string

func (e formatError) Error() string { return "malformed record: " + string(e) }

func errorf(format string, args ...any) error {
	return formatError(fmt.Sprintf(format, args...))
}

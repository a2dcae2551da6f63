package record

import (
	"errors"
	"io"
	"strings"
)

// A Difference counts what became of the paths of one manifest in a later
// one. A file that was moved is missing under one path and new under another.
type Difference struct {
	Missing int64 `json:"missing,omitempty"` // paths of the earlier that the later has not
	Altered int64 `json:"altered,omitempty"` // paths of both, proven to hold another content, see [Held.Alters]
	New     int64 `json:"new,omitempty"`     // paths that the later alone has
}

// Differ compares two manifests. It holds a line of each.
func Differ(before, after io.Reader) (d Difference, err error) {
	return differ(before, after, func(was, is Held) error { return nil })
}

// ErrReading is of a list that tells of a reading which nobody made.
var ErrReading = errorf("a reading that is neither of its listing nor of the list before")

// DifferAt is Differ for a list that was begun at an instant, and checks its
// readings: each is of then, or stands in the list before for the very same
// file. What is known of a content is taken over where nothing that the store tells has
// changed, so that another content takes another reading. It fails with [ErrReading].
func DifferAt(before, after io.Reader, at Instant) (d Difference, err error) {
	return differ(before, after, func(was, is Held) error {
		if is.Read != 0 && is.Read != at && is != was {
			return ErrReading
		}
		return nil
	})
}

func differ(before, after io.Reader, check func(was, is Held) error) (d Difference, err error) {
	a, err := NewManifestReader(before)
	if err != nil {
		return d, err
	}
	b, err := NewManifestReader(after)
	if err != nil {
		return d, err
	}
	err = Merge(func(at []int, held []Held) error {
		was, is := Held{}, Held{}
		for i, n := range at {
			if n == 0 && !held[i].Mount() {
				was = held[i]
			} else if !held[i].Mount() {
				is = held[i]
			}
		}
		switch {
		case was.Path == is.Path && was.Alters(is):
			d.Altered++
		case is.Path == "" && was.Path != "":
			d.Missing++
		case was.Path == "" && is.Path != "":
			d.New++
		}
		return check(was, is)
	}, a.Next, b.Next)
	return d, err
}

// Merge goes over several manifests together, path by path in order: at says
// which of them hold the path, held what they say of it; both are only lent.
// Each of the list gives its files in order of path, then io.EOF, as
// [ManifestReader.Next] does.
func Merge(each func(at []int, held []Held) error, list ...func() (Held, error)) error {
	heads := make([]head, len(list))
	for i, next := range list {
		if err := heads[i].next(next); err != nil {
			return err
		}
	}
	at, held := make([]int, 0, len(list)), make([]Held, 0, len(list))
	for {
		at, held = at[:0], held[:0]
		first, some := "", false
		for i := range heads {
			if h := &heads[i]; !h.done && (!some || strings.Compare(h.key, first) < 0) {
				first, some = h.key, true
			}
		}
		if !some {
			return nil
		}
		for i := range heads {
			if h := &heads[i]; !h.done && h.key == first {
				at, held = append(at, i), append(held, h.held)
				if err := h.next(list[i]); err != nil {
					return err
				}
			}
		}
		if err := each(at, held); err != nil {
			return err
		}
	}
}

// A head is where a manifest stands in a merge.
type head struct {
	held Held
	key  string // the path in its one form
	done bool
}

func (h *head) next(next func() (Held, error)) (err error) {
	h.held, err = next()
	if errors.Is(err, io.EOF) {
		h.done = true
		return nil
	}
	h.key = Escape(h.held.Path)
	return err
}

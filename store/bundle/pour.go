package bundle

import (
	"io"
	"sync"
)

// A pail is room to read into: large, for a month is tens of megabytes, and used
// again, for a class has hundreds of months.
type pail [256 << 10]byte

var pails = sync.Pool{New: func() any { return new(pail) }}

// pour copies all that r has to w, and keeps nothing of it.
func pour(w io.Writer, r io.Reader) error {
	p := pails.Get().(*pail)
	defer pails.Put(p)
	_, err := io.CopyBuffer(struct{ io.Writer }{w}, struct{ io.Reader }{r}, p[:])
	return err
}

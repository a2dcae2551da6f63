package bundle

import (
	"errors"
	"fmt"

	"constat/store/record"
)

// maxSizes bounds how many bodies of a chain are compared by size. A page that
// is another each round must not fill the memory.
const maxSizes = 1 << 16

// emptySum is the digest of a body without bytes.
var emptySum = record.Sum(nil)

// sized holds the size of a body against its digest: the empty one alone has
// none, and one digest has one size. What is reduced of a body is not compared
// here: that depends on fields of its head, which a server may change while the
// body stays.
func (c *course) sized(o *Observed) error {
	a := o.Answer
	if a.Body.IsZero() {
		return nil
	}
	if (a.Size == 0) != (a.Body == emptySum) {
		return errors.New("a body of another size than its digest is of")
	}
	before, known := c.sizes[a.Body]
	switch {
	case known && before != a.Size:
		return fmt.Errorf("a body of %d bytes that had %d before", a.Size, before)
	case !known && len(c.sizes) < maxSizes:
		c.sizes[a.Body] = a.Size
	}
	return nil
}

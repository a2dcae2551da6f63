package bundle

import (
	"errors"
	"fmt"
	"strings"

	"constat/store/record"
)

// imported checks that an import is of a target that can have one, and that a
// target of which nothing is asked has nothing else.
func (t *Target) imported(leaf int64) error {
	d := t.inForce(leaf)
	switch {
	case d == nil:
		return errors.New("an import before its target")
	case d.Control:
		return errors.New("an import of a control")
	case d.Question.Kind == record.AskNothing && !strings.HasPrefix(d.Question.URL, record.ImportURL("")):
		return fmt.Errorf("a target that nothing is asked of, at the address %.40q", d.Question.URL)
	}
	return nil
}

// rows checks an import against the rows that it names.
func (c *lister) rows(e record.Import) error {
	sum, err := c.sum(e.File)
	switch {
	case err != nil:
		return err
	case sum.Root != e.Root || sum.Items != e.Items || sum.Bytes != e.Bytes:
		return fmt.Errorf("manifest %v holds other rows than its entry says", e.File)
	case e.Form != "folder" && sum.Newest != 0:
		return errors.New("the rows of a list tell of readings")
	case sum.Newest > e.Time, sum.Newest != 0 && sum.Newest != e.Time:
		return errors.New("its rows were read at another time")
	case sum.Tried != e.Unreadable:
		return fmt.Errorf("%d of its contents could not be read, its entry says %d", sum.Tried, e.Unreadable)
	}
	return nil
}

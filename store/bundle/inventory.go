package bundle

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"constat/store/record"
)

// Open opens the file of the given digest, to be read as it comes: a manifest
// can be longer than memory.
func (l *Log) Open(h record.Hash) (io.ReadCloser, error) {
	open, ok := l.streams[h]
	if !ok {
		return nil, fmt.Errorf("file %v is not in this bundle", h)
	}
	return open()
}

// listed checks what targets held against the manifests: the root, the
// figures, and how each differs from the one before.
func (v *verifier) listed() bool {
	v.account.streams = map[record.Hash]func() (io.ReadCloser, error){}
	for h := range v.account.files {
		v.account.streams[h] = v.files[fileName(h)].Open
	}
	c := lister{verifier: v, sums: map[record.Hash]record.ManifestSum{}}
	for _, t := range v.account.Targets {
		leaf, err := c.target(t)
		name := "inventories"
		if err == nil {
			name = "imports"
			leaf, err = c.second(t)
		}
		if err != nil {
			return v.try(Integrity, name, fmt.Errorf("leaf %d: %w", leaf, err), Words{})
		}
	}
	if c.inventories > 0 {
		v.add(Integrity, "inventories", OK, some(c.inventories, Words{},
			Words{"1 inventaire, conforme à sa liste", "1 inventory, as its list has it"},
			Words{"%d inventaires, conformes à leurs listes", "%d inventories, as their lists have it"}))
	}
	if c.imports > 0 {
		v.add(Integrity, "imports", OK, some(c.imports, Words{},
			Words{"1 pièce de seconde main, conforme à sa liste ; ce qu’elle dit, et de quand, n’est que la parole de qui l’a apportée", "1 second-hand record, as its list has it; what it says, and of when, is the word of who brought it"},
			Words{"%d pièces de seconde main, conformes à leurs listes ; ce qu’elles disent, et de quand, n’est que la parole de qui les a apportées", "%d second-hand records, as their lists have it; what they say, and of when, is the word of who brought them"}))
	}
	return true
}

// A lister goes over all lists, and reads each file once.
type lister struct {
	*verifier
	sums                 map[record.Hash]record.ManifestSum
	salt                 record.Hash // of the chain's lists, none as long as it has none
	inventories, imports int
}

// target checks the inventories of one chain. Where one is wrong, it says which.
func (c *lister) target(t *Target) (leaf int64, err error) {
	c.salt = record.Hash{}
	for i, item := range t.Inventories {
		e := item.Entry.(record.Inventory)
		err := t.lists(c.disclosure.Base, i, item, e)
		if err == nil {
			err = c.manifest(t.inForce(item.Leaf).Question, e, item.Leaf > c.disclosure.Base)
		}
		if err == nil {
			err = c.salted(e.File)
		}
		if err != nil {
			return item.Leaf, err
		}
		c.inventories++
	}
	return 0, nil
}

// second checks the imports of the same chain.
func (c *lister) second(t *Target) (leaf int64, err error) {
	for _, item := range t.Imports {
		e := item.Entry.(record.Import)
		err := t.imported(item.Leaf)
		if err == nil {
			err = c.rows(e)
		}
		if err == nil {
			err = c.salted(e.File)
		}
		if err != nil {
			return item.Leaf, err
		}
		c.imports++
	}
	return 0, nil
}

// salted refuses a list that is salted otherwise than those of its chain.
func (c *lister) salted(file record.Hash) error {
	if file.IsZero() {
		return nil
	}
	own := record.Hash(c.sums[file].Salt)
	if c.salt.IsZero() {
		c.salt = own
	}
	if c.salt != own {
		return errors.New("its list is salted otherwise than those before")
	}
	return nil
}

// sum reads a list, each once.
func (c *lister) sum(file record.Hash) (record.ManifestSum, error) {
	sum, ok := c.sums[file]
	if ok {
		return sum, nil
	}
	r, err := c.account.Open(file)
	if err != nil {
		return sum, err
	}
	defer r.Close()
	if sum, err = record.CheckManifest(r); err != nil {
		return sum, fmt.Errorf("manifest %v: %w", file, err)
	}
	c.sums[file] = sum
	return sum, nil
}

// lists checks an inventory against those before it in its chain.
func (t *Target) lists(base int64, i int, item Item, e record.Inventory) error {
	d := t.inForce(item.Leaf)
	if d == nil || d.Question.Kind != record.AskInventory {
		return errors.New("an inventory of a target that is not asked what it holds")
	}
	if counts := d.Question.Pick != ""; e.Whole() && counts != e.File.IsZero() {
		return errors.New("a whole inventory without its list, or a count with one")
	}
	if err := countable(d.Question); err != nil {
		return err
	}
	if err := e.Answers(d.Question); err != nil {
		return err
	}
	if i > 0 {
		switch before := t.Inventories[i-1].Entry.(record.Inventory); {
		case before.Round >= e.Round:
			return fmt.Errorf("round %d does not come after the one before", e.Round)
		case e.Time < before.Time:
			return errors.New("it began before the one before did")
		}
	}
	if before, known := t.before(base, i, d.Question.ID()); known && item.Leaf > base && !e.File.IsZero() && e.Before != before {
		return errors.New("it compares with another list than the one before")
	}
	return nil
}

// countable refuses questions that nobody puts: of a database there is a query, of
// another store but pages there is none, and a folder has no address.
func countable(q record.Question) error {
	page := strings.HasPrefix(q.URL, "http:") || strings.HasPrefix(q.URL, "https:")
	switch {
	case record.AsksDatabase(q.URL) && !record.IsQuery(q.Pick):
		return errors.New("a database that is not asked a query")
	case q.Pick != "" && !page && !record.AsksDatabase(q.URL):
		return errors.New("records counted of a store that has none")
	case q.Address != "" && strings.HasPrefix(q.URL, "file:"):
		return errors.New("a folder of the vantage's own machine, asked at an address")
	}
	if _, placed := placeOf(q.Address); q.Address != "" && !placed {
		return fmt.Errorf("a store asked at %.60q, which is no address", q.Address)
	}
	return nil
}

// before returns the newest manifest of the same question above the i-th
// inventory, and whether what is shown tells it.
func (t *Target) before(base int64, i int, question record.Hash) (file record.Hash, known bool) {
	for _, item := range slices.Backward(t.Inventories[:i]) {
		e := item.Entry.(record.Inventory)
		d := t.inForce(item.Leaf)
		switch {
		case d == nil:
			return file, false
		case d.Question.ID() != question:
			return file, true
		case !e.File.IsZero():
			return e.File, true
		}
	}
	return file, t.links[0].leaf > base
}

// manifest checks an entry against the files that it names. What one above the
// base compares with may not be shown.
func (c *lister) manifest(q record.Question, e record.Inventory, compare bool) error {
	if e.File.IsZero() {
		return nil
	}
	sum, err := c.sum(e.File)
	switch {
	case err != nil:
		return err
	case sum.Root != e.Root || sum.Items != e.Items || sum.Bytes != e.Bytes:
		return fmt.Errorf("manifest %v holds another list than its entry says", e.File)
	}
	if err := errors.Join(readings(e, sum), tellable(q, sum)); err != nil {
		return fmt.Errorf("manifest %v %w", e.File, err)
	}
	if !compare {
		return nil
	}
	if e.Before.IsZero() {
		if sum.Oldest != 0 && sum.Oldest != e.Time {
			return record.ErrReading
		}
		return nil
	}
	return c.account.differs(e)
}

func (l *Log) differs(e record.Inventory) error {
	if e.Before == e.File {
		if e.Difference != (record.Difference{}) {
			return errors.New("a list is said to differ from itself")
		}
		return nil
	}
	before, err := l.Open(e.Before)
	if err != nil {
		return err
	}
	defer before.Close()
	after, err := l.Open(e.File)
	if err != nil {
		return err
	}
	defer after.Close()
	d, err := record.DifferAt(before, after, e.Time)
	if err == nil && d != e.Difference {
		err = fmt.Errorf("it differs from the one before by %d missing, %d altered and %d new, its entry says %d, %d and %d",
			d.Missing, d.Altered, d.New, e.Missing, e.Altered, e.New)
	}
	return err
}

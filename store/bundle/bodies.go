package bundle

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"net/url"
	"slices"

	"constat/store/record"
	"constat/store/warc"
)

// A Stocked is contents kept of a crawl, with their place in the log.
type Stocked struct {
	record.Bodies
	Definition *Definition // in force when they were kept
	Leaf       int64
}

// Stock yields the contents kept of t's crawls in the order of the log.
func (t *Target) Stock() iter.Seq[Stocked] {
	return func(yield func(Stocked) bool) {
		for _, item := range t.Bodies {
			if !yield(Stocked{item.Entry.(record.Bodies), t.inForce(item.Leaf), item.Leaf}) {
				return
			}
		}
	}
}

// stocked checks contents kept of crawls against the manifests and their files.
func (v *verifier) stocked() bool {
	n := 0
	for _, t := range v.account.Targets {
		leaf, kept, err := v.stock(t)
		if err != nil {
			return v.try(Integrity, "bodies", fmt.Errorf("leaf %d: %w", leaf, err), Words{})
		}
		n += kept
	}
	if n > 0 {
		v.add(Integrity, "bodies", OK, some(n, Words{},
			Words{"1 contenu conservé d’un site parcouru, conforme à sa liste", "1 content kept of a site that was followed, as its list has it"},
			Words{"%d contenus conservés de sites parcourus, conformes à leurs listes", "%d contents kept of sites that were followed, as their lists have them"}))
	}
	return true
}

// stock checks the entries of one target, and says at which leaf one is wrong.
func (v *verifier) stock(t *Target) (leaf int64, n int, err error) {
	seen := map[record.Hash]bool{}
	var list *places
	defer func() { list.close() }()
	for _, item := range t.Bodies {
		e := item.Entry.(record.Bodies)
		of, err := t.stocks(v.disclosure.Base, item.Leaf, e)
		if err != nil {
			return item.Leaf, n, err
		}
		if list == nil || list.leaf != of.Leaf {
			list.close()
			if list, err = v.places(of); err != nil {
				return item.Leaf, n, err
			}
		}
		for _, k := range e.Kept {
			if seen[k.Body] {
				return item.Leaf, n, fmt.Errorf("the content %v is kept twice", k.Body)
			}
			seen[k.Body] = true
			h, err := list.at(k.Place)
			if err == nil {
				err = v.body(t.inForce(item.Leaf).Question.URL, list.Inventory, h, k)
			}
			if err != nil {
				return item.Leaf, n, err
			}
			n++
		}
	}
	return 0, n, nil
}

// stocks finds the inventory that kept contents are of, and says whether that
// can have any.
func (t *Target) stocks(base, leaf int64, e record.Bodies) (of Listed, err error) {
	d := t.inForce(leaf)
	if d == nil || d.Control || d.Question.Kind != record.AskInventory || d.Question.Pick != "" || d.Question.Auth != "" || countable(d.Question) != nil {
		return of, errors.New("contents of what is no open site")
	}
	if u, err := url.Parse(d.Question.URL); err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return of, errors.New("contents of what is no open site")
	}
	if leaf <= base {
		return of, errors.New("contents kept before the bundle begins")
	}
	at, found := slices.BinarySearchFunc(t.Inventories, leaf, func(i Item, leaf int64) int { return int(i.Leaf - leaf) })
	if found || at == 0 {
		return of, errors.New("contents of no inventory")
	}
	of.Leaf = t.Inventories[at-1].Leaf
	of.Inventory = t.Inventories[at-1].Entry.(record.Inventory)
	switch {
	case of.Round != e.Round || of.File.IsZero() || of.File != e.Manifest:
		return of, fmt.Errorf("they are not of the newest inventory before them, of leaf %d", of.Leaf)
	case !of.Account.IsZero():
		return of, errors.New("contents that were listed under an account")
	}
	return of, nil
}

// places reads a manifest as far as it is asked for.
type places struct {
	record.Inventory
	leaf int64
	file io.Closer
	list *record.ManifestReader
	next int64
}

func (v *verifier) places(of Listed) (*places, error) {
	f, err := v.account.Open(of.File)
	if err != nil {
		return nil, err
	}
	list, err := record.NewManifestReader(f)
	if err != nil {
		f.Close()
		return nil, err
	}
	return &places{of.Inventory, of.Leaf, f, list, 0}, nil
}

func (p *places) close() {
	if p != nil {
		p.file.Close()
	}
}

// at returns the line at a place, which lies behind all that were asked for.
func (p *places) at(place int64) (h record.Held, err error) {
	if place < p.next {
		return h, fmt.Errorf("place %d does not come after the one before", place)
	}
	for p.next <= place {
		if h, err = p.list.Next(); errors.Is(err, io.EOF) {
			return h, fmt.Errorf("there is no place %d in the list", place)
		}
		if err != nil {
			return h, err
		}
		p.next++
	}
	return h, nil
}

// crawlFields are what a crawl asks with.
var crawlFields = []string{"Accept-Encoding", "Host", "User-Agent"}

// body checks one content against its line and its file.
func (v *verifier) body(start string, i record.Inventory, h record.Held, k record.Body) error {
	w, err := v.exchange(record.Capture{Time: k.Time, Status: 200, Body: k.Body, Size: k.Size, File: k.File})
	if err != nil {
		return err
	}
	u, err := url.Parse(w.URI)
	if err != nil {
		return err
	}
	from, err := url.Parse(start)
	if err != nil {
		return err
	}
	if from.Path == "" {
		from.Path = "/"
	}
	name, of := record.SitePath(from, u)
	switch {
	case h.Sum != k.Body || h.Size != k.Size || h.Read != i.Time:
		return fmt.Errorf("the list has another content at place %d, or one that this listing did not read", k.Place)
	case k.Time < i.Time || k.Time > i.Ended:
		return fmt.Errorf("capture %v was not asked for while the list was made", k.File)
	case !of || name != h.Path || w.URI != warc.Address(u.String()):
		return fmt.Errorf("capture %v is of another address than place %d of the list", k.File, k.Place)
	case !w.Peer.IsValid():
		return fmt.Errorf("capture %v does not say who answered", k.File)
	}
	return plainly(u, w.Request, crawlFields)
}

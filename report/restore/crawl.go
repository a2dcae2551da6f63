package restore

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"constat/store/bundle"
	"constat/store/record"
	"constat/store/warc"
)

// A listing is one whole list of a site, with the log that holds it.
type listing struct {
	record.Inventory
	log *bundle.Log
}

// A stored content was kept of a crawl.
type stored struct {
	record.Body
	log  *bundle.Log
	leaf int64
}

// crawl takes what was kept of a site that was followed from page to page.
func (h *Holdings) crawl(s *source) error {
	d := s.newest()
	start, err := url.Parse(d.Question.URL)
	if err != nil {
		return err
	}
	if start.Path == "" {
		start.Path = "/"
	}
	c := Choice{Target: s.name, Vantage: s.vantage, Address: d.Question.URL, Why: Nothing}
	lists, kept := s.listings(d.Question.ID())
	at, err := h.list(lists, &c)
	if err != nil {
		return err
	}
	if at < 0 || len(kept) == 0 {
		c.Why = Nothing
		h.Choices = append(h.Choices, c)
		return nil
	}
	c.Taken, c.Stood, c.Listed = lists[at].Time, lists[at].Ended, lists[at].Items
	h.Choices = append(h.Choices, c)
	return h.stock(s, start, lists[:at+1], kept)
}

// listings are the whole lists of a question, in order of time, and what was kept of any.
func (s *source) listings(question record.Hash) (lists []listing, kept map[record.Hash]stored) {
	kept = map[record.Hash]stored{}
	seen := map[record.Hash]bool{}
	for _, p := range s.parts {
		for l := range p.target.Listings() {
			leaf, err := record.Encode(l.Inventory)
			if key := record.Sum(leaf); err != nil || !l.Whole() || l.File.IsZero() || l.Definition == nil || l.Definition.Question.ID() != question || seen[key] {
				continue
			} else {
				seen[key] = true
			}
			lists = append(lists, listing{l.Inventory, p.log})
		}
		for e := range p.target.Stock() {
			for _, k := range e.Kept {
				if _, there := kept[k.Body]; !there {
					kept[k.Body] = stored{k, p.log, e.Leaf}
				}
			}
		}
	}
	slices.SortStableFunc(lists, func(a, b listing) int { return cmp.Compare(a.Ended, b.Ended) })
	return lists, kept
}

// list chooses one of the lists: the last before the time asked for, or before
// the most was missing at once that still is; where that is less than a tenth of
// what was listed, the newest.
func (h *Holdings) list(lists []listing, c *Choice) (at int, err error) {
	if h.At != 0 {
		c.Why = Asked
		for at = len(lists) - 1; at >= 0 && lists[at].Ended > h.At; at-- {
		}
		return at, nil
	}
	c.Why, at = Newest, len(lists)-1
	worst := 0
	for i := range lists {
		if i > 0 && lists[i].Missing > lists[worst].Missing {
			worst = i
		}
	}
	if worst == 0 || lists[worst].Missing*10 < lists[worst-1].Items {
		return at, nil
	}
	still, err := missing(lists[worst-1], lists[at])
	if err != nil || still*10 < lists[worst-1].Items {
		return at, err
	}
	c.Why, c.Lost, c.Gone = BeforeLoss, lists[worst].Ended, still
	return worst - 1, nil
}

// missing counts the files of one list that another does not have.
func missing(before, now listing) (n int64, err error) {
	a, err := before.log.Open(before.File)
	if err != nil {
		return 0, err
	}
	defer a.Close()
	b, err := now.log.Open(now.File)
	if err != nil {
		return 0, err
	}
	defer b.Close()
	d, err := record.Differ(a, b)
	return d.Missing, err
}

// stock takes the contents of the last of lists, and where one is not kept, that
// which the file had before.
func (h *Holdings) stock(s *source, start *url.URL, lists []listing, kept map[record.Hash]stored) error {
	wanted := map[string]bool{} // of the chosen list, and not kept
	for i, l := range slices.Backward(lists) {
		chosen := i == len(lists)-1
		if !chosen && len(wanted) == 0 {
			break
		}
		err := l.each(func(held record.Held) error {
			k, there := kept[held.Sum]
			there = there && !held.Sum.IsZero()
			switch {
			case chosen && !there:
				wanted[held.Path] = true
				return nil
			case !chosen && (!wanted[held.Path] || !there):
				return nil
			}
			delete(wanted, held.Path)
			address, err := addressOf(start, held.Path, k)
			if err == nil {
				h.add(&Item{URL: address, Kind: Crawled, Target: s.name, Taken: k.Time, Stood: max(k.Time, l.Time), Body: k.Body.Body, Size: k.Size, Older: !chosen,
					Origin: k.log.Origin, Leaf: k.leaf, log: k.log, file: k.File})
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	for path := range wanted {
		address, err := addressOf(start, path, stored{})
		if err != nil {
			return err
		}
		h.lacking = append(h.lacking, Missing{URL: address, Of: s.newest().Question.URL, Why: Unstored})
	}
	return nil
}

func (l listing) each(do func(record.Held) error) error {
	f, err := l.log.Open(l.File)
	if err != nil {
		return err
	}
	defer f.Close()
	m, err := record.NewManifestReader(f)
	if err != nil {
		return err
	}
	return m.Each(do)
}

// addressOf is the address that a path of a list was asked for at: that of the
// exchange where it is of this path, else the one that has it.
func addressOf(start *url.URL, path string, k stored) (string, error) {
	if k.log != nil {
		w, err := capture(k.log, k.File)
		if err != nil {
			return "", err
		}
		if u, err := url.Parse(w.URI); err == nil {
			if name, of := record.SitePath(start, u); of && name == path {
				return keyOf(u), nil
			}
		}
	}
	name, query, _ := strings.Cut(path, "?")
	if name == "./" || strings.HasSuffix(name, "/./") {
		name = strings.TrimSuffix(name, "./")
	}
	return warc.Address(keyOf(&url.URL{Scheme: start.Scheme, Host: start.Host, Path: record.SiteFolder(start) + name, RawQuery: query})), nil
}

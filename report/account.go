package report

import (
	"bytes"
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strings"

	"constat/report/dossier"
	"constat/report/incident"
	"constat/store/bundle"
	"constat/store/record"
)

// An account is one log as all bundles together show it.
type account struct {
	origin  string
	vantage string           // origin without its epoch
	logs    []*bundle.Log    // by size
	entries []bundle.Item    // the vantage's own, by leaf
	chains  []*chain         // in order of first sight
	doubted []incident.Doubt // of the clock; nil until asked for
	begun   []begun          // its starts, in order of time
}

// A chain is one target of one log.
type chain struct {
	id          record.Chain
	definitions []bundle.Definition // by leaf
	parts       []part
	asked       map[record.Hash]record.Instant // by definition that was used: its first round
	first, last dossier.Time                   // rounds, by their starts
	leaf        int64                          // of the first observation, -1 without any
	extent      extent
	stood       stood
	atHome      *bool // see here, nil until asked
}

// A part is what one bundle shows of a chain.
type part struct {
	*bundle.Target
	log *bundle.Log
}

// distinct returns bundles by digest, each once: what somebody called a file
// changes nothing.
func distinct(bundles []*bundle.Bundle) []*bundle.Bundle {
	var list []*bundle.Bundle
	for _, b := range bundles {
		if !slices.ContainsFunc(list, func(o *bundle.Bundle) bool { return o.SHA256 == b.SHA256 }) {
			list = append(list, b)
		}
	}
	slices.SortStableFunc(list, func(x, y *bundle.Bundle) int {
		return bytes.Compare(x.SHA256[:], y.SHA256[:])
	})
	return list
}

// accountsOf sorts the logs of bundles by origin, and refuses what can't be
// one account.
func accountsOf(bundles []*bundle.Bundle) ([]*account, error) {
	byOrigin := map[string]*account{}
	for _, b := range bundles {
		if b.Verdict() == bundle.Broken {
			return nil, fmt.Errorf("bundle %q is broken; constat verify says where", b.Name)
		}
		for _, l := range b.Logs {
			a := byOrigin[l.Origin]
			if a == nil {
				a = &account{origin: l.Origin, vantage: vantageOf(l.Origin)}
				byOrigin[l.Origin] = a
			}
			a.logs = append(a.logs, l)
		}
	}
	var list []*account
	for _, a := range byOrigin {
		if err := a.join(); err != nil {
			return nil, err
		}
		list = append(list, a)
	}
	slices.SortFunc(list, func(x, y *account) int { return byEpoch(x.origin, y.origin) })
	return list, nil
}

// vantageOf cuts the epoch off an origin: "saguenay-1/1" is of "saguenay-1".
func vantageOf(origin string) string {
	if i := strings.LastIndexByte(origin, '/'); i > 0 {
		return origin[:i]
	}
	return origin
}

// join makes one account of a's logs.
func (a *account) join() error {
	slices.SortStableFunc(a.logs, func(x, y *bundle.Log) int {
		return cmp.Or(cmp.Compare(x.Head.Size, y.Head.Size), cmp.Compare(x.End, y.End), cmp.Compare(x.Leaves, y.Leaves))
	})
	for i, l := range a.logs {
		if i > 0 {
			if err := oneHistory(a.logs[i-1], l); err != nil {
				return err
			}
		}
		a.entries = append(a.entries, l.Entries...)
		for _, t := range l.Targets {
			a.add(part{t, l})
		}
	}
	slices.SortStableFunc(a.entries, func(x, y bundle.Item) int { return cmp.Compare(x.Leaf, y.Leaf) })
	a.entries = slices.CompactFunc(a.entries, func(x, y bundle.Item) bool { return x.Leaf == y.Leaf })
	a.begin()
	for _, c := range a.chains {
		slices.SortStableFunc(c.definitions, func(x, y bundle.Definition) int { return cmp.Compare(x.Leaf, y.Leaf) })
		c.definitions = slices.CompactFunc(c.definitions, func(x, y bundle.Definition) bool { return x.Leaf == y.Leaf })
		c.survey(a)
		extent, err := c.extentOf(a.origin)
		if err != nil {
			return err
		}
		c.extent = extent
	}
	slices.SortStableFunc(a.chains, func(x, y *chain) int { return cmp.Compare(x.definitions[0].Leaf, y.definitions[0].Leaf) })
	return nil
}

// oneHistory refuses logs of one name that contradict each other.
func oneHistory(l, m *bundle.Log) error {
	if l.Key != m.Key {
		return fmt.Errorf("log %q has two keys; give the bundles of one", l.Origin)
	}
	if l.Head.Size == m.Head.Size && l.Head.Root != m.Head.Root {
		return fmt.Errorf("log %q has two histories of %d leaves: one of the bundles is forged", l.Origin, l.Head.Size)
	}
	return nil
}

func (a *account) add(p part) {
	i := slices.IndexFunc(a.chains, func(c *chain) bool { return c.id == p.Chain })
	if i < 0 {
		a.chains = append(a.chains, &chain{id: p.Chain})
		i = len(a.chains) - 1
	}
	c := a.chains[i]
	c.definitions = append(c.definitions, p.Definitions...)
	c.parts = append(c.parts, p)
}

func (a *account) newest() *bundle.Log { return a.logs[len(a.logs)-1] }

// observations yields what all bundles show of c. What two of them show comes
// once.
func (c *chain) observations() iter.Seq[bundle.Observed] {
	return func(yield func(bundle.Observed) bool) {
		type place struct {
			leaf int64
			item int
		}
		seen := map[place]bool{}
		for _, p := range c.parts {
			for o := range p.Observations() {
				at := place{o.Leaf, o.Item}
				if len(c.parts) > 1 {
					if seen[at] {
						continue
					}
					seen[at] = true
				}
				if !yield(o) {
					return
				}
			}
		}
	}
}

// survey goes through c once and notes what more than one step needs.
func (c *chain) survey(a *account) {
	c.asked, c.leaf = map[record.Hash]record.Instant{}, -1
	for o := range c.observations() {
		c.note(o.Definition, o.Start(), o.Leaf)
		c.stand(a, o)
	}
	for _, p := range c.parts {
		for l := range p.Listings() {
			if l.Definition != nil {
				c.note(l.Definition, l.Time, l.Leaf)
			}
		}
	}
}

// note takes in when a question was put, and which leaf says so.
func (c *chain) note(d *bundle.Definition, at record.Instant, leaf int64) {
	if first, ok := c.asked[d.Hash]; !ok || at < first {
		c.asked[d.Hash] = at
	}
	c.first, c.last = earlier(c.first, at), later(c.last, at)
	if c.leaf < 0 || leaf < c.leaf {
		c.leaf = leaf
	}
}

func earlier(t dossier.Time, i record.Instant) dossier.Time {
	if t.Known && t.Instant <= i {
		return t
	}
	return dossier.Known(i)
}

func later(t dossier.Time, i record.Instant) dossier.Time {
	if t.Known && t.Instant >= i {
		return t
	}
	return dossier.Known(i)
}

// final returns the definition in force at the end.
func (c *chain) final() bundle.Definition { return c.definitions[len(c.definitions)-1] }

func (c *chain) control() bool { return c.final().Control }

// controls reports whether the vantage asks controls that tell of its network.
func (a *account) controls() bool {
	return slices.ContainsFunc(a.chains, func(c *chain) bool { return c.control() && c.final().Question.Vouches() })
}

// attested reports whether independent authorities bound the time of a's
// records: checking it must have said so for each log.
func attested(origin string, bundles []*bundle.Bundle) bool {
	found := false
	for _, b := range bundles {
		for _, c := range b.Checks {
			if c.Head == bundle.Time && c.Log == origin {
				if c.Result != bundle.OK {
					return false
				}
				found = true
			}
		}
	}
	return found
}

// declares reports whether the method was entered in the log before the first
// observation that counts: of what is not shown from the beginning of the log,
// that can be any after the seal it begins with.
func (a *account) declares(method record.Hash) bool {
	return a.entered(func(w record.Watch) bool { return w.Method == method })
}

// ruled reports so of the digest of a rule, or of the terms.
func (a *account) ruled(rule record.Hash) bool {
	return a.entered(func(w record.Watch) bool { return slices.Contains(w.Rules, rule) })
}

func (a *account) entered(holds func(record.Watch) bool) bool {
	first := int64(-1)
	for _, c := range a.chains {
		leaf := c.leaf
		if c.extent.base >= 0 {
			leaf = c.extent.base
		}
		if leaf >= 0 && (first < 0 || leaf < first) {
			first = leaf
		}
	}
	return slices.ContainsFunc(a.entries, func(i bundle.Item) bool {
		w, ok := i.Entry.(record.Watch)
		return ok && holds(w) && (first < 0 || i.Leaf < first)
	})
}

func vantagesOf(accounts []*account) []string {
	var names []string
	for _, a := range accounts {
		names = append(names, a.vantage)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

package report

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"constat/report/class"
	"constat/report/dossier"
	"constat/report/incident"
	"constat/store/record"
)

// ClassOptions are what a class report depends on beside its accounts.
type ClassOptions struct {
	Providers []string       // the words that name the provider; the first stands on the cover
	At        record.Instant // zero for the time of the newest checkpoint
	Built     dossier.Built
	Policy    bool // the bundles were verified against one
	LeftOut   []dossier.ClassLeftOut
	// Representatives are members of whom a sheet of typicality is made.
	Representatives []string
}

// ErrNoSite is returned where no account has a site of the provider.
var ErrNoSite = errors.New("no bundle that counts shows a site of this provider")

// Class makes the class report of accounts, whatever the order they come in.
func Class(accounts []*ClassAccount, opt ClassOptions) (*dossier.Class, error) {
	if len(accounts) == 0 {
		return nil, fmt.Errorf("class of %q: %w", strings.Join(opt.Providers, ", "), ErrNoSite)
	}
	g := &gathering{opt: opt, accounts: slices.Clone(accounts), d: &dossier.Class{Schema: dossier.ClassSchema, Provider: opt.Providers[0], Asked: slices.Clone(opt.Providers), Built: opt.Built, Policy: opt.Policy, LeftOut: opt.LeftOut}}
	slices.SortFunc(g.accounts, func(a, b *ClassAccount) int {
		return cmp.Or(slices.CompareFunc(a.Files, b.Files, func(x, y dossier.File) int { return cmp.Compare(x.SHA256.String(), y.SHA256.String()) }),
			slices.Compare(a.Members, b.Members))
	})
	if err := g.dated(); err != nil {
		return nil, fmt.Errorf("class of %q: %w", opt.Providers[0], err)
	}
	g.bundles()
	g.sites()
	if len(g.d.Sites) == 0 {
		return nil, fmt.Errorf("class of %q: %w", opt.Providers[0], ErrNoSite)
	}
	g.events()
	g.losses()
	g.apart()
	g.vantages()
	g.members()
	g.groups()
	g.subgroups()
	g.questions()
	if err := g.sheets(); err != nil {
		return nil, err
	}
	return Filled(g.d), nil
}

// A gathering is a class report in the making.
type gathering struct {
	opt      ClassOptions
	accounts []*ClassAccount
	rule     class.Rule
	list     []*gathered
	all      []class.Site // of list, in its order
	found    []class.Event
	of       map[class.Part]int
	place    map[record.Hash]int  // of a bundle in the report, from 1
	left     []*gathered          // sites that bundles show and no list takes
	also     map[string][]string  // by member: the other numbers of who has the same sites
	at       map[string]*gathered // by where its pages are
	lot      record.Hash
	d        *dossier.Class
}

// A gathered site is one site by all accounts that have it.
type gathered struct {
	classSite
	accounts int
	told     []class.Site // by each account
	untold   bool         // its members name no provider, or contradict each other
	number   int
	spoken   []string // the words for its provider
}

func (g *gathering) dated() error {
	g.d.Period = dossier.Period{From: dossier.Known(g.accounts[0].From), To: dossier.Known(g.accounts[0].To)}
	for _, a := range g.accounts {
		g.d.At = later(g.d.At, a.At)
		g.d.Period.From = earlier(g.d.Period.From, a.From)
		g.d.Period.To = later(g.d.Period.To, a.To)
	}
	if g.opt.At != 0 && g.opt.At < g.d.At.Instant {
		return fmt.Errorf("the report would be dated %s, but the newest checkpoint is of %s; choose that time or a later one", g.opt.At, g.d.At.Instant)
	}
	g.d.At = dossier.Known(cmp.Or(g.opt.At, g.d.At.Instant))
	m := g.accounts[0].Method
	rule, err := incident.ParseMethod([]byte(m.Text))
	if err != nil {
		return err
	}
	g.rule = class.Rule{Gap: record.Instant(rule.Class.Gap.Milliseconds()), Sites: rule.Class.Sites, Alike: rule.Class.Alike, Odds: rule.Class.Odds}
	g.d.Method = dossier.ClassMethod{Name: m.Name, Number: m.Version, SHA256: m.SHA256, Gap: dossier.Seconds(g.rule.Gap), Sites: g.rule.Sites, Alike: g.rule.Alike, Odds: g.rule.Odds}
	return nil
}

// bundles lists each bundle once, with all the members whose it is.
func (g *gathering) bundles() {
	at := map[record.Hash]int{}
	for _, a := range g.accounts {
		var logs []string
		for _, l := range a.Logs {
			logs = append(logs, l.Origin)
		}
		for _, f := range a.Files {
			i, ok := at[f.SHA256]
			if !ok {
				i, at[f.SHA256] = len(g.d.Bundles), len(g.d.Bundles)
				g.d.Bundles = append(g.d.Bundles, dossier.ClassBundle{File: f, Logs: logs, Verdict: a.Verdict, From: dossier.Known(a.From), To: dossier.Known(a.To), Heads: a.heads[f.SHA256], Secret: a.secrets[f.SHA256]})
			}
			b := &g.d.Bundles[i]
			b.Members = append(b.Members, a.Members...)
		}
	}
	slices.SortFunc(g.d.Bundles, func(a, b dossier.ClassBundle) int { return cmp.Compare(a.SHA256.String(), b.SHA256.String()) })
	g.draw()
	g.place = map[record.Hash]int{}
	for n, b := range g.d.Bundles {
		slices.SortFunc(b.Members, g.byLot)
		g.d.Bundles[n].Members = slices.Compact(b.Members)
		g.place[b.SHA256] = n + 1
	}
	slices.SortFunc(g.d.LeftOut, func(a, b dossier.ClassLeftOut) int {
		return cmp.Or(g.byLot(a.Member, b.Member), cmp.Compare(a.Name, b.Name), cmp.Compare(a.SHA256.String(), b.SHA256.String()), cmp.Compare(a.Reason, b.Reason))
	})
}

// sites puts the accounts' sites together: those that share a target or a page
// are one, and so are those that another account joins.
func (g *gathering) sites() {
	crowd := crowdOf(g.accounts)
	labels := crowd.labels()
	owner := map[record.Hash]*gathered{}
	g.at = map[string]*gathered{}
	var all []classSite
	for _, a := range g.accounts {
		names := crowd.called(a, labels)
		for _, s := range a.sites {
			s.Members = slices.Clone(a.Members)
			all = append(all, s.watchedBy(names))
		}
	}
	for _, group := range oneSite(all) {
		g.take(owner, group)
	}
	g.untaken(owner, crowd, labels)
	for _, s := range g.list {
		ours := g.ours(s.spoken)
		s.Ours = ours == 1
		s.untold = ours < 0
	}
	g.list = slices.DeleteFunc(g.list, func(s *gathered) bool {
		if s.untold {
			g.d.Untold++
		}
		return s.untold
	})
	slices.SortStableFunc(g.list, func(a, b *gathered) int {
		return cmp.Or(rank(b.Ours)-rank(a.Ours), g.byLot(leading(a.Members), leading(b.Members)), g.byLot(a.name, b.name), cmp.Compare(a.targets[0].String(), b.targets[0].String()))
	})
	g.once()
	for i, s := range g.list {
		s.number = i + 1
		s.Name = fmt.Sprintf("%08d", s.number)
		g.all = append(g.all, s.Site)
		if s.Ours {
			g.d.Providers = append(g.d.Providers, s.provider)
		}
	}
	slices.Sort(g.d.Providers)
	g.d.Providers = slices.Compact(g.d.Providers)
	for _, s := range g.list {
		row := g.row(s)
		if s.Ours {
			g.d.Sites = append(g.d.Sites, row)
		} else {
			g.d.Others = append(g.d.Others, row)
		}
	}
	g.sameHosts()
}

// watchedBy is s with its vantages called otherwise.
func (s classSite) watchedBy(names map[string]string) classSite {
	s.Vantages = renamed(s.Vantages, names)
	s.Outages = slices.Clone(s.Outages)
	for i := range s.Outages {
		s.Outages[i].Vantages = renamed(s.Outages[i].Vantages, names)
	}
	return s
}

// take adds the accounts of one site, or joins them to one that is known.
func (g *gathering) take(owner map[record.Hash]*gathered, group []classSite) {
	known := g.knows(owner, group)
	for _, s := range group {
		known = g.tell(known, s)
	}
	known.Site = class.Merge(known.told...)
	slices.SortFunc(known.targets, func(a, b record.Hash) int { return cmp.Compare(a.String(), b.String()) })
	known.targets = slices.Compact(known.targets)
	for _, id := range known.targets {
		owner[id] = known
	}
	for _, place := range known.places {
		g.at[place] = known
	}
}

// tell adds an account to a site, which it begins where none is known.
func (g *gathering) tell(known *gathered, s classSite) *gathered {
	if known == nil {
		s.lost = slices.Clone(s.lost)
		s.targets, s.places = slices.Clone(s.targets), slices.Clone(s.places)
		known = &gathered{classSite: s}
		g.list = append(g.list, known)
	} else {
		known.classSite.lose(s)
		known.targets, known.places = append(known.targets, s.targets...), append(known.places, s.places...)
		known.name, known.provider = min(known.name, s.name), min(known.provider, s.provider)
		known.mail = known.mail && s.mail
	}
	known.told = append(known.told, s.Site)
	known.shownIn = append(known.shownIn, s.shownIn...)
	known.accounts++
	known.spoken = append(known.spoken, strings.Join(s.providers, "\x00"))
	return known
}

// knows finds the site that has a target of one of the accounts, or else a page of one.
func (g *gathering) knows(owner map[record.Hash]*gathered, group []classSite) *gathered {
	for _, s := range group {
		for _, id := range s.targets {
			if known := owner[id]; known != nil {
				return known
			}
		}
	}
	for _, s := range group {
		for _, place := range s.places {
			if known := g.at[place]; known != nil {
				return known
			}
		}
	}
	return nil
}

// ours returns 1 for a site of the provider, 0 for one of another, and -1 where
// that is not told, or told in two ways.
func (g *gathering) ours(spoken []string) int {
	answer := -2
	for _, words := range spoken {
		is := -1
		for _, w := range strings.Split(words, "\x00") {
			switch {
			case w == "":
			case slices.ContainsFunc(g.opt.Providers, func(p string) bool { return strings.EqualFold(strings.TrimSpace(p), strings.TrimSpace(w)) }):
				is = 1
			default:
				is = max(is, 0)
			}
		}
		if answer != -2 && answer != is {
			return -1
		}
		answer = is
	}
	return answer
}

func (g *gathering) row(s *gathered) dossier.ClassSite {
	r := dossier.ClassSite{Number: s.number, Name: s.name, Members: slices.SortedFunc(slices.Values(s.Members), g.byLot), Provider: s.provider, Vantages: s.Vantages, Address: s.Unit, Targets: len(s.targets),
		AtLeast: seconds(incident.Length(s.Down)), AtMost: seconds(incident.Length(incident.Both(s.May, s.Watched))), Disputed: seconds(incident.Length(s.Disputed)), Accounts: s.accounts}
	for _, o := range s.Outages {
		r.Outages = append(r.Outages, dossier.ClassOutage{LastGood: moment(o.LastGood), FirstBad: dossier.Known(o.FirstBad), LastBad: dossier.Known(o.LastBad), FirstGood: moment(o.FirstGood), Vantages: o.Vantages, Signs: o.Signs, Review: o.Review,
			Onset: g.refs(o.Onset), End: g.refs(o.End)})
	}
	return r
}

// byNumber compares names of members: numbers by their size, and before words.
func byNumber(a, b string) int {
	digits := func(s string) bool {
		return s != "" && len(s) < 18 && strings.Trim(s, "0123456789") == ""
	}
	if digits(a) && digits(b) {
		return cmp.Or(cmp.Compare(len(strings.TrimLeft(a, "0")), len(strings.TrimLeft(b, "0"))), cmp.Compare(strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0")), cmp.Compare(a, b))
	}
	return cmp.Or(rank(digits(b))-rank(digits(a)), cmp.Compare(a, b))
}

// noMember comes after all names.
const noMember = "\uffff"

func leading(list []string) string {
	if len(list) == 0 {
		return noMember
	}
	return list[0]
}

func rank(b bool) int {
	if b {
		return 1
	}
	return 0
}

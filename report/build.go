// Package report turns verified bundles and the contract's terms into a
// dossier.
//
// Building one is a pure function of verified bundles, a method and an
// instant: no clock, no network, no database.
package report

import (
	"cmp"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"constat/report/contract"
	"constat/report/dossier"
	"constat/report/incident"
	"constat/report/loss"
	"constat/store/bundle"
	"constat/store/record"
)

// Options are what a dossier depends on beside its bundles.
type Options struct {
	Method *incident.Method // nil for the built-in one
	// Catalogue is what default pages are recognised by; nil for the built-in one,
	// and those that the logs add to it.
	Catalogue *loss.Catalogue
	Terms     *contract.Agreed // nil for a report without contracts
	At        record.Instant   // zero for the time of the newest checkpoint
	Built     dossier.Built
	// Heard is told of each answer that bounds an incident or lies in one, target
	// by target; nil for nobody. The dossier is the same.
	Heard func(dossier.Heard)

	brief bool // what a class report does not show is left out
}

// ErrNothing is returned for bundles that show no target.
var ErrNothing = errors.New("the bundles show no target; make one without --target, or give others")

// Build computes the dossier of bundles. Bundles of one log are one account,
// whatever the order they are given in; logs of one vantage are one vantage.
//
// The period runs from the earliest time a bundle was asked for to the latest,
// or, where all there is was asked for, from the first round to the newest
// checkpoint. Every vantage of the bundles is expected to ask each target: one
// that does not is absent.
//
// A broken bundle makes no dossier.
func Build(bundles []*bundle.Bundle, opt Options) (*dossier.Dossier, error) {
	b, err := build(bundles, opt)
	if err != nil {
		return nil, err
	}
	return filled(b.d), nil
}

func build(bundles []*bundle.Bundle, opt Options) (*builder, error) {
	if opt.Method == nil {
		m := incident.Standard()
		opt.Method = &m
	}
	own := opt.Catalogue != nil
	if !own {
		opt.Catalogue = loss.Standard()
	}
	bundles = distinct(bundles)
	accounts, err := accountsOf(bundles)
	if err != nil {
		return nil, fmt.Errorf("build dossier: %w", err)
	}
	b := &builder{opt: opt, accounts: accounts, bundles: bundles, subjects: subjectsOf(accounts),
		verdicts: map[judged]ruling{}, brackets: map[segment]*bundle.Bracket{},
		defined: map[segment]record.Target{}, twins: twinsOf(accounts), failed: map[failure]record.Instant{}, attests: map[string]bool{}, d: &dossier.Dossier{Schema: dossier.Schema, Built: opt.Built}}
	if len(b.subjects) == 0 {
		return nil, fmt.Errorf("build dossier: %w", ErrNothing)
	}
	if err := b.dated(); err != nil {
		return nil, fmt.Errorf("build dossier: %w", err)
	}
	b.period = periodOf(accounts, b.subjects)
	b.d.Period = dossier.Period{From: dossier.Known(b.period.From), To: dossier.Known(b.period.To)}
	if b.forms, err = formsOf(bundles); err != nil {
		return nil, fmt.Errorf("build dossier: %w", err)
	}
	if !own {
		if err := b.catalogues(); err != nil {
			return nil, fmt.Errorf("build dossier: %w", err)
		}
	}
	b.names()
	b.evidence()
	for _, stores := range []bool{false, true} { // what failed is known before what went from stores
		for _, s := range b.subjects {
			if stores != holdsFiles(s.target.Question) {
				continue
			}
			if err := b.subject(s); err != nil {
				return nil, fmt.Errorf("build dossier: target %q: %w", s.target.Name, err)
			}
		}
	}
	b.lost()
	b.sites()
	if err := b.print(); err != nil {
		return nil, fmt.Errorf("build dossier: %w", err)
	}
	b.inOrder()
	b.method()
	if err := errors.Join(b.silences(), b.contracts()); err != nil {
		return nil, fmt.Errorf("build dossier: %w", err)
	}
	if opt.brief {
		return b, nil
	}
	for _, a := range accounts {
		b.vantage(a)
	}
	b.watches()
	b.keys()
	b.conversions()
	return b, nil
}

type builder struct {
	opt      Options
	accounts []*account
	subjects []*subject
	period   incident.Span
	watched  map[string][]dossier.Seconds // by vantage, one per target
	bundles  []*bundle.Bundle
	verdicts map[judged]ruling
	judged   judged   // the one judged last,
	ruled    ruling   // and how
	answerer struct { // the address asked last, and its text
		at   netip.Addr
		name string
	}
	brackets map[segment]*bundle.Bracket
	defined  map[segment]record.Target
	twins    map[string][]string // by vantage: others of the same machine
	failed   map[failure]record.Instant
	attests  map[string]bool // by log: whether its time is attested
	pages    []spokenPage
	followed []followed
	forms    *forms
	downs    []downtime
	answered map[record.Hash][]netip.Addr // by target: the addresses that answered its question, in order
	added    []dossier.AddedCatalogue
	listed   int                         // files gone that are listed one by one
	shots    map[dossier.Ref]*bundle.Log // of each picture, its log
	d        *dossier.Dossier
}

// periodOf returns what the bundles speak of.
func periodOf(accounts []*account, subjects []*subject) incident.Span {
	var p incident.Span
	var asked, all bool
	for _, a := range accounts {
		for _, l := range a.logs {
			if l.From != 0 && (!asked || l.From < p.From) {
				p.From, asked = l.From, true
			}
			all = all || l.From == 0
			p.To = max(p.To, min(cmp.Or(l.To, l.Sealed), l.Sealed))
		}
	}
	if first, ok := firstRound(subjects); ok && (!asked || all && first < p.From) {
		p.From = first
	} else if !ok && !asked {
		p.From = p.To
	}
	return incident.Span{From: p.From, To: max(p.From, p.To)}
}

// counted leaves out statements, where there is anything else: what a provider says is
// asked beside what is watched.
func counted(subjects []*subject) []*subject {
	rest := slices.DeleteFunc(slices.Clone(subjects), func(s *subject) bool { return s.target.Question.Kind == record.AskStatement })
	if len(rest) == 0 {
		return subjects
	}
	return rest
}

func firstRound(subjects []*subject) (first record.Instant, ok bool) {
	for _, s := range counted(subjects) {
		for _, q := range s.sources {
			opened := q.opened()
			for definition, at := range q.chain.asked {
				at = max(at, opened)
				if q.questions[definition] == s.id && (!ok || at < first) {
					first, ok = at, true
				}
			}
		}
	}
	return first, ok
}

func fileName(b *bundle.Bundle) string {
	vantage, _, _ := strings.Cut(b.Logs[0].Origin, "/")
	return fmt.Sprintf("%s-%s.zip", vantage, b.SHA256.String()[:8])
}

// evidence says what the dossier was built from, and what checking it gave.
func (b *builder) evidence() {
	checks := append(bundle.Together(b.bundles...), b.forms.checks...)
	b.d.Absent = bundle.Absent(b.bundles...)
	for _, x := range b.bundles {
		b.d.Files = append(b.d.Files, dossier.File{Name: fileName(x), SHA256: x.SHA256, Bytes: x.Size})
	}
	b.d.Checks.Verdict = string(bundle.Judge(checks))
	for _, c := range checks {
		b.d.Checks.Checks = append(b.d.Checks.Checks, dossier.Check{Log: c.Log, Head: string(c.Head), Name: c.Name, Result: string(c.Result), Detail: c.Detail.English, French: c.Detail.French})
	}
	b.d.At = dossier.Known(cmp.Or(b.opt.At, b.newest()))
}

// newest is the time of the newest checkpoint.
func (b *builder) newest() (at record.Instant) {
	for _, a := range b.accounts {
		at = max(at, a.newest().Made)
	}
	return at
}

// dated refuses a report that would be older than what it rests on.
func (b *builder) dated() error {
	if b.opt.At != 0 && b.opt.At < b.newest() {
		return fmt.Errorf("the report would be dated %s, but the newest checkpoint is of %s; choose that time or a later one", b.opt.At, b.newest())
	}
	return nil
}

// method says how the figures were computed, and whether that was settled
// before.
func (b *builder) method() {
	m := b.opt.Method
	of := len(vantagesOf(b.accounts))
	b.d.Method = dossier.Method{
		Name: m.Name, Version: m.Version, SHA256: m.Digest, Text: m.Text,
		Own: m.Own(), Current: m.Current(), Blocked: slices.Clone(m.Blocked), BlockedReplies: slices.Clone(m.BlockedReplies), BadReplies: slices.Clone(m.BadReplies),
		Declared: true, LateJudged: true, ClockWithin: seconds(m.ClockWithin), ClockHolds: seconds(m.ClockHolds), ClockDrift: m.ClockDrift,
		Quorum: dossier.Quorum{Needed: m.Needed(of), Of: of},
		Pages:  b.pageRule(),
	}
	for _, l := range m.ReviewLayers {
		b.d.Method.ReviewLayers = append(b.d.Method.ReviewLayers, string(l))
	}
	for _, a := range b.accounts {
		b.d.Method.Declared = b.d.Method.Declared && a.declares(m.Digest)
		for _, l := range a.logs {
			b.d.Method.LateJudged = b.d.Method.LateJudged && l.Attested
		}
	}
}

// holdsFiles reports whether a question is one for what a store holds, or none at all.
func holdsFiles(q record.Question) bool {
	return q.Kind == record.AskInventory || q.Kind == record.AskNothing
}

// subject adds what became of one subject. Its observations are let go again:
// those of all targets over a year would not fit into memory.
func (b *builder) subject(s *subject) error {
	if err := s.seamless(); err != nil {
		return err
	}
	switch s.target.Question.Kind {
	case record.AskNothing:
		return b.imports(s)
	case record.AskInventory:
		return errors.Join(b.inventory(s), b.imports(s))
	case record.AskStatement:
		return b.statement(s)
	}
	w := b.load(s)
	t := b.target(s, w)
	b.paths(s, t, w)
	t.Review = b.diagnosed(s, t, w)
	b.d.Targets[len(b.d.Targets)-1] = t
	b.redirects(t, w)
	if err := b.follow(s, t, w); err != nil {
		return err
	}
	return errors.Join(b.changes(t, w), b.imports(s))
}

// inOrder orders incidents by their first bad round, counts them from 1, and
// orders changes by time.
func (b *builder) inOrder() {
	for _, list := range [][]dossier.Incident{b.d.Incidents, b.d.Unconfirmed} {
		slices.SortStableFunc(list, func(x, y dossier.Incident) int { return cmp.Compare(x.FirstBad.Instant, y.FirstBad.Instant) })
		for i := range list {
			list[i].Number = i + 1
		}
	}
	slices.SortStableFunc(b.d.Changes, func(x, y dossier.Change) int { return cmp.Compare(x.First.Instant, y.First.Instant) })
}

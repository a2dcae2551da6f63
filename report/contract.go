package report

import (
	"slices"

	"constat/report/contract"
	"constat/report/dossier"
	"constat/report/incident"
	"constat/report/lang"
	"constat/store/bundle"
	"constat/store/record"
)

// A downtime is how one target went, in spans.
type downtime struct {
	target dossier.Target
	line   incident.Timeline
}

// contracts works out what each contract makes of the period.
func (b *builder) contracts() error {
	if b.opt.Terms == nil {
		return nil
	}
	b.d.Terms.SHA256, b.d.Terms.Declared = b.opt.Terms.Digest, b.declared(b.opt.Terms.Digest)
	for _, c := range b.opt.Terms.Contracts {
		zone, err := lang.Zone(c.ZoneName())
		if err != nil {
			return err
		}
		b.contractRule(c.Rule)
		facts, names, ids := b.facts(c)
		facts.Settle, facts.Reserve = b.unsettled(c), b.reserved(c, ids)
		if err := b.rivals(c, ids, &facts); err != nil {
			return err
		}
		for _, r := range c.Evaluate(facts, zone) {
			row := ContractOf(c, r)
			row.Targets, row.TargetIDs = append([]string{}, names...), append([]record.Hash{}, ids...)
			b.d.Contracts = append(b.d.Contracts, row)
		}
		b.damages(c)
	}
	return nil
}

// rivals fills in the time in which other contracts about the targets of ids
// give credits: periods of those that cannot be added to c's, and otherwise what
// the credits are given for.
func (b *builder) rivals(c *contract.Contract, ids []record.Hash, f *contract.Facts) error {
	for _, o := range b.opt.Terms.Contracts {
		if o == c {
			continue
		}
		facts, _, theirs := b.facts(o)
		shared := b.shared(ids, theirs)
		if shared == nil {
			continue
		}
		zone, err := lang.Zone(o.ZoneName())
		if err != nil {
			return err
		}
		for _, r := range o.Evaluate(facts, zone) {
			switch {
			case !r.Best.Credit.Due():
			case c.Rule.Excluding(o.Rule):
				f.Rivals = append(f.Rivals, r.Period)
			case c.Rule.Provider == o.Rule.Provider || c.Provider != "" && c.Provider == o.Provider:
				f.Twice = append(f.Twice, incident.Cut(shared, r.Period)...)
			default:
				f.Also = append(f.Also, incident.Cut(shared, r.Period)...)
			}
		}
	}
	return nil
}

// shared is the downtime, at most, of the targets that two lists have in common,
// nil where there are none.
func (b *builder) shared(ids, theirs []record.Hash) []incident.Span {
	all := [][]incident.Span{}
	for _, w := range b.downs {
		if slices.Contains(ids, w.target.ID) && slices.Contains(theirs, w.target.ID) {
			all = append(all, w.line.Possible)
		}
	}
	if len(all) == 0 {
		return nil
	}
	return append([]incident.Span{}, incident.Unite(slices.Concat(all...))...)
}

// otherTerms reports whether a log that had the terms named others at some time.
func (b *builder) otherTerms() bool {
	return slices.ContainsFunc(b.accounts, func(a *account) bool {
		return slices.ContainsFunc(a.entries, func(i bundle.Item) bool {
			w, ok := i.Entry.(record.Watch)
			return ok && len(w.Rules) > 0 && !slices.Contains(w.Rules, b.d.Terms.SHA256)
		})
	})
}

// declared reports whether every vantage entered digest among its rules before
// the first round that counts.
func (b *builder) declared(digest record.Hash) bool {
	return !slices.ContainsFunc(b.accounts, func(a *account) bool { return !a.ruled(digest) })
}

func (b *builder) contractRule(r *contract.Rule) {
	if slices.ContainsFunc(b.d.Terms.Rules, func(o dossier.ContractRule) bool { return o.SHA256 == r.Digest }) {
		return
	}
	s := r.Best()
	b.d.Terms.Rules = append(b.d.Terms.Rules, dossier.ContractRule{Name: r.Name, Version: r.Version, SHA256: r.Digest, Status: r.Status(),
		Grade: s.Grade, Source: s.URL, Dated: s.Dated, Text: r.Text, Declared: b.declared(r.Digest), Sources: b.sources(r)})
}

// facts are what the evidence says of the targets of c, their names and ids.
func (b *builder) facts(c *contract.Contract) (f contract.Facts, names []string, ids []record.Hash) {
	f.Period, f.At = b.period, b.d.At.Instant
	for _, w := range b.downs {
		if !covers(c, w.target) {
			continue
		}
		names, ids = append(names, w.target.Name), append(ids, w.target.ID)
		site := contract.Site{Name: w.target.Name, Least: w.line.Proven, Most: w.line.Possible, Unseen: unseen(w.line.Covered), Beside: !promised(c.Rule, w.target)}
		for _, i := range b.d.Incidents {
			if i.TargetID != w.target.ID {
				continue
			}
			f.Doubts = append(f.Doubts, b.doubts(i)...)
			if c.Rule.Down == "no_external_connectivity" && !silent(i) {
				site.Answered = append(site.Answered, b.reach(i))
			}
		}
		f.Sites = append(f.Sites, site)
	}
	return f, names, ids
}

// mute are the causes that show no answer of the machine asked. A name that was
// not found shows nothing of it either way, and is not among them.
var mute = []string{string(record.TCPTimeout), string(record.TCPUnreachable), string(record.ICMPTimeout)}

// silent reports whether nothing came back in all of i.
func silent(i dossier.Incident) bool {
	return slices.Contains(mute, i.Cause) && !slices.ContainsFunc(i.Causes, func(c dossier.CauseSeen) bool { return !slices.Contains(mute, c.Cause) })
}

// promised reports whether what t asks is what r calls down. A name that does
// not resolve, a job that does not report and what a provider says are no
// answer of the service itself.
func promised(r *contract.Rule, t dossier.Target) bool {
	switch t.Question.Kind {
	case "http", "ws":
		return true
	case "tcp", "tls", "smtp", "imap", "pop3", "ssh", "icmp":
		return r.Down != "http_unreachable"
	}
	return false
}

// covers reports whether c is about t: by its name, its site or its id, or,
// where c names none, by its provider and what its rule promises.
func covers(c *contract.Contract, t dossier.Target) bool {
	if len(c.Targets) == 0 {
		return c.Provider != "" && c.Provider == t.Provider && promised(c.Rule, t)
	}
	return slices.ContainsFunc(c.Targets, func(name string) bool { return name == t.Name || name == t.Site || name == t.ID.String() })
}

// Far away on either side of anything that a bundle can speak of.
const (
	before record.Instant = -1 << 50
	after  record.Instant = 1 << 50
)

// unseen is the time in which too few vantages watched, that outside of what
// the bundles speak of included.
func unseen(covered []incident.Span) []incident.Span {
	return incident.Without([]incident.Span{{From: before, To: after}}, covered)
}

// doubts are the reasons to look at i, over the time that it may have taken.
func (b *builder) doubts(i dossier.Incident) (list []contract.Doubt) {
	for _, r := range i.Review {
		list = append(list, contract.Doubt{Span: b.reach(i), Reason: r})
	}
	return list
}

// reach is the time that i may have taken.
func (b *builder) reach(i dossier.Incident) incident.Span {
	span := b.period
	if i.LastGood.Known {
		span.From = max(span.From, i.LastGood.Instant)
	}
	if i.FirstGood.Known {
		span.To = min(span.To, i.FirstGood.Instant)
	}
	return span
}

func (b *builder) damages(c *contract.Contract) {
	for _, l := range c.Losses {
		b.d.Damages = append(b.d.Damages, dossier.Damage{Contract: c.Name, Head: l.Head, Description: l.What, Date: l.Date,
			Amount: contract.Fixed(l.Amount.Amount, 2), Currency: l.Amount.Currency, Method: l.Method, Vouchers: l.Vouchers})
	}
}

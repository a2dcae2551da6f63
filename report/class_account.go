package report

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"constat/report/class"
	"constat/report/dossier"
	"constat/report/incident"
	"constat/report/loss"
	"constat/store/bundle"
	"constat/store/record"
)

// A ClassAccount is what the bundles of one member tell, reduced to what a class
// report needs: the bundles themselves are let go.
type ClassAccount struct {
	Members []string // whose they are; none for bundles that are read for comparison alone
	Files   []dossier.File
	Verdict string
	Logs    []classLog
	From    record.Instant
	To      record.Instant
	At      record.Instant // of the newest checkpoint
	Method  dossier.Method

	heads   map[record.Hash][]dossier.ClassHead // by bundle
	secrets map[record.Hash]record.Hash         // likewise
	sites   []classSite
	apart   []classSite // that the bundles show, and that are not taken
}

// A classLog is one log, and by what it is known again.
type classLog struct {
	Origin, Key string
	vantage     string
	epoch       int
	marks       []string
}

// A classSite is one site as one account has it. Its vantages are called as in
// that account.
type classSite struct {
	class.Site
	targets   []record.Hash
	places    []string // of pages, see [placeOf]: under them two members may have the same site
	name      string
	provider  string
	providers []string // by which the provider is known: the word, and the names in full
	lost      []lostItem
	served    map[string][]incident.Span // by item: when its own content was
	away      map[string][]incident.Span // and when another was
	mail      bool                       // what failed is mail alone
	shownIn   []record.Hash              // of a site that is not taken: the bundles that show it
}

// Account reduces the bundles of one member, which are verified and not broken.
// Only sites that keep accepts are taken; nil takes all.
func Account(members []string, bundles []*bundle.Bundle, opt Options, keep func(site string) bool) (*ClassAccount, error) {
	opt.brief = true
	b, err := build(bundles, opt)
	if err != nil {
		return nil, err
	}
	if b.opt.Method.Class == (incident.Class{}) {
		return nil, fmt.Errorf("method %q has no rule for a class", b.opt.Method.Name)
	}
	a := &ClassAccount{Members: slices.Compact(slices.Sorted(slices.Values(members))), Files: b.d.Files, Verdict: b.d.Checks.Verdict,
		From: b.period.From, To: b.period.To, At: b.newest(), Method: b.d.Method, heads: map[record.Hash][]dossier.ClassHead{}, secrets: map[record.Hash]record.Hash{}}
	for _, x := range bundles {
		a.secrets[x.SHA256] = secretOf(x)
		for _, l := range x.Logs {
			a.heads[x.SHA256] = append(a.heads[x.SHA256], dossier.ClassHead{Log: l.Head.Origin, Leaves: l.Head.Size, Root: record.Hash(l.Head.Root)})
		}
	}
	for _, x := range b.accounts {
		vantage, epoch, _ := record.Epoch(x.origin)
		log := classLog{Origin: x.origin, Key: x.newest().Key, vantage: vantage, epoch: epoch, marks: []string{"key " + keyOf(x.newest().Key)}}
		for _, m := range x.addresses() {
			log.marks = append(log.marks, "machine "+m)
		}
		a.Logs = append(a.Logs, log)
	}
	shown := shownBy(bundles)
	for _, s := range b.sitesOf() {
		if keep == nil || keep(s.name) {
			s.placed(shown)
			a.sites = append(a.sites, s)
		} else {
			s.shownIn = showing(bundles, s.targets)
			a.apart = append(a.apart, s)
		}
	}
	return a, nil
}

// sitesOf puts targets together that are of one site at one provider.
func (b *builder) sitesOf() (list []classSite) {
	at := map[[2]string]int{}
	for _, d := range b.downs {
		t := d.target
		name := cmp.Or(t.Site, t.Name)
		key := [2]string{name, strings.ToLower(t.Provider)}
		s := b.siteOf(d, name)
		i, ok := at[key]
		if !ok {
			at[key], list = len(list), append(list, s)
			continue
		}
		list[i] = list[i].beside(s)
	}
	for i := range list {
		list[i].Outages = class.Join(list[i].Outages)
		b.lossesOf(&list[i])
	}
	return list
}

// beside joins two targets of one site: it fails where one of them does, and is
// well where both are.
func (s classSite) beside(o classSite) classSite {
	s.targets, s.places = append(s.targets, o.targets...), append(s.places, o.places...)
	s.Vantages = slices.Compact(slices.Sorted(slices.Values(append(s.Vantages, o.Vantages...))))
	s.Unit = class.Addresses(s.Unit, o.Unit)
	s.Down = incident.Unite(slices.Concat(s.Down, o.Down))
	s.May = incident.Unite(slices.Concat(s.May, o.May))
	s.Watched = incident.Both(s.Watched, o.Watched)
	s.mail = (s.mail || len(s.Outages) == 0) && (o.mail || len(o.Outages) == 0) && len(s.Outages)+len(o.Outages) > 0
	s.Outages = append(s.Outages, o.Outages...)
	return s
}

func (b *builder) siteOf(d downtime, name string) classSite {
	t := d.target
	s := classSite{name: name, provider: t.Provider, targets: []record.Hash{t.ID}, providers: []string{t.Provider}}
	if place := placeOf(t.Question.URL); place != "" {
		s.places = []string{place}
	}
	for _, p := range b.d.Providers {
		if p.Provider == t.Provider {
			s.providers = append(s.providers, p.Names...)
		}
	}
	s.Vantages = slices.Clone(t.Vantages)
	s.Down, s.May, s.Watched = d.line.Proven, d.line.Possible, told(d.line)
	// A failure that the quorum does not confirm is no downtime, and not well either.
	for _, i := range b.d.Unconfirmed {
		if i.TargetID == t.ID && i.Target == t.Name {
			s.May = incident.Unite(append(s.May, incident.Span{From: i.FirstBad.Instant, To: i.LastBad.Instant + 1}))
		}
	}
	s.Unit = b.unitOf(t)
	for _, i := range b.d.Incidents {
		if i.TargetID == t.ID {
			s.Outages = append(s.Outages, class.Outage{LastGood: incident.Moment{Instant: i.LastGood.Instant, Known: i.LastGood.Known}, FirstBad: i.FirstBad.Instant,
				LastBad: i.LastBad.Instant, FirstGood: incident.Moment{Instant: i.FirstGood.Instant, Known: i.FirstGood.Known}, Vantages: slices.Clone(i.Vantages), Signs: b.signsOf(t, i), Review: slices.Clone(i.Review),
				Onset: refsOf(i.Onset), End: refsOf(i.End)})
		}
	}
	s.mail = len(s.Outages) > 0 && (strings.HasPrefix(t.Question.URL, "smtp") || strings.HasPrefix(t.Question.URL, "imap") || strings.HasPrefix(t.Question.URL, "pop3"))
	return s
}

// told is the time over which a timeline says that its target was up or down:
// an answer that was slow, refused to the probe or of no meaning says neither.
func told(line incident.Timeline) []incident.Span {
	list := slices.Clone(line.Proven)
	for _, v := range line.Seen {
		for _, r := range v.Stretches {
			if r.Verdict == incident.Good {
				list = append(list, r.Span)
			}
		}
	}
	return incident.Both(incident.Unite(list), line.Covered)
}

// unitOf is the addresses behind a target: those of its name where they were
// looked up, and where these changed the first; else those that answered it.
func (b *builder) unitOf(t dossier.Target) string {
	var list []string
	for _, p := range b.d.Paths {
		if p.TargetID != t.ID {
			continue
		}
		for _, s := range p.States {
			for _, a := range s.Addresses {
				list = append(list, a.Address)
			}
			if len(list) > 0 && s.More == 0 {
				return class.Addresses(list...)
			}
			list = nil
		}
	}
	for _, a := range b.answered[t.ID] {
		list = append(list, a.String())
	}
	return class.Addresses(list...)
}

// signsOf are what can be alike between outages. What is not known is left out.
func (b *builder) signsOf(t dossier.Target, i dossier.Incident) map[string]string {
	signs := map[string]string{class.SignCause: i.Cause}
	if len(i.Status) > 0 {
		signs[class.SignCause] += " " + strconv.Itoa(i.Status[0])
	}
	if n := b.networkOf(t, i); n != "" {
		signs[class.SignNetwork] = n
	}
	for _, s := range b.d.Silences {
		if s.Incident == i.Number && !s.SHA256.IsZero() {
			signs[class.SignStatement] = s.SHA256.String()
			break
		}
	}
	b.after(signs, t, i)
	return signs
}

// networkOf is what announced the addresses behind a target when it failed, or
// when it was last told before.
func (b *builder) networkOf(t dossier.Target, i dossier.Incident) string {
	if i.Behind != nil {
		if n := networks(i.Behind.Addresses); n != "" {
			return n
		}
	}
	for _, p := range b.d.Paths {
		if p.TargetID != t.ID {
			continue
		}
		found := ""
		for _, s := range p.States {
			if n := networks(s.Addresses); n != "" && s.From.Instant <= i.FirstBad.Instant+record.Instant(i.AtMost) {
				found = n
			}
		}
		if found != "" {
			return found
		}
	}
	return ""
}

func networks(list []dossier.PathAddress) string {
	var all []string
	for _, a := range list {
		for _, s := range a.Systems {
			all = append(all, "AS"+strconv.FormatInt(s.Number, 10))
		}
		if len(a.Systems) == 0 && a.Holder != "" {
			all = append(all, a.Holder)
		}
	}
	slices.Sort(all)
	return strings.Join(slices.Compact(all), " ")
}

// after tells in what state the content of a target was after an incident began:
// the first that began with it or later and is not its ordinary one, or unchanged.
func (b *builder) after(signs map[string]string, t dossier.Target, i dossier.Incident) {
	for _, p := range b.d.Pages {
		if p.TargetID != t.ID {
			continue
		}
		before := "" // the state in which the content was when it began
		for _, s := range p.States {
			own := s.State == string(loss.Unchanged) || s.State == string(loss.Edited)
			if s.State != string(loss.Unknown) && s.From.Instant < i.FirstBad.Instant {
				before = s.State
			}
			if s.To.Known && s.To.Instant < i.LastBad.Instant || s.State == string(loss.Unknown) {
				continue
			}
			if own && !i.FirstGood.Known {
				continue // nothing came after
			}
			if !own && s.State == before {
				continue // it stood there before
			}
			signs[class.SignAfter] = s.State
			if own {
				signs[class.SignAfter] = string(loss.Unchanged)
			}
			if s.Recognised != nil {
				signs[class.SignAfter] += " " + s.Recognised.ID
			}
			if s.Past != nil && s.State == string(loss.RolledBack) {
				signs[class.SignRolled] = s.Past.LastSo.Instant.String()[:10]
			}
			return
		}
	}
}

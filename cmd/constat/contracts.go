package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"constat/report"
	"constat/report/contract"
	"constat/report/incident"
	"constat/report/lang"
	"constat/store/record"
)

// agreed are the contracts of the configuration and of its file of terms, and
// the digests to be entered: of that file and of every rule, each once, in
// ascending order. What cannot be read is left out and named in err: it is no
// reason not to watch.
func (c *Config) agreed(dir string) (all []*contract.Contract, digests []record.Hash, err error) {
	for _, name := range slices.Sorted(maps.Keys(c.Contracts)) {
		k, ruleErr := c.Contracts[name].agreed(dir, name)
		if ruleErr != nil {
			err = errors.Join(err, ruleErr)
			continue
		}
		all, digests = append(all, k), append(digests, k.Rule.Digest)
	}
	if c.Terms != "" {
		terms, termsErr := loadTerms(filepath.Join(dir, c.Terms))
		if termsErr != nil {
			return all, ascending(digests), errors.Join(err, fmt.Errorf("terms %q: %w", c.Terms, termsErr))
		}
		digests = append(digests, terms.Digest)
		for _, k := range terms.Contracts {
			digests = append(digests, k.Rule.Digest)
			if _, twice := c.Contracts[k.Name]; twice {
				err = errors.Join(err, fmt.Errorf("contract %q is in the configuration and in %q: one downtime would be claimed twice; keep one", k.Name, c.Terms))
				continue
			}
			all = append(all, k)
		}
	}
	return all, ascending(digests), err
}

func ascending(list []record.Hash) []record.Hash {
	slices.SortFunc(list, func(a, b record.Hash) int { return bytes.Compare(a[:], b[:]) })
	return slices.Compact(list)
}

func (k Contract) agreed(dir, name string) (*contract.Contract, error) {
	text, err := ruleText(dir, k.Rule)
	if err != nil {
		return nil, fmt.Errorf("contract %q: rule %q: %w", name, k.Rule, err)
	}
	rule, err := contract.ParseRule(text)
	if err != nil {
		return nil, fmt.Errorf("contract %q: rule %q: %w", name, k.Rule, err)
	}
	return &contract.Contract{Name: name, Provider: k.Provider, RuleName: k.Rule, Rule: rule, Targets: k.Targets, Zone: k.Zone, Since: k.Since, Per: "month"}, nil
}

// loadTerms reads a file of terms with its rules.
func loadTerms(path string) (*contract.Agreed, error) {
	text, rules, err := readTerms(path)
	if err != nil {
		return nil, err
	}
	opt, err := report.Recipe{Terms: text, Rules: rules}.Options()
	return opt.Terms, err
}

// A statusClaim is what one contract asks of the outages of one of its periods,
// as seen from here: provisional, like all that status shows.
type statusClaim struct {
	Contract string          `json:"contract"`
	Targets  []string        `json:"targets"` // that were down
	From     record.Instant  `json:"from"`    // of the period
	To       record.Instant  `json:"to"`
	ClaimBy  *record.Instant `json:"claim_by"`     // the end of the last day to ask, by the earliest reading; null where the rule says none
	ClaimDay string          `json:"claim_by_day"` // in the contract's zone
	// Ticket is set where the contract's clock starts with a ticket, an outage goes
	// on and none is named for it: every minute before one may not count.
	Ticket bool `json:"ticket_now"`
	Days   int  `json:"days_left"` // whole days until claim_by; 0 where that is not known

	open []outage // that go on, where Ticket is set
}

// soon is how many days before a last day to ask somebody is reminded.
const soon = 7

// claims are those that can still be asked for.
func claims(all []*contract.Contract, outages []outage, now time.Time) (list []statusClaim) {
	for _, c := range all {
		zone, err := lang.Zone(c.ZoneName())
		if err != nil {
			continue // the daemon says so
		}
		sites, open := sitesOf(c, outages, now)
		if len(sites) == 0 {
			continue
		}
		f := contract.Facts{Period: extent(sites), Sites: sites, Supposed: true}
		asked := *c // with a ticket supposed where its clock waits for one
		asked.Suppose(spansOf(sites))
		for _, r := range asked.Evaluate(f, zone) {
			if k, ok := claimOf(c, r, sites, open, now); ok {
				list = append(list, k)
			}
		}
	}
	return list
}

// sitesOf are the targets of c that were down, and which of their outages go on.
func sitesOf(c *contract.Contract, outages []outage, now time.Time) (sites []contract.Site, open []outage) {
	for _, o := range outages {
		if !covered(c, o) {
			continue
		}
		to := o.To
		if to == 0 {
			to, open = max(record.At(now), o.From+1), append(open, o)
		}
		i := slices.IndexFunc(sites, func(s contract.Site) bool { return s.Name == o.Target })
		if i < 0 {
			sites, i = append(sites, contract.Site{Name: o.Target}), len(sites)
		}
		sites[i].Least = incident.Unite(append(sites[i].Least, incident.Span{From: o.From, To: to}))
		sites[i].Most = sites[i].Least
	}
	return sites, open
}

func spansOf(sites []contract.Site) (all []incident.Span) {
	for _, s := range sites {
		all = append(all, s.Least...)
	}
	return all
}

func extent(sites []contract.Site) (s incident.Span) {
	for n, site := range sites {
		first, last := site.Least[0].From, site.Least[len(site.Least)-1].To
		if n == 0 {
			s = incident.Span{From: first, To: last}
		}
		s = incident.Span{From: min(s.From, first), To: max(s.To, last)}
	}
	return s
}

func covered(c *contract.Contract, o outage) bool {
	if len(c.Targets) == 0 {
		return c.Provider != "" && c.Provider == o.Provider
	}
	return slices.Contains(c.Targets, o.Target) || o.Site != "" && slices.Contains(c.Targets, o.Site)
}

// claimOf is what is still to be asked for one period: not one whose last day is
// over, nor one that gives nothing by any reading.
func claimOf(c *contract.Contract, r contract.Result, sites []contract.Site, open []outage, now time.Time) (k statusClaim, ok bool) {
	k = statusClaim{Contract: c.Name, From: r.Period.From, To: r.Period.To, Targets: []string{}}
	for _, s := range sites {
		if len(incident.Cut(s.Least, r.Period)) > 0 {
			k.Targets = append(k.Targets, s.Name)
		}
	}
	current := r.Period.From <= record.At(now) && record.At(now) < r.Period.To
	if k.Ticket = len(open) > 0 && current && slices.Contains(r.Reasons, contract.NoTicket); k.Ticket {
		k.open = open
	}
	if r.AskBy.Date == "" {
		return k, k.Ticket
	}
	next := r.AskBy
	for _, d := range r.AskDays { // a day that is over leaves those of later outages
		if next.End < record.At(now) {
			next = d
		}
	}
	end := next.End
	k.ClaimBy, k.ClaimDay = &end, next.Date
	if left := end.Time().Sub(now); left >= 0 {
		k.Days = int(left / (24 * time.Hour))
		ok = r.Best.Credit.Due()
	}
	return k, ok || k.Ticket
}

// claimsOf are the claims under the configuration at path. One that cannot be
// read has none: status is about what the store holds.
func claimsOf(path string, now time.Time) []statusClaim {
	none := []statusClaim{}
	c, _, err := LoadConfig(path)
	if err != nil {
		return none
	}
	dir := filepath.Dir(path)
	all, _, _ := c.agreed(dir) // check and the daemon say what cannot be read
	outages, _ := readOutages(filepath.Join(dir, outagesName))
	return append(none, claims(all, outages, now)...)
}

func printClaims(w io.Writer, lang string, list []statusClaim) {
	for _, k := range list {
		names := strings.Join(k.Targets, ", ")
		if k.Ticket {
			fmt.Fprintln(w, say("Contrat %s (%s) : OUVREZ UNE DEMANDE MAINTENANT ; le temps ne compte que depuis elle.",
				"Contract %s (%s): OPEN A TICKET NOW; time counts only from then.", k.Contract, names).In(lang))
		}
		if k.ClaimBy == nil {
			continue
		}
		urgent := Phrase{}
		if k.Days <= soon {
			urgent = say(" (BIENTÔT)", " (SOON)")
		}
		fmt.Fprintln(w, say("Contrat %s (%s) : à demander au plus tard le %s%s.", "Contract %s (%s): to be asked by %s%s.", k.Contract, names, k.ClaimDay, urgent).In(lang))
	}
}

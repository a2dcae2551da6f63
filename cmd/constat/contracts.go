package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"time"

	"constat/report"
	"constat/report/contract"
	"constat/report/incident"
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
			all, digests = append(all, k), append(digests, k.Rule.Digest)
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

// A statusClaim is what one contract asks of an outage that goes on, as seen
// from here: provisional, like all that status shows.
type statusClaim struct {
	Contract string          `json:"contract"`
	Target   string          `json:"target"`
	Since    *record.Instant `json:"since"`
	ClaimBy  *record.Instant `json:"claim_by"`     // the end of the last day to ask; null where the rule says none
	ClaimDay string          `json:"claim_by_day"` // in the contract's zone
	// Ticket is set where the contract's clock starts with a ticket and none is
	// named for this outage: every minute before one may not count.
	Ticket bool `json:"ticket_now"`
	Soon   bool `json:"soon"` // seven days or less are left
}

// soon is how long before a last day to ask somebody is reminded.
const soon = 7 * 24 * time.Hour

// claims are those of all targets that are down now.
func claims(all []*contract.Contract, targets []statusTarget, now time.Time) (list []statusClaim) {
	for _, c := range all {
		zone, err := report.Zone(c.ZoneName())
		if err != nil {
			continue // the daemon refused it
		}
		for _, t := range targets {
			if t.Outcome != incident.Bad || t.Control || t.Since == nil || !covered(c, t) {
				continue
			}
			list = append(list, claimOf(c, t, zone, now))
		}
	}
	return list
}

func covered(c *contract.Contract, t statusTarget) bool {
	if len(c.Targets) == 0 {
		return c.Provider != "" && c.Provider == t.Provider
	}
	return slices.Contains(c.Targets, t.Name) || t.Site != "" && slices.Contains(c.Targets, t.Site)
}

// claimOf works out c for an outage from when the target stopped answering
// until now.
func claimOf(c *contract.Contract, t statusTarget, zone *time.Location, now time.Time) statusClaim {
	k := statusClaim{Contract: c.Name, Target: t.Name, Since: t.Since}
	down := []incident.Span{{From: *t.Since, To: max(record.At(now), *t.Since+1)}}
	f := contract.Facts{Period: down[0], Sites: []contract.Site{{Name: t.Name, Least: down, Most: down}}, Supposed: true}
	for _, r := range c.Evaluate(f, zone) {
		k.Ticket = k.Ticket || slices.Contains(r.Reasons, contract.NoTicket)
		if r.AskBy.Date == "" || k.ClaimBy != nil {
			continue // the first period's day comes first
		}
		end := r.AskBy.End
		k.ClaimBy, k.ClaimDay = &end, r.AskBy.Date
		k.Soon = end.Time().Sub(now) <= soon
	}
	return k
}

// claimsOf are the claims under the configuration at path. One that cannot be
// read has none: status is about what the store holds.
func claimsOf(path string, targets []statusTarget, now time.Time) []statusClaim {
	none := []statusClaim{}
	c, _, err := LoadConfig(path)
	if err != nil {
		return none
	}
	all, _, _ := c.agreed(filepath.Dir(path)) // check and the daemon say what cannot be read
	return append(none, claims(all, targets, now)...)
}

func printClaims(w io.Writer, lang string, list []statusClaim) {
	for _, k := range list {
		if k.Ticket {
			fmt.Fprintln(w, say("Contrat %s, cible %s : OUVREZ UNE DEMANDE MAINTENANT ; le temps ne compte que depuis elle.",
				"Contract %s, target %s: OPEN A TICKET NOW; time counts only from then.", k.Contract, k.Target).In(lang))
		}
		if k.ClaimBy != nil {
			urgent := Phrase{}
			if k.Soon {
				urgent = say(" (BIENTÔT)", " (SOON)")
			}
			fmt.Fprintln(w, say("Contrat %s, cible %s : à demander au plus tard le %s%s.", "Contract %s, target %s: to be asked by %s%s.", k.Contract, k.Target, k.ClaimDay, urgent).In(lang))
		}
	}
}

package main

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"constat/report"
	"constat/report/contract"
	"constat/report/dossier"
	"constat/report/incident"
	"constat/report/lang"
)

// A simulation is what a rule would give for times that somebody supposes.
type simulation struct {
	*options
	fee, zone, since           string
	down, tickets, maintenance []string
}

// A simulated row is one of the dossier's contracts, with those of the further
// periods that the times reach into.
type simulated struct {
	dossier.Contract
	Further []dossier.Contract `json:"further"`
	// Supposed are reasons why a person would have to look all the same, were the
	// times those of evidence.
	Supposed []string `json:"supposed"`
}

func (s simulation) run(name string, asJSON bool) error {
	c, zone, err := s.contract(name)
	if err != nil {
		return err
	}
	list, err := spans(s.down, zone)
	if err != nil {
		return fmt.Errorf("--down: %w", err)
	}
	if len(list) == 0 {
		return errors.New(tr(s.lang(), "il manque --down DEBUT..FIN", "--down FROM..TO is missing"))
	}
	c.Suppose(list)
	f := contract.Facts{Period: incident.Span{From: list[0].From, To: list[len(list)-1].To}, Supposed: true, Sites: []contract.Site{{Name: name, Least: list, Most: list}}}
	var rows []dossier.Contract
	supposed := []string{}
	for _, r := range c.Evaluate(f, zone) {
		rows = append(rows, report.ContractOf(c, r))
		for _, why := range r.Supposed {
			if !slices.Contains(supposed, string(why)) {
				supposed = append(supposed, string(why))
			}
		}
	}
	if len(rows) == 0 {
		return errors.New(tr(s.lang(), "le contrat n’était pas en vigueur à ces temps", "the contract was not in force at those times"))
	}
	if asJSON {
		return printJSON(s.stdout, simulated{rows[0], append([]dossier.Contract{}, rows[1:]...), supposed})
	}
	for n, r := range rows {
		if n > 0 {
			fmt.Fprintln(s.stdout)
		}
		s.print(r)
	}
	s.lacks(supposed)
	return nil
}

// contract is the one that the flags tell of.
func (s simulation) contract(name string) (*contract.Contract, *time.Location, error) {
	rule, err := findRule(name)
	if err != nil {
		return nil, nil, err
	}
	c := &contract.Contract{Name: rule.Name, Provider: rule.Provider, Rule: rule, RuleName: name, Per: "month", Zone: s.zone, Since: s.since}
	if s.fee != "" {
		if c.Fee, err = contract.ParseMoney(s.fee); err != nil {
			return nil, nil, fmt.Errorf("--fee: %w", err)
		}
	}
	if s.since != "" {
		if _, err := time.Parse(time.DateOnly, s.since); err != nil {
			return nil, nil, fmt.Errorf("--since %q; write it as 2020-07-06", s.since)
		}
	}
	zone, err := lang.Zone(c.ZoneName())
	if err != nil {
		return nil, nil, fmt.Errorf("--timezone: %w", err)
	}
	for _, t := range s.tickets {
		at, err := contract.ParseTime(t, zone)
		if err != nil {
			return nil, nil, fmt.Errorf("--ticket: %w", err)
		}
		c.Tickets = append(c.Tickets, contract.Ticket{Opened: at})
	}
	windows, err := spans(s.maintenance, zone)
	if err != nil {
		return nil, nil, fmt.Errorf("--maintenance: %w", err)
	}
	for _, w := range windows {
		c.Maintenance = append(c.Maintenance, contract.Window{Span: w, Kind: "scheduled"})
	}
	return c, zone, nil
}

// spans reads FROM..TO, in any order.
func spans(texts []string, zone *time.Location) ([]incident.Span, error) {
	var list []incident.Span
	for _, t := range texts {
		s, err := contract.ParseSpan(t, zone)
		if err != nil {
			return nil, err
		}
		list = append(list, s)
	}
	return incident.Unite(list), nil
}

func (s simulation) words() *lang.Language {
	if s.lang() == "fr" {
		return lang.French
	}
	return lang.English
}

// lacks says what evidence would still have to settle.
func (s simulation) lacks(supposed []string) {
	if len(supposed) == 0 {
		return
	}
	fmt.Fprintln(s.stdout, "\n"+tr(s.lang(), "Sur des preuves, une personne devrait encore examiner la réponse\u00a0:", "On evidence, a person would still have to look at the answer:"))
	for _, reason := range supposed {
		fmt.Fprintf(s.stdout, "  - %s\n", s.words().Reason(reason))
	}
}

func (s simulation) print(r dossier.Contract) {
	l, steps := s.words(), r.Steps
	if s.lang() == "fr" {
		steps = r.French
	}
	fmt.Fprintln(s.stdout, tr(s.lang(), "La réponse serait\u00a0: ", "The answer would be: ")+l.Contract.Answers[r.Result]+" ("+r.Result+")")
	printSteps(s.stdout, steps)
	for _, reason := range r.Reasons {
		fmt.Fprintf(s.stdout, "  - %s\n", l.Reason(reason))
	}
}

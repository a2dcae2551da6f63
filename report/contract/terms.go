package contract

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"time"

	"constat/report/incident"
	"constat/store/record"
)

// TermsSchema names the form of a file of terms.
const TermsSchema = "constat-terms/1"

// Agreed is what a file of terms says: the contracts, with their rules.
type Agreed struct {
	Contracts []*Contract
	Text      string
	Digest    record.Hash
}

// A Contract is what was promised to one customer.
type Contract struct {
	Name     string
	Provider string
	RuleName string // of a shipped rule, or a file
	Rule     *Rule
	Targets  []string // by name, by site or by id; all of the provider where none is named
	Fee      Money    // for a month, unless Per says otherwise; Amount is nil where it is not known
	Per      string   // month, year, period
	Since    string   // the day of the sign-up, "" where it is not known
	Until    string
	Zone     string
	Tickets  []Ticket
	Managed  string // who administers the machine: see below

	Maintenance []Window
	Losses      []Loss
	Met         []string // conditions of the promise that the customer says are met
	Holidays    []string // that are no business days
}

// Who administers the machine that is asked, by the word of whoever wrote the
// terms; the log has their digest.
const (
	ManagedUnknown    = "unknown"
	ManagedByProvider = "provider" // a shared host, a managed service
	ManagedByCustomer = "customer" // a machine of which the provider keeps the power and the network alone
)

// A Ticket is when the provider was told.
type Ticket struct {
	Opened record.Instant
	Ref    string
}

// A Window is maintenance.
type Window struct {
	Span      incident.Span
	Announced record.Instant // 0 where it is not known
	Kind      string         // scheduled, emergency
}

// A Loss is one head of damage as the customer declares it. It stands beside
// the credit and is never added to it.
type Loss struct {
	Head     string
	What     string
	Date     string
	Amount   Money
	Method   string
	Vouchers []record.Hash
}

// Heads are the heads of damage, a closed list.
var Heads = []string{"subscription_refund", "sla_credit", "rebuild_cost", "data_recovery_cost", "emergency_migration", "lost_sales", "lost_ads_and_seo",
	"client_claims_and_penalties", "time_spent", "mail_loss", "reputation_image", "data_value_sentimental", "stress_inconvenience", "punitive",
	"breach_response_cost", "preventive_shutdown_cost", "expert_fees", "interest", "other"}

// Zones finds a zone by its name in the IANA database.
type Zones func(name string) (*time.Location, error)

// ParseTerms reads a file of terms. Rules are found by rule: the text of a file
// beside it. A name that is no file is that of a shipped rule. Its error is a
// [*MistakeError] with every mistake of the file.
func ParseTerms(text []byte, zones Zones, rule func(name string) ([]byte, error)) (*Agreed, error) {
	var r reader
	root := r.parse(text)
	if root == nil {
		return nil, fmt.Errorf("read terms: %w", r.err())
	}
	if root.kind == list {
		root = &node{line: root.line, kind: mapping, keys: []string{"contracts"}, at: map[string]*node{"contracts": root}}
	}
	f := r.mapped(root)
	if s := f.text("schema"); s != "" && s != TermsSchema {
		r.note(f.n.at["schema"].line, "le schéma est « %s » ; celui que lit ce programme est %s", "the schema is %q; the one that this program reads is %s", s, TermsSchema)
	}
	t := termsReader{reader: &r, zones: zones, rule: rule}
	out := &Agreed{Text: string(text), Digest: record.Sum(text)}
	for _, n := range f.list("contracts") {
		c := t.contract(n)
		if slices.ContainsFunc(out.Contracts, func(o *Contract) bool { return o.Name == c.Name }) {
			r.note(n.line, "deux contrats portent le nom « %s »", "two contracts are called %q", c.Name)
		}
		out.Contracts = append(out.Contracts, c)
	}
	f.done()
	if len(out.Contracts) == 0 && len(r.mistakes) == 0 {
		r.note(1, "aucun contrat", "no contract")
	}
	if err := r.err(); err != nil {
		slices.SortStableFunc(r.mistakes, func(a, b Mistake) int { return a.Line - b.Line })
		return nil, fmt.Errorf("read terms: %w", err)
	}
	return out, nil
}

type termsReader struct {
	*reader
	zones Zones
	rule  func(name string) ([]byte, error)
}

func (t termsReader) contract(n *node) *Contract {
	f := t.mapped(n)
	c := &Contract{
		Name: f.need("name"), Provider: f.text("provider"), RuleName: f.need("rule"), Targets: f.texts("targets"), Per: f.one("per", "month", "year", "period"),
		Since: f.date("since"), Until: f.date("until"), Zone: cmp.Or(f.text("timezone"), "UTC"), Met: f.words("conditions", needs...),
		Managed: f.one("managed", ManagedUnknown, ManagedByProvider, ManagedByCustomer),
	}
	t.found(f, c)
	zone, err := t.zones(c.Zone)
	if err != nil {
		t.note(f.n.line, "le fuseau « %.60s » n’est pas connu ; écrivez par exemple America/Toronto", "the zone %.60q is not known; write for instance America/Toronto", c.Zone)
		zone = time.UTC
	}
	c.Fee = t.amount(f, "fee", f.one("currency", append([]string{""}, currencies...)...))
	for _, n := range f.list("tickets") {
		c.Tickets = append(c.Tickets, t.ticket(n, zone))
	}
	for _, n := range f.list("maintenance") {
		c.Maintenance = append(c.Maintenance, t.window(n, zone))
	}
	for _, n := range f.list("losses") {
		c.Losses = append(c.Losses, t.loss(n, c.Fee.Currency))
	}
	for _, n := range f.list("holidays") {
		c.Holidays = append(c.Holidays, t.day(n))
	}
	f.done()
	return c
}

// found reads the rule that c names.
func (t termsReader) found(f *fields, c *Contract) {
	if c.RuleName == "" {
		return
	}
	line := f.n.at["rule"].line
	text, err := t.rule(c.RuleName)
	if err != nil {
		t.note(line, "la règle « %s » n’est ni fournie avec le programme ni un fichier qui se lit", "the rule %q is neither shipped with the program nor a file that can be read", c.RuleName)
		return
	}
	if c.Rule, err = ParseRule(text); err != nil {
		t.note(line, "la règle « %s » ne se lit pas : « constat rule check » dit où", "the rule %q cannot be read: constat rule check says where", c.RuleName)
	}
}

// amount reads money: the number alone, or with its currency.
func (t termsReader) amount(f *fields, key, currency string) (m Money) {
	v := f.get(key)
	if v == nil {
		return Money{Currency: currency}
	}
	s := t.scalar(v)
	if q, ok := decimal(s); ok && currency != "" {
		return Money{q, currency}
	}
	m, err := ParseMoney(s)
	if err != nil || currency != "" && m.Currency != currency {
		t.note(v.line, "« %s » : écrivez le montant et sa devise, 9.99 et CAD (%s)", "%s: write the amount and its currency, 9.99 and CAD (%s)", key, strings.Join(currencies, ", "))
	}
	return m
}

func (t termsReader) ticket(n *node, zone *time.Location) (k Ticket) {
	if n.kind == scalar {
		k.Opened = t.instant(n, zone)
		return k
	}
	f := t.mapped(n)
	if v := f.get("opened"); v != nil {
		k.Opened = t.instant(v, zone)
	} else {
		f.missing("opened")
	}
	k.Ref = f.text("ref")
	f.done()
	return k
}

func (t termsReader) window(n *node, zone *time.Location) (w Window) {
	w.Kind = "scheduled"
	if n.kind == scalar {
		s, err := ParseSpan(t.scalar(n), zone)
		if err != nil {
			t.note(n.line, "il faut deux instants : DEBUT..FIN", "two instants are wanted: FROM..TO")
		}
		w.Span = s
		return w
	}
	f := t.mapped(n)
	for n, into := range []*record.Instant{&w.Span.From, &w.Span.To, &w.Announced} {
		key := []string{"from", "to", "announced"}[n]
		if v := f.get(key); v != nil {
			*into = t.instant(v, zone)
		} else if key != "announced" {
			f.missing(key)
		}
	}
	w.Kind = f.one("kind", "scheduled", "emergency")
	f.done()
	if w.Span.To < w.Span.From {
		t.note(n.line, "la maintenance finit avant de commencer", "the maintenance ends before it begins")
	}
	return w
}

func (t termsReader) loss(n *node, currency string) Loss {
	f := t.mapped(n)
	l := Loss{Head: f.one("head", append([]string{"other"}, Heads...)...), What: f.text("description"), Date: f.date("date"), Method: f.text("method")}
	l.Amount = t.amount(f, "amount", cmp.Or(f.one("currency", append([]string{""}, currencies...)...), currency))
	if f.n.at["amount"] == nil {
		f.missing("amount")
	}
	for _, v := range f.list("vouchers") {
		l.Vouchers = append(l.Vouchers, t.hash(v))
	}
	f.done()
	return l
}

func (t termsReader) instant(n *node, zone *time.Location) record.Instant {
	i, err := ParseTime(t.scalar(n), zone)
	if err != nil {
		t.note(n.line, "il faut un instant : 2021-08-28T06:00:00-04:00, ou sans décalage dans le fuseau du contrat", "an instant is wanted: 2021-08-28T06:00:00-04:00, or without an offset in the contract's zone")
	}
	return i
}

// ParseSpan reads "FROM..TO".
func ParseSpan(s string, zone *time.Location) (incident.Span, error) {
	from, to, ok := strings.Cut(s, "..")
	if !ok {
		return incident.Span{}, fmt.Errorf("span %q; write it as FROM..TO", s)
	}
	a, err := ParseTime(strings.TrimSpace(from), zone)
	if err != nil {
		return incident.Span{}, err
	}
	b, err := ParseTime(strings.TrimSpace(to), zone)
	if err != nil {
		return incident.Span{}, err
	}
	if b <= a {
		return incident.Span{}, fmt.Errorf("span %q ends before it begins", s)
	}
	return incident.Span{From: a, To: b}, nil
}

// RuleNames are the rules that the contracts name, each once, in order.
func (a *Agreed) RuleNames() (names []string) {
	for _, c := range a.Contracts {
		if !slices.Contains(names, c.RuleName) {
			names = append(names, c.RuleName)
		}
	}
	return names
}

// since is the day of the sign-up; where none is known, the first of a month
// long ago, so that cycles are calendar months.
func (c *Contract) since(zone *time.Location) civil {
	if t, err := time.ParseInLocation(time.DateOnly, c.Since, zone); err == nil {
		return civilOf(t)
	}
	return civil{2000, time.January, 1}
}

// InForce is the part of s in which the contract was in force, its days in zone.
func (c *Contract) InForce(s incident.Span, zone *time.Location) incident.Span {
	b := c.bounds(zone)
	return incident.Span{From: max(s.From, b.From), To: min(s.To, b.To)}
}

// bounds are the time that the contract is in force.
func (c *Contract) bounds(zone *time.Location) incident.Span {
	s := incident.Span{From: -1 << 50, To: 1 << 50}
	if c.Since != "" {
		s.From = record.At(c.since(zone).in(zone))
	}
	if t, err := time.ParseInLocation(time.DateOnly, c.Until, zone); err == nil {
		s.To = record.At(civilOf(t).plus(1).in(zone))
	}
	return s
}

// monthly is the fee for n months.
func (c *Contract) monthly(months int64) *big.Rat {
	if c.Fee.Amount == nil {
		return zero()
	}
	fee := c.Fee.Amount
	switch c.Per {
	case "year":
		fee = over(fee, big.NewRat(12, 1))
	case "period":
		return fee
	}
	return times(fee, big.NewRat(months, 1))
}

// fee is what a credit under r is a share of, for one period.
func (c *Contract) fee(r *Rule) *big.Rat {
	months := int64(1)
	if r.Credit.Base == "period_fee" {
		switch r.Period.Kind {
		case "half_year":
			months = 6
		case "calendar_year":
			months = 12
		}
	}
	return c.monthly(months)
}

// PeriodFee is the fee that a credit is a share of; Amount is nil where none is
// known.
func (c *Contract) PeriodFee() Money {
	if c.Fee.Amount == nil {
		return Money{Currency: c.Fee.Currency}
	}
	return Money{c.fee(c.Rule), c.Fee.Currency}
}

// supposed reports whether the tickets of c are none that somebody named.
func (c *Contract) supposed() bool {
	for _, t := range c.Tickets {
		if t.Ref != supposedRef {
			return false
		}
	}
	return true
}

// supposedRef marks a ticket that nobody named.
const supposedRef = "\x00supposed"

// Suppose has c take its clock to start with each outage of list, for want of
// tickets.
func (c *Contract) Suppose(list []incident.Span) {
	if len(c.Tickets) > 0 || c.Rule.Clock != "ticket_opened" && c.Rule.Clock != "customer_report" {
		return
	}
	for _, s := range list {
		c.Tickets = append(c.Tickets, Ticket{Opened: s.From, Ref: supposedRef})
	}
}

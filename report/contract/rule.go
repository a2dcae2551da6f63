package contract

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
	"time"

	"constat/store/record"
)

// Schema names the form of a rule.
const Schema = "constat-rule/1"

// A Rule is a promise as data. FORMAT.md beside this file describes its text.
type Rule struct {
	Name     string // "aws-ec2-instance"
	Version  int
	Provider string
	Product  string
	Entity   string // the legal one, where it is known
	// Verified rules were checked against the provider's own text. All others
	// are examples, and no answer of theirs is final.
	Verified bool
	Sources  []Source
	Note     Step // for whoever reads the rule

	Scope      string
	Period     Period
	Over       string   // what the availability is divided by
	Commitment *big.Rat // percent; nil where the promise is not one
	Allowed    time.Duration
	Free       int // outages a period that are allowed, -1 where that is not the promise

	Down       string // what the promise calls down
	Sites      string // "any", "all" or "sum"
	Shortest   Shortest
	Clock      string
	Measure    string
	Exclusions []Exclusion
	Needs      []string

	Credit     Terms
	Claim      []Claim // several where sources disagree; the first is the rule's
	Asked      []string
	Subject    string // of the request
	Ask        Ask
	Uncharged  *Uncharged // nil where there is no such right
	SoleRemedy bool
	Automatic  bool
	Stated     []Stated

	Text   string
	Digest record.Hash
}

// A Source is where a rule was read.
type Source struct {
	URL    string
	SHA256 record.Hash // of the text as captured; zero where none was kept
	Grade  string      // official, secondary, community
	Dated  string      // the version's date, "" where it says none
	Read   string      // when it was read
}

// A Period is the stretch of time that a promise speaks of.
type Period struct {
	Kind string
	Zone string // "" for the contract's
	Day  int    // on which a billing cycle begins; 0 for that of the sign-up
}

// Shortest is which outages count.
type Shortest struct {
	For     time.Duration
	Over    bool   // only one that is longer counts, not one as long
	Counts  string // "all" of one that passes, or what lies "beyond"
	Partial string // minutes: "drop", "keep", "up"
	Grid    time.Duration
}

// An Exclusion is downtime that does not count.
type Exclusion struct {
	Kind   string
	Notice int
	Unit   string // of Notice: hours, days, business_days
	Most   time.Duration
}

// Terms are how a credit grows and where it stops.
type Terms struct {
	Kind    string
	When    string // it is owed: once the commitment is missed, or for any downtime
	Grows   string // with what
	Tiers   []Tier
	Percent *big.Rat
	Days    *big.Rat
	Factor  *big.Rat
	Places  int // of the factor, -1 for exact
	Unit    time.Duration
	PerCase bool   // units are outages
	Money   string // currency of the amounts in tiers and caps; "" where it is not said
	Units   string
	Hours   *big.Rat // that a period's fee is spread over, nil for its own length
	Base    string
	Caps    []Cap
	Floor   *Floor
	Not     []string // rules it cannot be added to
	Payment string
	Cents   int
	Mode    string
}

// A Tier is a row of a table of credits.
type Tier struct {
	Least, Most                   *big.Rat // percent; nil where open
	AboveLeast, UpToMost          bool     // the bound itself: excluded below, included above
	Percent, Days, Months, Amount *big.Rat
}

// A Cap stops a credit.
type Cap struct {
	Percent, Days, Amount *big.Rat
	Extends               time.Duration
	Per                   string // period, incident, year
}

// A Floor is what a credit must pass to be given.
type Floor struct {
	Amount   *big.Rat
	Currency string
	Over     bool
}

// A Claim is when the right to ask ends.
type Claim struct {
	N      int
	Unit   string // days, business_days, months, cycles
	Anchor string
	First  bool // the anchor's own day is day one
}

// Stated is a figure that the document itself gives.
type Stated struct {
	Percent *big.Rat
	Over    *big.Rat // minutes
	Minutes *big.Rat // that it says are allowed
}

// The closed lists of a rule's text. The first of each is meant where nothing
// is said.
var (
	scopes     = []string{"service", "account", "instance", "region", "project_region", "hosting_plan", "website"}
	single     = []string{"instance", "website"} // a fee and a credit of its own for each
	periods    = []string{"calendar_month", "billing_cycle", "thirty_days", "rolling_days", "half_year", "calendar_year"}
	overs      = []string{"total_minutes", "average_month", "thirty_days", "lifetime_minutes", "user_minutes", "five_minute_intervals"}
	predicates = []string{vague, "http_unreachable", "no_external_connectivity", "all_requests_fail", "error_rate", "host_metrics", "power_or_network"}
	observable = []string{"http_unreachable", "no_external_connectivity", "all_requests_fail"}
	clocks     = []string{"event", "ticket_opened", "customer_report", "provider_detection", "earlier_of"}
	measures   = []string{"unspecified", "provider_sole", "provider_then_client", "client_logs_required", "named_third_party"}
	exclusions = []string{"scheduled_maintenance", "emergency_maintenance", "force_majeure", "customer", "customer_software", "ddos", "third_party_network",
		"suspension", "bad_standing", "beta", "other"}
	needs    = []string{"two_zones", "ha_option", "two_hosts", "spare_capacity", "account_in_good_standing", "ticket_opened", "monitoring_allowed"}
	credits  = []string{"none", "tiers", "flat_percent", "percent_per_unit", "multiple_of_time", "days_of_service", "hourly_share", "extension", "unknown"}
	bases    = []string{"monthly_fee", "period_fee", "resource_charges", "region_charges", "next_invoice", "last_30_days"}
	payments = []string{"unspecified", "credit", "refund", "extension"}
	anchors  = []string{"incident", "resolution", "month_end", "period_end", "cycle_end", "next_month_start", "ticket"}
	channels = []string{"unspecified", "support_case", "form", "control_panel", "mail", "post"}
	asks     = []string{"dates_and_times", "start_and_end", "region", "zone", "instance", "resource_ids", "request_logs", "description", "evidence", "ticket"}
	modes    = []string{"half_up", "half_even", "down"}
)

// vague is of a promise whose text does not say what it calls down.
const vague = "unspecified"

// ParseRule reads a rule. Its error is a [*MistakeError] with every mistake.
func ParseRule(text []byte) (*Rule, error) {
	var r reader
	root := r.parse(text)
	if root == nil {
		return nil, fmt.Errorf("read rule: %w", r.err())
	}
	rule := r.rule(root)
	rule.Text, rule.Digest = string(text), record.Sum(text)
	if len(r.mistakes) == 0 {
		r.coherent(root, rule)
	}
	if err := r.err(); err != nil {
		slices.SortStableFunc(r.mistakes, func(a, b Mistake) int { return a.Line - b.Line })
		return nil, fmt.Errorf("read rule: %w", err)
	}
	return rule, nil
}

func (r *reader) rule(root *node) *Rule {
	f := r.mapped(root)
	if s := f.need("schema"); s != "" && s != Schema {
		r.note(f.n.at["schema"].line, "le schéma est « %s » ; celui que lit ce programme est %s", "the schema is %q; the one that this program reads is %s", s, Schema)
	}
	rule := &Rule{
		Name: f.need("name"), Version: f.whole("version", 0, 1, 1_000_000), Provider: f.need("provider"), Product: f.need("product"), Entity: f.text("legal_entity"),
		Verified: f.one("status", "example", "verified") == "verified",
		Scope:    f.one("scope", scopes...), Over: f.one("denominator", overs...),
		Commitment: f.percent("commitment"), Allowed: f.span("allowance"), Free: f.whole("allowed_outages", -1, 0, 1000),
		Down: f.one("down", predicates...), Sites: f.one("sites", "any", "all", "sum"),
		Clock: f.one("clock", clocks...), Measure: f.one("measured_by", measures...),
		Needs: f.words("needs", needs...), Asked: f.words("claim_states", asks...), Subject: f.text("claim_subject"),
		SoleRemedy: f.yes("sole_remedy"), Automatic: f.yes("automatic"),
	}
	if rule.Version == 0 && f.n.at["version"] == nil {
		f.missing("version")
	}
	if n := f.get("note"); n != nil {
		w := r.mapped(n)
		rule.Note = Step{w.need("fr"), w.need("en")}
		w.done()
	}
	for _, n := range f.list("sources") {
		rule.Sources = append(rule.Sources, r.source(n))
	}
	rule.Period = r.period(f.get("period"))
	rule.Shortest = r.shortest(f.get("shortest_outage"))
	for _, n := range f.list("exclusions") {
		rule.Exclusions = append(rule.Exclusions, r.exclusion(n))
	}
	rule.Credit = r.credit(f.get("credit"))
	for _, n := range f.list("claim") {
		rule.Claim = append(rule.Claim, r.claim(n))
	}
	rule.Ask, rule.Uncharged = r.ask(f.get("ask")), r.uncharged(f.get("uncharged"))
	for _, n := range f.list("stated") {
		w := r.mapped(n)
		rule.Stated = append(rule.Stated, Stated{w.percent("commitment"), w.rational("of_minutes"), w.rational("minutes")})
		w.done()
	}
	f.done()
	return rule
}

func (r *reader) source(n *node) Source {
	f := r.mapped(n)
	s := Source{URL: f.need("url"), SHA256: f.digest("sha256"), Grade: f.one("grade", "community", "secondary", "official"), Dated: f.date("dated"), Read: f.date("read")}
	f.done()
	return s
}

func (r *reader) period(n *node) Period {
	f := r.mapped(n)
	p := Period{Kind: f.one("kind", periods...), Zone: f.text("zone"), Day: f.whole("day", 0, 1, 31)}
	f.done()
	return p
}

func (r *reader) shortest(n *node) Shortest {
	f := r.mapped(n)
	s := Shortest{For: f.span("for"), Over: f.one("comparison", "at_least", "longer") == "longer",
		Counts: f.one("counts", "all", "beyond", "unspecified"), Partial: f.one("partial_minutes", "keep", "drop", "up", "unspecified"), Grid: f.span("grid")}
	f.done()
	return s
}

func (r *reader) exclusion(n *node) Exclusion {
	if n.kind == scalar {
		n = &node{line: n.line, kind: mapping, keys: []string{"kind"}, at: map[string]*node{"kind": n}}
	}
	f := r.mapped(n)
	if f.n.at["kind"] == nil {
		f.missing("kind")
	}
	e := Exclusion{Kind: f.one("kind", exclusions...), Notice: f.whole("notice", 0, 1, 1000), Unit: f.one("unit", "hours", "days", "business_days"), Most: f.span("at_most")}
	f.done()
	return e
}

func (r *reader) credit(n *node) Terms {
	f := r.mapped(n)
	t := Terms{
		Kind: f.one("kind", credits...), When: f.one("when", "commitment_missed", "any_downtime", "unspecified"),
		Grows: f.one("grows_with", "all_downtime", "beyond_commitment", "beyond_allowance"), Percent: f.rational("percent"), Days: f.rational("days"), Factor: f.rational("factor"), Places: f.whole("factor_places", -1, 0, 9),
		Unit: f.span("unit"), PerCase: f.one("per", "time", "outage") == "outage", Units: f.one("units", "full", "started", "continuous", "unspecified"),
		Hours: f.rational("hours"), Base: f.one("base", bases...), Not: f.texts("not_with"), Payment: f.one("payment", payments...),
		Cents: f.whole("places", 2, 0, 2), Mode: f.one("rounding", modes...), Money: f.one("currency", append([]string{""}, currencies...)...),
	}
	for _, n := range f.list("tiers") {
		t.Tiers = append(t.Tiers, r.tier(n))
	}
	for _, n := range f.list("cap") {
		w := r.mapped(n)
		t.Caps = append(t.Caps, Cap{w.rational("percent"), w.rational("days"), w.rational("amount"), w.span("extension"), w.one("per", "period", "incident", "year")})
		w.done()
	}
	if n := f.get("floor"); n != nil {
		w := r.mapped(n)
		t.Floor = &Floor{w.rational("amount"), w.one("currency", currencies...), w.one("comparison", "at_least", "longer", "over") != "at_least"}
		w.done()
	}
	f.done()
	return t
}

func (r *reader) tier(n *node) Tier {
	f := r.mapped(n)
	t := Tier{Percent: f.rational("percent"), Days: f.rational("days"), Months: f.rational("months"), Amount: f.rational("amount")}
	below, upTo, least, above := f.percent("below"), f.percent("up_to"), f.percent("at_least"), f.percent("above")
	if below != nil && upTo != nil || least != nil && above != nil {
		r.note(n.line, "une ligne a une seule borne de chaque côté", "a row has one bound on either side")
	}
	t.Most, t.UpToMost = below, upTo != nil
	if upTo != nil {
		t.Most = upTo
	}
	t.Least, t.AboveLeast = least, above != nil
	if above != nil {
		t.Least = above
	}
	given := 0
	for _, q := range []*big.Rat{t.Percent, t.Days, t.Months, t.Amount} {
		if q != nil {
			given++
		}
	}
	if given != 1 {
		r.note(n.line, "une ligne donne une seule chose : percent, days, months ou amount", "a row gives one thing: percent, days, months or amount")
	}
	f.done()
	return t
}

func (r *reader) claim(n *node) Claim {
	f := r.mapped(n)
	var c Claim
	given := 0
	for _, unit := range []string{"days", "business_days", "months", "cycles"} {
		if v := f.whole(unit, -1, 0, 1000); v >= 0 {
			c.N, c.Unit = v, unit
			given++
		}
	}
	if given != 1 {
		r.note(n.line, "un délai se compte en days, business_days, months ou cycles, et en un seul", "a deadline is counted in days, business_days, months or cycles, and in one of them")
	}
	c.Anchor, c.First = f.one("from", anchors...), f.yes("first_day_counts")
	f.done()
	return c
}

// coherent notes what each key allows and the whole does not.
func (r *reader) coherent(root *node, rule *Rule) {
	note := func(fr, en string) { r.mistakes = append(r.mistakes, Mistake{max(root.line, 1), fr, en}) }
	if !named.MatchString(rule.Name) {
		note("le nom d’une règle est de la forme fournisseur-produit, en minuscules", "the name of a rule is provider-product, in lower case")
	}
	if len(rule.Sources) == 0 {
		note("une règle nomme au moins une source", "a rule names one source at least")
	}
	official := slices.ContainsFunc(rule.Sources, func(s Source) bool { return s.Grade == "official" })
	if rule.Verified && !official {
		note("« verified » demande une source « official »", "verified asks for an official source")
	}
	c := rule.Credit
	lacks := map[string]bool{
		"tiers": len(c.Tiers) == 0, "flat_percent": c.Percent == nil, "percent_per_unit": c.Percent == nil || c.Unit == 0,
		"multiple_of_time": c.Factor == nil, "days_of_service": c.Days == nil || c.Unit == 0 && !c.PerCase, "extension": c.Factor == nil,
	}
	if lacks[c.Kind] {
		note("le crédit « "+c.Kind+" » demande plus de clés (tiers, percent, unit, factor ou days)", "the credit "+c.Kind+" asks for more keys (tiers, percent, unit, factor or days)")
	}
	if (c.Kind == "tiers" || c.Kind == "flat_percent") && rule.Commitment == nil {
		note("ce crédit demande « commitment »", "this credit asks for a commitment")
	}
	if rule.Period.Kind == "rolling_days" && rule.Period.Day == 0 {
		note("une fenêtre glissante dit sa longueur en jours (day)", "a rolling window says how many days it has (day)")
	}
	if c.Grows == "beyond_commitment" && rule.Commitment == nil || c.Grows == "beyond_allowance" && rule.Allowed == 0 {
		note("« grows_with » demande « commitment » ou « allowance »", "grows_with asks for a commitment or an allowance")
	}
	for _, cap := range c.Caps {
		if cap.Percent == nil && cap.Days == nil && cap.Amount == nil && cap.Extends == 0 {
			note("un plafond donne percent, days, amount ou extension", "a cap gives percent, days, amount or extension")
		}
	}
	if f := c.Floor; f != nil && f.Amount == nil {
		note("un plancher donne amount", "a floor gives amount")
	}
	for _, t := range c.Tiers {
		if t.Least != nil && t.Most != nil && t.Least.Cmp(t.Most) > 0 {
			note("une ligne du barème a ses bornes à l’envers", "a row of the table has its bounds the wrong way round")
		}
	}
	for i, t := range c.Tiers {
		if slices.ContainsFunc(c.Tiers[i+1:], t.meets) {
			note("deux lignes du barème valent pour un même taux ; donnez à chaque taux une seule ligne", "two rows of the table hold for one rate; give each rate one row")
			break
		}
	}
}

// meets reports whether some rate lies in both rows.
func (t Tier) meets(o Tier) bool {
	low, above := t.bottom(), t.AboveLeast
	if c := o.bottom().Cmp(low); c > 0 || c == 0 && o.AboveLeast {
		low, above = o.bottom(), o.AboveLeast
	}
	high, upTo := t.top(), t.UpToMost || t.Most == nil
	if c := o.top().Cmp(high); c < 0 || c == 0 && !(o.UpToMost || o.Most == nil) {
		high, upTo = o.top(), o.UpToMost || o.Most == nil
	}
	c := low.Cmp(high)
	return c < 0 || c == 0 && !above && upTo
}

// counts reports whether r goes by how many outages there are. Each is then one
// of the period that it began in.
func (r *Rule) counts() bool { return r.Free >= 0 || r.Credit.PerCase }

// Excluding reports whether the credits of r and o cannot be added to each other,
// as either says.
func (r *Rule) Excluding(o *Rule) bool {
	return slices.Contains(r.Credit.Not, o.Name) || slices.Contains(o.Credit.Not, r.Name)
}

// Captured reports whether the text of some source was kept, by its digest.
func (r *Rule) Captured() bool {
	return slices.ContainsFunc(r.Sources, func(s Source) bool { return !s.SHA256.IsZero() })
}

// Status is the word of the rule's text for whether it was verified.
func (r *Rule) Status() string {
	if r.Verified {
		return "verified"
	}
	return "example"
}

// Best is the source of the highest grade, the first of them.
func (r *Rule) Best() Source {
	for _, grade := range []string{"official", "secondary", "community"} {
		if i := slices.IndexFunc(r.Sources, func(s Source) bool { return s.Grade == grade }); i >= 0 {
			return r.Sources[i]
		}
	}
	return Source{}
}

// readings are the ways in which the rule can be read, itself first. A
// dimension of which the source says nothing has two.
func (r *Rule) readings() []*Rule {
	all := []*Rule{r}
	both := func(open func(*Rule) *string, first, second string) {
		if *open(r) != "unspecified" {
			return
		}
		var more []*Rule
		for _, a := range all {
			x, y := *a, *a
			*open(&x), *open(&y) = first, second
			more = append(more, &x, &y)
		}
		all = more
	}
	both(func(r *Rule) *string { return &r.Shortest.Counts }, "all", "beyond")
	both(func(r *Rule) *string { return &r.Shortest.Partial }, "drop", "keep")
	both(func(r *Rule) *string { return &r.Credit.Units }, "full", "started")
	both(func(r *Rule) *string { return &r.Credit.When }, "any_downtime", "commitment_missed")
	return all
}

// open names the dimensions of which the source says nothing.
func (r *Rule) open() (keys []string) {
	if r.Shortest.Counts == "unspecified" {
		keys = append(keys, "shortest_outage.counts")
	}
	if r.Shortest.Partial == "unspecified" {
		keys = append(keys, "shortest_outage.partial_minutes")
	}
	if r.Credit.Units == "unspecified" {
		keys = append(keys, "credit.units")
	}
	if r.Credit.When == "unspecified" {
		keys = append(keys, "credit.when")
	}
	if len(r.Claim) > 1 {
		keys = append(keys, "claim")
	}
	return keys
}

// Excludes returns how the rule leaves out maintenance of a kind, if it does.
func (r *Rule) Excludes(kind string) (Exclusion, bool) {
	i := slices.IndexFunc(r.Exclusions, func(e Exclusion) bool { return strings.HasPrefix(e.Kind, kind) })
	if i < 0 {
		return Exclusion{}, false
	}
	return r.Exclusions[i], true
}

package report

import (
	"math/big"

	"constat/report/contract"
	"constat/report/incident"
	"constat/store/record"
)

// Terms are the file of contracts that a dossier was made with.
type Terms struct {
	SHA256   record.Hash    `json:"sha256"`   // zero where none was given
	Declared bool           `json:"declared"` // every vantage logged this digest before the first round that counts
	Rules    []ContractRule `json:"rules"`    // each once, in the order in which contracts name them
}

// A ContractRule is the rule of a contract.
type ContractRule struct {
	Name    string      `json:"name"`
	Version int         `json:"version"`
	SHA256  record.Hash `json:"sha256"`
	Status  string      `json:"status"` // "verified", "example"
	Grade   string      `json:"grade"`  // of its best source: "official", "secondary", "community"
	Source  string      `json:"source"` // the address of it
	Dated   string      `json:"dated"`  // the version's date, "" where it says none
	Text    string      `json:"text"`
	// Declared tells whether every vantage entered the rule's digest in its log
	// before the first round that counts here.
	Declared bool `json:"declared"`
	// Sources are the texts that the rule was written from.
	Sources []RuleSource `json:"sources"`
}

// A Contract is what one contract makes of one of its own periods. Its
// availability divides by the whole period, in which time not watched counts as
// up.
type Contract struct {
	Contract string `json:"contract"`
	Provider string `json:"provider"`
	Rule     string `json:"rule"` // its name; its text is in terms
	Period   Period `json:"period"`
	Zone     string `json:"zone"` // that its days are counted in
	Result   string `json:"result"`
	// Reasons are why the result is not a plain yes or no: closed lists, see
	// packages report/contract and report/incident.
	Reasons      []string     `json:"reasons"`
	Availability Availability `json:"availability"` // the contract's own way
	Down         Bounds       `json:"down"`         // as observed
	Counted      Bounds       `json:"counted"`      // by the contract's own way
	Outages      int          `json:"outages"`      // that count in the lower case
	NotWatched   Seconds      `json:"not_watched_s"`
	// Ours is the availability over the same period from the beginning to the end
	// of each outage, with nothing left out.
	Ours        Availability `json:"ours"`
	Maintenance Maintenance  `json:"maintenance"`
	// Credit is what is claimed: the lower case. Worst and Best are over all ways
	// to read the rule and both bounds of downtime.
	Credit   Credit   `json:"credit"`
	Worst    Case     `json:"worst"`
	Best     Case     `json:"best"`
	ClaimBy  Time     `json:"claim_by"`     // the end of the last day to ask
	ClaimDay string   `json:"claim_by_day"` // that day in the contract's zone
	AskBy    Time     `json:"ask_by"`       // the earliest that any reading gives
	AskDay   string   `json:"ask_by_day"`
	Targets  []string `json:"targets"`
	Steps    []string `json:"steps"` // in English; in French below
	French   []string `json:"steps_fr"`
	// What follows was added later.
	TargetIDs []record.Hash `json:"target_ids"` // in the order of targets
	// Reservations are what can be argued beside a result under which a credit may
	// be owed: a closed list, see package report/contract.
	Reservations []string `json:"reservations"`
	Free         Free     `json:"uncharged"` // beside the credit, without a request
}

// A Case is one way to read a rule, for one bound of downtime.
type Case struct {
	Availability string  `json:"availability"` // percent, to six places, cut
	Exact        string  `json:"exact"`
	Counted      Seconds `json:"counted_s"`
	Credit       Credit  `json:"credit"`
}

// Maintenance is what declared maintenance does to the lower case.
type Maintenance struct {
	Declared Seconds `json:"declared_s"` // of the period
	With     Credit  `json:"left_out"`   // the credit with all of it left out
	Without  Credit  `json:"counted"`    // and with all of it counted
}

// A Credit is an amount owed.
type Credit struct {
	Amount   string  `json:"amount"` // rounded as the rule says; "" where no fee is known
	Currency string  `json:"currency"`
	Percent  string  `json:"percent"` // of the fee, after caps and before any floor
	Exact    string  `json:"exact"`   // before rounding, a decimal or a fraction
	Extends  Seconds `json:"extends_s"`
}

// A Damage is one head of damage as the customer declares it.
type Damage struct {
	Contract    string        `json:"contract"`
	Head        string        `json:"head"`
	Description string        `json:"description"`
	Date        string        `json:"date"`
	Amount      string        `json:"amount"`
	Currency    string        `json:"currency"`
	Method      string        `json:"method"`
	Vouchers    []record.Hash `json:"vouchers"`
}

// Free is what a rule says is not charged for; see [contract.Free].
type Free struct {
	Promised bool    `json:"promised"` // the rule has such a right
	Each     Seconds `json:"each_s"`
	AtLeast  int     `json:"at_least"` // steps of the clock
	AtMost   int     `json:"at_most"`
	Amount   string  `json:"amount"` // that the former come to; "" where it is not known
	Currency string  `json:"currency"`
}

func freeOf(c *contract.Contract, r contract.Result) Free {
	if r.Free == nil {
		return Free{}
	}
	f := Free{Promised: true, Each: seconds(r.Rule.Uncharged.Each), AtLeast: r.Free.Least, AtMost: r.Free.Most, Currency: c.Fee.Currency}
	if r.Free.Amount != nil {
		f.Amount = r.Free.Amount.FloatString(2)
	}
	return f
}

// ContractOf is the row of a result.
func ContractOf(c *contract.Contract, r contract.Result) Contract {
	row := Contract{
		Contract: c.Name, Provider: c.Provider, Rule: r.Rule.Name,
		Period: Period{Known(r.Period.From), Known(r.Period.To)}, Zone: r.Zone.String(), Result: string(r.Answer),
		Availability: shares(r.Upper.Availability, r.Lower.Availability),
		Down:         Bounds{seconds(r.Least), seconds(r.Most)},
		Counted:      Bounds{seconds(min(r.Lower.Counted, r.Upper.Counted)), seconds(max(r.Lower.Counted, r.Upper.Counted))},
		Outages:      r.Lower.Outages, NotWatched: seconds(r.Unwatched),
		Ours:        shares(r.OursUpper.Availability, r.OursLower.Availability),
		Maintenance: Maintenance{seconds(r.Maintenance), creditOf(c, r.With), creditOf(c, r.Without)},
		Credit:      creditOf(c, r.Credit), Worst: caseOf(c, r.Worst), Best: caseOf(c, r.Best),
		ClaimDay: r.ClaimBy.Date, AskDay: r.AskBy.Date,
	}
	if r.ClaimBy.Date != "" {
		row.ClaimBy, row.AskBy = Known(r.ClaimBy.End), Known(r.AskBy.End)
	}
	for _, x := range r.Reasons {
		row.Reasons = append(row.Reasons, string(x))
	}
	row.Reasons = append(row.Reasons, r.Doubts...)
	row.Free = freeOf(c, r)
	for _, x := range r.Reservations {
		row.Reservations = append(row.Reservations, string(x))
	}
	for _, s := range r.Steps {
		row.Steps, row.French = append(row.Steps, s.English), append(row.French, s.French)
	}
	return *Filled(&row)
}

// shares writes two availabilities as [incident.Share] does.
func shares(lower, upper *big.Rat) Availability {
	if lower.Cmp(upper) > 0 {
		lower, upper = upper, lower
	}
	return availability(incident.Percents(lower, upper))
}

func caseOf(c *contract.Contract, k contract.Case) Case {
	return Case{contract.Fixed(k.Availability, 6), k.Availability.RatString(), seconds(k.Counted), creditOf(c, k.Credit)}
}

func creditOf(c *contract.Contract, k contract.Credit) Credit {
	out := Credit{Currency: c.Fee.Currency, Extends: seconds(k.Extends), Percent: "0"}
	if k.Percent != nil {
		out.Percent = shortened(k.Percent)
	}
	if c.Fee.Amount != nil {
		out.Amount, out.Exact = k.Amount.FloatString(2), contract.Plain(k.Exact)
	}
	return out
}

// shortened is a percentage to at most six places, cut, without zeros at its
// end.
func shortened(q *big.Rat) string {
	n := new(big.Int).Mul(q.Num(), big.NewInt(1_000_000))
	return contract.Plain(new(big.Rat).SetFrac(n.Quo(n, q.Denom()), big.NewInt(1_000_000)))
}

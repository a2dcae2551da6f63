package report

import (
	"math/big"

	"constat/report/contract"
	"constat/report/dossier"
	"constat/report/incident"
)

func freeOf(c *contract.Contract, r contract.Result) dossier.Free {
	if r.Free == nil {
		return dossier.Free{}
	}
	f := dossier.Free{Promised: true, Each: seconds(r.Rule.Uncharged.Each), AtLeast: r.Free.Least, AtMost: r.Free.Most, Currency: c.Fee.Currency}
	if r.Free.Amount != nil {
		f.Amount = r.Free.Amount.FloatString(2)
	}
	return f
}

// ContractOf is the row of a result.
func ContractOf(c *contract.Contract, r contract.Result) dossier.Contract {
	row := dossier.Contract{
		Contract: c.Name, Provider: c.Provider, Rule: r.Rule.Name,
		Period: dossier.Period{From: dossier.Known(r.Period.From), To: dossier.Known(r.Period.To)}, Zone: r.Zone.String(), Result: string(r.Answer),
		Availability: shares(r.Upper.Availability, r.Lower.Availability),
		Down:         dossier.Bounds{AtLeast: seconds(r.Least), AtMost: seconds(r.Most)},
		Counted:      dossier.Bounds{AtLeast: seconds(min(r.Lower.Counted, r.Upper.Counted)), AtMost: seconds(max(r.Lower.Counted, r.Upper.Counted))},
		Outages:      r.Lower.Outages, NotWatched: seconds(r.Unwatched),
		Ours:        shares(r.OursUpper.Availability, r.OursLower.Availability),
		Maintenance: dossier.Maintenance{Declared: seconds(r.Maintenance), With: creditOf(c, r.With), Without: creditOf(c, r.Without)},
		Credit:      creditOf(c, r.Credit), Worst: caseOf(c, r.Worst), Best: caseOf(c, r.Best),
		ClaimDay: r.ClaimBy.Date, AskDay: r.AskBy.Date,
	}
	if r.ClaimBy.Date != "" {
		row.ClaimBy, row.AskBy = dossier.Known(r.ClaimBy.End), dossier.Known(r.AskBy.End)
	}
	for _, d := range r.AskDays {
		row.AskDays = append(row.AskDays, d.Date)
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
func shares(lower, upper *big.Rat) dossier.Availability {
	if lower.Cmp(upper) > 0 {
		lower, upper = upper, lower
	}
	return availability(incident.Percents(lower, upper))
}

func caseOf(c *contract.Contract, k contract.Case) dossier.Case {
	return dossier.Case{Availability: contract.Fixed(k.Availability, 6), Exact: k.Availability.RatString(), Counted: seconds(k.Counted), Credit: creditOf(c, k.Credit)}
}

func creditOf(c *contract.Contract, k contract.Credit) dossier.Credit {
	out := dossier.Credit{Currency: c.Fee.Currency, Extends: seconds(k.Extends), Percent: "0"}
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

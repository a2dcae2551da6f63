package dossier

import (
	"slices"

	"constat/report/contract"
)

// Place holds c to the zones in which l says that the resources lie: what is
// promised of two zones is not asked for where fewer than two are named,
// whatever condition is declared to be met.
func (c *Claim) Place(l *contract.Letter) {
	if !c.Eligible() || !slices.Contains(c.Promise.Needs, "two_zones") {
		return
	}
	var zones []string
	for _, i := range c.Outages {
		if r := l.Of(i.Target, i.Site, i.TargetID.String()); r.Zone != "" && !slices.Contains(zones, r.Zone) {
			zones = append(zones, r.Zone)
		}
	}
	if len(zones) < 2 {
		c.Contract.Result = string(contract.Review)
		c.Contract.Reasons = append(slices.Clone(c.Contract.Reasons), string(contract.Condition))
	}
}

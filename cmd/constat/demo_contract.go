package main

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"constat/report/lang"
)

// The contract of the demonstration: its file, the rule that it names, and who
// writes to whom.
const demoTerms, demoRule, demoLetter = "contrats.yaml", "hebergeur-demo.yaml", "lettre.yaml"

const demoZone = "America/Toronto"

const demoRuleText = `# La promesse de l'hébergeur de la démonstration.   What the provider of the demonstration promises.
schema: constat-rule/1
name: demo-hebergement
version: 1
status: verified
provider: Hébergeur Démo inc.
product: Hébergement Démo
sources: [{url: %q, grade: official}]
scope: website
period: {kind: thirty_days}
down: http_unreachable
credit: {kind: days_of_service, when: any_downtime, per: outage, days: 1, cap: [{percent: 50}]}
claim: {days: 15, from: incident}
claim_states: [dates_and_times, resource_ids]
ask: {channel: mail, address: sla@hebergeur-demo.example, zone: America/Toronto}
`

const demoTermsText = `contracts:
  - name: boutique
    provider: hebergeur-demo
    rule: %s
    targets: [boutique]
    fee: 9.99
    currency: CAD
    since: %s
    timezone: %s
    managed: provider
    losses:
      - {head: lost_sales, description: ventes de la matinée, amount: 250, method: moyenne des quatre samedis d’avant}
`

const demoLetterText = `from: {name: Terre et Ciel enr., address: ["12, rue du Quai", "Valmont (Québec)"], signatory: "Ève Côté, propriétaire"}
to: {name: Hébergeur Démo inc., address: ["1, place du Marché", "Valmont (Québec)"]}
place: Valmont
account: D-1789
resources: [{target: boutique, id: site-0042}]
`

// agree writes the contract into the folder of a vantage, to be logged before
// the first question, and beside the reports.
func (d *demonstration) agree(vantage, source string) error {
	zone, err := lang.Zone(demoZone)
	if err != nil {
		return err
	}
	rule, terms := fmt.Appendf(nil, demoRuleText, source), fmt.Appendf(nil, demoTermsText, demoRule, d.begun(zone), demoZone)
	for _, dir := range []string{vantage, d.dir} {
		if err := writeWhole(filepath.Join(dir, demoRule), rule, true); err != nil {
			return err
		}
		if err := writeWhole(filepath.Join(dir, demoTerms), terms, true); err != nil {
			return err
		}
	}
	return writeWhole(d.path(demoLetter), []byte(demoLetterText), true)
}

// begun is the day on which the contract began: that of the demonstration, the
// same for every vantage.
func (d *demonstration) begun(zone *time.Location) string {
	if d.since == "" {
		d.since = time.Now().In(zone).Format(time.DateOnly)
	}
	return d.since
}

// credits writes what could be asked for, in both languages. Two vantages of one
// machine establish nothing: it is a draft.
func (d *demonstration) credits(ctx context.Context) error {
	for _, of := range []struct{ lang, folder, report string }{{"fr", "demande", "rapport.pdf"}, {"en", "request", "report.pdf"}} {
		if err := d.constat(ctx, "credit", d.path("bundle.zip"), "--policy", d.path("policy"), "--terms", d.path(demoTerms), "--contract", "boutique",
			"--letter", d.path(demoLetter), "--report", d.path(of.report), "-o", d.path(of.folder), "--lang", of.lang); err != nil {
			return err
		}
	}
	return nil
}

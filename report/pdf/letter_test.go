package pdf

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"constat/report/contract"
	"constat/report/dossier"
	"constat/store/record"
)

const letterRule = `schema: constat-rule/1
name: test-hosting
version: 1
status: verified
provider: Hébergement Web Canada
product: Hébergement
sources: [{url: "https://p.example/sla", grade: official, dated: 2021-01-01}]
commitment: 99.9
credit: {kind: flat_percent, percent: 5}
claim: {days: 15, from: incident}
claim_subject: SLA Credit Request
claim_states: [region, resource_ids]
`

// askedFor is a claim about the sample's first incident, answered so.
func askedFor(t *testing.T, answer string, reasons ...string) (*dossier.Dossier, dossier.Claim, LetterOptions) {
	t.Helper()
	d := sample()
	rule, err := contract.ParseRule([]byte(letterRule))
	if err != nil {
		t.Fatal(err)
	}
	fee, err := contract.ParseMoney("9.99CAD")
	if err != nil {
		t.Fatal(err)
	}
	letter, err := contract.ParseLetter([]byte("from: {name: Terre Ciel, address: ['12, rue Racine', Saguenay]}\nplace: Saguenay\nregion: ca-est\nresources: [{target: boutique, id: vps-0042}]\n"))
	if err != nil {
		t.Fatal(err)
	}
	c := dossier.Claim{Promise: rule, Terms: &contract.Contract{Name: "pro", Rule: rule, Per: "month", Fee: fee, Zone: "America/Toronto"}, Outages: d.Incidents[:1],
		Damages: []dossier.Damage{{Contract: "pro", Head: "rebuild_cost", Amount: "25500.00", Currency: "CAD"}},
		Contract: dossier.Contract{Contract: "pro", Result: answer, Reasons: reasons, Period: d.Period, Zone: "America/Toronto", AskDay: "2021-09-12", Targets: []string{"boutique"},
			Availability: dossier.Availability{Lower: "99.1", Upper: "99.2"}, Credit: dossier.Credit{Amount: "0.50", Currency: "CAD", Percent: "5"}}}
	c = c.On(d.At.Instant, false)
	zone, err := time.LoadLocation("America/Toronto")
	if err != nil {
		t.Fatal(err)
	}
	opt := LetterOptions{Zone: zone, Letter: letter, Report: ExhibitOf("report", "kept/report.pdf", []byte("%PDF")), Enclosed: []Exhibit{ExhibitOf("log", "log.csv", []byte("a,b"))}}
	for _, f := range d.Files {
		opt.Kept = append(opt.Kept, Exhibit{"bundle", f.Name, f.Bytes, f.SHA256})
	}
	return d, c, opt
}

func letterOf(t *testing.T, d *dossier.Dossier, c dossier.Claim, opt LetterOptions) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := WriteLetter(&b, d, c, opt); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Only what is owed is asked for; every other answer gives a draft that says
// what is missing. The loss stands apart, and every file is named by its digest.
func TestALetterAsksOnlyForWhatIsOwed(t *testing.T) {
	for _, x := range []struct{ lang, answer, says, never string }{
		{"fr", "ELIGIBLE", "nous demandons que vous portiez à notre compte un crédit de 0,50 CAD", "Projet"},
		{"en", "ELIGIBLE", "We therefore ask that you credit our account with CAD 0.50", "Draft"},
		{"fr", "REVIEW_REQUIRED", "aucune autorité", "nous demandons que vous"},
		{"en", "REVIEW_REQUIRED", "no time authority", "We therefore ask"},
		{"fr", "INSUFFICIENT_EVIDENCE", "Ce texte ne demande rien", "0,50"},
		{"en", "INSUFFICIENT_EVIDENCE", "This text asks for nothing", "0.50"},
	} {
		var reasons []string
		if x.answer == "REVIEW_REQUIRED" {
			reasons = []string{"time-unchecked"}
		}
		d, c, opt := askedFor(t, x.answer, reasons...)
		opt.Lang = x.lang
		letter := letterOf(t, d, c, opt)
		if !bytes.Equal(letter, letterOf(t, d, c, opt)) {
			t.Errorf("%s %s: two letters differ", x.lang, x.answer)
		}
		path := onDisk(t, letter)
		if out := judge(t, "qpdf", "--check", path); strings.Contains(out, "WARNING") {
			t.Errorf("%s %s: %s", x.lang, x.answer, out)
		}
		text := flat(t, path)
		for _, want := range []string{x.says, "SLA Credit Request", "vps-0042", "https://p.example/sla", "Saguenay"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s %s: without %q in\n%s", x.lang, x.answer, want, text)
			}
		}
		if strings.Contains(text, x.never) || strings.Contains(text, "25500.50") || strings.Contains(text, "25 500,50") {
			t.Errorf("%s %s: %q in\n%s", x.lang, x.answer, x.never, text)
		}
		for _, e := range append(append([]Exhibit{opt.Report}, opt.Enclosed...), opt.Kept...) {
			for _, half := range []string{groups(e.SHA256.String())[:35], groups(e.SHA256.String())[36:]} {
				if !strings.Contains(text, half) {
					t.Errorf("%s %s: the digest of %s is not there", x.lang, x.answer, e.Name)
				}
			}
		}
	}
}

// What the rule asks for and nobody said is a line to write on, and is told.
func TestALetterHasALineForWhatNobodySaid(t *testing.T) {
	d, c, opt := askedFor(t, "ELIGIBLE")
	c.Rule.Sources = []dossier.RuleSource{{URL: "https://p.example/sla", Captures: []dossier.SourceCapture{{Vantage: "levis-1", Seen: d.Period.From, Last: d.Period.To, Proof: dossier.Ref{Log: "levis-1/1", Leaf: 44, Item: -1}}}}}
	if list := Lacking(c, opt.Letter); len(list) > 0 {
		t.Errorf("lacking %v", list)
	}
	opt.Letter = contract.NoLetter()
	if list := Lacking(c, opt.Letter); len(list) != 2 {
		t.Errorf("lacking %v", list)
	}
	opt.Lang = "en"
	text := flat(t, onDisk(t, letterOf(t, d, c, opt)))
	for _, want := range []string{"Sender", "Customer number", "Region", "Resource identifiers", "levis-1/1 no. 44", "Unchanged in the period"} {
		if !strings.Contains(text, want) {
			t.Errorf("without a line for %q", want)
		}
	}
}

// A letter bears the day on which it is made. It says that it is in time only by
// a clock, and nothing is asked for once the time is over.
func TestALetterSaysThatItIsInTimeOnlyByAClock(t *testing.T) {
	for _, x := range []struct {
		lang, says, never string
		late, chosen      bool
	}{
		{"en", "made within the time", "not that of a clock", false, false}, {"en", "allows a request until 12 September 2021", "made within the time", false, true},
		{"en", "the time to ask is over", "We therefore ask", true, false}, {"fr", "faite dans le délai", "celle d’une horloge", false, false},
		{"fr", "permet de demander jusqu’au 12 septembre 2021", "faite dans le délai", false, true}, {"fr", "le délai pour demander est passé", "nous demandons que vous", true, false},
	} {
		d, c, opt := askedFor(t, "ELIGIBLE")
		c.Contract.AskBy = dossier.Known(d.At.Instant + 1)
		day := d.At.Instant
		if x.late {
			day += 5 * 365 * 86_400_000
		}
		opt.Lang = x.lang
		text := flat(t, onDisk(t, letterOf(t, d, c.On(day, x.chosen), opt)))
		if !strings.Contains(text, x.says) || strings.Contains(text, x.never) {
			t.Errorf("%+v:\n%s", x, text)
		}
		if year := strconv.Itoa(day.Time().Year()); !strings.Contains(text, year) {
			t.Errorf("%+v: not of %s", x, year)
		}
	}
}

// A letter shows the last day to ask and how many days were left on its own, in
// the zone of the contract, and the last days of what began later; a draft too.
func TestALetterShowsTheDaysLeftToAsk(t *testing.T) {
	for _, x := range []struct{ lang, answer, day, says, never string }{
		{"fr", "ELIGIBLE", "2021-09-05T12:00:00Z", "il restait 7 jours pour demander", "dernier jour pour demander"},
		{"en", "ELIGIBLE", "2021-09-05T12:00:00Z", "7 days were left to ask", "last day to ask"},
		{"en", "ELIGIBLE", "2021-09-11T12:00:00Z", "1 day was left to ask", "last day to ask"},
		{"en", "ELIGIBLE", "2021-09-13T03:59:00Z", "the last day to ask", "left to ask"}, // in Toronto still the 12th
		{"fr", "ELIGIBLE", "2021-09-13T03:59:00Z", "était le dernier jour pour demander", "il restait"},
		{"en", "REVIEW_REQUIRED", "2021-09-05T12:00:00Z", "allows a request until 12 September 2021", "made within the time"},
		{"en", "REVIEW_REQUIRED", "2021-09-14T12:00:00Z", "asks for nothing", "left to ask"},
	} {
		d, c, opt := askedFor(t, x.answer, "bounds")
		if x.answer == "ELIGIBLE" {
			c.Contract.Reasons = nil
		}
		day, err := time.Parse(time.RFC3339, x.day)
		if err != nil {
			t.Fatal(err)
		}
		c.Contract.AskDays, c.Contract.Zone = []string{"2021-09-12", "2021-09-20"}, "America/Toronto"
		opt.Lang = x.lang
		text := flat(t, onDisk(t, letterOf(t, d, c.On(record.At(day), false), opt)))
		later := strings.Contains(text, map[string]string{"fr": "20 septembre 2021", "en": "20 September 2021"}[x.lang])
		if !strings.Contains(text, x.says) || strings.Contains(text, x.never) || later != (x.day < "2021-09-14") {
			t.Errorf("%+v:\n%s", x, text)
		}
	}
}

// A ticket is named where it can be about the outage: not one of another year,
// and not one of a day that has not come. What is asked for is else lacking.
func TestALetterNamesOnlyTicketsOfTheOutage(t *testing.T) {
	d, c, opt := askedFor(t, "ELIGIBLE")
	c.Promise.Asked = []string{"ticket"}
	i := c.Outages[0]
	year := record.Instant(365 * 86_400_000)
	c.Terms.Tickets = []contract.Ticket{{Opened: i.FirstBad.Instant - year, Ref: "OLD-1"}, {Opened: i.FirstBad.Instant + year, Ref: "NEXT-1"}}
	day := i.LastBad.Instant + 2*year
	if c = c.On(day, false); len(c.Tickets) > 0 || len(Lacking(c, opt.Letter)) != 1 {
		t.Errorf("tickets %v, lacking %v", c.Tickets, Lacking(c, opt.Letter))
	}
	c.Terms.Tickets = append(c.Terms.Tickets, contract.Ticket{Opened: i.LastBad.Instant, Ref: "OURS-1"})
	if early := c.On(i.FirstBad.Instant, false); len(early.Tickets) > 0 {
		t.Errorf("a ticket of the future: %v", early.Tickets)
	}
	opt.Lang = "en"
	text := flat(t, onDisk(t, letterOf(t, d, c.On(day, false), opt)))
	if !strings.Contains(text, "OURS-1") || strings.Contains(text, "OLD-1") || strings.Contains(text, "NEXT-1") {
		t.Error(text)
	}
}

// A table of whole outages does not add up to what is reckoned of a part of
// them, and the letter says so.
func TestALetterSaysWhatItsReckoningLeavesOut(t *testing.T) {
	d, c, opt := askedFor(t, "ELIGIBLE")
	opt.Lang = "en"
	if text := flat(t, onDisk(t, letterOf(t, d, c, opt))); strings.Contains(text, "leaves the rest out") {
		t.Error(text)
	}
	c.Contract.Period.From = dossier.Known(c.Outages[0].FirstBad.Instant + 1000)
	if text := flat(t, onDisk(t, letterOf(t, d, c, opt))); !strings.Contains(text, "leaves the rest out") {
		t.Error(text)
	}
	c.Contract.Period, c.Terms.Until = d.Period, c.Outages[0].FirstBad.Instant.Time().AddDate(0, 0, -1).Format(time.DateOnly)
	if text := flat(t, onDisk(t, letterOf(t, d, c, opt))); !strings.Contains(text, "leaves the rest out") {
		t.Error("until: " + text)
	}
}

// A target that is named by its address does not show what follows its "?".
func TestALetterShowsNoSecretOfAName(t *testing.T) {
	d, c, opt := askedFor(t, "ELIGIBLE")
	c.Outages = slices.Clone(c.Outages)
	c.Outages[0].Target, c.Contract.Targets = "boutique?s3cret", []string{"boutique?s3cret"}
	opt.Mask = func(s string) string { return strings.ReplaceAll(s, "s3cret", "[masked]") }
	text := flat(t, onDisk(t, letterOf(t, d, c, opt)))
	if strings.Contains(text, "s3cret") || strings.Count(text, "boutique?[masked]") < 2 {
		t.Error(text)
	}
}

package pdf

import (
	"cmp"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"time"

	"constat/report/contract"
	"constat/report/dossier"
	"constat/report/lang"
)

// promisedRows is how many periods the one page tells of.
const promisedRows = 2

// contracts tells what each contract makes of the times, line by line.
func (s *sheet) contracts() {
	w := s.l.Contract.Page
	s.heading("contracts", s.l.Chapters.Contracts)
	if s.d.Terms.SHA256.IsZero() {
		s.say(w.None)
		return
	}
	s.say(w.Intro)
	if s.d.Terms.Declared {
		s.say(w.Terms)
	} else {
		s.say(w.TermsLater)
	}
	for _, name := range s.contractNames() {
		s.contract(name)
	}
	s.sources()
	for _, r := range s.d.Terms.Rules {
		s.need(30)
		s.label(text, s.y, w.RuleText(scrub(r.Name))+" (SHA-256 "+twelve(r.SHA256.String())+")", small.heavy(), "L")
		s.skip(small.height() + 0.8)
		s.code(scrubLines(r.Text)...)
	}
}

func (s *sheet) contractNames() (names []string) {
	for _, c := range s.d.Contracts {
		if !slices.Contains(names, c.Contract) {
			names = append(names, c.Contract)
		}
	}
	return names
}

// contract is one contract: its periods in a table, and those with an outage
// line by line.
func (s *sheet) contract(name string) {
	w := s.l.Contract.Page
	var rows, told []dossier.Contract
	for _, c := range s.d.Contracts {
		if c.Contract == name {
			rows = append(rows, c)
			if c.Down.AtMost > 0 || c.Counted.AtMost > 0 {
				told = append(told, c)
			}
		}
	}
	s.section("contract-"+name, w.Heading(s.name(name)), 60)
	s.ruled(rows[0])
	s.tabulate(s.periodTable(rows))
	if quiet := len(rows) - len(told); quiet > 0 {
		s.say(w.Quiet(quiet))
	}
	for _, c := range told {
		s.computed(c)
	}
	s.damaged(name, rows)
}

func (s *sheet) ruled(c dossier.Contract) {
	w := s.l.Contract.Page
	rule := s.l.Words.Quote(scrub(c.Rule))
	words := w.NoTargets(rule)
	if len(c.Targets) > 0 {
		words = w.Rule(rule, s.l.List(s.bares(c.Targets)), len(c.Targets))
	}
	for _, r := range s.d.Terms.Rules {
		if r.Name != c.Rule {
			continue
		}
		if r.Declared {
			words += " " + w.Before
		} else {
			words += " " + w.Later
		}
	}
	s.say(words)
}

func (s *sheet) periodTable(rows []dossier.Contract) table {
	w := s.l.Contract.Page
	t := table{title: w.Table, columns: []column{
		{w.Period, 34, "L", false}, {w.Availability, 27, "R", false}, {w.Answer, 40, "L", false}, {w.Credit, 24, "R", false}, {w.ClaimBy, 27, "L", false},
	}}
	for _, c := range rows {
		period := s.periodOf(c)
		if c.NotWatched > 0 { // a contract counts it as up
			period = s.l.Time.Unwatched(period, span(c.NotWatched))
		}
		t.rows = append(t.rows, []string{
			period, s.l.Number.Percent(c.Availability.Upper), s.answer(c), s.amount(c), cmp.Or(s.asking(c), "–"),
		})
	}
	return t
}

// answer is an answer in a table; what can be argued beside it is told below.
func (s *sheet) answer(c dossier.Contract) string {
	words := s.l.Contract.Answers[c.Result]
	if len(c.Reservations) > 0 {
		words += newLine + s.l.Contract.Page.Reserves
	}
	return words
}

// periodOf is a period by its first and last days.
func (s *sheet) periodOf(c dossier.Contract) string {
	zone, err := lang.Zone(c.Zone)
	if err != nil {
		zone = time.UTC
	}
	from, to := c.Period.From.Instant.Time().In(zone), c.Period.To.Instant.Time().In(zone).Add(-time.Millisecond)
	return s.l.Contract.Page.Span(s.l.Time.Day(from), s.l.Time.Day(to))
}

// credit writes an amount, or a percentage where no fee is known.
func (s *sheet) credit(c dossier.Credit) string {
	switch q, ok := new(big.Rat).SetString(c.Amount); {
	case c.Extends > 0:
		return s.l.Duration(span(c.Extends))
	case ok && c.Currency != "":
		return contract.Money{Amount: q, Currency: c.Currency}.Write(s.l)
	case c.Percent != "":
		return s.l.Number.Percent(c.Percent)
	}
	return s.l.Contract.Page.NoAmount
}

// amount is the credit of a period as far as it can be told.
func (s *sheet) amount(c dossier.Contract) string {
	switch c.Result {
	case string(contract.NotEligible):
		return "–"
	case string(contract.Insufficient):
		return s.l.Contract.Page.NotSettled
	}
	return s.credit(c.Credit)
}

// asking is the last day to ask, "" where there is nothing to ask for.
func (s *sheet) asking(c dossier.Contract) string {
	if c.Result == string(contract.NotEligible) {
		return ""
	}
	return c.AskDay
}

// settled is the credit and the last day to ask, for the one page: an amount
// only where it is owed.
func (s *sheet) settled(c dossier.Contract) string {
	w, day := s.l.Contract.Page, s.dayOf(s.asking(c))
	switch c.Result {
	case string(contract.NotEligible):
		return ""
	case string(contract.Eligible):
		if len(c.Reservations) > 0 {
			return w.Owed(s.credit(c.Credit)+", "+w.Reserves, day)
		}
		return w.Owed(s.credit(c.Credit), day)
	}
	return w.Unsettled(day)
}

// computed is one period: the answer, why, every line of the computation, and
// the other way to count.
func (s *sheet) computed(c dossier.Contract) {
	w := s.l.Contract.Page
	answer := bold(s.l.Contract.Answers[c.Result]) + "."
	if len(c.Reasons) > 0 {
		var list []string
		for _, r := range c.Reasons {
			list = append(list, s.l.Reason(r))
		}
		answer += " " + w.Why(s.l.Clauses(list))
	}
	if len(c.Reservations) > 0 {
		answer += " " + w.Reserved(s.reservations(c))
	}
	s.section("", s.bare(c.Contract)+", "+s.periodOf(c), 30+s.tall(answer))
	s.say(answer)
	steps := c.Steps
	if s.l == lang.French {
		steps = c.French
	}
	t := table{title: w.Steps(s.bare(c.Contract), s.periodOf(c)), columns: []column{{"", 7, "R", false}, {w.Details, 145, "L", false}}}
	for n, words := range steps {
		t.rows = append(t.rows, []string{strconv.Itoa(n + 1), own(words)})
	}
	s.grid(t)
	s.ways(c)
}

func (s *sheet) reservations(c dossier.Contract) string {
	var list []string
	for _, r := range c.Reservations {
		list = append(list, s.l.Reason(r))
	}
	return s.l.Clauses(list)
}

// own scrubs a sentence of ours that holds foreign words: the thin spaces in
// its numbers stay.
func own(words string) string {
	parts := strings.Split(words, lang.Narrow)
	for n, p := range parts {
		parts[n] = scrub(p)
	}
	return strings.Join(parts, lang.Narrow)
}

// ways sets the contract's way beside ours, and maintenance left out beside
// maintenance counted.
func (s *sheet) ways(c dossier.Contract) {
	w := s.l.Contract.Page
	t := table{title: w.TwoWays, columns: []column{{w.Way, 62, "L", false}, {w.Down, 30, "R", false}, {w.Availability, 32, "R", false}, {w.Credit, 28, "R", false}}}
	minutes := func(d dossier.Seconds) string { return contract.Minutes(s.l, span(d)) + lang.NoBreak + "min" }
	t.rows = [][]string{
		{w.Their + newLine + w.Least, minutes(c.Counted.AtLeast), s.l.Number.Percent(c.Availability.Upper), s.may(c, c.Credit)},
		{w.Their + newLine + w.Most, minutes(c.Counted.AtMost), s.l.Number.Percent(c.Availability.Lower), s.may(c, c.Best.Credit)},
		{w.Ours + newLine + w.Least, minutes(c.Down.AtLeast), s.l.Number.Percent(c.Ours.Upper), "–"},
		{w.Ours + newLine + w.Most, minutes(c.Down.AtMost), s.l.Number.Percent(c.Ours.Lower), "–"},
	}
	if c.Maintenance.Declared > 0 {
		t.rows = append(t.rows, []string{w.Their + newLine + w.With, minutes(c.Maintenance.Declared), "", s.may(c, c.Maintenance.With)},
			[]string{w.Their + newLine + w.Without, "", "", s.may(c, c.Maintenance.Without)})
	}
	s.grid(t)
}

// may is a credit of one way to count. Where the evidence does not suffice,
// nothing that is nothing is said: none was established.
func (s *sheet) may(c dossier.Contract, k dossier.Credit) string {
	q, ok := new(big.Rat).SetString(k.Amount)
	if c.Result == string(contract.Insufficient) && k.Extends == 0 && (!ok || q.Sign() == 0) {
		return s.l.Contract.Page.NotSettled
	}
	return s.credit(k)
}

// damaged lists the losses that the customer declares, beside the credit.
func (s *sheet) damaged(name string, rows []dossier.Contract) {
	w := s.l.Contract.Page
	t := table{title: w.Losses, columns: []column{{w.Head, 34, "L", false}, {w.What, 44, "L", false}, {w.Method, 30, "L", false}, {w.Vouchers, 22, "L", false}, {w.Amount, 26, "R", false}}}
	sums, order, vouched := map[string]*big.Rat{}, []string{}, false
	for _, d := range s.d.Damages {
		q, ok := new(big.Rat).SetString(d.Amount)
		if d.Contract != name || !ok {
			continue
		}
		var vouchers string
		vouched = vouched || len(d.Vouchers) > 0
		for _, h := range d.Vouchers {
			vouchers += twelve(h.String()) + newLine
		}
		t.rows = append(t.rows, []string{named(s.l.Contract.Heads, d.Head), scrub(d.Description), scrub(d.Method), vouchers, contract.Money{Amount: q, Currency: d.Currency}.Write(s.l)})
		if sums[d.Currency] == nil {
			sums[d.Currency] = new(big.Rat)
			order = append(order, d.Currency)
		}
		sums[d.Currency].Add(sums[d.Currency], q)
	}
	if len(t.rows) == 0 {
		return
	}
	s.tabulate(t)
	var loss []string
	for _, c := range order {
		loss = append(loss, contract.Money{Amount: sums[c], Currency: c}.Write(s.l))
	}
	s.say(w.Apart(s.owed(rows), s.l.List(loss), vouched))
}

// owed adds up the credits of a contract's periods where that can be done.
func (s *sheet) owed(rows []dossier.Contract) string {
	sum := new(big.Rat)
	for _, c := range rows {
		q, ok := new(big.Rat).SetString(c.Credit.Amount)
		if !ok || c.Result != string(contract.Eligible) && c.Result != string(contract.NotEligible) {
			return s.credits(rows)
		}
		sum.Add(sum, q)
	}
	return contract.Money{Amount: sum, Currency: rows[0].Credit.Currency}.Write(s.l)
}

// credits lists them where one is not settled.
func (s *sheet) credits(rows []dossier.Contract) string {
	var list []string
	for _, c := range rows {
		if c.Down.AtMost > 0 {
			list = append(list, s.amount(c)+" ("+s.lowerFirst(s.l.Contract.Answers[c.Result])+")")
		}
	}
	if len(list) == 0 {
		return s.l.Contract.Page.NoAmount
	}
	return s.l.List(list)
}

// promised is what the one page says of contracts: the periods with an outage.
func (s *sheet) promised() string {
	w := s.l.Contract.Page
	var rows []dossier.Contract
	for _, c := range s.d.Contracts {
		if c.Down.AtMost > 0 || c.Counted.AtMost > 0 {
			rows = append(rows, c)
		}
	}
	words := ""
	for n, c := range rows {
		if n == promisedRows {
			return words + w.More(len(rows)-n, s.ref("contracts"))
		}
		words += w.Promised(s.bare(c.Contract), s.periodOf(c), s.lowerFirst(s.l.Contract.Answers[c.Result]), s.settled(c), s.ref("contracts")) + " "
	}
	return strings.TrimSuffix(words, " ")
}

func (s *sheet) lowerFirst(words string) string {
	r := []rune(words)
	if len(r) > 0 && r[0] >= 'A' && r[0] <= 'Z' {
		r[0] += 'a' - 'A'
	}
	return string(r)
}

// dayOf writes a day such as 2021-10-27 in letters, "" for none.
func (s *sheet) dayOf(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	return s.l.Time.Day(t)
}

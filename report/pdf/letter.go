package pdf

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"io"
	"math/big"
	"slices"
	"strings"
	"time"

	"constat/report/contract"
	"constat/report/dossier"
	"constat/report/lang"
)

// LetterOptions say how a letter is laid out, and what goes with it. The zero
// value of the first three is that of [Options]; Zone is that of its times.
type LetterOptions struct {
	Lang     string
	Paper    string
	Zone     *time.Location
	Letter   *contract.Letter
	Report   Exhibit   // the report as it is kept
	Enclosed []Exhibit // sent with the letter
	Kept     []Exhibit // kept at the addressee's disposal, the bundles among them

	Mask func(string) string // hides what names of targets must not show; nil hides nothing
}

// WriteLetter writes the letter that asks for what c says is owed, to be read
// and signed by a person, or, where that is not established, a draft that asks
// for nothing and says what is missing. The same claim and options give the
// same bytes.
func WriteLetter(w io.Writer, d *dossier.Dossier, c dossier.Claim, opt LetterOptions) error {
	o := Options{Lang: opt.Lang, Paper: opt.Paper, Zone: opt.Zone}
	language, paper, err := o.check()
	if err != nil {
		return fmt.Errorf("write letter: %w", err)
	}
	facts, err := d.JSON()
	if err != nil {
		return fmt.Errorf("write letter: %w", err)
	}
	sum := sha256.Sum256(facts)
	id := opt.digest(o.digest(sum), c)
	var pen *author
	total := 0
	for range 2 {
		pen = &author{newSheet(d, o, language, paper, id), c, opt}
		pen.sum, pen.plain, pen.total = sum, true, total
		pen.draw()
		total = pen.pdf.PageNo()
	}
	return pen.issue(w, "letter", pen.kind())
}

// digest names the input.
func (o LetterOptions) digest(rest [32]byte, c dossier.Claim) [32]byte {
	h := sha256.New()
	fmt.Fprintf(h, "letter %x %q %v %v %s %v\n", rest, c.Contract.Contract, c.Contract.Period.From.Instant, o.Letter.Digest, o.day(c).Format(time.DateOnly), c.Chosen)
	for _, e := range slices.Concat([]Exhibit{o.Report}, o.Enclosed, o.Kept) {
		fmt.Fprintf(h, "%q %q %d %v\n", e.Kind, e.Name, e.Bytes, e.SHA256)
	}
	return [32]byte(h.Sum(nil))
}

// day is the day of the letter, in the zone of its times.
func (o LetterOptions) day(c dossier.Claim) time.Time {
	zone := o.Zone
	if zone == nil {
		zone = time.UTC
	}
	return c.Day.Time().In(zone)
}

// masked are names as the letter shows them.
func (o LetterOptions) masked(names ...string) (shown []string) {
	for _, n := range names {
		if o.Mask != nil {
			n = o.Mask(n)
		}
		shown = append(shown, n)
	}
	return shown
}

// An author is the sheet on which a letter is drawn.
type author struct {
	*sheet
	claim dossier.Claim
	opt   LetterOptions // of the letter; the sheet has its own
}

func (s *author) kind() string {
	if s.claim.Eligible() {
		return s.l.Letter.Title
	}
	return s.l.Letter.Draft
}

func (s *author) draw() {
	s.part = &part{name: "letter", head: s.kind(), total: s.total}
	s.page()
	s.heads()
	if !s.claim.Eligible() {
		s.notice(s.l.Letter.Notice, nil)
		s.missing()
	}
	s.say(s.l.Letter.Salutation)
	s.facts()
	s.clause()
	s.reckoned()
	s.asks()
	s.say(s.l.Letter.Proofs)
	s.say(s.l.Letter.Masks)
	s.signed()
	s.enclosures()
}

// heads are the two parties, the place and the day, and the subject.
func (s *author) heads() {
	w, l := s.l.Letter, s.opt.Letter
	s.party(w.From, l.From, text)
	s.skip(4)
	provider := l.To
	provider.Name = cmp.Or(provider.Name, s.claim.Promise.Entity, s.claim.Promise.Provider)
	s.party(w.To, provider, text+60)
	s.skip(5)
	s.label(s.edge(), s.y, w.Dated(scrub(l.Place), s.l.Time.Day(s.opt.day(s.claim))), body, "R")
	s.skip(body.height() + 5)
	about := w.About(s.name(s.claim.Contract.Contract), s.periodOf(s.claim.Contract))
	if subject := s.claim.Promise.Subject; subject != "" {
		about = scrub(subject) + " – " + about
	}
	s.say(bold(w.Subject+w.Colon) + " " + bold(about))
	if l.Account == "" {
		s.blank(text, w.Account)
		s.skip(2)
	}
}

// party draws a name and an address, or lines to write them on.
func (s *author) party(label string, p contract.Party, x float64) {
	lines := slices.Concat([]string{p.Name}, p.Address, []string{p.Email})
	for n, words := range lines {
		if words = strings.Join(strings.Fields(words), " "); words == "" {
			continue
		}
		style := body
		if n == 0 {
			style = body.heavy()
		}
		for _, l := range s.wrap(scrub(words), style, s.edge()-x) {
			s.put(x, s.y, l, style)
			s.skip(body.height())
		}
	}
	if p.Name == "" {
		s.blank(x, label)
	}
	if len(p.Address) == 0 {
		s.blank(x, s.l.Letter.Address)
	}
}

// missing says why nothing is asked.
func (s *author) missing() {
	w := s.l.Letter
	s.say(w.Missing)
	list := []string{s.lowerFirst(s.l.Contract.Answers[s.claim.Contract.Result])}
	for _, r := range s.claim.Contract.Reasons {
		if r == string(contract.Expired) {
			list = append(list, w.Late(s.dayOf(s.claim.Contract.AskDay), scrub(s.claim.Contract.Zone)))
			continue
		}
		list = append(list, s.l.Reason(r))
	}
	for _, part := range Lacking(s.claim, s.opt.Letter) {
		list = append(list, w.Lacking(lang.Pick(s.l.Contract.Asks, part)))
	}
	for _, words := range list {
		s.add("– " + words)
	}
}

// Lacking are the fields that a request must give by the rule and that nobody
// has said.
func Lacking(c dossier.Claim, l *contract.Letter) (list []string) {
	every := func(has func(contract.Resource) bool) bool {
		return !slices.ContainsFunc(c.Outages, func(i dossier.Incident) bool { return !has(l.Of(i.Target, i.Site, i.TargetID.String())) })
	}
	given := map[string]bool{
		"region": every(func(r contract.Resource) bool { return r.Region != "" }), "zone": every(func(r contract.Resource) bool { return r.Zone != "" }),
		"instance": every(func(r contract.Resource) bool { return r.ID != "" }), "resource_ids": every(func(r contract.Resource) bool { return r.ID != "" }),
		"ticket": len(c.Tickets) > 0,
	}
	for _, field := range c.Promise.Asked {
		if has, asked := given[field]; asked && !has {
			list = append(list, field)
		}
	}
	return list
}

// facts are the outages, in the zone that the provider asks for.
func (s *author) facts() {
	w, c := s.l.Letter, s.claim
	s.say(w.Opens(scrub(s.opt.Letter.From.Name), scrub(c.Promise.Product), scrub(c.Promise.Provider), scrub(s.opt.Letter.Account)))
	s.say(w.Observed(len(s.vantages()), s.l.List(s.bares(s.opt.masked(c.Contract.Targets...))), len(c.Contract.Targets) > 1, s.instant(s.d.Period.From), s.instant(s.d.Period.To)))
	if len(c.Outages) == 0 {
		s.say(w.None)
		return
	}
	s.say(w.Facts)
	t := table{title: w.Outages, columns: []column{{w.Resource, 38, "L", false}, {w.Begin, 36, "L", false}, {w.End, 36, "L", false}, {w.Least, 24, "R", false}, {w.Cause, 40, "L", false}}}
	for _, i := range c.Outages {
		end := s.when(i.LastBad)
		if !i.FirstGood.Known {
			end += newLine + w.Open
		}
		t.rows = append(t.rows, []string{s.resource(i), s.when(i.FirstBad), end, s.l.Least(span(i.AtLeast)), s.l.Cause(i.Cause, i.Status...)})
	}
	s.grid(t)
	if part, beyond := c.Cut(); beyond {
		s.say(w.Cut(s.instant(part.From), s.instant(part.To)))
	}
	s.places()
	var opened []string
	for _, k := range c.Tickets {
		words := s.l.Time.At(s.instant(dossier.Known(k.Opened)))
		if k.Ref != "" {
			words += " (" + scrub(k.Ref) + ")"
		}
		opened = append(opened, words)
	}
	if len(opened) > 0 {
		s.say(w.Opened(s.l.List(opened)))
	}
}

// resource names what was down as the provider does, and as we do.
func (s *author) resource(i dossier.Incident) string {
	r := s.opt.Letter.Of(i.Target, i.Site, i.TargetID.String())
	if r.ID == "" {
		return s.cell(s.opt.masked(i.Target)[0])
	}
	return scrub(r.ID) + newLine + s.cell(s.opt.masked(i.Target)[0])
}

// when is an instant in one zone alone.
func (s *author) when(t dossier.Time) string {
	at := t.Instant.Time().In(s.sheet.opt.Zone)
	return at.Format("2006-01-02") + mayBreak + lang.NoBreak + at.Format("15:04:05") + lang.NoBreak + at.Format("-07:00")
}

// places are regions and zones, or lines to write on what the rule asks for.
func (s *author) places() {
	w := s.l.Letter
	var said []string
	for _, i := range s.claim.Outages {
		r := s.opt.Letter.Of(i.Target, i.Site, i.TargetID.String())
		if words := w.Places(scrub(r.Region), scrub(r.Zone)); r.Region+r.Zone != "" && !slices.Contains(said, words) {
			said = append(said, words)
		}
	}
	if len(said) > 0 {
		s.say(strings.Join(said, " "))
	}
	if !s.claim.Eligible() {
		return
	}
	labels := map[string]string{"region": w.Region, "zone": w.Zone, "instance": w.Resources, "resource_ids": w.Resources, "ticket": w.Tickets}
	for _, field := range Lacking(s.claim, s.opt.Letter) {
		s.blank(text, labels[field])
	}
	s.skip(2)
}

// clause is the promise, and where it was read.
func (s *author) clause() {
	w, c := s.l.Letter, s.claim
	s.section("", w.Clause, 40)
	var words []string
	for _, step := range c.Promise.Clause(span(dossier.Seconds(c.Contract.Period.To.Instant - c.Contract.Period.From.Instant))) {
		if s.l == lang.French {
			words = append(words, own(step.French))
		} else {
			words = append(words, own(step.English))
		}
	}
	s.say(strings.Join(words, " "))
	source := c.Promise.Best()
	s.say(w.Text(scrub(source.URL), contract.Rank(s.l, source.Grade, c.Promise.Own()), s.dayOf(source.Dated), monoOn+twelve(c.Promise.Digest.String())+monoOff))
	for _, src := range c.Rule.Sources {
		if src.URL == source.URL && len(src.Captures) > 0 {
			s.say(w.Held(strings.ReplaceAll(s.heldOf(src), newLine, " ")))
		}
	}
}

// reckoned is the computation in short; the report has every line of it.
func (s *author) reckoned() {
	w, c := s.l.Letter, s.claim.Contract
	s.section("", w.Reckon, 60)
	minutes := func(d dossier.Seconds) string { return contract.Minutes(s.l, span(d)) + lang.NoBreak + "min" }
	rows := [][2]string{
		{w.Minutes, minutes(dossier.Seconds(c.Period.To.Instant - c.Period.From.Instant))}, {w.Down, minutes(c.Down.AtLeast)}, {w.Counted, minutes(c.Counted.AtLeast)},
		{w.Share, s.l.Number.Percent(c.Availability.Upper)},
	}
	if p := s.claim.Promise.Commitment; p != nil {
		rows = append(rows, [2]string{w.Promise, s.l.Number.Percent(contract.Plain(p))})
	}
	if s.claim.Eligible() {
		if q, ok := new(big.Rat).SetString(c.Credit.Percent); ok && q.Sign() > 0 {
			rows = append(rows, [2]string{w.Percent, s.l.Number.Percent(c.Credit.Percent)})
		}
		if fee := s.claim.Terms.PeriodFee(); fee.Amount != nil {
			rows = append(rows, [2]string{w.Fee, fee.Write(s.l)})
		}
		rows = append(rows, [2]string{w.Credit, s.credit(c.Credit)})
	} else {
		rows = append(rows, [2]string{w.Credit, s.l.Contract.Page.NotSettled})
	}
	s.pairs("", false, rows...)
}

// asks is what is asked and by when, nothing in a draft; then what the letter
// does not speak of.
func (s *author) asks() {
	w, c := s.l.Letter, s.claim.Contract
	if s.claim.Eligible() {
		if c.Credit.Extends > 0 {
			s.say(bold(w.AskExtends(s.credit(c.Credit))))
		} else {
			s.say(bold(w.Ask(s.credit(c.Credit))))
		}
		switch {
		case c.AskDay != "" && s.claim.Chosen:
			s.say(w.Chosen + " " + w.LastDay(s.dayOf(c.AskDay), scrub(c.Zone)))
		case c.AskDay != "":
			s.say(w.Deadline(s.dayOf(c.AskDay), scrub(c.Zone)))
		case s.claim.Chosen:
			s.say(w.Chosen)
		}
		s.left()
		by := s.opt.day(s.claim).AddDate(0, 0, s.opt.Letter.Within)
		s.say(w.Answer(s.l.Time.Day(by), s.opt.Letter.Within))
	}
	if left, ok := s.claim.Left(); !s.claim.Eligible() && ok && left >= 0 {
		s.say(w.LastDay(s.dayOf(c.AskDay), scrub(c.Zone)))
		s.left()
	}
	if len(c.Reservations) > 0 {
		s.say(w.Reserved(s.reservations(c)))
	}
	if c.Free.AtLeast > 0 {
		s.say(w.Free)
	}
	if loss := s.lost(); loss != "" {
		s.say(w.Loss(loss))
	} else {
		s.say(w.NoLoss)
	}
}

// left says how many days were left, and the last days of what began later.
func (s *author) left() {
	w := s.l.Letter
	if days, ok := s.claim.Left(); ok && days >= 0 {
		s.say(w.Left(days))
	}
	var later []string
	for _, d := range s.claim.Later() {
		later = append(later, s.dayOf(d))
	}
	if len(later) > 0 {
		s.say(w.Later(s.l.Some(later, 6)))
	}
}

// lost are the declared losses, by currency.
func (s *author) lost() string {
	sums, order := map[string]*big.Rat{}, []string{}
	for _, d := range s.claim.Damages {
		q, ok := new(big.Rat).SetString(d.Amount)
		if !ok {
			continue
		}
		if sums[d.Currency] == nil {
			sums[d.Currency], order = new(big.Rat), append(order, d.Currency)
		}
		sums[d.Currency].Add(sums[d.Currency], q)
	}
	var list []string
	for _, c := range order {
		list = append(list, contract.Money{Amount: sums[c], Currency: c}.Write(s.l))
	}
	return s.l.List(list)
}

// enclosures name every file by its digest.
func (s *author) enclosures() {
	w := s.l.Letter
	for n, list := range [][]Exhibit{s.opt.Enclosed, append([]Exhibit{s.opt.Report}, s.opt.Kept...)} {
		t := table{title: []string{w.Enclosed, w.Kept}[n], columns: []column{{w.File, 38, "L", false}, {w.What, 38, "L", false}, {"SHA-256", 70, "L", false}}}
		for _, e := range list {
			t.rows = append(t.rows, []string{short(s.bare(e.Name), longName), named(w.Kinds, e.Kind), hexed(e.SHA256.String())})
		}
		s.grid(t)
	}
}

// signed is the end of the letter itself, which stands whole on one page.
func (s *author) signed() {
	if !s.claim.Eligible() {
		return
	}
	w := s.l.Letter
	s.need(45)
	s.say(w.Closing)
	s.skip(14)
	s.blank(text+60, w.Signature)
	for _, words := range []string{s.opt.Letter.From.Signatory, s.opt.Letter.From.Name} {
		if words != "" {
			s.label(text+60, s.y, s.clip(scrub(words), body, s.edge()-text-60), body, "L")
			s.skip(body.height())
		}
	}
	s.skip(6)
}

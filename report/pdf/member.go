package pdf

import (
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"time"

	"constat/report/contract"
	"constat/report/dossier"
	"constat/report/lang"
	"constat/store/record"
	"constat/store/registry"
)

// MemberOptions say how the sheets of members are laid out. At is the day that
// the file bears, which the caller takes from the register and not from a clock.
type MemberOptions struct {
	Lang, Paper string
	Claim       string
	Version     string // of the program
	At          time.Time

	Ownership map[int][]dossier.Ownership // by member's number: what checks of sites brought
	Doubts    map[int][]string            // by member's number: codes of why the file may not be what was received
}

// WriteMembers writes a sheet for each member, one after the other in one file:
// who, which contract, what was hit, what it cost, what was signed, what is
// missing, which vouchers came, what checks of the sites showed, and what came when. Each sheet counts its own pages. The same members and options give
// the same bytes.
func WriteMembers(w io.Writer, files []registry.File, opt MemberOptions) error {
	o := Options{Lang: opt.Lang, Paper: opt.Paper}
	language, paper, err := o.check()
	if err != nil {
		return fmt.Errorf("write member sheets: %w", err)
	}
	own, doubts := make([][]dossier.Ownership, len(files)), make([][]string, len(files))
	for i, f := range files {
		own[i], doubts[i] = opt.Ownership[f.Member.MemberNo], opt.Doubts[f.Member.MemberNo]
	}
	facts, err := json.Marshal([]any{files, own, doubts})
	if err != nil {
		return fmt.Errorf("write member sheets: %w", err)
	}
	sum := sha256.Sum256(fmt.Appendf(facts, "\nmembers %q %q %q %q %s", o.Lang, o.Paper, opt.Claim, opt.Version, opt.At.UTC().Format(time.RFC3339)))
	d := &dossier.Dossier{At: dossier.Known(record.At(opt.At)), Built: dossier.Built{Version: opt.Version}}
	pen := &registrar{sheet: newSheet(d, o, language, paper, sum), w: language.Register, claim: opt.Claim}
	pen.plain = true
	for i, f := range files {
		pen.member(f, own[i], doubts[i])
	}
	if len(files) == 0 {
		pen.empty()
	}
	return pen.issue(w, "member sheets", scrub(pen.w.Sheets(opt.Claim)))
}

// A registrar is the sheet on which members are drawn.
type registrar struct {
	*sheet
	w     lang.Register
	claim string
}

func (s *registrar) empty() {
	s.part = &part{head: scrub(s.w.Sheets(s.claim))}
	s.page()
	s.add(s.w.Nothing)
}

// member draws one sheet, then the counts of its pages, which are known only now.
func (s *registrar) member(f registry.File, own []dossier.Ownership, doubts []string) {
	m := f.Member
	s.table = 0
	name := s.w.Sheet(m.MemberNo)
	s.part = &part{head: name + " – " + scrub(s.w.Claim+" "+s.claim), before: s.pdf.PageNo(), later: true}
	s.page()
	s.pdf.Bookmark(strconv.Itoa(m.MemberNo)+lang.NoBreak+lang.NoBreak+short(scrub(m.Name), 60), 0, 0)
	for _, l := range s.wrap(name, head.heavy(), s.wide()) {
		s.put(text, s.y, l, head)
		s.skip(head.height())
	}
	s.skip(1)
	s.add(bold(scrub(m.Name)))
	s.add(s.w.Lead(scrub(s.claim), s.when(m.CreatedAt), m.Complete().Percent))
	s.add(s.missing(m))
	for _, d := range slices.Compact(doubts) {
		s.add(bold(cmp.Or(s.w.Why[d], d)))
	}
	for _, draw := range []func(registry.Member){s.who, s.tie, s.bought, s.sites, s.hit, s.damages, s.offers, s.sorted, s.signing} {
		draw(m)
	}
	s.vouchers(f)
	s.ownership(own)
	s.history(f)
	if mark := string(replacement()); strings.Contains(scrub(m.Name+m.ContactPerson+m.Address), mark) {
		s.light(s.w.Odd(mark))
	}
	s.light(s.w.Source)
	s.pageCounts()
}

func (s *registrar) pageCounts() {
	last := s.pdf.PageNo()
	for n := s.part.before + 1; n <= last; n++ {
		s.pdf.SetPage(n)
		s.label(s.edge(), s.paper.height-15, s.l.Words.Page(n-s.part.before, last-s.part.before), small, "R")
	}
}

func (s *registrar) light(words string) {
	s.skip(2)
	for _, l := range s.wrap(words, small, s.wide()) {
		s.need(small.height())
		s.put(text, s.y, l, small)
		s.skip(small.height())
	}
}

func (s *registrar) missing(m registry.Member) string {
	var all []string
	for _, f := range m.Complete().Missing {
		all = append(all, cmp.Or(s.w.Missing[string(f)], string(f)))
	}
	if len(all) == 0 {
		return s.w.Full
	}
	return s.w.Lacks(s.l.List(all))
}

// fields draws those of a part that were given, by the names of their columns.
func (s *registrar) fields(part string, rows ...[2]string) {
	var given [][2]string
	for _, r := range rows {
		if r[1] != "" {
			given = append(given, [2]string{s.w.Columns[r[0]], r[1]})
		}
	}
	if len(given) > 0 {
		s.pairs(s.w.Parts[part], false, given...)
	}
}

func (s *registrar) who(m registry.Member) {
	s.fields("who", [2]string{"kind", s.word(string(m.Kind))}, [2]string{"contact_person", scrub(m.ContactPerson)}, [2]string{"enterprise_no", scrub(m.EnterpriseNo)},
		[2]string{"address", s.lines(m.Address)}, [2]string{"province_state", scrub(m.ProvinceState)}, [2]string{"country", string(m.Country)}, [2]string{"email", scrub(string(m.Email))},
		[2]string{"phone", scrub(m.Phone)}, [2]string{"language", string(m.Language)}, [2]string{"notice_id", scrub(m.NoticeID)}, [2]string{"source", s.word(string(m.Source))},
		[2]string{"status", s.word(string(m.Status))}, [2]string{"confidentiality_requested", s.yesNo(m.ConfidentialityRequested)}, [2]string{"payment_preference", scrub(m.PaymentPreference)})
}

func (s *registrar) tie(m registry.Member) {
	c, r := at(m.Consent), at(m.Representation)
	s.fields("tie", [2]string{"consent_purpose", s.lines(c.Purpose)}, [2]string{"consent_text_version", scrub(c.TextVersion)}, [2]string{"consent_at", s.when(c.At)},
		[2]string{"privacy_retention_until", s.when(registry.When(m.PrivacyRetentionUntil))}, [2]string{"representation_status", s.word(string(r.Status))},
		[2]string{"representation_at", s.when(r.At)}, [2]string{"representation_document_hash", digested(r.DocumentHash)})
}

func (s *registrar) bought(m registry.Member) {
	c := at(m.Contract)
	fee := ""
	if c.Fee != "" {
		fee = s.amount(c.Fee, cmp.Or(c.Currency, "XXX"))
		if c.FeePeriod != "" {
			fee += " (" + s.word(string(c.FeePeriod)) + ")"
		}
	}
	limit := ""
	if c.LiabilityCap != "" {
		limit = s.amount(c.LiabilityCap, cmp.Or(c.Currency, "XXX"))
	}
	s.fields("contract", [2]string{"contract_provider", scrub(c.Provider)}, [2]string{"contract_legal_entity", scrub(c.LegalEntity)}, [2]string{"contract_account_id", scrub(c.AccountID)},
		[2]string{"contract_plan", scrub(c.Plan)}, [2]string{"contract_start", s.when(registry.When(c.Start))}, [2]string{"contract_end", s.when(registry.When(c.End))}, [2]string{"contract_fee", fee},
		[2]string{"contract_backup_option", s.lines(c.BackupOption)}, [2]string{"contract_terms_version_hash", digested(c.TermsVersionHash)}, [2]string{"contract_arbitration_clause", s.yesNo(c.ArbitrationClause)},
		[2]string{"contract_class_waiver", s.yesNo(c.ClassWaiver)}, [2]string{"contract_liability_cap", limit})
}

func (s *registrar) sites(m registry.Member) {
	if len(m.Assets) == 0 {
		return
	}
	w := s.w
	t := table{title: w.Parts["sites"], columns: []column{{w.Order, 6, "R", false}, {w.Sites, 46, "L", false}, {w.Servers, 26, "L", false}, {w.Columns["assets_managed_for_third_party"], 22, "L", false}}}
	for i, a := range m.Assets {
		var names, server []string
		for _, n := range []string{a.Domain, a.URL} {
			if n != "" {
				names = append(names, scrub(n))
			}
		}
		for _, n := range []string{a.ServerName, string(a.IP)} {
			if n != "" {
				server = append(server, scrub(n))
			}
		}
		whose := s.yesNo(a.ManagedForThirdParty)
		if a.EndClient != "" {
			whose = strings.TrimPrefix(whose+", "+scrub(a.EndClient), ", ")
		}
		t.rows = append(t.rows, []string{strconv.Itoa(i + 1), strings.Join(names, newLine), strings.Join(server, newLine), whose})
	}
	s.grid(t)
}

func (s *registrar) hit(m registry.Member) {
	i := at(m.Impact)
	d := at(i.DataLost)
	var services, tickets []string
	for _, v := range i.ServiceTypes {
		services = append(services, s.word(string(v)))
	}
	for _, v := range i.TicketIDs {
		tickets = append(tickets, scrub(v))
	}
	restored := ""
	if d.RestoredPct != "" {
		restored = s.l.Number.Percent(string(d.RestoredPct))
	}
	s.fields("impact", [2]string{"impact_first_noticed_at", s.when(i.FirstNoticedAt)}, [2]string{"impact_reported_to_provider_at", s.when(i.ReportedToProviderAt)}, [2]string{"impact_ticket_ids", strings.Join(tickets, ", ")},
		[2]string{"impact_service_types", strings.Join(services, ", ")}, [2]string{"impact_outage_start", s.when(i.OutageStart)}, [2]string{"impact_outage_end", s.when(i.OutageEnd)},
		[2]string{"impact_measured_outage_start", s.when(i.MeasuredOutageStart)}, [2]string{"impact_measured_outage_end", s.when(i.MeasuredOutageEnd)}, [2]string{"data_lost_had_local_backup", s.yesNo(d.HadLocalBackup)},
		[2]string{"data_lost_restored_pct", restored}, [2]string{"data_lost_restored_at", s.when(d.RestoredAt)},
		[2]string{"data_lost_manifest_before_hash", digested(d.ManifestBeforeHash)}, [2]string{"data_lost_manifest_after_hash", digested(d.ManifestAfterHash)})
}

func (s *registrar) damages(m registry.Member) {
	w := s.w
	if len(m.Damage) == 0 {
		return
	}
	t := table{title: w.Parts["damage"], columns: []column{{w.Order, 6, "R", false}, {w.Head, 50, "L", false}, {w.Columns["date"], 16, "L", false}, {w.Columns["amount"], 24, "R", false}, {w.Columns["documented"], 18, "L", false}}}
	sums := map[registry.Currency]*[2]big.Rat{}
	for i, d := range m.Damage {
		value, cur := "", m.CurrencyOf(d)
		if v, ok := d.Value(); ok {
			value = s.money(v, cur)
			if sums[cur] == nil {
				sums[cur] = new([2]big.Rat)
			}
			to := &sums[cur][0]
			if !registry.Yes(d.Documented) {
				to = &sums[cur][1]
			}
			to.Add(to, v)
		}
		t.rows = append(t.rows, []string{strconv.Itoa(i + 1), s.item(d), string(d.Date), value, s.proven(d)})
	}
	s.grid(t)
	if len(sums) == 0 {
		return
	}
	t = table{title: w.Sums, columns: []column{{w.Currency, 16, "L", false}, {w.Documented, 28, "R", false}, {w.Declared, 28, "R", false}, {w.Total, 28, "R", false}}}
	var currencies []registry.Currency
	for c := range sums {
		currencies = append(currencies, c)
	}
	slices.Sort(currencies)
	for _, c := range currencies {
		both := new(big.Rat).Add(&sums[c][0], &sums[c][1])
		t.rows = append(t.rows, []string{string(c), s.money(&sums[c][0], c), s.money(&sums[c][1], c), s.money(both, c)})
	}
	s.grid(t)
}

// item is the head, and what was said of it.
func (s *registrar) item(d registry.Damage) string {
	words := bold(cmp.Or(s.l.Contract.Heads[string(d.Head)], s.w.Words["unspecified"]))
	for _, more := range []string{d.Description, d.Method} {
		if more != "" {
			words += newLine + s.lines(more)
		}
	}
	if d.Hours != "" && d.HourlyRate != "" && d.Amount == "" {
		words += newLine + s.w.Columns["hours"] + s.l.Letter.Colon + " " + s.plainly(d.Hours) + " × " + s.plainly(d.HourlyRate)
	}
	for _, v := range d.VoucherHashes {
		words += newLine + hexed(string(v))
	}
	return words
}

func (s *registrar) proven(d registry.Damage) string {
	words := s.yesNo(d.Documented)
	if registry.Yes(d.DuplicatePayment) {
		words += newLine + s.w.Columns["duplicate_payment"]
	}
	return words
}

func (s *registrar) offers(m registry.Member) {
	w := s.w
	if len(m.OffersReceived) == 0 {
		return
	}
	t := table{title: w.Parts["offers"], columns: []column{{w.Columns["date"], 18, "L", false}, {w.Form, 24, "L", false}, {w.Columns["amount"], 22, "R", false}, {w.Columns["offers_accepted"], 18, "L", false}, {w.Columns["releases_signed"], 18, "L", false}}}
	for _, o := range m.OffersReceived {
		amount := ""
		if o.Amount != "" {
			amount = s.amount(o.Amount, cmp.Or(at(m.Contract).Currency, "XXX"))
		}
		t.rows = append(t.rows, []string{string(o.Date), s.word(string(o.Kind)), amount, s.yesNo(o.Accepted), s.yesNo(o.ReleaseSigned)})
	}
	s.grid(t)
}

func (s *registrar) sorted(m registry.Member) {
	g := at(m.Group)
	var subs []string
	for _, id := range g.SubgroupIDs {
		subs = append(subs, scrub(id))
	}
	rows := [][2]string{{s.w.Columns["group_id"], scrub(g.GroupID)}, {s.w.Columns["subgroup_ids"], strings.Join(subs, ", ")}}
	for _, e := range g.EligibilityChecks {
		said := scrub(e.Result)
		if e.Evidence != "" {
			said += newLine + s.lines(e.Evidence)
		}
		rows = append(rows, [2]string{s.lines(e.Criterion), said})
	}
	if g.GroupID != "" || len(rows) > 2 || len(subs) > 0 {
		s.pairs(s.w.Parts["group"], false, rows...)
	}
}

func (s *registrar) signing(m registry.Member) {
	a := at(m.Attestation)
	s.fields("sign", [2]string{"attestation_signed_name", scrub(a.SignedName)}, [2]string{"attestation_at", s.when(a.At)}, [2]string{"attestation_under_penalty", s.yesNo(a.UnderPenalty)})
	for part := range strings.SplitSeq(a.Text, "\n") {
		if strings.TrimSpace(part) != "" {
			s.add(scrub(part))
		}
	}
}

func (s *registrar) word(code string) string { return cmp.Or(s.w.Words[code], code) }

func (s *registrar) yesNo(b *bool) string {
	switch {
	case b == nil:
		return ""
	case *b:
		return s.w.Yes
	}
	return s.w.No
}

// when writes a day, or an instant with the offset that it was told with.
func (s *registrar) when(w registry.When) string {
	if day, err := time.Parse(time.DateOnly, string(w)); err == nil {
		return s.l.Time.Day(day)
	}
	if t, err := time.Parse(time.RFC3339, string(w)); err == nil {
		return t.Format("2006-01-02 15:04:05") + " (" + lang.Offset(t) + ")"
	}
	return ""
}

func (s *registrar) money(v *big.Rat, c registry.Currency) string {
	return contract.Money{Amount: v, Currency: string(c)}.Write(s.l)
}

func (s *registrar) amount(a registry.Amount, c registry.Currency) string {
	v, ok := a.Rat()
	if !ok {
		return string(a)
	}
	return s.money(v, c)
}

// plainly writes a number with the language's own mark.
func (s *registrar) plainly(a registry.Amount) string {
	if s.l == lang.French {
		return strings.ReplaceAll(string(a), ".", ",")
	}
	return string(a)
}

// lines keeps the lines of a text that has several.
func (s *registrar) lines(words string) string {
	var all []string
	for l := range strings.SplitSeq(words, "\n") {
		all = append(all, scrub(l))
	}
	return strings.Join(all, newLine)
}

// digested sets a digest in groups, whole, where one was given.
func digested(d registry.Digest) string {
	if d == "" {
		return ""
	}
	return hexed(string(d))
}

// at reads through a pointer that may be nil.
func at[T any](p *T) T {
	var none T
	if p == nil {
		return none
	}
	return *p
}

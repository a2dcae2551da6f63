package export

import (
	"cmp"
	"fmt"
	"io"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"constat/report/lang"
	"constat/store/registry"
)

// MembersXLSX writes the register as a workbook (ECMA-376): what to know, the
// totals, the funnel, the counts, all members, a sheet for each group and
// sub-group, every item of damage, and of each file the vouchers, the checks of ownership and
// what came when. What a member wrote is in text cells,
// days and instants are dates (in UTC), amounts are exact. The same members and
// language give the same bytes.
func MembersXLSX(w io.Writer, r Roll, l *lang.Language) error {
	r = r.sorted()
	members := MembersOf(r.Files)
	p := &workbook{newBook(l.Register.Cut), l.Register, l, r, members, Bands(groupsOf(r.About), members)}
	for _, write := range []func() error{p.about, p.totals, p.received, p.funnel, p.counts, p.all, p.groups, p.damages, p.vouchers, p.ownership, p.history, p.doubts} {
		if err := write(); err != nil {
			return fmt.Errorf("write workbook: %w", err)
		}
	}
	return p.write(w)
}

// A workbook is a register on its way into a book.
type workbook struct {
	*book
	w       lang.Register
	l       *lang.Language
	r       Roll
	members []registry.Member
	bands   []Band
}

// code is "fr" or "en".
func (p *workbook) code() string { return p.l.Code[:2] }

// word is a word of a closed list in the reader's language.
func (p *workbook) word(code string) string { return cmp.Or(p.w.Words[code], code) }

func (p *workbook) head(code string) string { return cmp.Or(p.l.Contract.Heads[code], p.word(code)) }

func (p *workbook) title(column string) string {
	if t := p.w.Columns[column]; t != "" {
		return t
	}
	return column
}

func (p *workbook) about() error {
	s, err := p.leaf(p.w.About)
	if err != nil {
		return err
	}
	s.sheet.SetColWidth(1, 1, 28)
	s.sheet.SetColWidth(2, 2, 90)
	rows := [][]cell{{{p.w.Claim, heading}, say(p.r.Claim.Name)}, {{p.w.Members, heading}, whole(len(p.members))}, {{p.w.Sites, heading}, whole(CountOf(p.members).Sites)}, {}}
	for _, b := range p.bands {
		rows = append(rows, []cell{{p.w.Group(b.ID), heading}, whole(len(b.Members)), say(b.Label.Of(p.code()))})
		if words := b.class.Definition.Of(p.code()); words != "" {
			rows = append(rows, []cell{{}, say(words)})
		}
		if len(b.NotTold) > 0 {
			rows = append(rows, []cell{{}, say(p.w.NotTold(len(b.NotTold), joinedNumbers(b.NotTold)))})
		}
	}
	h := p.r.history()
	for _, n := range []struct {
		what string
		n    int
	}{{"complete", h.Complete}, {"replace", h.Replace}, {"voucher", h.Voucher}, {"owner", h.Owner}, {"withdrawn", h.Withdrawn}, {"erased", h.Erased}} {
		rows = append(rows, []cell{{p.w.Came[n.what], heading}, whole(n.n)})
	}
	if len(p.r.Doubts) > 0 {
		rows = append(rows, []cell{{p.w.Doubts, heading}, whole(len(p.r.Doubts))})
	}
	for _, t := range []string{p.w.OfMembers, p.w.Never, p.w.Exact, p.w.Times, p.w.Texts, p.w.OfVouchers, p.w.OfOwnership, p.w.OfHistory} {
		rows = append(rows, []cell{{}, say(t)})
	}
	return s.all(rows)
}

func joinedNumbers(nos []int) string {
	words := make([]string, len(nos))
	for i, no := range nos {
		words[i] = strconv.Itoa(no)
	}
	return strings.Join(words, ", ")
}

func (l *leaf) all(rows [][]cell) error {
	for _, r := range rows {
		if err := l.row(r...); err != nil {
			return err
		}
	}
	return nil
}

// totals are those of everybody, then those of each group.
func (p *workbook) totals() error {
	w := p.w
	s, err := p.leaf(w.Totals, w.Groups, w.Currency, w.Head, w.Members, w.Items, w.Documented, w.Declared, w.Total, w.Median, w.Maximum)
	if err != nil {
		return err
	}
	if err := p.totalsOf(s, w.All, p.members); err != nil {
		return err
	}
	for _, b := range p.bands {
		if err := p.totalsOf(s, w.Group(b.ID), p.of(b)); err != nil {
			return err
		}
	}
	return nil
}

func (p *workbook) totalsOf(s *leaf, name string, members []registry.Member) error {
	for _, t := range Totals(members) {
		items := 0
		for _, h := range t.Heads {
			items += h.Items
			if err := s.row(say(name), say(string(t.Currency)), say(p.head(h.Head)), whole(h.Members), whole(h.Items), number(h.Documented), number(h.Declared), number(h.Total), number(h.Median), number(h.Maximum)); err != nil {
				return err
			}
		}
		if err := s.row(say(name), say(string(t.Currency)), cell{p.w.Total, heading}, whole(t.Members), whole(items), number(t.Documented), number(t.Declared), number(t.Total), number(t.Median), number(t.Maximum)); err != nil {
			return err
		}
	}
	return nil
}

func (p *workbook) of(b Band) (members []registry.Member) {
	for _, m := range p.members {
		if _, in := slices.BinarySearch(b.Members, m.MemberNo); in {
			members = append(members, m)
		}
	}
	return members
}

func (p *workbook) funnel() error {
	s, err := p.leaf(p.w.Funnel, p.w.Step, p.w.Members, p.w.Share+" (%)")
	if err != nil {
		return err
	}
	s.sheet.SetColWidth(1, 1, 52)
	for _, step := range Funnel(p.members) {
		if err := s.row(say(p.w.Steps[step.Step]), whole(step.Members), number(share(step.Members, len(p.members)))); err != nil {
			return err
		}
	}
	if err := s.all([][]cell{{}, {{p.w.Lacking, heading}, {p.w.Members, heading}}}); err != nil {
		return err
	}
	for _, c := range Lacking(p.members) {
		if err := s.row(say(cmp.Or(p.w.Missing[c.Value], c.Value)), whole(c.Members), number(share(c.Members, len(p.members)))); err != nil {
			return err
		}
	}
	return nil
}

// share is n of all in percent, rounded down to a tenth.
func share(n, all int) string {
	if all == 0 {
		return ""
	}
	return big.NewRat(int64(n*1000/all), 10).FloatString(1)
}

func (p *workbook) counts() error {
	s, err := p.leaf(p.w.Counts, p.w.Field, p.w.Value, p.w.Members)
	if err != nil {
		return err
	}
	s.sheet.SetColWidth(1, 2, 32)
	c := CountOf(p.members)
	for _, group := range []struct {
		title string
		list  []Count
	}{{p.w.Kinds, c.Kinds}, {p.w.Countries, c.Countries}, {p.w.Provinces, c.Provinces}, {p.w.Servers, c.Servers}} {
		for _, n := range group.list {
			if err := s.row(say(group.title), say(cmp.Or(p.word(n.Value), p.w.None)), whole(n.Members)); err != nil {
				return err
			}
		}
	}
	return nil
}

// all has the columns of the CSV under titles in the reader's language, but for
// those that nobody filled in.
func (p *workbook) all() error {
	return p.table(p.w.All, p.members, slices.Concat(columns(registry.SameName(p.members)), damageColumns(p.members), p.r.fileColumns()))
}

// shortly are the columns of a group's sheet.
var shortly = []string{"member_no", "name_or_legal_name", "kind", "contact_person", "enterprise_no", "province_state", "country", "email", "phone", "language",
	"representation_status", "contract_account_id", "assets", "asset_names", "completeness_percent", "missing", "damage_items"}

func (p *workbook) groups() error {
	for _, b := range p.bands {
		members := p.of(b)
		var some []column
		for _, c := range columns(nil) {
			if slices.Contains(shortly, c.name) {
				some = append(some, c)
			}
		}
		for _, c := range damageColumns(members) {
			if strings.HasPrefix(c.name, "damage_documented_") || strings.HasPrefix(c.name, "damage_declared_") || strings.HasPrefix(c.name, "damage_total_") {
				some = append(some, c)
			}
		}
		if b.By == "criteria" {
			some = append(some, column{"reasons", func(m registry.Member) string { return reason(b.class, m) }, false})
		}
		if err := p.table(p.w.Group(b.ID), members, some); err != nil {
			return err
		}
	}
	return nil
}

func (p *workbook) table(name string, members []registry.Member, columns []column) error {
	rows := make([][]cell, len(members))
	used := make([]bool, len(columns))
	for i, m := range members {
		rows[i] = make([]cell, len(columns))
		for n, c := range columns {
			rows[i][n] = p.cell(c, m)
			used[n] = used[n] || rows[i][n].text != "" || n == 0
		}
	}
	var titles []string
	for n, c := range columns {
		if used[n] {
			titles = append(titles, p.columnTitle(c.name))
		}
	}
	s, err := p.leaf(name, titles...)
	if err != nil {
		return err
	}
	for _, row := range rows {
		n := 0
		for i, c := range row {
			if used[i] {
				row[n] = c
				n++
			}
		}
		if err := s.row(row[:n]...); err != nil {
			return err
		}
	}
	return nil
}

// columnTitle is that of a column; those of sums name a head and a currency.
func (p *workbook) columnTitle(name string) string {
	if t := p.w.Columns[name]; t != "" {
		return t
	}
	if name == "reasons" {
		return p.w.Reasons
	}
	rest, ok := strings.CutPrefix(name, "damage_")
	at := strings.LastIndexByte(rest, '_')
	if !ok || at < 0 {
		return name
	}
	what, currency := rest[:at], rest[at+1:]
	switch what {
	case "documented":
		what = p.w.Documented
	case "declared":
		what = p.w.Declared
	case "total":
		what = p.w.Total
	default:
		what = p.head(what)
	}
	return what + " (" + currency + ")"
}

// cell is a column's cell as a reader has it: codes as words, days as days.
func (p *workbook) cell(c column, m registry.Member) cell {
	s := c.of(m)
	switch {
	case s == "":
		return cell{}
	case c.number:
		return number(s)
	case dates[c.name]:
		return cell{s, day}
	case c.name == "missing":
		return say(p.missing(m))
	case c.name == "voucher_heads":
		var all []string
		for h := range strings.SplitSeq(s, "; ") {
			all = append(all, p.head(h))
		}
		return say(strings.Join(all, "; "))
	case c.name == "doubts":
		var all []string
		for d := range strings.SplitSeq(s, "; ") {
			all = append(all, cmp.Or(p.w.Why[d], d))
		}
		return say(strings.Join(all, "; "))
	case c.name == "impact_service_types":
		var all []string
		for _, t := range of(m.Impact).ServiceTypes {
			all = append(all, p.word(string(t)))
		}
		return say(strings.Join(all, "; "))
	case coded[c.name]:
		return say(p.word(s))
	case s == "true" && flags[c.name]:
		return say(p.w.Yes)
	case s == "false" && flags[c.name]:
		return say(p.w.No)
	}
	return say(s)
}

func (p *workbook) missing(m registry.Member) string {
	var all []string
	for _, f := range m.Complete().Missing {
		all = append(all, cmp.Or(p.w.Missing[string(f)], string(f)))
	}
	return strings.Join(all, "; ")
}

var (
	dates = set("created_at", "consent_at", "privacy_retention_until", "representation_at", "contract_start", "contract_end", "impact_first_noticed_at", "impact_reported_to_provider_at",
		"impact_outage_start", "impact_outage_end", "impact_measured_outage_start", "impact_measured_outage_end", "data_lost_restored_at", "attestation_at", "last_received")
	coded = set("status", "kind", "source", "representation_status", "contract_fee_period")
	flags = set("confidentiality_requested", "contract_arbitration_clause", "contract_class_waiver", "data_lost_had_local_backup", "attestation_under_penalty")
)

func set(names ...string) map[string]bool {
	all := map[string]bool{}
	for _, n := range names {
		all[n] = true
	}
	return all
}

// damages has every item of every member.
func (p *workbook) damages() error {
	var titles []string
	for _, c := range []string{"member_no", "head", "description", "date", "amount", "hours", "hourly_rate", "value", "currency", "method", "documented", "vouchers", "duplicate_payment"} {
		titles = append(titles, p.title(c))
	}
	s, err := p.leaf(p.w.Damages, titles...)
	if err != nil {
		return err
	}
	for _, m := range p.members {
		for _, d := range m.Damage {
			value := ""
			if v, ok := d.Value(); ok {
				value = decimal(v)
			}
			if err := s.row(whole(m.MemberNo), say(p.head(headName(d.Head))), say(d.Description), cell{string(d.Date), day}, number(string(d.Amount)), number(string(d.Hours)), number(string(d.HourlyRate)),
				number(value), say(string(m.CurrencyOf(d))), say(d.Method), say(p.yesNo(d.Documented)), say(joined(d.VoucherHashes)), say(p.yesNo(d.DuplicatePayment))); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p *workbook) yesNo(b *bool) string {
	switch {
	case b == nil:
		return ""
	case *b:
		return p.w.Yes
	}
	return p.w.No
}

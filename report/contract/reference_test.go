package contract

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"constat/report/incident"
	"constat/store/record"
)

// The engine is held against a reckoning of its own kind: one that goes over
// two months tick by tick, ten seconds each, and asks of each tick whether it
// counts. It knows nothing of spans.

const tick = 10_000 // milliseconds

// A cased rule is one that is drawn, with what its text says as values.
type cased struct {
	sites, clock, partial, counts, kind, units, grows, over string
	shortest, grid                                          int // ticks
	longer                                                  bool
	notice                                                  int // hours
	percent, perIncident, perPeriod                         int64
	tiers                                                   [][3]int64 // at least, below, percent; in thousandths of a percent but for the last
	commitment                                              int64      // thousandths of a percent
}

func drawCase(t *rapid.T) cased {
	pick := func(label string, of ...string) string { return rapid.SampledFrom(of).Draw(t, label) }
	c := cased{sites: pick("sites", "any", "all", "sum"), clock: pick("clock", "event", "event", "ticket_opened"), partial: pick("partial", "keep", "drop", "up"),
		counts: pick("counts", "all", "all", "beyond"), kind: pick("kind", "flat_percent", "tiers", "percent_per_unit", "multiple_of_time", "hourly_share"),
		units: pick("units", "full", "started", "continuous"), grows: pick("grows", "all_downtime", "beyond_commitment"), over: pick("over", "total_minutes", "average_month", "thirty_days"),
		shortest: rapid.SampledFrom([]int{0, 0, 6, 18, 60}).Draw(t, "shortest"), grid: rapid.SampledFrom([]int{0, 0, 0, 30}).Draw(t, "grid"), longer: rapid.Bool().Draw(t, "longer"),
		notice: rapid.SampledFrom([]int{0, 24, 48}).Draw(t, "notice"), percent: rapid.Int64Range(1, 20).Draw(t, "percent"),
		perIncident: rapid.SampledFrom([]int64{0, 0, 7, 25}).Draw(t, "per incident"), perPeriod: rapid.SampledFrom([]int64{0, 10, 30}).Draw(t, "per period"), commitment: rapid.SampledFrom([]int64{99_990, 99_999, 99_900, 99_000, 95_000}).Draw(t, "commitment")}
	c.tiers = [][3]int64{{c.commitment - 500, c.commitment, 10}, {90_000, c.commitment - 500, 30}, {0, 90_000, 100}}
	return c
}

func thousandths(n int64) string { return fmt.Sprintf("%d.%03d", n/1000, n%1000) }

func (c cased) text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "sites: %s\nclock: %s\ndown: http_unreachable\ndenominator: %s\ncommitment: %s\n", c.sites, c.clock, c.over, thousandths(c.commitment))
	fmt.Fprintf(&b, "shortest_outage: {counts: %s, partial_minutes: %s", c.counts, c.partial)
	if c.shortest > 0 {
		fmt.Fprintf(&b, ", for: %ds, comparison: %s", c.shortest*tick/1000, map[bool]string{true: "longer", false: "at_least"}[c.longer])
	}
	if c.grid > 0 {
		fmt.Fprintf(&b, ", grid: %ds", c.grid*tick/1000)
	}
	b.WriteString("}\nexclusions: [{kind: scheduled_maintenance")
	if c.notice > 0 {
		fmt.Fprintf(&b, ", notice: %d, unit: hours", c.notice)
	}
	fmt.Fprintf(&b, "}]\ncredit: {kind: %s, units: %s, grows_with: %s, percent: %d, factor: %d, unit: 1h, hours: 730", c.kind, c.units, c.grows, c.percent, c.percent)
	if c.kind == "tiers" {
		b.WriteString(", tiers: [")
		for _, row := range c.tiers {
			fmt.Fprintf(&b, "{at_least: %s, below: %s, percent: %d}, ", thousandths(row[0]), thousandths(row[1]), row[2])
		}
		b.WriteString("]")
	}
	b.WriteString(", cap: [")
	if c.perIncident > 0 {
		fmt.Fprintf(&b, "{percent: %d, per: incident}, ", c.perIncident)
	}
	if c.perPeriod > 0 {
		fmt.Fprintf(&b, "{percent: %d}", c.perPeriod)
	}
	b.WriteString("]}\n")
	return b.String()
}

// A calendar is two months in ticks.
type calendar struct {
	origin record.Instant
	months [2][2]int // first tick, and that after the last
}

func calendarOf(year int, month time.Month, z *time.Location) (c calendar) {
	at := func(m time.Month) record.Instant { return record.At(time.Date(year, m, 1, 0, 0, 0, 0, z)) }
	c.origin = at(month)
	for n := range 2 {
		c.months[n] = [2]int{int(at(month+time.Month(n))-c.origin) / tick, int(at(month+time.Month(n)+1)-c.origin) / tick}
	}
	return c
}

func (c calendar) span(from, to int) incident.Span {
	return incident.Span{From: c.origin + record.Instant(from*tick), To: c.origin + record.Instant(to*tick)}
}

// A run is ticks in a row: the first, and that after the last.
type run struct{ from, to int }

func runs(is []bool) (all []run) {
	for i := 0; i < len(is); i++ {
		if !is[i] {
			continue
		}
		from := i
		for i < len(is) && is[i] {
			i++
		}
		all = append(all, run{from, i})
	}
	return all
}

func anyOf(sites [][]bool) []bool { return joinedTicks(sites, 1) }

func joinedTicks(sites [][]bool, least int) []bool {
	out := make([]bool, len(sites[0]))
	for i := range out {
		n := 0
		for _, s := range sites {
			if s[i] {
				n++
			}
		}
		out[i] = n >= least
	}
	return out
}

// A slow reckoning, over one month.
type slow struct {
	cased
	calendar
	sites   [][]bool
	planned []bool // maintenance that is left out
	carried bool   // something was used of a cap in the month before
	tickets []int
}

// outages are, by outage, the ticks that count in month n, keyed by list and
// first tick; and the order of the keys.
func (s slow) outages(n int) (counted map[[2]int]int64, order [][2]int) {
	lists, reach := [][]bool{joinedTicks(s.sites, map[string]int{"any": 1, "all": len(s.sites)}[s.cased.sites])}, [][]bool{anyOf(s.sites)}
	if s.cased.sites == "sum" {
		lists, reach = s.sites, s.sites
	}
	counted = map[[2]int]int64{}
	for k, list := range lists {
		for _, o := range runs(list) {
			seconds := int64(0)
			first := s.begins(o, reach[k])
			for _, p := range s.pieces(o, first) {
				seconds += s.of(p, s.months[n]) * tick / 1000
			}
			switch s.partial {
			case "drop":
				seconds -= seconds % 60
			case "up":
				seconds += (60 - seconds%60) % 60
			}
			if seconds > 0 {
				key := [2]int{k, o.from}
				counted[key], order = seconds, append(order, key)
			}
		}
	}
	return counted, order
}

// begins is the first tick of an outage that the contract's clock counts.
func (s slow) begins(o run, reach []bool) int {
	if s.clock == "event" {
		return o.from
	}
	back := o.from
	for back > 0 && reach[back-1] {
		back--
	}
	for _, t := range s.tickets {
		if t >= back && t < o.to {
			return max(o.from, t)
		}
	}
	return o.to
}

func (s slow) pieces(o run, first int) []run {
	is := make([]bool, len(s.planned))
	for i := first; i < o.to; i++ {
		is[i] = !s.planned[i]
	}
	return slices.DeleteFunc(runs(is), func(p run) bool {
		length := p.to - p.from
		return length < s.shortest || s.longer && s.shortest > 0 && length == s.shortest
	})
}

// of is how many ticks of a piece count in a month.
func (s slow) of(p run, month [2]int) (n int64) {
	if s.grid > 0 {
		for step := month[0]; step+s.grid <= month[1]+s.grid; step += s.grid {
			if step >= p.from && step+s.grid <= p.to && step >= month[0] && step+s.grid <= month[1] {
				n += int64(s.grid)
			}
		}
		return n
	}
	for i := p.from; i < p.to; i++ {
		if i >= month[0] && i < month[1] && (s.counts != "beyond" || i-p.from >= s.shortest) {
			n++
		}
	}
	return n
}

// credits are what both months give, in percent of the fee, and what was counted.
func (s *slow) credits() (percents [2]*big.Rat, seconds [2]int64) {
	used := map[[2]int]*big.Rat{} // of the cap per incident, in percent of the fee
	wholeUsed := map[[2]int]*big.Rat{}
	for n := range 2 {
		counted, order := s.outages(n)
		for _, v := range counted {
			seconds[n] += v
		}
		total := int64(s.months[n][1]-s.months[n][0]) * tick / 1000
		spread := total
		switch s.over {
		case "average_month":
			total = 730 * 3600
		case "thirty_days":
			total = 30 * 86400
		}
		if s.over == "user_minutes" {
			total *= int64(len(s.sites))
		}
		percents[n] = new(big.Rat)
		left := max(0, total-seconds[n])
		below := func(mark int64) bool { return left*100_000 < mark*total }
		if len(order) == 0 || !below(s.commitment) {
			continue
		}
		if s.kind == "flat_percent" || s.kind == "tiers" {
			p := s.percent
			if s.kind == "tiers" {
				for _, row := range s.tiers {
					if below(row[1]) && !below(row[0]) {
						p = row[2]
					}
				}
			}
			q := big.NewRat(p, 1)
			if s.perIncident > 0 {
				top := big.NewRat(s.perIncident, 1)
				for _, key := range order { // that goes on from the month before and counted there
					if u := wholeUsed[key]; u != nil {
						top.Sub(top, u)
						break
					}
				}
				q = smaller(q, top)
				spent := new(big.Rat).Add(new(big.Rat).Sub(big.NewRat(s.perIncident, 1), top), q)
				for _, key := range order {
					wholeUsed[key] = spent
				}
			}
			percents[n].Set(s.capped(q))
			continue
		}
		sum := new(big.Rat)
		if s.perIncident == 0 {
			sum = s.grown(seconds[n], total, spread)
		} else {
			for _, key := range order {
				q := s.grown(counted[key], total, spread)
				top := big.NewRat(s.perIncident, 1)
				if u := used[key]; u != nil {
					top.Sub(top, u)
					s.carried = true
				}
				q = smaller(q, top)
				if used[key] == nil {
					used[key] = new(big.Rat)
				}
				used[key].Add(used[key], q)
				sum.Add(sum, q)
			}
		}
		percents[n].Set(s.capped(sum))
	}
	return percents, seconds
}

func smaller(a, b *big.Rat) *big.Rat {
	if a.Cmp(b) < 0 {
		return a
	}
	return b
}

func (s slow) capped(q *big.Rat) *big.Rat {
	if s.perPeriod > 0 {
		return smaller(q, big.NewRat(s.perPeriod, 1))
	}
	return q
}

// grown is what so many seconds give, in percent of the fee.
func (s slow) grown(seconds, total, spread int64) *big.Rat {
	switch s.kind {
	case "multiple_of_time": // hours: 730
		return big.NewRat(seconds*s.percent*100, 730*3600)
	case "hourly_share":
		return big.NewRat(seconds*100, 730*3600)
	}
	// In hundred-thousandths of a second, so that the allowance is whole.
	beyond := seconds * 100_000
	if s.grows == "beyond_commitment" {
		beyond = max(0, beyond-(100_000-s.commitment)*total)
	}
	const hour = 3600 * 100_000
	switch s.units {
	case "continuous":
		return new(big.Rat).Mul(big.NewRat(s.percent, 1), big.NewRat(beyond, hour))
	case "started":
		if beyond > 0 {
			beyond += hour - 1
		}
	}
	return big.NewRat(beyond/hour*s.percent, 1)
}

func TestTheEngineAgreesWithASlowReckoning(t *testing.T) {
	months := []struct {
		zone  string
		year  int
		month time.Month
	}{{"UTC", 2024, time.February}, {"America/Toronto", 2021, time.March}, {"America/Toronto", 2021, time.October}, {"Europe/Brussels", 2019, time.July}, {"Australia/Lord_Howe", 2021, time.September}, {"America/St_Johns", 2023, time.January}}
	carried := 0
	defer func() { t.Logf("a cap per incident was used in the month before in %d", carried) }()
	rapid.Check(t, func(rt *rapid.T) {
		m := rapid.SampledFrom(months).Draw(rt, "month")
		z, err := time.LoadLocation(m.zone)
		if err != nil {
			rt.Skip(err)
		}
		c, cal := drawCase(rt), calendarOf(m.year, m.month, z)
		end := cal.months[1][1]
		at := rapid.Custom(func(t *rapid.T) int { // often near the turn of the month
			if rapid.Bool().Draw(t, "near") {
				return min(end-1, max(0, cal.months[0][1]+rapid.IntRange(-800, 800).Draw(t, "off")))
			}
			return rapid.IntRange(0, end-1).Draw(t, "at")
		})
		s := slow{cased: c, calendar: cal, planned: make([]bool, end)}
		k := &Contract{Name: "c", Rule: ruled(t, c.text()), Fee: fee(t, "97.31CAD"), Per: "month", Zone: m.zone}
		var f Facts
		f.Period, f.Supposed = cal.span(0, end), true
		begun := []int{0}
		for n := range rapid.IntRange(1, 3).Draw(rt, "things") {
			ticks := make([]bool, end)
			for range rapid.IntRange(0, 5).Draw(rt, "outages") {
				from := at.Draw(rt, "from")
				for i := from; i < min(end, from+rapid.SampledFrom([]int{1, 5, 6, 7, 18, 59, 60, 61, 360, 1000, 1500, 9000}).Draw(rt, "lasts")); i++ {
					ticks[i] = true
				}
			}
			if turn := cal.months[0][1]; rapid.IntRange(0, 3).Draw(rt, "across") > 0 {
				off := rapid.SampledFrom([]int{3000, 700, 59, 1, 20_000})
				from, to := turn-off.Draw(rt, "before"), turn+off.Draw(rt, "after")
				for i := from; i < to; i++ {
					ticks[i] = true
				}
			}
			var spans []incident.Span
			for _, r := range runs(ticks) {
				begun = append(begun, r.from)
				spans = append(spans, cal.span(r.from, r.to))
			}
			s.sites, f.Sites = append(s.sites, ticks), append(f.Sites, Site{Name: fmt.Sprint(n), Least: spans, Most: spans})
		}
		for range rapid.IntRange(0, 3).Draw(rt, "windows") {
			from := at.Draw(rt, "window")
			to := min(end, from+rapid.IntRange(1, 2000).Draw(rt, "for"))
			before := rapid.SampledFrom([]int{-3600, 0, 8639, 8640, 17279, 17280, 1 << 20}).Draw(rt, "announced") // ticks before it begins
			w := Window{Span: cal.span(from, to), Kind: "scheduled"}
			if before < 1<<20 {
				w.Announced = w.Span.From - record.Instant(before*tick)
			}
			k.Maintenance = append(k.Maintenance, w)
			if c.notice == 0 || before >= c.notice*360 { // nobody knows when: the doubt is the provider's
				for i := from; i < to; i++ {
					s.planned[i] = true
				}
			}
		}
		for range rapid.IntRange(1, 4).Draw(rt, "tickets") {
			s.tickets = append(s.tickets, rapid.SampledFrom(begun).Draw(rt, "of")+rapid.SampledFrom([]int{0, 0, 1, 30, 400}).Draw(rt, "later"))
			k.Tickets = append(k.Tickets, Ticket{Opened: cal.span(s.tickets[len(s.tickets)-1], 0).From})
		}
		slices.Sort(s.tickets)
		percents, seconds := s.credits()
		if s.carried {
			carried++
		}
		got := k.Evaluate(f, z)
		if len(got) != 2 {
			rt.Fatalf("%d periods", len(got))
		}
		for n, r := range got {
			exact := new(big.Rat).Mul(percents[n], big.NewRat(9731, 10_000))
			if r.Lower.Counted != time.Duration(seconds[n])*time.Second || r.Lower.Credit.Exact.Cmp(exact) != 0 {
				rt.Fatalf("%s\nmonth %d: %v counted, credit %s; slowly %ds, %s", c.text(), n, r.Lower.Counted, r.Lower.Credit.Exact.RatString(), seconds[n], exact.RatString())
			}
			if cents := new(big.Rat).Sub(r.Lower.Credit.Amount, exact); cents.Abs(cents).Cmp(big.NewRat(1, 200)) > 0 {
				rt.Fatalf("%s rounded to %s", exact.RatString(), r.Lower.Credit.Amount.RatString())
			}
		}
	})
}

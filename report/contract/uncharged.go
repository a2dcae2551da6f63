package contract

import (
	"math/big"
	"time"

	"constat/report/incident"
	"constat/report/lang"
	"constat/store/record"
)

// Uncharged is a right beside the credit, without any request: no charge for a
// step of the clock in which one of the things covered was down for longer.
type Uncharged struct {
	Each time.Duration // the step, from the beginning of the day
	Over time.Duration // downtime in it, all together
}

// Free are the steps that are not charged: of one site each, as far as the
// bounds of downtime tell.
type Free struct {
	Least, Most int
	// Exact is what Least of them come to where the fee is of one site and the
	// same at all times, before rounding; nil where that is not known.
	Exact, Amount *big.Rat
}

func (r *reader) uncharged(n *node) *Uncharged {
	if n == nil {
		return nil
	}
	f := r.mapped(n)
	u := &Uncharged{Each: f.span("each"), Over: f.span("longer_than")}
	f.done()
	if u.Each == 0 || u.Over == 0 || u.Over >= u.Each || (24*time.Hour)%u.Each != 0 {
		r.note(n.line, "« uncharged » demande each, une part entière du jour, et longer_than, plus court", "uncharged asks for each, a whole part of the day, and longer_than, which is shorter")
	}
	return u
}

// free counts the steps of the period that are not charged.
func (e evaluation) free() *Free {
	u := e.contract.Rule.Uncharged
	if u == nil {
		return nil
	}
	f := &Free{}
	for _, s := range e.facts.Sites {
		f.Least += e.steady(u, s.Least)
		f.Most += e.steady(u, s.Most)
	}
	if fee := e.contract.Fee.Amount; fee != nil && len(e.facts.Sites) == 1 {
		steps := over(minutes(e.period.Length()), minutes(u.Each))
		f.Exact = over(times(e.fee(e.contract.Rule), big.NewRat(int64(f.Least), 1)), steps)
		f.Amount = round(f.Exact, e.contract.Rule.Credit.Cents, e.contract.Rule.Credit.Mode)
	}
	return f
}

// steady counts the steps in which list, downtime of one site, lasts too long.
func (e evaluation) steady(u *Uncharged, list []incident.Span) (n int) {
	each := record.Instant(u.Each.Milliseconds())
	down := map[record.Instant]time.Duration{}
	for _, o := range incident.Cut(incident.Cut(list, e.force), e.period) {
		_, offset := o.From.Time().In(e.zone).Zone()
		ahead := record.Instant(offset) * 1000
		for from := (o.From+ahead)/each*each - ahead; from < o.To; from += each {
			down[from] += o.And(incident.Span{From: from, To: from + each}).Length()
		}
	}
	for _, d := range down {
		if d > u.Over {
			n++
		}
	}
	return n
}

// words say what is not charged.
func (u *Uncharged) words(l *lang.Language) string {
	return l.Contract.Uncharged(l.Duration(u.Each), l.Duration(u.Over))
}

// spared is what is not charged, beside the credit.
func (s *stepper) spared() {
	f := s.res.Free
	if f == nil || f.Most == 0 {
		return
	}
	s.add(func(l *lang.Language) string { return s.rule.Uncharged.words(l) })
	s.add(func(l *lang.Language) string {
		amount := ""
		if f.Amount != nil && f.Least > 0 {
			amount = Money{f.Amount, s.e.contract.Fee.Currency}.Write(l)
		}
		return l.Contract.Spared(l.Number.Int(int64(f.Least)), l.Number.Int(int64(f.Most)), amount)
	})
}

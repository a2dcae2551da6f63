package report

import (
	"slices"
	"time"

	"constat/report/dossier"
	"constat/report/incident"
	"constat/report/loss"
	"constat/report/statement"
	"constat/store/bundle"
	"constat/store/record"
)

// Bounds on what is read of one page and shown of it.
const (
	maxSpoken  = 64 << 20 // bytes of contents
	maxSayings = 100      // shown, each with its difference
	firstLines = 12       // of what was there first
)

// A form names what a page held: its digest as reduced, and the rules.
type form struct {
	normal record.Hash
	rules  string
}

// A keptText is content kept, as it was read.
type keptText struct {
	text  *statement.Text
	entry record.Capture
	proof dossier.Ref
}

// A spokenPage is a statement with all looks at it.
type spokenPage struct {
	*dossier.Statement
	looks []statement.Look // in order, those that found nothing to read left out
	texts map[form]keptText
}

// statement adds what a page said, look by look.
func (b *builder) statement(s *subject) error {
	t := s.target
	p := spokenPage{Statement: &dossier.Statement{Target: t.Name, TargetID: s.id, Provider: t.Provider, Matter: t.Question.Matter, Question: t.Question,
		Interval: dossier.Seconds(t.Interval.Millis())}, texts: map[form]keptText{}}
	budget := int64(maxSpoken)
	var looks []statement.Look
	for _, q := range s.sources {
		r := &spokenSource{source: q, id: s.id, page: &p, looked: map[record.Round]statement.Look{}, budget: &budget}
		if err := r.read(); err != nil {
			return err
		}
		looks = append(looks, b.looks(r)...)
		if err := b.sayings(r); err != nil {
			return err
		}
		p.Vantages = append(p.Vantages, q.vantage)
	}
	slices.Sort(p.Vantages)
	p.Vantages = slices.Compact(p.Vantages)
	p.looks = statement.Order(looks)
	p.settle(b.period)
	b.pages = append(b.pages, p)
	return nil
}

// A spokenSource is one chain's part in a page.
type spokenSource struct {
	source
	id       record.Hash
	page     *spokenPage
	captures []capture // in order, each once, of this question
	looked   map[record.Round]statement.Look
	reads    []record.Instant // starts of those that could be read, in order
	budget   *int64
}

// read reads the content that r kept, the first of each form.
func (r *spokenSource) read() error {
	seen := map[int64]bool{}
	for _, p := range r.chain.parts {
		for _, item := range p.Captures {
			if d := r.inForce(item.Leaf); !seen[item.Leaf] && (d == nil || r.questions[d.Hash] == r.id) {
				seen[item.Leaf] = true
				r.captures = append(r.captures, capture{item, p.log})
			}
		}
	}
	slices.SortStableFunc(r.captures, func(x, y capture) int { return int(x.Leaf - y.Leaf) })
	for _, c := range r.captures {
		e := c.Entry.(record.Capture)
		key := form{e.Normal, e.Rules}
		if _, known := r.page.texts[key]; known || e.Normal.IsZero() || !fine(e.Status) || *r.budget < e.Size {
			continue
		}
		*r.budget -= e.Size
		contentType, body, err := c.log.Body(e)
		if err != nil {
			return err
		}
		text := statement.Read(contentType, body, e.Cut)
		r.page.texts[key] = keptText{&text, e, dossier.Ref{Log: r.origin, Leaf: c.Leaf, Item: -1}}
	}
	return nil
}

// inForce is the newest definition above a leaf.
func (r *spokenSource) inForce(leaf int64) (d *bundle.Definition) {
	for i := range r.chain.definitions {
		if r.chain.definitions[i].Leaf < leaf {
			d = &r.chain.definitions[i]
		}
	}
	return d
}

// fine says whether an answer of that status is what was asked for.
func fine(status int) bool { return status >= 200 && status < 300 }

// looks goes through what r asked, and adds to the page what came of it.
func (b *builder) looks(r *spokenSource) (list []statement.Look) {
	clocks := incident.ClocksOf(r.doubts(b.opt.Method))
	var row *dossier.Unanswered
	for o := range r.chain.observations() {
		if r.questions[o.Definition.Hash] != r.id || o.Attempt != 0 || o.Start() >= b.period.To {
			continue
		}
		l, verdict, cause := b.look(r, o, clocks)
		list = append(list, l)
		if l.Read {
			r.reads = append(r.reads, l.Start)
		}
		r.looked[o.Round] = l
		if l.Start < b.period.From {
			continue
		}
		r.page.Looks = r.page.Looks.Plus(outcome(verdict))
		if verdict == incident.Good || verdict == incident.Slow {
			row = nil
			continue
		}
		if row == nil || row.Cause != string(cause) || row.Status != o.Answer.Status {
			r.page.Unanswered = append(r.page.Unanswered, dossier.Unanswered{Vantage: r.vantage, From: dossier.Known(l.Start), Cause: string(cause), Status: o.Answer.Status, Leaves: []dossier.Ref{dossier.Ref(l.Ref)}})
			row = &r.page.Unanswered[len(r.page.Unanswered)-1]
		}
		row.To, row.Looks = dossier.Known(l.End), row.Looks+1
		row.Leaves = append(row.Leaves[:1], dossier.Ref(l.Ref))
	}
	return list
}

func outcome(v incident.Verdict) dossier.Counts {
	switch v {
	case incident.Good:
		return dossier.Counts{Good: 1}
	case incident.Bad:
		return dossier.Counts{Bad: 1}
	case incident.Slow:
		return dossier.Counts{Slow: 1}
	case incident.Blocked:
		return dossier.Counts{Blocked: 1}
	}
	return dossier.Counts{Unknown: 1}
}

// look is one time that r asked. What came late, or by a clock too far off, found
// nothing.
func (b *builder) look(r *spokenSource, o bundle.Observed, clocks incident.Clocks) (statement.Look, incident.Verdict, incident.Cause) {
	at := incident.Span{From: o.Start(), To: o.End()}
	l := statement.Look{Vantage: r.vantage, Start: at.From, End: at.To, Interval: time.Duration(o.Definition.Interval.Millis()) * time.Millisecond,
		Normal: o.Answer.Normal, Rules: o.Answer.Rules, Ref: statement.Ref{Log: r.origin, Leaf: o.Leaf, Item: o.Item}}
	said := b.judge(o)
	if b.opt.Method.ClockWithin > 0 {
		l.Within = clocks.Within(at)
	}
	switch {
	case b.late(r.origin, o):
		return l, incident.Unknown, incident.TooLate
	case b.opt.Method.ClockWithin > 0 && l.Within > b.opt.Method.ClockWithin:
		return l, incident.Unknown, incident.ClockOff
	}
	l.Copy = said.place.Cached || said.place.Elsewhere != ""
	l.Read = said.verdict == incident.Good && fine(o.Answer.Status) && !o.Answer.Normal.IsZero() && !b.forms.doubts(o.Answer)
	if k, known := r.page.texts[form{l.Normal, l.Rules}]; l.Read && known {
		l.Text = k.text
	}
	return l, said.verdict, said.cause
}

// sayings adds what r's page held at first sight and at each change.
func (b *builder) sayings(r *spokenSource) error {
	var before *statement.Text
	slices.Sort(r.reads)
	shown := 0
	for _, c := range r.captures {
		e := c.Entry.(record.Capture)
		l, looked := r.looked[e.Round]
		if !looked {
			l = statement.Look{Start: e.Time, End: e.Time}
		}
		if l.Start >= b.period.To {
			continue
		}
		if shown++; shown > maxSayings {
			r.page.More++
			continue
		}
		s := dossier.Saying{Vantage: r.vantage, Seen: dossier.Known(l.End), Reason: e.Reason, Status: e.Status, SHA256: e.Body, Normal: e.Normal, Rules: e.Rules,
			Bytes: e.Size, Cut: e.Cut, File: e.File, Leaves: []dossier.Ref{{Log: r.origin, Leaf: c.Leaf, Item: -1}}}
		if !e.Kept.IsZero() {
			s.File = e.Kept
		}
		if looked {
			s.Leaves = append([]dossier.Ref{dossier.Ref(l.Ref)}, s.Leaves...)
		}
		if k, known := r.page.texts[form{e.Normal, e.Rules}]; known && fine(e.Status) {
			s.Structured = k.text.Structured
			if before == nil {
				s.Text = slices.Clone(clipped(k.text.Lines, firstLines))
			} else {
				s.LastBefore = r.lastBefore(l.Start)
				s.Diff, s.More = difference(before, k.text)
			}
			before = k.text
		}
		r.page.Sayings = append(r.page.Sayings, s)
	}
	return nil
}

// lastBefore is the start of the last look of r before an instant that could be read.
func (r *spokenSource) lastBefore(at record.Instant) dossier.Time {
	n, _ := slices.BinarySearch(r.reads, at)
	if n == 0 {
		return dossier.Time{}
	}
	return dossier.Known(r.reads[n-1])
}

func clipped(lines []string, most int) []string {
	var out []string
	for _, l := range lines[:min(len(lines), most)] {
		out = append(out, loss.Clip(l))
	}
	return out
}

func difference(before, after *statement.Text) (list []dossier.DiffLine, more int) {
	lines, more := loss.Compare(before.Lines, after.Lines)
	for _, l := range lines {
		list = append(list, dossier.DiffLine{Op: string(l.Op), Text: l.Text})
	}
	return list, more
}

// settle puts what was gathered in order and cuts it to its bounds.
func (p *spokenPage) settle(period incident.Span) {
	found := map[form]bool{}
	for _, l := range p.looks {
		if l.Start >= period.From {
			p.Reads++
			found[form{l.Normal, l.Rules}] = true
			if !p.First.Known {
				p.First = dossier.Known(l.End)
			}
			p.Last = dossier.Known(l.Start)
		}
	}
	p.Contents = len(found)
	slices.SortStableFunc(p.Unanswered, func(x, y dossier.Unanswered) int { return int(x.From.Instant - y.From.Instant) })
	slices.SortStableFunc(p.Sayings, func(x, y dossier.Saying) int { return int(x.Seen.Instant - y.Seen.Instant) })
	if n := len(p.Sayings); n > maxSayings {
		p.Sayings, p.More = p.Sayings[:maxSayings], p.More+n-maxSayings
	}
}

package pdf

import (
	"crypto/sha256"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"constat/report/breach"
	"constat/report/dossier"
	"constat/report/lang"
)

// BreachOptions say how the draft of a notice is laid out. The zero values are
// those of [Options]; Zone is the controller's.
type BreachOptions struct {
	Lang  string
	Paper string
	Zone  *time.Location
}

// WriteBreach writes the draft of a notice. d is what its evidence was read of;
// nil where there is none. The same notice and options give the same bytes.
func WriteBreach(w io.Writer, n *breach.Notice, d *dossier.Dossier, opt BreachOptions) error {
	o := Options{Lang: opt.Lang, Paper: opt.Paper, Zone: opt.Zone}
	language, paper, err := o.check()
	if err != nil {
		return fmt.Errorf("write notice: %w", err)
	}
	facts, err := breach.JSON([]*breach.Notice{n})
	if err != nil {
		return fmt.Errorf("write notice: %w", err)
	}
	sum := sha256.Sum256(facts)
	id := o.digest(sum)
	on := &dossier.Dossier{At: n.At} // of which a sheet takes the day, the authorities and the program
	if d != nil {
		on.Vantages, on.Built = d.Vantages, d.Built
	}
	var pen *informer
	total := 0
	for range 2 {
		pen = &informer{newSheet(on, o, language, paper, id), n, language.Breach}
		pen.sum, pen.plain, pen.total = sum, true, total
		pen.draw()
		total = pen.pdf.PageNo()
	}
	return pen.issue(w, "notice", pen.title())
}

// An informer is the sheet on which a notice is drawn.
type informer struct {
	*sheet
	n *breach.Notice
	w lang.Breach
}

func (s *informer) key() string { return s.n.Regime + " " + s.n.To }
func (s *informer) title() string {
	if s.n.To == breach.ToController {
		return s.entrusted(s.w.Processor.Title, s.w.Processor.TitleQuebec)
	}
	return lang.Pick(s.w.Titles, s.key())
}

func (s *informer) draw() {
	s.part = &part{name: "notice", head: s.title(), total: s.total}
	s.page()
	switch s.n.To {
	case breach.People:
		s.letter()
		s.part.head = s.w.Keep
		s.page()
	case breach.ToController:
		s.processor()
		return
	default:
		s.notice(s.entrusted(s.w.Draft, s.w.DraftQuebec), nil)
		s.headed(s.title())
		s.facts()
		s.clock()
	}
	s.missing()
	s.check()
	if s.n.To == breach.Authority {
		s.fields()
	}
	s.stamps()
	s.evidence()
	s.closed()
	s.limits()
}

func (s *informer) headed(words string) {
	for _, l := range s.wrap(words, head.heavy(), measure) {
		s.put(text, s.y, l, head)
		s.skip(head.height())
	}
	s.skip(3)
}

// facts say to whom, by whom, of what and of which day.
func (s *informer) facts() {
	s.say(bold(scrub(s.n.Addressee(s.l))))
	about := s.w.About
	if s.n.Letter() {
		about = s.w.AboutQuebec
	}
	s.say(about(scrub(s.n.Responsible()), scrub(s.n.Supplier())))
	initial := ""
	if s.n.First.Known {
		initial = s.filed()
	}
	words := s.w.OfPhase(lang.Pick(s.w.Phases, s.n.Phase), initial) + " " + s.w.Incident(scrub(s.n.Incident)) + " " + s.dated()
	s.say(words)
}

func (s *informer) dated() string {
	words := s.w.Dated(s.l.Time.Day(s.n.At.Instant.Time().In(s.opt.Zone)))
	if s.n.Chosen {
		words += " " + s.w.Chosen
	}
	return words
}

// letter is what people are sent: plain words, one heading a question.
func (s *informer) letter() {
	s.notice(s.w.DraftOwn, nil)
	s.headed(s.title())
	s.say(s.l.Time.Day(s.n.At.Instant.Time().In(s.opt.Zone)))
	s.say(s.w.PlainOpen(scrub(s.n.Responsible())))
	for _, f := range s.n.Fields {
		s.section("", lang.Pick(s.w.Plain, f.Name), 24)
		s.answer(f)
	}
	s.skip(4)
	if name := s.n.Responsible(); name != "" {
		s.say(scrub(name))
	} else {
		s.blank(text, s.w.Fields["controller"])
	}
}

// answer is what is said for a field, or room to write it.
func (s *informer) answer(f breach.Field) {
	if !f.Given && s.n.To == breach.ToController {
		s.add(s.w.Processor.Unknown)
		return
	}
	if !f.Given {
		s.blank(text, s.w.Blank)
		return
	}
	for _, words := range scrubbed(f.Text) {
		s.add(words)
	}
}

// clock is the time allowed, with every reading of it.
func (s *informer) clock() {
	w, k := s.w, s.n.Clock
	s.section("", w.Clock, 40)
	if words, ok := w.Clocks[k.State]; ok {
		s.say(words)
		return
	}
	since := s.l.Duration(span(*k.Since))
	if k.FiledDay {
		since = s.w.AtMost(s.l.Duration((span(*k.Since) + time.Minute - 1).Truncate(time.Minute)))
	}
	switch k.State {
	case breach.Promptly:
		s.say(w.Promptly(s.n.Regime == breach.Switzerland, since))
	case breach.Sent:
		s.say(w.PromptTold(s.n.Regime == breach.Switzerland, s.filed(), since))
	default:
		s.counted(since)
	}
	if k.Earlier.Known && !k.EarlierDue.Known {
		s.say(w.Earlier(s.instant(k.Earlier), ""))
	}
	if s.n.Regime == breach.CNIL {
		s.say(w.Second)
	}
}

// filed is when the first notice was sent: its day, where nobody said the hour.
func (s *informer) filed() string {
	k := s.n.Clock
	if k.FiledDay {
		return s.l.Time.Day(k.Filed.Instant.Time().In(s.n.Zone())) + s.w.NoHour
	}
	return s.instant(k.Filed)
}

// counted are the 72 hours.
func (s *informer) counted(since string) {
	w, k := s.w, s.n.Clock
	s.say(w.Due(s.instant(k.From), bold(s.instant(k.Due)), !k.EarlierDue.Known))
	if k.EarlierDue.Known {
		s.say(w.Earlier(s.instant(k.Earlier), bold(s.instant(k.EarlierDue))))
	}
	switch k.State {
	case breach.Running:
		s.say(bold(w.Left(s.l.Duration(span(*k.Left)))))
	case breach.Over:
		s.say(bold(w.Past(s.l.Duration(-span(*k.Left)))))
	case breach.Kept:
		s.say(w.Kept(s.filed(), since))
	case breach.Disputed:
		s.say(w.Between(s.filed(), k.Filed.Instant <= k.Due.Instant))
	case breach.Late:
		s.say(bold(w.Late(s.filed(), since)))
	}
	s.say(w.DueBy(s.instant(k.ByRegulation)))
	if len(k.DaysOff) > 0 {
		var days []string
		for _, d := range k.DaysOff {
			days = append(days, s.dayOf(d))
		}
		s.say(w.Days(s.l.List(days)) + " " + w.Disputed)
	}
}

// missing are the fields that nobody filled in.
func (s *informer) missing() {
	w := s.w
	s.section("", w.Missing, 24)
	named := func(list []string) string {
		var words []string
		for _, f := range list {
			words = append(words, s.lowerFirst(lang.Pick(w.Fields, f)))
		}
		return s.l.List(words) + "."
	}
	if len(s.n.Missing) == 0 {
		s.say(w.None)
	} else {
		s.say(w.MustList + bold(named(s.n.Missing)))
	}
	if len(s.n.Open) > 0 {
		s.say(w.OpenList + named(s.n.Open))
	}
	if len(s.n.Missing)+len(s.n.Open) > 0 && s.n.To == breach.Authority {
		s.say(w.Later)
	}
}

// check is what a careful reader points out.
func (s *informer) check() {
	if len(s.n.Doubts) == 0 {
		return
	}
	s.section("", s.w.Check, 24)
	s.say(s.w.DoubtsFor)
	for _, code := range s.n.Doubts {
		s.add("– " + lang.Pick(s.w.Doubts, code))
		if code == "review" {
			s.reasons()
		}
	}
}

// reasons are why a person must look at an incident.
func (s *informer) reasons() {
	var words []string
	for _, i := range s.n.Evidence.Incidents {
		for _, r := range i.Review {
			if reason := s.l.Reason(r); !slices.Contains(words, reason) {
				words = append(words, reason)
			}
		}
	}
	for _, reason := range words {
		s.add(lang.NoBreak + lang.NoBreak + lang.NoBreak + "– " + reason + ".")
	}
}

// fields are what the law asks for, each with its article.
func (s *informer) fields() {
	s.section("", s.w.Asked, 40)
	s.answers()
}

// answers are the fields one by one.
func (s *informer) answers() {
	for _, f := range s.n.Fields {
		if s.n.To == breach.ToController && s.n.Signs(f) {
			continue // it stands where the letter is signed
		}
		if !f.Given && f.Need == breach.IfAny && !slices.Contains(s.n.Missing, f.Name) {
			continue
		}
		s.need(3 * body.height())
		s.add(bold(lang.Pick(s.w.Fields, f.Name)) + " (" + s.lawOf(f) + ")")
		s.skip(-1.5) // an answer stands close to its question
		s.answer(f)
		s.skip(1)
	}
}

func (s *informer) lawOf(f breach.Field) string {
	var laws, words []string
	for _, a := range f.Laws {
		laws = append(laws, s.w.Laws[a.Regime](a.Ref))
	}
	if len(laws) > 0 {
		words = append(words, strings.Join(laws, "; "))
	}
	switch f.Need {
	case breach.Possible:
		if s.n.To != breach.ToController { // a letter tells what is known, and cites articles without that limit too
			words = append(words, s.w.Possible)
		}
	case breach.Practice:
		words = append(words, s.w.Practice)
	}
	return strings.Join(words, ", ")
}

// stamps are the four instants, and how each is known.
func (s *informer) stamps() {
	t := table{title: s.w.Stamps, columns: []column{{"", 22, "L", false}, {s.w.Source, 120, "L", false}}}
	for _, stamp := range s.n.Stamps {
		words := strings.Join(scrubbed(stamp.Text), newLine)
		if words == "" {
			words = s.w.Blank
		}
		t.rows = append(t.rows, []string{lang.Pick(s.w.Stamp, stamp.What), words})
	}
	intro := s.w.StampsSay
	if s.n.To == breach.ToController {
		intro = s.w.Processor.Stamps
	}
	s.section("", s.w.Stamps, 10+s.tall(intro)+s.room(t))
	s.say(intro)
	s.grid(t)
}

// scrubbed are texts in which people's words and ours stand together: the spaces
// in our numbers stay.
func scrubbed(texts []string) (all []string) {
	for _, words := range texts {
		parts := strings.Split(words, lang.Narrow)
		for i := range parts {
			parts[i] = scrub(parts[i])
		}
		all = append(all, strings.Join(parts, lang.Narrow))
	}
	return all
}

// evidence is what the dossier shows, without what was closed on purpose.
func (s *informer) evidence() {
	w, e := s.w, s.n.Evidence
	s.section("", w.Evidence, 24)
	t := table{title: w.Evidence, columns: []column{{w.Target, 30, "L", false}, {w.Began, 34, "L", false}, {w.Ended, 34, "L", false}, {w.Seen, 40, "L", false}}}
	for _, i := range e.Incidents {
		if i.Voluntary == breach.Whole {
			continue
		}
		t.rows = append(t.rows, []string{s.cell(i.Target), s.between(i.Began), s.between(i.Ended), s.found(i)})
	}
	for _, l := range e.Losses {
		words := w.Lost(l.State, l.Files, l.Back)
		if l.SecondHand {
			words += ", " + w.SecondHand
		}
		t.rows = append(t.rows, []string{s.cell(l.Target), s.between(l.Bracket), "", words})
	}
	if len(t.rows) == 0 {
		if s.n.To == breach.ToController {
			s.say(w.Processor.Unseen)
			return
		}
		s.say(w.Unseen)
		return
	}
	s.say(w.Shown)
	s.grid(t)
}

func (s *informer) found(i breach.Seen) string {
	words := []string{s.l.Cause(i.Cause, i.Status...)}
	if !i.Confirmed {
		words = append(words, s.w.Alone)
	}
	if i.Voluntary == breach.Part {
		words = append(words, s.w.StopPart)
	}
	return strings.Join(words, "; ")
}

// between are both ends of a bracket, in the zone of the controller.
func (s *informer) between(b breach.Bracket) string {
	if !b.After.Known && !b.By.Known {
		return s.w.NotClosed
	}
	var ends []string
	for i, t := range []dossier.Time{b.After, b.By} {
		if !t.Known {
			ends = append(ends, []string{"–", s.w.NotClosed}[i]) // a beginning has its upper end
			continue
		}
		ends = append(ends, t.Instant.Time().In(s.opt.Zone).Format("2006-01-02"+lang.NoBreak+"15:04:05"+mayBreak+lang.NoBreak+"-07:00"))
	}
	return strings.Join(ends, newLine)
}

// closed is a closing on purpose, which is no breakdown.
func (s *informer) closed() {
	c, w := s.n.Stop, s.w
	if c == nil {
		return
	}
	s.section("", w.Stop, 40)
	to, ordered := "", ""
	if c.To.Known {
		to = s.instant(c.To)
	}
	if c.Ordered.Known {
		ordered = s.instant(c.Ordered)
	}
	s.say(w.StopSay(s.instant(c.From), to, scrub(c.Order), ordered, scrub(c.How)))
	if c.Why != "" {
		s.say(w.StopWhy(scrub(c.Why)))
	}
	if c.SHA256.IsZero() {
		s.say(w.StopNoText)
	} else {
		s.say(w.StopText(s.bare(c.Text), hexed(c.SHA256.String())))
	}
	s.say(w.StopApart)
	apart := 0
	for _, i := range s.n.Evidence.Incidents {
		if i.Voluntary == breach.Whole {
			apart++
		}
	}
	if apart > 0 {
		s.say(w.StopSeen(int64(apart)))
	}
}

// limits close the draft: what it does not say, and what it was made of.
func (s *informer) limits() {
	w := s.w
	s.section("", w.Limits, 40+s.tall(w.Limit...)) // the last lines are not alone on a page
	for _, words := range w.Limit {
		s.say("– " + words)
	}
	if s.n.To == breach.People {
		s.say(s.w.Incident(scrub(s.n.Incident)) + " " + s.dated())
	}
	s.say(w.Made(hexed(s.n.Declared.String())))
	for _, f := range s.n.Evidence.Files {
		s.add(s.bare(f.Name) + ": " + hexed(f.SHA256.String()))
	}
}

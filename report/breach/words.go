package breach

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"constat/report/dossier"
	"constat/report/lang"
	"constat/store/record"
)

// A writer says what is known for a field, in one language and in the zone of
// the controller.
type writer struct {
	n *Notice
	c *Controller
	l *lang.Language
}

func (w writer) instant(i record.Instant) string {
	at := i.Time().In(w.c.Zone)
	if w.c.Zone == time.UTC {
		return w.l.Time.Instant(at) + " (UTC)"
	}
	return w.l.Time.Instant(at) + " (" + lang.Offset(at) + ")"
}

// by writes an upper bound, raised to the second that instant cuts.
func (w writer) by(i record.Instant) string {
	return w.instant((i + 999) / 1000 * 1000)
}

// text answers a field; nil where nothing was said.
func (w writer) text(field string) []string {
	c, s := w.c, w.l.Breach.Words
	switch field {
	case fieldController:
		return said(c.Name)
	case fieldNumber:
		return said(c.Number)
	case fieldContact:
		return w.contact()
	case fieldNature:
		return w.nature()
	case fieldWhat:
		return said(c.Circumstances)
	case fieldCause:
		return said(c.Cause)
	case fieldWhen:
		if w.n.To == People {
			return w.days()
		}
		return w.when()
	case fieldDuration:
		return w.duration()
	case fieldAware:
		return w.aware()
	case fieldData:
		return w.or(w.listed(c.Data), c.DataUnknown)
	case fieldRecords:
		return w.count(c.Records)
	case fieldPeople:
		return w.count(c.People)
	case fieldResidents:
		return w.count(c.Residents)
	case fieldKinds:
		return w.listed(c.Facts.People)
	case fieldConsequences:
		return c.Consequences
	case fieldRisk:
		return w.risk()
	case fieldMeasures:
		if w.n.To == People {
			return append(prefixed(s.Done, c.Taken), prefixed(s.WillDo, c.Planned)...)
		}
		return append(prefixed(s.Taken, c.Taken), prefixed(s.Planned, c.Planned)...)
	case fieldToPeople:
		return w.toPeople()
	case fieldAbroad:
		return prefixed(s.Abroad, []string{strings.Join(c.Abroad, ", ")})
	case fieldLate:
		return said(c.Late)
	case fieldAdvice:
		return c.Advice
	case fieldNotices:
		return w.notices()
	case fieldProcessor:
		return said(w.n.processor)
	case fieldTold:
		return w.told()
	}
	panic("breach: internal error: field " + field)
}

func said(words ...string) (all []string) {
	for _, s := range words {
		if s != "" {
			all = append(all, s)
		}
	}
	return all
}

func prefixed(head string, words []string) (all []string) {
	for _, s := range said(words...) {
		all = append(all, head+s)
	}
	return all
}

// contact is a person with a way to reach them; a name alone is none.
func (w writer) contact() []string {
	k := w.c.Contact
	who, ways := strings.Join(said(k.Name, k.Role), ", "), strings.Join(said(k.Email, k.Phone, k.Address), ", ")
	if who == "" || ways == "" {
		return nil
	}
	return []string{who, ways}
}

// nature is the kind of loss. What happened goes with it where the document has
// no place of its own for that; people read it first.
func (w writer) nature() (all []string) {
	words, what := w.l.Breach.Words.Natures, said(w.c.Circumstances)
	if w.n.To == People {
		words = w.l.Breach.Words.Plain
	}
	for _, kind := range w.c.Nature {
		all = append(all, lang.Pick(words, kind))
	}
	if len(all) == 0 {
		return nil
	}
	if w.n.To == People {
		return append(what, all...)
	}
	all = []string{strings.Join(all, "; ")}
	if slices.ContainsFunc(w.n.asks, func(a ask) bool { return a.field == fieldWhat }) {
		return all
	}
	return append(all, what...)
}

// listed are short things on one line.
func (w writer) listed(words []string) []string {
	if len(words) == 0 {
		return nil
	}
	return []string{strings.Join(words, "; ")}
}

func (w writer) or(texts []string, unknown string) []string {
	if len(texts) == 0 && unknown != "" {
		return []string{w.l.Breach.Words.Unknown(unknown)}
	}
	return texts
}

func (w writer) count(c Count) []string {
	switch {
	case c.Number >= 0:
		return []string{w.l.Breach.Words.Number(w.l.Number.Int(int64(c.Number)), c.Approximate)}
	case c.Unknown != "":
		return []string{w.l.Breach.Words.Unknown(c.Unknown)}
	}
	return nil
}

// when is the bracket of the evidence, then what is declared beside it.
func (w writer) when() (all []string) {
	s, e, o := w.l.Breach.Words, w.n.Evidence, w.c.Occurred
	switch {
	case e.Began.After.Known && e.Began.By.Known:
		all = append(all, s.Between(w.instant(e.Began.After.Instant), w.by(e.Began.By.Instant)))
	case e.Began.By.Known:
		all = append(all, s.By(w.by(e.Began.By.Instant)))
	}
	switch {
	case e.Ended.After.Known && e.Ended.By.Known:
		all = append(all, s.EndedIn(w.instant(e.Ended.After.Instant), w.by(e.Ended.By.Instant)))
	case e.Open:
		all = append(all, s.StillOpen)
	}
	if e.NotBack {
		all = append(all, s.NotBack)
	}
	if o.Known {
		to := ""
		if o.To != 0 {
			to = w.instant(o.To)
		}
		all = append(all, s.Declared(w.instant(o.From), to, o.Approximate, o.Source))
	}
	if w.c.Ongoing {
		all = append(all, s.Ongoing)
	}
	return all
}

// days are those of when, for the people: from the earliest to the latest that
// it can have been.
func (w writer) days() (all []string) {
	s, e, o := w.l.Breach.Words, w.n.Evidence, w.c.Occurred
	first, last := e.Began.After, e.Ended.By
	if !first.Known {
		first = e.Began.By
	}
	if o.Known && (!first.Known || o.From < first.Instant) {
		first = dossier.Known(o.From)
	}
	if o.Known && o.To > last.Instant {
		last = dossier.Known(o.To)
	}
	if !first.Known {
		return nil
	}
	from, to := w.l.Time.Day(first.Instant.Time().In(w.c.Zone)), ""
	if last.Known {
		to = w.l.Time.Day(last.Instant.Time().In(w.c.Zone))
	}
	all = append(all, s.Days(from, to, o.Known && o.Approximate))
	if e.Open || w.c.Ongoing {
		all = append(all, s.GoesOn)
	}
	if e.NotBack {
		all = append(all, s.NotBackYet)
	}
	return all
}

// duration is what the brackets allow, never a bare figure.
func (w writer) duration() []string {
	e := w.n.Evidence
	if !e.Began.After.Known || !e.Began.By.Known || !e.Ended.After.Known || !e.Ended.By.Known {
		if o := w.c.Occurred; o.Known && o.To != 0 {
			return []string{w.l.Breach.Words.Declared(w.instant(o.From), w.instant(o.To), o.Approximate, o.Source)}
		}
		return nil
	}
	least, most := e.Ended.After.Instant.Time().Sub(e.Began.By.Instant.Time()), e.Ended.By.Instant.Time().Sub(e.Began.After.Instant.Time())
	all := []string{w.l.Breach.Words.Lasted(w.l.Time.Bounds(max(least, 0), most))}
	if e.NotBack {
		all = append(all, w.l.Breach.Words.NotBack)
	}
	return all
}

func (w writer) aware() []string {
	a := w.c.Aware
	if !a.Known {
		return nil
	}
	return []string{w.l.Breach.Words.Aware(w.instant(a.At), a.By, a.How)}
}

func (w writer) risk() (all []string) {
	r, s := w.c.Risk, w.l.Breach.Words
	verdict := s.Level[r.Level]
	if w.n.Regime == Quebec {
		verdict = s.Serious[r.Serious]
	}
	for _, p := range []struct {
		text string
		say  func(string) string
	}{{r.Sensitivity, s.Sense}, {r.Use, s.Use}, {r.Likelihood, s.Chance}} {
		if p.text != "" {
			all = append(all, p.say(p.text))
		}
	}
	if all = append(said(r.Why), all...); len(all) == 0 {
		return nil // a verdict without a reason is none
	}
	return append(said(verdict), all...)
}

func (w writer) toPeople() (all []string) {
	p, s := w.c.ToPeople, w.l.Breach.Words
	if len(p.On) > 0 {
		var days []string
		for _, d := range p.On {
			days = append(days, w.day(d))
		}
		all = append(all, s.ToldOn(w.l.List(days)))
	}
	if p.Expect != "" {
		all = append(all, s.ToldBy(p.Expect))
	}
	if p.Not != "" {
		all = append(all, s.ToldNot(p.Not))
	}
	if p.Public != "" {
		all = append(all, s.Public(p.Public))
	}
	if len(all) == 0 {
		return nil // how alone says neither that they were told nor by when
	}
	return append(said(p.How), all...)
}

func (w writer) day(iso string) string {
	d, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	return w.l.Time.Day(d)
}

func (w writer) notices() (all []string) {
	for _, f := range w.c.Filed {
		all = append(all, w.l.Breach.Words.Sent(w.addressee(f.To), w.l.Breach.Phases[f.Phase], w.sent(f), f.Ref))
	}
	return all
}

// sent is when a notice was: its day, where nobody said the hour.
func (w writer) sent(f Filed) string {
	if f.Day {
		return w.l.Time.Day(f.At.Time().In(w.c.Zone)) + w.l.Breach.NoHour
	}
	return w.instant(f.At)
}

func (w writer) addressee(to string) string {
	if to == People {
		return w.l.Breach.Words.Parties[People]
	}
	if to == GDPR && w.c.Authority != "" {
		return w.c.Authority
	}
	return lang.Pick(w.l.Breach.To, to+" "+Authority)
}

// stamps are the four instants, each with where it comes from.
func (w writer) stamps(note *dossier.Note) []Stamp {
	s, c, e := w.l.Breach.Words, w.c, w.n.Evidence
	known := func(x bool, i record.Instant) dossier.Time { return dossier.Time{Instant: i, Known: x} }
	occurred := Stamp{What: "occurred", At: known(c.Occurred.Known, c.Occurred.From), After: e.Began.After, By: e.Began.By, Source: source(e.Began.By.Known, c.Occurred.Known), Text: w.when()}
	detected := Stamp{What: "detected", At: known(c.Detected.Known, c.Detected.At), By: e.Began.By, Source: source(e.Began.By.Known, c.Detected.Known)}
	if e.Began.By.Known {
		detected.Text = append(detected.Text, s.DetectedM(w.by(e.Began.By.Instant)))
	}
	if c.Detected.Known {
		detected.Text = append(detected.Text, s.Detected(w.instant(c.Detected.At), c.Detected.By, c.Detected.Source))
	}
	all := []Stamp{occurred, detected, w.awareStamp(note)}
	for _, t := range c.Told {
		all = append(all, w.toldStamp(t))
	}
	if len(c.Told) == 0 {
		all = append(all, Stamp{What: "told"})
	}
	for i := range all {
		if all[i].Text == nil {
			all[i].Text = []string{}
		}
	}
	return all
}

func source(evidence, declared bool) string {
	switch {
	case evidence:
		return "evidence"
	case declared:
		return "declared"
	}
	return ""
}

func (w writer) awareStamp(note *dossier.Note) Stamp {
	s, a := w.l.Breach.Words, w.c.Aware
	stamp := Stamp{What: "aware", At: dossier.Time{Instant: a.At, Known: a.Known}, Source: source(false, a.Known), Text: w.aware()}
	switch {
	case !a.Known:
	case note != nil:
		proof := note.Proof
		stamp.Source, stamp.Proof = "note", &proof
		stamp.Text = append(stamp.Text, s.Logged(w.instant(note.Time), w.l.Words.Leaf(proof.Log, fmt.Sprint(proof.Leaf))))
	default:
		stamp.Text = append(stamp.Text, s.NotLogged)
	}
	return stamp
}

func (w writer) toldStamp(t Told) Stamp {
	s := w.l.Breach.Words
	text := []string{s.Told(w.instant(t.At), w.party(t.By), w.party(t.To), t.How)}
	if t.Evidence != "" || !t.SHA256.IsZero() {
		digest := ""
		if !t.SHA256.IsZero() {
			digest = t.SHA256.String()
		}
		text = append(text, s.Evidence(t.Evidence, digest))
	}
	return Stamp{What: "told", At: dossier.Known(t.At), Source: "declared", Text: text}
}

// told is who told whom of the incident, as far as the controller.
func (w writer) told() (all []string) {
	for _, t := range w.c.Told {
		if t.To == ToController || t.To == ByProcessor {
			all = append(all, w.toldStamp(t).Text...)
		}
	}
	return all
}

// party names a side: a word of the closed list, or whoever is named.
func (w writer) party(who string) string {
	switch {
	case who == "supplier" && w.n.supplier != "":
		return w.n.supplier
	case who == ByProcessor && w.n.processor != "":
		return w.n.processor
	case who == ToController && w.c.Name != "":
		return w.c.Name
	}
	if words, ok := w.l.Breach.Words.Parties[who]; ok {
		return words
	}
	return who
}

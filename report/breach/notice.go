package breach

import (
	"cmp"
	"slices"
	"time"

	"constat/report/dossier"
	"constat/report/lang"
	"constat/store/record"
)

// The phases of a notification: GDPR article 33(4) allows more than one.
const (
	Initial       = "initial"
	Complementary = "complementary"
)

// The answers to whether a notice is due, as the controller's own view of the
// risk gives them. No duty is decided here.
const (
	Due       = "due"
	NotDue    = "not-due"
	Undecided = "undecided"
)

// A Notice is a draft of one document for one controller: what is told to one
// authority, or to the people concerned. Keys of its JSON are never absent.
type Notice struct {
	Schema     string       `json:"schema"`
	Language   string       `json:"language"` // of the texts
	Incident   string       `json:"incident"`
	Controller string       `json:"controller"` // its id
	Regime     string       `json:"regime"`
	To         string       `json:"to"`    // authority, people or controller
	Phase      string       `json:"phase"` // initial or complementary
	First      dossier.Time `json:"first_sent"`
	Duty       string       `json:"duty"`
	At         dossier.Time `json:"at"`
	Chosen     bool         `json:"at_chosen"` // by hand, and not by a clock
	Clock      Clock        `json:"clock"`
	Fields     []Field      `json:"fields"`
	Missing    []string     `json:"missing"` // fields that the law asks for and nobody filled in
	Open       []string     `json:"open"`    // likewise of those to be given as far as possible, or in practice
	Doubts     []string     `json:"doubts"`  // closed list, see FORMAT.md
	Stamps     []Stamp      `json:"stamps"`
	Evidence   Evidence     `json:"evidence"`
	Stop       *Closing     `json:"preventive_shutdown"`
	Counts     Counts       `json:"counts"`
	Declared   record.Hash  `json:"declarations_sha256"`

	controller *Controller
	supplier   string
	processor  string
	asks       []ask // of the authority; of a letter its own
}

// A Field is what one article asks for, and what is said.
type Field struct {
	Name string `json:"field"`
	Need string `json:"need"` // must, possible, practice, if-any
	Law  string `json:"law"`  // article of the regime's law, "" where none names it
	// Laws are the articles of every law that asks for it; several in a processor's letter.
	Laws  []Article `json:"laws"`
	Given bool      `json:"given"`
	Text  []string  `json:"text"`
}

// A Stamp is one of the four instants: occurred, detected, aware, told.
type Stamp struct {
	What   string       `json:"what"`
	At     dossier.Time `json:"at"`     // declared; null where only a bracket is known
	After  dossier.Time `json:"after"`  // by the evidence
	By     dossier.Time `json:"by"`     // likewise
	Source string       `json:"source"` // evidence, note, declared
	Proof  *dossier.Ref `json:"proof"`  // of the note; null for none
	Text   []string     `json:"text"`
}

// Counts are how many people and records; null where nobody said it.
type Counts struct {
	People    *int `json:"people"`
	Residents *int `json:"residents_of_quebec"`
	Records   *int `json:"records"`
}

// A Closing is a service closed on purpose, kept apart from breakdowns.
type Closing struct {
	From    dossier.Time `json:"from"`
	To      dossier.Time `json:"to"`
	Ordered dossier.Time `json:"ordered"`
	Order   string       `json:"ordered_by"`
	How     string       `json:"how"`
	Why     string       `json:"why"`
	Text    string       `json:"text_file"`
	SHA256  record.Hash  `json:"text_sha256"` // zero where no copy is given
	Head    string       `json:"damage_head"` // under which its cost is declared
}

// Wanted chooses documents: a regime, People for those to people, or nothing for
// all.
func (n *Notice) wanted(only []string) bool {
	return len(only) == 0 || slices.Contains(only, n.Regime) && n.To != People || slices.Contains(only, People) && n.To == People
}

// Ask says what notices are to be made of.
type Ask struct {
	Only   []string // regimes, ByProcessor, or People; all where it is empty
	At     record.Instant
	Chosen bool // At was given by hand
	Lang   *lang.Language
}

// Notices are the documents of every controller of f, in its order, each by d,
// which may be nil. What is not due by the controller's own view is among them.
func Notices(f *File, d *dossier.Dossier, a Ask) (all []*Notice) {
	for i := range f.Controllers {
		c := &f.Controllers[i]
		if f.Processor != nil {
			if n := letterOf(f, c, d, a); n.wanted(a.Only) {
				all = append(all, n)
			}
		}
		for _, name := range Regimes {
			if !slices.Contains(c.Authorities, name) {
				continue
			}
			for _, to := range []string{Authority, People} {
				if n := noticeOf(f, c, d, name, to, a); n.wanted(a.Only) {
					all = append(all, n)
				}
			}
		}
	}
	return all
}

func noticeOf(f *File, c *Controller, d *dossier.Dossier, name, to string, a Ask) *Notice {
	n := &Notice{Schema: NoticeSchema, Language: a.Lang.Code[:2], Incident: f.ID, Controller: c.ID, Regime: name, To: to, Phase: Initial, Duty: duty(*c, name, to), At: dossier.Known(a.At), Chosen: a.Chosen,
		Evidence: evidenceOf(f, *c, d), Declared: f.Digest, controller: c, supplier: f.Supplier, asks: regimes[name].authority, Fields: []Field{}, Missing: []string{}, Open: []string{}, Doubts: []string{}}
	if f.Processor != nil {
		n.processor = f.Processor.Name
	}
	note := noteOf(*c, d)
	n.Clock = clockOf(*c, name, earlier(*c, note, ToController), n.At, f.Holidays)
	if to == Authority && n.Clock.Filed.Known {
		n.Phase, n.First = Complementary, n.Clock.Filed
	}
	n.Stop, n.Counts = closing(c.Stop), Counts{c.People.pointer(), c.Residents.pointer(), c.Records.pointer()}
	w := writer{n, c, a.Lang}
	n.Stamps = w.stamps(note)
	asks := regimes[name].authority
	if to == People {
		asks = regimes[name].people
	}
	for _, q := range asks {
		n.add(q, articles(name, q.law), w.text(q.field))
	}
	n.Doubts = append(n.Doubts, doubts(n, f, d, note)...)
	return n
}

// add answers one field, and lists it where it is empty.
func (n *Notice) add(q ask, laws []Article, text []string) {
	if text == nil {
		text = []string{}
	}
	if laws == nil {
		laws = []Article{}
	}
	given := len(text) > 0
	n.Fields = append(n.Fields, Field{q.field, q.need, q.law, laws, given, text})
	late := q.field == fieldLate && n.Clock.late()
	switch {
	case given:
	case q.need == Must || late:
		n.Missing = append(n.Missing, q.field)
	case q.need != IfAny:
		n.Open = append(n.Open, q.field)
	}
}

// articles is where one law asks for a field; nothing where it does not.
func articles(regime, law string) []Article {
	if law == "" {
		return nil
	}
	return []Article{{lawOf(regime), law}}
}

// duty is the controller's own view of the risk, held against what the law asks.
func duty(c Controller, name, to string) string {
	level := c.Risk.Level
	switch {
	case name == Quebec:
		return map[string]string{"": Undecided, "yes": Due, "no": NotDue}[c.Risk.Serious]
	case level == "":
		return Undecided
	case name == Switzerland && to == People:
		return Undecided // FADP article 24(4): where their protection needs it, or the FDPIC asks
	case name == Switzerland || to == People:
		return map[bool]string{true: Due, false: NotDue}[level == "high"]
	}
	return map[bool]string{true: NotDue, false: Due}[level == "unlikely"]
}

func (c Count) pointer() *int {
	if c.Number < 0 {
		return nil
	}
	return &c.Number
}

func closing(s *Stop) *Closing {
	if s == nil {
		return nil
	}
	known := func(i record.Instant) dossier.Time { return dossier.Time{Instant: i, Known: i != 0} }
	return &Closing{From: known(s.From), To: known(s.To), Ordered: known(s.Ordered), Order: s.Order, How: s.How, Why: s.Why, Text: s.Text, SHA256: s.SHA256, Head: "preventive_shutdown_cost"}
}

// noteOf is the note of the log that c names, nil where there is none.
func noteOf(c Controller, d *dossier.Dossier) *dossier.Note {
	if d == nil || c.Aware.Note == "" {
		return nil
	}
	i := slices.IndexFunc(d.Notes, func(n dossier.Note) bool { return n.Text == c.Aware.Note })
	if i < 0 {
		return nil
	}
	return &d.Notes[i]
}

// earlier is from when an authority may count, where that is before the declared
// awareness of a side, controller or processor: another's word to it, or the
// note's own time.
func earlier(c Controller, note *dossier.Note, side string) (t dossier.Time) {
	if !c.Aware.Known {
		return t
	}
	first := c.Aware.At
	for _, w := range c.Told {
		if w.To == side {
			first = min(first, w.At)
		}
	}
	if note != nil {
		first = min(first, note.Time)
	}
	if first < c.Aware.At {
		t = dossier.Known(first)
	}
	return t
}

// Addressee names whom the notice is to be sent to.
func (n *Notice) Addressee(l *lang.Language) string {
	if n.To == ToController {
		return cmp.Or(n.controller.Name, lang.Pick(l.Breach.To, n.Regime+" "+n.To))
	}
	if n.To == Authority {
		return writer{n, n.controller, l}.addressee(n.Regime)
	}
	return lang.Pick(l.Breach.To, n.Regime+" "+n.To)
}

// Responsible names the controller, Supplier who kept the data for it; either
// may be "".
func (n *Notice) Responsible() string { return n.controller.Name }

// Supplier is described with [Notice.Responsible].
func (n *Notice) Supplier() string { return n.supplier }

// Zone is the controller's.
func (n *Notice) Zone() *time.Location { return n.controller.Zone }

// Name is that of the notice's file, without a folder: "cnil", "cnil-people".
func (n *Notice) Name() string {
	if n.To == People {
		return n.Regime + "-" + People
	}
	return n.Regime
}

// Letter reports whether the notice goes on Letter paper: to Quebec, and to
// nobody else.
func (n *Notice) Letter() bool {
	if n.To == ToController {
		return slices.Equal(n.Laws(), []string{Quebec})
	}
	return n.Regime == Quebec
}

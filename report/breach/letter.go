package breach

import (
	"slices"
	"strings"

	"constat/report/dossier"
)

// A Processor keeps data for the controllers and tells each of them: an agency
// that is a customer of the supplier itself.
type Processor struct {
	Name    string
	Contact Contact
	Aware   Aware // when a person of its own knew
}

// The letter of a processor to a controller: Regulation (EU) 2016/679, article
// 33(2), and the Swiss FADP, article 24(3). Neither names fields. What the
// controller will have to say to its authority is asked instead, each field by the
// article that asks the controller for it, less what a controller alone can know.
const (
	ByProcessor  = "processor"  // the regime of the letter
	ToController = "controller" // to whom it goes
)

// itsOwn are fields that a controller alone can fill in.
var itsOwn = []string{fieldController, fieldNumber, fieldContact, fieldAware, fieldRisk, fieldToPeople, fieldAbroad, fieldLate}

// An Article is where a law asks for a field: of the law that a regime applies.
type Article struct {
	Regime string `json:"regime"` // gdpr, quebec, switzerland; cnil's is gdpr
	Ref    string `json:"article"`
}

// ordered are the articles that ask a processor to tell, by the controller's regimes. Of
// Quebec none is named: what its Act asks of a provider was not read for this package.
func ordered(regimes []string) (all []Article) {
	for _, a := range []Article{{GDPR, "33(2)"}, {Switzerland, "24(3)"}} {
		if slices.ContainsFunc(regimes, func(r string) bool { return lawOf(r) == a.Regime }) {
			all = append(all, a)
		}
	}
	return all
}

// lawOf is the regime whose law another applies: the CNIL's form is of the GDPR.
func lawOf(regime string) string {
	if regime == CNIL {
		return GDPR
	}
	return regime
}

// A needed field is an ask with every article that it stands in.
type needed struct {
	ask
	laws []Article
}

// forLetter are the fields of a letter to a controller of regimes, in the order in
// which their laws name them. All of them as far as they are known.
func forLetter(of []string) []needed {
	list := []needed{{ask{field: fieldProcessor, need: Must}, ordered(of)}}
	for _, name := range Regimes {
		if !slices.Contains(of, name) {
			continue
		}
		for _, q := range regimes[name].authority {
			if slices.Contains(itsOwn, q.field) {
				continue
			}
			i := slices.IndexFunc(list, func(n needed) bool { return n.field == q.field })
			if i < 0 {
				i, list = len(list), append(list, needed{ask: ask{field: q.field, need: Practice}})
			}
			if a := (Article{lawOf(name), q.law}); q.law != "" && !slices.Contains(list[i].laws, a) {
				list[i].need, list[i].laws = Possible, append(list[i].laws, a)
			}
		}
	}
	return append(list, needed{ask: ask{field: fieldContact, need: Possible}})
}

// letterOf is the letter to one controller: it holds what concerns that one, and
// nothing of another. The contact and the awareness are the processor's.
func letterOf(f *File, c *Controller, d *dossier.Dossier, a Ask) *Notice {
	own := *c
	own.Contact, own.Aware, own.Late, own.Filed = f.Processor.Contact, f.Processor.Aware, "", nil
	for _, t := range c.Told {
		if t.By == ByProcessor && t.To == ToController {
			own.Filed = append(own.Filed, Filed{To: ByProcessor, At: t.At})
		}
	}
	n := &Notice{Schema: NoticeSchema, Language: a.Lang.Code[:2], Incident: f.ID, Controller: c.ID, Regime: ByProcessor, To: ToController, Phase: Initial, Duty: Undecided, At: dossier.Known(a.At), Chosen: a.Chosen,
		Evidence: evidenceOf(f, *c, d), Declared: f.Digest, controller: &own, supplier: f.Supplier, processor: f.Processor.Name, Fields: []Field{}, Missing: []string{}, Open: []string{}, Doubts: []string{}}
	if len(ordered(c.Authorities)) > 0 {
		n.Duty = Due
	}
	note := noteOf(own, d)
	n.Clock = clockOf(own, ByProcessor, earlier(own, note, ByProcessor), n.At, f.Holidays)
	if n.Clock.Filed.Known {
		n.Phase, n.First = Complementary, n.Clock.Filed
	}
	n.Stop, n.Counts = closing(c.Stop), Counts{c.People.pointer(), c.Residents.pointer(), c.Records.pointer()}
	w := writer{n, &own, a.Lang}
	n.Stamps = w.stamps(note)
	list := forLetter(c.Authorities)
	for _, q := range list {
		n.asks = append(n.asks, q.ask)
	}
	for _, q := range list {
		n.add(q.ask, q.laws, w.text(q.field))
	}
	n.Doubts = append(n.Doubts, doubts(n, f, d, note)...)
	return n
}

// Ordered are the articles that ask for the letter; none where no law that is
// named here does.
func (n *Notice) Ordered() []Article { return ordered(n.controller.Authorities) }

// Laws are those of the controller's regimes, each once.
func (n *Notice) Laws() (all []string) {
	for _, r := range Regimes {
		if slices.Contains(n.controller.Authorities, r) && !slices.Contains(all, lawOf(r)) {
			all = append(all, lawOf(r))
		}
	}
	return all
}

// Signs reports whether a field of a letter is of who writes it.
func (n *Notice) Signs(f Field) bool { return f.Name == fieldProcessor || f.Name == fieldContact }

// Processor names who writes; "" where nobody said it.
func (n *Notice) Processor() string { return n.processor }

// Contact is who can be asked, in one line; "" where nobody is named.
func (n *Notice) Contact() string {
	k := n.controller.Contact
	return strings.Join(said(k.Name, k.Role, k.Email, k.Phone, k.Address), ", ")
}

package breach

import (
	"slices"
	"strings"

	"constat/report/dossier"
)

// An Entry is one line of a controller's own register of incidents, which is
// kept whether or not anybody is told: GDPR article 33(5), Quebec's regulation,
// the Swiss ordinance's article 15(4).
type Entry struct {
	Incident    string            `json:"incident"`
	Controller  string            `json:"controller"` // its id
	Regime      string            `json:"regime"`
	Recorded    dossier.Time      `json:"recorded"`
	Duty        string            `json:"duty"`        // to tell the authority, by the controller's view
	DutyPeople  string            `json:"duty_people"` // to tell the people
	Clock       Clock             `json:"clock"`
	Fields      map[string]string `json:"fields"` // by name; "" where nobody said it
	Missing     []string          `json:"missing"`
	Doubts      []string          `json:"doubts"`
	Years       int               `json:"retain_years"` // at the least; 0 where the law names no number
	RetainUntil string            `json:"retain_until"` // the first day on which it need no longer be kept; "" where it is not known
}

// Registered are the fields of a register, in the order of its columns: those
// of all laws, so that one table serves them.
var Registered = []string{fieldController, fieldNature, fieldWhat, fieldCause, fieldWhen, fieldAware, fieldData, fieldRecords, fieldPeople, fieldKinds, fieldResidents,
	fieldConsequences, fieldRisk, fieldMeasures, fieldToPeople, fieldNotices, fieldLate, fieldTold}

// Register is the register of the controller of an id, one entry for each of
// its regimes.
func Register(f *File, d *dossier.Dossier, id string, a Ask) []Entry {
	entries := []Entry{}
	i := slices.IndexFunc(f.Controllers, func(c Controller) bool { return c.ID == id })
	if i < 0 {
		return entries
	}
	c := &f.Controllers[i]
	for _, name := range Regimes {
		if slices.Contains(c.Authorities, name) {
			entries = append(entries, entryOf(f, c, d, name, a))
		}
	}
	return entries
}

func entryOf(f *File, c *Controller, d *dossier.Dossier, name string, a Ask) Entry {
	n := noticeOf(f, c, d, name, Authority, a)
	e := Entry{Incident: f.ID, Controller: c.ID, Regime: name, Recorded: n.At, Duty: n.Duty, DutyPeople: duty(*c, name, People), Clock: n.Clock, Fields: map[string]string{},
		Missing: []string{}, Doubts: n.Doubts, Years: regimes[name].years, RetainUntil: retained(c, name)}
	w := writer{n, c, a.Lang}
	for _, field := range Registered {
		e.Fields[field] = strings.Join(w.text(field), "\n")
	}
	for _, q := range regimes[name].register {
		if q.need == Must && e.Fields[q.field] == "" {
			e.Missing = append(e.Missing, q.field)
		}
	}
	if e.Duty == NotDue && e.Fields[fieldRisk] == "" { // who tells nobody must be able to show why
		e.Missing = append(e.Missing, fieldRisk)
	}
	return e
}

// retained is the first day on which an entry need no longer be kept: in Quebec
// five years after the awareness, in Switzerland two after the report.
func retained(c *Controller, name string) string {
	from := c.Aware.Word
	if name == Switzerland {
		from = Word{}
		for _, f := range c.Filed {
			if f.To == Switzerland && (!from.Known || f.At > from.At) {
				from = Word{At: f.At, Known: true}
			}
		}
	}
	years := regimes[name].years
	if years == 0 || !from.Known {
		return ""
	}
	return from.At.Time().In(c.Zone).AddDate(years, 0, 1).Format("2006-01-02")
}

// RegisterJSON writes entries.
func RegisterJSON(entries []Entry) ([]byte, error) { return dossier.Indented(entries) }

// JSON writes notices, whose keys are never absent.
func JSON(notices []*Notice) ([]byte, error) { return dossier.Indented(notices) }

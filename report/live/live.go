// Package live is the present state from the stream: provisional, never in a report.
//
// It says how things look from one vantage, by its newest answers, in the words
// of the built-in method. What is said so is for people who must act now. No
// record was sealed for it, nothing was compared with another vantage, and the
// time of the end is not known: a report says what came of it.
package live

import (
	"constat/report/incident"
	"constat/store/record"
)

// A Target is how one target stands: by its newest answer, from one vantage.
type Target struct {
	Name     string           `json:"name"`
	Site     string           `json:"site"`
	Provider string           `json:"provider"`
	URL      string           `json:"url"`
	Control  bool             `json:"control"`
	Matter   string           `json:"matter"`  // of a provider's statement, which is never down
	Outcome  incident.Verdict `json:"outcome"` // "" if it was never asked
	Cause    incident.Cause   `json:"cause"`
	Since    *record.Instant  `json:"since"`
	Last     *record.Instant  `json:"last"`
}

// Brought is how a target stands of which only others told.
const Brought incident.Verdict = "second-hand"

// A Newest is what a vantage knows of a target last.
type Newest struct {
	Target      record.Target
	Since, Last record.Round // of answers of one class; 0 if it was never asked
	Answer      record.Answer
	Control     record.Control    // what the controls said to it
	Inventory   *record.Inventory // nil for none
}

// Of says how a target stands.
func Of(n Newest) Target {
	q := n.Target.Question
	t := Target{Name: n.Target.Name, Site: n.Target.Site, Provider: n.Target.Provider, URL: q.URL, Control: n.Target.Control, Matter: q.Matter}
	if q.Kind == record.AskNothing {
		t.Outcome = Brought
		return t
	}
	if e := n.Inventory; e != nil && q.Kind == record.AskInventory {
		t.Outcome, t.Cause = incident.Good, incident.Cause(e.Fault)
		if !e.Whole() {
			t.Outcome = incident.Unknown
		}
		t.Since, t.Last = &e.Time, &e.Ended
		return t
	}
	if n.Last == 0 {
		return t
	}
	t.Outcome, t.Cause = incident.Standard().Judge(q, record.Observation{Control: n.Control}, n.Answer)
	since, last := record.Instant(n.Since.Millis()), record.Instant(n.Last.Millis())
	t.Since, t.Last = &since, &last
	return t
}

// Down says whether a target that counts does not answer.
func (t Target) Down() bool { return t.Outcome == incident.Bad && !t.Control && t.Matter == "" }

// Up says whether it does. What is neither down nor up is not known: it was not
// asked, our own network was silent, somebody blocks us.
func (t Target) Up() bool { return t.Outcome == incident.Good || t.Outcome == incident.Slow }

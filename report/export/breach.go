package export

import (
	"strconv"
	"strings"

	"constat/report/breach"
)

// Register writes a controller's own register of incidents as RFC 4180, one line
// for each law that asks for one. It names people where the declarations do:
// it is for the controller alone.
func Register(entries []breach.Entry) ([]byte, error) {
	head := []string{"incident", "controller_id", "regime", "recorded", "duty", "duty_people", "due", "clock", "retain_years", "retain_until"}
	rows := [][]string{append(append(head, breach.Registered...), "missing")}
	for _, e := range entries {
		row := []string{e.Incident, e.Controller, e.Regime, moment(e.Recorded), e.Duty, e.DutyPeople, moment(e.Clock.Due), e.Clock.State, count(e.Years), e.RetainUntil}
		for _, field := range breach.Registered {
			row = append(row, harmless(e.Fields[field], false))
		}
		rows = append(rows, append(row, strings.Join(e.Missing, " ")))
	}
	return table(rows)
}

// Deadlines writes what is to be told by whom and by when, for whoever prepares
// the drafts of several controllers. It has their ids, and nothing that they
// declared.
func Deadlines(notices []*breach.Notice) ([]byte, error) {
	rows := [][]string{{"controller_id", "regime", "to", "duty", "phase", "aware", "due", "due_by_regulation_1182_71", "earlier_due", "clock", "left_s", "missing", "doubts"}}
	for _, n := range notices {
		left := ""
		if n.Clock.Left != nil && n.To == breach.Authority {
			left = n.Clock.Left.String()
		}
		due := []string{moment(n.Clock.Due), moment(n.Clock.ByRegulation), moment(n.Clock.EarlierDue), n.Clock.State}
		if n.To != breach.Authority {
			due = make([]string, 4) // the 72 hours are the authority's
		}
		row := []string{n.Controller, n.Regime, n.To, n.Duty, n.Phase, moment(n.Clock.From)}
		rows = append(rows, append(append(row, due...), left, strconv.Itoa(len(n.Missing)), strings.Join(n.Doubts, " ")))
	}
	return table(rows)
}

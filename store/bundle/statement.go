package bundle

import (
	"fmt"
	"slices"

	"constat/store/record"
)

// statementRules reduce what a provider says, beside those of any page.
var statementRules = []string{"feed/1", "statuspage/1"}

// asStatement holds a statement's answer to what only statements have, and a page's to
// what it has not. All else of a statement is as of a page.
func asStatement(q record.Question, a record.Answer) error {
	own := slices.Contains(statementRules, a.Rules)
	if q.Kind != record.AskStatement {
		if own {
			return fmt.Errorf("a page that was reduced by %s", a.Rules)
		}
		return nil
	}
	if scheme := schemeOf(q.URL); !slices.Contains(record.Schemes[record.AskStatement], scheme) {
		return fmt.Errorf("a question of kind %.20q at an address %.20q", q.Kind, scheme)
	}
	if a.Rules != "" && a.Rules != "page/1" && !own {
		return fmt.Errorf("a statement that was reduced by %.20q", a.Rules)
	}
	return nil
}

package bundle

import (
	"testing"
	"time"

	"constat/store/record"
)

// What a claimant can write of what a provider said.
var statementLies = []lie{
	{"a statement at a port", Integrity, "entries", `kind "statement" at an address "tcp"`, statedAs(func(q *record.Question, _ *record.Answer) { q.URL = "tcp://shop.example:443" })},
	{"a statement by rules of its own", Integrity, "entries", `reduced by "mine/1"`, statedAs(func(_ *record.Question, a *record.Answer) { a.Rules = "mine/1" })},
	{"a statement with a code", Integrity, "entries", "parts of an answer that is not HTTP", statedAs(func(_ *record.Question, a *record.Answer) { a.Code = "OK" })},
	{"a statement asked for sooner though nothing had failed", Integrity, "entries", "off the grid", askedAgain(false, 10)},
	{"a statement asked for too soon", Integrity, "entries", "off the grid", askedAgain(true, 9)},
	{"a page asked for sooner", Integrity, "entries", "off the grid", func(t *testing.T, f *forge) []byte {
		return lied(func(f *forge) {
			f.story().reenter("shop", func(t *record.Target) { t.Interval = 864000 })
			f.segment("shop", refused, 180, 190)
			f.seal(morning.Add(4 * time.Hour))
		})(t, f)
	}},
	{"a statement without a status", Integrity, "entries", "without a status", statedAs(func(_ *record.Question, a *record.Answer) { a.Status = 0 })},
	{"a statement that judges itself", Integrity, "entries", "1 conditions are answered, 0 were asked", statedAs(func(_ *record.Question, a *record.Answer) { a.Conditions = "t" })},
	{"a page reduced as a statement", Integrity, "entries", "a page that was reduced by feed/1", impossible(func(a *record.Answer) { a.Rules = "feed/1" })},
	{"a page reduced as another statement", Integrity, "entries", "a page that was reduced by statuspage/1", impossible(func(a *record.Answer) { a.Rules = "statuspage/1" })},
}

// statedAs has a target become a statement, and answer.
func statedAs(edit func(*record.Question, *record.Answer)) func(*testing.T, *forge) []byte {
	return lied(func(f *forge) {
		a, _ := good("shop")
		a.Conditions = ""
		f.story().reenter("shop", func(t *record.Target) {
			t.Question = record.Question{Kind: record.AskStatement, URL: "https://shop.example/", Method: "GET", Timeout: 15000, BodyLimit: 1 << 20, Follow: 5, Matter: record.MatterStatus}
			edit(&t.Question, &a)
		})
		f.segment("shop", a, 180)
		f.seal(morning.Add(4 * time.Hour))
	})
}

// TestStatementsCanBe holds that what honest vantages write of a provider passes.
func TestStatementsCanBe(t *testing.T) {
	for _, rules := range []string{"page/1", "feed/1", "statuspage/1"} {
		f := newForge(t)
		b := verifyBytes(t, statedAs(func(_ *record.Question, a *record.Answer) { a.Rules = rules })(t, f), f.policy())
		if b.Verdict() != Proven {
			t.Errorf("%s: %s %+v", rules, b.Verdict(), b.Checks)
		}
	}
}

// askedAgain has a target become a statement that is asked for once a day, and was
// looked at once more after some minutes.
func askedAgain(failed bool, minutes int) func(*testing.T, *forge) []byte {
	return lied(func(f *forge) {
		a, _ := good("shop")
		a.Conditions, a.Rules = "", "page/1"
		f.story().reenter("shop", func(t *record.Target) {
			t.Interval = 864000
			t.Question = record.Question{Kind: record.AskStatement, URL: "https://shop.example/", Method: "GET", Timeout: 15000, BodyLimit: 1 << 20, Follow: 5, Matter: record.MatterTerms}
		})
		if failed {
			f.segment("shop", refused, 180)
			f.segment("shop", a, 180+minutes)
		} else {
			f.segment("shop", a, 180, 180+minutes)
		}
		f.seal(morning.Add(4 * time.Hour))
	})
}

// TestStatementsThatFailedAreAskedForAgain holds that a look that came sooner passes.
func TestStatementsThatFailedAreAskedForAgain(t *testing.T) {
	for _, minutes := range []int{10, 20, 1280} {
		f := newForge(t)
		if b := verifyBytes(t, askedAgain(true, minutes)(t, f), f.policy()); b.Verdict() != Proven {
			t.Errorf("after %d min: %s %+v", minutes, b.Verdict(), b.Checks)
		}
	}
}

// Package contract works out what was promised, what was kept and what is owed, step by step; holds the shipped rules.
//
// A [Rule] is a provider's promise as data: which minutes count, from when, who
// measures, what is left out, how a credit grows, where it stops, and when the
// right to ask ends. [Rule.Evaluate] applies it to the [Facts] of one contract,
// period by period, and shows each step in words, in French and in English.
//
// All arithmetic is exact: durations are whole milliseconds, shares and money
// [big.Rat]; money is rounded once, at the end, as the rule says. There are no
// floats.
//
// Downtime has bounds. What is claimed holds for the lower one, and time not
// watched counts as up. Where a promise can be read in more than one way, every
// reading is computed, and the answer is that a person must look. A result is
// never forced into yes or no.
//
// Of a rule under which more downtime can mean a smaller credit, because of a
// cap or a count per incident, the lower of the two cases is claimed.
//
// The package does not say whether a target was down, nor what a loss was worth.
package contract

import (
	"math/big"
	"time"

	"constat/report/incident"
	"constat/store/record"
)

// An Answer is what can be said of a right to a credit.
type Answer string

// The answers.
const (
	Eligible     Answer = "ELIGIBLE"
	NotEligible  Answer = "NOT_ELIGIBLE"
	Insufficient Answer = "INSUFFICIENT_EVIDENCE"
	Review       Answer = "REVIEW_REQUIRED"
)

// A Reason says why an answer is not a plain yes or no. The list is closed.
type Reason string

// The reasons. Those of an incident come beside them; see package incident.
const (
	Example      Reason = "example-rule"         // nobody has checked the rule against its source
	Ambiguous    Reason = "ambiguous-rule"       // the rule can be read in ways that give different credits
	TierGap      Reason = "tier-gap"             // the table says nothing of this availability
	Contradicts  Reason = "document-arithmetic"  // the document's own figures contradict it
	NoTicket     Reason = "no-ticket"            // the clock starts with a ticket, and none is named
	Condition    Reason = "precondition"         // a condition of the promise is not said to be met
	TheirMeasure Reason = "their-measure"        // by the contract another's measurement counts
	NotObserved  Reason = "not-observed"         // what the promise calls down is not what was observed
	Vague        Reason = "down-unspecified"     // the source does not say what it calls down
	Announcement Reason = "announcement-unknown" // when maintenance was announced is not known
	Currency     Reason = "currency"             // an amount of the rule is in another currency than the fee
	Rolling      Reason = "rolling-window"       // the window was chosen by this computation
	Bounds       Reason = "bounds"               // only the upper bound of downtime, or another case, gives more
	Unwatched    Reason = "not-watched"          // time not watched would decide
	Nothing      Reason = "nothing-shown"        // the evidence shows none of the targets in the period
	Cycle        Reason = "cycle-unknown"        // the day on which a billing cycle begins is not known
	Allowance    Reason = "yearly-cap"           // a cap per year, and not all of the year was computed
	Expired      Reason = "deadline-passed"      // the last day to ask had gone by
	Foreign      Reason = "method-foreign"       // how facts became verdicts was chosen by whoever asks
	Unchecked    Reason = "evidence-unchecked"   // whose evidence it is, that it is whole, or its time could not be checked
	Kept         Reason = "vantage-absent"       // the evidence of a vantage that the reader expects was not given
	Younger      Reason = "text-younger"         // every version of the text that has a date is of after the downtime
	Exclusive    Reason = "not-together"         // a contract whose credit excludes this one gives a credit too
	Twice        Reason = "claimed-twice"        // another contract with the same provider gives a credit for the same downtime of the same thing
	Part         Reason = "part-period"          // the contract was in force for a part of the period only, and the fee is of all of it
	Several      Reason = "one-by-one"           // the promise is made for one thing, and the contract covers several
)

// The reservations: what can be argued beside an answer, and does not undo it.
const (
	MethodLater   Reason = "method-later"    // the method was not entered in every log beforehand
	TermsLater    Reason = "terms-later"     // nor the file of contracts
	TermsOther    Reason = "terms-other"     // it was, and another was in force in a log at some time
	AlsoUnder     Reason = "also-under"      // a contract with somebody else gives a credit for the same downtime too
	RuleLater     Reason = "rule-later"      // nor the rule
	RuleForeign   Reason = "rule-foreign"    // the program does not carry the rule; a reason where no log kept its source either
	HistoryOpen   Reason = "history-open"    // no witness attests that there is no other log
	IntegrityOpen Reason = "integrity-open"  // a part of a bundle that counts for nothing could not be checked
	SourceChanged Reason = "source-changed"  // the text that the rule was written from changed in the period
	WhoManages    Reason = "managed-unknown" // the machine answered and what ran on it failed: the terms do not say who administers it
	SourceDiffers Reason = "source-differs"  // what a log kept of it is not what the rule was written from
)

// A Site is one thing that the contract covers, and when it was down.
type Site struct {
	Name   string
	Least  []incident.Span // for certain
	Most   []incident.Span // as far as can be told
	Unseen []incident.Span // not watched
	// Beside is set where what was asked is not what the promise calls down: a
	// site whose name did not resolve, under a promise about pages.
	Beside bool
	// Answered are outages in which the site answered all the same, if only to
	// refuse, under a promise that speaks of no connection at all.
	Answered []incident.Span
}

// A Doubt is why a person must look at a stretch before relying on it.
type Doubt struct {
	Span   incident.Span
	Reason string // of package incident
}

// Facts are what the evidence says about one contract. Spans are as
// [incident.Unite] gives them.
type Facts struct {
	Period incident.Span // what the evidence speaks of
	Sites  []Site
	Doubts []Doubt
	// Supposed is set for a computation on times that somebody gives, as true:
	// nothing is said of how they were observed.
	Supposed bool
	// Settle are reasons why a person must look, of the evidence as a whole;
	// Reserve are reservations.
	Settle, Reserve []Reason
	// Rivals are the periods in which a contract about the same, whose credit
	// excludes this one, gives a credit too.
	Rivals []incident.Span
	// Twice is downtime for which another contract with the same provider gives a
	// credit, Also such for which one with another provider does.
	Twice, Also []incident.Span
	At          record.Instant // of the report; zero where nobody says
}

// A Case is what one reading of the rule gives for one bound of downtime.
type Case struct {
	Outages      int           // that count
	Counted      time.Duration // of downtime
	Availability *big.Rat      // in percent
	Credit       Credit
}

// A Credit is what is owed. Of an extension of service Amount is zero.
type Credit struct {
	Percent *big.Rat // of the fee, as its caps leave it, before any floor; nil where there is no fee
	Exact   *big.Rat // before rounding
	Amount  *big.Rat // rounded
	Extends time.Duration
	feeless bool // no fee is known, and Exact is nothing
	gap     bool
	doubt   []Reason
	left    *big.Rat                // of the caps per incident, for what goes on from periods before; nil where nothing was used
	met     map[outageID][]*big.Rat // of each outage, the share used of each cap per incident
}

// A Result is one contract over one period of its own.
type Result struct {
	Rule   *Rule
	Period incident.Span
	Zone   *time.Location
	Total  *big.Rat // minutes that the availability is divided by
	Answer Answer
	// Reasons are those of this package, in order; Doubts those of the incidents.
	Reasons []Reason
	Doubts  []string
	// Supposed are reasons that evidence would have to settle, where the times are
	// somebody's word: the answer would hold without them.
	Supposed []Reason
	// Reservations stand beside an answer under which a credit may be owed.
	Reservations []Reason
	// Down is downtime as observed, Unwatched the time of the period that was not
	// watched, Lower and Upper what the contract's own way makes of its bounds.
	Least, Most, Unwatched time.Duration
	Lower, Upper           Case
	// Ours are the same bounds from the beginning of each outage to its end, with
	// nothing left out and over the period as it was.
	OursLower, OursUpper Share
	// Credit is the lower case under the rule's first reading; Worst and Best are
	// over all readings and both bounds.
	Credit      Credit
	Worst, Best Case
	// Free is what is not charged, beside the credit and no part of it; nil where
	// the rule has no such right.
	Free *Free
	// With and Without are the lower case with maintenance left out and counted.
	Maintenance   time.Duration
	With, Without Credit
	// ClaimBy is the last day to ask, AskBy the earliest that any reading gives.
	// There is one for each outage: AskDays are the earliest of each, in order,
	// and ClaimBy and AskBy the first.
	ClaimBy, AskBy Day
	AskDays        []Day
	Steps          []Step
}

// A Share is downtime and the availability that it leaves, in percent.
type Share struct {
	Down         time.Duration
	Availability *big.Rat
}

// A Day is a date in a contract's zone; the zero Day is none.
type Day struct {
	Date string         // "2021-10-27"
	End  record.Instant // its last millisecond
}

// A Step is one line of a computation, in words.
type Step struct{ French, English string }

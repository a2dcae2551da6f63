package probe

import (
	"fmt"
	"strings"
)

// A Problem is what is wrong with a condition, for those who say it in another
// language than [ConditionError.Error] does.
type Problem uint8

// The problems, with what stands in Text and Near.
const (
	ConditionEmpty     Problem = iota + 1
	ConditionLong              // over MaxCondition bytes
	OperatorMissing            // Text and Near: "=" for "==", or empty
	OperatorTight              // Text: the operator that lacks a space
	OperandMissing             //
	PlaceholderMissing         // Text: the left side
	PlaceholderUnknown         // Text: as written; Near: the one that looks like it, or empty
	PlaceholderLater           // Text: known, not available yet
	TwoPlaceholders            // Text: the second
	PathBad                    // Text: the path
	PathBodyOnly               // Text: the placeholder
	FunctionOpen               // Text: the function whose parenthesis is not closed
	FunctionBodyOnly           // Text: the function
	PatternLong                //
	AnyBad                     // Text: the alternative
	OrderOfTexts               // Text: the operator
	NumberWanted               // Text: what stands there
	DurationWanted             // Text: what stands there
	UnitMissing                // Text: the number; Near: with a unit
	TruthWanted                //
	ConnectedOnly              //
	EqualityWanted             // Text: the placeholder
)

// A ConditionError says what is wrong with a condition, and what to do.
type ConditionError struct {
	Problem    Problem
	Text, Near string
}

func (e *ConditionError) Error() string {
	what, hint := e.English()
	if hint == "" {
		return what
	}
	return what + "; " + hint
}

// English returns what is wrong, and a hint or nothing.
func (e *ConditionError) English() (what, hint string) {
	switch e.Problem {
	case ConditionEmpty:
		return "the condition is empty", `write one as "[STATUS] == 200"`
	case ConditionLong:
		return fmt.Sprintf("the condition is over %d bytes", MaxCondition), ""
	case OperatorMissing:
		if e.Near != "" {
			return fmt.Sprintf("%q is not an operator", e.Text), fmt.Sprintf("did you mean %q?", e.Near)
		}
		return "the condition has no operator", "use one of == != < <= > >="
	case OperatorTight:
		return fmt.Sprintf("no space around %q", e.Text), `write "[STATUS] == 200"`
	case OperandMissing:
		return "one side of the condition is missing", `write "[STATUS] == 200"`
	case PlaceholderMissing:
		return fmt.Sprintf("%q asks for nothing in the answer", e.Text), "use one of " + strings.Join(placeholders[1:], " ")
	case PlaceholderUnknown:
		if e.Near != "" {
			return fmt.Sprintf("unknown placeholder %q", e.Text), fmt.Sprintf("did you mean %q?", e.Near)
		}
		return fmt.Sprintf("unknown placeholder %q", e.Text), "use one of " + strings.Join(placeholders[1:], " ")
	case PlaceholderLater:
		return "not available yet: " + e.Text, ""
	case TwoPlaceholders:
		return fmt.Sprintf("%q stands beside another placeholder", e.Text), "compare with a fixed value"
	}
	return e.englishValue()
}

func (e *ConditionError) englishValue() (what, hint string) {
	switch e.Problem {
	case PathBad:
		return fmt.Sprintf("bad path %q", e.Text), `write "[BODY].user.name" or "[BODY].list[0].id"`
	case PathBodyOnly:
		return fmt.Sprintf("%q: only [BODY] has a path", e.Text), ""
	case FunctionOpen:
		return fmt.Sprintf("%q is not closed", e.Text), `end it with ")"`
	case FunctionBodyOnly:
		return e.Text + " is for [BODY] only", ""
	case PatternLong:
		return fmt.Sprintf("over %d characters between two stars, with ? among them", maxRun), "shorten it, or leave out the ?"
	case AnyBad:
		return fmt.Sprintf("any() can't hold %q", e.Text), "write any(200, 204)"
	case OrderOfTexts:
		return fmt.Sprintf("%q needs one number, not pat() or any()", e.Text), "use == or !="
	case NumberWanted:
		return fmt.Sprintf("a number is needed, not %q", e.Text), ""
	case DurationWanted:
		return fmt.Sprintf("a duration is needed, not %q", e.Text), `write it as "300ms", "2s" or "48h"`
	case UnitMissing:
		return fmt.Sprintf("%q has no unit", e.Text), fmt.Sprintf("did you mean %q?", e.Near)
	case ConnectedOnly:
		return "[CONNECTED] can only be true", `write "[CONNECTED] == true": a target that can't be reached is never good`
	case EqualityWanted:
		return fmt.Sprintf("%s has no order", e.Text), "use == or !="
	case TruthWanted:
		return "has() is true or false", `write "has([BODY].id) == true"`
	}
	panic("condition: internal error: problem without words")
}

// nearest returns the candidate that s is most likely a slip of, or nothing.
func nearest(s string, candidates []string) string {
	best, least := "", 1+min(len(s)/3, 4)
	for _, c := range candidates {
		if d := distance(strings.ToUpper(s), c); d < least {
			best, least = c, d
		}
	}
	return best
}

// distance counts the bytes to change, add or leave out (Levenshtein).
func distance(a, b string) int {
	if len(a) > 64 {
		return len(a)
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], cost
		}
	}
	return row[len(b)]
}

package record

// Again returns how long after a look that failed, the nth in a row, what a
// provider says is asked for anew: ten minutes, twice as long each time, and never
// longer than the interval. Terms are asked for once a day; a page that is gone for
// an hour must not be missing for a day, and one that is gone for good not be asked
// for without end.
func Again(n int, interval Round) Round {
	return min(again<<min(max(n, 1)-1, MaxAgain-1), interval)
}

const again Round = 10 * 60 * 10

// MaxAgain is the number of looks in a row after which [Again] grows no more: the
// wait is longer than a day.
const MaxAgain = 9

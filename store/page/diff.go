package page

import "slices"

// A Line is one line of a diff: Op is ' ' for a line of both, '-' for one of
// before only, '+' for one of after only.
type Line struct {
	Op   byte
	Text string
}

// Bounds on the work of Diff: memory grows with the square of the edits (4 MB
// at most), time with the lines times the edits.
const (
	maxEdits = 1000
	maxWork  = 1 << 25
)

// Diff shows how after differs from before. It is the shortest such list (Myers
// 1986, "An O(ND) Difference Algorithm and Its Variations") while no more than
// 1000 lines differ, fewer in a text of over 33,000; beyond that, everything
// between the first and the last difference is given as taken away and put
// back: true, but not short. Without its '+' lines it is always before, without
// its '-' lines after.
func Diff(before, after []string) []Line {
	head := 0
	for head < min(len(before), len(after)) && before[head] == after[head] {
		head++
	}
	tail := 0
	for tail < min(len(before), len(after))-head && before[len(before)-1-tail] == after[len(after)-1-tail] {
		tail++
	}
	out := lines(nil, ' ', before[:head])
	out = middle(out, before[head:len(before)-tail], after[head:len(after)-tail])
	return lines(out, ' ', before[len(before)-tail:])
}

func lines(out []Line, op byte, texts []string) []Line {
	for _, t := range texts {
		out = append(out, Line{op, t})
	}
	return out
}

func middle(out []Line, a, b []string) []Line {
	x, y := numbers(a, b)
	back, ok := shortest(x, y)
	if !ok {
		return lines(lines(out, '-', a), '+', b)
	}
	for i, j := 0, 0; i < len(a) || j < len(b); {
		switch {
		case len(back) > 0 && back[0] == (place{i, j}):
			out = append(out, Line{' ', a[i]})
			back = back[1:]
			i, j = i+1, j+1
		case i < len(a) && (len(back) == 0 || i < back[0].i):
			out = append(out, Line{'-', a[i]})
			i++
		default:
			out = append(out, Line{'+', b[j]})
			j++
		}
	}
	return out
}

// numbers gives equal lines equal numbers, so that long lines compare fast.
func numbers(a, b []string) (x, y []int) {
	seen := map[string]int{}
	number := func(lines []string) []int {
		ns := make([]int, len(lines))
		for i, l := range lines {
			n, ok := seen[l]
			if !ok {
				n = len(seen)
				seen[l] = n
			}
			ns[i] = n
		}
		return ns
	}
	return number(a), number(b)
}

// A place is a line that both have: i in before, j in after.
type place struct{ i, j int }

// shortest gives the common lines of a shortest edit, in order; false when it
// would take more edits than the bounds allow.
func shortest(a, b []int) ([]place, bool) {
	n := len(a) + len(b)
	limit := min(n, maxEdits, maxWork/(n+1))
	far := make([]int32, 2*limit+1) // far[limit+k]: how far in a diagonal k = i-j reaches
	var trace [][]int32
	for d := 0; d <= limit; d++ {
		row := slices.Clone(far[limit-d : limit+d+1])
		trace = append(trace, row)
		for k := -d; k <= d; k += 2 {
			i, _ := step(row, d, k)
			for i < len(a) && i-k < len(b) && a[i] == b[i-k] {
				i++
			}
			far[limit+k] = int32(i)
			if i >= len(a) && i-k >= len(b) {
				return common(trace, len(a), len(b)), true
			}
		}
	}
	return nil, false
}

// step makes the edit number d onto diagonal k, from the row of edit d-1: down
// (a line put in) or right (a line taken out), whichever comes further.
func step(row []int32, d, k int) (i, from int) {
	switch {
	case d == 0:
		return 0, 0
	case k == -d || k != d && row[d+k-1] < row[d+k+1]:
		return int(row[d+k+1]), k + 1
	}
	return int(row[d+k-1]) + 1, k - 1
}

// common walks the trace back from the end and collects the diagonals.
func common(trace [][]int32, i, j int) []place {
	var back []place
	for d := len(trace) - 1; d >= 0; d-- {
		k := i - j
		start, from := step(trace[d], d, k)
		for i > start {
			i, j = i-1, j-1
			back = append(back, place{i, j})
		}
		if from > k {
			j--
		} else if from < k {
			i--
		}
	}
	slices.Reverse(back)
	return back
}

// Hunks cuts a diff into its changes, each with at most context common lines
// before and after; changes that near to each other are one. No change, no hunk.
func Hunks(lines []Line, context int) [][]Line {
	context = max(context, 0)
	var out [][]Line
	from, last := -1, -1 // the hunk begins at from, its last change is at last
	for i, l := range lines {
		if l.Op == ' ' {
			continue
		}
		if from >= 0 && i-last > 2*context+1 {
			out = append(out, lines[from:last+1+context])
			from = -1
		}
		if from < 0 {
			from = max(0, i-context)
		}
		last = i
	}
	if from < 0 {
		return nil
	}
	return append(out, lines[from:min(len(lines), last+1+context)])
}

package incident

import (
	"cmp"
	"slices"
	"time"
)

// runs returns the failures in s that followed one another, by vantage and
// interval.
func (s stretch) runs() []Run {
	var all []Run
	for _, v := range s.seers {
		var of []Run
		var last *Observation
		row := 0
		bad := v.badIn(s.span)
		slices.SortStableFunc(bad, func(a, b Observation) int { return cmp.Compare(a.Start, b.Start) })
		for i, o := range bad {
			if last == nil || !v.goesOn(*last, o) {
				row = 0
			} else {
				of, row = v.count(of, o, row), row+1
			}
			last = &bad[i]
		}
		all = append(all, of...)
	}
	return all
}

// goesOn reports whether the target was proven down from o to p.
func (s sight) goesOn(o, p Observation) bool {
	if !p.follows(o) {
		return false
	}
	step := step(o, p)
	return step.From == step.To || slices.Equal(s.proven.within(step), spans{step})
}

// count adds o, which follows a failure, to the runs of its interval. A row
// begins with two.
func (s sight) count(list []Run, o Observation, row int) []Run {
	every := time.Duration(o.interval()) * time.Millisecond
	i := slices.IndexFunc(list, func(r Run) bool { return r.Interval == every })
	if i < 0 {
		i, list = len(list), append(list, Run{Vantage: s.Vantage, Interval: every})
	}
	r := &list[i]
	if row == 0 {
		r.Rows++
		r.Failures++
	}
	r.Failures++
	r.Longest = max(r.Longest, row+2)
	return list
}

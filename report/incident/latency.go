package incident

import (
	"maps"
	"slices"
	"time"

	"constat/store/record"
)

// A Latency is how long good answers took over one bucket of time, in whole
// microseconds: the tenth, half and nine tenths, by nearest rank.
type Latency struct {
	Span
	P10, P50, P90 int64
	Count         int
}

// Latencies returns the latency of the scheduled good answers in views, for
// each bucket of the period that has any. The first bucket begins with the
// period; bucket is at least a millisecond.
func (m Method) Latencies(period Span, bucket time.Duration, views ...View) []Latency {
	width := record.Instant(max(bucket.Milliseconds(), 1))
	took := map[record.Instant][]int64{}
	for _, v := range m.gather(views) {
		for _, o := range scheduled(v.Observations) {
			if o.Verdict == Good && period.From <= o.Start && o.Start < period.To {
				at := (o.Start - period.From) / width
				took[at] = append(took[at], o.Took.Microseconds())
			}
		}
	}
	return latencies(period, width, took)
}

func latencies(period Span, width record.Instant, took map[record.Instant][]int64) []Latency {
	var list []Latency
	for _, at := range slices.Sorted(maps.Keys(took)) {
		all := slices.Sorted(slices.Values(took[at]))
		from := period.From + at*width
		list = append(list, Latency{
			Span: Span{from, min(from+width, period.To)},
			P10:  rank(all, 10), P50: rank(all, 50), P90: rank(all, 90),
			Count: len(all),
		})
	}
	return list
}

// rank returns the nearest-rank percentile of sorted: the smallest value that
// at least percent of all values do not exceed.
func rank(sorted []int64, percent int) int64 {
	return sorted[max(0, (len(sorted)*percent+99)/100-1)]
}

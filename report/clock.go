package report

import (
	"slices"
	"time"

	"constat/report/clock"
	"constat/report/dossier"
	"constat/report/incident"
	"constat/store/record"
)

// clocks returns the clock entries of a, in order, and their leaves.
func (a *account) clocks() (list []record.Clock, leaves []int64) {
	for _, i := range a.entries {
		if c, ok := i.Entry.(record.Clock); ok {
			list, leaves = append(list, c), append(leaves, i.Leaf)
		}
	}
	return list, leaves
}

// doubts returns how far a's clock can have been off, and when, by method m. Where no server
// was ever asked nothing is unsettled, but for steps nothing is known.
func (a *account) doubts(m *incident.Method) []incident.Doubt {
	if a.doubted != nil {
		return a.doubted
	}
	entries, _ := a.clocks()
	compared := slices.ContainsFunc(entries, func(c record.Clock) bool { return len(c.Servers) > 0 })
	list := []incident.Doubt{}
	for _, d := range clock.Doubts(entries, clock.Hold{For: m.ClockHolds, Drift: m.ClockDrift}) {
		list = append(list, incident.Doubt{Span: incident.Span{From: d.From, To: d.To}, Within: d.Within, Known: d.Known || !compared, Told: d.Known})
	}
	a.doubted = list
	return list
}

// clock says what a's clock entries say of the period.
func (b *builder) clock(a *account) dossier.Clock {
	out := dossier.Clock{Proof: dossier.Ref{Log: a.origin, Leaf: -1, Item: -1}}
	entries, leaves := a.clocks()
	from, to := around(entries, b.period)
	var worst clock.Reading
	for i := from; i < to; i++ {
		c, proof := entries[i], dossier.Ref{Log: a.origin, Leaf: leaves[i], Item: -1}
		if by, stepped := clock.Step(c); stepped {
			out.Steps = append(out.Steps, dossier.ClockStep{Entered: dossier.Known(c.Time), Gained: nearest(by), Proof: proof})
		}
		r := clock.Read(c)
		out.Servers = tellServers(out.Servers, c, r)
		out.Asked += count(r.Asked > 0)
		out.Agreed += count(r.Known)
		if r.Known && (!worst.Known || r.Worst() > worst.Worst()) {
			worst, out.Worst, out.Proof = r, dossier.Known(c.Time), proof
		}
	}
	if worst.Known {
		out.WorstOffset, out.Uncertainty = rounded(worst.Interval)
	}
	return out
}

// around returns which of entries bear on the period: those in it, the one
// before and the one after.
func around(entries []record.Clock, p incident.Span) (from, to int) {
	from = len(entries)
	for i := len(entries) - 1; i >= 0; i-- {
		if entries[i].Time >= p.From {
			from = i
		}
		if to == 0 && entries[i].Time < p.To {
			to = i + 1
		}
	}
	return max(0, from-1), min(max(from, to)+1, len(entries))
}

// tellServers counts what the servers of c said.
func tellServers(list []dossier.TimeServer, c record.Clock, r clock.Reading) []dossier.TimeServer {
	for _, t := range c.Servers {
		i := slices.IndexFunc(list, func(s dossier.TimeServer) bool { return s.Server == t.Server })
		if i < 0 {
			i, list = len(list), append(list, dossier.TimeServer{Server: t.Server})
		}
		s := &list[i]
		s.Asked++
		if t.Fault != "" {
			continue
		}
		s.Answered++
		s.Reference = t.Reference
		if r.Known {
			with := r.With(t)
			s.Agreed += count(with)
			s.Apart += count(!with)
		}
	}
	return list
}

// nearest returns d in whole milliseconds.
func nearest(d time.Duration) dossier.Seconds { return seconds(d.Round(time.Millisecond)) }

// rounded returns the offset in whole milliseconds, and an uncertainty that
// still reaches both ends of i.
func rounded(i clock.Interval) (offset, uncertainty *dossier.Seconds) {
	mid := nearest(i.Offset())
	at := time.Duration(mid) * time.Millisecond
	half := raised(max(i.High-at, at-i.Low))
	return &mid, &half
}

// raised returns d in milliseconds, none left out.
func raised(d time.Duration) dossier.Seconds { return seconds(d + time.Millisecond - 1) }

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

package report

import (
	"slices"
	"time"

	"constat/report/incident"
	"constat/store/record"
)

// target adds how s went in the period, and its incidents.
func (b *builder) target(s *subject, w *witnessed) Target {
	names := vantagesIn(w.views)
	tl := b.opt.Method.Derive(len(vantagesOf(b.accounts)), b.period, w.views)
	t := Target{
		ID: s.id, Name: s.target.Name, Site: s.target.Site, Provider: s.target.Provider,
		Question: s.target.Question, Interval: Seconds(s.target.Interval.Millis()), Vantages: names, Quorum: Quorum(tl.Quorum),
		Descriptions: b.descriptions(s),
		Down:         Bounds{seconds(tl.AtLeast), seconds(tl.AtMost)},
		NotWatched:   seconds(tl.NotWatched),
		NotShown:     seconds(tl.NotShown),
		Availability: availability(tl.Availability),
	}
	for _, v := range tl.Seen {
		t.Observations = t.Observations.plus(Counts(v.Counts))
		t.Cached += v.Cached
		t.Seen = append(t.Seen, seen(v))
		b.watch(v.Vantage, seconds(v.Watched))
	}
	for _, l := range b.opt.Method.Latencies(b.period, bucket(b.period, s.target.Interval, len(names)), w.views...) {
		t.Latency = append(t.Latency, Latency{Known(l.From), Known(l.To), l.P10, l.P50, l.P90, l.Count})
	}
	confirmed := b.incidents(t, tl.Incidents)
	b.notes(t, confirmed, w)
	b.heard(t, confirmed, w.views)
	b.downs = append(b.downs, downtime{t, tl})
	t.Review = reasons(confirmed)
	b.d.Targets = append(b.d.Targets, t)
	b.d.Incidents = append(b.d.Incidents, confirmed...)
	b.d.Unconfirmed = append(b.d.Unconfirmed, b.incidents(t, tl.Unconfirmed)...)
	return t
}

func (b *builder) watch(vantage string, s Seconds) {
	if b.watched == nil {
		b.watched = map[string][]Seconds{}
	}
	b.watched[vantage] = append(b.watched[vantage], s)
}

func vantagesIn(views []incident.View) []string {
	var names []string
	for _, v := range views {
		names = append(names, v.Vantage)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func seconds(d time.Duration) Seconds { return Seconds(d.Milliseconds()) }

func availability(a incident.Availability) Availability {
	return Availability{a.Lower, a.Upper, a.ExactLower, a.ExactUpper}
}

func (c Counts) plus(d Counts) Counts {
	return Counts{c.Good + d.Good, c.Bad + d.Bad, c.Slow + d.Slow, c.Blocked + d.Blocked, c.Unknown + d.Unknown}
}

func seen(v incident.Seen) Seen {
	s := Seen{Vantage: v.Vantage, Observations: Counts(v.Counts), Cached: v.Cached}
	for _, r := range v.Stretches {
		s.Stretches = append(s.Stretches, Stretch{Known(r.From), Known(r.To), string(r.Verdict), string(r.Cause), r.Rounds, Known(r.Last)})
	}
	return s
}

// reasons returns why any of list must be looked at, in the order of the
// closed list.
func reasons(list []Incident) []string {
	var all []string
	for _, r := range incident.Reasons {
		if slices.ContainsFunc(list, func(i Incident) bool { return slices.Contains(i.Review, string(r)) }) {
			all = append(all, string(r))
		}
	}
	return all
}

func (b *builder) incidents(t Target, list []incident.Incident) []Incident {
	var out []Incident
	for _, i := range list {
		n := Incident{
			Target: t.Name, TargetID: t.ID,
			LastGood: moment(i.LastGood), FirstBad: Known(i.FirstBad), LastBad: Known(i.LastBad), FirstGood: moment(i.FirstGood),
			OpenStart: string(i.OpenStart), OpenEnd: string(i.OpenEnd),
			AtLeast: seconds(i.AtLeast), AtMost: seconds(i.AtMost), NotWatched: seconds(i.NotWatched),
			Cause: string(i.Cause), Status: i.Status, Vantages: i.Vantages, Quorum: Quorum(i.Quorum),
			Layer: string(i.Layer), Fronts: i.Fronts,
		}
		for _, l := range i.Beside {
			n.Beside = append(n.Beside, string(l))
		}
		if i.Compared {
			within := raised(i.Clock)
			n.Clock, n.ClockKnown = &within, i.ClockKnown
		}
		for _, c := range i.Causes {
			n.Causes = append(n.Causes, CauseSeen{c.Vantage, string(c.Cause), c.Status, c.Detail, c.Rounds, string(c.Place.Layer), c.Place.Front, c.Place.Elsewhere})
		}
		for _, r := range i.Runs {
			n.Runs = append(n.Runs, Run{r.Vantage, r.Rows, r.Failures, r.Longest, seconds(r.Interval)})
		}
		b.describe(&n, t, i)
		for _, l := range i.Leaves {
			n.Leaves = append(n.Leaves, Ref(l))
		}
		b.attest(&n)
		out = append(out, n)
	}
	return out
}

func moment(m incident.Moment) Time { return Time{m.Instant, m.Known} }

// bucket returns the width of a latency bucket: the smallest of a few round
// ones that cuts the period into no more than 240 and lets each vantage's
// steady rounds bring it some answers.
func bucket(period incident.Span, interval record.Round, vantages int) time.Duration {
	const some = 4
	widths := []time.Duration{time.Second, 2 * time.Second, 5 * time.Second, 15 * time.Second, time.Minute, 5 * time.Minute,
		15 * time.Minute, time.Hour, 6 * time.Hour, 24 * time.Hour}
	for _, w := range widths {
		answers := w.Milliseconds() * int64(vantages) / max(interval.Millis(), 1)
		if period.To-period.From <= record.Instant(240*w.Milliseconds()) && answers >= some {
			return w
		}
	}
	return 7 * 24 * time.Hour
}

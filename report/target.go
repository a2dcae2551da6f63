package report

import (
	"slices"
	"time"

	"constat/report/dossier"
	"constat/report/incident"
	"constat/store/record"
)

// target adds how s went in the period, and its incidents.
func (b *builder) target(s *subject, w *witnessed) dossier.Target {
	names := vantagesIn(w.views)
	tl := b.opt.Method.Derive(len(vantagesOf(b.accounts)), b.period, w.views)
	t := dossier.Target{
		ID: s.id, Name: s.target.Name, Site: s.target.Site, Provider: s.target.Provider,
		Question: s.target.Question, Interval: dossier.Seconds(s.target.Interval.Millis()), Vantages: names, Quorum: dossier.Quorum(tl.Quorum),
		Descriptions: b.descriptions(s),
		Down:         dossier.Bounds{AtLeast: seconds(tl.AtLeast), AtMost: seconds(tl.AtMost)},
		NotWatched:   seconds(tl.NotWatched),
		NotShown:     seconds(tl.NotShown),
		Availability: availability(tl.Availability),
	}
	for _, v := range tl.Seen {
		t.Observations = t.Observations.Plus(dossier.Counts(v.Counts))
		t.Cached += v.Cached
		t.Seen = append(t.Seen, seen(v))
		b.watch(v.Vantage, seconds(v.Watched))
	}
	for _, l := range b.latencies(s, names, w.views) {
		t.Latency = append(t.Latency, dossier.Latency{From: dossier.Known(l.From), To: dossier.Known(l.To), P10: l.P10, P50: l.P50, P90: l.P90, Count: l.Count})
	}
	confirmed := b.incidents(t, tl.Incidents)
	b.notes(t, confirmed, w)
	b.heard(t, confirmed, w.views)
	b.downs = append(b.downs, downtime{t, tl})
	b.reached(t.ID, w)
	t.Review = reasons(confirmed)
	b.d.Targets = append(b.d.Targets, t)
	b.d.Incidents = append(b.d.Incidents, confirmed...)
	b.d.Unconfirmed = append(b.d.Unconfirmed, b.incidents(t, tl.Unconfirmed)...)
	return t
}

// latencies are how long good answers took; a class report shows none.
func (b *builder) latencies(s *subject, names []string, views []incident.View) []incident.Latency {
	if b.opt.brief {
		return nil
	}
	return b.opt.Method.Latencies(b.period, bucket(b.period, s.target.Interval, len(names)), views...)
}

func (b *builder) watch(vantage string, s dossier.Seconds) {
	if b.watched == nil {
		b.watched = map[string][]dossier.Seconds{}
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

func seconds(d time.Duration) dossier.Seconds { return dossier.Seconds(d.Milliseconds()) }

func availability(a incident.Availability) dossier.Availability {
	return dossier.Availability{Lower: a.Lower, Upper: a.Upper, ExactLower: a.ExactLower, ExactUpper: a.ExactUpper}
}

func seen(v incident.Seen) dossier.Seen {
	s := dossier.Seen{Vantage: v.Vantage, Observations: dossier.Counts(v.Counts), Cached: v.Cached}
	for _, r := range v.Stretches {
		s.Stretches = append(s.Stretches, dossier.Stretch{From: dossier.Known(r.From), To: dossier.Known(r.To), Verdict: string(r.Verdict), Cause: string(r.Cause), Rounds: r.Rounds, Last: dossier.Known(r.Last)})
	}
	return s
}

// reasons returns why any of list must be looked at, in the order of the
// closed list.
func reasons(list []dossier.Incident) []string {
	var all []string
	for _, r := range incident.Reasons {
		if slices.ContainsFunc(list, func(i dossier.Incident) bool { return slices.Contains(i.Review, string(r)) }) {
			all = append(all, string(r))
		}
	}
	return all
}

func (b *builder) incidents(t dossier.Target, list []incident.Incident) []dossier.Incident {
	var out []dossier.Incident
	for _, i := range list {
		n := dossier.Incident{
			Target: t.Name, TargetID: t.ID,
			LastGood: moment(i.LastGood), FirstBad: dossier.Known(i.FirstBad), LastBad: dossier.Known(i.LastBad), FirstGood: moment(i.FirstGood),
			OpenStart: string(i.OpenStart), OpenEnd: string(i.OpenEnd),
			AtLeast: seconds(i.AtLeast), AtMost: seconds(i.AtMost), NotWatched: seconds(i.NotWatched),
			Cause: string(i.Cause), Status: i.Status, Vantages: i.Vantages, Quorum: dossier.Quorum(i.Quorum),
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
			n.Causes = append(n.Causes, dossier.CauseSeen{Vantage: c.Vantage, Cause: string(c.Cause), Status: c.Status, Detail: c.Detail, Rounds: c.Rounds, Layer: string(c.Place.Layer), Front: c.Place.Front, Led: c.Place.Elsewhere})
		}
		for _, r := range i.Runs {
			n.Runs = append(n.Runs, dossier.Run{Vantage: r.Vantage, Rows: r.Rows, Failures: r.Failures, Longest: r.Longest, Interval: seconds(r.Interval)})
		}
		b.describe(&n, t, i)
		for _, l := range i.Leaves {
			n.Leaves = append(n.Leaves, dossier.Ref(l))
		}
		for _, l := range i.Onset {
			n.Onset = append(n.Onset, dossier.Ref(l))
		}
		for _, l := range i.End {
			n.End = append(n.End, dossier.Ref(l))
		}
		b.attest(&n)
		out = append(out, n)
	}
	return out
}

func moment(m incident.Moment) dossier.Time { return dossier.Time{Instant: m.Instant, Known: m.Known} }

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

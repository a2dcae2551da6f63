package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"constat/report/dossier"
	"constat/store/record"
)

// A befallen is a trial that took place. What it did began between from and
// begun, and ended between ending and to.
type befallen struct {
	target, what, want      string
	item                    string // the file, of a store
	layer                   string // that the report must name; "" for any
	tried                   map[string]string
	silence                 string // of the provider, as the report has it
	from, begun, ending, to time.Time
	incident                *dossier.Incident // of the dossier, where there is one
	wrong                   []string
}

// bare counts the failures of which the report proves no duration at all: a
// machine that is very busy doubts itself now and then.
func bare(truth []*befallen) (none, all int) {
	for _, b := range truth {
		if b.counts() && b.incident != nil {
			if all++; b.incident.AtLeast == 0 {
				none++
			}
		}
	}
	return none, all
}

// everythingSlack is how long a question may be on its way before it is met.
const everythingSlack = 500 * time.Millisecond

// counts reports whether the trial is a failure of the target.
func (b *befallen) counts() bool { return !strings.HasPrefix(b.want, "(") }

func (b *befallen) unless(holds bool, wrong string, words ...any) {
	if !holds {
		b.wrong = append(b.wrong, fmt.Sprintf(wrong, words...))
	}
}

// held holds a dossier against what befell the targets: every failure must be
// there by its cause and within its bounds, and nothing else.
func (f *field) held(d *dossier.Dossier, truth []*befallen) (wrong []string) {
	timeout, vantages := f.playbill.timeout, len(demoVantages)
	left := slices.Clone(d.Incidents)
	for _, b := range truth {
		i := slices.IndexFunc(left, func(i dossier.Incident) bool { return b.target == i.Target && b.meets(i, timeout) })
		switch {
		case i < 0:
			b.unless(!b.counts(), "not in the report")
		case !b.counts():
			b.incident = &d.Incidents[slices.IndexFunc(d.Incidents, func(j dossier.Incident) bool { return j.Number == left[i].Number })]
			b.unless(false, "counted as %s, %v to %v", left[i].Cause, left[i].AtLeast, left[i].AtMost)
			left = slices.Delete(left, i, i+1)
		default:
			found := left[i]
			b.incident = &found
			b.judge(timeout, f.lag(b), vantages)
			left = slices.Delete(left, i, i+1)
		}
	}
	for _, i := range left {
		if f.dozed(i) {
			continue
		}
		wrong = append(wrong, fmt.Sprintf("%s: %s from %v to %v, which nobody did", i.Target, i.Cause, i.FirstBad, i.LastBad))
	}
	return slices.Concat(wrong, uncounted(d, truth), lost(d, truth), f.spoken(d, truth), f.tried(truth))
}

// uncounted holds what counts for nothing against how much of it was seen.
func uncounted(d *dossier.Dossier, truth []*befallen) (wrong []string) {
	for _, t := range d.Targets {
		want := map[string]int{}
		for _, b := range truth {
			if b.target == t.Name {
				want[b.want]++
			}
		}
		for verdict, seen := range map[string]int{isBlocked: t.Observations.Blocked, isSlow: t.Observations.Slow, isUnknown: t.Observations.Unknown} {
			if seen < want[verdict] {
				wrong = append(wrong, fmt.Sprintf("%s: %s %d times, seen %d times", t.Name, verdict, want[verdict], seen))
			}
		}
	}
	for _, b := range truth {
		if b.want == isAlone && !slices.ContainsFunc(d.Unconfirmed, func(i dossier.Incident) bool { return i.Target == b.target && b.meets(i, 0) }) {
			b.unless(false, "not among what one vantage saw alone")
		}
	}
	return wrong
}

func (b *befallen) meets(i dossier.Incident, timeout time.Duration) bool {
	return i.FirstBad.Instant < record.At(b.to.Add(everythingSlack)) && i.LastBad.Instant > record.At(b.from.Add(-everythingSlack))
}

// others are what it was for other targets.
func (b *befallen) others(also map[string]string) (list []*befallen) {
	for _, name := range slices.Sorted(maps.Keys(also)) {
		o := *b
		o.target, o.want, o.layer, o.tried = name, also[name], "", nil
		list = append(list, &o)
	}
	return list
}

// judge notes what the incident says that is not so. A failure can lag behind
// what befell the target.
func (b *befallen) judge(timeout, lag time.Duration, vantages int) {
	i, slack := b.incident, everythingSlack
	longest, shortest := b.to.Sub(b.from), b.ending.Sub(b.begun)
	b.unless(i.Cause == b.want, "cause %s", i.Cause)
	b.unless(b.layer == "" || i.Layer == b.layer, "layer %s", i.Layer)
	b.unless(len(i.Vantages) == vantages, "seen by %d", len(i.Vantages))
	b.unless(i.AtLeast <= dossier.Seconds((longest+slack).Milliseconds()), "more proven than there was")
	b.unless(i.AtMost >= dossier.Seconds((shortest-slack-timeout-lag).Milliseconds()), "less possible than there was")
	b.unless(i.FirstBad.Instant >= record.At(b.from.Add(-slack)), "down before it was")
	b.unless(i.LastBad.Instant <= record.At(b.to.Add(slack)), "down after it was")
	b.unless(i.LastGood.Known && i.LastGood.Instant <= record.At(b.begun.Add(slack+lag)), "good while it was down")
	b.unless(i.FirstGood.Known && i.FirstGood.Instant >= record.At(b.ending.Add(-slack-timeout)), "good again before it was")
}

// table prints what befell whom, and what the report says of it.
func table(w io.Writer, truth []*befallen) {
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(tw, "target\twhat befell it\texpected\treported\tat least\ttrue\tat most\t")
	for _, b := range truth {
		cause, least, most := "-", "-", "-"
		if i := b.incident; i != nil {
			cause, least, most = i.Cause, seconds(i.AtLeast), seconds(i.AtMost)
		}
		verdict := strings.TrimSpace("right " + b.silence)
		if len(b.wrong) > 0 {
			verdict = "WRONG: " + strings.Join(b.wrong, ", ")
		}
		fmt.Fprintf(tw, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", b.target, b.what, b.want, cause, least, seconds(dossier.Seconds(b.to.Sub(b.from).Milliseconds())), most, verdict)
	}
	tw.Flush()
}

func seconds(s dossier.Seconds) string { return fmt.Sprintf("%.1f s", float64(s)/1000) }

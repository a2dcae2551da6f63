package dashboard

import (
	"time"

	"constat/store/record"
)

// An Ailment is what the evidence suffers from, or could be stronger by.
type Ailment struct {
	Kind  string // one of the kinds below, in [ailmentWords]
	Who   string // host of an authority or witness, reason of a gap
	Since time.Time
	Grave bool // it costs evidence now; else it is worth a thought
}

// How long something is no trouble yet: short ones are made good, and a record may be two hours
// late before it counts for nothing.
const (
	sealPatience    = 80 * time.Minute
	anchorPatience  = 30 * time.Minute
	witnessPatience = 30 * time.Minute
	clockOld        = 3 * time.Hour
	gapWorth        = 5 * time.Minute
	gapShown        = 24 * time.Hour
	leastRoom       = 200 << 20 // as the notices tell of
	littleRoom      = 1 << 30
)

// Ailments are what the evidence suffers from now, the grave ones first.
func (v *View) Ailments() []Ailment {
	var grave, light []Ailment
	add := func(is bool, a Ailment) {
		switch {
		case !is:
		case a.Grave:
			grave = append(grave, a)
		default:
			light = append(light, a)
		}
	}
	e := v.Evidence
	add(v.Blind(), Ailment{Kind: "blind", Grave: true})
	add(!e.Unsealed.IsZero() && v.Now.Sub(e.Unsealed) > sealPatience, Ailment{Kind: "unsealed", Since: e.Unsealed, Grave: true})
	for _, w := range e.Unstamped {
		add(w.Tries > 0 && v.Now.Sub(w.Since) > anchorPatience, Ailment{Kind: "unstamped", Who: w.Who, Since: w.Since, Grave: true})
	}
	for _, w := range e.Uncosigned {
		add(w.Tries > 0 && v.Now.Sub(w.Since) > witnessPatience, Ailment{Kind: "uncosigned", Who: w.Who, Since: w.Since, Grave: true})
	}
	add(e.Free >= 0 && e.Free < leastRoom, Ailment{Kind: "disk", Grave: true})
	add(e.Free >= leastRoom && e.Free < littleRoom, Ailment{Kind: "disk-soon"})
	clock := v.clockAilment()
	add(clock.Kind != "", clock)
	told := map[string]bool{} // one of each reason, the newest
	for _, g := range e.Gaps {
		if told[g.Reason] {
			continue
		}
		told[g.Reason] = g.To-g.From >= record.Instant(gapWorth.Milliseconds()) || g.Reason == "storage"
		add(told[g.Reason] && v.Now.Sub(g.To.Time()) < gapShown, Ailment{Kind: "gap", Who: g.Reason, Since: g.From.Time()})
	}
	add(len(e.Authorities) == 0, Ailment{Kind: "no-authority"})
	add(e.WitnessesAsked == 0, Ailment{Kind: "no-witness"})
	add(e.Servers == 0, Ailment{Kind: "no-clock"})
	add(!v.controlled(), Ailment{Kind: "no-control"})
	return append(grave, light...)
}

func (v *View) controlled() bool {
	for _, t := range v.Targets {
		if t.Control {
			return true
		}
	}
	return false
}

func (v *View) clockAilment() Ailment {
	c := v.Evidence.Clock
	switch {
	case v.Evidence.Servers == 0:
	case c == nil:
	case !c.Known:
		return Ailment{Kind: "clock-unknown", Since: c.At, Grave: true}
	case c.Offset.Abs()+c.Within > v.Evidence.ClockWithin:
		return Ailment{Kind: "clock-wrong", Since: c.At, Grave: true}
	case v.Now.Sub(c.At) > clockOld:
		return Ailment{Kind: "clock-old", Since: c.At}
	}
	return Ailment{}
}

// Grave says whether the evidence suffers now.
func (v *View) Grave() bool {
	all := v.Ailments()
	return len(all) > 0 && all[0].Grave
}

package report

import (
	"net/netip"
	"slices"

	"constat/report/loss"
)

// fromOrigin sets aside that a loss was seen through what stands in front of the
// site, where the same URL, asked at an address behind it, showed the same at an
// instant at which it can have come for both. What was held against what the origin
// showed is held against the loss then.
func (f followed) fromOrigin(asked []followed, c course, l loss.Lost) {
	s := &c.Spells[l.Spell]
	if !slices.Contains(s.Doubts, loss.Through) {
		return
	}
	for _, o := range asked {
		if !f.behind(o, c) {
			continue
		}
		if origin := o.showing(*s, l); origin != nil {
			rest := slices.DeleteFunc(slices.Clone(s.Doubts), func(d loss.Doubt) bool { return d == loss.Through })
			s.Doubts = append(rest, slices.DeleteFunc(slices.Clone(origin.Doubts), func(d loss.Doubt) bool { return slices.Contains(rest, d) })...)
			c.row.States[l.Spell].Review = named(s.Doubts)
			return
		}
	}
}

// behind reports whether o asked what f did at one address, and none at which
// answers to c bore the mark of something in front.
func (f followed) behind(o followed, c course) bool {
	address := o.target.Question.Address
	if at, err := netip.ParseAddrPort(address); err == nil {
		address = at.Addr().String()
	}
	at, err := netip.ParseAddr(address) // as answers tell it
	return err == nil && o.target.ID != f.target.ID && !c.Fronts[at.String()]
}

// showing is the state in which a page, asked at its origin, lost the very content
// of l in the same way, nil for none. A machine that had another content is no origin
// of this one.
func (f followed) showing(s loss.Spell, l loss.Lost) *loss.Spell {
	for i, c := range f.all {
		for _, o := range c.Losses {
			at := &c.Spells[o.Spell]
			same := at.State == s.State && (s.Known == nil || at.Known != nil && at.Known.ID == s.Known.ID)
			same = same && (o.Content.Body == l.Content.Body || o.Content.Normal == l.Content.Normal && !l.Content.Normal.IsZero())
			if same && o.LastSeen < l.Missing && l.LastSeen < o.Missing && !contested(f.all, i, o) && !slices.Contains(at.Doubts, loss.Through) {
				return at
			}
		}
	}
	return nil
}

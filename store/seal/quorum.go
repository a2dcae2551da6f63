package seal

import (
	"cmp"
	"slices"
)

// Satisfied reports whether the witnesses called so are enough for the
// policy's quorum. Where it is "none", nobody is enough.
func (p *Policy) Satisfied(names map[string]bool) bool { return p.met(p.Quorum, names) }

// met asks for a witness or group. Groups have only members that stand above
// them in the policy, each in one group, so that this ends, after as many
// steps as the policy has names.
func (p *Policy) met(name string, by map[string]bool) bool {
	g, isGroup := p.Groups[name]
	if !isGroup {
		return p.Witnesses[name] != nil && by[name]
	}
	n := 0
	for _, m := range g.Members {
		if p.met(m, by) {
			n++
		}
	}
	return n >= g.K
}

// A Witnessed is a cosignature by a witness that the policy names.
type Witnessed struct {
	Witness string // its name in the policy
	Cosignature
}

// Witnessing returns the cosignatures under c by witnesses that the policy
// names, in order of time, and how many are by strangers. It returns an error
// if one bears the name and number of such a witness's key and is not by it.
func (p *Policy) Witnessing(c Cosigned) (known []Witnessed, strangers int, err error) {
	for _, x := range c.Cosignatures {
		name := p.witnessOf(x)
		if name == "" {
			strangers++
			continue
		}
		if err := p.Witnesses[name].Check(x, c.Text); err != nil {
			return nil, 0, err
		}
		known = append(known, Witnessed{name, x})
	}
	slices.SortFunc(known, func(a, b Witnessed) int {
		return cmp.Or(cmp.Compare(a.Seconds, b.Seconds), cmp.Compare(a.Witness, b.Witness))
	})
	return known, strangers, nil
}

func (p *Policy) witnessOf(c Cosignature) string {
	for name, w := range p.Witnesses {
		if w.Signed(c) {
			return name
		}
	}
	return ""
}

// Quorate returns the cosignature, of those in order of time, with which the
// quorum was reached.
func (p *Policy) Quorate(known []Witnessed) (Witnessed, bool) {
	have := map[string]bool{}
	for _, k := range known {
		have[k.Witness] = true
		if p.Satisfied(have) {
			return k, true
		}
	}
	return Witnessed{}, false
}

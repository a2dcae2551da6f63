package report

import (
	"slices"

	"constat/report/dossier"
	"constat/store/bundle"
	"constat/store/record"
)

// A segment is known by its log and leaf.
type segment struct {
	log  string
	leaf int64
}

// late reports whether the record of o was committed too late, or cannot be
// shown to have been committed in time: its claimed time lies outside the
// moments that independent authorities attest, or one of them is missing, or
// more than the method allows went by before the later one. Where the reader
// asks for no time stamps, nothing is late and nothing is attested.
func (b *builder) late(origin string, o bundle.Observed) bool {
	k := o.Bracket
	if k == nil {
		return false
	}
	b.brackets[segment{origin, o.Leaf}] = k
	if k.NotBefore.Time == 0 || k.NotAfter.Time == 0 {
		return true
	}
	claimed, limit := o.Start(), record.Instant(b.opt.Method.LateAfter.Milliseconds())
	// A question may be on its way when a token arrives; it is over before its
	// record is composed.
	return o.End() < k.NotBefore.Time || o.End() > k.NotAfter.Time || k.NotAfter.Time-claimed > limit
}

// attest says between which moments the records that bound an incident were
// composed and committed, and who attests them.
func (b *builder) attest(n *dossier.Incident) {
	var before, after record.Instant
	for _, l := range n.Leaves {
		k := b.brackets[segment{l.Log, l.Leaf}]
		if k == nil || k.NotBefore.Time == 0 || k.NotAfter.Time == 0 {
			n.Authorities = nil
			return
		}
		if before == 0 || k.NotBefore.Time < before {
			before = k.NotBefore.Time
		}
		after = max(after, k.NotAfter.Time)
		n.Authorities = append(append(n.Authorities, k.NotBefore.Authorities[:]...), k.NotAfter.Authorities[:]...)
	}
	if before == 0 {
		return
	}
	slices.Sort(n.Authorities)
	n.Authorities = slices.Compact(n.Authorities)
	n.NotBefore, n.NotAfter = dossier.Known(before), dossier.Known(after)
}

// stamps lists the time stamps of a vantage's logs that the reader believes.
func stamps(logs []*bundle.Log) []dossier.Stamp {
	var out []dossier.Stamp
	for _, l := range logs {
		for _, s := range l.Stamps {
			out = append(out, dossier.Stamp{
				Time: dossier.Known(record.At(s.Time)), Accuracy: dossier.Seconds(s.Accuracy.Milliseconds()), Authority: s.Authority, Signer: s.Stamp.Authority,
				Asked: s.Asked, Size: s.Size, Policy: s.Policy, Serial: s.Serial.String(), Qualified: s.Qualified, SHA256: s.Response,
				Proof: dossier.Ref{Log: l.Origin, Leaf: s.Leaf},
			})
		}
	}
	slices.SortFunc(out, func(a, b dossier.Stamp) int { return int(a.Proof.Leaf - b.Proof.Leaf) })
	return slices.CompactFunc(out, func(a, b dossier.Stamp) bool { return a.Proof == b.Proof })
}

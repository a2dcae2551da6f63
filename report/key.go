package report

import (
	"cmp"
	"slices"
	"strings"

	"constat/report/dossier"
	"constat/report/loss"
	"constat/store/bundle"
	"constat/store/record"
)

// byEpoch orders origins by vantage, then by the number of the epoch: the
// second before the tenth.
func byEpoch(a, b string) int {
	v, m, _ := record.Epoch(a)
	w, n, _ := record.Epoch(b)
	return cmp.Or(strings.Compare(v, w), cmp.Compare(m, n), strings.Compare(a, b))
}

// keys says of each log what its key's life was.
func (b *builder) keys() {
	for _, a := range b.accounts {
		if before, ok := b.absent(a); ok {
			b.d.Keys = append(b.d.Keys, before)
		}
		b.d.Keys = append(b.d.Keys, a.key())
	}
	// After a loss only the next log says that it goes on.
	for i := range b.d.Keys {
		succeed(&b.d.Keys[i], b.accounts)
	}
}

// absent returns the key of the log that a goes on with, where that is not
// shown.
func (b *builder) absent(a *account) (dossier.Key, bool) {
	s, ok := a.newest().Follows()
	log, _, _ := strings.Cut(s.Predecessor, "+")
	if !ok || slices.ContainsFunc(b.accounts, func(o *account) bool { return o.origin == log }) {
		return dossier.Key{}, false
	}
	none := dossier.Ref{Log: log, Leaf: -1, Item: -1}
	return dossier.Key{Vantage: a.vantage, Log: log, Key: s.Predecessor, Opened: none, Closed: none}, true
}

func (a *account) key() dossier.Key {
	none := dossier.Ref{Log: a.origin, Leaf: -1, Item: -1}
	l := a.newest()
	k := dossier.Key{Vantage: a.vantage, Log: a.origin, Key: l.Key, Shown: true, Opened: none, Closed: none, Size: l.Head.Size}
	for _, item := range a.entries {
		if item.Leaf == 0 {
			k.From, k.Opened = opened(item.Entry), dossier.Ref{Log: a.origin, Leaf: 0, Item: -1}
		}
		switch e := item.Entry.(type) {
		case record.Successor:
			before, _, _ := strings.Cut(e.Predecessor, "+")
			k.Follows, k.Cited = before, e.Head.Size
		case record.Close:
			k.Until, k.Ended, k.Closed = dossier.Known(e.Time), e.Reason, dossier.Ref{Log: a.origin, Leaf: item.Leaf, Item: -1}
			k.Successor, _, _ = strings.Cut(e.Successor, "+")
		}
	}
	for _, s := range stamps(a.logs) {
		if s.Size > k.StampedSize || s.Size == k.StampedSize && s.Time.Instant < k.Stamped.Instant {
			k.Stamped, k.StampedBy, k.StampedSize = s.Time, s.Authority, s.Size
		}
	}
	return k
}

// opened is the time that a log's first entry says.
func opened(e record.Entry) dossier.Time {
	switch e := e.(type) {
	case record.Successor:
		return dossier.Known(e.Time)
	case record.Custody:
		return dossier.Known(e.Time)
	case record.Watch:
		return dossier.Known(e.Time)
	case record.Note:
		return dossier.Known(e.Time)
	case record.Target:
		return dossier.Known(e.Time)
	}
	return dossier.Time{}
}

// succeed fills in from the log after k what k's own does not say.
func succeed(k *dossier.Key, accounts []*account) {
	for _, a := range accounts {
		next := a.key()
		if next.Follows != k.Log || k.Ended != "" {
			continue
		}
		for _, l := range a.logs {
			if s, ok := l.Follows(); ok && s.Predecessor == k.Key {
				k.Until, k.Ended, k.Successor = dossier.Known(s.Time), s.Reason, next.Log
			}
		}
	}
}

// conversions says how the bundles, their tables and this dossier came to be.
func (b *builder) conversions() {
	inputs := []record.Hash{}
	for i, x := range b.bundles {
		inputs = append(inputs, x.SHA256)
		var heads []record.Hash
		for _, l := range x.Logs {
			heads = append(heads, record.Sum(l.Checkpoint))
		}
		b.d.Conversions = append(b.d.Conversions, converted(x.Logs[0], b.d.Files[i].Name, "", x.SHA256, heads))
		for _, l := range x.Logs {
			b.d.Conversions = append(b.d.Conversions, converted(l, "observations.csv", l.Origin, l.Table, []record.Hash{record.Sum(l.Checkpoint)}))
		}
	}
	b.d.Conversions = append(b.d.Conversions, dossier.Conversion{
		Output: "dossier.json", Tool: "constat", Version: b.d.Built.Version, Binary: b.d.Built.Binary, Inputs: inputs,
		Parameters: b.parameters(),
	})
}

// parameters are what the dossier depends on beside the evidence.
func (b *builder) parameters() []dossier.Parameter {
	all := []dossier.Parameter{{Name: "at", Value: b.d.At.Instant.String()}, {Name: "method", Value: b.d.Method.SHA256.String()}}
	if c := b.opt.Catalogue; c.Digest != loss.Standard().Digest {
		all = append(all, dossier.Parameter{Name: "catalogue", Value: c.Digest.String()})
	}
	if b.opt.Terms != nil {
		all = append(all, dossier.Parameter{Name: "terms", Value: b.opt.Terms.Digest.String()})
	}
	return all
}

// converted is what the program that wrote l's bundle made of the log.
func converted(l *bundle.Log, output, log string, digest record.Hash, inputs []record.Hash) dossier.Conversion {
	tool, version, _ := strings.Cut(l.Software, " ")
	c := dossier.Conversion{Output: output, Log: log, SHA256: digest, Tool: tool, Version: version, Inputs: inputs, Parameters: []dossier.Parameter{}}
	for _, p := range []struct {
		name string
		at   record.Instant
	}{{"from", l.From}, {"to", l.To}} {
		if p.at != 0 {
			c.Parameters = append(c.Parameters, dossier.Parameter{Name: p.name, Value: p.at.String()})
		}
	}
	slices.SortFunc(c.Inputs, func(a, b record.Hash) int { return strings.Compare(a.String(), b.String()) })
	return c
}

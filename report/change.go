package report

import (
	"constat/report/dossier"
	"constat/report/loss"
	"constat/store/record"
)

// changes adds the content of t that changed in the period.
func (b *builder) changes(t dossier.Target, w *witnessed) error {
	var all []loss.Sighted
	for _, vantage := range t.Vantages {
		list, err := loss.Changes(w.sights[vantage], kept(w.captures[vantage]))
		if err != nil {
			return err
		}
		for _, c := range list {
			if b.period.From <= c.FirstSeen && c.LastSeen < b.period.To {
				all = append(all, loss.Sighted{Vantage: vantage, Change: c})
			}
		}
	}
	for _, group := range loss.Common(all) {
		b.d.Changes = append(b.d.Changes, change(t, group))
	}
	return nil
}

// change tells what group saw of one change. The difference is that of the
// first vantage that kept both contents.
func change(t dossier.Target, group []loss.Sighted) dossier.Change {
	last, first := loss.Bounds(group)
	n := dossier.Change{
		Target: t.Name, TargetID: t.ID, LastSeen: dossier.Known(last), First: dossier.Known(first),
		Before: content(group[0].Before), After: content(group[0].After),
	}
	exactly := true
	for _, s := range group {
		n.Vantages = append(n.Vantages, s.Vantage)
		n.Seen = append(n.Seen, sighted(s))
		if s.Returned {
			n.Equals = later(n.Equals, s.LastSo)
			exactly = exactly && s.Exactly
		}
		if len(n.Diff) == 0 {
			n.Diff, n.More = diff(s), s.More
		}
		for _, l := range s.Leaves {
			n.Leaves = append(n.Leaves, dossier.Ref(l))
		}
	}
	n.Exactly = n.Equals.Known && exactly
	return n
}

func sighted(s loss.Sighted) dossier.ChangeSeen {
	return dossier.ChangeSeen{
		Vantage: s.Vantage, LastSeen: dossier.Known(s.LastSeen), First: dossier.Known(s.FirstSeen),
		Before: content(s.Before), After: content(s.After),
		Equals: dossier.Time{Instant: s.LastSo, Known: s.Returned}, Exactly: s.Exactly,
	}
}

func diff(s loss.Sighted) (list []dossier.DiffLine) {
	for _, l := range s.Diff {
		list = append(list, dossier.DiffLine{Op: string(l.Op), Text: l.Text})
	}
	return list
}

func content(c loss.Content) dossier.Content {
	return dossier.Content{Status: c.Status, SHA256: c.Body, Normal: c.Normal, Bytes: c.Bytes, Cut: c.Cut, Kept: c.Kept, Title: c.Title, File: c.File}
}

// kept makes captures readable. The files are read only where a change needs
// them.
func kept(list []capture) []loss.Kept {
	var out []loss.Kept
	for _, c := range list {
		e := c.Entry.(record.Capture)
		out = append(out, loss.Kept{
			Capture: e,
			Ref:     loss.Ref{Log: c.log.Origin, Leaf: c.Leaf, Item: -1},
			Read:    func() (string, []byte, error) { return c.log.Body(e) },
			Head: func() (map[string][]string, error) {
				fields, _, err := c.log.Kept(e)
				return fields, err
			},
		})
	}
	return out
}

package report

import (
	"slices"
	"strings"

	"constat/report/dossier"
	"constat/store/bundle"
)

// witnesses joins what several bundles of one log show of its witnesses.
func witnesses(logs []*bundle.Log) (all []dossier.Witness, single dossier.Single) {
	byKey := map[string]*dossier.Witness{}
	for _, l := range logs {
		for _, x := range l.Witnesses {
			w := byKey[x.Key]
			if w == nil {
				w = &dossier.Witness{Name: x.Name, Key: x.Key, First: dossier.Known(x.First), FirstSize: x.FirstSize, Newest: dossier.Known(x.Newest), Size: x.Size}
				byKey[x.Key] = w
				continue
			}
			if x.FirstSize < w.FirstSize {
				w.First, w.FirstSize = dossier.Known(x.First), x.FirstSize
			}
			if x.Size > w.Size {
				w.Newest, w.Size = dossier.Known(x.Newest), x.Size
			}
		}
		if s := l.Single; s != nil {
			if !single.Since.Known || s.Since < single.Since.Instant {
				single.Since, single.SinceSize = dossier.Known(s.Since), s.SinceSize
			}
			single.Size = max(single.Size, s.Size)
		}
	}
	for _, w := range byKey {
		all = append(all, *w)
	}
	slices.SortFunc(all, func(a, b dossier.Witness) int { return strings.Compare(a.Name, b.Name) })
	return all, single
}

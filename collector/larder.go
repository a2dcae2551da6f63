package collector

import (
	"context"
	"os"
	"slices"

	"constat/collector/inventory"
	"constat/store/record"
)

// A Larder keeps contents of sites that are followed from page to page.
type Larder interface {
	// Stocked returns how many bytes are kept of a chain.
	Stocked(record.Chain) int64
	// Holds reports whether a content is kept already.
	Holds(record.Chain, record.Hash) bool
	// Bodies keeps contents of the newest inventory of a chain; open gives the
	// WARC file of each.
	Bodies(e record.Bodies, open func(i int) ([]byte, error)) error
}

// keeping says which contents of a target are kept; nil for none.
func (l *lane) keeping(w record.Watched) *inventory.Keep {
	most := l.options.Stocked[w.Name]
	if l.options.Larder == nil || most <= 0 {
		return nil
	}
	used := l.options.Larder.Stocked(w.Chain)
	if used >= most/2 {
		l.log.Warn("half of what may be kept of a site is used: only new files are kept", "target", w.Name, "used", used, "of", most)
	}
	return &inventory.Keep{Most: most, Used: used, Held: func(sum record.Hash) bool { return l.options.Larder.Holds(w.Chain, sum) }}
}

// stock keeps contents of an inventory that was kept. What is not kept now is
// read, and offered, at the next listing.
func (l *lane) stock(ctx context.Context, w record.Watched, e record.Inventory, kept []inventory.Kept) {
	for some := range slices.Chunk(kept, record.MaxBodies) {
		b := record.Bodies{Link: record.Link{Chain: w.Chain}, Round: e.Round, Manifest: e.File}
		for _, k := range some {
			b.Kept = append(b.Kept, k.Body)
		}
		err := l.insist(ctx, func() error {
			return l.options.Larder.Bodies(b, func(i int) ([]byte, error) { return os.ReadFile(some[i].Name) })
		})
		if err != nil {
			l.log.Error("contents of a site were not kept", "target", w.Name, "err", err)
			return
		}
	}
}

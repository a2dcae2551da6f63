package inventory

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"slices"

	"constat/store/record"
)

// Budget returns how many bytes a run may read of what a question allows a day.
func Budget(q record.Question, interval record.Round) int64 {
	const day = 24 * 60 * 60 * 10
	if interval >= day {
		return q.Read
	}
	return q.Read/day*int64(interval) + q.Read%day*int64(interval)/day
}

// A candidate is a file whose content may be read.
type candidate struct {
	place, size int64
	read        record.Instant
}

// pick chooses the files whose content is read in this run, by their place in
// the list: those never read first, then those read longest ago, each in order
// of path, as far as the budget goes. One that alone is over the budget is
// never read. The same lists and budget give the same choice.
func (r *run) pick(sorted *sorter) (map[int64]bool, error) {
	if r.Budget <= 0 {
		return nil, nil
	}
	var list []candidate
	place := int64(-1)
	err := r.together(sorted, func(_, now *record.Held) error {
		if now == nil {
			return nil
		}
		if place++; now.Size <= r.Budget && !now.Apart() {
			list = append(list, candidate{place, max(now.Size, 0), now.Read})
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(list, func(a, b candidate) int { return cmp.Or(cmp.Compare(a.read, b.read), cmp.Compare(a.place, b.place)) })
	left, picks := r.Budget, map[int64]bool{}
	for _, c := range list {
		if c.size <= left {
			picks[c.place] = true
			left -= c.size
		}
	}
	return picks, nil
}

// content reads one file and notes its digest. A length other than the one
// told is a content that changes, or that is not what was listed: it counts as
// not read.
func (r *run) content(ctx context.Context, s source, h *record.Held) {
	e := &r.out.Inventory
	limit := h.Size
	if limit < 0 {
		limit = r.Budget - e.ReadBytes
	}
	sum, n, err := digest(ctx, s, h.Path, limit)
	e.ReadBytes += n
	if err != nil || h.Size >= 0 && n != h.Size {
		e.Unreadable++
		// What was known of it stays: by all that the store says, it is the same.
		if h.Sum.IsZero() {
			h.Read = r.at
		}
		return
	}
	e.Read++
	h.Sum, h.Read, h.Size = sum, r.at, n
}

var errLonger = errors.New("longer than it was said to be")

func digest(ctx context.Context, s source, path string, limit int64) (sum record.Hash, n int64, err error) {
	f, err := s.read(ctx, path)
	if err != nil {
		return sum, 0, err
	}
	defer f.Close()
	h := sha256.New()
	if n, err = io.Copy(h, io.LimitReader(&patient{ctx, f}, limit+1)); err == nil && n > limit {
		err = errLonger
	}
	return record.Hash(h.Sum(nil)), n, err
}

// A patient reader stops when its context is done.
type patient struct {
	ctx context.Context
	r   io.Reader
}

func (p *patient) Read(b []byte) (int, error) {
	if err := p.ctx.Err(); err != nil {
		return 0, err
	}
	return p.r.Read(b)
}

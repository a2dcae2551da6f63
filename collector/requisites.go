package collector

import (
	"context"
	"errors"
	"time"

	"constat/collector/requisite"
	"constat/store/record"
)

// A Stock keeps the requisites of pages.
type Stock interface {
	// Unfurnished returns the round of the newest capture of a chain, if it has
	// content that reduces to normal and no requisites yet, else 0. An error that
	// wraps [record.ErrRefused] says that the answer of round is not kept yet.
	Unfurnished(c record.Chain, round record.Round, normal record.Hash) (record.Round, error)
	// Requisites keeps an entry, with one exchange for each of its parts.
	Requisites(record.Requisites, []record.Exchange) error
}

// A Furnisher asks for what a page names; home is the address of its target.
type Furnisher func(ctx context.Context, home string, page record.Exchange) (record.Requisites, []record.Exchange)

// furnishedAnHour bounds how often a page's requisites are asked for.
const furnishedAnHour = 6

// furnishing has the requisites of pages kept when their content is. It asks
// beside the schedule, for one page at a time, of the newest content of each.
type furnishing struct {
	*Collector
	some   chan record.Seen
	pages  map[record.Chain]record.Hash // what was last seen
	asked  map[record.Chain][]time.Time // within the hour
	wanted map[record.Chain]record.Watched
}

func newFurnishing(c *Collector) *furnishing {
	f := &furnishing{Collector: c, some: make(chan record.Seen, 64), pages: map[record.Chain]record.Hash{}, asked: map[record.Chain][]time.Time{}, wanted: map[record.Chain]record.Watched{}}
	for _, w := range c.targets {
		if c.options.Furnished[w.Name] && !w.Control && w.Question.Auth == "" {
			f.wanted[w.Chain] = w
		}
	}
	return f
}

// note takes in an answer. It never waits: a content that finds no place is
// taken when it is seen again.
func (f *furnishing) note(s record.Seen) {
	if _, ok := f.wanted[s.Chain]; !ok || f.options.Stock == nil || s.Observation.Attempt > 0 {
		return
	}
	if s.Answer.Failing() {
		delete(f.pages, s.Chain) // what is back is kept anew
		return
	}
	if s.Exchange == nil || s.Answer.Body.IsZero() || s.Answer.Cut || s.Answer.Normal == f.pages[s.Chain] || !requisite.IsPage(*s.Exchange) {
		return
	}
	select {
	case f.some <- s:
		f.pages[s.Chain] = s.Answer.Normal
	default:
	}
}

// run asks for what is wanted until ctx is done.
func (f *furnishing) run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case s := <-f.some:
			f.furnish(ctx, s)
		}
	}
}

func (f *furnishing) furnish(ctx context.Context, s record.Seen) {
	w := f.wanted[s.Chain]
	round, err := f.unfurnished(ctx, s)
	if ctx.Err() != nil || err == nil && round == 0 || err == nil && !f.allows(s.Chain, time.Now()) {
		return
	}
	if err == nil {
		e, exchanges := f.options.Furnisher(ctx, w.Question.URL, *s.Exchange)
		if ctx.Err() != nil {
			return // we cut it ourselves
		}
		e.Chain, e.Round = s.Chain, round
		if err = f.options.Stock.Requisites(e, exchanges); err == nil {
			f.log.Info("requisites kept", "target", w.Name, "parts", len(e.Parts), "refused", e.Refused, "failed", e.Failed, "left", e.Left)
			return
		}
	}
	f.log.Warn("requisites not kept", "target", w.Name, "err", err)
}

// unfurnished waits for the answer to be in the store.
func (f *furnishing) unfurnished(ctx context.Context, s record.Seen) (round record.Round, err error) {
	for range keepTries {
		if round, err = f.options.Stock.Unfurnished(s.Chain, s.Observation.Round, s.Answer.Normal); err == nil || !errors.Is(err, record.ErrRefused) {
			return round, err
		}
		select {
		case <-ctx.Done():
			return 0, ctx.Err()
		case <-time.After(keepPause):
		}
	}
	return round, err
}

// allows reports whether a page may be furnished again, and counts it.
func (f *furnishing) allows(c record.Chain, now time.Time) bool {
	for len(f.asked[c]) > 0 && now.Sub(f.asked[c][0]) > time.Hour {
		f.asked[c] = f.asked[c][1:]
	}
	if len(f.asked[c]) >= furnishedAnHour {
		return false
	}
	f.asked[c] = append(f.asked[c], now)
	return true
}

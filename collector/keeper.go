package collector

import (
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"constat/store/record"
)

const (
	gatherFor  = 900 * time.Millisecond // what comes within is kept in one go
	maxBatch   = 4096                   // observations kept in one go
	maxHeld    = 50_000                 // observations that wait for a sink that fails
	maxBytes   = 64 << 20               // of exchanges that wait
	firstPause = 100 * time.Millisecond // between two tries, doubled each time
	lastPause  = 10 * time.Second
)

// A keeper gathers what was seen and hands it to the sink, again and again
// until it is kept. While the sink fails, memory is bounded: first the
// exchanges of the oldest observations go, then the observations themselves,
// and the log says so once it can.
type keeper struct {
	sink    Sink
	log     *slog.Logger
	some    chan struct{} // something is there
	now     chan struct{} // it should not wait
	closing chan struct{}

	mu    sync.Mutex
	queue []record.Seen
	bytes int // of the exchanges in queue
	bare  int // how many at the front of queue have no exchange left
	gaps  []record.Gap
	lost  map[record.Chain]record.Round // the newest that is lost: its attempts are worth nothing
}

func newKeeper(sink Sink, log *slog.Logger) *keeper {
	return &keeper{
		sink: sink, log: log,
		some:    make(chan struct{}, 1),
		now:     make(chan struct{}, 1),
		closing: make(chan struct{}),
	}
}

// add takes an observation in. It never waits.
func (k *keeper) add(s record.Seen, hurry bool) {
	k.mu.Lock()
	k.queue = append(k.queue, s)
	k.bytes += weight(s)
	k.shrink()
	k.mu.Unlock()
	signal(k.some)
	if hurry {
		signal(k.now)
	}
}

// gap notes n rounds that were not asked or are lost, 0 for none.
func (k *keeper) gap(reason string, from, to record.Round, n int64) {
	if n == 0 {
		return
	}
	k.mu.Lock()
	k.gaps = merge(k.gaps, record.Gap{From: record.Instant(from.Millis()), To: record.Instant(to.Millis()), Reason: reason, Rounds: n})
	k.mu.Unlock()
	signal(k.some)
}

// merge adds g to the gap of the same reason, or as a new one.
func merge(gaps []record.Gap, g record.Gap) []record.Gap {
	for i, old := range gaps {
		if old.Reason == g.Reason {
			gaps[i].From, gaps[i].To = min(old.From, g.From), max(old.To, g.To)
			gaps[i].Rounds += g.Rounds
			return gaps
		}
	}
	return append(gaps, g)
}

func signal(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

func weight(s record.Seen) int {
	if s.Exchange == nil {
		return 0
	}
	return len(s.Exchange.Request) + len(s.Exchange.Response) + len(s.Exchange.Body)
}

// shrink brings the queue back under its bounds. It is called with mu held.
func (k *keeper) shrink() {
	for ; k.bytes > maxBytes && k.bare < len(k.queue); k.bare++ {
		k.bytes -= weight(k.queue[k.bare])
		k.queue[k.bare].Exchange = nil
	}
	for len(k.queue) > maxHeld {
		s := k.queue[0]
		k.bytes -= weight(s)
		k.queue[0] = record.Seen{}
		k.queue = k.queue[1:]
		k.bare = max(k.bare-1, 0)
		k.lose(s)
		if at := record.Instant(s.Observation.Round.Millis()); s.Observation.Attempt == 0 {
			k.gaps = merge(k.gaps, record.Gap{From: at, To: at, Reason: "storage", Rounds: 1})
		}
	}
}

// lose notes what will not be kept. What was asked after it in other ways goes
// with it. It is called with mu held.
func (k *keeper) lose(s record.Seen) {
	if k.lost == nil {
		k.lost = map[record.Chain]record.Round{}
	}
	k.lost[s.Chain] = s.Observation.Round
}

// without leaves out attempts at a question that is lost.
func (k *keeper) without(batch []record.Seen) []record.Seen {
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(k.lost) == 0 {
		return batch
	}
	return slices.DeleteFunc(slices.Clone(batch), func(s record.Seen) bool {
		round, lost := k.lost[s.Chain]
		return lost && s.Observation.Attempt > 0 && s.Observation.Round == round
	})
}

// take returns the oldest of the queue, and whether there was anything.
func (k *keeper) take() (batch []record.Seen, some bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	n := min(len(k.queue), maxBatch)
	batch, k.queue = k.queue[:n:n], k.queue[n:]
	k.bare = max(k.bare-n, 0)
	for _, s := range batch {
		k.bytes -= weight(s)
	}
	return batch, n > 0 || len(k.gaps) > 0
}

// takeGaps returns the gaps noted so far.
func (k *keeper) takeGaps() []record.Entry {
	k.mu.Lock()
	defer k.mu.Unlock()
	var entries []record.Entry
	for _, g := range k.gaps {
		entries = append(entries, g)
	}
	k.gaps = nil
	return entries
}

func (k *keeper) waiting() int {
	k.mu.Lock()
	defer k.mu.Unlock()
	return len(k.queue)
}

// run keeps until closing, and then what is left.
func (k *keeper) run() error {
	for {
		select {
		case <-k.some:
		case <-k.closing:
			return k.flush()
		}
		select {
		case <-time.After(gatherFor):
		case <-k.now:
		case <-k.closing:
		}
		if err := k.flush(); err != nil {
			return err
		}
	}
}

// flush keeps everything that is there at the beginning. It fails only when
// closing.
func (k *keeper) flush() error {
	for {
		batch, some := k.take()
		if !some {
			return nil
		}
		if len(batch) > 0 {
			if err := k.observe(batch); err != nil {
				return fmt.Errorf("keep %d observations: %w", len(batch)+k.waiting(), err)
			}
		}
		if gaps := k.takeGaps(); len(gaps) > 0 {
			if err := k.insist("append", len(gaps), func() error { return k.sink.Append(gaps...) }); err != nil {
				return fmt.Errorf("keep %d gaps: %w", len(gaps), err)
			}
		}
		if len(batch) < maxBatch {
			return nil // what came meanwhile has its own signal, and may gather
		}
	}
}

// observe keeps a batch. What the sink can never keep must not stop the rest:
// it is found by halving, and its rounds become a gap.
func (k *keeper) observe(batch []record.Seen) error {
	if batch = k.without(batch); len(batch) == 0 {
		return nil
	}
	err := k.insist("observe", len(batch), func() error { return k.sink.Observe(batch) })
	if !errors.Is(err, record.ErrRefused) {
		return err
	}
	if n := len(batch); n > 1 {
		return errors.Join(k.observe(batch[:n/2]), k.observe(batch[n/2:]))
	}
	k.mu.Lock()
	k.lose(batch[0])
	k.mu.Unlock()
	if s := batch[0]; s.Observation.Attempt == 0 {
		k.gap("refused", s.Observation.Round, s.Observation.Round, 1)
	}
	return nil
}

// insist tries until it works, or can never work. After closing it gives up when the time for
// last tries is over.
func (k *keeper) insist(what string, n int, try func() error) error {
	var since, closed time.Time
	closing := k.closing
	for pause := firstPause; ; pause = min(2*pause, lastPause) {
		err := try()
		if err == nil {
			if !since.IsZero() {
				k.log.Info("storage works again", "what", what, "entries", n, "took", time.Since(since))
			}
			return nil
		}
		if since.IsZero() {
			since = time.Now()
		}
		k.log.Error("storage does not keep what was seen", "what", what, "entries", n, "err", err)
		if errors.Is(err, record.ErrRefused) {
			return err
		}
		select {
		case <-time.After(pause):
		case <-closing:
			// Try at once, and then as at the beginning.
			closing, closed, pause = nil, time.Now(), firstPause/2
		}
		if !closed.IsZero() && time.Since(closed) > lastTries {
			return err
		}
	}
}

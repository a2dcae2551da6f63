package anchor

import (
	"bytes"
	"context"
	"math/rand/v2"
	"net/http"
	"sync"
	"time"
)

// The pauses after an authority failed: the first, and the longest that
// doubling leads to.
const (
	firstPause = time.Second
	maxPause   = 5 * time.Minute
)

// A Desk has checkpoints stamped by several authorities, or cosigned by several
// witnesses. Each is asked for the newest only: what it says of that holds for
// all before it. One that is down, slow or wrong is asked again, later and
// later, and holds up nothing else.
type Desk[A any] struct {
	// Failed is told of each try that came to nothing; nil for nobody. It is set
	// before Run, and must not wait.
	Failed  func(url string, err error)
	lines   []*line[A]
	answers chan A
}

// NewDesk returns a desk for the authorities at urls. [Desk.Run] opens it.
func NewDesk(client *http.Client, urls ...string) *Desk[*Answer] {
	d := &Desk[*Answer]{answers: make(chan *Answer)}
	for _, u := range urls {
		d.line(u, func(ctx context.Context, data []byte) (*Answer, error) { return Ask(ctx, client, u, data) })
	}
	return d
}

func (d *Desk[A]) line(url string, ask func(context.Context, []byte) (A, error)) {
	d.lines = append(d.lines, &line[A]{url: url, ask: ask, wake: make(chan struct{}, 1)})
}

// Want has data stamped by every authority, instead of what they have not
// stamped yet. It never blocks.
func (d *Desk[A]) Want(data []byte) {
	data = bytes.Clone(data)
	for _, l := range d.lines {
		l.set(data)
	}
}

// Answers gives the stamps as they come, and is closed when Run ends. An
// authority whose answer is not taken is not asked again.
func (d *Desk[A]) Answers() <-chan A { return d.answers }

// Run asks until ctx is done. It may be called once.
func (d *Desk[A]) Run(ctx context.Context) {
	var all sync.WaitGroup
	for _, l := range d.lines {
		all.Go(func() { l.run(ctx, d) })
	}
	all.Wait()
	close(d.answers)
}

// Behind is what an authority has not stamped yet.
type Behind struct {
	URL   string
	Data  []byte    // the newest that was wanted
	Since time.Time // when the first was that is not stamped yet
	Tries int       // that came to nothing, since the last stamp
	Err   error     // of the last try; nil if there was none
	Next  time.Time // of the next try; zero if it is under way
}

// Behind returns what is not stamped yet, in the order of the authorities.
func (d *Desk[A]) Behind() []Behind {
	var list []Behind
	for _, l := range d.lines {
		l.mu.Lock()
		if l.Data != nil {
			b := l.Behind
			b.URL, b.Data = l.url, bytes.Clone(b.Data)
			list = append(list, b)
		}
		l.mu.Unlock()
	}
	return list
}

// line is one authority's, or witness's.
type line[A any] struct {
	url  string
	ask  func(context.Context, []byte) (A, error)
	wake chan struct{} // Data was set

	mu     sync.Mutex
	Behind           // Data is nil when nothing is wanted
	turn   int       // counts what was wanted
	newer  time.Time // when the first was that came after what is asked for
}

func (l *line[A]) set(data []byte) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.Data == nil {
		l.Since = time.Now()
	}
	if l.newer.IsZero() {
		l.newer = time.Now()
	}
	l.Data = data
	l.turn++
	select {
	case l.wake <- struct{}{}:
	default:
	}
}

func (l *line[A]) run(ctx context.Context, d *Desk[A]) {
	for ctx.Err() == nil {
		data, turn := l.wanted()
		if data == nil {
			select {
			case <-l.wake:
			case <-ctx.Done():
			}
			continue
		}
		a, err := l.ask(ctx, data)
		if err != nil {
			if d.Failed != nil && ctx.Err() == nil {
				d.Failed(l.url, err)
			}
			l.pause(ctx, err)
			continue
		}
		select {
		case d.answers <- a:
			l.stamped(turn)
		case <-ctx.Done():
		}
	}
}

func (l *line[A]) wanted() ([]byte, int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.Next, l.newer = time.Time{}, time.Time{}
	return l.Data, l.turn
}

// stamped notes success. What was wanted in the meantime still is.
func (l *line[A]) stamped(turn int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.Tries, l.Err = 0, nil
	l.Since = l.newer
	if l.turn == turn {
		l.Data = nil
	}
}

// pause notes a failure and waits.
func (l *line[A]) pause(ctx context.Context, err error) {
	l.mu.Lock()
	wait := backOff(l.Tries)
	l.Tries++
	l.Err, l.Next = err, time.Now().Add(wait)
	l.mu.Unlock()
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}

// backOff doubles with each failure and then stays. Up to a quarter of it is
// left to chance, so that those who lost an authority together do not come
// back together.
func backOff(tries int) time.Duration {
	wait := maxPause
	if tries < 9 { // 512 s and more are over the longest
		wait = min(firstPause<<tries, maxPause)
	}
	return wait - rand.N(wait/4)
}

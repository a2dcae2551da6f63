package probe

import (
	"context"
	"crypto/sha256"
	"sync"
	"time"

	"constat/store/record"
)

// An Inbox takes the reports of jobs that must report in, push://JOB. Nobody is
// asked: whether a report came within a job's interval, and the question's time
// limit as grace before that, is what is known. All that may have kept one from
// us makes an Inbox deaf, and a job is not missed before it has listened for
// the whole of that time again.
//
// The zero Inbox hears nothing. Its methods may be called from several
// goroutines.
type Inbox struct {
	mu     sync.Mutex
	tokens map[[sha256.Size]byte]string // addresses of jobs, by the digest of what they must know
	jobs   map[string]*job              // by address
	open   bool
	since  time.Time // when it began to listen
	beat   time.Time // when the program last surely ran
}

// A job is one that reports in.
type job struct {
	interval time.Duration
	since    time.Time // when its tokens began to be taken
	last     time.Time // its newest report
	down     bool      // it said that it had failed
}

// A Job is one that must report in.
type Job struct {
	URL      string
	Interval time.Duration
	Tokens   []string // whoever knows one may report for it
}

// halt is how long the program may stand still without having missed a call.
const halt = 3 * time.Second

// Use takes the reports of these jobs from now on. One that is known already
// goes on where it was.
func (b *Inbox) Use(jobs []Job) {
	b.mu.Lock()
	defer b.mu.Unlock()
	before := b.jobs
	b.jobs, b.tokens = map[string]*job{}, map[[sha256.Size]byte]string{}
	for _, j := range jobs {
		k := &job{since: time.Now()}
		if old := before[j.URL]; old != nil {
			k = old
		}
		k.interval = j.Interval
		b.jobs[j.URL] = k
		for _, t := range j.Tokens {
			b.tokens[sha256.Sum256([]byte(t))] = j.URL
		}
	}
}

// Open begins to listen.
func (b *Inbox) Open() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.open = true
	b.deafen(time.Now())
}

// Close ends it.
func (b *Inbox) Close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.open = false
}

// Deaf tells that reports may have gone astray until now, for a reason of ours.
// A nil Inbox has none.
func (b *Inbox) Deaf() {
	if b == nil {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.deafen(time.Now())
}

func (b *Inbox) deafen(now time.Time) { b.since, b.beat = now, now }

// Run notices that the program stood still, or the machine slept, until ctx is
// done: callers will not have waited.
func (b *Inbox) Run(ctx context.Context) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			b.mu.Lock()
			b.ran(time.Now())
			b.mu.Unlock()
		}
	}
}

// ran notes that the program runs. By the wall clock too: the monotonic one
// stands still while the machine sleeps.
func (b *Inbox) ran(now time.Time) {
	if now.Sub(b.beat) > halt || now.Round(0).Sub(b.beat.Round(0)) > halt {
		b.deafen(now)
	}
	b.beat = now
}

// Report takes what a job says that knows a token, and reports whether one
// does. Only digests are compared, so the time that it takes tells nothing.
func (b *Inbox) Report(token string, down bool) (known bool) {
	digest := sha256.Sum256([]byte(token))
	b.mu.Lock()
	defer b.mu.Unlock()
	j := b.jobs[b.tokens[digest]]
	if j == nil {
		return false
	}
	j.last, j.down = time.Now(), down
	return true
}

// Hear is the [Func] of jobs: it says what the newest report said that still
// counts.
func (b *Inbox) Hear(_ context.Context, a Ask) Result {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := time.Now()
	b.ran(now)
	r := Result{Started: now}
	j := b.jobs[a.Question.URL]
	if j == nil {
		r.Answer.Fault, r.Answer.Detail = record.Local, "nobody listened"
		return r
	}
	within := j.interval + time.Duration(a.Question.Timeout)*time.Millisecond
	switch {
	case !j.last.IsZero() && now.Sub(j.last) <= within:
		r.Answer.Proto, r.Answer.Code = "PUSH", "UP"
		if j.down {
			r.Answer.Code = "DOWN"
		}
	case !b.open || now.Sub(b.since) < within || now.Sub(j.since) < within:
		r.Answer.Fault, r.Answer.Detail = record.Local, "nobody listened all the time"
	default:
		r.Answer.Fault = record.PushMissing
	}
	return r
}

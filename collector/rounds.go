package collector

import (
	"container/heap"
	"context"
	"runtime/debug"
	"slices"
	"time"

	"constat/collector/probe"
	"constat/store/record"
)

// longestSleep bounds how late we learn that the machine slept.
const longestSleep = 10 * time.Second

// rounds is a collector at work. One goroutine owns it; questions run in
// their own and come back through answers.
type rounds struct {
	*Collector
	clock       *clock
	queue       queue
	controls    []*target
	pending     []*target // questions that an asking may have to overlap, and some that are back
	unclosed    []*held   // failures after which controls are still to be asked
	askings     []*asking // those not settled, oldest first
	newest      *asking
	lastAsked   time.Time // when a control was last asked out of its round
	askingEvery time.Duration
	answers     chan answer
	asked       int // questions on their way
	trying      int // attempts among them
	keeper      *keeper
	courtesy    *courtesy
	photos      *photos
	furnishing  *furnishing
	ways        *ways
	probing     context.Context // done when questions are to be cut
	cut         context.CancelFunc
	stopping    bool // no new rounds
}

func newRounds(c *Collector) *rounds {
	r := &rounds{Collector: c, answers: make(chan answer), askingEvery: askingEvery, keeper: newKeeper(c.sink, c.log), courtesy: newCourtesy(c.options.Rate), photos: newPhotos(c), furnishing: newFurnishing(c)}
	r.probing, r.cut = context.WithCancel(context.Background())
	var newest record.Round
	for _, w := range c.targets {
		if w.Question.Kind == record.AskInventory {
			continue
		}
		newest = max(newest, w.Last)
	}
	r.clock = newClock(c.options.wall, newest)
	if behind := newest.Millis() - c.options.wall().UnixMilli(); behind > 0 {
		c.log.Warn("wall clock is behind the newest record", "behind", time.Duration(behind)*time.Millisecond)
	}
	for _, w := range c.targets {
		if w.Question.Kind != record.AskInventory {
			r.add(w)
		}
	}
	heap.Init(&r.queue)
	return r
}

func (r *rounds) add(w record.Watched) {
	w.Interval = max(w.Interval, 1)
	t := &target{Watched: w, newest: w.Last, ask: r.options.Kinds[w.Question.Kind], patience: patience(w.Question)}
	if t.ask == nil {
		t.ask = cannotAsk
	}
	t.next, t.missed = firstRound(w, r.clock.now())
	r.queue = append(r.queue, t)
	if w.Control {
		if w.Question.Vouches() {
			r.controls = append(r.controls, t)
		}
		return
	}
	// So often, no question passes its patience while the controls may not be asked.
	r.askingEvery = max(min(r.askingEvery, t.patience), askingOften)
}

func cannotAsk(context.Context, probe.Ask) probe.Result {
	return probe.Result{Started: time.Now(), Answer: record.Answer{Fault: record.Local, Detail: "unknown kind of question"}}
}

// goOn asks each round in its time until ctx is done.
func (r *rounds) goOn(ctx context.Context) {
	var alarm alarm
	defer alarm.stop()
	for idle := time.Duration(0); ; idle = r.pause() {
		select {
		case <-ctx.Done():
			return
		case a := <-r.answers:
			r.hear(a)
		case <-alarm.in(idle):
		}
		r.catchUp()
	}
}

// pause returns how long there is nothing to do.
func (r *rounds) pause() time.Duration {
	d := longestSleep
	if len(r.queue) > 0 {
		d = min(d, r.clock.until(r.queue[0].due()))
	}
	if len(r.askings) > 0 {
		d = min(d, time.Until(r.askings[0].deadline()))
	}
	return r.untilWanted(d)
}

// untilWanted returns d, or less if controls are to be asked before.
func (r *rounds) untilWanted(d time.Duration) time.Duration {
	if at, wanted := r.wanted(); wanted {
		d = min(d, time.Until(at))
	}
	return d
}

// catchUp does what has come due. Answers that are there are heard before a
// round is called busy.
func (r *rounds) catchUp() {
	r.options.Clock.look()
	if ahead, ran := r.clock.follow(); ran {
		r.leap(ahead)
	}
	for waiting := true; waiting; {
		select {
		case a := <-r.answers:
			r.hear(a)
		default:
			waiting = false
		}
	}
	now := time.Now()
	r.giveUpAskings(now)
	r.askDue(now)
	r.prune()
	r.askWanted(now)
}

// prune forgets the pending questions that want no asking any more.
func (r *rounds) prune() {
	r.pending = slices.DeleteFunc(r.pending, func(t *target) bool {
		t.pending = t.wantsAsking()
		return !t.pending
	})
}

// askDue asks every target whose round has come; instant is now.
func (r *rounds) askDue(instant time.Time) {
	now := r.clock.now()
	for !r.stopping && len(r.queue) > 0 && r.queue[0].due() <= now {
		t := r.queue[0]
		// Of the rounds gone by, the newest is still worth asking.
		from, to, n := t.skip(now - t.Interval + 1)
		r.keeper.gap("late", from, to, n)
		if !r.waits(t, instant, now) {
			t.next += t.Interval
		}
		heap.Fix(&r.queue, 0)
	}
}

// waits asks the next round of t if its host may be asked now, and puts it off
// if not.
func (r *rounds) waits(t *target, instant time.Time, now record.Round) bool {
	if t.turn == 0 {
		wait, ok := r.courtesy.hold(t, instant)
		switch {
		case !ok:
			r.keeper.gap("rate", t.next, t.next, 1)
			return false
		case wait > 0:
			t.turn = now + record.Round((wait+100*time.Millisecond-1)/(100*time.Millisecond))
			return true
		}
	}
	t.turn = 0
	r.askRound(t, instant)
	return false
}

// leap goes over the rounds that the wall clock has jumped over. None of them
// is asked late: all targets at once would be a blow, not a measurement.
func (r *rounds) leap(ahead time.Duration) {
	r.log.Warn("wall clock ran ahead", "ahead", ahead)
	now := r.clock.now()
	for _, t := range r.queue {
		from, to, n := t.skip(now)
		t.turn = 0
		r.keeper.gap("clock", from, to, n)
	}
	heap.Init(&r.queue)
}

func (r *rounds) askRound(t *target, instant time.Time) {
	if t.asked || t.next <= t.newest {
		r.keeper.gap("busy", t.next, t.next, 1)
		return
	}
	r.ask(t, instant, t.next, 0)
}

// ask puts the target's question in a goroutine of its own.
func (r *rounds) ask(t *target, instant time.Time, round record.Round, attempt uint8) {
	t.asked, t.newest, t.put, t.askings, t.before = true, round, instant, nil, slices.Clone(r.askings)
	r.asked++
	if !t.Control && !t.pending && len(r.controls) > 0 {
		t.pending = true
		r.pending = append(r.pending, t)
	}
	go func() { r.answers <- r.put(t, round, attempt, r.askOf(t, round)) }()
}

func (r *rounds) askOf(t *target, round record.Round) probe.Ask {
	return probe.Ask{
		Question: t.Question,
		ID:       record.ProbeID(t.Watched.Secret, round),
		Secret:   r.options.Secrets[t.Name],
		Roots:    r.options.Roots,
		Resolver: r.options.Resolver,
		Named:    r.named,
	}
}

func (r *rounds) put(t *target, round record.Round, attempt uint8, ask probe.Ask) (a answer) {
	a = answer{target: t, round: round, attempt: attempt}
	started := time.Now()
	defer func() {
		a.ended = time.Now()
		// A page that breaks our reading of it must not end the watch of all.
		if v := recover(); v != nil {
			r.log.Error("a probe broke down", "target", t.Name, "round", round, "panic", v, "stack", string(debug.Stack()))
			a.result = probe.Result{Started: started, Answer: record.Answer{Fault: record.Local, Detail: "internal error"}}
		}
	}()
	a.result = t.ask(r.probing, ask)
	a.cut = r.probing.Err() != nil && a.result.Answer.Fault != record.NoFault
	return a
}

// windUp waits for the questions on their way, and asks the controls for what
// failed. After the grace it cuts all that, and controls that have not answered
// by then have failed.
func (r *rounds) windUp() {
	defer r.cut()
	r.stopping = true
	end := time.NewTimer(grace)
	defer end.Stop()
	var wake alarm
	defer wake.stop()
	for idle := time.Duration(0); r.asked > 0 || len(r.unclosed) > 0 && r.probing.Err() == nil; idle = r.untilWanted(grace) {
		select {
		case a := <-r.answers:
			r.hear(a)
		case <-wake.in(idle):
		case <-end.C:
			r.cut()
		}
		r.prune()
		r.askWanted(time.Now())
	}
	r.giveUp()
}

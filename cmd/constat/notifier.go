package main

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"constat/report/contract"
	"constat/report/notify"
	"constat/store/record"
)

// toldName is the file beside the store in which the daemon remembers what it
// told whom. It is no evidence, and holds no address.
const toldName = "told.json"

const lookEvery = 5 * time.Second // at how things stand

// A notifier tells people how things stand. It looks at the store now and then,
// so that no probe and no seal waits for it, and carries each message in another
// process.
type notifier struct {
	holder  *holder
	log     *slog.Logger
	dir     string
	started record.Instant
	carrier notify.Apart
	orders  chan order

	memory   *notify.Memory
	to       []addressee
	plan     order
	busy     map[string]bool
	arrived  chan arrival
	letters  context.Context // of what is on its way: it outlives a stop for a moment
	sending  sync.WaitGroup
	heard    *ear
	doubtful record.Instant // since when the clock is not known
	full     record.Instant // since when the disk is almost full
	still    sealing
	asked    claimsAsked
	clocks   clocksAsked
	replaced map[string]notify.Concern // pages in whose place a well-known one stands
	restored map[string]record.Instant // pages of their own again
	before   []record.Gap              // when no daemon ran
}

// An order is what a configuration says of all this.
type order struct {
	to        []addressee
	names     map[string]string              // of what is watched: its provider in full
	chains    map[record.Chain]record.Target // of what is watched
	contracts []*contract.Contract
	breaches  []string // files of declarations
	vantage   string
	clock     bool // time servers are asked
	shortest  time.Duration
}

// orderOf is what a plan asks of a notifier.
func orderOf(c *Config, p plan, to []addressee) order {
	o := order{to: to, names: map[string]string{}, chains: map[record.Chain]record.Target{}, contracts: p.contracts, breaches: c.Breaches, vantage: c.Name, clock: len(c.Clock) > 0, shortest: time.Hour}
	for _, t := range p.targets {
		o.names[t.Name], o.chains[t.Chain] = t.Provider, t.Target
		if k, known := c.Providers[t.Provider]; known && k.Name != "" {
			o.names[t.Name] = k.Name
		}
		o.shortest = min(o.shortest, time.Duration(t.Interval.Millis())*time.Millisecond)
	}
	return o
}

// An arrival is what became of a message.
type arrival struct {
	to  string
	m   *notify.Message
	why string
}

// startNotifier tells people until stop is called. heard is nil where nobody is
// to be told.
func startNotifier(h *holder, log *slog.Logger, first order) (n *notifier, stop func()) {
	self, err := os.Executable()
	if err != nil {
		log.Error("nobody can be told what changes", "err", err)
	}
	n = &notifier{holder: h, log: log, dir: h.dir, started: record.At(time.Now()), carrier: carrierOf(self), orders: make(chan order, 1),
		busy: map[string]bool{}, arrived: make(chan arrival), heard: newEar(), replaced: map[string]notify.Concern{}, restored: map[string]record.Instant{}}
	n.memory = n.remember()
	n.take(first)
	if states, err := h.States(); err == nil {
		n.before = off(states, n.started, first.shortest)
	}
	ctx, cancel := context.WithCancel(context.Background())
	letters, giveUp := context.WithCancel(context.Background())
	n.letters = letters
	var ended sync.WaitGroup
	ended.Go(func() { n.run(ctx) })
	return n, func() {
		cancel()
		defer time.AfterFunc(stopPatience, giveUp).Stop()
		ended.Wait()
		giveUp()
	}
}

// carrierOf has this program carry a letter: see notifyCarry.
func carrierOf(self string) notify.Apart {
	return notify.Apart{Path: self, Args: []string{"constat", "notify", "carry"}}
}

// use takes over what a new configuration says.
func (n *notifier) use(o order) { n.orders <- o }

func (n *notifier) run(ctx context.Context) {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			n.finish()
			return
		case o := <-n.orders:
			n.take(o)
		case a := <-n.arrived:
			n.took(a)
		case <-tick.C:
			if len(n.to) > 0 {
				n.look(ctx)
			}
		}
		n.dispatch(ctx)
	}
}

// finish waits for what is on its way, so that it is not told again.
func (n *notifier) finish() {
	go func() {
		n.sending.Wait()
		close(n.arrived)
	}()
	for a := range n.arrived {
		if a.why == "" { // else it was we who broke it off
			n.took(a)
		}
	}
}

func (n *notifier) take(o order) {
	n.plan, n.to = o, o.to
	n.asked, n.clocks = claimsAsked{}, clocksAsked{}
	names := map[string]bool{}
	for _, d := range o.to {
		names[d.Name] = true
	}
	n.memory.Keep(names)
	n.heard.listen(len(o.to) > 0)
}

// look has every ledger take in how things stand.
func (n *notifier) look(ctx context.Context) {
	p, changed, err := n.present(ctx)
	if err != nil {
		n.log.Warn("how things stand is not known; nobody is told", "err", err)
		return
	}
	for _, d := range n.to {
		changed = n.memory.Of(d.Name).Look(d.Destination, p) || changed
	}
	if changed {
		n.save()
	}
}

// dispatch sends what is due: one message at a time to each destination.
func (n *notifier) dispatch(ctx context.Context) {
	if ctx.Err() != nil {
		return
	}
	now := record.At(time.Now())
	for _, d := range n.to {
		if n.busy[d.Name] {
			continue
		}
		m := n.memory.Of(d.Name).Next(d.Destination, now)
		if m == nil {
			continue
		}
		n.busy[d.Name] = true
		title, text := m.Write(notify.Source{Vantage: n.plan.vantage}, d.Destination)
		n.sending.Go(func() {
			n.arrived <- arrival{d.Name, m, n.carrier.Send(n.letters, notify.Letter{To: d.address, Title: title, Text: text})}
		})
	}
}

// took notes what became of a message.
func (n *notifier) took(a arrival) {
	delete(n.busy, a.to)
	l, now := n.memory.Of(a.to), record.At(time.Now())
	if a.why == "" {
		l.Took(a.m, now)
		n.log.Info("told", "to", a.to, "about", a.m.About, "things", len(a.m.Concerns))
	} else {
		l.Refused(a.why, now)
		n.log.Warn("nobody was told; trying again", "to", a.to, "about", a.m.About, "why", a.why, "tries", l.Failing.Tries)
	}
	n.save()
}

// remember reads what was told before. What cannot be read is told again: rather
// twice than never.
func (n *notifier) remember() *notify.Memory {
	text, err := readWithin(filepath.Join(n.dir, toldName), notify.MaxMemory)
	if errors.Is(err, fs.ErrNotExist) {
		return notify.NewMemory()
	}
	m, readErr := notify.ReadMemory(text)
	if err = errors.Join(err, readErr); err != nil {
		n.log.Warn("what was told before cannot be read; it may be told again", "err", err)
		return notify.NewMemory()
	}
	return m
}

func (n *notifier) save() {
	text, err := n.memory.Encode()
	if err == nil {
		err = writeWhole(filepath.Join(n.dir, toldName), text, true)
	}
	if err != nil {
		n.log.Warn("what was told is not remembered; it may be told again", "err", err)
	}
}

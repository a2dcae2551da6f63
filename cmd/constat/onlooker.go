package main

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"path/filepath"
	"sync"
	"time"

	"constat/collector"
	"constat/report/live"
	"constat/report/loss"
	"constat/store/record"
)

// seenName is the file beside the store in which the daemon remembers what the dashboard shows of
// the last weeks. It is no evidence.
const seenName = "seen.json"

// rememberEvery is how often that file is written, where something changed.
const rememberEvery = 30 * time.Second

// An onlooker looks at what goes by on its way to the store, for the dashboard. Nothing waits for it.
type onlooker struct {
	memory *live.Memory
	pages  *ear
	path   string
	log    *slog.Logger

	mu       sync.Mutex
	chains   map[record.Chain]record.Target
	replaced map[string]replacement // by the target's name
}

// A replacement is a well-known page in the place of a target's own.
type replacement struct {
	since record.Instant
	of    string // whose page it is
}

func newOnlooker(dir string, log *slog.Logger) *onlooker {
	o := &onlooker{pages: newEar(), path: filepath.Join(dir, seenName), log: log, chains: map[record.Chain]record.Target{}, replaced: map[string]replacement{}}
	text, err := readWithin(o.path, live.MaxMemory)
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	memory, memoryErr := live.NewMemory(text)
	if err = errors.Join(err, memoryErr); err != nil {
		log.Warn("what was seen before cannot be read; the dashboard begins anew", "err", err)
	}
	o.memory = memory
	o.pages.listen(true)
	return o
}

// before has the onlooker look at what is handed to s.
func (o *onlooker) before(s collector.Sink) collector.Sink {
	if o == nil {
		return s
	}
	return &lookedAt{o.pages.before(s), o}
}

type lookedAt struct {
	collector.Sink
	onlooker *onlooker
}

func (l *lookedAt) Observe(list []record.Seen) error {
	err := l.Sink.Observe(list)
	if err == nil {
		l.onlooker.memory.Observe(list)
	}
	return err
}

func (l *lookedAt) Append(entries ...record.Entry) error {
	err := l.Sink.Append(entries...)
	if err == nil {
		l.onlooker.memory.Append(entries)
	}
	return err
}

// watch takes over what is watched.
func (o *onlooker) watch(targets []record.Watched) {
	o.memory.Watch(targets)
	o.mu.Lock()
	defer o.mu.Unlock()
	o.chains = map[record.Chain]record.Target{}
	for _, t := range targets {
		o.chains[t.Chain] = t.Target
	}
}

// run looks at pages and remembers, until ctx is done.
func (o *onlooker) run(ctx context.Context) {
	tick := time.NewTicker(rememberEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			o.save()
			return
		case h := <-o.pages.pages:
			o.heard(h)
		case <-tick.C:
			o.save()
		}
	}
}

// heard looks whether a page is a well-known one in the place of another. Where nothing else
// was ever read, that is how it always was.
func (o *onlooker) heard(h heardPage) {
	o.mu.Lock()
	defer o.mu.Unlock()
	t, watched := o.chains[h.chain]
	if !watched || t.Control || t.Question.Matter != "" {
		return
	}
	k := h.recognise(loss.Standard())
	ever := o.memory.ShowedOwn(t.Name, k == nil)
	if k == nil {
		delete(o.replaced, t.Name)
		return
	}
	if _, already := o.replaced[t.Name]; ever && !already {
		o.replaced[t.Name] = replacement{h.at, k.Of}
	}
}

// replacements is a copy.
func (o *onlooker) replacements() map[string]replacement {
	o.mu.Lock()
	defer o.mu.Unlock()
	all := map[string]replacement{}
	for name, r := range o.replaced {
		all[name] = r
	}
	return all
}

func (o *onlooker) save() {
	text := o.memory.Encode()
	if text == nil {
		return
	}
	if err := writeWhole(o.path, text, true); err != nil {
		o.log.Warn("what the dashboard shows is not remembered", "err", err)
	}
}

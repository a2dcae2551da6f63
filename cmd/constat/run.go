package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/netip"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"sync"
	"syscall"
	"time"

	"constat/collector"
	"constat/collector/inventory"
	"constat/collector/path"
	"constat/report/contract"
	"constat/report/incident"
	"constat/report/loss"
	"constat/store"
	"constat/store/record"
)

const (
	sealEvery   = time.Hour        // a record is committed at the latest so long after
	sealSpacing = 10 * time.Second // between two seals, however often answers change
	controlRate = 30 * time.Second
)

// runCmd is the daemon. SIGTERM and SIGINT end it cleanly, SIGHUP reads the
// configuration over.
func runCmd(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	o := newOptions("run", stdout, stderr)
	help := say("\n\nObserve jusqu'à SIGTERM ; SIGHUP relit la configuration.", "\n\nWatches until SIGTERM; SIGHUP reads the configuration over.")
	if code, done := o.parse(args, help, 0, 0); done {
		return code
	}
	hup := make(chan os.Signal, 1)
	signal.Notify(hup, syscall.SIGHUP)
	defer signal.Stop(hup)
	w := &watch{warned: warned{}, path: *o.config, dir: o.folder(), log: slog.New(slog.NewTextHandler(stderr, nil)), reload: hup}
	if err := w.run(ctx); err != nil {
		return o.fail(err)
	}
	return 0
}

// A watch is one run of the daemon.
type watch struct {
	path, dir string
	log       *slog.Logger
	reload    <-chan os.Signal
	store     *store.Store
	anchors   *anchoring
	cosigners *cosigning
	clock     *collector.Timekeeper
	paths     *path.Asker
	desk      *desk
	entered   record.Watch // the newest of them
	warned    warned       // last days to ask that were said to be near
	notifier  *notifier
}

// A plan is a configuration ready to be watched.
type plan struct {
	targets                   []record.Watched
	config, method, catalogue record.Hash
	rules                     []record.Hash // of contracts in force, and of their terms
	contracts                 []*contract.Contract
	counts                    [2]int   // targets, controls
	echoes                    []string // services that tell our address
	secrets                   map[string]inventory.Secret
	pictured                  map[string]bool
	furnished                 map[string]bool
	stocked                   map[string]int64
	paths                     *path.Asker
	resolvers                 []netip.AddrPort
	rate                      int   // questions a second to one host
	tell                      order // whom, and of what
}

func (w *watch) run(ctx context.Context) (err error) {
	config, text, err := LoadConfig(w.path)
	if err != nil {
		return err
	}
	if w.store, err = openNamed(w.dir, config.Name); err != nil {
		return err
	}
	introduce(config)
	defer func() { err = errors.Join(err, w.store.Close()) }()
	if err := enterKey(w.store, w.dir); err != nil {
		return err
	}
	p, err := w.plan(config, text)
	if err != nil {
		return err
	}
	anchors, stopAnchors := startAnchoring(w.store, w.log, config.Anchors)
	defer stopAnchors()
	w.anchors = anchors
	cosigners, stopCosigning, err := startCosigning(w.store, w.log, config.Witnesses)
	if err != nil {
		return err
	}
	defer stopCosigning()
	w.cosigners = cosigners
	stopClosed, err := cosignClosed(w.store, w.log, config.Witnesses)
	if err != nil {
		return err
	}
	defer stopClosed()
	stopWitness, err := w.witness(config.Witness)
	if err != nil {
		return err
	}
	defer stopWitness()
	w.clock = collector.NewTimekeeper(w.store, w.log, config.Clock)
	stop, err := w.serve()
	if err != nil {
		return err
	}
	defer stop()
	if err := w.enter(ctx, "start", p); err != nil {
		return err
	}
	// The key, the targets and the method are under a checkpoint, and that
	// one is stamped, before the first probe.
	if err := attest(ctx, w.anchors, w.cosigners, anchorPatience); err != nil {
		return err
	}
	notifier, stopNotifier := startNotifier(&holder{w.store, w.dir, w.anchors, w.cosigners}, w.log, p.tell)
	defer stopNotifier()
	w.notifier = notifier
	w.log.Info("watching", "log", w.store.Origin(), "targets", p.counts[0], "controls", p.counts[1])
	w.desk = newDesk(w.log)
	stopDesk, err := w.listen(config.Listen, p)
	if err != nil {
		return err
	}
	last, err := w.timed(ctx, p)
	stopDesk()
	err = errors.Join(err, w.enter(context.WithoutCancel(ctx), "stop", last))
	sealErr := attest(context.WithoutCancel(ctx), w.anchors, w.cosigners, stopPatience)
	w.log.Info("stopped", "log", w.store.Origin())
	return errors.Join(err, sealErr)
}

// openNamed opens the store of the vantage called name. A store that holds
// nothing yet takes the name of the configuration.
func openNamed(dir, name string) (*store.Store, error) {
	s, err := store.Open(dir)
	if err != nil {
		return nil, err
	}
	switch {
	case s.Ended():
		return nil, errors.Join(&store.EndedError{Log: s.Origin()}, s.Close())
	case isOf(s, name):
		return s, nil
	}
	if err := s.Close(); err != nil {
		return nil, err
	}
	if err := store.Rekey(dir, record.EpochOf(name, 1)); err != nil {
		return nil, err
	}
	if err := writePolicy(dir); err != nil {
		return nil, err
	}
	return store.Open(dir)
}

// isOf reports whether the log is of the vantage called name, in any epoch.
func isOf(s *store.Store, name string) bool {
	vantage, _, ok := record.Epoch(s.Origin())
	return ok && vantage == name
}

// plan makes the configuration known to the log.
func (w *watch) plan(c *Config, text []byte) (p plan, err error) {
	method := []byte(incident.Standard().Text)
	if c.Method != "" {
		if method, err = os.ReadFile(filepath.Join(w.dir, c.Method)); err != nil {
			return p, fmt.Errorf("read method: %w", err)
		}
		if _, err := incident.ParseMethod(method); err != nil {
			return p, fmt.Errorf("method %q: %w", c.Method, err)
		}
	}
	if p.config, err = w.store.KeepFile(text); err != nil {
		return p, err
	}
	if p.method, err = w.store.KeepFile(method); err != nil {
		return p, err
	}
	if p.catalogue, err = w.keepCatalogue(c.Catalogue); err != nil {
		return p, err
	}
	var unread error
	if p.contracts, p.rules, unread = c.agreed(w.dir); unread != nil {
		w.log.Warn("contracts or terms that cannot be read are without effect", "err", unread)
	}
	if _, dependencies := build(); dependencies != nil {
		if _, err = w.store.KeepFile(dependencies); err != nil {
			return p, err
		}
	}
	p.paths, p.resolvers, p.rate = w.asker(c), c.Resolvers, c.Rate
	p.counts, p.echoes = [2]int{len(c.Targets), len(c.Controls)}, c.Echo
	if p.secrets, err = secrets(w.dir, c); err != nil {
		return p, err
	}
	p.pictured, p.furnished, p.stocked = pictured(c), furnished(c), stocked(c)
	to, err := addressees(w.dir, c)
	if err != nil {
		return p, err
	}
	p.targets, err = w.store.Enter(entries(c, record.At(time.Now())))
	p.tell = orderOf(c, p, to)
	return p, err
}

// keepCatalogue keeps the default pages that a file adds beside the log; none for
// no file.
func (w *watch) keepCatalogue(name string) (record.Hash, error) {
	if name == "" {
		return record.Hash{}, nil
	}
	text, err := readCatalogue(w.dir, name)
	if err != nil {
		return record.Hash{}, err
	}
	return w.store.KeepFile(text)
}

// readCatalogue reads a catalogue of default pages that lies beside the
// configuration, and refuses what it does not know.
func readCatalogue(dir, name string) ([]byte, error) {
	text, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		return nil, fmt.Errorf("read catalogue: %w", err)
	}
	if _, err := loss.ParseCatalogue(text); err != nil {
		return nil, fmt.Errorf("catalogue %q: %w", name, err)
	}
	return text, nil
}

// asker learns who stands behind names. It is the same over reloads as long as
// the same is asked: registries are asked seldom.
func (w *watch) asker(c *Config) *path.Asker {
	next := &path.Asker{Servers: resolvers(), Routes: c.Path.Routes, Registries: c.Path.Registries}
	if before := w.paths; before != nil && slices.Equal(before.Servers, next.Servers) && before.Routes == next.Routes && before.Registries == next.Registries {
		return before
	}
	w.paths = next
	return next
}

// entries are the targets and controls of a configuration as the log has them.
func entries(c *Config, now record.Instant) []record.Target {
	var out []record.Target
	for _, t := range c.Targets {
		out = append(out, record.Target{Time: now, Name: t.Name, Site: t.Site, Provider: t.Provider,
			Interval: tenths(t.Interval), Question: t.Question(), ProviderName: c.Providers[t.Provider].Name})
	}
	for _, url := range c.Controls {
		t := Target{URL: url, Timeout: 5 * time.Second}
		if kindOf(url) == "http" {
			t.Method, t.BodyLimit = http.MethodGet, 64<<10
		}
		q := t.Question()
		out = append(out, record.Target{Time: now, Name: url, Control: true, Interval: tenths(controlRate), Question: q})
	}
	return out
}

func tenths(d time.Duration) record.Round { return record.Round(d / (100 * time.Millisecond)) }

// enter describes the instrument in the log. Services that tell our address are
// asked at the start and at the stop; a reload waits for nobody.
func (w *watch) enter(ctx context.Context, event string, p plan) error {
	e := instrument(event)
	if event != "reload" {
		e.Network.Echoes = echoed(ctx, p.echoes)
	}
	e.Config, e.Method, e.Rules, e.Catalogue, e.Targets, e.Controls = p.config, p.method, p.rules, p.catalogue, p.counts[0], p.counts[1]
	if err := w.store.Append(e); err != nil {
		return err
	}
	w.entered = e
	return nil
}

// timed has time servers asked while the watch goes on, and once more after it.
func (w *watch) timed(ctx context.Context, p plan) (last plan, err error) {
	keeping, stop := context.WithCancel(context.WithoutCancel(ctx))
	var ended sync.WaitGroup
	ended.Go(func() { w.clock.Run(keeping) })
	last, err = w.watch(ctx, p)
	stop()
	ended.Wait()
	return last, err
}

// watch runs the collector until ctx is done, anew at each reload, and returns
// the plan that was in force last. The old collector has handed everything
// over before a changed question is entered: no answer goes under another
// question than its own.
func (w *watch) watch(ctx context.Context, p plan) (plan, error) {
	for {
		round, cancel := context.WithCancel(ctx)
		ended := make(chan error, 1)
		go func() {
			ended <- collector.New(w.notifier.heard.before(remind(w.store, w.dir, w.log, p.contracts, p.targets)), w.log, p.targets, collector.Options{Clock: w.clock, Inbox: w.desk.inbox, Shelf: w.store, Secrets: p.secrets, Rate: p.rate,
				Paths: p.paths, Record: w.store, Resolvers: p.resolvers, Camera: w.camera(p.pictured), Album: w.store, Pictured: p.pictured,
				Furnisher: furnisher(p.rate), Stock: w.store, Furnished: p.furnished, Larder: w.store, Stocked: p.stocked}).Run(round)
		}()
		next := w.tend(ctx)
		cancel()
		if err := <-ended; err != nil || next == nil {
			return p, err
		}
		p = w.replan(p, next)
	}
}

// A reading is a configuration and its text.
type reading struct {
	config *Config
	text   []byte
}

// tend seals while the collector runs. It returns a new configuration at a
// reload, nil at the end.
func (w *watch) tend(ctx context.Context) *reading {
	hourly, glance := time.NewTicker(sealEvery), time.NewTicker(glanceEvery)
	defer hourly.Stop()
	defer glance.Stop()
	var due <-chan time.Time // a seal that waits for its spacing
	var last time.Time
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-w.reload:
			if next := w.reread(); next != nil {
				return next
			}
		case <-w.store.Due():
			w.clock.Incident()
			if due == nil {
				due = time.After(max(0, sealSpacing-time.Since(last)))
			}
		case <-due:
			due, last = nil, time.Now()
			w.seal()
		case <-hourly.C:
			last = time.Now()
			w.seal()
			w.warned.deadlines(w.log, claimsOf(w.path, last))
		case <-glance.C:
			w.lookAround()
		}
	}
}

// seal goes on without a signature if it must: what was seen is on disk.
func (w *watch) seal() {
	c, err := w.store.Seal(time.Now())
	if err != nil {
		w.log.Error("not sealed; trying again at the next change or hour", "err", err)
		return
	}
	w.log.Info("sealed", "tree_size", c.Size)
	w.anchors.want()
	w.cosigners.want()
}

// reread reads the configuration over. One that cannot be used changes nothing.
func (w *watch) reread() *reading {
	config, text, err := LoadConfig(w.path)
	if err == nil && !isOf(w.store, config.Name) {
		err = &store.NamedError{Have: w.store.Origin(), Want: record.EpochOf(config.Name, 1)}
	}
	if err != nil {
		w.log.Error("configuration not reloaded; going on with the one before", "err", err)
		return nil
	}
	return &reading{config, text}
}

// replan enters a new configuration, or goes on with the plan before.
func (w *watch) replan(before plan, r *reading) plan {
	p, err := w.plan(r.config, r.text)
	if err == nil {
		err = w.enter(context.Background(), "reload", p)
	}
	if err != nil {
		w.log.Error("configuration not reloaded; going on with the one before", "err", err)
		return w.resume(before)
	}
	w.clock.Use(r.config.Clock)
	w.notifier.use(p.tell)
	w.relisten(r.config.Listen, p)
	w.log.Info("configuration reloaded", "targets", p.counts[0], "controls", p.counts[1])
	return p
}

// resume brings a plan's newest rounds up to what was kept since.
func (w *watch) resume(p plan) plan {
	targets := make([]record.Target, len(p.targets))
	for i, t := range p.targets {
		targets[i] = t.Target
	}
	if again, err := w.store.Enter(targets); err == nil {
		p.targets = again
	}
	return p
}

// listen has jobs report in until the returned function is called. A change of
// the address takes a restart.
func (w *watch) listen(address string, p plan) (stop func(), err error) {
	jobs, err := jobsOf(w.store, p.targets)
	if err != nil {
		return nil, err
	}
	w.desk.inbox.Use(jobs)
	w.desk.address = address
	return w.desk.open(address)
}

// relisten takes over what jobs a new configuration has.
func (w *watch) relisten(address string, p plan) {
	if address != w.desk.address {
		w.log.Warn("listen changed; it takes a restart", "listening", w.desk.address)
	}
	jobs, err := jobsOf(w.store, p.targets)
	if err != nil {
		w.log.Error("jobs that report in not renewed; going on with those before", "err", err)
		return
	}
	w.desk.inbox.Use(jobs)
}

// serve answers the other commands until the returned function is called.
func (w *watch) serve() (stop func(), err error) {
	l, err := listen(w.dir)
	if err != nil {
		return nil, err
	}
	server := &http.Server{Handler: handler(&holder{w.store, w.dir, w.anchors, w.cosigners}), ReadHeaderTimeout: 10 * time.Second}
	var running sync.WaitGroup
	running.Go(func() {
		if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			w.log.Error("socket", "err", err)
		}
	})
	return func() {
		ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
		defer cancel()
		_ = server.Shutdown(ctx) // what is still asked after that gets no answer
		running.Wait()
		_ = os.Remove(filepath.Join(w.dir, socketName))
	}, nil
}
